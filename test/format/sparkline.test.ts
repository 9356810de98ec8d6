import {expect, it} from 'vitest';
import {sparkline} from '../../src/format/sparkline.js';

it('draws one bar a column, zero as the lowest', () => {
  expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], 8, {hi: 7})).toBe('▁▂▃▄▅▆▇█');
  expect(sparkline([0, 1], 2, {ascii: true})).toBe('_#');
});

it('keeps the peak of each bucket', () => {
  expect(sparkline([0, 0, 1, 0, 0, 0], 3)).toBe('▁█▁');
});

it('stretches few values over many columns', () => {
  expect(sparkline([0, 1], 4)).toBe('▁▁██');
});

it('has a fixed scale: a value outside it is cut, and more values do not change the bars', () => {
  expect(sparkline([-5, 0.5, 9], 3)).toBe('▁▅█');
  expect(sparkline([0.5], 1)).toBe('▅');
  expect(sparkline([3, 3], 2, {lo: 3, hi: 3})).toBe('▁▁');
});

it('leaves a gap where there is no value', () => {
  expect(sparkline([0, Number.NaN, 1], 3)).toBe('▁ █');
  expect(sparkline([], 3)).toBe('   ');
  expect(sparkline([1], 0)).toBe('');
});
