import {limits} from './limits.js';

/** Why a text is not even parsed, and where. */
export type Refusal = {readonly offset: number; readonly message: string; readonly hint: string};

/** What one pass over a text tells before it is parsed. */
export type Scan = {
  /** The text without byte order mark, comments and trailing commas: strict JSON, if it is JSON at all. */
  readonly json: string;
  /** How many `"key": value` pairs it has; more than the parsed value has keys: some key was written twice. */
  readonly pairs: number;
  readonly refusal: Refusal | null;
};

const quote = 0x22;
const comma = 0x2c;
const slash = 0x2f;
const colon = 0x3a;
const backslash = 0x5c;
const openList = 0x5b;
const closeList = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;
const space = 0x20;
const byteOrderMark = 0xfeff;

/** Counts brackets and pairs, takes comments and trailing commas out, and refuses what would cost too much to parse. */
export function scan(text: string): Scan {
  const removed: number[] = []; // from, to, from, to, …
  let depth = 0;
  let pairs = 0;
  let commas = 0;
  let pendingComma = -1; // a comma after a value, with only white space and comments after it
  let previous = 0;
  const start = text.charCodeAt(0) === byteOrderMark ? 1 : 0;
  for (let offset = start; offset < text.length; offset++) {
    const character = text.charCodeAt(offset);
    if (character <= space) continue;
    if (character === slash) {
      const end = commentEnd(text, offset);
      if (end === offset) continue;
      if (removed.length > limits.comments) return refuse(offset, 'has too many comments');
      removed.push(offset, end);
      offset = end - 1;
      continue;
    }
    const isClosing = character === closeObject || character === closeList;
    if (isClosing && pendingComma >= 0) removed.push(pendingComma, pendingComma + 1);
    pendingComma = character === comma && endsValue(previous) ? offset : -1;
    previous = character;
    if (isClosing) depth--;
    else if (character === quote) offset = stringEnd(text, offset);
    else if (character === colon) pairs++;
    else if (character === comma) commas++;
    else if ((character === openObject || character === openList) && ++depth > limits.depth) {
      return refuse(offset, `is nested deeper than ${limits.depth} levels`);
    }
    if (commas > limits.values) return refuse(offset, `has more than ${limits.values} values`);
  }
  return {json: without(text, start, removed), pairs, refusal: null};
}

const endsValue = (character: number): boolean =>
  character !== 0 && character !== comma && character !== colon && character !== openList && character !== openObject;

const refuse = (offset: number, message: string): Scan => ({
  json: '',
  pairs: 0,
  refusal: {offset, message, hint: 'split the incident into smaller files'},
});

/** The offset after a comment, or `offset` itself where none begins, or one that never ends. */
function commentEnd(text: string, offset: number): number {
  if (text[offset + 1] === '*') {
    const end = text.indexOf('*/', offset + 2);
    return end < 0 ? offset : end + 2;
  }
  if (text[offset + 1] !== '/') return offset;
  lineBreak.lastIndex = offset;
  return lineBreak.exec(text)?.index ?? text.length;
}

const lineBreak = /[\r\n]/g;

/** The offset of the quote that ends a string. */
function stringEnd(text: string, offset: number): number {
  let end = offset + 1;
  while (end < text.length && text.charCodeAt(end) !== quote) end += text.charCodeAt(end) === backslash ? 2 : 1;
  return end;
}

function without(text: string, start: number, removed: readonly number[]): string {
  if (removed.length === 0) return start === 0 ? text : text.slice(start);
  const pairs: [number, number][] = [];
  for (let index = 0; index < removed.length; index += 2) pairs.push([removed[index] as number, removed[index + 1] as number]);
  pairs.sort((a, b) => a[0] - b[0]); // a trailing comma is only known after the comments that follow it
  let from = start;
  const kept = pairs.map(([first, end]) => {
    const piece = text.slice(from, first);
    from = end;
    return piece;
  });
  return [...kept, text.slice(from)].join(' ');
}
