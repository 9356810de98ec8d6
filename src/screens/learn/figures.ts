import {unreachable} from '../../errors.js';
import {width as columnsOf, printable, wrap} from '../../format/text.js';
import type {Bar, Curve, Figure, LogRow, Reading} from '../../learn/lesson.js';
import {cell, type Line, type Span, span} from '../../screen/line.js';
import {proseAfter} from '../../screen/prose.js';

/** A figure as lines, at most `height` of them where it can be lower. */
export function figureLines(figure: Figure, width: number, height: number): readonly Line[] {
  switch (figure.kind) {
    case 'terms':
      return termLines(figure.rows, width);
    case 'readings':
      return readingLines(figure.clock, figure.rows, width);
    case 'curve':
      return curveLines(figure.curve, width, height);
    case 'bars':
      return barLines(figure.rows, width);
    case 'log':
      return logLines(figure.rows, width, height);
    case 'ticks':
      return figure.rows.map(({isDone, text}) => [
        span(isDone ? ' [x] ' : ' [ ] ', isDone ? 'ok' : 'dim'),
        span(printable(text), isDone ? 'dim' : undefined),
      ]);
    default:
      return unreachable(figure);
  }
}

const termsUpTo = 24;

function termLines(rows: readonly (readonly [string, string])[], width: number): readonly Line[] {
  const column = Math.min(termsUpTo, Math.max(...rows.map(([term]) => columnsOf(term)))) + 3;
  return rows.flatMap(([term, text]) => proseAfter([span(` ${cell(printable(term), column - 1)}`, 'accent')], text, width, column));
}

function readingLines(clock: string, rows: readonly Reading[], width: number): readonly Line[] {
  const label = Math.min(42, Math.max(...rows.map(row => columnsOf(row.label))) + 2);
  const hasBands = rows.some(({normal}) => normal !== '');
  const head: Line = [
    span(` ${cell(clock, label)}`, 'accent'),
    span(cell('now', 12, 'right'), 'dim'),
    span(hasBands ? '   normal' : '', 'dim'),
  ];
  return [
    head,
    ...rows.map(
      (row): Line => [
        span(` ${cell(printable(row.label), label)}`),
        span(cell(row.value, 12, 'right'), 'bold'),
        span(`   ${row.normal}`, 'dim'),
      ],
    ),
  ].map(line => line.slice(0, width));
}

/** Eighths of a cell, from the bottom. */
const eighths = ' ▁▂▃▄▅▆▇█';
const axisColumns = 6;
const lowest = 4;
const highest = 16;

/** A filled curve over its minutes, with an axis at the left and what happened below it. */
function curveLines({label, most, shares, marks}: Curve, width: number, height: number): readonly Line[] {
  const columns = Math.max(10, width - axisColumns - 2);
  const marked = markLines(marks, shares.length, columns);
  const rows = Math.max(lowest, Math.min(highest, height - 2 - marked.length));
  const valueAt = (column: number): number => shares[Math.min(shares.length - 1, Math.floor((column * shares.length) / columns))] ?? 0;
  const filled = Array.from({length: columns}, (_, column) => Math.round(Math.max(0, Math.min(1, valueAt(column))) * rows * 8));
  const lines = Array.from({length: rows}, (_, row): Line => {
    const below = (rows - 1 - row) * 8;
    const text = filled.map(level => eighths[Math.max(0, Math.min(8, level - below))] ?? ' ').join('');
    const axis = row === 0 ? most : row === rows - 1 ? '0' : '';
    return [span(`${cell(axis, axisColumns, 'right')} `, 'dim'), span(text, 'simulated')];
  });
  return [
    [span(` ${label}`, 'bold')],
    ...lines,
    [span(' '.repeat(axisColumns + 1)), span('─'.repeat(columns), 'rule')],
    ...marked.map((text): Line => [span(' '.repeat(axisColumns + 1)), span(text, 'accent')]),
  ];
}

/** Each mark points up at its minute; one that would run into another stands a line lower. */
function markLines(marks: Curve['marks'], minutes: number, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const {minute, text} of marks) {
    const at = Math.min(columns - 1, Math.floor((minute * columns) / minutes));
    const isRight = at + 2 + text.length <= columns;
    const words = isRight ? `▲ ${text}` : `${text} ▲`;
    const from = isRight ? at : Math.max(0, at - text.length - 1);
    const free = lines.findIndex(line => line.slice(Math.max(0, from - 1), from + words.length + 1).trim() === '');
    const row = free < 0 ? lines.length : free;
    const line = (lines[row] ?? '').padEnd(columns);
    lines[row] = line.slice(0, from) + words + line.slice(from + words.length);
  }
  return lines.map(line => line.trimEnd());
}

function barLines(rows: readonly Bar[], width: number): readonly Line[] {
  const label = Math.min(28, Math.max(...rows.map(row => columnsOf(row.label))) + 2);
  const text = Math.max(...rows.map(row => columnsOf(row.text)));
  const room = Math.max(6, Math.min(50, width - label - text - 6));
  return rows.map(({label: name, share, text: words, isBad}): Line => {
    const long = Math.max(0, Math.min(room, Math.round(share * room)));
    const bar: Span = span('▆'.repeat(long), isBad ? 'major' : 'ok');
    return [
      span(` ${cell(printable(name), label)}`),
      bar,
      span('·'.repeat(room - long), 'rule'),
      span(`  ${words}`, 'bold'),
      span(isBad ? ' ▲' : '', 'major'),
    ];
  });
}

/** The newest rows that fit, whole. */
function logLines(rows: readonly LogRow[], width: number, height: number): readonly Line[] {
  const who = Math.max(0, ...rows.map(row => columnsOf(row.who)));
  const hasTimes = rows.some(({at}) => at !== '');
  const blocks = rows.map(row => {
    const before: Line = [
      span(hasTimes ? ` ${cell(row.at, 5)} ` : ' ', 'dim'),
      span(who === 0 ? '' : `${cell(printable(row.who), who)}  `, 'accent'),
    ];
    const indent = (hasTimes ? 7 : 1) + (who === 0 ? 0 : who + 2);
    const [first = '', ...rest] = wrap(printable(row.text), Math.max(16, width - indent - 1));
    return [[...before, span(first)], ...rest.map((line): Line => [span(' '.repeat(indent)), span(line)])];
  });
  const shown: (readonly Line[])[] = [];
  let left = Math.max(2, height);
  for (const block of blocks.toReversed()) {
    if (block.length > left) break;
    shown.unshift(block);
    left -= block.length;
  }
  return shown.flat();
}
