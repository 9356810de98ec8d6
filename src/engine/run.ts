import type {Ms, Status, Timeline} from '../timeline/types.js';
import type {Plan} from './plan.js';

export type Mode = 'reactive' | 'clock';

/** What became of an action: a recorded one, or one that an edit added. */
export type FiredAction = {
  readonly id: string;
  readonly origin: 'recorded' | 'edit';
  readonly target: string;
  readonly verb: string;
  /** Null: never in this run. */
  readonly firedAtMs: Ms | null;
  /** Why it never fired, in words; empty when it did. */
  readonly reason: string;
};

/** A line that the simulation wrote by itself. */
export type LogEntry = {readonly atMs: Ms; readonly component: string; readonly text: string};

/** The status of one service over the run: changes in order of time; the first one is at the start. */
export type StatusTrack = {readonly service: string; readonly changes: readonly {readonly atMs: Ms; readonly status: Status}[]};

/** The finished simulation of a plan: one table of (rows × signals), and what happened on the way. Immutable. */
export type Run = {
  readonly timeline: Timeline;
  readonly plan: Plan;
  readonly mode: Mode;
  readonly seed: number;
  readonly startMs: Ms;
  readonly endMs: Ms;
  /** 0 for a record without a model: such a run has no rows. */
  readonly stepMs: Ms;
  readonly rows: number;
  /** Column names, `component.output`. */
  readonly signals: readonly string[];
  readonly columns: ReadonlyMap<string, number>;
  /** Row-major: `table[row * signals.length + column]`. Row r is the state at `startMs + r * stepMs`, with what happens *at* that instant included. */
  readonly table: Float64Array;
  readonly actions: readonly FiredAction[];
  readonly log: readonly LogEntry[];
  readonly tracks: ReadonlyMap<string, StatusTrack>;
};

/** A stretch in which a service was not operational, with the worst status in it. */
export type Window = {readonly service: string; readonly status: Status; readonly startsAtMs: Ms; readonly endsAtMs: Ms | null};

/** What a number is read from: enough of a run, whether it has ended or is still going on. */
export type RunTable = Pick<Run, 'startMs' | 'stepMs' | 'rows' | 'signals' | 'columns' | 'table'>;

/** The row whose instant is the last one at or before `atMs`. */
export function rowAt(run: Pick<RunTable, 'startMs' | 'stepMs' | 'rows'>, atMs: Ms): number {
  if (run.rows === 0) return 0;
  return Math.max(0, Math.min(run.rows - 1, Math.floor((atMs - run.startMs) / run.stepMs)));
}

/** One signal at one instant; `undefined` where the run has no such signal. */
export function valueAt(run: RunTable, signal: string, atMs: Ms): number | undefined {
  const column = run.columns.get(signal);
  return column === undefined ? undefined : run.table[rowAt(run, atMs) * run.signals.length + column];
}

/** The last change of a service's status at or before `atMs`. */
export function statusAt(run: Run, service: string, atMs: Ms): {readonly atMs: Ms; readonly status: Status} {
  const changes = run.tracks.get(service)?.changes ?? [];
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle]?.atMs ?? 0) <= atMs) low = middle + 1;
    else high = middle;
  }
  return changes[low - 1] ?? {atMs: run.startMs, status: 'operational'};
}
