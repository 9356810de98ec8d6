import {type Issue, TimelineError} from '../errors.js';
import type {Model, Ms, Timeline} from '../timeline/types.js';
import {compile, type Machine} from './compile.js';
import {type Operators, operatorsOf, type ResponseDelays} from './operators.js';
import {ordersOf} from './orders.js';
import {history, type Plan} from './plan.js';
import type {Mode, Run, StatusTrack} from './run.js';
import {recordTracks, trackOf} from './status.js';

/** A timeline made ready: its history, and what every other run of it needs. */
export type Prepared = {
  readonly timeline: Timeline;
  readonly seed: number;
  readonly history: Run;
  /** Null: a plain record. */
  readonly engine: {readonly model: Model; readonly machine: Machine; readonly delays: ResponseDelays} | null;
};

const noDelays: ResponseDelays = new Map();

/**
 * Compiles a timeline and runs its history once, by the clock. From that run come the response delays: how long after its cue
 * each recorded action was done. A reactive run of the empty plan is then the same run, bit for bit.
 *
 * @param options.seed for mechanisms that draw by chance; default: the model's own
 * @param options.parameters other values for named parameters
 * @throws TimelineError when a recorded action comes before its own cue
 */
export function prepare(
  timeline: Timeline,
  options: {readonly seed?: number; readonly parameters?: Readonly<Record<string, number>>} = {},
): Prepared {
  const {model} = timeline;
  const seed = options.seed ?? model?.seed ?? 1;
  if (model === null) return {timeline, seed, history: replayOf(timeline, history, 'clock', seed), engine: null};
  const machine = compile(timeline, model, options.parameters);
  const operators = operatorsOf(ordersOf(timeline, model, history, 'clock', machine), noDelays, machine);
  const run = runOf(timeline, model, history, 'clock', seed, machine, operators);
  return {timeline, seed, history: {...run, mode: 'reactive'}, engine: {model, machine, delays: delaysOf(model, operators.cues())}};
}

/** The whole incident once more, under a plan. A timeline without a model replays its record, whatever the plan. */
export function simulate(prepared: Prepared, plan: Plan, {mode = 'reactive'}: {readonly mode?: Mode} = {}): Run {
  const {timeline, engine, seed} = prepared;
  if (plan.length === 0 && mode === prepared.history.mode) return prepared.history;
  if (engine === null) return replayOf(timeline, plan, mode, seed);
  const {model, machine, delays} = engine;
  const operators = operatorsOf(ordersOf(timeline, model, plan, mode, machine), delays, machine);
  return runOf(timeline, model, plan, mode, seed, machine, operators);
}

const tooEarly = (id: string, index: number): Issue => ({
  path: `model.actions[${index}].when`,
  message: `"${id}" is done before its cue is seen`,
  hint: 'An action follows its cue: choose a signal or a threshold that is met earlier, or leave "when" out.',
  severity: 'error',
  line: 0,
  column: 0,
});

function delaysOf(model: Model, cues: ReadonlyMap<string, Ms>): ResponseDelays {
  const early = model.actions.flatMap(({id, when}, index) => (when === null || cues.has(id) ? [] : [tooEarly(id, index)]));
  if (early.length > 0) throw new TimelineError('model', early);
  return new Map(model.actions.flatMap(({id, atMs}) => (cues.has(id) ? [[id, atMs - (cues.get(id) as Ms)] as const] : [])));
}

function runOf(timeline: Timeline, model: Model, plan: Plan, mode: Mode, seed: number, machine: Machine, operators: Operators): Run {
  const {rows, signals, columns} = machine;
  const table = new Float64Array(rows * signals.length);
  machine.reset();
  for (let row = 0; row < rows; row++) {
    machine.advance(row);
    if (operators.act(model.startsAtMs + row * model.stepMs)) machine.settle(row);
    machine.record(table, row);
  }
  const geometry = {startMs: model.startsAtMs, stepMs: model.stepMs, rows};
  return {
    timeline,
    plan,
    mode,
    seed,
    ...geometry,
    endMs: model.endsAtMs,
    signals,
    columns,
    table,
    actions: operators.outcome(),
    log: machine.log(),
    tracks: tracksOf(timeline, columns, table, geometry),
  };
}

function tracksOf(
  {services}: Timeline,
  columns: ReadonlyMap<string, number>,
  table: Float64Array,
  geometry: {readonly startMs: Ms; readonly stepMs: Ms; readonly rows: number},
): ReadonlyMap<string, StatusTrack> {
  const tracks = new Map<string, StatusTrack>();
  for (const {id, status} of services) {
    const column = status === null ? undefined : columns.get(status.signal);
    if (status === null || column === undefined) continue;
    tracks.set(id, trackOf(id, status, {...geometry, table, width: columns.size, column}));
  }
  return tracks;
}

/** A record without a model: no rows, and each service's status as the events set it. */
function replayOf(timeline: Timeline, plan: Plan, mode: Mode, seed: number): Run {
  const {incident, events, services} = timeline;
  const startMs = Math.min(incident.startsAtMs, events[0]?.atMs ?? incident.startsAtMs);
  const endMs = Math.max(incident.endsAtMs, events.at(-1)?.atMs ?? incident.endsAtMs);
  return {
    timeline,
    plan,
    mode,
    seed,
    startMs,
    endMs,
    stepMs: 0,
    rows: 0,
    signals: [],
    columns: new Map(),
    table: new Float64Array(0),
    actions: [],
    log: [],
    tracks: recordTracks(services, events, startMs),
  };
}
