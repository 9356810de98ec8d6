import {unreachable} from '../errors.js';
import type {ActionSpec, Comparison, Condition, Cue, JsonObject, Mitigation, Model, Ms, Timeline} from '../timeline/types.js';
import type {Machine} from './compile.js';
import {mechanismOf} from './mechanisms/index.js';
import type {Plan} from './plan.js';
import type {FiredAction, Mode} from './run.js';

const MINUTE_MS = 60_000;

/** How long after its cue each recorded action came, by action id. Derived from the record, see `prepare`. */
export type ResponseDelays = ReadonlyMap<string, Ms>;

type Order = {
  readonly id: string;
  readonly origin: 'recorded' | 'edit';
  readonly target: string;
  readonly verb: string;
  readonly params: JsonObject;
  /** When it is done by the clock; null: when its cue says so. */
  readonly clockMs: Ms | null;
  readonly action: ActionSpec | null;
  readonly precondition: Condition | null;
  /** Reads the signal of its cue or precondition. */
  readonly read: () => number;
  /** An edit left it out. */
  readonly removed: boolean;
};

/** What is known of an order while a run goes on. */
type Progress = {seenFromMs: Ms | null; cueMs: Ms | null; firedAtMs: Ms | null; reason: string};

export type Operators = {
  /** Does what is due at this row's instant; true when anything was done. */
  act(atMs: Ms): boolean;
  outcome(): readonly FiredAction[];
  /** When each recorded action's cue was complete, for the response delays. */
  cues(): ReadonlyMap<string, Ms>;
};

const holds = (value: number, op: Comparison, limit: number): boolean => {
  switch (op) {
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>=':
      return value >= limit;
    case '>':
      return value > limit;
    default:
      return unreachable(op);
  }
};

const readerOf = (condition: Condition | null, machine: Machine): (() => number) =>
  condition === null ? () => 0 : machine.reader(condition.signal);

function recordedOrder(action: ActionSpec, plan: Plan, mode: Mode, machine: Machine): Order {
  const moved = plan.findLast(edit => edit.op === 'move' && edit.action === action.id);
  const byClock = mode === 'clock' || action.when === null;
  return {
    id: action.id,
    origin: 'recorded',
    target: action.target,
    verb: action.verb,
    params: action.params,
    clockMs: moved?.op === 'move' ? moved.atMs : byClock ? action.atMs : null,
    action,
    precondition: null,
    read: readerOf(action.when, machine),
    removed: plan.some(edit => edit.op === 'remove' && edit.action === action.id),
  };
}

const thrownOrder = ({id, target, verb, params, precondition, leadMinutes}: Mitigation, atMs: Ms, machine: Machine): Order => ({
  id,
  origin: 'edit',
  target,
  verb,
  params,
  clockMs: atMs + leadMinutes * MINUTE_MS,
  action: null,
  precondition,
  read: readerOf(precondition, machine),
  removed: false,
});

/** Every order of a run: what the record did, as the plan changes it, then what a person threw. */
function ordersOf(timeline: Timeline, model: Model, plan: Plan, mode: Mode, machine: Machine): readonly Order[] {
  const recorded = model.actions.map(action => recordedOrder(action, plan, mode, machine));
  const thrown = plan.flatMap(edit => {
    if (edit.op !== 'add') return [];
    const mitigation = timeline.mitigations.find(({id}) => id === edit.mitigation);
    return mitigation === undefined ? [] : [thrownOrder(mitigation, edit.atMs, machine)];
  });
  return [...recorded, ...thrown];
}

/**
 * The people of a run. A recorded action is *reactive*: its cue must hold for its dwell, then the response delay of the record
 * passes, then it is done, if the cue still holds (else as soon as it holds again). A thrown mitigation is done after its lead
 * time if its precondition holds then. A person's order is not undone by a recorded one whose verb it overrules.
 */
export function operatorsOf(timeline: Timeline, model: Model, plan: Plan, mode: Mode, delays: ResponseDelays, machine: Machine): Operators {
  const orders = ordersOf(timeline, model, plan, mode, machine);
  const progress = orders.map(
    (order): Progress => ({seenFromMs: null, cueMs: null, firedAtMs: null, reason: order.removed ? 'left out' : ''}),
  );
  const typeOf = new Map(model.components.map(({id, type}) => [id, type]));
  const done: Order[] = [];
  const overruled: {readonly target: string; readonly verb: string; readonly by: string}[] = [];

  const cueHolds = ({op, value, after}: Cue, read: () => number): boolean => holds(read(), op, value) && followed(after);
  /** One of these recorded actions, or the same order by a person, has been done. */
  const followed = (after: readonly string[]): boolean =>
    after.length === 0 ||
    after.some(id => {
      const named = model.actions.find(action => action.id === id);
      return done.some(order => order.id === id || (order.target === named?.target && order.verb === named.verb));
    });
  const watch = (order: Order, state: Progress, atMs: Ms): boolean => {
    const cue = order.action?.when ?? null;
    if (cue === null) return false;
    const seen = cueHolds(cue, order.read);
    state.seenFromMs = seen ? (state.seenFromMs ?? atMs) : null;
    if (state.cueMs === null && state.seenFromMs !== null && atMs - state.seenFromMs >= cue.forMinutes * MINUTE_MS) state.cueMs = atMs;
    return seen;
  };
  const isDue = (order: Order, state: Progress, atMs: Ms): boolean => {
    const seen = watch(order, state, atMs);
    if (order.clockMs !== null) return atMs >= order.clockMs;
    const delayMs = delays.get(order.id);
    return seen && state.cueMs !== null && delayMs !== undefined && atMs >= state.cueMs + delayMs;
  };
  /** Why a due order cannot be done; empty when it can. */
  const obstacle = ({origin, target, verb, precondition, read}: Order): string => {
    const by = origin === 'recorded' ? overruled.find(other => other.target === target && other.verb === verb)?.by : undefined;
    if (by !== undefined) return `overruled by ${by}`;
    if (precondition === null) return '';
    const value = read();
    return holds(value, precondition.op, precondition.value)
      ? ''
      : `needs ${precondition.signal} ${precondition.op} ${precondition.value}; it was ${Number(value.toPrecision(3))}`;
  };
  const carryOut = (order: Order, state: Progress, atMs: Ms) => {
    machine.act(order.target, order.verb, order.params, atMs);
    state.firedAtMs = atMs;
    if (order.origin === 'recorded') return;
    const overrules = mechanismOf(typeOf.get(order.target) ?? '')?.verbs[order.verb]?.overrules ?? [];
    overruled.push(...overrules.map(verb => ({target: order.target, verb, by: order.id})));
  };
  return {
    act(atMs) {
      // What is done in this row counts as done from the next one: the order of the list must not matter.
      const now: Order[] = [];
      orders.forEach((order, index) => {
        const state = progress[index] as Progress;
        if (order.removed || state.firedAtMs !== null || state.reason !== '' || !isDue(order, state, atMs)) return;
        state.reason = obstacle(order);
        if (state.reason !== '') return;
        carryOut(order, state, atMs);
        now.push(order);
      });
      done.push(...now);
      return now.length > 0;
    },
    outcome: () =>
      orders.map(({id, origin, target, verb}, index) => {
        const {firedAtMs, reason} = progress[index] as Progress;
        return {id, origin, target, verb, firedAtMs, reason: firedAtMs === null && reason === '' ? 'its moment never came' : reason};
      }),
    cues: () =>
      new Map(orders.flatMap(({id}, index) => (progress[index]?.cueMs == null ? [] : [[id, progress[index].cueMs as Ms] as const]))),
  };
}
