import {Readable} from 'node:stream';

/** A mouse report. Columns and rows count from 0. `wheel` is -1 for up, 1 for down. */
export type MouseEvent =
  | {
      readonly type: 'mouse';
      readonly kind: 'down' | 'up' | 'drag' | 'move';
      readonly button: number;
      readonly column: number;
      readonly row: number;
    }
  | {readonly type: 'mouse'; readonly kind: 'wheel'; readonly wheel: -1 | 1; readonly column: number; readonly row: number};

/** What a terminal sends, taken apart. A key is the text or the escape sequence of one keypress. */
export type InputEvent =
  | {readonly type: 'key'; readonly key: string}
  | {readonly type: 'paste'; readonly text: string}
  | {readonly type: 'focus'; readonly hasFocus: boolean}
  /** A mouse report that says nothing; above all it is not text. */
  | {readonly type: 'garbled'}
  | MouseEvent;

const pasteStart = '\u001B[200~';
const pasteEnd = '\u001B[201~';
/** `CSI <` is a mouse report and nothing else, also where it is cut or wrong. */
const mouseReport = /^\u001B\[<(?:(\d{1,9});(\d{1,9});(\d{1,9})([Mm])|[ -?]*(?:[@-~]|(?=[^ -~])))/;
/** What a terminal sends that has only the old reports: three bytes, which are not keys. */
const oldMouseReport = /^\u001B\[M[^\u001B]{3}/;
const focusReport = /^\u001B\[([IO])/;
/** CSI (also the Linux console's `[[A`), SS3, or Alt with a character. */
const escapeSequence = /^\u001B(?:\[\[[A-E]|\[(?!\[)[0-?]*[ -/]*[@-~]|O[@-~]|[^[O\u001B])/u;
/** The beginning of a sequence whose rest may be in the next read. */
const unfinished = /^\u001B(?:\[(?:\[|<[ -?]*|M[^\u001B]{0,2}|[0-?]*[ -/]*)|O)?$/;
/** The beginning of a mouse report. */
const pointing = /^\u001B\[[<M]/;
const graphemes = new Intl.Segmenter('en', {granularity: 'grapheme'});

/**
 * Takes what has been read apart; `rest` is the beginning of something whose end has not arrived yet: prepend it to the next read.
 * An Escape key alone cannot be told from the beginning of a sequence: it is a rest too, and only time tells.
 */
export function parseInput(text: string): {readonly events: readonly InputEvent[]; readonly rest: string} {
  const events: InputEvent[] = [];
  let rest = text;
  while (rest !== '') {
    const escapeAt = rest.indexOf('\u001B');
    const typed = escapeAt === -1 ? rest : rest.slice(0, escapeAt);
    for (const {segment} of graphemes.segment(typed)) events.push({type: 'key', key: segment});
    rest = rest.slice(typed.length);
    if (rest === '') break;
    const next = parseEscape(rest);
    if (next === undefined) break;
    events.push(next.event);
    rest = rest.slice(next.length);
  }
  return {events, rest};
}

/** The event at the start of a text that begins with Escape, and how long it is; undefined when its end has not arrived. */
function parseEscape(text: string): {readonly event: InputEvent; readonly length: number} | undefined {
  if (text.startsWith(pasteStart)) {
    const end = text.indexOf(pasteEnd);
    return end === -1 ? undefined : {event: pasteOf(text.slice(pasteStart.length, end)), length: end + pasteEnd.length};
  }
  if (text.startsWith(pasteEnd)) return {event: pasteOf(''), length: pasteEnd.length}; // the end of a paste that was given up
  const mouse = mouseReport.exec(text) ?? oldMouseReport.exec(text);
  if (mouse !== null) {
    const [report, code, column, row, final] = mouse;
    const event = code === undefined ? garbled : mouseEvent(Number(code), Number(column) - 1, Number(row) - 1, final === 'M');
    return {event, length: report.length};
  }
  const focus = focusReport.exec(text);
  if (focus !== null) return {event: {type: 'focus', hasFocus: focus[1] === 'I'}, length: focus[0].length};
  if (unfinished.test(text)) return undefined;
  const key = escapeSequence.exec(text)?.[0] ?? '\u001B';
  return {event: {type: 'key', key}, length: key.length};
}

/** Whether a read has the end of a paste that began before it. */
function endsPaste(text: string): boolean {
  const end = text.indexOf(pasteEnd);
  return end !== -1 && !text.slice(0, end).includes(pasteStart);
}

/** A paste has the line ends of a text, not those of a keyboard. */
function pasteOf(text: string): InputEvent {
  return {type: 'paste', text: text.replaceAll(/\r\n?/g, '\n')};
}

/** What the beginning of something was, when its end has not come. */
function givenUp(rest: string): InputEvent {
  if (rest.startsWith(pasteStart)) return pasteOf(rest.slice(pasteStart.length));
  return pointing.test(rest) ? garbled : {type: 'key', key: rest};
}

const garbled: InputEvent = {type: 'garbled'};

/** Buttons count from 0; 4 to 7 are wheels, of which the second goes sideways, and from 8 on stand those at the side. */
function mouseEvent(code: number, column: number, row: number, isDown: boolean): MouseEvent {
  const button = (code & 3) + (code & 64 ? 4 : 0) + (code & 128 ? 8 : 0);
  if (button === 4 || button === 5) return {type: 'mouse', kind: 'wheel', wheel: button === 5 ? 1 : -1, column, row};
  if (code & 32) return {type: 'mouse', kind: button === 3 ? 'move' : 'drag', button, column, row};
  return {type: 'mouse', kind: isDown ? 'down' : 'up', button, column, row};
}

/** How long an unfinished escape sequence may take, ms: longer than a slow line needs, shorter than a person notices. */
const escapeMs = 25;
/** How long a paste may pause, ms, before what has arrived counts as all of it. */
const pasteMs = 1000;

/** What the router needs of a keyboard; a `tty.ReadStream` is one. */
export type Keyboard = Pick<NodeJS.ReadableStream, 'resume' | 'pause'> & {
  setEncoding(encoding: 'utf8'): unknown;
  on(event: 'data', listener: (chunk: string) => void): unknown;
  off(event: 'data', listener: (chunk: string) => void): unknown;
};

/**
 * Stands between the keyboard and Ink. Ink gets it as `stdin` and reads one key at a time from it; everything else goes to
 * `onEvent`, and so do the keys it asks for by returning true. The raw mode belongs to the session: Ink's wishes are ignored.
 */
export class InputRouter extends Readable {
  readonly isTTY = true;
  readonly #keyboard: Keyboard;
  readonly #onEvent: (event: InputEvent) => boolean;
  #rest = '';
  /** A paste was given up, and its end has not come yet. */
  #isPasteOpen = false;
  #timer: NodeJS.Timeout | undefined;

  /** `onEvent` says whether the event is dealt with; a key that is not goes to Ink. */
  constructor(keyboard: Keyboard, onEvent: (event: InputEvent) => boolean) {
    super({objectMode: true, read: () => undefined}); // object mode: keys that arrive together are still read one by one
    this.#keyboard = keyboard;
    this.#onEvent = onEvent;
  }

  start(): void {
    this.#keyboard.setEncoding('utf8');
    this.#keyboard.on('data', this.#onData);
    this.#keyboard.resume();
  }

  /** Stops listening, so that the process can end. */
  stop(): void {
    this.#forgetTimer();
    this.#keyboard.off('data', this.#onData);
    this.#keyboard.pause();
  }

  override setEncoding(): this {
    return this; // keys are strings already
  }
  setRawMode(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  readonly #onData = (chunk: string): void => {
    this.#forgetTimer();
    const isRestOfPaste = this.#isPasteOpen && endsPaste(chunk);
    if (isRestOfPaste) this.#isPasteOpen = false;
    const {events, rest} = parseInput((isRestOfPaste ? pasteStart : '') + this.#rest + chunk);
    this.#rest = rest;
    for (const event of events) this.#emit(event);
    if (rest !== '') this.#wait();
  };

  /** Gives up waiting for the rest, but only after everything that has arrived meanwhile was read: the process may have been busy. */
  #wait(): void {
    const giveUp = () => {
      if (this.#timer === timer) this.#flush();
    };
    const timer = setTimeout(() => setImmediate(giveUp), this.#rest.startsWith(pasteStart) ? pasteMs : escapeMs);
    this.#timer = timer;
  }

  #forgetTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #flush(): void {
    const rest = this.#rest;
    this.#rest = '';
    if (rest.startsWith(pasteStart)) this.#isPasteOpen = true;
    this.#emit(givenUp(rest));
  }

  #emit(event: InputEvent): void {
    if (!this.#onEvent(event) && event.type === 'key') this.push(event.key);
  }
}
