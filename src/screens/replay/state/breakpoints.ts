import {holds} from '../../../engine/orders.js';
import type {Run, StatusTrack} from '../../../engine/run.js';
import {unreachable} from '../../../errors.js';
import type {Condition, Ms, Status} from '../../../timeline/types.js';
import {countUpTo} from './timeline-index.js';

/** Where playing stops. Plain JSON; null stands for any. */
export type Breakpoint =
  | {readonly kind: 'status'; readonly service: string | null; readonly status: Status}
  | ({readonly kind: 'signal'} & Condition)
  | {readonly kind: 'time'; readonly atMs: Ms}
  | {readonly kind: 'phase'; readonly phase: string | null};

/** A moment at which playing stops, and what it says there. */
export type Stop = {readonly atMs: Ms; readonly notice: string};

/** When each breakpoint is hit in a run, in order; in the order of the breakpoints. */
export type Hits = readonly (readonly Ms[])[];

/** The moments at which the condition of a breakpoint becomes true in a run; what is so from its start never becomes it. */
export function hitsOf(run: Run, breakpoint: Breakpoint): readonly Ms[] {
  const within = momentsOf(run, breakpoint).filter(atMs => atMs > run.startMs && atMs <= run.endMs);
  return [...new Set(within)].sort((a, b) => a - b);
}

function momentsOf(run: Run, breakpoint: Breakpoint): readonly Ms[] {
  switch (breakpoint.kind) {
    case 'status': {
      const {service, status} = breakpoint;
      const tracks = service === null ? [...run.tracks.values()] : [run.tracks.get(service)];
      return tracks.flatMap(track => (track === undefined ? [] : turnsTo(track, status)));
    }
    case 'signal':
      return crossings(run, breakpoint);
    case 'time':
      return [breakpoint.atMs];
    case 'phase':
      return run.timeline.phases.filter(({id}) => breakpoint.phase === null || id === breakpoint.phase).map(({startsAtMs}) => startsAtMs);
    default:
      return unreachable(breakpoint);
  }
}

/** When a service becomes what it was not before. A record can change a status twice at one moment: the last one counts. */
function turnsTo({changes}: StatusTrack, status: Status): readonly Ms[] {
  return changes
    .filter(({atMs}, index) => changes[index + 1]?.atMs !== atMs)
    .filter((change, index, last) => change.status === status && index > 0 && last[index - 1]?.status !== status)
    .map(({atMs}) => atMs);
}

function crossings({columns, signals, table, rows, startMs, stepMs}: Run, condition: Condition): readonly Ms[] {
  const column = columns.get(condition.signal);
  if (column === undefined) return [];
  const isTrue = (row: number): boolean => holds(table[row * signals.length + column] as number, condition);
  const moments: Ms[] = [];
  let was = true;
  for (let row = 0; row < rows; row++) {
    const is = isTrue(row);
    if (is && !was) moments.push(startMs + row * stepMs);
    was = is;
  }
  return moments;
}

// Keyed by a run and a list of breakpoints, neither of which ever changes: what is kept here cannot go stale.
const known = new WeakMap<Run, WeakMap<readonly Breakpoint[], Hits>>();

/** When every breakpoint is hit in a run; worked out once for both. */
export function hitsIn(run: Run, breakpoints: readonly Breakpoint[]): Hits {
  const ofRun = known.get(run) ?? new WeakMap<readonly Breakpoint[], Hits>();
  known.set(run, ofRun);
  const hits = ofRun.get(breakpoints) ?? breakpoints.map(breakpoint => hitsOf(run, breakpoint));
  ofRun.set(breakpoints, hits);
  return hits;
}

/** The next hit of each breakpoint after a moment; undefined: it is not hit again. */
export const nextHits = (hits: Hits, atMs: Ms): readonly (Ms | undefined)[] => hits.map(times => times[countUpTo(times, atMs)]);
