import {
  type AnsiCode,
  ansiCodesToString,
  type Char,
  diffAnsiCodes,
  reduceAnsiCodesIncremental,
  type StyledChar,
  type Token,
  tokenize as tokenizeAny,
} from '@alcalzone/ansi-tokenize';
import {columnsOfCode as columns} from './code-columns.js';

/**
 * The three functions Ink takes from `@alcalzone/ansi-tokenize`, with the same results, about twenty times faster. The bundler
 * puts this file in that package's place, for everyone but this file: what is rare or intricate is still asked of the original,
 * once, and remembered. Results are shared between calls, so nobody may change them (nobody does).
 */

export type {StyledChar, Token};

const charTokens = new Map<number, Char>();
function charToken(code: number): Char {
  let token = charTokens.get(code);
  if (token === undefined) {
    token = {type: 'char', value: String.fromCharCode(code), fullWidth: columns[code] === 2};
    charTokens.set(code, token);
  }
  return token;
}

const mostSequences = 4096;
const sequenceTokens = new Map<string, readonly Token[]>();
function tokensOfSequence(sequence: string): readonly Token[] {
  let tokens = sequenceTokens.get(sequence);
  if (tokens === undefined) {
    if (sequenceTokens.size >= mostSequences) sequenceTokens.clear();
    tokens = tokenizeAny(sequence);
    sequenceTokens.set(sequence, tokens);
  }
  return tokens;
}

/** Index after the `m` of the SGR sequence that starts at `start`, or -1 where none does. */
function endOfSgr(text: string, start: number): number {
  if (text.charCodeAt(start + 1) !== 0x5b) return -1;
  for (let index = start + 2; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x6d) return index + 1;
    if (code !== 0x3b && (code < 0x30 || code > 0x39)) return -1;
  }
  return -1;
}

/** Splits a styled line into characters and style changes. */
export function tokenize(text: string, endChar?: number): Token[] {
  if (endChar !== undefined) return tokenizeAny(text, endChar);
  const tokens: Token[] = [];
  for (let index = 0; index < text.length; ) {
    const code = text.charCodeAt(index);
    if (columns[code] !== 0) {
      tokens.push(charToken(code));
      index++;
      continue;
    }
    const end = code === 0x1b ? endOfSgr(text, index) : -1;
    if (end === -1) return tokenizeAny(text); // combining marks, emoji, links: the whole line, since graphemes join across places
    for (const token of tokensOfSequence(text.slice(index, end))) tokens.push(token);
    index = end;
  }
  return tokens;
}

/** One set of active codes, with what was found out about it: where one more code leads, and its characters. */
type Style = {readonly codes: AnsiCode[]; readonly next: Map<string, Style>; readonly chars: Map<string, StyledChar>};
const mostChars = 50_000;
const newStyle = (codes: AnsiCode[]): Style => ({codes, next: new Map(), chars: new Map()});
let plain = newStyle([]);
let charCount = 0;

function withCode(style: Style, code: AnsiCode): Style {
  let next = style.next.get(code.code);
  if (next === undefined) {
    const codes = reduceAnsiCodesIncremental(style.codes, [code]);
    next = codes.length === 0 ? plain : newStyle(codes);
    style.next.set(code.code, next);
    charCount++; // a style weighs as a character, so that endless new colours end too
  }
  return next;
}

/** Gives every character the styles active at its place. Equal characters in equal styles are the same object, as long as memory allows. */
export function styledCharsFromTokens(tokens: readonly Token[]): StyledChar[] {
  if (charCount > mostChars) {
    plain = newStyle([]);
    charCount = 0;
  }
  let style = plain;
  const chars: StyledChar[] = [];
  for (const token of tokens) {
    if (token.type === 'ansi') {
      style = withCode(style, token);
      continue;
    }
    let char = style.chars.get(token.value);
    if (char === undefined) {
      char = {type: 'char', value: token.value, fullWidth: token.fullWidth, styles: style.codes};
      style.chars.set(token.value, char);
      charCount++;
    }
    chars.push(char);
  }
  return chars;
}

const none: AnsiCode[] = [];
const transitions = new WeakMap<AnsiCode[], WeakMap<AnsiCode[], string>>();
function transition(from: AnsiCode[], to: AnsiCode[]): string {
  let known = transitions.get(from);
  if (known === undefined) {
    known = new WeakMap();
    transitions.set(from, known);
  }
  let codes = known.get(to);
  if (codes === undefined) {
    codes = ansiCodesToString(from === none ? to : diffAnsiCodes(from, to));
    known.set(to, codes);
  }
  return codes;
}

/** The shortest styled text that shows these characters and ends without a style. */
export function styledCharsToString(chars: readonly StyledChar[]): string {
  let text = '';
  let active = none;
  for (const {value, styles} of chars) {
    const wanted = styles.length === 0 ? none : styles;
    if (wanted !== active) {
      text += transition(active, wanted);
      active = wanted;
    }
    text += value;
  }
  return active === none ? text : text + transition(active, none);
}
