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
