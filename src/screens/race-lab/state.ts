import type {Rules} from '../../race/enactor.js';
import type {Answered} from '../../race/exercises.js';
import {type Action, modelOf} from '../../race/model.js';
import type {Outlook} from '../../race/outlook.js';
import {begin, type Position} from '../../race/position.js';
import {protect} from '../../race/protections.js';
import type {Luck} from '../../race/random-runs.js';
import {defaultSize} from '../../race/size.js';
import type {ThemeName} from '../../screen/theme.js';

/** A story that is told again, step by step, until the person takes over. */
export type Replay = {
  /** `the shortest story against "always resolves"`. */
  readonly title: string;
  readonly playing: boolean;
  /** Real milliseconds since the last step, while it plays. */
  readonly sinceMs: number;
  /** What there is to say of a step besides what it does, by its number from 1: the night's own times and names, what differs. */
  readonly notes: ReadonlyMap<number, string>;
  /** What the person left for it; null: nothing. */
  readonly back: Pick<LabState, 'position' | 'rest' | 'given'> | null;
};

/** What the checker has come to in the present world. */
export type Checker =
  | {readonly type: 'working'; readonly states: number; readonly level: number; readonly expected: number | null; readonly doing: string}
  /** More situations than are looked at unasked. */
  | {readonly type: 'waiting'; readonly states: number}
  | {readonly type: 'done'; readonly outlook: Outlook; readonly seconds: number}
  /** Why it will not look at them. */
  | {readonly type: 'refused'; readonly words: string}
  | {readonly type: 'stopped'};

/** A world in the view of luck: what chance came to, and what every way comes to. */
export type LuckRow = {
  readonly rules: Rules;
  readonly luck: Luck;
  /** Steps of the shortest story in which a record empties; null: there is none; undefined: not known yet. */
  readonly shortest: number | null | undefined;
  readonly states: number | undefined;
};

/** What is open over the lab; never more than one. `scroll`: lines of it that are above the top. */
export type LabOverlay =
  | {readonly type: 'none'}
  | {readonly type: 'help' | 'why' | 'luck'; readonly scroll: number}
  /** `row`: the chosen property. */
  | {readonly type: 'results'; readonly row: number; readonly scroll: number}
  /** A world that is being put together; `row`: of the list of dimensions and protections. */
  | {readonly type: 'protections'; readonly row: number; readonly rules: Rules}
  | {readonly type: 'exercises'; readonly row: number}
  /** The answers of an exercise that asks first. */
  | {readonly type: 'guess'; readonly row: number}
  | {readonly type: 'code'; readonly text: string; readonly error: string};

/** The exercise that is being done. */
export type Doing = {
  /** From 0. */
  readonly exercise: number;
  readonly task: number;
  readonly guess: number | null;
  readonly checked: readonly Answered[];
  /** The task has been done; the next one waits. */
  readonly isDone: boolean;
};

/** Everything of the race lab. Immutable; what is on the screen follows from it. */
export type LabState = {
  readonly position: Position;
  /** How the story goes on: steps that were undone, or the rest of a replay; the next one first. */
  readonly rest: readonly Action[];
  /** Null: the person steps by hand. */
  readonly replay: Replay | null;
  /** So many steps at the beginning of the story were not done by hand. */
  readonly given: number;
  /** Which of the things that can happen next is chosen, from 0. */
  readonly choice: number;
  /** Whether the step that leads nearest to the outage is named. */
  readonly hint: boolean;
  readonly checker: Checker;
  /** The person wants the check, however large. */
  readonly wantsCheck: boolean;
  readonly luck: readonly LuckRow[];
  readonly overlay: LabOverlay;
  readonly doing: Doing | null;
  /** Exercises that have been done, from 0. */
  readonly passed: readonly number[];
  /** Opened from the console, which comes back when the lab is left. */
  readonly isGuest: boolean;
  readonly theme: ThemeName;
  /** One line for the person, until the next key. */
  readonly notice: string;
};

export type News =
  | {readonly type: 'checker'; readonly rules: Rules; readonly checker: Checker}
  | {readonly type: 'luck'; readonly rules: Rules; readonly rows: readonly LuckRow[]};

export type LabAction =
  /** What can happen next, by its place in the list. */
  | {readonly type: 'do'; readonly place: number}
  /** To the situation after so many steps of the story. */
  | {readonly type: 'jump'; readonly step: number}
  | {readonly type: 'choose'; readonly row: number}
  /** `story`: the position at its end; `at`: the step to begin at. */
  | {
      readonly type: 'replay';
      readonly story: Position;
      readonly at: number;
      readonly title: string;
      readonly notes?: Replay['notes'];
      readonly notice?: string;
    }
  | {readonly type: 'leave-replay'}
  | {readonly type: 'toggle-play'}
  | {readonly type: 'tick'; readonly elapsedMs: number}
  | {readonly type: 'take-over'}
  | {readonly type: 'enter'; readonly position: Position; readonly notice: string; readonly thenCheck?: true}
  | {readonly type: 'open'; readonly overlay: LabOverlay}
  | {readonly type: 'close'}
  | {readonly type: 'scroll'; readonly to: number}
  | {readonly type: 'type'; readonly text: string; readonly error?: string}
  | {readonly type: 'draft'; readonly rules: Rules}
  | {readonly type: 'check'}
  | {readonly type: 'stop-check'}
  | {readonly type: 'news'; readonly news: News}
  | {readonly type: 'start-exercise'; readonly exercise: number; readonly task: number}
  | {readonly type: 'guess'; readonly guess: number}
  | {readonly type: 'hint'}
  | {readonly type: 'next-theme'}
  | {readonly type: 'say'; readonly notice: string};

export const nothingOpen: LabOverlay = {type: 'none'};

export const unchecked: Checker = {type: 'working', states: 0, level: 0, expected: null, doing: 'exploring'};

/** The world as it was that night. */
export const plainRules: Rules = {size: defaultSize, protect: protect()};

/** What the lab opens with. */
export type LabOpening = {
  readonly position: Position;
  readonly rest?: readonly Action[];
  readonly replay?: Replay;
  readonly notice?: string;
};

export function openedLab(opening: LabOpening, theme: ThemeName = 'dark', isGuest = false): LabState {
  const {position, rest = [], replay = null, notice = ''} = opening;
  return {
    position,
    rest,
    replay,
    given: position.path.length + rest.length,
    choice: 0,
    hint: false,
    checker: unchecked,
    wantsCheck: false,
    luck: [],
    overlay: nothingOpen,
    doing: null,
    passed: [],
    isGuest,
    theme,
    notice,
  };
}

export const beginning = (rules: Rules): LabOpening => ({position: begin(modelOf(rules))});

export const rulesOf = ({position}: Pick<LabState, 'position'>): Rules => position.model.rules;

/** The whole story: what was done, and how it goes on. */
export const storyOf = ({position, rest}: LabState): readonly Action[] => [...position.path, ...rest];
