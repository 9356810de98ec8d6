import {expect, it} from 'vitest';
import {span, textOf} from '../../src/screen/line.js';
import {proseAfter} from '../../src/screen/prose.js';

const after = (before: string, text: string, width: number): readonly string[] =>
  proseAfter([span(before)], text, width, 5).map(line => textOf(line));

it('goes on beside what stands before it', () => {
  expect(after('   needs DNS: ', 'no name, no address', 24)).toEqual(['   needs DNS: no name,', '     no address']);
});

it.each([
  {
    why: 'what stands before fills the line',
    before: '   needs A service with quite a name: ',
    text: 'それがないと何も動かない',
    below: ['     それがないと何も動', '     かない'],
  },
  {
    why: 'the first word does not fit beside it',
    before: '   needs DNS: ',
    text: 'everything else',
    below: ['     everything else'],
  },
])('begins below it where $why', ({before, text, below}) => {
  expect(after(before, text, 24)).toEqual([before, ...below]);
});
