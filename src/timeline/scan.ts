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
  /** Where the rows of the record stand in `json`; null: it has none, or they could not be told apart. */
  readonly rows: Rows | null;
};

/** The inside of the one list `"events"` of the file, and places at which it can be cut into lists of whole rows: the commas after some of them. */
export type Rows = {readonly from: number; readonly until: number; readonly cuts: readonly number[]};

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

const rowsBetweenCuts = 2000;

/** Counts brackets and pairs, finds the rows of the record, takes comments and trailing commas out, and refuses what would cost too much to parse. */
export function scan(text: string): Scan {
  const removed: number[] = []; // from, to, from, to, …
  let depth = 0;
  let pairs = 0;
  let commas = 0;
  let pendingComma = -1; // a comma after a value, with only white space and comments after it
  let previous = 0;
  let lastText = 0; // where the last text began
  const rows = rowFinder();
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
    else if (character === quote) {
      lastText = offset;
      offset = stringEnd(text, offset);
    } else if (character === colon) pairs++;
    else if (character === comma) commas++;
    else if ((character === openObject || character === openList) && ++depth > limits.depth) {
      return refuse(offset, `is nested deeper than ${limits.depth} levels`);
    }
    if (depth <= 2 && character !== quote) rows.see(text, character, offset, depth, lastText);
    if (commas > limits.values) return refuse(offset, `has more than ${limits.values} values`);
  }
  return {json: without(text, start, removed), pairs, refusal: null, rows: start === 0 && removed.length === 0 ? rows.found() : null};
}

/** Watches the two outer levels of a text for the rows of the record. */
function rowFinder() {
  let lists = 0;
  let isInside = false;
  let isNamed = false; // the value that begins is that of the key "events"
  let from = 0;
  let until = 0;
  let commas = 0;
  const cuts: number[] = [];
  return {
    see(text: string, character: number, offset: number, depth: number, lastText: number): void {
      if (isInside) {
        if (depth === 2 && character === comma && ++commas % rowsBetweenCuts === 0) cuts.push(offset);
        if (depth > 1) return;
        isInside = false;
        until = offset;
      } else if (depth === 1 && character === colon) isNamed = text.startsWith('"events"', lastText);
      else if (depth === 1) isNamed = false;
      else if (isNamed && depth === 2 && character === openList) {
        isNamed = false;
        isInside = true;
        from = offset + 1;
        lists++;
      }
    },
    found: (): Rows | null => (lists === 1 && !isInside ? {from, until, cuts} : null),
  };
}

const endsValue = (character: number): boolean =>
  character !== 0 && character !== comma && character !== colon && character !== openList && character !== openObject;

const refuse = (offset: number, message: string): Scan => ({
  json: '',
  pairs: 0,
  rows: null,
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

/** The offset of the quote that ends a string: the first one without an odd number of backslashes before it. */
function stringEnd(text: string, offset: number): number {
  for (let end = text.indexOf('"', offset + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === backslash) before--;
    if ((end - before) % 2 === 1) return end;
  }
  return text.length;
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
