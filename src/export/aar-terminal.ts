import type {Charts} from '../drill/report/aar-schema.js';
import {quantity, userMinutes} from '../format/number.js';
import {fit, printable} from '../format/text.js';
import {clockAt} from './svg.js';

/** Charts as lines of a terminal: no colour, a letter for each line, nothing wider than `columns`. */
export type TerminalSize = {readonly columns: number; readonly rows: number};

const left = 10;

/** User-minutes lost by each moment. T the team, H history, B the best known plan, N doing nothing; dots: the band over other worlds. */
export function impactLines({impact, endMinute}: Charts, startClock: string, {columns, rows}: TerminalSize): readonly string[] {
  const wide = Math.max(20, columns - left - 1);
  const high = Math.max(4, rows - 4);
  const last = (line: readonly number[] | null): number => line?.at(-1) ?? 0;
  const others = Math.max(last(impact.team), last(impact.history), last(impact.best), last(impact.high), 1);
  const top = Math.min(Math.max(others, last(impact.nothing)), others * 1.6);
  const grid = Array.from({length: high}, () => Array.from({length: wide}, () => ' '));
  const at = (line: readonly number[], column: number): number => {
    const minute = (column / Math.max(1, wide - 1)) * endMinute;
    const index = impact.minutes.findLastIndex(sample => sample <= minute + 1e-9);
    return line[Math.max(0, index)] ?? 0;
  };
  const rowOf = (value: number): number => high - 1 - Math.round((Math.min(top, value) / top) * (high - 1));
  const draw = (line: readonly number[] | null, letter: string): void => {
    if (line === null) return;
    for (let column = 0; column < wide; column++) {
      const row = grid[rowOf(at(line, column))];
      if (row !== undefined) row[column] = letter;
    }
  };
  for (let column = 0; column < wide && impact.low !== null && impact.high !== null; column++) {
    const lowest = rowOf(at(impact.low, column));
    for (let row = rowOf(at(impact.high, column)); row <= lowest; row++) (grid[row] as string[])[column] = '.';
  }
  draw(impact.nothing, 'N');
  draw(impact.best, 'B');
  draw(impact.history, 'H');
  draw(impact.team, 'T');
  const amount = (row: number): string => (row % Math.ceil(high / 4) === 0 ? short((top * (high - 1 - row)) / (high - 1)) : '');
  const totals = [
    `T team ${short(last(impact.team))}`,
    `H history ${short(last(impact.history))}`,
    ...(impact.best === null ? [] : [`B best ${short(last(impact.best))}`]),
    `N nothing ${short(last(impact.nothing))}`,
  ];
  return [
    ...grid.map((row, index) => fit(`${fit(amount(index), left - 1, 'right')} ${row.join('')}`, columns).trimEnd()),
    axis(endMinute, startClock, left, wide, columns),
    fit(totals.join('  '), columns).trimEnd(),
    fit(`user-minutes lost, SIMULATED${impact.low === null ? '' : '; dots: other worlds that fit the record'}`, columns).trimEnd(),
  ];
}

const short = (value: number): string => userMinutes(value).replace(' user-min', '');

/** Clock times under a chart, as many as have room. */
function axis(endMinute: number, startClock: string, from: number, wide: number, columns: number): string {
  const count = Math.max(2, Math.floor(wide / 14));
  let line = ' '.repeat(from);
  for (let index = 0; index < count; index++) {
    const column = from + Math.round((index / (count - 1)) * (wide - 1));
    const clock = clockAt(startClock, (index / (count - 1)) * endMinute);
    line = `${fit(line, index === count - 1 ? column - clock.length + 1 : column)}${clock}`;
  }
  return fit(line, columns).trimEnd();
}

const nameColumns = (columns: number): number => Math.min(34, Math.floor(columns * 0.42));

/** How probable each mechanism was to the team: a digit is tens of percent (`*`: all), a dot is nothing noted yet. */
export function beliefLines({beliefs, endMinute}: Charts, startClock: string, {columns, rows}: TerminalSize): readonly string[] {
  if (beliefs.length === 0) return ['Nobody noted a belief.'];
  const names = nameColumns(columns);
  const wide = columns - names - 8;
  const shown = beliefs.slice(0, Math.max(1, rows - 2));
  const digit = (value: number): string => (value >= 0.995 ? '*' : String(Math.floor(value * 10 + 1e-9)));
  const lines = shown.map(({text, wasTrue, points}) => {
    const marks = Array.from({length: wide}, (_, column) => {
      const minute = (column / Math.max(1, wide - 1)) * endMinute;
      const point = points.findLast(([at]) => at <= minute + 1e-9);
      return point === undefined ? '.' : digit(point[1]);
    });
    return `${fit(printable(text), names)} ${marks.join('')} ${wasTrue ? 'so' : 'not so'}`;
  });
  return [
    ...lines,
    axis(endMinute, startClock, names + 1, wide, columns),
    hidden(beliefs.length - shown.length, 'tens of percent; * certain; . nothing noted'),
  ];
}

const hidden = (count: number, words: string): string => (count > 0 ? `${words}; ${count} more in the report` : words);

/** Words to each audience: `W` a word, `=` until the next was promised, `!` no word that was new enough. */
export function wordLines({words, endMinute}: Charts, startClock: string, {columns, rows}: TerminalSize): readonly string[] {
  const names = Math.min(24, nameColumns(columns));
  const wide = columns - names - 2;
  const shown = words.slice(0, Math.max(1, rows - 2));
  const lines = shown.map(({audience, posts, stale}) => {
    const step = endMinute / Math.max(1, wide);
    const marks = Array.from({length: wide}, (_, column) => {
      const from = column * step;
      const until = from + step;
      if (posts.some(({minute}) => minute >= from && minute < until)) return 'W';
      if (stale.some(([start, end]) => start < until && end > from)) return '!';
      return posts.some(({minute, due}) => minute < until && due > from) ? '=' : ' ';
    });
    return `${fit(printable(audience), names)} ${marks.join('')}`.trimEnd();
  });
  return [
    ...lines,
    axis(endMinute, startClock, names + 1, wide, columns),
    hidden(words.length - shown.length, 'W a word; = until the next was promised; ! no word that was new enough'),
  ];
}

/** What readings did: `.` within the band that is normal for them, `!` outside; then how far out they came. */
export function stripLines({strip, impact, endMinute}: Charts, startClock: string, {columns, rows}: TerminalSize): readonly string[] {
  if (strip.length === 0) return ['No reading left its normal band.'];
  const names = nameColumns(columns);
  const wide = columns - names - 12;
  const shown = strip.slice(0, Math.max(1, rows - 2));
  const lines = shown.map(({label, values, normal: [low, high], furthest, unit}) => {
    const marks = Array.from({length: wide}, (_, column) => {
      const until = (column / Math.max(1, wide - 1)) * endMinute;
      const value =
        values[
          Math.max(
            0,
            impact.minutes.findLastIndex(sample => sample <= until + 1e-9),
          )
        ] ?? low;
      return value < low || value > high ? '!' : '.';
    });
    return `${fit(printable(label), names)} ${marks.join('')} ${fit(quantity(furthest, unit), 10, 'right')}`;
  });
  return [
    ...lines,
    axis(endMinute, startClock, names + 1, wide, columns),
    hidden(strip.length - shown.length, '. normal; ! not normal; then the furthest from normal. SIMULATED'),
  ];
}
