import {type Plan, takeBack, throwAt} from '../engine/plan.js';
import {unreachable} from '../errors.js';
import type {Ms} from '../timeline/types.js';
import {type Filter, isFiltering, noFilter} from './filter.js';
import {listedIn} from './listing.js';
import {followedTo, type RecordScreen} from './record-screen.js';
import {neighbour, quietUntil, type Stage} from './stage.js';
import {type ThemeName, themeNames} from './theme.js';

/** Incident time per real time. */
export const speeds = [1, 10, 30, 60, 120, 300, 600, 1800, 3600] as const;
export type Speed = (typeof speeds)[number];

export const panels = ['services', 'record', 'mitigations', 'impact'] as const;
export type Panel = (typeof panels)[number];

/** What a detail is about. */
export type Subject =
  | {readonly kind: 'service'; readonly id: string}
  | {readonly kind: 'event'; readonly id: string}
  | {readonly kind: 'happening'; readonly atMs: Ms; readonly text: string}
  | {readonly kind: 'mitigation'; readonly id: string};

/** What fills the room below the header. `scroll`: lines of it that are above the top. */
export type Screen =
  | {readonly type: 'replay'}
  | {readonly type: 'map'}
  | {readonly type: 'compare'; readonly scroll: number}
  | {readonly type: 'fidelity'; readonly scroll: number}
  | RecordScreen;

/** What is open over the screen; never more than one. `scroll`: lines of it that are above the top. */
export type Overlay =
  | {readonly type: 'none'}
  | {readonly type: 'help'; readonly scroll: number}
  | {readonly type: 'go-to' | 'search'; readonly text: string; readonly error: string}
  | {readonly type: 'mitigations'; readonly scroll: number}
  | {readonly type: 'filter'; readonly row: number; readonly top: number}
  | {readonly type: 'why'; readonly service: string; readonly scroll: number}
  | {readonly type: 'detail'; readonly subject: Subject; readonly scroll: number};

/** Everything a person can change. Immutable; what is on the screen follows from it, the timeline and the plan's run. */
export type AppState = {
  readonly positionMs: Ms;
  readonly playing: boolean;
  readonly speed: Speed;
  readonly plan: Plan;
  /** Plans that undo goes back to, newest last. */
  readonly past: readonly Plan[];
  /** Plans that redo goes on to, next one last. */
  readonly future: readonly Plan[];
  readonly focus: Panel;
  readonly service: string;
  readonly mitigation: string;
  /** Rows from the newest one that has happened; 0 again whenever the position moves, so that no walk leaves a trace. */
  readonly recordOffset: number;
  /** Which events of the record are listed. */
  readonly filter: Filter;
  /** What was last searched for; empty: nothing yet. */
  readonly search: string;
  /** Moments to come back to, in order. */
  readonly bookmarks: readonly Ms[];
  readonly screen: Screen;
  readonly overlay: Overlay;
  readonly theme: ThemeName;
  /** One line for the person, until the next key. */
  readonly notice: string;
};

export type Action =
  | {readonly type: 'tick'; readonly elapsedMs: number}
  | {readonly type: 'toggle-play'}
  | {readonly type: 'change-speed'; readonly by: 1 | -1}
  | {readonly type: 'step'; readonly to: 'event' | 'phase'; readonly direction: 1 | -1}
  | {readonly type: 'seek-by'; readonly deltaMs: number}
  | {readonly type: 'seek'; readonly atMs: Ms}
  | {readonly type: 'focus-next'; readonly by: 1 | -1}
  | {readonly type: 'select-service'; readonly id: string}
  | {readonly type: 'select-mitigation'; readonly id: string}
  | {readonly type: 'select-record'; readonly offset: number}
  | {readonly type: 'show'; readonly screen: Screen; readonly service?: string}
  | {readonly type: 'open'; readonly overlay: Overlay}
  | {readonly type: 'close'}
  | {readonly type: 'scroll'; readonly to: number}
  | {readonly type: 'type'; readonly text: string; readonly error?: string}
  | {
      readonly type: 'find';
      readonly text: string;
      readonly atMs: Ms;
      readonly recordOffset: number;
      readonly place: number;
      readonly notice: string;
    }
  | {readonly type: 'filter'; readonly filter: Filter; readonly row?: number}
  | {readonly type: 'bookmark'; readonly notice: string}
  | {readonly type: 'throw'; readonly mitigation: string; readonly notice: string}
  | {readonly type: 'take-back'; readonly mitigation: string; readonly notice: string}
  | {readonly type: 'undo'}
  | {readonly type: 'redo'}
  | {readonly type: 'next-theme'}
  | {readonly type: 'say'; readonly notice: string};

