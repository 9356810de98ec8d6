import {type Issue, TimelineError} from '../errors.js';
import type {Model, Ms, Timeline} from '../timeline/types.js';
import {compile, type Machine, type Snapshot} from './compile.js';
import {type Operators, operatorsOf, type Progress, type ResponseDelays} from './operators.js';
import {ordersOf} from './orders.js';
import {history, type Plan} from './plan.js';
import type {Mode, Run, StatusTrack} from './run.js';
import {recordTracks, trackOf} from './status.js';

const MINUTE_MS = 60_000;

/** A moment of history from which another run can go on. */
type Checkpoint = {readonly row: number; readonly machine: Snapshot; readonly progress: ReadonlyMap<string, Readonly<Progress>>};

type Engine = {
  readonly model: Model;
  readonly machine: Machine;
  readonly delays: ResponseDelays;
  /** In order of time. */
  readonly checkpoints: readonly Checkpoint[];
  /** The same machine without the model's faults. */
  readonly faultless: () => Machine;
};

/** A timeline made ready: its history, and what every other run of it needs. */
export type Prepared = {
  readonly timeline: Timeline;
  readonly seed: number;
  readonly history: Run;
  /** Null: a plain record. */
  readonly engine: Engine | null;
};

export type PrepareOptions = {
  /** For mechanisms that draw by chance. Default: the model's own. */
  readonly seed?: number;
  /** Other values for named parameters. */
  readonly parameters?: Readonly<Record<string, number>>;
  /** Another length of a step. Default: the model's own. */
  readonly stepMs?: Ms;
};

/** A run with something taken out of the world, to see what depends on it. */
export type Trial = {
  readonly mode?: Mode;
  /** The run ends here. */
  readonly untilMs?: Ms;
  /** Without the model's faults. */
  readonly isFaultless?: boolean;
  /** These components always look healthy to the others. */
  readonly healthy?: ReadonlySet<string>;
};

const noDelays: ResponseDelays = new Map();
const rowsBetweenCheckpoints = 60;
const rowsBetweenLooks = 16;

/**
 * Compiles a timeline and runs its history once, by the clock. From that run come the response delays: how long after its cue
 * each recorded action was done. A reactive run of the empty plan is then the same run, bit for bit.
 *
 * @throws TimelineError when a recorded action comes before its own cue
 */
export function prepare(timeline: Timeline, options: PrepareOptions = {}): Prepared {
  const seed = options.seed ?? timeline.model?.seed ?? 1;
  if (timeline.model === null) return {timeline, seed, history: replayOf(timeline, history, 'clock', seed), engine: null};
  const model = options.stepMs === undefined ? timeline.model : {...timeline.model, stepMs: options.stepMs};
  const machine = compile(timeline, model, options.parameters);
  const operators = operatorsOf(ordersOf(timeline, model, history, 'clock', machine), noDelays, machine);
  const checkpoints: Checkpoint[] = [];
  machine.reset();
  const table = new Float64Array(machine.rows * machine.signals.length);
  runRows({model, machine}, operators, {from: 0, to: machine.rows}, table, row => {
    if (row % rowsBetweenCheckpoints === 0) checkpoints.push({row, machine: machine.snapshot(), progress: operators.progress()});
    return true;
  });
  const run = finished({timeline, plan: history, mode: 'reactive', seed}, {model, machine}, operators, table);
  let withoutFaults: Machine | null = null;
  const faultless = (): Machine => {
    withoutFaults ??= compile(timeline, {...model, faults: []}, options.parameters);
    return withoutFaults;
  };
  return {timeline, seed, history: run, engine: {model, machine, delays: delaysOf(model, operators.cues()), checkpoints, faultless}};
}

