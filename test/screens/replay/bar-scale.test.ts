import * as fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {barScale} from '../../../src/screens/replay/panels/bar.js';

const hour = 3_600_000;
const bars = fc
  .record({
    startMs: fc.integer({min: -hour, max: hour}),
    mainMs: fc.integer({min: 1, max: 100 * hour}),
    tailMs: fc.integer({min: 0, max: 100 * hour}),
    width: fc.integer({min: 10, max: 240}),
  })
  .map(({startMs, mainMs, tailMs, width}) => ({startMs, mainEndMs: startMs + mainMs, endMs: startMs + mainMs + tailMs, width}));

describe('the scale of the timeline bar', () => {
  it('is linear while the tail is short, folded once it is longer than a tenth of the main part', () => {
    expect(barScale(0, 11 * hour, 10 * hour, 100).breakColumn).toBeNull();
    expect(barScale(0, 11 * hour + 1, 10 * hour, 100).breakColumn).toBe(88);
  });

  it('gives a folded tail at most 12 % of the bar, its mark included', () => {
    fc.assert(
      fc.property(bars, ({startMs, endMs, mainEndMs, width}) => {
        const {breakColumn} = barScale(startMs, endMs, mainEndMs, width);
        if (breakColumn !== null) expect((width - breakColumn) / width).toBeLessThanOrEqual(0.12);
      }),
    );
  });

  it('never goes back, stays on the bar, and finds every column again', () => {
    fc.assert(
      fc.property(
        bars,
        fc.array(fc.double({min: 0, max: 1, noNaN: true}), {minLength: 2, maxLength: 20}),
        ({startMs, endMs, mainEndMs, width}, shares) => {
          const scale = barScale(startMs, endMs, mainEndMs, width);
          const columns = [...shares].sort((a, b) => a - b).map(share => scale.columnOf(Math.round(startMs + (endMs - startMs) * share)));
          for (const [index, column] of columns.entries()) {
            expect(column).toBeGreaterThanOrEqual(columns[index - 1] ?? 0);
            expect(column).toBeLessThan(width);
          }
          for (let column = 1; column <= width; column++) expect(scale.startOf(column)).toBeGreaterThanOrEqual(scale.startOf(column - 1));
        },
      ),
    );
  });

  it('keeps instants outside on its ends', () => {
    const scale = barScale(0, 10 * hour, 10 * hour, 50);
    expect([scale.columnOf(-hour), scale.columnOf(99 * hour)]).toEqual([0, 49]);
  });
});
