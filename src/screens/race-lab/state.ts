import {unreachable} from '../../errors.js';
import type {Rules} from '../../race/enactor.js';
import {type Answered, exercises, sameRules, type Verdict} from '../../race/exercises.js';
import {type Action, modelOf} from '../../race/model.js';
import type {Outlook} from '../../race/outlook.js';
import {begin, enabledAt, type Position, take} from '../../race/position.js';
import {protect} from '../../race/protections.js';
import type {Luck} from '../../race/random-runs.js';
import {defaultSize} from '../../race/size.js';
import type {CommonMessage} from '../../screen/program.js';
import {nextTheme, type ThemeName} from '../../screen/theme.js';

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

/** What is open in the lab; never more than one. `scroll`: lines of it that are above the top. */
export type LabOverlay =
  | {readonly type: 'none'}
  | {readonly type: 'why' | 'luck'; readonly scroll: number}
  /** `row`: the chosen property. */
  | {readonly type: 'results'; readonly row: number; readonly scroll: number}
  /** A world that is being put together; `row`: of the list of dimensions and protections. */
  | {readonly type: 'protections'; readonly row: number; readonly rules: Rules}
  | {readonly type: 'exercises'; readonly row: number};

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
  | {readonly type: 'draft'; readonly rules: Rules}
  | {readonly type: 'check'}
  | {readonly type: 'stop-check'}
  | {readonly type: 'news'; readonly news: News}
  | {readonly type: 'start-exercise'; readonly exercise: number; readonly task: number}
  | {readonly type: 'guess'; readonly guess: number}
  | {readonly type: 'hint'}
  | CommonMessage;

const nothingOpen: LabOverlay = {type: 'none'};

const unchecked: Checker = {type: 'working', states: 0, level: 0, expected: null, doing: 'exploring'};

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

/** While a story plays, a step is done every so many real milliseconds: time to read a sentence. */
export const stepMs = 1500;
/** A story by hand is no longer than this: its code stays one that can be copied. */
export const longestStory = 999;

/** The next state. Pure: time comes in as an argument, and an action that changes nothing gives the same object back. */
export function reduceLab(state: LabState, action: LabAction): LabState {
  if (action.type === 'tick') return ticked(state, action.elapsedMs);
  if (action.type === 'news') return judged(state, heard(state, action.news));
  // A notice stays until the next key.
  return judged(state, answer(state.notice === '' ? state : {...state, notice: ''}, action));
}

function answer(state: LabState, action: Exclude<LabAction, {type: 'tick' | 'news'}>): LabState {
  switch (action.type) {
    case 'do':
      return done(state, action.place);
    case 'jump':
      return jumped(state, action.step);
    case 'choose':
      return state.choice === action.row ? state : {...state, choice: action.row};
    case 'replay':
      return replayed(state, action);
    case 'leave-replay':
      return state.replay?.back
        ? {...entered(state, state.replay.back.position), ...state.replay.back, notice: 'Back to your own steps.'}
        : state;
    case 'toggle-play':
      return state.replay === null ? state : {...state, replay: {...state.replay, playing: !state.replay.playing, sinceMs: 0}};
    case 'take-over':
      return {...state, replay: null, rest: [], given: state.position.path.length, choice: 0, notice: 'From here on it is yours.'};
    case 'enter': {
      const begun = {...entered(state, action.position), given: action.position.path.length, notice: action.notice};
      return action.thenCheck ? checked(begun) : begun;
    }
    case 'open':
      return opened(state, action.overlay);
    case 'close':
      return state.overlay.type === 'none' ? state : {...state, overlay: nothingOpen};
    case 'scroll':
      return 'scroll' in state.overlay ? {...state, overlay: {...state.overlay, scroll: action.to}} : state;
    case 'draft':
      return state.overlay.type === 'protections' ? {...state, overlay: {...state.overlay, rules: action.rules}} : state;
    case 'check':
      return checked(state);
    case 'stop-check':
      return {
        ...state,
        wantsCheck: false,
        checker: {type: 'stopped'},
        notice: 'Stopped. What was not looked at has no verdict; c begins again.',
      };
    case 'start-exercise':
      return started(state, action.exercise, action.task);
    case 'guess':
      return state.doing === null
        ? state
        : {
            ...state,
            doing: {...state.doing, guess: action.guess},
            overlay: nothingOpen,
            notice: 'Noted. p puts the first of them on, c checks.',
          };
    case 'hint':
      return {
        ...state,
        hint: !state.hint,
        notice: state.hint ? 'Hints are off.' : 'A sign marks the step that leads nearest to the outage.',
      };
    case 'next-theme':
      return {...state, theme: nextTheme(state.theme), notice: `Theme: ${nextTheme(state.theme)}.`};
    case 'say':
      return state.notice === action.notice ? state : {...state, notice: action.notice};
    default:
      return unreachable(action);
  }
}

