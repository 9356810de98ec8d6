import {width as widthOfText} from '../format/text.js';
import {toAscii} from '../screen/ascii.js';
import type {Line, Role} from '../screen/line.js';
import {type ColorLevel, type Style, type ThemeName, themes} from '../screen/theme.js';
import {codesOf, transition} from './style-codes.js';

/**
 * Code units that are one character each whatever stands beside them, as pairs of first and last: one column wide, then two.
 * Left out are marks, joiners, jamo, flags and everything outside the basic plane.
 */
// biome-ignore format: a table
const narrow = [
  0x20, 0x7e, 0xa0, 0xac, 0xae, 0x2ff, 0x391, 0x3a1, 0x3a3, 0x482, 0x48a, 0x52f, 0x2010, 0x2027, 0x202f, 0x205f, 0x2074, 0x208e,
  0x20a0, 0x20bf, 0x2100, 0x218b, 0x2190, 0x2319, 0x231c, 0x2328, 0x232b, 0x23e8, 0x2460, 0x25fc, 0x25ff, 0x2613, 0x2660, 0x267e,
  0x2694, 0x26a0, 0x2701, 0x2704, 0x2706, 0x2709, 0x270c, 0x2727, 0x2729, 0x274b, 0x2758, 0x2794, 0x2798, 0x27af, 0x2800, 0x28ff,
];
const wide = [0x3001, 0x3029, 0x3041, 0x3096, 0x30a0, 0x30ff, 0x3400, 0x4dbf, 0x4e00, 0x9fff, 0xac00, 0xd7a3, 0xff01, 0xff60];
/** Columns of a code unit of these ranges; 0 for all others. */
export const columnsOfCode = new Uint8Array(0x10000);
for (let index = 0; index < narrow.length; index += 2) columnsOfCode.fill(1, narrow[index], (narrow[index + 1] ?? 0) + 1);
for (let index = 0; index < wide.length; index += 2) columnsOfCode.fill(2, wide[index], (wide[index + 1] ?? 0) + 1);

/** How lines are drawn. */
export type Look = {readonly theme: ThemeName; readonly colorLevel: ColorLevel; readonly isAscii: boolean};

/** A style as it is written, with what was found out about it: its characters, and the way to other styles. */
type Pen = {
  readonly codes: ReturnType<typeof codesOf>;
  /** Blanks show. */
  readonly isInverse: boolean;
  /** Characters of one code unit, in pages of 128. */
  readonly pages: (Cell | undefined)[][];
  readonly clusters: Map<string, Cell>;
  readonly ways: Map<Pen, string>;
};

/** One place of the screen: a whole character in its style. Equal cells are the same object, as long as memory allows. */
export type Cell = {readonly text: string; readonly columns: number; readonly pen: Pen};
/** One row of the screen: a cell per column; null is the second half of a wide character. */
export type Row = (Cell | null)[];

const newPen = (codes: Pen['codes'], isInverse: boolean): Pen => ({
  ...{codes, isInverse, pages: [], clusters: new Map(), ways: new Map()},
});
const plain = newPen([], false);
const blank: Cell = {text: ' ', columns: 1, pen: plain};

/** Pens by their codes: equal styles of two themes are one pen. */
const pens = new Map<string, Pen>();
function penOf(style: Style, level: ColorLevel): Pen {
  const codes = codesOf(style, level);
  if (codes.length === 0) return plain;
  const key = codes.map(({on}) => on).join(' ');
  const pen = pens.get(key) ?? newPen(codes, style.inverse === true);
  pens.set(key, pen);
  return pen;
}

type Palette = ReadonlyMap<Role, Pen>;
const palettes = new Map<string, Palette>();
function paletteOf({theme, colorLevel}: Look): Palette {
  const key = `${theme} ${colorLevel}`;
  let palette = palettes.get(key);
  if (palette === undefined) {
    const roles = Object.entries(themes[theme]) as [Role, Style][];
    palette = new Map(roles.map(([role, style]) => [role, penOf(style, colorLevel)]));
    palettes.set(key, palette);
  }
  return palette;
}

/** The cell of a code unit that is one character whatever stands beside it. A blank without a background is a blank in every colour. */
function cellOfCode(code: number, pen: Pen): Cell {
  if (code === 0x20 && !pen.isInverse) return blank;
  let page = pen.pages[code >> 7];
  if (page === undefined) {
    page = new Array<Cell | undefined>(128).fill(undefined);
    pen.pages[code >> 7] = page;
  }
  let cell = page[code & 127];
  if (cell === undefined) {
    cell = {text: String.fromCharCode(code), columns: columnsOfCode[code] ?? 1, pen};
    page[code & 127] = cell;
  }
  return cell;
}

const mostClusters = 2048;
/** What has no width of its own, control characters above all, becomes a blank: text from a file must not be able to command the terminal. */
function cellOfCluster(cluster: string, pen: Pen): Cell {
  let cell = pen.clusters.get(cluster);
  if (cell === undefined) {
    const columns = widthOfText(cluster);
    cell = columns === 0 ? cellOfCode(0x20, pen) : {text: cluster, columns, pen};
    if (pen.clusters.size >= mostClusters) pen.clusters.clear();
    pen.clusters.set(cluster, cell);
  }
  return cell;
}

