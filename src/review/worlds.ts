import {type Prepared, prepare} from '../engine/simulate.js';
import {TimelineError} from '../errors.js';
import {randomAt} from '../model/random.js';
import type {Ms, Parameter, Timeline, Worlds} from '../timeline/types.js';
import {calibrateOf, fitsOf, rounded} from './calibrate.js';
import {fidelityOf} from './fidelity.js';

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
