import {expect, it} from 'vitest';
import {inputSchema, longestField, seatInputSchema} from '../../src/drill/play/input.js';

const note = (text: string) => ({type: 'note', seat: 'ic', text, kind: 'note'});

it('a text is at most two thousand characters', () => {
  expect(inputSchema.safeParse(note('x'.repeat(longestField))).success).toBe(true);
  expect(inputSchema.safeParse(note('x'.repeat(longestField + 1))).success).toBe(false);
});

it.each([
  ['an unknown input', {type: 'win', seat: 'ic'}],
  ['a key too many', {...note('hello'), isAdmin: true}],
  ['a key too few', {type: 'look', seat: 'ic'}],
  ['a number that is none', {type: 'believe', seat: 'ic', hypothesis: 'h', probability: Number.NaN, because: ''}],
  ['time that runs backwards', {type: 'advance', byMs: -1}],
  ['text', 'look'],
])('%s is no input', (_, value) => {
  expect(inputSchema.safeParse(value).success).toBe(false);
});

it('no seat lets time go on', () => {
  expect(seatInputSchema.safeParse({type: 'advance', byMs: 60_000}).success).toBe(false);
  expect(inputSchema.safeParse({type: 'advance', byMs: 60_000}).success).toBe(true);
});
