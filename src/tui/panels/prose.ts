import {printable, wrap} from '../../format/text.js';
import {type Line, type Role, span} from '../line.js';

/** Text as lines of a panel: one column free at the left, words kept whole. */
export const prose = (text: string, width: number, role?: Role): Line[] =>
  text.trim() === '' ? [] : wrap(printable(text), width - 2).map(line => [span(` ${line}`, role)]);

/** A label in its own column and a text that wraps beside it. */
export function field(label: string, text: string, width: number, role?: Role): Line[] {
  const labelColumns = 14;
  const room = Math.max(8, width - labelColumns - 2);
  return wrap(printable(text), room).map((line, index) => [
    span(` ${(index === 0 ? label : '').padEnd(labelColumns)}`, 'dim'),
    span(line, role),
  ]);
}

export const heading = (text: string): Line => [span(` ${text}`, 'bold')];
