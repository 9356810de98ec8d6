import {expect, it} from 'vitest';
import {compact, count, grouped, minutes, percent, plural, quantity, signed, userMinutes} from '../../src/format/number.js';

it.each([
  [0, '0'],
  [0.5, '0.5'],
  [7, '7'],
  [9.95, '10'],
  [312, '312'],
  [999.4, '999'],
  [999.5, '1.0 k'],
  [98_200_000, '98.2 M'],
  [99_949_999, '99.9 M'],
  [99_950_000, '100 M'],
  [999_400_000, '999 M'],
  [999_600_000, '1.0 bn'],
  [99.3e9, '99.3 bn'],
  [4.2e15, '4,200 tn'],
  [-28.4e6, '-28.4 M'],
  [Number.NaN, '–'],
])('%d is compactly %s', (value, words) => {
  expect(compact(value)).toBe(words);
});

it.each([
  [0, '0 %'],
  [0.0001, '<0.1 %'],
  [0.0005, '0.1 %'],
  [0.004, '0.4 %'],
  [0.0094, '0.9 %'],
  [0.01, '1 %'],
  [0.98, '98 %'],
  [0.9949, '99 %'],
  [0.996, '99.6 %'],
  [0.9996, '>99.9 %'],
  [1, '100 %'],
  [1 - 1e-12, '100 %'],
  [1e-12, '0 %'],
  [12.5, '1,250 %'],
  [Number.POSITIVE_INFINITY, '–'],
])('a ratio of %d is %s: 0 %% and 100 %% mean exactly that', (ratio, words) => {
  expect(percent(ratio)).toBe(words);
});

it.each([
  [0, '0 min'],
  [0.5, '0.5 min'],
  [12.5, '12.5 min'],
  [99.94, '99.9 min'],
  [99.95, '100 min'],
  [2880, '2,880 min'],
])('%d minutes are %s', (value, words) => {
  expect(minutes(value)).toBe(words);
});

it.each([
  [999, '999'],
  [1204, '1,204'],
  [9999, '9,999'],
  [10_000, '10.0 k'],
  [2_100_000, '2.1 M'],
])('a count of %d is %s', (value, words) => {
  expect(count(value)).toBe(words);
});

it('writes a signal in its unit', () => {
  expect(quantity(0.98, 'ratio')).toBe('98 %');
  expect(quantity(12.5, 'minutes')).toBe('12.5 min');
  expect(quantity(1204, 'count')).toBe('1,204');
  expect(quantity(30, 'perMinute')).toBe('30/min');
  expect(quantity(2.1, 'millions')).toBe('2.1 M');
  expect(userMinutes(98_200_000)).toBe('98.2 M user-min');
});

it('gives a difference its sign, and nothing to a difference of nothing', () => {
  expect(signed(-28.4e6, compact)).toBe('-28.4 M');
  expect(signed(0.03, percent)).toBe('+3 %');
  expect(signed(0, compact)).toBe('0');
  expect(signed(-0.2, grouped)).toBe('0');
  expect(signed(Number.NaN, compact)).toBe('–');
});

it('counts in words', () => {
  expect(plural(1, 'event')).toBe('1 event');
  expect(plural(1204, 'event')).toBe('1,204 events');
  expect(plural(2, 'entry', 'entries')).toBe('2 entries');
});
