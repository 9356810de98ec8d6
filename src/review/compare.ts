import type {Plan} from '../engine/plan.js';
import {type Run, statusAt} from '../engine/run.js';
import {type Prepared, simulate} from '../engine/simulate.js';
import {windowsOfService} from '../engine/windows.js';
import type {Ms} from '../timeline/types.js';
import {impactOf} from './impact.js';

/** One plan beside history. */
export type Compared = {
  readonly plan: Plan;
  readonly run: Run;
  readonly userMinutes: number;
  /** Its user-minutes less those of history: below 0 is better. */
  readonly versusHistory: number;
  /** Minutes not operational; services that never were are left out. */
  readonly byService: Readonly<Record<string, number>>;
  /** When everything that counts was well again for good, see `allClearOf`. Null: never in the run. */
  readonly allClearAtMs: Ms | null;
};

/** Plans side by side, each with its whole run. */
export function compareOf(prepared: Prepared, plans: readonly Plan[]): readonly Compared[] {
  const past = impactOf(prepared.history).userMinutes;
  return plans.map(plan => {
    const run = simulate(prepared, plan);
    const {userMinutes, byService} = impactOf(run);
    return {plan, run, userMinutes, versusHistory: userMinutes - past, byService, allClearAtMs: allClearOf(run, prepared.history)};
  });
}

/**
 * When the last of the services that the all-clear waits for was operational for good; the run's start when none of them ever
 * was anything else. Null: one of them never is again.
 */
export function allClearOf(run: Run, history: Run): Ms | null {
  let clearMs = run.startMs;
  for (const service of awaitedServices(history)) {
    for (const {endsAtMs} of windowsOfService(run, service)) {
      if (endsAtMs === null) return null;
      clearMs = Math.max(clearMs, endsAtMs);
    }
  }
  return clearMs;
}

/**
 * The services that the all-clear waits for: those on a plane (customers and places of communication are on none; where the
 * timeline names no planes, all), and of those the ones that were operational in history when the record says the incident was
 * over. What was not (work that is only caught up with a day later) is by the record's own words not part of the all-clear.
 */
export function awaitedServices(history: Run): readonly string[] {
  const {services, incident} = history.timeline;
  const hasPlanes = services.some(({plane}) => plane !== null);
  return services
    .filter(({id, plane}) => (plane !== null || !hasPlanes) && statusAt(history, id, incident.endsAtMs).status === 'operational')
    .map(({id}) => id);
}