/** Does what can happen next. What was undone goes on to be the story where it is the same step. */
function done(state: LabState, place: number): LabState {
  const action = enabledAt(state.position)[place];
  if (action === undefined) return state;
  if (state.position.path.length >= longestStory)
    return {...state, notice: `This story has ${longestStory} steps: u goes back, 0 starts again.`};
  const [next, ...rest] = state.rest;
  const {length} = state.position.path;
  // What was given is not done by hand by going along with it.
  const isSame = state.given <= length && next?.name === action.name && next.enactor === action.enactor;
  return {...state, position: take(state.position, action), rest: isSame ? rest : [], given: Math.min(state.given, length), choice: 0};
}

/** A story is told again; what the person was doing waits. */
function replayed(state: LabState, {story, at, title, notes = new Map(), notice = ''}: Extract<LabAction, {type: 'replay'}>): LabState {
  const {position, rest, given} = state;
  const back = state.replay === null ? {position, rest, given} : state.replay.back;
  const begun: LabState = {
    ...entered(state, begin(story.model)),
    rest: story.path,
    given: story.path.length,
    replay: {title, playing: false, sinceMs: 0, notes, back},
    notice,
  };
  return jumped(begun, at);
}

/** To another step of the same story. */
function jumped(state: LabState, step: number): LabState {
  const story = storyOf(state);
  const to = Math.max(0, Math.min(story.length, step));
  const {model, path} = state.position;
  if (to === path.length) return state;
  const from = to > path.length ? state.position : begin(model);
  const position = story.slice(from.path.length, to).reduce(take, from);
  return {...state, position, rest: story.slice(to), choice: 0};
}

/** Another story begins; in another world what was known of the old one goes. */
function entered(state: LabState, position: Position): LabState {
  const isSame = sameRules(rulesOf(state), position.model.rules);
  return {
    ...state,
    position: isSame ? {...position, model: state.position.model} : position,
    rest: [],
    replay: null,
    given: 0,
    choice: 0,
    overlay: nothingOpen,
    ...(isSame ? {} : {checker: unchecked, wantsCheck: false, luck: []}),
  };
}

/** Seeing what the checker has said is what counts as an answer. */
function opened(state: LabState, overlay: LabOverlay): LabState {
  return withAnswer({...state, overlay});
}

function withAnswer(state: LabState): LabState {
  const {doing, checker, overlay} = state;
  if (doing === null || checker.type !== 'done' || overlay.type !== 'results') return state;
  const rules = rulesOf(state);
  const last = doing.checked.at(-1);
  if (last !== undefined && sameRules(last.rules, rules)) return state;
  return {...state, doing: {...doing, checked: [...doing.checked, {rules, check: checker.outlook.explored.check}]}};
}

function checked(state: LabState): LabState {
  const isIdle = state.checker.type === 'waiting' || state.checker.type === 'stopped';
  return opened({...state, wantsCheck: true, checker: isIdle ? unchecked : state.checker}, {type: 'results', row: 0, scroll: 0});
}

function heard(state: LabState, news: News): LabState {
  if (!sameRules(news.rules, rulesOf(state))) return state;
  if (news.type === 'luck') return {...state, luck: news.rows};
  // What a check still had to say when it was stopped does not begin it again.
  return state.checker.type === 'working' ? withAnswer({...state, checker: news.checker}) : state;
}

function started(state: LabState, exercise: number, task: number): LabState {
  const rules = exercises[exercise]?.tasks[task]?.rules;
  if (rules === undefined) return state;
  const begun = rules === null ? {...state, overlay: nothingOpen} : entered(state, begin(modelOf(rules)));
  return {
    ...begun,
    doing: {exercise, task, guess: null, checked: [], isDone: false},
    notice: '',
  };
}

/** What the exercise says of what has just been done. */
function judged(before: LabState, state: LabState): LabState {
  const {doing} = state;
  const exercise = doing === null ? undefined : exercises[doing.exercise];
  const task = doing === null ? undefined : exercise?.tasks[doing.task];
  if (doing === null || exercise === undefined || task === undefined || doing.isDone) return state;
  if (task.by === 'hand' ? before.position === state.position : before.doing === doing) return state;
  const verdict = verdictOn(state);
  if (verdict === null) return state;
  if (!verdict.passed) return {...state, notice: verdict.words};
  const isLast = doing.task === exercise.tasks.length - 1;
  const passed = isLast && !state.passed.includes(doing.exercise) ? [...state.passed, doing.exercise] : state.passed;
  return {...state, passed, doing: {...doing, isDone: true}, notice: `DONE. x goes on. ${task.lesson}`};
}

export function verdictOn({doing, position, given, replay}: LabState): Verdict {
  const task = doing === null ? undefined : exercises[doing.exercise]?.tasks[doing.task];
  if (doing === null || task === undefined) return null;
  const isByHand = replay === null && (given === 0 || position.path.length === 0);
  return task.judge({position, isByHand, guess: doing.guess, checked: doing.checked});
}

/** While a story plays, its steps follow one another; at its end it stands. */
function ticked(state: LabState, elapsedMs: number): LabState {
  const {replay} = state;
  if (replay === null || !replay.playing) return state;
  const sinceMs = replay.sinceMs + elapsedMs;
  if (sinceMs < stepMs) return {...state, replay: {...replay, sinceMs}};
  const moved = jumped(state, state.position.path.length + 1);
  return {...moved, replay: {...replay, sinceMs: 0, playing: moved.rest.length > 0}};
}
