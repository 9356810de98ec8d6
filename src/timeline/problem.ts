import type {Issue} from '../errors.js';

/** A problem whose place is known. */
export type Finding = Place & Pick<Problem, 'message' | 'hint' | 'severity'> & {readonly path: string};

/** Issues that are told; of the rest, only how many. */
export const toldIssues = 200;

/** The findings in the order of the text, each once. */
export function issuesFrom(findings: readonly Finding[]): readonly Issue[] {
  const ordered = findings.toSorted(
    (a, b) => a.line - b.line || a.column - b.column || compare(a.path, b.path) || compare(a.message, b.message),
  );
  const once = ordered.filter((finding, index) => {
    const before = ordered[index - 1];
    return before === undefined || before.path !== finding.path || before.message !== finding.message || before.line !== finding.line;
  });
  const told = once.slice(0, toldIssues).map(({path, message, hint, severity = 'error', line, column}): Issue => {
    return {path, message, hint: typeof hint === 'string' ? hint : hint(), severity, line, column};
  });
  const untold = once.length - told.length;
  if (untold === 0) return told;
  return [...told, {path: '$', message: `and ${untold} more`, hint: 'mend these first', severity: 'error', line: 0, column: 0}];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Where a value stands in the file: keys and list positions from the top. */
export type Path = readonly (string | number)[];

/** Lines and columns count from 1. */
export type Place = {readonly line: number; readonly column: number};

/** Something wrong in a timeline file, before its line and column are looked up. */
export type Problem = {
  readonly path: Path;
  /** What is wrong, with the value. */
  readonly message: string;
  /** What to do about it; may be empty. A function where finding it takes work that only a shown problem is worth. */
  readonly hint: string | (() => string);
  /** Points at the name of the key instead of at its value. */
  readonly atKey?: true;
  /** Default: an error. */
  readonly severity?: 'error' | 'warning';
};

const plainKey = /^[\p{L}_$][\p{L}\p{N}_$-]*$/u;

/** A path in words: `events[3].services[0]`; `$` is the whole file. */
export function pathText(path: Path): string {
  if (path.length === 0) return '$';
  return path
    .map((part, index) => {
      if (typeof part === 'number') return `[${part}]`;
      if (!plainKey.test(part) || part === '$' || part.length > 64) return `[${quoted(part)}]`;
      return index === 0 ? part : `.${part}`;
    })
    .join('');
}

/** A string of the file, safe to print: escaped, in double quotes, and cut to `max` characters. */
export function quoted(text: string, max = 60): string {
  const shown = text.length > max ? `${text.slice(0, max - 1)}…` : text;
  return JSON.stringify(shown).replace(/[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, escapeOf);
}

const escapeOf = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A JSON value in a few words, for messages. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'number' && !Number.isFinite(value)) return 'a number too big to hold';
  return typeof value === 'object' ? 'an object' : String(value);
}

/** The path that `pathText` has written. */
export function pathOf(text: string): Path {
  if (text === '$') return [];
  const parts = text.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([^.[\]]+)/g);
  return [...parts].map(([, index, key, name]) => {
    if (index !== undefined) return Number(index);
    return key === undefined ? (name as string) : (JSON.parse(key) as string);
  });
}
