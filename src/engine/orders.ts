import {unreachable} from '../errors.js';
import {mechanismOf} from '../mechanisms/index.js';
import {MINUTE_MS} from '../timeline/time.js';
import type {ActionSpec, Comparison, Condition, Cue, JsonObject, Mitigation, Model, Ms, Timeline} from '../timeline/types.js';
import type {Machine} from './machine.js';
import type {Plan} from './plan.js';
import type {Mode} from './run.js';

/** Something that people will do in a run, if its moment comes. */
export type Order = {
  readonly id: string;
  readonly origin: 'recorded' | 'edit';
  readonly target: string;
  readonly verb: string;
  readonly params: JsonObject;
  /** When it is done by the clock; null: when its cue says so. */
  readonly clockMs: Ms | null;
  readonly cue: Cue | null;
  readonly precondition: Condition | null;
  /** Reads the signal of its cue or precondition. */
  readonly read: () => number;
  /** Verbs on the same target that a recorded action no longer carries out after this one. */
  readonly overrules: readonly string[];
  /** An edit left it out. */
  readonly removed: boolean;
};

export function holds(value: number, {op, value: limit}: {readonly op: Comparison; readonly value: number}): boolean {
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
}

const readerOf = (condition: Condition | null, machine: Machine): (() => number) =>
  condition === null ? () => 0 : machine.reader(condition.signal);

function recordedOrder({id, target, verb, params, when, atMs}: ActionSpec, plan: Plan, mode: Mode, machine: Machine): Order {
  const moved = plan.findLast(edit => edit.op === 'move' && edit.action === id);
  const byClock = mode === 'clock' || when === null;
  return {
    id,
    origin: 'recorded',
    target,
    verb,
    params,
    clockMs: moved?.op === 'move' ? moved.atMs : byClock ? atMs : null,
    cue: when,
    precondition: null,
    read: readerOf(when, machine),
    overrules: [],
    removed: plan.some(edit => edit.op === 'remove' && edit.action === id),
  };
}

function thrownOrder({id, target, verb, params, precondition, leadMinutes}: Mitigation, atMs: Ms, model: Model, machine: Machine): Order {
  const type = model.components.find(component => component.id === target)?.type ?? '';
  return {
    id,
    origin: 'edit',
    target,
    verb,
    params,
    clockMs: atMs + leadMinutes * MINUTE_MS,
    cue: null,
    precondition,
    read: readerOf(precondition, machine),
    overrules: mechanismOf(type)?.verbs[verb]?.overrules ?? [],
    removed: false,
  };
}

/** Every order of a run: what the record did, as the plan changes it, then what a person threw. */
export function ordersOf(timeline: Timeline, model: Model, plan: Plan, mode: Mode, machine: Machine): readonly Order[] {
  const recorded = model.actions.map(action => recordedOrder(action, plan, mode, machine));
  const thrown = plan.flatMap(edit => {
    if (edit.op !== 'add') return [];
    const mitigation = timeline.mitigations.find(({id}) => id === edit.mitigation);
    return mitigation === undefined ? [] : [thrownOrder(mitigation, edit.atMs, model, machine)];
  });
  return [...recorded, ...thrown];
}
