import {history, type Plan} from '../engine/plan.js';
import {type Prepared, prepare} from '../engine/simulate.js';
import {TimelineError} from '../errors.js';
import {randomAt} from '../model/random.js';
import type {Ms, Parameter, Timeline, Worlds} from '../timeline/types.js';
import {calibrateOf, fitsOf, rounded} from './calibrate.js';
import {fidelityOf} from './fidelity.js';
import {noticeableShare, userMinutesOf} from './score.js';

/** The step of every world's runs: twice the flagship's own, for half the time. */
export const worldStepMs: Ms = 30_000;

/**
 * The parameters that a world draws: those that the record does not settle, and that say how far they could be off. Not those that
 * are published, nor those fitted to anything.
 */
export const drawnParameters = (timeline: Timeline): readonly string[] =>
  Object.entries(timeline.model?.parameters ?? {})
    .filter(([, {origin, range, fits}]) => range !== null && fits === null && !/^(?:published|fitted)/.test(origin))
    .map(([name]) => name);

/** A first fit this many tolerances off is not worth a second sweep. */
const hopelessFactor = 3;

/** One possible world, or null where no fitting reproduces the record in it. */
export type Draw = Readonly<Record<string, number>> | null;

/**
 * Draw number `draw`: every unsettled parameter anew from its range (evenly on a logarithmic scale), then every fitted one fitted
 * again. Accepted when each predicted or fitted edge is within the tolerance.
 */
export function drawOf(timeline: Timeline, seed: number, draw: number, toleranceMinutes: number): Draw {
  const {model} = timeline;
  if (model === null) return null;
  const drawn = Object.fromEntries(
    drawnParameters(timeline).map(name => {
      const [low, high] = (model.parameters[name] as Parameter).range as readonly [number, number];
      return [name, rounded(between(low, high, randomAt(seed, name, draw)))];
    }),
  );
  const parameters = Object.fromEntries(
    Object.entries(model.parameters).map(([name, parameter]) => [name, {...parameter, value: drawn[name] ?? parameter.value}]),
  );
  const world: Timeline = {...timeline, model: {...model, parameters}};
  const fitted = calibrateOf(world, {stepMs: worldStepMs, giveUpMinutes: hopelessFactor * toleranceMinutes});
  if (fitted === null) return null;
  const values = {...drawn, ...fitted.values};
  return agrees(timeline, values, toleranceMinutes) ? values : null;
}

/** Whether a world reproduces the record: each predicted and fitted edge is there, and within the tolerance. */
export function agrees(timeline: Timeline, parameters: Readonly<Record<string, number>>, toleranceMinutes: number): boolean {
  const prepared = preparedOrNull(timeline, parameters);
  if (prepared === null) return false;
  return fidelityOf(prepared)
    .edges.filter(edge => edge.class === 'predicted' || edge.class === 'fitted')
    .every(({errorMinutes}) => errorMinutes !== null && Math.abs(errorMinutes) <= toleranceMinutes);
}

/** Null: with these values a recorded action would come before its own cue. */
function preparedOrNull(timeline: Timeline, parameters: Readonly<Record<string, number>>): Prepared | null {
  try {
    return prepare(timeline, {parameters, stepMs: worldStepMs});
  } catch (error) {
    if (error instanceof TimelineError) return null;
    throw error;
  }
}

const between = (low: number, high: number, share: number): number => (low > 0 ? low * (high / low) ** share : low + (high - low) * share);

/** Draws in order → the ensemble: the first `wanted` that were accepted. */
export function worldsFrom(
  timeline: Timeline,
  draws: readonly Draw[],
  {seed, wanted, toleranceMinutes}: {readonly seed: number; readonly wanted: number; readonly toleranceMinutes: number},
): Worlds {
  const parameters = [...drawnParameters(timeline), ...fitsOf(timeline).map(({name}) => name)];
  const accepted = draws.flatMap((values, draw) => (values === null ? [] : [{draw, values}])).slice(0, wanted);
  return {
    seed,
    drawn: accepted.length === wanted ? (accepted.at(-1)?.draw ?? -1) + 1 : draws.length,
    toleranceMinutes,
    parameters,
    values: accepted.map(({values}) => parameters.map(name => values[name] as number)),
  };
}

