import {isTooSmall, smallest} from '../../screen/frame.js';
import {cell, fitLine, type Line, span} from '../../screen/line.js';
import type {Column} from '../../screen/stack.js';
import type {Size} from '../replay/state/view.js';
import {labFooter} from './footer.js';
import {labLayout} from './layout.js';
import {header} from './panels/header.js';
import type {LabAction, LabState} from './state.js';

/** The whole lab: `size.rows` lines, each exactly `size.columns` wide. A pure function of its arguments. */
export function labFrame(state: LabState, size: Size): readonly Line[] {
  const {columns, rows} = size;
  if (isTooSmall(size)) return tooSmall(state, size);
  const body = labLayout(state, size).map(column => columnLines(state, column));
  const height = rows - 3;
  const lines = Array.from(
    {length: height},
    (_, row): Line =>
      joined(
        body.map(column => column[row] ?? {line: [], isTitle: false}),
        row,
      ),
  );
  return [...header(state, columns), ...lines, labFooter(state, columns)].map(line => fitLine(line, columns));
}

type Cell = {readonly line: Line; readonly isTitle: boolean};

const columnLines = (state: LabState, {width, parts}: Column<LabState, LabAction>): readonly Cell[] =>
  parts.flatMap(({panel, height}) => {
    const lines = panel.lines(state, width, height - 1);
    const content = Array.from({length: height - 1}, (_, row): Cell => ({line: fitLine(lines[row] ?? [], width), isTitle: false}));
    return [{line: fitLine(panel.title(state, width, height), width), isTitle: true}, ...content];
  });

/** Columns side by side, a rule between them. */
const joined = (cells: readonly Cell[], row: number): Line =>
  cells.flatMap((right, index): Line => {
    const left = cells[index - 1];
    return left === undefined ? right.line : [span(jointOf(row, left.isTitle, right.isTitle), 'rule'), ...right.line];
  });

function jointOf(row: number, isLeft: boolean, isRight: boolean): string {
  if (row === 0) return '┬';
  if (isLeft && isRight) return '┼';
  return isLeft ? '┤' : isRight ? '├' : '│';
}

function tooSmall({position}: LabState, {columns, rows}: Size): readonly Line[] {
  const lines: readonly Line[] = [
    [span('RACE LAB', 'accent'), span(` step ${position.path.length}`)],
    [span(cell(`needs ${smallest.columns}x${smallest.rows}, has ${columns}x${rows}`, columns))],
    [span('q quits', 'dim')],
  ];
  return Array.from({length: rows}, (_, row) => fitLine(lines[row] ?? [], columns));
}
