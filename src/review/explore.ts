import {history, type Plan} from '../engine/plan.js';
import {type Prepared, prepare, simulate} from '../engine/simulate.js';
import {userMinutesAt} from '../engine/user-minutes.js';
import {MINUTE_MS} from '../timeline/time.js';
import type {Ms, Timeline} from '../timeline/types.js';
import {allClearOf} from './compare.js';
import {followerOf} from './cues.js';
import {type LatestUseful, latestUsefulWork} from './latest-useful.js';
import {noticeableShare, userMinutesOf} from './score.js';
import {type Candidate, climbWork, type Found, type Space} from './search.js';
import {atMoments, type Scored, setsFrom, sufficientAmong, type Timing} from './sufficient.js';

/** Without hindsight a response waits a number of these, up to so many. */
const waitMs = 5 * MINUTE_MS;
const longestWait = 48;

/** What is explored. Everything found follows from it and the timeline. */
export type Settings = {
  readonly seed: number;
  /** Plans have at most so many actions. */
  readonly maxActions: number;
  /** False: a mitigation can only be thrown when its cue has been seen in the run so far. */
  readonly hindsight: boolean;
  /** Nothing is thrown before. */
  readonly fromMs: Ms;
  /** The search's own step; what it finds is simulated again at the model's. */
  readonly searchStepMs: Ms;
  /** What a sufficient set may cost, in user-minutes. */
  readonly underMinutes: number;
};

/** A piece of the work that depends on no other piece of its kind. */
export type Job =
  | {readonly kind: 'climb'; readonly number: number; readonly evaluations: number}
  | {readonly kind: 'latest'; readonly mitigation: string}
  /** The sufficient ones of the sets of a size that begin with mitigation number `first`. `moments`: with hindsight, when each is thrown. */
  | {readonly kind: 'sets'; readonly size: number; readonly first: number; readonly moments: readonly (readonly [string, Ms])[]};

/** A plan with what came of it. */
export type Checked = Scored & {
  /** Null: never. */
  readonly allClearAtMs: Ms | null;
  /** What it is ranked by: user-minutes as the search saw them, and the price of its actions. */
  readonly worth: number;
  /** In the order of the mitigations' names, as the search counts them; empty where there was no search. */
  readonly moments: readonly number[];
};

type ResultOf = {
  readonly climb: Found | null;
  readonly latest: LatestUseful;
  readonly sets: readonly Checked[];
};
export type Result<K extends Job['kind'] = Job['kind']> = ResultOf[K];

/** Does jobs, in slices of a run or two. */
export type Explorer = (job: Job) => Generator<unknown, Result>;

/** The mitigations that can be in a plan: without hindsight only those with a cue; the others had to be prepared in advance. */
export const candidatesOf = ({mitigations}: Timeline, hindsight: boolean): readonly string[] =>
  mitigations.filter(({cue}) => hindsight || cue !== null).map(({id}) => id);

/** Makes the timeline ready at both steps; the coarse one only when it is needed. */
export function explorerOf(timeline: Timeline, settings: Settings): Explorer {
  const prepared = prepare(timeline, {seed: settings.seed});
  let coarse: Space | null = null;
  const spaceOf = (): Space => {
    coarse ??= space(prepare(timeline, {seed: settings.seed, stepMs: settings.searchStepMs}), settings);
    return coarse;
  };
  const follow = followerOf(prepared, settings.fromMs);
  const price = priceOf(prepared);
  const timingOf = (moments: readonly (readonly [string, Ms])[]): Timing =>
    settings.hindsight ? atMoments(new Map(moments)) : set => follow(set.map(mitigation => ({mitigation, waitMs: 0})));
  return function* (job) {
    switch (job.kind) {
      case 'climb':
        return yield* climbWork(spaceOf(), {...job, seed: settings.seed});
      case 'latest':
        return yield* latestUsefulWork(prepared, job.mitigation, history, settings.fromMs);
      case 'sets': {
        const sets = setsFrom(candidatesOf(timeline, settings.hindsight), job.size, job.first);
        const found = yield* sufficientAmong(prepared, sets, timingOf(job.moments), settings.underMinutes);
        return found.map(({plan, userMinutes}) => checked(prepared, plan, {candidate: [], worth: userMinutes + price * plan.length}));
      }
      default:
        return job satisfies never;
    }
  };
}

/** The whole runs of what the search found, at the model's step. */
export function checkedAll(prepared: Prepared, settings: Settings, found: readonly Found[]): readonly Checked[] {
  const {planOf} = space(prepared, settings);
  return found.map(each => checked(prepared, planOf(each.candidate), each));
}

/** An action that saves less than this is not worth doing, in user-minutes. */
const priceOf = ({history: past}: Prepared): number => noticeableShare * userMinutesAt(past, past.endMs);

/** The whole run of a plan that was found. */
function checked(prepared: Prepared, plan: Plan, {candidate, worth}: Pick<Found, 'candidate' | 'worth'>): Checked {
  const run = simulate(prepared, plan);
  return {
    plan,
    userMinutes: userMinutesAt(run, run.endMs),
    allClearAtMs: allClearOf(run, prepared.history),
    worth,
    moments: candidate.map(({moment}) => moment),
  };
}

/** With hindsight a moment is a minute of the run. */
const planAt = ({history: past}: Prepared, candidate: Candidate): Plan =>
  candidate.map(({mitigation, moment}) => ({op: 'add', mitigation, atMs: past.startMs + moment * MINUTE_MS}));

function space(prepared: Prepared, {hindsight, fromMs, maxActions}: Settings): Space {
  const {timeline, history: past} = prepared;
  const follow = followerOf(prepared, fromMs);
  const minuteOf = (atMs: Ms): number => Math.max(0, (atMs - past.startMs) / MINUTE_MS);
  const plans = hindsight
    ? {
        firstMoment: Math.ceil(minuteOf(fromMs)),
        lastMoment: Math.floor(minuteOf(Math.min(timeline.incident.endsAtMs, past.endMs))),
        planOf: (candidate: Candidate) => planAt(prepared, candidate),
      }
    : {
        firstMoment: 0,
        lastMoment: longestWait,
        planOf: (candidate: Candidate) => follow(candidate.map(({mitigation, moment}) => ({mitigation, waitMs: moment * waitMs}))),
      };
  return {
    ...plans,
    mitigations: candidatesOf(timeline, hindsight),
    most: maxActions,
    costOf: (plan, limitMinutes) => userMinutesOf(prepared, plan, limitMinutes),
    price: priceOf(prepared),
  };
}
