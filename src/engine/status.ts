import {MINUTE_MS} from '../timeline/time.js';
import {type Ms, type Service, type Status, type StatusRule, statuses, type TimelineEvent} from '../timeline/types.js';
import type {StatusTrack} from './run.js';

/** How bad a value is: 0 operational … 3 major outage. Where `degraded` > `major`, lower is worse. */
export function severityOf(value: number, {degraded, partial, major}: StatusRule): number {
  const lowerIsWorse = degraded > major;
  const beyond = (limit: number): boolean => (lowerIsWorse ? value < limit : value >= limit);
  if (beyond(major)) return 3;
  if (beyond(partial)) return 2;
  return beyond(degraded) ? 1 : 0;
}

const statusOf = (severity: number): Status => statuses[severity] ?? 'major outage';

/** One column of a run's table. */
export type Column = {
  readonly table: Float64Array;
  readonly width: number;
  readonly column: number;
  readonly rows: number;
  readonly startMs: Ms;
  readonly stepMs: Ms;
};

/** The status of a service from its signal: worse at once, better only after `holdMinutes` on the better side. Looks at the past alone. */
export function trackOf(service: string, rule: StatusRule, {table, width, column, rows, startMs, stepMs}: Column): StatusTrack {
  const changes: {atMs: Ms; status: Status}[] = [];
  let shown = -1;
  let betterFromMs = 0;
  let bestSince = 0;
  for (let row = 0; row < rows; row++) {
    const atMs = startMs + row * stepMs;
    const severity = severityOf(table[row * width + column] as number, rule);
    if (severity >= shown) {
      if (severity > shown) changes.push({atMs, status: statusOf(severity)});
      shown = severity;
      betterFromMs = atMs + stepMs;
      bestSince = 0;
      continue;
    }
    bestSince = Math.max(bestSince, severity);
    if (atMs - betterFromMs < rule.holdMinutes * MINUTE_MS) continue;
    // The worst of what was seen during the hold: a dip to a better state for a moment does not count.
    shown = bestSince;
    changes.push({atMs, status: statusOf(shown)});
    betterFromMs = atMs + stepMs;
    bestSince = 0;
  }
  return {service, changes};
}

/** The status of every service from the record's own status changes. */
export function recordTracks(
  services: readonly Service[],
  events: readonly TimelineEvent[],
  startMs: Ms,
): ReadonlyMap<string, StatusTrack> {
  const changes = new Map(services.map(({id}) => [id, [{atMs: startMs, status: 'operational' as Status}]]));
  for (const {atMs, status, services: ids} of events) {
    if (status === null) continue;
    for (const id of ids) {
      const own = changes.get(id);
      if (own !== undefined && own.at(-1)?.status !== status) own.push({atMs, status});
    }
  }
  return new Map([...changes].map(([service, own]) => [service, {service, changes: own}]));
}
