import {keyLine} from './keys.js';
import {blank, cell, fitLine, type Line, lineWidth, type Size, type Span, span} from './line.js';
import type {AnyProgram, Over, Room, Scene} from './program.js';
import {promptLine, sheetPanel} from './sheet.js';
import {keyedIn} from './sheet-keys.js';
import {type Column, stack} from './stack.js';

// biome-ignore lint/suspicious/noExplicitAny: the frame of any program
type Any = any;

/** The smallest screen that shows everything that matters. */
export const smallest: Size = {columns: 80, rows: 24};
export const isTooSmall = ({columns, rows}: Size): boolean => columns < smallest.columns || rows < smallest.rows;

/** Where everything stands. `top`: the first row of the body; `foot`: the first row below it. */
export type Laid = {
  readonly head: readonly Line[];
  readonly columns: readonly Column<Any, Any>[];
  readonly foot: readonly Line[];
  readonly top: number;
  readonly rows: number;
};

/** What is open, with the panel that shows it; a prompt stands in the bottom line. */
export const overOf = ({sheet}: Scene): Over<Any, Any> | null =>
  sheet === null || sheet.sheet.kind === 'prompt'
    ? null
    : {open: sheet, panel: sheetPanel(sheet, index => ({effect: 'choose', index}) as Any)};

export function layOut(scene: Scene, {columns, rows}: Size): Laid {
  const {program, view, isZoomed} = scene;
  const head = program.head(view, columns);
  const foot = program.foot?.(view, columns, rows) ?? [];
  const room = {columns, rows: rows - head.length - foot.length - 1};
  const over = overOf(scene);
  const zoomed = isZoomed && over === null ? focusOf(program, view, room) : undefined;
  const laid =
    zoomed === undefined
      ? program.body(view, room, over)
      : [{width: columns, parts: stack(view, columns, room.rows, [{panel: zoomed, least: 4}])}];
  return {head, columns: laid, foot, top: head.length, rows: room.rows};
}

const focusOf = (program: AnyProgram, view: Any, size: Size) => program.focus?.(view) ?? program.body(view, size, null)[0]?.parts[0]?.panel;

/** How far what is open can scroll, and how long a page of its list is: of the panels, the last ones that say so. */
export function roomOf(scene: Scene, size: Size): Room {
  const {columns} = layOut(scene, size);
  const {view} = scene;
  let scrollEnd: number | null = null;
  let page: number | null = null;
  for (const {width, parts} of columns.toReversed()) {
    for (const {panel, height} of parts) {
      if (panel.scrolls) scrollEnd ??= Math.max(0, panel.need(view, width) - (height - 1));
      if (panel.page !== undefined) page ??= Math.max(1, panel.page(view, width, height - 1));
    }
  }
  return {scrollEnd: scrollEnd ?? 0, page: page ?? 1};
}

/** The whole screen: `size.rows` lines, each exactly `size.columns` wide. Pure. */
export function frame(scene: Scene, size: Size): readonly Line[] {
  const {program, view} = scene;
  const {columns, rows} = size;
  if (isTooSmall(size)) return tooSmall(program.small(view), size);
  const laid = layOut(scene, size);
  const joints = jointsOf(laid.columns);
  const foot = laid.foot.map((line, index) => (index === 0 ? joints.reduce(joined, fitLine(line, columns)) : line));
  return [...laid.head, ...bodyLines(view, laid.columns, laid.rows), ...foot, bottomLine(scene, columns)]
    .slice(0, rows)
    .map(line => fitLine(line, columns));
}

/** The bottom line: what is being typed, what was just said, or the keys that work here. */
function bottomLine(scene: Scene, columns: number): Line {
  const {program, view, sheet} = scene;
  if (sheet?.sheet.kind === 'prompt') return fitLine(promptLine(sheet, view, columns), columns);
  return program.bottom?.(view, columns) ?? keyLine(scene, keyedIn(scene), columns);
}

/** Where the rules between columns stand. */
function jointsOf(columns: readonly Column<Any, Any>[]): readonly number[] {
  let at = -1;
  return columns.slice(0, -1).map(({width}) => {
    at += width + 1;
    return at;
  });
}

type Cell = {readonly line: Line; readonly isTitle: boolean};

const columnCells = <V>(view: V, {width, parts}: Column<V, Any>): readonly Cell[] =>
  parts.flatMap(({panel, height}) => {
    const lines = panel.lines(view, width, height - 1);
    const content = Array.from({length: height - 1}, (_, row): Cell => ({line: fitLine(lines[row] ?? [], width), isTitle: false}));
    return [{line: fitLine(panel.title(view, width, height), width), isTitle: true}, ...content];
  });

/** Columns of panels beside one another, with rules between them. */
export function bodyLines<V>(view: V, columns: readonly Column<V, Any>[], rows: number): readonly Line[] {
  const cells = columns.map(column => columnCells(view, column));
  return Array.from({length: rows}, (_, row) =>
    cells.flatMap((column, index): Line => {
      const here = column[row] ?? {line: blank(columns[index]?.width ?? 0), isTitle: false};
      const before = cells[index - 1]?.[row];
      return before === undefined ? here.line : [span(separator(row, before.isTitle, here.isTitle), 'rule'), ...here.line];
    }),
  );
}

function separator(row: number, leftIsTitle: boolean, rightIsTitle: boolean): string {
  if (row === 0) return '┬';
  if (leftIsTitle && rightIsTitle) return '┼';
  return leftIsTitle ? '┤' : rightIsTitle ? '├' : '│';
}

/** A rule with a joint at one column; where a word stands there, the word stays. */
function joined(line: Line, at: number): Line {
  let column = 0;
  return line.flatMap((piece): Span[] => {
    const offset = at - column;
    column += lineWidth([piece]);
    if (offset < 0 || offset >= piece.text.length || piece.text[offset] !== '─') return [piece];
    return [{...piece, text: `${piece.text.slice(0, offset)}┴${piece.text.slice(offset + 1)}`}];
  });
}

/** What matters most, and what the screen needs. */
function tooSmall(lines: readonly Line[], {columns, rows}: Size): readonly Line[] {
  const all = [
    ...lines,
    [span(cell(`needs ${smallest.columns}x${smallest.rows}, has ${columns}x${rows}`, columns))],
    [span('q quits', 'dim')],
  ];
  return Array.from({length: rows}, (_, row) => fitLine(all[row] ?? [], columns));
}
