import type {Plan} from '../engine/plan.js';
import type {Prepared} from '../engine/simulate.js';
import type {Ms} from '../timeline/types.js';
import {userMinutesOf} from './score.js';

/** A plan and what it costs. */
export type Scored = {readonly plan: Plan; readonly userMinutes: number};

/** When the mitigations of a set are thrown. */
export type Timing = (mitigations: readonly string[]) => Plan;

/** With hindsight: each mitigation at its own moment, whatever the others do. */
export const atMoments =
  (moments: ReadonlyMap<string, Ms>): Timing =>
  mitigations =>
    mitigations.flatMap(mitigation => {
      const atMs = moments.get(mitigation);
      return atMs === undefined ? [] : [{op: 'add', mitigation, atMs}];
    });

/** Every set of `size` names whose first name is number `first` of the list, in the list's order. */
export function setsFrom(names: readonly string[], size: number, first: number): readonly (readonly string[])[] {
  const name = names[first];
  if (name === undefined || size < 1) return [];
  if (size === 1) return [[name]];
  const sets: (readonly string[])[] = [];
  for (let next = first + 1; next < names.length; next++) for (const rest of setsFrom(names, size - 1, next)) sets.push([name, ...rest]);
  return sets;
}

/** Those of the sets that keep the impact at or below a bound. A set whose plan throws fewer than all of its mitigations is left out. */
export function* sufficientAmong(
  prepared: Prepared,
  sets: readonly (readonly string[])[],
  timing: Timing,
  underMinutes: number,
): Generator<undefined, readonly Scored[]> {
  const found: Scored[] = [];
  for (const set of sets) {
    const plan = timing(set);
    if (plan.length === set.length) {
      const userMinutes = userMinutesOf(prepared, plan, underMinutes);
      if (userMinutes <= underMinutes) found.push({plan, userMinutes});
    }
    yield;
  }
  return found;
}

export type Sufficiency = {
  readonly mitigations: readonly string[];
  readonly timing: Timing;
  /** User-minutes that may be lost. */
  readonly underMinutes: number;
  /** Sets of at most so many mitigations are tried. */
  readonly most: number;
};

/** Every set of the smallest size that keeps the impact at or below the bound, the best first; empty when none does. */
export function smallestSufficient(prepared: Prepared, {mitigations, timing, underMinutes, most}: Sufficiency): readonly Scored[] {
  for (let size = 1; size <= most; size++) {
    const sets = mitigations.flatMap((_, first) => setsFrom(mitigations, size, first));
    const work = sufficientAmong(prepared, sets, timing, underMinutes);
    let step = work.next();
    while (step.done !== true) step = work.next();
    if (step.value.length > 0) return [...step.value].sort((a, b) => a.userMinutes - b.userMinutes);
  }
  return [];
}
