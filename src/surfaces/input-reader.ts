import {givenUp, type InputEvent, parseInput, pasteEnd, pasteOf, pasteStart} from './input.js';

/** The most characters of a paste that are kept: far more than anybody types into a terminal by hand, and all that a prompt could show. */
const mostKept = 100_000;

/** A paste that arrives in pieces: each is looked at once, however many there are. */
export class Paste {
  readonly #pieces: string[] = [];
  #length = 0;
  /** The end of what was read, in which the mark of the end may have begun. */
  #held = '';

  /** Returns what follows the end of the paste; undefined while that has not come. */
  add(piece: string): string | undefined {
    const text = this.#held + piece;
    const end = text.indexOf(pasteEnd);
    const until = end === -1 ? Math.max(0, text.length - pasteEnd.length + 1) : end;
    this.#keep(text.slice(0, until));
    this.#held = end === -1 ? text.slice(until) : '';
    return end === -1 ? undefined : text.slice(end + pasteEnd.length);
  }

  /** What has arrived of it. */
  text(): string {
    return this.#pieces.join('') + this.#held;
  }

  #keep(text: string): void {
    const kept = text.slice(0, mostKept - this.#length);
    this.#length += kept.length;
    if (kept !== '') this.#pieces.push(kept);
  }
}

/** Does something later; returns what keeps it from being done. */
export type Later = (run: () => void, delayMs: number) => () => void;

/** How long an unfinished escape sequence may take, ms: longer than a slow line needs, shorter than a person notices. */
const escapeMs = 25;
/** How long a paste may pause, ms, before what has arrived counts as all of it. */
const pasteMs = 1000;

/** Whether a read has the end of a paste that began before it. */
function endsPaste(text: string): boolean {
  const end = text.indexOf(pasteEnd);
  return end !== -1 && !text.slice(0, end).includes(pasteStart);
}

/** Later, and only after everything that has arrived meanwhile was read: the process may have been busy. */
export const laterWhenRead: Later = (run, delayMs) => {
  let isWanted = true;
  const timer = setTimeout(() => setImmediate(() => isWanted && run()), delayMs);
  return () => {
    isWanted = false;
    clearTimeout(timer);
  };
};

/** Makes events of what a terminal sends, in their order, in however many pieces it arrives. */
export class InputReader {
  readonly #onEvent: (event: InputEvent) => void;
  readonly #later: Later;
  #rest = '';
  /** A paste that has begun. */
  #paste: Paste | undefined;
  /** A paste was given up, and its end has not come yet. */
  #isPasteOpen = false;
  #stopWaiting = (): void => {};

  constructor(onEvent: (event: InputEvent) => void, later: Later = laterWhenRead) {
    this.#onEvent = onEvent;
    this.#later = later;
  }

  /** Takes what was read. */
  readonly read = (chunk: string): void => {
    this.#stopWaiting();
    if (this.#isPasteOpen && endsPaste(chunk)) {
      this.#isPasteOpen = false;
      this.#paste = new Paste();
    }
    const typed = this.#paste === undefined ? this.#rest + chunk : this.#pasted(this.#paste, chunk);
    if (typed !== undefined) this.#typed(typed);
    if (this.#rest !== '' || this.#paste !== undefined) this.#wait();
  };

  /** Something has begun whose end has not arrived. */
  isWithin(): boolean {
    return this.#rest !== '' || this.#paste !== undefined;
  }

  /** Forgets what it waits for. */
  stop(): void {
    this.#stopWaiting();
  }

  /** What was read after the end of a paste; undefined where that has not come. */
  #pasted(paste: Paste, chunk: string): string | undefined {
    const after = paste.add(chunk);
    if (after === undefined) return undefined;
    this.#paste = undefined;
    this.#onEvent(pasteOf(paste.text()));
    return after;
  }

  #typed(text: string): void {
    const {events, rest} = parseInput(text);
    const isPaste = rest.startsWith(pasteStart);
    this.#rest = isPaste ? '' : rest;
    if (isPaste) {
      this.#paste = new Paste();
      this.#paste.add(rest.slice(pasteStart.length));
    }
    for (const event of events) this.#onEvent(event);
  }

  #wait(): void {
    this.#stopWaiting = this.#later(() => this.#giveUp(), this.#paste === undefined ? escapeMs : pasteMs);
  }

  #giveUp(): void {
    const event = this.#paste === undefined ? givenUp(this.#rest) : pasteOf(this.#paste.text());
    this.#isPasteOpen = this.#paste !== undefined;
    this.#paste = undefined;
    this.#rest = '';
    this.#onEvent(event);
  }
}
