import {expect, it} from 'vitest';
import {keyPressOf} from '../../src/surfaces/key-press.js';

it.each([
  ['\u001B[A', 'up'],
  ['\u001B[B', 'down'],
  ['\u001B[C', 'right'],
  ['\u001BOD', 'left'],
  ['\u001B[1;2C', 'shift-right'],
  ['\u001B[1;2D', 'shift-left'],
  ['\u001B[1;2A', 'up'],
  ['\u001B[5~', 'page-up'],
  ['\u001B[6~', 'page-down'],
  ['\u001B[Z', 'shift-tab'],
  ['\u001B[H', 'home'],
  ['\u001B[4~', 'end'],
  ['\u001B[3~', 'backspace'],
  ['\r', 'enter'],
  ['\t', 'tab'],
  [' ', 'space'],
  ['\u007F', 'backspace'],
  ['\b', 'backspace'],
  ['\u0012', 'ctrl-r'],
  ['\u001B', 'escape'],
  ...[...'aZ$?,é日'].map(letter => [letter, letter]),
])('%j is the key %s', (sequence, name) => {
  expect(keyPressOf(sequence ?? '').name).toBe(name);
});

it('types what is a character, and nothing else', () => {
  const inputs = ['a', ' ', 'é', '\r', '\u001B[A', '\u0012', '\u001B'].map(sequence => keyPressOf(sequence).input);
  expect(inputs).toEqual(['a', ' ', 'é', '', '', '', '']);
});
