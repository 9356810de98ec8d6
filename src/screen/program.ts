import type {Question} from './background.js';
import type {Key} from './keys.js';
import type {Line, Size} from './line.js';
import type {PanelView} from './panel.js';
import type {Pointed} from './pointer.js';
import type {OpenSheet, Sheet} from './sheet.js';
import type {Column} from './stack.js';
import type {ThemeName} from './theme.js';

/** What a program asks of whoever runs it. */
export type Effect<M> =
  /** The end of everything that runs. */
  | {readonly effect: 'quit'}
  /** Back to the program from which this one was entered; the first one ends. */
  | {readonly effect: 'leave'}
  /** Another program over this one, or in its place. `left`: what its last state tells this one. */
  | {readonly effect: 'enter'; readonly program: AnyProgram; readonly left?: (state: never) => M}
  | {readonly effect: 'replace'; readonly program: AnyProgram}
  /** A sheet over the screen; `help` and `palette` are made of the keys. */
  | {readonly effect: 'open'; readonly sheet: Sheet<never, M> | 'help' | 'palette'}
  | {readonly effect: 'close'}
  /** What a command line that comes back here says, or any other text, for the clipboard. */
  | {readonly effect: 'copy'; readonly text: string}
  /** One panel fills the screen, or no longer does. */
  | {readonly effect: 'zoom'}
  /** Several in turn. */
  | {readonly effect: 'all'; readonly of: readonly Does<M>[]}
  /** Something whose answer comes later, or at once: an input on its way to a host. */
  | {readonly effect: 'wait'; readonly on: () => Does<M> | undefined | Promise<Does<M> | undefined>};

/** What a key, a click or a text comes to: a message to the program, or an effect. */
export type Does<M> = M | Effect<M>;

export const isEffect = <M>(does: Does<M>): does is Effect<M> => typeof does === 'object' && does !== null && 'effect' in does;

/** Messages that every program understands: a line for the person (empty: none), and the next colours. */
export type CommonMessage = {readonly type: 'say'; readonly notice: string} | {readonly type: 'next-theme'};

/** Room that the frame gives: how far what is open can scroll, and how many rows a page of the list has that has the keys. */
export type Room = {readonly scrollEnd: number; readonly page: number};

/** How it sounds, where the panels read aloud are not good enough. */
export type Voice<V> = {
  /**
   * What is new to a listener. `heard`: what was told last, null at first; `byKey`: a key has just been pressed. Gives the lines to
   * say and what the listener knows then.
   */
  tell(heard: V | null, now: V, byKey: boolean): {readonly heard: V; readonly lines: readonly string[]};
  /** Where one is, on demand: the whole of it. `heard` as above. */
  present(heard: V | null, now: V): readonly string[];
  /** How far what is open can be read on. */
  readingEnd?(view: V): number;
  /** What is said of a key that works and changes nothing. */
  unchanged?(message: unknown): string;
};

/**
 * A screen, whole: what it is (`first`, `update`), what follows from it (`view`), what keys do, and what is where. Nothing in it knows
 * a terminal, React, or whether it is seen or heard: `surfaces/` draw it and say it, a test runs it.
 */
export type Program<S, V, M> = {
  readonly name: string;
  readonly first: S;
  /** The next state. Pure; what changes nothing gives the same state back. Takes the common messages too. */
  update(state: S, message: M | CommonMessage): S;
  /** What keys, frames and words are made of. Pure; looked up where it costs. `answers`: what was worked out, by the key of its question. */
  view(state: S, answers: ReadonlyMap<string, unknown>): V;
  /** One line for the person, until the next key, and the colours. */
  ui(view: V): {readonly notice: string; readonly theme: ThemeName};
  /** Where the keys are now: one of the places that keys name. */
  place(view: V): string;
  readonly keys: readonly Key<V, M>[];
  /** Whether letters are text here and no keys. */
  isTyping?(view: V): boolean;
  /** What is typed (one character), or pasted (one line, not empty); undefined: nothing is. */
  text?(view: V, input: string): Does<M> | undefined;
  head(view: V, columns: number): readonly Line[];
  /** Lines between the body and the keys: a timeline. `rows`: those of the whole screen. */
  foot?(view: V, columns: number, rows: number): readonly Line[];
  /** The bottom line, where it is not the notice or the keys: a prompt. */
  bottom?(view: V, columns: number): Line | undefined;
  /** Where panels stand. `over`: what is open over them, with the panel that shows it; it must stand in the last column. */
  body(view: V, size: Size, over: Over<V, M> | null): readonly Column<V, M>[];
  /** The panel that has the keys, for zooming; default: the first one. */
  focus?(view: V): PanelView<V, M>;
  /** What is left of it on a screen that is too small. */
  small(view: V): readonly Line[];
  /** More for the help, below the keys. `width` as for a panel. */
  helpMore?(view: V, width: number): readonly Line[];
  /** What the palette finds besides the keys, once something is typed. */
  things?(view: V): readonly Thing<V, M>[];
  /** What kinds of things those are, in words. */
  readonly finds?: string;
  /** What the mouse asks for, where it is not what every screen does (a hint its key, a row its click, the wheel up and down). */
  point?(view: V, at: Pointed<V, M>, room: Room): Does<M> | 'usual' | undefined;
  readonly voice?: Voice<V>;
  /** What is read aloud where there is no voice of its own; default: the panels. Lines so long that nothing wraps. */
  aloud?(view: V): readonly Line[];
  /** What takes too long between a key and its frame, what a person waits for first. */
  asks?(view: V): readonly Question[];
  /** What an answer, or a part of it, changes in the state; without it answers are found in `view` alone. */
  answered?(answer: unknown): M;
  /** Whether time passes, and what a stretch of it is. Real milliseconds. */
  readonly clock?: {isOn(view: V): boolean; tick(view: V, elapsedMs: number): Does<M> | undefined; readonly everyMs?: number};
  /** Told of every change from outside; returns what ends that. */
  readonly hears?: (send: (does: Does<M>) => void) => () => void;
};
// biome-ignore lint/suspicious/noExplicitAny: a program inside another one keeps its own types to itself
type Any = any;
export type AnyProgram = Program<Any, Any, Any>;

/** A sheet that is open, and the panel that shows it. */
export type Over<V, M> = {readonly open: OpenSheet; readonly panel: PanelView<V, M>};

/** Something that the palette finds by its name. `sort`: what kind of thing it is; `also`: other words that find it. */
export type Thing<V, M> = {
  readonly sort: string;
  readonly words: string;
  readonly note?: string;
  readonly also?: string;
  does(view: V): Does<M>;
};

/** A program at a moment, with what is open over it: all that a frame, a key, a click or a voice needs. */
export type Scene = {
  readonly program: AnyProgram;
  readonly view: Any;
  readonly sheet: OpenSheet | null;
  readonly isZoomed: boolean;
};