export const scrollOf = (open: Screen | Overlay): number => ('scroll' in open ? open.scroll : 0);

export const replay: Screen = {type: 'replay'};
export const closed: Overlay = {type: 'none'};

export function initialState(stage: Stage, positionMs: Ms, plan: Plan, theme: ThemeName = 'dark'): AppState {
  return {
    positionMs: clamp(stage, positionMs),
    playing: false,
    speed: 60,
    plan,
    past: [],
    future: [],
    focus: 'record',
    service: stage.services[0]?.id ?? '',
    mitigation: stage.timeline.mitigations[0]?.id ?? '',
    recordOffset: 0,
    filter: noFilter,
    search: '',
    bookmarks: [],
    screen: replay,
    overlay: closed,
    theme,
    notice: '',
  };
}

const clamp = ({startMs, endMs}: Stage, atMs: Ms): Ms => Math.max(startMs, Math.min(endMs, Math.round(atMs)));

/** The next state. Pure: time comes in as an argument, and an action that changes nothing gives the same object back. */
export function reduce(stage: Stage, state: AppState, action: Action): AppState {
  if (action.type === 'tick') return tick(stage, state, action.elapsedMs);
  // A notice stays until the next key.
  return answer(stage, state.notice === '' ? state : {...state, notice: ''}, action);
}

function answer(stage: Stage, state: AppState, action: Exclude<Action, {type: 'tick'}>): AppState {
  switch (action.type) {
    case 'toggle-play':
      if (!state.playing && state.positionMs >= stage.endMs) return {...state, notice: 'The run ends here. 0 goes back to its start.'};
      return {...state, playing: !state.playing};
    case 'change-speed':
      return changeSpeed(state, action.by);
    case 'step':
      return step(stage, state, action.to, action.direction);
    case 'seek-by':
      return moveTo(stage, state, state.positionMs + action.deltaMs);
    case 'seek':
      // A go-to has done its work when it gets there.
      return moveTo(stage, state.overlay.type === 'go-to' ? {...state, overlay: closed} : state, action.atMs);
    case 'focus-next':
      return {...state, focus: panels[(panels.indexOf(state.focus) + action.by + panels.length) % panels.length] ?? 'services'};
    case 'select-service':
      return {...state, service: action.id};
    case 'select-mitigation':
      return {
        ...state,
        mitigation: action.id,
        overlay: state.overlay.type === 'mitigations' ? {type: 'mitigations', scroll: 0} : state.overlay,
      };
    case 'select-record':
      return {...state, recordOffset: action.offset};
    case 'show':
      return {...state, screen: action.screen, overlay: closed, service: action.service ?? state.service};
    case 'open':
      return {...state, overlay: action.overlay};
    case 'close':
      return state.overlay.type === 'none' ? state : {...state, overlay: closed};
    case 'scroll':
      return scrollTo(state, action.to);
    case 'type':
      return 'text' in state.overlay ? {...state, overlay: {...state.overlay, text: action.text, error: action.error ?? ''}} : state;
    case 'find':
      return find(stage, state, action);
    case 'filter':
      return filtered(state, action.filter, action.row);
    case 'bookmark':
      return {...state, bookmarks: toggled(state.bookmarks, state.positionMs), notice: action.notice};
    case 'throw':
      return {...withPlan(state, throwAt(state.plan, action.mitigation, state.positionMs)), notice: action.notice};
    case 'take-back':
      return {...withPlan(state, takeBack(state.plan, action.mitigation)), notice: action.notice};
    case 'undo':
      return undo(state);
    case 'redo':
      return redo(state);
    case 'next-theme':
      return nextTheme(state);
    case 'say':
      return {...state, notice: action.notice};
    default:
      return unreachable(action);
  }
}

/** How much faster a quiet stretch is played. */
export const quietFactor = 10;