/** In this share of the worlds a plan must go the same way. */
const certainty = 0.95;

/** User-minutes of history and of a plan, in one world. */
export type Sample = {readonly history: number; readonly plan: number};

/** The 10th, 50th and 90th percentile over the worlds. */
export type Spread = readonly [p10: number, p50: number, p90: number];

/** What a plan comes to over many worlds that all reproduce the record; each world is held against its own history. */
export type Band = {
  readonly worlds: number;
  readonly userMinutes: Spread;
  /** Saved or lost, as a share of history's user-minutes: -0.3 is 30 % better. */
  readonly versusHistory: Spread;
  /** The same in user-minutes. */
  readonly versusHistoryUserMinutes: Spread;
  /** In how many worlds the plan is better than history, the same, and worse. */
  readonly better: number;
  readonly same: number;
  readonly worse: number;
  /** Whether nearly all worlds agree on better, same or worse. If not, the sign of any single number is a guess. */
  readonly signStable: boolean;
};

export const hasWorlds = ({model}: Timeline): boolean => (model?.worlds?.values.length ?? 0) > 0;

/** The night of one accepted world. */
export function worldPrepared(timeline: Timeline, index: number, stepMs: Ms = worldStepMs): Prepared {
  const worlds = timeline.model?.worlds;
  const values = worlds?.values[index];
  if (worlds == null || values === undefined) throw new RangeError(`${timeline.incident.id} has no world ${index}`);
  return prepare(timeline, {stepMs, parameters: Object.fromEntries(worlds.parameters.map((name, at) => [name, values[at] as number]))});
}

/** The same, for scores alone (`sampleOf`): history without its table, which no score needs; the tables of fifty worlds are 350 MB. */
export function worldForScores(timeline: Timeline, index: number, stepMs: Ms = worldStepMs): Prepared {
  const world = worldPrepared(timeline, index, stepMs);
  return {...world, history: {...world.history, rows: 0, table: new Float64Array(0)}};
}

/** Every accepted world, one after the other, for scores. */
export function* worldsOf(timeline: Timeline, stepMs: Ms = worldStepMs): Generator<Prepared> {
  const count = timeline.model?.worlds?.values.length ?? 0;
  for (let index = 0; index < count; index++) yield worldForScores(timeline, index, stepMs);
}

/** A plan in one world: a few milliseconds, so that a console can take one at a time. */
export const sampleOf = (world: Prepared, plan: Plan): Sample => ({
  history: userMinutesOf(world, history),
  plan: userMinutesOf(world, plan),
});

/** A plan over every world. */
export const bandOf = (worlds: Iterable<Prepared>, plan: Plan): Band => bandSoFar(Array.from(worlds, world => sampleOf(world, plan)));

/** The band of the worlds computed so far; of none, nothing is certain. */
export function bandSoFar(samples: readonly Sample[]): Band {
  const shares = samples.map(({history: past, plan}) => (past === 0 ? Math.sign(plan) : plan / past - 1));
  const better = shares.filter(share => share < -noticeableShare).length;
  const worse = shares.filter(share => share > noticeableShare).length;
  const same = samples.length - better - worse;
  return {
    worlds: samples.length,
    userMinutes: spreadOf(samples.map(({plan}) => plan)),
    versusHistory: spreadOf(shares),
    versusHistoryUserMinutes: spreadOf(samples.map(({history: past, plan}) => plan - past)),
    better,
    same,
    worse,
    signStable: samples.length > 0 && Math.max(better, same, worse) >= certainty * samples.length,
  };
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  return [quantile(sorted, 0.1), quantile(sorted, 0.5), quantile(sorted, 0.9)];
}

/** Linear between neighbours; 0 of nothing. */
function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? low;
  return low + (high - low) * (place - Math.floor(place));
}
