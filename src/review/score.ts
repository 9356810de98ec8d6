import type {Machine} from '../engine/machine.js';
import type {Plan} from '../engine/plan.js';
import {type Prepared, scoreOf} from '../engine/simulate.js';
import {MILLION, userMinutesOutput} from '../engine/user-minutes.js';
import {concernOf, wiringOf} from '../engine/wiring.js';
import type {Timeline} from '../timeline/types.js';

/** A difference in impact counts from this share of history's impact up; below it, two plans are as good as each other. */
export const noticeableShare = 0.001;

/**
 * The user-minutes that a plan's whole run costs, without keeping the run; 0 for a plain record.
 *
 * @param limitMinutes they never fall, so a run is given up once they are above this: then they are only known to be above it
 */
export function userMinutesOf(prepared: Prepared, plan: Plan, limitMinutes: number = Number.POSITIVE_INFINITY): number {
  const {signals, components} = customersOf(prepared);
  const read = (machine: Machine) => {
    machine.focus(components);
    const readers = signals.map(name => machine.reader(name));
    return () => {
      let millions = 0;
      for (const reader of readers) millions += reader();
      return millions;
    };
  };
  return scoreOf(prepared, plan, read, limitMinutes / MILLION) * MILLION;
}

type Customers = {
  /** Their user-minutes. */
  readonly signals: readonly string[];
  /** What can make a difference to any of them: nothing else need be simulated. */
  readonly components: ReadonlySet<string>;
};

// Keyed by the timeline itself, which never changes.
const known = new WeakMap<Timeline, Customers>();

function customersOf({timeline, history}: Prepared): Customers {
  const before = known.get(timeline);
  if (before !== undefined) return before;
  const signals = history.signals.filter(name => name.endsWith(userMinutesOutput));
  const wiring = timeline.model === null ? new Map() : wiringOf(timeline.model);
  const ids = signals.map(name => name.slice(0, -userMinutesOutput.length));
  const customers = {signals, components: new Set(ids.flatMap(id => [...concernOf(id, wiring, timeline)]))};
  known.set(timeline, customers);
  return customers;
}
