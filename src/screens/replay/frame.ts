import {localClock} from '../../format/clock.js';
import {blank, cell, fitLine, type Line, lineWidth, type Span, span} from '../../screen/line.js';
import {signs, worstOf} from '../../screen/signs.js';
import type {Column} from '../../screen/stack.js';
import {isTooSmall, layout, smallest} from './layout.js';
import {timelineBar} from './panels/bar.js';
import {footer} from './panels/footer.js';
import {badge, header} from './panels/header.js';
import {allStatuses, type Size, type View} from './view.js';

/** The whole screen: `size.rows` lines, each exactly `size.columns` wide. A pure function of its arguments. */
export function frame(view: View, size: Size): readonly Line[] {
  const {columns, rows} = size;
  if (isTooSmall(size)) return tooSmall(view, size);
  const body = layout(view, size);
  const bar = timelineBar(view, columns, rows).map(line => fitLine(line, columns));
  const joints = jointsOf(body.columns);
  const lines = [
    ...header(view, columns),
    ...bodyLines(view, body.columns, body.rows),
    ...bar.map((line, index) => (index === 0 ? joints.reduce((joined, at) => withJoint(joined, at, '┴'), line) : line)),
    footer(view, columns),
  ];
  return lines.map(line => fitLine(line, columns));
}

/** Where the rules between columns stand. */
function jointsOf(columns: readonly Pick<Column<View>, 'width'>[]): number[] {
  const joints: number[] = [];
  let at = 0;
  for (const {width} of columns.slice(0, -1)) {
    at += width;
    joints.push(at);
    at++;
  }
  return joints;
}

type Cell = {readonly line: Line; readonly isTitle: boolean};

function columnCells<V>(view: V, {width, parts}: Column<V, unknown>): readonly Cell[] {
  return parts.flatMap(({panel, height}) => {
    const lines = panel.lines(view, width, height - 1).slice(0, height - 1);
    const content = Array.from({length: height - 1}, (_, row): Cell => ({line: fitLine(lines[row] ?? [], width), isTitle: false}));
    return [{line: fitLine(panel.title(view, width, height), width), isTitle: true}, ...content];
  });
}

/** Columns of panels beside one another, with rules between them. */
export function bodyLines<V>(view: V, columns: readonly Column<V, unknown>[], rows: number): readonly Line[] {
  const cells = columns.map(column => columnCells(view, column));
  return Array.from({length: rows}, (_, row) =>
    cells.flatMap((column, index): Line => {
      const cell = column[row] ?? {line: blank(columns[index]?.width ?? 0), isTitle: false};
      const before = cells[index - 1]?.[row];
      return before === undefined ? cell.line : [span(separator(row, before.isTitle, cell.isTitle), 'rule'), ...cell.line];
    }),
  );
}

function separator(row: number, leftIsTitle: boolean, rightIsTitle: boolean): string {
  if (row === 0) return '┬';
  if (leftIsTitle && rightIsTitle) return '┼';
  return leftIsTitle ? '┤' : rightIsTitle ? '├' : '│';
}

/** A rule with a joint at one column; where a word stands there, the word stays. */
function withJoint(line: Line, at: number, joint: string): Line {
  let column = 0;
  return line.flatMap((piece): Span[] => {
    const offset = at - column;
    column += lineWidth([piece]);
    if (offset < 0 || offset >= piece.text.length || piece.text[offset] !== '─') return [piece];
    return [{...piece, text: piece.text.slice(0, offset) + joint + piece.text.slice(offset + 1)}];
  });
}

/** A screen too small for the console: what it needs, and the two things that matter most. */
function tooSmall(view: View, {columns, rows}: Size): readonly Line[] {
  const worst = worstOf(allStatuses(view));
  const lines: readonly Line[] = [
    [span(localClock(view.stage.timeline, view.state.positionMs), 'accent')],
    [span(`${signs[worst].sign} ${worst}`, signs[worst].role)],
    [badge(view)],
    [span(cell(`needs ${smallest.columns}x${smallest.rows}, has ${columns}x${rows}`, columns))],
    [span('q quits', 'dim')],
  ];
  return Array.from({length: rows}, (_, row) => fitLine(lines[row] ?? [], columns));
}
