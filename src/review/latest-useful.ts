import {history, type Plan, takeBack, throwAt} from '../engine/plan.js';
import {type Run, rowAt} from '../engine/run.js';
import {type Prepared, type Standing, simulate, standingAt} from '../engine/simulate.js';
import {userMinutesAt} from '../engine/user-minutes.js';
import {MINUTE_MS} from '../timeline/time.js';
import type {Ms} from '../timeline/types.js';
import {noticeableShare, userMinutesOf} from './score.js';

const bestGridMinutes = 10;

/** Until when a mitigation helps. Everything is in the run of one plan with this mitigation thrown in addition. */
export type LatestUseful = {
  readonly mitigation: string;
  /** The last minute at which throwing it saves a noticeable share of history's impact (0.1 %); null: there is none. */
  readonly atMs: Ms | null;
  /** User-minutes that it saves when thrown at that minute; 0 where there is none. */
  readonly gainMinutes: number;
  /** Of every tenth minute and the one above: the last that saves as much as the best one, but for 0.1 % of history's impact. */
  readonly bestAtMs: Ms | null;
  readonly bestGainMinutes: number;
};

/**
 * The latest useful moment of a mitigation, on a grid of minutes from `fromMs` (default: the run's start) to the end of the
 * incident. Nothing is assumed about how the gain goes with time: every minute after the answer has been looked at.
 *
 * @param plan what else is done; default: history
 */
export function latestUseful(prepared: Prepared, mitigation: string, plan: Plan = history, fromMs?: Ms): LatestUseful {
  const work = latestUsefulWork(prepared, mitigation, plan, fromMs);
  for (;;) {
    const {done, value} = work.next();
    if (done === true) return value;
  }
}

/** The same in slices: each `next` simulates at most a run or two, and gives the minute that it has come to. */
export function* latestUsefulWork(
  prepared: Prepared,
  mitigation: string,
  plan: Plan = history,
  fromMs: Ms = prepared.history.startMs,
): Generator<Ms, LatestUseful> {
  const never = {mitigation, atMs: null, gainMinutes: 0, bestAtMs: null, bestGainMinutes: 0};
  const scan = scanOf(prepared, mitigation, plan);
  if (prepared.engine === null) return never;
  const startMs = Math.max(fromMs, prepared.history.startMs);
  const lastMs = Math.min(prepared.timeline.incident.endsAtMs, prepared.history.endMs);
  for (let atMs = startMs + Math.floor((lastMs - startMs) / MINUTE_MS) * MINUTE_MS; atMs >= startMs; atMs -= MINUTE_MS) {
    if (scan.isTooLate(atMs)) continue;
    yield atMs;
    if (scan.isAsGoodAsAMinuteLater(atMs)) continue;
    const gainMinutes = scan.gainAt(atMs, scan.tolerance);
    yield atMs;
    if (gainMinutes > scan.tolerance) return {mitigation, atMs, gainMinutes, ...(yield* bestOf(scan, startMs, atMs))};
  }
  return never;
}

type Scan = {
  /** Gains up to this are not noticeable, in user-minutes. */
  readonly tolerance: number;
  /** What is still to be lost when it takes effect is not noticeable. */
  isTooLate(atMs: Ms): boolean;
  isAsGoodAsAMinuteLater(atMs: Ms): boolean;
  /** User-minutes saved; where they are below `least`, only known to be. */
  gainAt(atMs: Ms, least: number): number;
};

function scanOf(prepared: Prepared, mitigation: string, plan: Plan): Scan {
  const others = takeBack(plan, mitigation);
  const base = simulate(prepared, others);
  const cost = userMinutesAt(base, base.endMs);
  const tolerance = noticeableShare * userMinutesAt(prepared.history, prepared.history.endMs);
  const leadMs = (prepared.timeline.mitigations.find(({id}) => id === mitigation)?.leadMinutes ?? 0) * MINUTE_MS;
  const thrown = (atMs: Ms): Plan => throwAt(others, mitigation, atMs);
  return {
    tolerance,
    isTooLate: atMs => cost - userMinutesAt(base, atMs + leadMs) <= tolerance,
    isAsGoodAsAMinuteLater(atMs) {
      if (others.length > 0) return false; // without a fork from history the look costs as much as the answer
      const meetMs = firstRowFrom(base, atMs + MINUTE_MS + leadMs);
      const earlier = standingAt(prepared, thrown(atMs), meetMs);
      const later = standingAt(prepared, thrown(atMs + MINUTE_MS), meetMs);
      return earlier !== null && later !== null && isSameFuture(earlier, later, mitigation);
    },
    gainAt: (atMs, least) => cost - userMinutesOf(prepared, thrown(atMs), cost - least),
  };
}

/** The first row's instant at or after this one. */
function firstRowFrom(run: Run, atMs: Ms): Ms {
  const rowMs = run.startMs + rowAt(run, atMs) * run.stepMs;
  return rowMs < atMs ? rowMs + run.stepMs : rowMs;
}

/** Two runs that threw the same mitigation at different times have come to the same state: bit for bit, they go on alike. */
function isSameFuture(one: Standing, other: Standing, thrown: string): boolean {
  for (const [id, progress] of one.progress) {
    const that = other.progress.get(id);
    if (that === undefined) return false;
    if (id === thrown) {
      if ((progress.firedAtMs === null) !== (that.firedAtMs === null)) return false;
      if ((progress.reason === '') !== (that.reason === '')) return false;
    } else if (progress.seenFromMs !== that.seenFromMs || progress.cueMs !== that.cueMs || progress.firedAtMs !== that.firedAtMs) {
      return false;
    } else if (progress.reason !== that.reason) return false;
  }
  return one.values.every((value, slot) => Object.is(value, other.values[slot]));
}

/** The best of the tenth minutes up to the latest useful one. */
function* bestOf({gainAt, tolerance}: Scan, startMs: Ms, latestMs: Ms): Generator<Ms, Pick<LatestUseful, 'bestAtMs' | 'bestGainMinutes'>> {
  const moments: Ms[] = [];
  for (let atMs = startMs; atMs < latestMs; atMs += bestGridMinutes * MINUTE_MS) moments.push(atMs);
  let most = 0;
  const tried: {readonly atMs: Ms; readonly gain: number}[] = [];
  for (const atMs of [latestMs, ...moments]) {
    const gain = gainAt(atMs, most - tolerance);
    tried.push({atMs, gain});
    most = Math.max(most, gain);
    yield atMs;
  }
  const good = tried.filter(({gain}) => gain >= most - tolerance).sort((a, b) => b.atMs - a.atMs);
  return {bestAtMs: good[0]?.atMs ?? null, bestGainMinutes: good[0]?.gain ?? 0};
}
