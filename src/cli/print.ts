import {type Issue, TimelineError, type UserError} from '../errors.js';
import {plural} from '../format/number.js';
import {printable} from '../format/text.js';
import type {Io, Output} from './io.js';
import {version} from './version.js';

/** Writes lines; whatever a file brought in is made harmless. */
export const printLines = (out: Output, lines: readonly string[]): void => out.write(`${lines.map(printable).join('\n')}\n`);

/** What JSON leaves as it is and a terminal may obey: control characters above ASCII, and text direction. */
const obeyed = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** One JSON document, for programs; safe to look at on a terminal. */
export const printJson = (out: Output, value: unknown): void => out.write(`${JSON.stringify(value, null, 2).replace(obeyed, escapeOf)}\n`);

/** One JSON document on one line. */
export const printJsonLine = (out: Output, value: unknown): void => out.write(`${JSON.stringify(value).replace(obeyed, escapeOf)}\n`);

const escapeOf = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** `file:line:col path message`, and on the next line what to do. */
export function issueLines(fileName: string, {line, column, path, message, hint, severity}: Issue): readonly string[] {
  // The whole file is no place; its first line is one that every editor can jump to.
  const words = `${fileName}:${Math.max(1, line)}:${Math.max(1, column)} ${path}${severity === 'warning' ? ' warning:' : ''} ${message}`;
  return hint === '' ? [words] : [words, `  ${hint}`];
}

/** How many problems of a file are shown when it was not the file that was asked about. */
const shownIssues = 5;

/** A mistake of the user, in words. */
export function printUserError(io: Io, error: UserError): void {
  if (!(error instanceof TimelineError)) {
    const [first = '', ...others] = error.message.split('\n');
    printLines(io.stderr, [
      `incident-replay: ${first}`,
      ...others,
      ...(error.hint === '' ? [] : error.hint.split('\n').map(line => `  ${line}`)),
    ]);
    return;
  }
  const {fileName, issues} = error;
  printLines(io.stderr, [
    `incident-replay: ${fileName} is no usable timeline: ${plural(issues.length, 'problem')}.`,
    ...issues.slice(0, shownIssues).flatMap(issue => issueLines(fileName, issue)),
    ...(issues.length > shownIssues ? [`  and ${issues.length - shownIssues} more: incident-replay validate ${fileName}`] : []),
  ]);
}

/** A bug of ours: everything a report needs, in one piece. */
export function describeBug(error: unknown, argv: readonly string[], runtime: string): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [
    'incident-replay stopped: this is a bug in incident-replay, not a mistake of yours.',
    'Please report it with these lines:',
    '',
    `  incident-replay ${version}, ${runtime}`,
    `  command: incident-replay ${argv.join(' ')}`,
    ...stack.split('\n').map(line => `  ${line}`),
  ]
    .map(printable)
    .join('\n');
}
