import {width as widthOfText} from '../format/text.js';
import {type StyledChar, styledCharsFromTokens, styledCharsToString, tokenize} from './ansi-tokenize.js';

/** One row of the screen: a cell per column; undefined is the second half of a wide character. */
export type Row = readonly (StyledChar | undefined)[];

const [blank] = styledCharsFromTokens(tokenize(' ')) as [StyledChar];
const isBlank = (cell: StyledChar | undefined) => cell?.value === ' ' && cell.styles.length === 0;

const widths = new Map<string, number>();
function widthColumns({value}: StyledChar): number {
  if (value.length === 1 && value >= ' ' && value <= '~') return 1;
  let width = widths.get(value);
  if (width === undefined) {
    if (widths.size > 4096) widths.clear();
    width = widthOfText(value);
    widths.set(value, width);
  }
  return width;
}

/**
 * A styled line as exactly `columns` cells: cut or filled with blanks. What has no width of its own, control characters above
 * all, becomes a blank: text from a file must not be able to command the terminal.
 */
export function toRow(line: string, columns: number): Row {
  const row: (StyledChar | undefined)[] = [];
  for (const cell of styledCharsFromTokens(tokenize(line))) {
    const width = widthColumns(cell);
    if (row.length + width > columns) break;
    row.push(width === 0 ? blank : cell);
    for (let extra = 1; extra < width; extra++) row.push(undefined);
  }
  row.length = Math.min(row.length, columns);
  while (row.length < columns) row.push(blank);
  return row;
}

function isSame(a: StyledChar | undefined, b: StyledChar | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a.value !== b.value) return false;
  return a.styles === b.styles || (a.styles.length === b.styles.length && a.styles.every(({code}, i) => code === b.styles[i]?.code));
}

/** Unchanged cells worth writing again: moving the cursor over them costs as many bytes. */
const widestGap = 8;
/** Blanks up to the end of a row from which on erasing is shorter than writing. */
const fewestErased = 4;

/** The columns `[start, end)` of the next stretch that differs at or after `from`, with whole characters; undefined where none does. */
function nextChange(shown: Row, wanted: Row, from: number): {start: number; end: number} | undefined {
  let start = from;
  while (start < wanted.length && isSame(shown[start], wanted[start])) start++;
  if (start >= wanted.length) return undefined;
  let end = start + 1;
  for (let column = end; column < wanted.length && column - end <= widestGap; column++) {
    if (!isSame(shown[column], wanted[column])) end = column + 1;
  }
  while (start > 0 && wanted[start] === undefined) start--;
  while (end < wanted.length && wanted[end] === undefined) end++;
  return {start, end};
}

const moveTo = (y: number, column: number): string => `\u001B[${y + 1};${column + 1}H`;

/** Terminals do not agree how many columns a character takes that is made of several, or that came with a late Unicode. */
const isUncertain = (cell: StyledChar | undefined): boolean => cell !== undefined && cell.value.length > 1;

/**
 * The columns `[start, end)` as text, the cursor being at the first. Where a terminal may measure a character otherwise, its columns are
 * blanked before it and the cursor is told where to go on after it: what is wrong then stays within them.
 */
function written(wanted: Row, start: number, end: number, y: number): string {
  let out = '';
  let from = start;
  const flush = (until: number): void => {
    out += styledCharsToString(wanted.slice(from, until).filter(cell => cell !== undefined));
    from = until;
  };
  for (let column = start; column < end; column++) {
    const cell = wanted[column];
    if (cell === undefined || !isUncertain(cell)) continue;
    flush(column);
    let next = column + 1;
    while (next < end && wanted[next] === undefined) next++;
    out += styledCharsToString(Array.from({length: next - column}, () => ({...cell, value: ' '}))) + moveTo(y, column);
    flush(next);
    out += moveTo(y, next);
  }
  flush(end);
  return out;
}

/** The escape sequences and text that turn the row shown on screen row `y` (from 0) into the one wanted; '' when they are equal. */
export function diffRow(shown: Row, wanted: Row, y: number): string {
  const blankFrom = wanted.findLastIndex(cell => !isBlank(cell)) + 1;
  let out = '';
  for (let change = nextChange(shown, wanted, 0); change !== undefined; change = nextChange(shown, wanted, change.end)) {
    const {start, end} = change;
    const textEnd = Math.max(start, Math.min(end, blankFrom));
    const erases = end - textEnd >= fewestErased;
    out += moveTo(y, start) + written(wanted, start, erases ? textEnd : end, y);
    if (erases) return `${out}\u001B[K`;
  }
  return out;
}
