import {type ControllerView, controllerView} from './controller-view.js';
import type {Input} from './input.js';
import {type Observation, observe, type Reveals} from './observe.js';
import type {Play} from './play.js';
import type {Viewer} from './visibility.js';
import {checkWords, type Finding, type Words} from './words.js';

/** What a seat's screen needs of a drill, wherever it is played: here, or in another process. */
export type DrillPort = {
  /** What may be known now. */
  observation(): Observation;
  /** Null: it is done; else why not, in words. */
  send(input: Input): string | null | Promise<string | null>;
  /** What is to be said about a word before it goes out; the claims in it are judged where the world is. */
  check(words: Words): readonly Finding[] | Promise<readonly Finding[]>;
  /** What went by with the last input besides its own minutes, in words: a jump to the next scene; absent or empty: nothing. */
  passed?(): string;
  /** Words while who plays the drill cannot be reached; absent or null: all is well. */
  lost?(): string | null;
  /** Told after every change; returns what ends it. */
  onChange(listener: () => void): () => void;
};

/** What is typed to join, behind `incident-replay drill join`. */
export type Invite = {readonly seats: string; readonly controller: string};

/** What the controller's console needs besides. Never handed to a seat. */
export type ControllerPort = DrillPort & {
  view(): ControllerView;
  /** What to tell those who want to join; absent: others do. */
  invite?(): Invite;
};

/**
 * A drill that is played in this process.
 *
 * @param wallMs milliseconds since StartEx
 * @param reveals absent: somebody else shows the reveal
 */
export function localPort(play: Play, viewer: Viewer, wallMs: () => number, reveals?: Reveals): DrillPort {
  return {
    observation: () => observe(play.setup, play.state(), viewer, reveals),
    send: input => play.take(input, wallMs()),
    check: words => checkWords(play.setup, play.state(), words),
    onChange: listener => play.onEntry(listener),
  };
}

export const localConsole = (play: Play, wallMs: () => number): ControllerPort => ({
  ...localPort(play, {kind: 'controller'}, wallMs),
  view: () => controllerView(play.setup, play.state()),
});
