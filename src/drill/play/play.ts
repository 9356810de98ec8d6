import type {Setup} from '../scenario/setup.js';
import type {DrillState} from '../scenario/state.js';
import type {Input} from './input.js';
import {beginning, step} from './session.js';

/** One line of a journal: an input that was accepted, and when, in milliseconds of wall time since StartEx. */
export type Entry = {
  readonly wallMs: number;
  readonly input: Input;
  /** Made by who sent it, where it may be sent again. */
  readonly key?: string | undefined;
};

/** A drill being played: the one thing that changes. What it is now follows from the setup and its entries. */
export type Play = {
  readonly setup: Setup;
  state(): DrillState;
  entries(): readonly Entry[];
  /** Takes an input, or says why not. */
  take(input: Input, wallMs: number, key?: string): string | null;
  /** Called after every accepted input; returns what ends it. */
  onEntry(listener: (entry: Entry, state: DrillState) => void): () => void;
};

/**
 * A drill from its beginning, or from where a journal left it.
 *
 * @throws RangeError when an entry is refused: the journal belongs to another drill
 */
export function playOf(setup: Setup, earlier: readonly Entry[] = []): Play {
  const listeners = new Set<(entry: Entry, state: DrillState) => void>();
  const entries: Entry[] = [];
  let state = beginning(setup);
  const take = (input: Input, wallMs: number, key?: string): string | null => {
    const next = step(setup, state, input, wallMs);
    if (next.refused !== null) return next.refused;
    state = next.state;
    const entry: Entry = {wallMs: state.wallMs, input, ...(key === undefined ? {} : {key})};
    entries.push(entry);
    for (const listener of listeners) listener(entry, state);
    return null;
  };
  for (const {input, wallMs, key} of earlier) {
    const reason = take(input, wallMs, key);
    if (reason !== null) throw new RangeError(`${input.type} is refused: ${reason}`);
  }
  return {
    setup,
    state: () => state,
    entries: () => entries,
    take,
    onEntry(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
