import type {Question} from './background.js';
import type {Line, Size} from './line.js';
import type {PanelView} from './panel.js';
import type {MouseEvent} from './pointer-event.js';
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

/** What an answer comes to that may take its time; at once where it does not, so that the next key sees it. */
export const onceAnswered = <T, R>(answer: T | Promise<T>, then: (value: T) => R | Promise<R>): R | Promise<R> =>
  answer instanceof Promise ? answer.then(then) : then(answer);

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
  /** Where one is, on demand: the whole of it. `heard` as above. Default: head and panels, which are then told at first too. */
  present?(heard: V | null, now: V): readonly string[];
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
  /** The order of the groups of keys in help and README; default: as they come. */
  readonly groups?: readonly string[];
  /** Whether letters are text here and no keys. */
  isTyping?(view: V): boolean;
  /** What is typed (one character), or pasted (one line, not empty); undefined: nothing is. */
  text?(view: V, input: string): Does<M> | undefined;
  /** The field that is being typed, and what stands in it: of it a voice says what is added or taken away. */
  typed?(view: V): {readonly field: string; readonly text: string} | undefined;
  head(view: V, columns: number): readonly Line[];
  /** Lines between the body and the keys: a timeline. `rows`: those of the whole screen. */
  foot?(view: V, columns: number, rows: number): readonly Line[];
  /** The bottom line, where it is not the notice or the keys: a prompt. */
  bottom?(view: V, columns: number): Line | undefined;
  /** Where panels stand. `over`: what is open over them, with the panel that shows it; it must stand in the last column. */
  body(view: V, size: Size, over: Over<V, M> | null): readonly Column<V, Does<M>>[];
  /** The panel that has the keys, for zooming; default: the first one. */
  focus?(view: V): PanelView<V, Does<M>>;
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

/** What a key does: a message, an effect, or nothing. */
export type Do<V, M> = (view: V, room: Room) => Does<M | CommonMessage> | undefined;

/**
 * A key as a record: the bottom line, the help, the palette, the README, the mouse and the voice are printed from it. A pair of
 * opposites is one record: `keys: ['left h', 'right l']` with two `does`.
 */
export type Key<V, M> = {
  /** Names as `key-names.ts` has them, a blank between those that do the same; `any`: whatever no other row takes. */
  readonly keys: string | readonly [string, string];
  readonly group: string;
  /** Where it means something; earlier rows win. */
  readonly places: readonly string[];
  /** What it does, for help and README; empty where another row speaks for it. */
  readonly help: string;
  /** Null: the terminal answers this key before a program sees it. */
  readonly does: Do<V, M> | readonly [Do<V, M>, Do<V, M>] | null;
  /** What the palette calls it, or each half of it; default: the help. */
  readonly words?: string | readonly [string, string];
  /** How help writes the keys, where one row speaks for several. */
  readonly shown?: string;
  /** Two words at most for the bottom line, or what they are now; empty or without it the key is in the help alone. */
  readonly footer?: string | ((view: V) => string);
  /** How the bottom line writes the keys. */
  readonly footerKeys?: string;
  /** Why it does nothing now, in words; null: it works. */
  readonly not?: (view: V) => string | null;
  /** Whether it has no place here at all: nothing names it. */
  readonly absent?: (view: V) => boolean;
};

/** What opens over a screen. A program opens one by an effect; the runtime keeps what is typed and chosen in it, draws it and says it. */
export type Sheet<V, M> =
  /** A text to read. */
  | (Common<V, M> & {readonly kind: 'read'; lines(view: V, width: number): readonly Line[]})
  /** Rows to choose from; `isSearched`: what is typed finds rows. */
  | (Common<V, M> & {
      readonly kind: 'list';
      readonly isSearched?: true;
      /** What the list says when it is empty. */
      readonly empty?: string;
      rows(view: V, text: string): readonly Row[];
      take(view: V, row: Row): Does<M> | undefined;
      /** Lines above the rows about the chosen one: as many whatever they say, so that the list keeps its place. */
      about?(view: V, row: Row | undefined, width: number): readonly Line[];
      /** A key besides moving and taking, on the chosen row. */
      readonly key?: {readonly name: string; readonly footer: string; does(view: V, row: Row | undefined): Does<M> | undefined};
    })
  /** Fields to fill in. */
  | (Common<V, M> & {
      readonly kind: 'form';
      fields(view: V): Readonly<Record<string, Field>>;
      /** Sends what was filled in, or says what is missing and where. */
      send(view: V, values: Values): Does<M> | Missing | undefined | Promise<Does<M> | Missing | undefined>;
      /** Done whenever the cursor leaves a field: a host is asked what is to be said of it. */
      left?(view: V, values: Values): Does<M> | undefined;
      /** What is told below the fields while it is filled in. `isLast`: the last field has the cursor. */
      below?(view: V, values: Values, isLast: boolean, width: number): readonly Line[];
    })
  /** One line, typed at the bottom of the screen. */
  | (Common<V, M> & {readonly kind: 'prompt'; readonly hint: string; send(view: V, text: string): Does<M> | {readonly error: string}})
  /** A question to which `y` or enter says yes. */
  | (Common<V, M> & {readonly kind: 'confirm'; readonly question: string; yes(view: V): Does<M>});

type Common<V, _M> = {
  readonly id: string;
  title(view: V): string;
  /** What the title's right end says; default: what closes it. */
  readonly rest?: string;
  /** Lines above the rows, the fields or the text. */
  above?(view: V, width: number): readonly Line[];
};

/** A row of a list: what it is, what stands at its right end, the heading it is under, and why it cannot be taken now. */
export type Row = {
  readonly id: string;
  readonly words: string;
  readonly beside?: string;
  readonly group?: string;
  readonly not?: string | null;
  /** The whole line, where it is more than words: made for a width. */
  line?(isChosen: boolean, width: number): Line;
};

/** A field of a form. `suggestion`: what it is taken for when nothing is typed; `choices`: left and right step through them. */
export type Field = {
  readonly label: string;
  readonly asks: string;
  readonly suggestion?: string;
  readonly choices?: readonly {readonly id: string; readonly title: string}[];
};

/** What a form holds, by the name of its field: what was typed, the choice, or the suggestion. */
export type Values = Readonly<Record<string, string>>;
export type Missing = {readonly missing: string; readonly field: string};

/** A sheet that is open. Immutable. */
export type OpenSheet = {
  readonly sheet: Sheet<Any, Any>;
  /** What is typed: of a prompt, or what a list is searched for. */
  readonly text: string;
  /** The row or the field that has the cursor. */
  readonly index: number;
  readonly scroll: number;
  /** What was typed and chosen in fields, by name. */
  readonly typed: Values;
  readonly error: string;
};

/** What is drawn under the pointer. Rows count within it; row 0 of a panel is the first line below its title, which is row -1. */
export type Place<V, M> =
  | {
      readonly type: 'panel';
      readonly panel: PanelView<V, M>;
      readonly width: number;
      readonly height: number;
      readonly row: number;
      readonly column: number;
      /** What is open stands in the last column. */
      readonly isLast: boolean;
    }
  | {readonly type: 'head' | 'foot' | 'bottom'; readonly row: number; readonly column: number};

/** A report of the mouse, with what is under it; `held`: where the button went down that is still down. */
export type Pointed<V, M> = {
  readonly event: MouseEvent;
  readonly place: Place<V, M> | undefined;
  readonly held: Place<V, M> | undefined;
  readonly size: Size;
};
