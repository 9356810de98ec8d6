import type {MouseEvent} from '../screen/pointer-event.js';
import {type KeyPress, keyPressOf, plainKey} from './key-press.js';

export type {MouseEvent};

/** What a terminal sends, taken apart. Of a key: its name, what it types, and its text or escape sequence. */
export type InputEvent =
  | ({readonly type: 'key'; readonly key: string} & KeyPress)
  | {readonly type: 'paste'; readonly text: string}
  | {readonly type: 'focus'; readonly hasFocus: boolean}
  /** A mouse report that says nothing, an answer, a key that is none here; above all it is not text. */
  | {readonly type: 'garbled'}
  | MouseEvent;

export const pasteStart = '\u001B[200~';
export const pasteEnd = '\u001B[201~';
/** `CSI <` is a mouse report and nothing else, also where it is cut or wrong. */
const mouseReport = /\u001B\[<(?:(\d{1,9});(\d{1,9});(\d{1,9})([Mm])|[ -?]{0,64}(?:[@-~]|(?=[^ -~])))/y;
/** What a terminal sends that has only the old reports: three bytes, which are not keys. */
const oldMouseReport = /\u001B\[M[^\u001B]{3}/y;
const focusReport = /\u001B\[([IO])/y;
/** What a terminal answers when it was asked something, by a program that did not wait for it (OSC, DCS, APC): never keys. */
const answer = /\u001B(?:\]\d|P[\d!+=>|$]|_[A-Z])[^\u0007\u001B]*(?:\u0007|\u001B\\|(?=\u001B[^\\]))/y;
/** CSI (also the Linux console's `[[A`), SS3, or Alt with a character. */
const escapeSequence = /\u001B(?:\[\[[A-E]|\[(?!\[)[0-?]*[ -/]*[@-~]|O[@-~]|[^[O\u001B])/uy;
/** The beginning of a sequence whose rest may be in the next read; nothing that a terminal sends is longer. */
const unfinished =
  /\u001B(?:\[(?:\[|<[ -?]{0,64}|M[^\u001B]{0,2}|[0-?]{0,64}[ -/]{0,64})|O|[\]P_]|(?:\]\d|P[\d!+=>|$]|_[A-Z])[^\u0007\u001B]{0,4096}\u001B?)?$/y;
/** The beginning of what is no key, were its end to come or not: of a mouse report, an answer or a CSI sequence. */
const noKey = /^\u001B(?:\[|\]\d|P[\d!+=>|$]|_[A-Z])/;
const graphemes = new Intl.Segmenter('en', {granularity: 'grapheme'});

/** The match of a sticky pattern at a place. */
function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/**
 * Takes what has been read apart; `rest` is the beginning of something whose end has not arrived yet: prepend it to the next read.
 * An Escape key alone cannot be told from the beginning of a sequence: it is a rest too, and only time tells.
 */
export function parseInput(text: string): {readonly events: readonly InputEvent[]; readonly rest: string} {
  const events: InputEvent[] = [];
  let at = 0;
  while (at < text.length) {
    const found = text.indexOf('\u001B', at);
    const escapeAt = found === -1 ? text.length : found;
    if (escapeAt > at) for (const {segment} of graphemes.segment(text.slice(at, escapeAt))) events.push(keyEvent(segment));
    at = escapeAt;
    if (at === text.length) break;
    const next = parseEscape(text, at);
    if (next === undefined) break;
    events.push(next.event);
    at += next.length;
  }
  return {events, rest: text.slice(at)};
}

/** The event of the Escape at a place, and how long it is; undefined when its end has not arrived. */
function parseEscape(text: string, at: number): {readonly event: InputEvent; readonly length: number} | undefined {
  if (text.startsWith(pasteStart, at)) {
    const end = text.indexOf(pasteEnd, at);
    return end === -1 ? undefined : {event: pasteOf(text.slice(at + pasteStart.length, end)), length: end + pasteEnd.length - at};
  }
  if (text.startsWith(pasteEnd, at)) return {event: pasteOf(''), length: pasteEnd.length}; // the end of a paste that was given up
  const mouse = matchAt(mouseReport, text, at) ?? matchAt(oldMouseReport, text, at);
  if (mouse !== null) {
    const [report, code, column, row, final] = mouse;
    const event = code === undefined ? garbled : mouseEvent(Number(code), Number(column) - 1, Number(row) - 1, final === 'M');
    return {event, length: report.length};
  }
  const focus = matchAt(focusReport, text, at);
  if (focus !== null) return {event: {type: 'focus', hasFocus: focus[1] === 'I'}, length: focus[0].length};
  const answered = matchAt(answer, text, at);
  if (answered !== null) return {event: garbled, length: answered[0].length};
  if (matchAt(unfinished, text, at) !== null) return undefined;
  const sequence = matchAt(escapeSequence, text, at)?.[0] ?? '\u001B';
  return {event: keyOf(sequence), length: sequence.length};
}

function keyOf(sequence: string): InputEvent {
  const key = plainKey(sequence);
  return key === '' ? garbled : keyEvent(key);
}

const keyEvent = (key: string): InputEvent => ({type: 'key', key, ...keyPressOf(key)});

/** A paste has the line ends of a text, not those of a keyboard. */
export function pasteOf(text: string): InputEvent {
  return {type: 'paste', text: text.replaceAll(/\r\n?/g, '\n')};
}

/** What the beginning of something was, when its end has not come. */
export function givenUp(rest: string): InputEvent {
  return noKey.test(rest) ? garbled : keyEvent(rest);
}

const garbled: InputEvent = {type: 'garbled'};

/** Buttons count from 0; 4 to 7 are wheels, of which the second goes sideways, and from 8 on stand those at the side. */
function mouseEvent(code: number, column: number, row: number, isDown: boolean): MouseEvent {
  const button = (code & 3) + (code & 64 ? 4 : 0) + (code & 128 ? 8 : 0);
  if (button === 4 || button === 5) return {type: 'mouse', kind: 'wheel', wheel: button === 5 ? 1 : -1, column, row};
  if (code & 32) return {type: 'mouse', kind: button === 3 ? 'move' : 'drag', button, column, row};
  return {type: 'mouse', kind: isDown ? 'down' : 'up', button, column, row};
}
