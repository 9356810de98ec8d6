import {pasteEnd} from './input.js';

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
