import {holds} from '../../engine/orders.js';
import {rowAt, valueAt} from '../../engine/run.js';
import {unreachable} from '../../errors.js';
import {MINUTE_MS} from '../../timeline/time.js';
import type {Ms, Timeline} from '../../timeline/types.js';
import type {Drill, Panel, Predicate} from './scenario.js';
import type {DrillState, LivingWorld} from './state.js';

/** Whether a condition holds at an instant that the drill has reached. */
export function isSo(world: LivingWorld, state: DrillState, predicate: Predicate, atMs: Ms = state.nowMs): boolean {
  if ('signal' in predicate) return hasHeld(world, state, predicate, atMs);
  if ('reachedMs' in predicate) return atMs >= predicate.reachedMs;
  if ('since' in predicate) {
    const fromMs = happenedAtMs(state, predicate.since);
    return fromMs !== null && atMs - fromMs >= predicate.minutes * MINUTE_MS;
  }
  if ('ordered' in predicate)
    return state.orders.some(
      order => order.action === predicate.ordered && order.atMs + (predicate.minutes ?? 0) * MINUTE_MS <= atMs && !order.isCancelled,
    );
  if ('decided' in predicate) {
    const committed = state.decisions[predicate.decided]?.committed;
    return committed != null && committed.atMs <= atMs && (predicate.option === null || committed.option === predicate.option);
  }
  if ('looked' in predicate) return state.looks.some(({panel, atMs: whenMs}) => panel === predicate.looked && whenMs <= atMs);
  if ('posted' in predicate) {
    const fromMs = atMs - predicate.withinMinutes * MINUTE_MS;
    return state.posts.some(post => post.audience === predicate.posted && post.atMs >= fromMs && post.atMs <= atMs);
  }
  if ('held' in predicate) return latestBelief(state, predicate.held, atMs) >= predicate.atLeast;
  if ('all' in predicate) return predicate.all.every(each => isSo(world, state, each, atMs));
  if ('any' in predicate) return predicate.any.some(each => isSo(world, state, each, atMs));
  if ('not' in predicate) return !isSo(world, state, predicate.not, atMs);
  return unreachable(predicate);
}

type SignalPredicate = Extract<Predicate, {signal: string}>;

/** A signal must have been on that side for all of `forMinutes`. */
function hasHeld({living}: LivingWorld, state: DrillState, {signal, op, value, forMinutes}: SignalPredicate, atMs: Ms): boolean {
  const run = living(state.plan, state.nowMs);
  const column = run.columns.get(signal);
  if (column === undefined) return false;
  const last = rowAt(run, atMs);
  const first = rowAt(run, atMs - forMinutes * MINUTE_MS);
  for (let row = last; row >= first; row--) {
    if (!holds(run.table[row * run.signals.length + column] as number, {op, value})) return false;
  }
  return true;
}

/** When an inject came, a decision was committed or an action took effect; null: not yet. */
export function happenedAtMs(state: DrillState, id: string): Ms | null {
  const inject = state.rows[id];
  if (inject?.deliveredAtMs != null) return inject.deliveredAtMs;
  const committed = state.decisions[id]?.committed;
  if (committed != null) return committed.atMs;
  const order = state.orders.find(({action, worksAtMs, isCancelled}) => action === id && !isCancelled && worksAtMs <= state.nowMs);
  return order?.worksAtMs ?? null;
}

/** The newest probability that anybody gave a hypothesis; 0: nobody did. */
export function latestBelief(state: DrillState, hypothesis: string, atMs: Ms): number {
  return state.beliefs.findLast(belief => belief.hypothesis === hypothesis && belief.atMs <= atMs)?.probability ?? 0;
}

/** A number of the world as it is now. */
export const readingAt = ({living}: LivingWorld, state: DrillState, signal: string, atMs: Ms): number | undefined =>
  valueAt(living(state.plan, state.nowMs), signal, atMs);

/** The parts of a condition that ask for a signal. */
export function conditionsIn(predicate: Predicate): readonly SignalPredicate[] {
  if ('signal' in predicate) return [predicate];
  if ('not' in predicate) return conditionsIn(predicate.not);
  if ('all' in predicate) return predicate.all.flatMap(conditionsIn);
  return 'any' in predicate ? predicate.any.flatMap(conditionsIn) : [];
}

export const signalsIn = (predicate: Predicate): readonly string[] => conditionsIn(predicate).map(({signal}) => signal);

/** The signals that a panel tells of, by a reading or by its words. */
export function signalsOn(panel: Panel): readonly string[] {
  const known = onPanels.get(panel) ?? shownBy(panel);
  onPanels.set(panel, known);
  return known;
}

/** Asked at every look of every policy, and always the same. */
const onPanels = new WeakMap<Panel, readonly string[]>();
const shownBy = ({readings, says}: Panel): readonly string[] => [
  ...readings.map(({signal}) => signal),
  ...says.flatMap(({when}) => signalsIn(when)),
];

/** Every signal that a drill can ask for. */
export function signalsOf(drill: Drill, {model}: Timeline): readonly string[] {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    if ('signal' in value && typeof value.signal === 'string') found.add(value.signal);
    Object.values(value).forEach(visit);
  };
  visit([drill.msel, drill.panels, drill.decisions, drill.palette, drill.hypotheses, drill.audiences, drill.policies]);
  for (const {type, id} of model?.components ?? []) {
    if (type === 'customer') found.add(`${id}.impaired`).add(`${id}.userMinutes`);
  }
  return [...found];
}
