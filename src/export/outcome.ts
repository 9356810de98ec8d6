import type {Edit} from '../engine/plan.js';
import type {FiredAction, Mode, Run} from '../engine/run.js';
import {windowsOf} from '../engine/windows.js';
import {unreachable} from '../errors.js';
import type {Band, Spread} from '../review/band.js';
import {impactOf} from '../review/impact.js';
import {isoAt} from '../timeline/time.js';
import type {Ms, Status, Timeline} from '../timeline/types.js';

/** An edit as JSON: in an outcome, and in a plan file. Times are ISO-8601 with an offset. */
export type EditJson =
  | {readonly op: 'add'; readonly mitigation: string; readonly at: string}
  | {readonly op: 'remove'; readonly action: string}
  | {readonly op: 'move'; readonly action: string; readonly at: string};

/** What one run came to, for programs. The same timeline, plan, mode and seed give the same outcome. */
export type Outcome = {
  readonly timeline: string;
  /** Of the timeline file's bytes. */
  readonly timelineHash: string;
  readonly mode: Mode;
  readonly seed: number;
  /** Of everything the run computed. */
  readonly runHash: string;
  readonly edits: readonly EditJson[];
  readonly impact: {
    readonly userMinutes: number;
    /** The user-minutes of this run less those of history: below 0 is better. */
    readonly versusHistory: number;
    /** Minutes not operational. */
    readonly byService: Readonly<Record<string, number>>;
  };
  /** `endsAt` null: never in the run. */
  readonly windows: readonly {
    readonly service: string;
    readonly status: Status;
    readonly startsAt: string;
    readonly endsAt: string | null;
  }[];
  /** `firedAt` null: never in the run. */
  readonly actions: readonly {readonly id: string; readonly firedAt: string | null; readonly origin: FiredAction['origin']}[];
  /** The spread over many worlds that all reproduce the record; null: not asked for, or the timeline has none. */
  readonly band: {
    readonly worlds: number;
    /** 10th, 50th and 90th percentile. */
    readonly userMinutes: Spread;
    /** Whether nearly all worlds agree that the plan is better than history, the same, or worse. */
    readonly signStable: boolean;
  } | null;
};

/**
 * @param history the run of the empty plan, of the same timeline and seed
 * @param hashes of the timeline file and of the run
 * @param band of the same plan
 */
export function outcomeOf(
  run: Run,
  history: Run,
  hashes: {readonly timelineHash: string; readonly runHash: string},
  band: Band | null = null,
): Outcome {
  const {timeline, plan, mode, seed, actions} = run;
  const iso = (atMs: Ms | null): string | null => (atMs === null ? null : isoAt(timeline, atMs));
  const {userMinutes, byService} = impactOf(run);
  return {
    timeline: timeline.incident.id,
    timelineHash: hashes.timelineHash,
    mode,
    seed,
    runHash: hashes.runHash,
    edits: plan.map(edit => editJson(timeline, edit)),
    impact: {userMinutes, versusHistory: userMinutes - impactOf(history).userMinutes, byService},
    windows: windowsOf(run).map(({service, status, startsAtMs, endsAtMs}) => ({
      service,
      status,
      startsAt: isoAt(timeline, startsAtMs),
      endsAt: iso(endsAtMs),
    })),
    actions: actions.map(({id, firedAtMs, origin}) => ({id, firedAt: iso(firedAtMs), origin})),
    band: band === null ? null : {worlds: band.worlds, userMinutes: band.userMinutes, signStable: band.signStable},
  };
}

export function editJson(timeline: Timeline, edit: Edit): EditJson {
  switch (edit.op) {
    case 'add':
      return {op: 'add', mitigation: edit.mitigation, at: isoAt(timeline, edit.atMs)};
    case 'remove':
      return {op: 'remove', action: edit.action};
    case 'move':
      return {op: 'move', action: edit.action, at: isoAt(timeline, edit.atMs)};
    default:
      return unreachable(edit);
  }
}
