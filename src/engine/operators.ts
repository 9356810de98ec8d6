import {MINUTE_MS} from '../timeline/time.js';
import type {Ms} from '../timeline/types.js';
import type {Machine} from './machine.js';
import {holds, type Order} from './orders.js';
import type {FiredAction} from './run.js';

/** How long after its cue each recorded action came, by action id. Derived from the record, see `prepare`. */
export type ResponseDelays = ReadonlyMap<string, Ms>;

/** What is known of an order while a run goes on; a reason: why it will not be done. */
export type Progress = {seenFromMs: Ms | null; cueMs: Ms | null; firedAtMs: Ms | null; reason: string};

export type Operators = {
  /** Does what is due at this row's instant; true when anything was done. */
  act(atMs: Ms): boolean;
  outcome(): readonly FiredAction[];
  /** How far each order is, by id: what `from` takes. */
  progress(): ReadonlyMap<string, Readonly<Progress>>;
  /** When each recorded action's cue was complete, for the response delays. */
  cues(): ReadonlyMap<string, Ms>;
};

/** The orders of a run and how far each is. */
type Desk = {readonly orders: readonly Order[]; readonly progress: readonly Progress[]; readonly delays: ResponseDelays};

/** Done in an earlier row: within one row the order of the list must not matter. */
function wasDone({progress}: Desk, index: number, atMs: Ms): boolean {
  const {firedAtMs} = progress[index] as Progress;
  return firedAtMs !== null && firedAtMs < atMs;
}

/** One of these recorded actions, or the same order by a person, has been done. */
function isFollowed(desk: Desk, after: readonly string[], atMs: Ms): boolean {
  if (after.length === 0) return true;
  return after.some(id => {
    const named = desk.orders.find(order => order.id === id);
    const isSame = (order: Order): boolean => order.id === id || (order.target === named?.target && order.verb === named.verb);
    return desk.orders.some((order, index) => isSame(order) && wasDone(desk, index, atMs));
  });
}

function isDue(desk: Desk, {id, cue, read, clockMs}: Order, state: Progress, atMs: Ms): boolean {
  const seen = cue !== null && holds(read(), cue) && isFollowed(desk, cue.after, atMs);
  state.seenFromMs = seen ? (state.seenFromMs ?? atMs) : null;
  const isComplete = cue !== null && state.seenFromMs !== null && atMs - state.seenFromMs >= cue.forMinutes * MINUTE_MS;
  if (isComplete) state.cueMs ??= atMs;
  if (clockMs !== null) return atMs >= clockMs;
  const delayMs = desk.delays.get(id);
  return seen && state.cueMs !== null && delayMs !== undefined && atMs >= state.cueMs + delayMs;
}

/** Why a due order cannot be done; empty when it can. */
function obstacleTo({orders, progress}: Desk, {origin, target, verb, precondition, read}: Order): string {
  const overruling = orders.find(
    (other, index) => other.target === target && other.overrules.includes(verb) && progress[index]?.firedAtMs != null,
  );
  if (origin === 'recorded' && overruling !== undefined) return `overruled by ${overruling.id}`;
  if (precondition === null || holds(read(), precondition)) return '';
  return `needs ${precondition.signal} ${precondition.op} ${precondition.value}; it was ${Number(read().toPrecision(3))}`;
}

const leftOut = 'left out';

/** A mitigation may have the name of a recorded action. */
const progressKey = (origin: Order['origin'], id: string): string => (origin === 'recorded' ? id : `edit ${id}`);

/**
 * The people of a run. A recorded action is *reactive*: its cue must hold for its dwell, then the response delay of the record
 * passes, then it is done, if the cue still holds (else as soon as it holds again). A thrown mitigation is done after its lead
 * time if its precondition holds then. A person's order is not undone by a recorded one whose verb it overrules.
 *
 * @param from how far the orders of an earlier run were, to go on from there
 */
export function operatorsOf(
  orders: readonly Order[],
  delays: ResponseDelays,
  machine: Machine,
  from: ReadonlyMap<string, Readonly<Progress>> = new Map(),
): Operators {
  const progress = orders.map(({id, origin, removed}): Progress => {
    const fresh = {seenFromMs: null, cueMs: null, firedAtMs: null, reason: ''};
    const earlier = {...fresh, ...from.get(progressKey(origin, id))};
    if (removed) return {...earlier, reason: leftOut};
    // An action that was left out so far may be done from now on.
    return earlier.reason === leftOut ? {...earlier, reason: ''} : earlier;
  });
  const desk: Desk = {orders, progress, delays};
  return {
    act(atMs) {
      let acted = false;
      orders.forEach((order, index) => {
        const state = progress[index] as Progress;
        if (state.firedAtMs !== null || state.reason !== '' || !isDue(desk, order, state, atMs)) return;
        state.reason = obstacleTo(desk, order);
        if (state.reason !== '') return;
        machine.act(order.target, order.verb, order.params, atMs);
        state.firedAtMs = atMs;
        acted = true;
      });
      return acted;
    },
    outcome: () =>
      orders.map(({id, origin, target, verb}, index) => {
        const {firedAtMs, reason} = progress[index] as Progress;
        return {id, origin, target, verb, firedAtMs, reason: firedAtMs === null && reason === '' ? 'its moment never came' : reason};
      }),
    progress: () => new Map(orders.map(({id, origin}, index) => [progressKey(origin, id), {...(progress[index] as Progress)}])),
    cues: () =>
      new Map(
        orders.flatMap(({id}, index) => {
          const cueMs = progress[index]?.cueMs ?? null;
          return cueMs === null ? [] : [[id, cueMs] as const];
        }),
      ),
  };
}
