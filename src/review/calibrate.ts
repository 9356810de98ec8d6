import {prepare} from '../engine/simulate.js';
import {MINUTE_MS} from '../timeline/time.js';
import type {Edge, Impact, Model, Ms, Parameter, Timeline} from '../timeline/types.js';
import {simulatedAt} from './fidelity.js';

/** How long after its published edge a run still goes on, so that a late edge is seen. */
const marginMs = 90 * MINUTE_MS;
const scanSteps = 8;
const halvings = 24;
const figures = 5;

/** A parameter, and the published edge that it is fitted to. */
export type Fit = {
  readonly name: string;
  readonly impact: Impact;
  readonly edge: Edge;
  readonly publishedAtMs: Ms;
  readonly range: readonly [number, number];
};

/** What fitting came to, parameter by parameter. */
export type Calibrated = {
  readonly values: Readonly<Record<string, number>>;
  readonly fits: readonly {
    readonly name: string;
    readonly edge: string;
    readonly before: number;
    readonly after: number;
    /** Simulated less published, in minutes; null: the run never shows the edge. */
    readonly errorBefore: number | null;
    readonly errorAfter: number | null;
  }[];
};

export type CalibrateOptions = {
  /** Where fitting starts from, where that is not the file's own values. */
  readonly values?: Readonly<Record<string, number>>;
  readonly stepMs?: Ms;
  /** A later parameter can move an earlier edge a little: so many times over all of them. Default: 2. */
  readonly sweeps?: number;
  /** Gives up (null) as soon as an edge cannot be brought this close, in minutes. Default: never. */
  readonly giveUpMinutes?: number;
};

/** The fits of a model in causal order: by the published time of their edges. */
export function fitsOf(timeline: Timeline): readonly Fit[] {
  const fits = Object.entries(timeline.model?.parameters ?? {}).flatMap(([name, {fits: edgeId, range}]: [string, Parameter]) => {
    if (edgeId === null || range === null) return [];
    const dot = edgeId.lastIndexOf('.');
    const edge = edgeId.slice(dot + 1) as Edge;
    const impact = timeline.impacts.find(({id}) => id === edgeId.slice(0, dot));
    const publishedAtMs = edge === 'start' ? impact?.startsAtMs : impact?.endsAtMs;
    return impact === undefined || publishedAtMs == null ? [] : [{name, impact, edge, publishedAtMs, range}];
  });
  return fits.sort((a, b) => a.publishedAtMs - b.publishedAtMs);
}

/**
 * Fits each parameter that names an edge to that edge, one at a time in causal order. A parameter whose edge already agrees to
 * within a step is left as it is, so that fitting again changes nothing. Where no value in its range brings the edge closer, the
 * nearest miss stays, and its error with it.
 */
export function calibrateOf(timeline: Timeline, options: CalibrateOptions = {}): Calibrated | null {
  const {model} = timeline;
  const {stepMs = model?.stepMs ?? 0, sweeps = 2, giveUpMinutes} = options;
  const fits = fitsOf(timeline);
  if (model === null || fits.length === 0) return {values: {}, fits: []};
  const start = {...Object.fromEntries(fits.map(({name}) => [name, model.parameters[name]?.value as number])), ...options.values};
  const values = {...start};
  const errorOf = (fit: Fit, at: Readonly<Record<string, number>>) => edgeError(truncated(timeline, fit.publishedAtMs), fit, at, stepMs);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (const fit of fits) {
      const before = values[fit.name] as number;
      const error = (value: number) => errorOf(fit, {...values, [fit.name]: value});
      values[fit.name] = rootOf(error, before, fit.range, stepMs / MINUTE_MS);
      if (giveUpMinutes === undefined) continue;
      const left = error(values[fit.name] as number);
      if (Math.abs(left) > giveUpMinutes) return null;
    }
  }
  return {
    values,
    fits: fits.map(fit => ({
      name: fit.name,
      edge: `${fit.impact.id}.${fit.edge}`,
      before: start[fit.name] as number,
      after: values[fit.name] as number,
      errorBefore: finiteOrNull(errorOf(fit, start)),
      errorAfter: finiteOrNull(errorOf(fit, values)),
    })),
  };
}

const finiteOrNull = (error: number): number | null => (Number.isFinite(error) ? error : null);

/** The night by the clock, up to a while after an instant: what comes later cannot change what came before. */
function truncated(timeline: Timeline, publishedAtMs: Ms): Timeline {
  const model = timeline.model as Model;
  const endsAtMs = Math.min(model.endsAtMs, publishedAtMs + marginMs);
  const actions = model.actions.filter(({atMs}) => atMs <= endsAtMs).map(action => ({...action, when: null}));
  return {...timeline, model: {...model, endsAtMs, actions}};
}

/** Simulated less published, in minutes. What a run never shows (or not until long after) is late without end. */
function edgeError(
  timeline: Timeline,
  {impact, edge, publishedAtMs}: Fit,
  parameters: Readonly<Record<string, number>>,
  stepMs: Ms,
): number {
  const atMs = simulatedAt(impact, edge, prepare(timeline, {parameters, stepMs}).history);
  return atMs === null ? Number.POSITIVE_INFINITY : (atMs - publishedAtMs) / MINUTE_MS;
}

/** `0.033751`: as many figures as a file keeps. */
export const rounded = (value: number): number => Number(value.toPrecision(figures));

type Sample = {readonly value: number; readonly error: number};

/**
 * A value in the range at which the error is 0, or as near to it as a run's steps allow: a scan outwards from where it is finds
 * two neighbours of opposite sign, halving closes in. Without such neighbours: the value of the least error. What already agrees
 * to within `tolerance` stays.
 */
function rootOf(errorAt: (value: number) => number, from: number, [low, high]: readonly [number, number], tolerance: number): number {
  const sampled = (value: number): Sample => ({value, error: errorAt(value)});
  const first = sampled(from);
  if (Math.abs(first.error) <= tolerance) return from;
  const samples = [first];
  for (let step = 1; step <= scanSteps; step++) {
    // Steps grow, and go to both sides: the root is mostly near.
    const reach = ((high - low) * step * (step + 1)) / (scanSteps * (scanSteps + 1));
    for (const value of [Math.min(high, from + reach), Math.max(low, from - reach)].map(rounded)) {
      samples.push(sampled(value));
      const bracket = bracketIn(samples);
      if (bracket !== null) return halved(sampled, bracket).value;
    }
  }
  return (samples.toSorted((a, b) => Math.abs(a.error) - Math.abs(b.error))[0] as Sample).value;
}

/** Two neighbouring samples whose errors have opposite signs. */
function bracketIn(samples: readonly Sample[]): readonly [Sample, Sample] | null {
  const sorted = samples.toSorted((a, b) => a.value - b.value);
  const index = sorted.findIndex((sample, at) => at > 0 && sample.error < 0 !== (sorted[at - 1] as Sample).error < 0);
  return index === -1 ? null : [sorted[index - 1] as Sample, sorted[index] as Sample];
}

function halved(sampled: (value: number) => Sample, bracket: readonly [Sample, Sample]): Sample {
  let [left, right] = bracket;
  for (let round = 0; round < halvings; round++) {
    const middle = sampled(rounded((left.value + right.value) / 2));
    if (middle.error === 0) return middle;
    if (middle.value === left.value || middle.value === right.value) break;
    if (middle.error < 0 === left.error < 0) left = middle;
    else right = middle;
  }
  return Math.abs(left.error) < Math.abs(right.error) ? left : right;
}
