import {MINUTE_MS} from '../../timeline/time.js';
import type {Ms} from '../../timeline/types.js';
import {isSo} from '../scenario/predicate.js';
import type {Decision, Inject} from '../scenario/scenario.js';
import type {Setup} from '../scenario/setup.js';
import type {DrillState, Message, Row} from '../scenario/state.js';
import {accepted, refused, type Step} from './step.js';

/** One input may not move time further than this: a night. */
const farthestMs = 24 * 60 * MINUTE_MS;

/**
 * Lets simulated time go on, minute by minute: at every whole minute, rows of the MSEL whose moment has come are delivered and
 * decisions open. How the time is cut into inputs makes no difference.
 */
export function advanced(setup: Setup, state: DrillState, byMs: Ms): Step {
  if (state.phase !== 'play') return refused(state, 'The drill is not being played.');
  if (state.isHalted || state.isPaused) return refused(state, 'Time stands still.');
  if (!Number.isInteger(byMs) || byMs < 0 || byMs > farthestMs) return refused(state, 'Time goes on by whole milliseconds, at most a day.');
  return accepted(toInstant(setup, state, Math.min(state.nowMs + byMs, setup.drill.endsAtMs)));
}

export function toInstant(setup: Setup, from: DrillState, untilMs: Ms): DrillState {
  let state = from;
  for (let atMs = nextMinute(from.nowMs); atMs <= untilMs; atMs += MINUTE_MS) state = atMinute(setup, {...state, nowMs: atMs});
  return {...state, nowMs: untilMs};
}

const nextMinute = (atMs: Ms): Ms => (Math.floor(atMs / MINUTE_MS) + 1) * MINUTE_MS;

/** What happens at an instant: rows first, then decisions, both in the order of the scenario. */
export function atMinute(setup: Setup, from: DrillState): DrillState {
  const {drill, variant} = setup;
  let state = from;
  for (const inject of drill.msel) {
    const row = state.rows[inject.id];
    if (row === undefined || row.status === 'delivered' || row.status === 'skipped') continue;
    state = withRow(setup, state, inject, row);
  }
  for (const decision of drill.decisions) {
    if (!variant.decisions.includes(decision.id) || state.decisions[decision.id] !== undefined) continue;
    if (isSo(setup, state, decision.opens)) state = opened(state, decision);
  }
  return state;
}

const opened = (state: DrillState, {id}: Decision): DrillState => ({
  ...state,
  decisions: {...state.decisions, [id]: {openedAtMs: state.nowMs, openedWallMs: state.wallMs, committed: null}},
});

/** A row whose condition has held long enough is delivered, unless it is held back or false in this world. */
function withRow(setup: Setup, state: DrillState, inject: Inject, row: Row): DrillState {
  const holds = isSo(setup, state, inject.when ?? {reachedMs: inject.atMs});
  const sinceMs = holds ? (row.sinceMs ?? state.nowMs) : null;
  const isDue = sinceMs !== null && state.nowMs - sinceMs >= inject.afterMinutes * MINUTE_MS;
  if (row.status === 'held') return sinceMs === row.sinceMs ? state : {...state, rows: {...state.rows, [inject.id]: {...row, sinceMs}}};
  const isFalse = (setup.twin?.withheld.includes(inject.id) ?? false) || (inject.unless !== undefined && isSo(setup, state, inject.unless));
  const status = isDue && isFalse ? 'withheld' : 'waiting';
  if (isDue && !isFalse && isAutomatic(setup, inject)) return delivered(setup, state, inject);
  return sinceMs === row.sinceMs && status === row.status
    ? state
    : {...state, rows: {...state.rows, [inject.id]: {...row, sinceMs, status}}};
}

/** A contingency is the controller's to give; who drills alone gets it when its moment has come. An expected action is no message. */
const isAutomatic = ({variant}: Setup, {kind}: Inject): boolean => kind === 'contextual' || (kind === 'contingency' && variant.isSolo);

/** Puts a row to its seats, in the words of this world. */
export function delivered({twin}: Setup, state: DrillState, inject: Inject): DrillState {
  const row = state.rows[inject.id];
  const text = row?.text ?? twin?.texts[inject.id] ?? inject.text;
  const message: Message = {
    id: inject.id,
    atMs: state.nowMs,
    wallMs: state.wallMs,
    inject: inject.id,
    channel: inject.channel,
    to: inject.to,
    text,
  };
  const done: Row = {status: 'delivered', sinceMs: row?.sinceMs ?? state.nowMs, deliveredAtMs: state.nowMs, text: row?.text ?? null};
  return {...state, rows: {...state.rows, [inject.id]: done}, messages: [...state.messages, message]};
}