/** Playing goes faster through quiet stretches, never past their end, and holds at the end of the run. */
function tick(stage: Stage, state: AppState, elapsedMs: number): AppState {
  if (!state.playing) return state;
  const untilMs = quietUntil(stage, state.positionMs);
  const onMs = elapsedMs * state.speed;
  const atMs = state.positionMs + (untilMs === null ? onMs : Math.max(onMs, Math.min(onMs * quietFactor, untilMs - state.positionMs)));
  const moved = moveTo(stage, state, atMs, state.screen);
  return moved.positionMs < stage.endMs ? moved : {...moved, playing: false, notice: 'The run ends here.'};
}

/** Moves time by hand, so that the cursor of the Record screen goes along, unless `screen` says otherwise. */
function moveTo(stage: Stage, state: AppState, atMs: Ms, screen = followed(stage, state.screen, atMs)): AppState {
  const positionMs = clamp(stage, atMs);
  if (positionMs === state.positionMs && state.recordOffset === 0 && screen === state.screen) return state;
  return {...state, positionMs, recordOffset: 0, screen};
}

const followed = (stage: Stage, screen: Screen, atMs: Ms): Screen =>
  screen.type === 'record' ? followedTo(screen, stage, clamp(stage, atMs)) : screen;

/** A hit is a row of the record: the Record screen puts its cursor on it, everywhere else the replay shows it and the moment. */
function find(stage: Stage, state: AppState, {text, atMs, recordOffset, place, notice}: Extract<Action, {type: 'find'}>): AppState {
  const found = {search: text, notice, overlay: closed};
  if (state.screen.type === 'record') return {...state, ...found, screen: {...state.screen, cursor: place, scroll: 0}};
  return {...moveTo(stage, state, atMs), ...found, recordOffset, focus: 'record', screen: replay};
}

function filtered(state: AppState, filter: Filter, row: number | undefined): AppState {
  const {overlay} = state;
  return {...state, filter, overlay: overlay.type === 'filter' && row !== undefined ? {...overlay, row} : overlay};
}

const toggled = (bookmarks: readonly Ms[], atMs: Ms): readonly Ms[] =>
  bookmarks.includes(atMs) ? bookmarks.filter(other => other !== atMs) : [...bookmarks, atMs].sort((a, b) => a - b);

/** What is open scrolls; where nothing is, the screen does. */
function scrollTo(state: AppState, scroll: number): AppState {
  const {overlay, screen} = state;
  if ('scroll' in overlay) return {...state, overlay: {...overlay, scroll}};
  return overlay.type === 'none' && 'scroll' in screen ? {...state, screen: {...screen, scroll}} : state;
}

function step(stage: Stage, state: AppState, to: 'event' | 'phase', direction: 1 | -1): AppState {
  const atMs = neighbour(to === 'event' ? listedIn(stage, state.filter).times : stage.phaseStarts, state.positionMs, direction);
  if (atMs !== undefined && atMs === clamp(stage, atMs)) return moveTo(stage, state, atMs);
  const what = to === 'event' && isFiltering(state.filter) ? 'event in the filter' : to;
  return {...state, notice: direction === 1 ? `No later ${what}. $ goes to the end.` : `No earlier ${what}. 0 goes to the start.`};
}

function changeSpeed(state: AppState, by: 1 | -1): AppState {
  const speed = speeds[speeds.indexOf(state.speed) + by];
  return speed === undefined ? {...state, notice: by === 1 ? 'That is the highest speed.' : 'That is real time.'} : {...state, speed};
}

function withPlan(state: AppState, plan: Plan): AppState {
  return plan === state.plan ? state : {...state, plan, past: [...state.past, state.plan], future: []};
}

function undo(state: AppState): AppState {
  const plan = state.past.at(-1);
  if (plan === undefined) return {...state, notice: 'Nothing to undo.'};
  return {...state, plan, past: state.past.slice(0, -1), future: [...state.future, state.plan]};
}

function redo(state: AppState): AppState {
  const plan = state.future.at(-1);
  if (plan === undefined) return {...state, notice: 'Nothing to redo.'};
  return {...state, plan, past: [...state.past, state.plan], future: state.future.slice(0, -1)};
}

function nextTheme(state: AppState): AppState {
  const theme = themeNames[(themeNames.indexOf(state.theme) + 1) % themeNames.length] ?? 'dark';
  return {...state, theme, notice: `Theme: ${theme}.`};
}
