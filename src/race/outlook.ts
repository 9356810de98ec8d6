import {distancesTo, noWay} from './distance.js';
import type {Explored} from './explore.js';
import {breaksNeverEmpty} from './properties.js';
import type {State} from './state.js';

/** What an explored model says of each of its situations: how near the outage is, and whether there is a way back. */
export type Outlook = {readonly explored: Explored; readonly toOutage: Int16Array};

/** Of one situation. */
export type Prospect = {
  /** Steps to the nearest situation with an empty record, 0 in one; null: none can be reached any more. */
  readonly toOutage: number | null;
  /** Nothing leads back to the newest plan on every record. */
  readonly doomed: boolean;
};

/** Yields now and then, as `exploring` does. */
export function* outlooking(explored: Explored): Generator<undefined, Outlook> {
  return {explored, toOutage: yield* distancesTo(explored.space, breaksNeverEmpty)};
}

/** Of a situation that its model can come to; null for any other. */
export function prospectOf({explored, toOutage}: Outlook, state: State): Prospect | null {
  const index = explored.space.indexOf(state);
  if (index < 0) return null;
  const steps = toOutage[index] as number;
  return {toOutage: steps === noWay ? null : steps, doomed: explored.wayBack[index] === noWay};
}

/** `outage: 2 steps away at the nearest`, `outage: no longer reachable`, `EMPTY: no action of any enactor leads back`. */
export function prospectWords({toOutage, doomed}: Prospect): string {
  if (toOutage === 0) return doomed ? 'outage: now; no action of any enactor leads back' : 'outage: now';
  if (doomed) return 'no action of any enactor leads to the newest plan any more';
  if (toOutage === null) return 'outage: no longer reachable';
  return `outage: ${toOutage === 1 ? '1 step' : `${toOutage} steps`} away at the nearest`;
}
