import {expect, it} from 'vitest';
import {copySequence} from '../../src/surfaces/terminal.js';

it('asks the terminal to copy, whatever the text holds, in one sequence', () => {
  expect(copySequence('play', 'xterm-256color')).toBe('\u001B]52;c;cGxheQ==\u0007');
  const [, coded = ''] = /^\u001B\]52;c;([\w+/=]*)\u0007$/.exec(copySequence('it’s \u001B]0;evil\u0007', undefined)) ?? [];
  expect(Buffer.from(coded, 'base64').toString()).toBe('it’s \u001B]0;evil\u0007');
});

it('asks nothing of a terminal that knows no sequences', () => {
  expect(copySequence('play', 'dumb')).toBe('');
});
