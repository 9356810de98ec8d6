import {type Plan, takeBack, throwAt} from '../../../engine/plan.js';
import {unreachable} from '../../../errors.js';
import {nextTheme, type ThemeName} from '../../../screen/theme.js';
import type {Ms} from '../../../timeline/types.js';
import type {Breakpoint, Stop} from './breakpoints.js';
import {type Filter, isFiltering, type Listed, listedIn} from './filter.js';
import {
  type Action,
  type AppState,
  clamp,
  closed,
  type List,
  type Overlay,
  panels,
  type RecordScreen,
  replay,
  type Screen,
  speeds,
} from './state.js';
import {neighbour, quietUntil, type Stage} from './timeline-index.js';

/** The next state. Pure: time comes in as an argument, and an action that changes nothing gives the same object back. */
export function reduce(stage: Stage, state: AppState, action: Action): AppState {
  if (action.type === 'tick') return tick(stage, state, action.elapsedMs, action.stop);
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
    case 'focus':
      return state.focus === action.panel ? state : {...state, focus: action.panel};
    case 'select-service':
      return {...state, service: action.id, focus: 'services', tops: topsWith(state, 'services', action.top)};
    case 'select-mitigation':
      return selectMitigation(state, action.id, action.top);
    case 'select-record':
      return {...state, recordOffset: action.offset, focus: 'record', tops: topsWith(state, 'record', action.top)};
    case 'show-service':
      return {...state, service: action.id, focus: 'services', screen: replay, overlay: closed};
    case 'show-mitigation':
      return {...state, mitigation: action.id, overlay: {type: 'mitigations', scroll: 0}};
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
    case 'choose':
      return 'index' in state.overlay ? {...state, overlay: {...state.overlay, index: action.index}} : state;
    case 'zoom':
      return {...state, zoomed: action.on};
    case 'find':
      return find(stage, state, action);
    case 'filter':
      return filtered(state, action.filter, action.row);
    case 'bookmark':
      return {...state, bookmarks: toggled(state.bookmarks, state.positionMs), notice: action.notice};
    case 'set-breakpoint':
      return withBreakpoints(state, [...state.breakpoints, action.breakpoint], action.notice);
    case 'remove-breakpoint':
      return withBreakpoints(state, state.breakpoints.toSpliced(action.index, 1), action.notice);
    case 'throw':
      return {...withPlan(state, throwAt(state.plan, action.mitigation, state.positionMs)), notice: action.notice};
    case 'take-back':
      return {...withPlan(state, takeBack(state.plan, action.mitigation)), notice: action.notice};
    case 'undo':
      return undo(state);
    case 'redo':
      return redo(state);
    case 'next-theme':
      return withTheme(state, nextTheme(state.theme));
    case 'lab-left':
      return {...state, passed: action.passed};
    case 'say':
      return {...state, notice: action.notice};
    default:
      return unreachable(action);
  }
}

const withTheme = (state: AppState, theme: ThemeName): AppState => ({...state, theme, notice: `Theme: ${theme}.`});

/** How much faster a quiet stretch is played. */
export const quietFactor = 10;

/** Playing goes faster through quiet stretches, never past their end, and holds at a stop and at the end of the run. */
function tick(stage: Stage, state: AppState, elapsedMs: number, stop: Stop | undefined): AppState {
  if (!state.playing) return state;
  const untilMs = quietUntil(stage, state.positionMs);
  const onMs = elapsedMs * state.speed;
  const atMs = state.positionMs + (untilMs === null ? onMs : Math.max(onMs, Math.min(onMs * quietFactor, untilMs - state.positionMs)));
  if (stop !== undefined && stop.atMs > state.positionMs && stop.atMs <= Math.round(atMs))
    return {...moveTo(stage, state, stop.atMs, state.screen), playing: false, notice: stop.notice};
  const moved = moveTo(stage, state, atMs, state.screen);
  return moved.positionMs < stage.endMs ? moved : {...moved, playing: false, notice: 'The run ends here.'};
}

/** Moves time by hand, so that the cursor of the Record screen goes along, unless `screen` says otherwise. */
function moveTo(stage: Stage, state: AppState, atMs: Ms, screen = followed(stage, state.screen, atMs)): AppState {
  const positionMs = clamp(stage, atMs);
  if (positionMs === state.positionMs && state.recordOffset === 0 && state.tops.record === null && screen === state.screen) return state;
  return {...state, positionMs, recordOffset: 0, tops: {...state.tops, record: null}, screen};
}

const topsWith = ({tops}: AppState, list: List, top: number | undefined): AppState['tops'] =>
  top === undefined || top === tops[list] ? tops : {...tops, [list]: top};

/** A selection gives its panel the keys; in the open list they are already there, and its card begins anew. */
function selectMitigation(state: AppState, id: string, top: number | undefined): AppState {
  const selected: AppState = {...state, mitigation: id, tops: topsWith(state, 'mitigations', top)};
  return state.overlay.type === 'mitigations'
    ? {...selected, overlay: {type: 'mitigations', scroll: 0}}
    : {...selected, focus: 'mitigations'};
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
  const tops = {...state.tops, record: null};
  return {...state, filter, tops, overlay: overlay.type === 'filter' && row !== undefined ? {...overlay, row} : overlay};
}

const toggled = (bookmarks: readonly Ms[], atMs: Ms): readonly Ms[] =>
  bookmarks.includes(atMs) ? bookmarks.filter(other => other !== atMs) : [...bookmarks, atMs].sort((a, b) => a - b);

/** What is open scrolls; where nothing is, the screen does. */
function scrollTo(state: AppState, scroll: number): AppState {
  const {overlay, screen} = state;
  if ('scroll' in overlay) return {...state, overlay: {...overlay, scroll}};
  return overlay.type === 'none' && 'scroll' in screen ? {...state, screen: {...screen, scroll}} : state;
}

const nextListed = ({timeOf, upTo}: Listed, atMs: Ms, direction: 1 | -1): Ms | undefined =>
  timeOf(direction === 1 ? upTo(atMs) : upTo(atMs - 1) - 1);

function step(stage: Stage, state: AppState, to: 'event' | 'phase', direction: 1 | -1): AppState {
  const atMs =
    to === 'event'
      ? nextListed(listedIn(stage, state.filter), state.positionMs, direction)
      : neighbour(stage.phaseStarts, state.positionMs, direction);
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

/** Whoever moves time by hand looks at that moment: the cursor goes there, unless it is there already. */
function followedTo(screen: RecordScreen, {eventTimes, startMs, endMs}: Stage, positionMs: Ms): RecordScreen {
  const atMs = screen.cursor === null ? undefined : eventTimes[screen.cursor];
  if (atMs === undefined || Math.max(startMs, Math.min(endMs, atMs)) === positionMs) return screen;
  return {...screen, cursor: null, scroll: 0};
}

/** One more or one less; the list of them has the cursor on a new one, and its text is done with. */
function withBreakpoints(state: AppState, breakpoints: readonly Breakpoint[], notice: string): AppState {
  if (state.overlay.type !== 'breakpoints') return {...state, breakpoints, notice};
  const isMore = breakpoints.length > state.breakpoints.length;
  const index = Math.max(0, Math.min(isMore ? breakpoints.length : state.overlay.index, breakpoints.length - 1));
  const overlay: Overlay = isMore ? {type: 'breakpoints', text: '', error: '', index} : {...state.overlay, index};
  return {...state, breakpoints, notice, overlay};
}
