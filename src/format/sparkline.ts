const blocks = '▁▂▃▄▅▆▇█';
const ascii = '_.:-=+*#';

export type SparklineOptions = {
  /** The value of the lowest bar; default 0. */
  readonly lo?: number;
  /** The value of the highest bar; default 1. Fixed by the caller, so that a picture does not jitter as values come in. */
  readonly hi?: number;
  /** Only ASCII characters. */
  readonly ascii?: boolean;
};

/**
 * A row of bars, one a column. More values than columns: each column shows its highest value, so that no peak is lost.
 * Fewer: each value fills several columns. `lo` and below is the lowest bar; a missing value (NaN) is a space.
 */
export function sparkline(values: ArrayLike<number>, columns: number, options: SparklineOptions = {}): string {
  const {lo = 0, hi = 1} = options;
  const bars = options.ascii === true ? ascii : blocks;
  if (columns <= 0) return '';
  if (values.length === 0) return ' '.repeat(columns);
  let line = '';
  for (let column = 0; column < columns; column++) {
    const first = Math.floor((column * values.length) / columns);
    const after = Math.max(first + 1, Math.floor(((column + 1) * values.length) / columns));
    line += bar(highest(values, first, after), lo, hi, bars);
  }
  return line;
}

function highest(values: ArrayLike<number>, first: number, after: number): number {
  let best = Number.NaN;
  for (let index = first; index < after; index++) {
    const value = values[index] ?? Number.NaN;
    if (!(best >= value)) best = Number.isNaN(value) ? best : value;
  }
  return best;
}

function bar(value: number, lo: number, hi: number, bars: string): string {
  if (Number.isNaN(value)) return ' ';
  const top = bars.length - 1;
  const share = hi > lo ? (value - lo) / (hi - lo) : 0;
  return bars[Math.max(0, Math.min(top, Math.round(share * top)))] ?? ' ';
}
