import {type Issue, TimelineError, UserError} from '../errors.js';
import {MINUTE_MS} from '../timeline/time.js';
import type {Model, Ms, Timeline} from '../timeline/types.js';
import {compile} from './compile.js';
import type {Machine, Snapshot} from './machine.js';
import {type Operators, operatorsOf, type Progress, type ResponseDelays} from './operators.js';
import {ordersOf} from './orders.js';
import {history, type Plan} from './plan.js';
import type {Mode, Run, StatusTrack} from './run.js';
import {recordTracks, trackOf} from './status.js';

/** A moment of history from which another run can go on. */
type Checkpoint = {readonly row: number; readonly machine: Snapshot; readonly progress: ReadonlyMap<string, Readonly<Progress>>};

export type Engine = {
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
  /** A part of the model, which is faster: these components, which must include all that concerns them (`concernOf`), and a table of these signals. */
  readonly only?: {readonly components: ReadonlySet<string>; readonly signals: readonly string[]};
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
  checkOptions(options, model);
  const machine = compile(timeline, model, options.parameters);
  const operators = operatorsOf(ordersOf(timeline, model, history, 'clock', machine), noDelays, machine);
  const checkpoints: Checkpoint[] = [];
  machine.reset();
  const table = new Float64Array(machine.rows * machine.signals.length);
  runRows({model, machine}, operators, {from: 0, to: machine.rows}, table, machine, row => {
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

function checkOptions({parameters = {}}: PrepareOptions, {stepMs, parameters: known}: Model): void {
  if (!Number.isInteger(stepMs) || stepMs <= 0)
    throw new UserError(`a step of ${stepMs} ms cannot be taken`, 'It must be a whole number of milliseconds above 0.');
  for (const [name, value] of Object.entries(parameters)) {
    if (!Object.hasOwn(known, name)) throw new UserError(`unknown parameter "${name}"`, `Known: ${Object.keys(known).join(', ')}.`);
    if (!Number.isFinite(value)) throw new UserError(`parameter "${name}" cannot be ${value}`);
  }
}

/** The whole incident once more, under a plan. A timeline without a model replays its record, whatever the plan. */
export function simulate(prepared: Prepared, plan: Plan, trial: Trial = {}): Run {
  const {timeline, engine, seed} = prepared;
  const {mode = 'reactive', untilMs = Number.POSITIVE_INFINITY, isFaultless = false, healthy = new Set(), only} = trial;
  if (plan.length === 0 && Object.keys(trial).every(key => key === 'mode') && mode === prepared.history.mode) return prepared.history;
  if (engine === null) return replayOf(timeline, plan, mode, seed);
  const {model, delays} = engine;
  const machine = isFaultless ? engine.faultless() : engine.machine;
  const canFork = mode === 'reactive' && !isFaultless && healthy.size === 0;
  const rows = Math.min(machine.rows, Math.floor((untilMs - model.startsAtMs) / model.stepMs) + 1);
  const fork = canFork ? forkOf(prepared, plan, engine, rows) : null;
  const sheet = only === undefined ? machine : sheetOf(machine, only.signals);
  const table = new Float64Array(rows * sheet.signals.length);
  const from = Math.min(rows, fork === null ? 0 : fork.row + 1);
  copyRows(prepared.history, sheet, table, from);
  machine.reset(fork?.machine);
  machine.hold(healthy);
  if (only !== undefined) machine.focus(only.components);
  const orders = ordersOf(timeline, model, plan, mode, machine).filter(({target}) => only?.components.has(target) ?? true);
  const operators = operatorsOf(orders, delays, machine, fork?.progress);
  runRows({model, machine}, operators, {from, to: rows}, table, sheet);
  return finished({timeline, plan, mode, seed}, {model, machine}, operators, table, sheet);
}

/** What a run keeps of a machine's signals, a column each. */
export type Sheet = Pick<Machine, 'signals' | 'columns' | 'record'>;

export function sheetOf(machine: Machine, wanted: readonly string[]): Sheet {
  const signals = [...new Set(wanted)];
  const readers = signals.map(signal => machine.reader(signal));
  return {
    signals,
    columns: new Map(signals.map((signal, column) => [signal, column])),
    record(table, row) {
      const first = row * readers.length;
      for (let column = 0; column < readers.length; column++) table[first + column] = (readers[column] as () => number)();
    },
  };
}

/** The first rows of a run into another one's table. */
function copyRows(run: Run, {signals}: Sheet, table: Float64Array, rows: number): void {
  if (signals === run.signals) {
    table.set(run.table.subarray(0, rows * signals.length));
    return;
  }
  for (const [column, signal] of signals.entries()) {
    const from = run.columns.get(signal) ?? 0;
    for (let row = 0; row < rows; row++) table[row * signals.length + column] = run.table[row * run.signals.length + from] as number;
  }
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
  const {engine} = prepared;
  if (engine === null) return 0;
  const {operators, from} = begun(prepared, plan, engine);
  const value = read(engine.machine);
  const isWithin = (row: number): boolean => row % rowsBetweenLooks !== 0 || value() <= limit;
  if (value() <= limit) runRows(engine, operators, {from, to: engine.machine.rows}, null, engine.machine, isWithin);
  return value();
}

/** Everything that a run's future follows from. */
export type Standing = {readonly values: Float64Array; readonly progress: ReadonlyMap<string, Readonly<Progress>>};

/** Where a plan's run stands at an instant; null for a plain record. */
export function standingAt(prepared: Prepared, plan: Plan, atMs: Ms): Standing | null {
  const {engine} = prepared;
  if (engine === null) return null;
  const {model, machine} = engine;
  const {operators, from} = begun(prepared, plan, engine);
  runRows(engine, operators, {from, to: Math.min(machine.rows, Math.floor((atMs - model.startsAtMs) / model.stepMs) + 1)}, null);
  return {values: machine.snapshot().values, progress: operators.progress()};
}

/** The machine set to the last checkpoint before the plan makes a difference, and the people who go on from there. */
function begun(prepared: Prepared, plan: Plan, engine: Engine): {readonly operators: Operators; readonly from: number} {
  const {model, machine, delays} = engine;
  const fork = forkOf(prepared, plan, engine);
  machine.reset(fork?.machine);
  const orders = ordersOf(prepared.timeline, model, plan, 'reactive', machine);
  return {operators: operatorsOf(orders, delays, machine, fork?.progress), from: fork === null ? 0 : fork.row + 1};
}

/** The last checkpoint of history before a plan can make any difference, among the first `rows`. */
function forkOf(
  {timeline, history: past}: Prepared,
  plan: Plan,
  {model, checkpoints}: Engine,
  rows: number = Number.POSITIVE_INFINITY,
): Checkpoint | null {
  const firedAtMs = (id: string): Ms => past.actions.find(action => action.id === id)?.firedAtMs ?? Number.POSITIVE_INFINITY;
  const effects = plan.map(edit => {
    if (edit.op === 'add') return edit.atMs + (timeline.mitigations.find(({id}) => id === edit.mitigation)?.leadMinutes ?? 0) * MINUTE_MS;
    return edit.op === 'move' ? Math.min(edit.atMs, firedAtMs(edit.action)) : firedAtMs(edit.action);
  });
  const firstMs = Math.min(...effects);
  return checkpoints.findLast(({row}) => row < rows && model.startsAtMs + row * model.stepMs < firstMs) ?? null;
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
export function runRows(
  {model, machine}: Pick<Engine, 'model' | 'machine'>,
  operators: Operators,
  {from, to}: {readonly from: number; readonly to: number},
  table: Float64Array | null,
  sheet: Sheet = machine,
  onRow?: (row: number) => boolean,
): void {
  for (let row = from; row < to; row++) {
    machine.advance(row);
    if (operators.act(model.startsAtMs + row * model.stepMs)) machine.settle(row);
    if (table !== null) sheet.record(table, row);
    if (onRow?.(row) === false) return;
  }
}

function finished(
  what: Pick<Run, 'timeline' | 'plan' | 'mode' | 'seed'>,
  {model, machine}: Pick<Engine, 'model' | 'machine'>,
  operators: Operators,
  table: Float64Array,
  {signals, columns}: Sheet = machine,
): Run {
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