const graphemes = new Intl.Segmenter('en', {granularity: 'grapheme'});

function standAlone(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (columnsOfCode[text.charCodeAt(index)] === 0) return false;
  return true;
}

/** Puts a cell into a row; returns the column after it, the last one and more where it has no room. */
function put(row: Row, at: number, cell: Cell): number {
  const end = at + cell.columns;
  if (end > row.length) return row.length + 1;
  row[at] = cell;
  for (let column = at + 1; column < end; column++) row[column] = null;
  return end;
}

/** Fills a row with the cells of a line: cut, or filled up with blanks. */
export function fillRow(row: Row, line: Line, look: Look): void {
  const palette = paletteOf(look);
  let at = 0;
  let used = 0;
  for (const {text, role} of line) {
    const shown = look.isAscii ? toAscii(text) : text;
    const pen = (role === undefined ? undefined : palette.get(role)) ?? plain;
    if (standAlone(shown)) {
      for (let index = 0; index < shown.length && at < row.length; index++) {
        at = put(row, at, cellOfCode(shown.charCodeAt(index), pen));
        if (at <= row.length) used = at;
      }
    } else {
      for (const {segment} of graphemes.segment(shown)) {
        if (at >= row.length) break;
        at = put(row, at, cellOfCluster(segment, pen));
        if (at <= row.length) used = at;
      }
    }
    if (at >= row.length) break;
  }
  row.fill(blank, used);
}

/** An empty row. */
export const blankRow = (columns: number): Row => new Array<Cell | null>(columns).fill(blank);

function isSame(a: Cell | null | undefined, b: Cell | null | undefined): boolean {
  return a === b || (a != null && b != null && a.text === b.text && a.pen === b.pen);
}

/** Unchanged cells worth writing again: moving the cursor over them costs as many bytes. */
const widestGap = 8;
/** Blanks up to the end of a row from which on erasing is shorter than writing. */
const fewestErased = 4;

/** The first column at or after `from` that differs, with the whole character; -1 where none does. */
function startOfChange(shown: Row, wanted: Row, from: number): number {
  let start = from;
  while (start < wanted.length && isSame(shown[start], wanted[start])) start++;
  if (start >= wanted.length) return -1;
  while (start > 0 && wanted[start] === null) start--;
  return start;
}

/** The column after the stretch of changes that begins at `start`. */
function endOfChange(shown: Row, wanted: Row, start: number): number {
  let end = start + 1;
  for (let column = end; column < wanted.length && column - end <= widestGap; column++) {
    if (!isSame(shown[column], wanted[column])) end = column + 1;
  }
  while (end < wanted.length && wanted[end] === null) end++;
  return end;
}

const moveTo = (y: number, column: number): string => `\u001B[${y + 1};${column + 1}H`;

function way(from: Pen, to: Pen): string {
  let sequence = from.ways.get(to);
  if (sequence === undefined) {
    sequence = transition(from.codes, to.codes);
    from.ways.set(to, sequence);
  }
  return sequence;
}

/**
 * The columns `[start, end)` as text, the cursor being at the first. Terminals do not agree how many columns a character takes that is
 * made of several, or that came with a late Unicode: its columns are blanked before it and the cursor is told where to go on after it,
 * so that what is wrong then stays within them.
 */
function written(wanted: Row, start: number, end: number, y: number): string {
  let out = '';
  let pen = plain;
  for (let column = start; column < end; column++) {
    const cell = wanted[column];
    if (cell === null || cell === undefined) continue;
    if (cell.pen !== pen && (cell !== blank || pen.isInverse)) {
      out += way(pen, cell.pen);
      pen = cell.pen;
    }
    if (cell.text.length === 1) out += cell.text;
    else out += ' '.repeat(cell.columns) + moveTo(y, column) + cell.text + moveTo(y, column + cell.columns);
  }
  return pen === plain ? out : out + way(pen, plain);
}

/** The escape sequences and text that turn the row shown on screen row `y` (from 0) into the one wanted; '' when they are equal. */
export function diffRow(shown: Row, wanted: Row, y: number): string {
  let start = startOfChange(shown, wanted, 0);
  if (start === -1) return '';
  let blankFrom = wanted.length;
  while (blankFrom > 0 && wanted[blankFrom - 1] === blank) blankFrom--;
  let out = '';
  while (start !== -1) {
    const end = endOfChange(shown, wanted, start);
    const textEnd = Math.max(start, Math.min(end, blankFrom));
    const erases = end - textEnd >= fewestErased;
    out += moveTo(y, start) + written(wanted, start, erases ? textEnd : end, y);
    if (erases) return `${out}\u001B[K`;
    start = startOfChange(shown, wanted, end);
  }
  return out;
}
