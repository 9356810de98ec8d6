import {printable, width as widthOf, wrap} from '../format/text.js';
import {type Line, lineWidth, type Role, span} from './line.js';

/** Text as lines of a panel: one column free at the left, words kept whole. */
export const prose = (text: string, width: number, role?: Role): Line[] =>
  text.trim() === '' ? [] : wrap(printable(text), width - 2).map(line => [span(` ${line}`, role)]);

/** Text that goes on after something on its first line, or below it where not one word fits beside; its other lines begin at a column. */
export function proseAfter(before: Line, text: string, width: number, indent = 1, role?: Role): Line[] {
  const room = Math.max(8, width - indent - 1);
  const words = printable(text);
  const taken = Math.max(0, lineWidth(before) - indent);
  const below = (lines: readonly string[]): Line[] => lines.map(line => [span(' '.repeat(indent) + line, role)]);
  const [firstWord = ''] = words.split(' ', 1);
  if (taken + widthOf(firstWord) > room) return [[...before], ...below(wrap(words, room))];
  // A filler as long as what stands before keeps its room on the first line.
  const filler = 'x'.repeat(taken);
  const [first = '', ...rest] = wrap(filler + words, room);
  return [[...before, span(first.slice(filler.length), role)], ...below(rest)];
}

const labelColumns = 14;

/** A label in its own column and a text that wraps beside it. */
export function field(label: string, text: string, width: number, role?: Role): Line[] {
  const room = Math.max(8, width - labelColumns - 2);
  return wrap(printable(text), room).map((line, index) => [
    span(` ${(index === 0 ? label : '').padEnd(labelColumns)}`, 'dim'),
    span(line, role),
  ]);
}

/** Label and text of a line that `field` has made; null: it is another line. */
export function fieldOf(line: Line): {readonly label: string; readonly text: string} | null {
  const [label, text, ...rest] = line;
  if (label?.role !== 'dim' || label.text.length !== labelColumns + 1 || text === undefined || rest.length > 0) return null;
  return {label: label.text.trim(), text: text.text};
}

export const heading = (text: string): Line => [span(` ${text}`, 'bold')];
