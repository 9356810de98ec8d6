import {aloud, sentence} from './aloud.js';
import {type Line, textOf} from './line.js';
import {fieldOf} from './prose.js';

/** So wide that no line of a panel wraps or is cut: the terminal wraps what is said. */
export const comfortable = 1000;

/** What a panel shows while something is still being worked out; it is said when it is there. */
const pending = /^(?:until )?…|^(?:comparing|proving)…/;

/** The lines of a panel as plain text, one after the other; a label is followed by a colon. Pictures leave nothing. */
export const linear = (lines: readonly Line[]): readonly string[] => lines.map(lineAloud).filter(text => text !== '');

function lineAloud(line: Line): string {
  const field = fieldOf(line);
  const text = field?.text ?? textOf(line).trim();
  if (pending.test(text)) return '';
  const label = field === null || field.label === '' ? '' : `${field.label}: `;
  return sentence(aloud(label + text));
}

/** Lines between which nothing stands as one paragraph each. */
export function paragraphs(lines: readonly Line[]): readonly string[] {
  const said: string[][] = [[]];
  for (const text of lines.map(lineAloud)) {
    if (text === '') said.push([]);
    else said.at(-1)?.push(text);
  }
  return said.filter(part => part.length > 0).map(part => part.join(' '));
}
