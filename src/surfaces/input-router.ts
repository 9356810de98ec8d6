import {Readable} from 'node:stream';
import {givenUp, type InputEvent, parseInput, pasteEnd, pasteOf, pasteStart} from './input.js';
import {Paste} from './paste.js';

/** Whether a read has the end of a paste that began before it. */
function endsPaste(text: string): boolean {
  const end = text.indexOf(pasteEnd);
  return end !== -1 && !text.slice(0, end).includes(pasteStart);
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
  /** A paste that has begun. */
  #paste: Paste | undefined;
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

  /** The next key. What came between two keys is dealt with between them, or a paste would be there before the key that opens its prompt. */
  override read(size?: number): unknown {
    for (;;) {
      const next: unknown = super.read(size);
      if (next === null || typeof next === 'string') return next;
      this.#onEvent(next as InputEvent);
    }
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
    if (this.#isPasteOpen && endsPaste(chunk)) {
      this.#isPasteOpen = false;
      this.#paste = new Paste();
    }
    const typed = this.#paste === undefined ? this.#rest + chunk : this.#pasted(this.#paste, chunk);
    if (typed !== undefined) this.#typed(typed);
    if (this.#rest !== '' || this.#paste !== undefined) this.#wait();
  };

  /** What was read after the end of a paste; undefined where that has not come. */
  #pasted(paste: Paste, chunk: string): string | undefined {
    const after = paste.add(chunk);
    if (after === undefined) return undefined;
    this.#paste = undefined;
    this.#emit(pasteOf(paste.text()));
    return after;
  }

  #typed(text: string): void {
    const {events, rest} = parseInput(text);
    for (const event of events) this.#emit(event);
    const isPaste = rest.startsWith(pasteStart);
    this.#rest = isPaste ? '' : rest;
    if (!isPaste) return;
    this.#paste = new Paste();
    this.#paste.add(rest.slice(pasteStart.length));
  }

  /** Gives up waiting for the rest, but only after everything that has arrived meanwhile was read: the process may have been busy. */
  #wait(): void {
    const giveUp = () => {
      if (this.#timer === timer) this.#flush();
    };
    const timer = setTimeout(() => setImmediate(giveUp), this.#paste === undefined ? escapeMs : pasteMs);
    this.#timer = timer;
  }

  #forgetTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #flush(): void {
    const event = this.#paste === undefined ? givenUp(this.#rest) : pasteOf(this.#paste.text());
    this.#isPasteOpen = this.#paste !== undefined;
    this.#paste = undefined;
    this.#rest = '';
    this.#emit(event);
  }

  #emit(event: InputEvent): void {
    if (event.type !== 'key' && this.readableLength > 0) this.push(event);
    else if (!this.#onEvent(event) && event.type === 'key') this.push(event.key);
  }
}