/** The whole incident once more, under a plan. A timeline without a model replays its record, whatever the plan. */
export function simulate(prepared: Prepared, plan: Plan, trial: Trial = {}): Run {
  const {timeline, engine, seed} = prepared;
  const {mode = 'reactive', untilMs = Number.POSITIVE_INFINITY, isFaultless = false, healthy = new Set()} = trial;
  if (plan.length === 0 && Object.keys(trial).every(key => key === 'mode') && mode === prepared.history.mode) return prepared.history;
  if (engine === null) return replayOf(timeline, plan, mode, seed);
  const {model, delays} = engine;
  const machine = isFaultless ? engine.faultless() : engine.machine;
  const canFork = mode === 'reactive' && !isFaultless && healthy.size === 0;
  const fork = canFork ? forkOf(prepared, plan, engine) : null;
  const rows = Math.min(machine.rows, Math.floor((untilMs - model.startsAtMs) / model.stepMs) + 1);
  const table = new Float64Array(rows * machine.signals.length);
  const from = Math.min(rows, fork === null ? 0 : fork.row + 1);
  table.set(prepared.history.table.subarray(0, from * machine.signals.length));
  machine.reset(fork?.machine);
  machine.hold(healthy);
  const operators = operatorsOf(ordersOf(timeline, model, plan, mode, machine), delays, machine, fork?.progress);
  runRows({model, machine}, operators, {from, to: rows}, table);
  return finished({timeline, plan, mode, seed}, {model, machine}, operators, table);
}

/**
 * One number at the end of a plan's run, without keeping its table: what a search over many plans needs.
 *
 * @param read makes the reader of that number from the machine's signals
 * @param limit for a number that never falls: once it is above this, the run is given up and the number so far is returned
 */
export function scoreOf(
  prepared: Prepared,
  plan: Plan,
  read: (machine: Machine) => () => number,
  limit: number = Number.POSITIVE_INFINITY,
): number {
  const {timeline, engine} = prepared;
  if (engine === null) return 0;
  const {model, machine, delays} = engine;
  const fork = forkOf(prepared, plan, engine);
  machine.reset(fork?.machine);
  const operators = operatorsOf(ordersOf(timeline, model, plan, 'reactive', machine), delays, machine, fork?.progress);
  const value = read(machine);
  const rows = {from: fork === null ? 0 : fork.row + 1, to: machine.rows};
  runRows({model, machine}, operators, rows, null, row => row % rowsBetweenLooks !== 0 || value() <= limit);
  return value();
}

/** The last checkpoint of history before a plan can make any difference. */
function forkOf({timeline, history: past}: Prepared, plan: Plan, {model, checkpoints}: Engine): Checkpoint | null {
  const firedAtMs = (id: string): Ms => past.actions.find(action => action.id === id)?.firedAtMs ?? Number.POSITIVE_INFINITY;
  const effects = plan.map(edit => {
    if (edit.op === 'add') return edit.atMs + (timeline.mitigations.find(({id}) => id === edit.mitigation)?.leadMinutes ?? 0) * MINUTE_MS;
    return edit.op === 'move' ? Math.min(edit.atMs, firedAtMs(edit.action)) : firedAtMs(edit.action);
  });
  const firstMs = Math.min(...effects);
  return checkpoints.findLast(({row}) => model.startsAtMs + row * model.stepMs < firstMs) ?? null;
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

/** Advances through rows; keeps them in the table, if there is one. `onRow` says whether to go on. */
function runRows(
  {model, machine}: Pick<Engine, 'model' | 'machine'>,
  operators: Operators,
  {from, to}: {readonly from: number; readonly to: number},
  table: Float64Array | null,
  onRow?: (row: number) => boolean,
): void {
  for (let row = from; row < to; row++) {
    machine.advance(row);
    if (operators.act(model.startsAtMs + row * model.stepMs)) machine.settle(row);
    if (table !== null) machine.record(table, row);
    if (onRow?.(row) === false) return;
  }
}

function finished(
  what: Pick<Run, 'timeline' | 'plan' | 'mode' | 'seed'>,
  {model, machine}: Pick<Engine, 'model' | 'machine'>,
  operators: Operators,
  table: Float64Array,
): Run {
  const {signals, columns} = machine;
  const rows = table.length / signals.length;
  const geometry = {startMs: model.startsAtMs, stepMs: model.stepMs, rows};
  return {
    ...what,
    ...geometry,
    endMs: rows === machine.rows ? model.endsAtMs : model.startsAtMs + (rows - 1) * model.stepMs,
    signals,
    columns,
    table,
    actions: operators.outcome(),
    log: machine.log(),
    tracks: tracksOf(what.timeline, columns, table, geometry),
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
