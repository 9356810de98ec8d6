import type {Finding} from '../../drill/play/words.js';
import {width as columnsOf, printable, wrap} from '../../format/text.js';
import type {Answers, Field} from '../../learn/lesson.js';
import {cell, type Line, type Span, span} from '../../screen/line.js';
import {proseAfter} from '../../screen/prose.js';
import {fieldAt, isList} from './state.js';
import type {LearnView} from './view.js';

/** Lines that belong together, and the row or field that they are (-1: none). */
export type Blank = {readonly lines: readonly Line[]; readonly owner: number};

/** The blanks of a page, the one with the keys marked. */
export function formLines({state, page}: LearnView, width: number): readonly Blank[] {
  const fields = page.step?.fields ?? [];
  const here = fieldAt(state, page);
  const [first] = fields;
  if (first?.kind === 'choice' && isList(page)) return optionLines(first, state.draft[first.id] ?? '', width);
  const label = Math.max(0, ...fields.map(field => columnsOf(field.label))) + 2;
  const blanks = fields.map((field, owner) => ({
    lines: fieldLines(field, state.draft[field.id] ?? '', field === here, label, width),
    owner,
  }));
  const remarks = page.step?.question?.remarks?.(state.draft);
  return remarks === undefined ? blanks : [...blanks, {lines: remarkLines(remarks, state.draft, width), owner: -1}];
}

function optionLines({options}: Extract<Field, {kind: 'choice'}>, chosen: string, width: number): readonly Blank[] {
  return options.map(({id, text}, index) => {
    const isHere = id === chosen;
    const before = [span(isHere ? ' › ' : '   ', 'accent'), span(`${index + 1}  `, 'key')];
    return {lines: proseAfter(before, text, width, 6, isHere ? 'selected' : undefined), owner: index};
  });
}

function fieldLines(field: Field, value: string, isHere: boolean, label: number, width: number): readonly Line[] {
  const before: Line = [span(`${isHere ? ' › ' : '   '}${cell(field.label, label)}`, isHere ? 'selected' : 'dim')];
  const role = isHere ? 'bold' : undefined;
  const indent = 3 + label;
  switch (field.kind) {
    case 'dial':
      return [[...before, ...turned(field.texts[Number(value)] ?? '', isHere)]];
    case 'choice': {
      const text = field.options.find(({id}) => id === value)?.text;
      return [[...before, ...(text === undefined ? [span(isHere ? '‹ choose with ← → ›' : '‹ choose ›', 'dim')] : turned(text, isHere))]];
    }
    case 'text':
      return textLines(before, field.asks, value, isHere, indent, width);
    case 'number':
      return [[...before, ...blank(value, isHere, role), span(` ${field.unit}`, 'dim')]];
    default:
      return [[...before, ...blank(value, isHere, role), span(' as 03:40', 'dim')]];
  }
}

const turned = (text: string, isHere: boolean): Line => [
  span('‹ ', 'dim'),
  span(printable(text), isHere ? 'bold' : undefined),
  span(' ›', 'dim'),
];

/** A short blank with the cursor in it. */
const blank = (value: string, isHere: boolean, role: Span['role']): Line => {
  const rest = Math.max(1, 6 - columnsOf(value));
  return isHere
    ? [span(value, role), span('▏', 'accent'), span('_'.repeat(rest - 1), 'rule')]
    : [span(value, role), span('_'.repeat(rest), 'rule')];
};

function textLines(before: Line, asks: string, value: string, isHere: boolean, indent: number, width: number): readonly Line[] {
  if (value === '') return [[...before, span(isHere ? '▏' : '', 'accent'), span(asks, 'ghost')]];
  const lines = wrap(printable(value), Math.max(10, width - indent - 2));
  // What ends in a space is still being written.
  const tail = value.endsWith(' ') ? ' ' : '';
  return lines.map((line, row) => [
    ...(row === 0 ? before : [span(' '.repeat(indent))]),
    span(row === lines.length - 1 ? line + tail : line, isHere ? 'bold' : undefined),
    ...(row === lines.length - 1 && isHere ? [span('▏', 'accent')] : []),
  ]);
}

const shownRemarks = 2;

/** What is still to be mended, first things first; said only once something is written. */
function remarkLines(remarks: readonly Finding[], draft: Answers, width: number): readonly Line[] {
  if (Object.values(draft).every(text => text.trim() === '')) return [];
  const ordered = remarks.toSorted((a, b) => Number(b.isBlocking) - Number(a.isBlocking));
  if (ordered.length === 0) return [[span(' ● ', 'ok'), span('Nothing to mend. Enter on the last line sends it.', 'dim')]];
  const lines = ordered
    .slice(0, shownRemarks)
    .flatMap(({isBlocking, text}) => proseAfter([span(isBlocking ? ' ✖ ' : ' ▲ ', isBlocking ? 'major' : 'degraded')], text, width, 3));
  const more = ordered.length - shownRemarks;
  return more > 0 ? [...lines, [span(`   and ${more} more`, 'dim')]] : lines;
}
