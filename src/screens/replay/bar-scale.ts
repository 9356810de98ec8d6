import type {Ms} from '../../timeline/types.js';

/** Where an instant stands on the timeline bar, and back. */
export type BarScale = {
  readonly width: number;
  /** The column of an instant, from 0; instants outside the bar stand on its ends. */
  columnOf(atMs: Ms): number;
  /** The first instant of a column; of column `width`: the end. */
  startOf(column: number): Ms;
  /** The column of the mark between the main part and the folded tail; null: nothing is folded. */
  readonly breakColumn: number | null;
};

/** A tail longer than this share of the main part is folded … */
const longTail = 0.1;
/** … into at most this share of the bar. */
const foldedShare = 0.12;

const within = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));

function linear(startMs: Ms, endMs: Ms, first: number, columns: number) {
  const lengthMs = Math.max(1, endMs - startMs);
  return {
    columnOf: (atMs: Ms) => first + within(Math.floor(((atMs - startMs) / lengthMs) * columns), 0, columns - 1),
    startOf: (column: number) => Math.ceil(startMs + ((column - first) * lengthMs) / columns),
  };
}

/**
 * A bar of `width` columns from `startMs` to `endMs`. It is linear up to `mainEndMs`; a longer stretch after that (a model runs on until
 * the slowest recovery) is folded into a few columns behind a break mark, so that the incident itself keeps the room.
 */
export function barScale(startMs: Ms, endMs: Ms, mainEndMs: Ms, width: number): BarScale {
  const mainMs = mainEndMs - startMs;
  const tailColumns = Math.floor(width * foldedShare) - 1;
  if (mainMs <= 0 || endMs - mainEndMs <= mainMs * longTail || tailColumns < 1) {
    return {width, breakColumn: null, ...linear(startMs, endMs, 0, width)};
  }
  const breakColumn = width - tailColumns - 1;
  const main = linear(startMs, mainEndMs, 0, breakColumn);
  const tail = linear(mainEndMs, endMs, breakColumn + 1, tailColumns);
  return {
    width,
    breakColumn,
    columnOf: atMs => (atMs < mainEndMs ? main.columnOf(atMs) : atMs === mainEndMs ? breakColumn : tail.columnOf(atMs)),
    startOf: column => (column < breakColumn ? main.startOf(column) : column === breakColumn ? mainEndMs : tail.startOf(column)),
  };
}
