import {UserError} from '../errors.js';
import type {Instance, Mechanism, Output} from '../model/mechanism.js';
import {resolveParameters} from '../model/references.js';
import type {Signals, Slot} from '../model/signals.js';
import {MINUTE_MS} from '../timeline/time.js';
import type {JsonObject, Model, Ms} from '../timeline/types.js';
import type {LogEntry} from './run.js';

/** A model made ready to run: the only thing in the engine that changes. Its whole state is one array, so starting again is one copy. */
export type Machine = {
  /** Names of the table's columns. */
  readonly signals: readonly string[];
  readonly columns: ReadonlyMap<string, number>;
  readonly rows: number;
  /** Back to the state before the first row, or to one that `snapshot` gave. */
  reset(to?: Snapshot): void;
  snapshot(): Snapshot;
  /** From here on these components always look healthy to the others, whatever they do. */
  hold(components: ReadonlySet<string>): void;
  /** From here on only these components advance; the others stand still. */
  focus(components: ReadonlySet<string>): void;
  /** Advances everything to a row. */
  advance(row: number): void;
  /** Lets an action's effect at this instant run through, without any time passing. */
  settle(row: number): void;
  record(table: Float64Array, row: number): void;
  /** How to read a signal: its slot is looked up once. */
  reader(signal: string): () => number;
  act(target: string, verb: string, params: JsonObject, atMs: Ms): void;
  log(): readonly LogEntry[];
};

/** The whole state of a machine: plain data. */
export type Snapshot = {readonly values: Float64Array; readonly log: readonly LogEntry[]};

export type Part = {
  readonly id: string;
  readonly mechanism: Mechanism;
  readonly parameters: JsonObject;
  readonly outputs: readonly Output[];
};

/** A component connected: what runs before its step, its step, and the signals it reads. */
export type Built = Part & {readonly instance: Instance; readonly operations: readonly (() => void)[]; readonly reads: ReadonlySet<string>};

/** What the components have said so far; a new list for a new run. */
export type Log = {entries: LogEntry[]};

/** Everything that `compile` has put together. */
export type Works = {
  readonly model: Model;
  readonly values: Readonly<Record<string, number>>;
  readonly names: readonly string[];
  readonly columns: ReadonlyMap<string, number>;
  readonly signals: Signals;
  readonly demand: readonly {readonly slot: Slot; readonly values: Float64Array}[];
  readonly lasts: readonly {readonly from: Slot; readonly to: Slot}[];
  readonly log: Log;
  /** In an order in which each one's inputs are ready. */
  readonly ordered: readonly Built[];
};

export const signalName = (id: string, output: string): string => (output === '' ? id : `${id}.${output}`);

/** One thing to do in a step. */
type Operation = (atMs: Ms, minutes: number) => void;

/** Writes the values of a healthy day over a component's outputs. */
function healed({id, outputs}: Built, {columns, signals}: Works): Operation {
  const slots = outputs.map(({name, healthy}) => ({slot: columns.get(signalName(id, name)) as Slot, healthy}));
  return () => {
    for (const {slot, healthy} of slots) signals.set(slot, healthy);
  };
}

/** A step as one flat list, which runs faster than components within components. */
const programOf = (works: Works, isActive: (id: string) => boolean, held: ReadonlySet<string>): readonly Operation[] =>
  works.ordered
    .filter(({id}) => isActive(id))
    .flatMap(part => [...part.operations, part.instance.step, ...(held.has(part.id) ? [healed(part, works)] : [])]);

/** The one thing in the engine that changes. */
export function machineOf(works: Works): Machine {
  const {model, names, columns, signals, demand, lasts, log} = works;
  const start = signals.snapshot();
  const nothing: ReadonlySet<string> = new Set();
  const whole = programOf(works, () => true, nothing);
  let program = whole;
  let held = nothing;
  const run = (row: number, minutes: number): void => {
    const atMs = model.startsAtMs + row * model.stepMs;
    for (let index = 0; index < program.length; index++) (program[index] as Operation)(atMs, minutes);
  };
  return {
    signals: names,
    columns,
    rows: Math.floor((model.endsAtMs - model.startsAtMs) / model.stepMs) + 1,
    reset(to = {values: start, log: []}) {
      signals.restore(to.values);
      log.entries = [...to.log];
      held = nothing;
      program = whole;
    },
    snapshot: () => ({values: signals.snapshot(), log: [...log.entries]}),
    hold(components) {
      held = components;
      if (components.size > 0) program = programOf(works, () => true, held);
    },
    focus(components) {
      program = programOf(works, id => components.has(id), held);
    },
    advance(row) {
      for (const {from, to} of lasts) signals.set(to, signals.get(from));
      for (const {slot, values} of demand) signals.set(slot, values[row] as number);
      run(row, row === 0 ? 0 : model.stepMs / MINUTE_MS);
    },
    settle: row => run(row, 0),
    record: (table, row) => signals.record(table, row * names.length, names.length),
    reader(signal) {
      const slot = columns.get(signal);
      if (slot === undefined) throw new UserError(`unknown signal "${signal}"`);
      return () => signals.get(slot);
    },
    act: (target, verb, params, atMs) => act(works, target, verb, params, atMs),
    log: () => log.entries,
  };
}

function act({ordered, values}: Works, target: string, verb: string, params: JsonObject, atMs: Ms): void {
  const part = ordered.find(({id}) => id === target);
  const spec = part?.mechanism.verbs[verb];
  const effect = part?.instance.verbs[verb];
  if (spec === undefined || effect === undefined) throw new UserError(`"${target}" has no verb "${verb}"`);
  const parsed = spec.parameters.safeParse(resolveParameters(params, values));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UserError(
      `"${target}" cannot ${verb}: ${issue?.path.join('.')}: ${issue?.message}`,
      'Was a parameter given a value that it cannot take?',
    );
  }
  effect(parsed.data as never, atMs);
}
