import {UserError} from '../errors.js';
import {mechanismOf} from '../mechanisms/index.js';
import {type Circuit, compileExpression} from '../model/expression.js';
import {referencesOf, resolveParameters} from '../model/references.js';
import {Signals, type Slot} from '../model/signals.js';
import {msAt} from '../timeline/time.js';
import type {ComponentSpec, JsonObject, Model, Ms, Timeline} from '../timeline/types.js';
import {type Built, type Log, type Machine, machineOf, type Part, signalName} from './machine.js';

const ownKeys = ({type: _type, id: _id, ...rest}: ComponentSpec): JsonObject => rest as JsonObject;

function partOf(spec: ComponentSpec, values: Readonly<Record<string, number>>): Part {
  const mechanism = mechanismOf(spec.type);
  if (mechanism === undefined) throw new UserError(`${spec.id}: unknown component type "${spec.type}"`);
  const parsed = mechanism.parameters.safeParse(resolveParameters(ownKeys(spec), values));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UserError(
      `component "${spec.id}": ${issue?.path.join('.')}: ${issue?.message}`,
      'Was a parameter given a value that its component cannot take?',
    );
  }
  const parameters = parsed.data as JsonObject;
  return {id: spec.id, mechanism, parameters, outputs: mechanism.outputs(parameters)};
}

/** A demand curve at every row: linear between its points, flat outside them. */
function curveRows(points: readonly (readonly [Ms, number])[], model: Model, rows: number): Float64Array {
  const values = new Float64Array(rows);
  let next = 0;
  for (let row = 0; row < rows; row++) {
    const atMs = model.startsAtMs + row * model.stepMs;
    while (next < points.length && (points[next] as readonly [Ms, number])[0] <= atMs) next++;
    const before = points[next - 1];
    const after = points[next];
    if (before === undefined) values[row] = after?.[1] ?? 0;
    else if (after === undefined) values[row] = before[1];
    else values[row] = before[1] + ((after[1] - before[1]) * (atMs - before[0])) / (after[0] - before[0]);
  }
  return values;
}

/** Components in an order in which each one's inputs are ready; by id where that leaves a choice, so the file's order does not matter. */
function inOrder(parts: readonly Built[], ownerOf: ReadonlyMap<string, string>): readonly Built[] {
  const waiting = new Map(parts.map(part => [part.id, part]));
  const ordered: Built[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting.values()].find(({id, reads}) =>
      [...reads].every(name => ownerOf.get(name) === id || !waiting.has(ownerOf.get(name) ?? '')),
    );
    if (ready === undefined)
      throw new UserError(`components refer to each other in a circle: ${[...waiting.keys()].join(', ')}`, 'Break it with {"last": …}.');
    waiting.delete(ready.id);
    ordered.push(ready);
  }
  return ordered;
}

/** A model's columns: demand curves by name, then components by id, so the file's order does not matter. */
function layoutOf(model: Model, values: Readonly<Record<string, number>>, rows: number) {
  const curves = Object.keys(model.demand)
    .sort()
    .map(name => {
      const points = (model.demand[name] ?? []).map(([atMs, value]) => [atMs, resolveParameters(value, values) as number] as const);
      return {name: `demand.${name}`, values: curveRows(points, model, rows)};
    });
  const parts = model.components.map(spec => partOf(spec, values)).sort((a, b) => (a.id < b.id ? -1 : 1));
  const owned = parts.flatMap(({id, outputs}) => outputs.map(({name, healthy}) => ({name: signalName(id, name), id, healthy})));
  const names = [...curves.map(({name}) => name), ...owned.map(({name}) => name)];
  const columns: ReadonlyMap<string, number> = new Map(names.map((name, column) => [name, column]));
  const signals = new Signals(names.length);
  const slotOf = (name: string): Slot => columns.get(name) ?? unknownSignal(name);
  for (const {name, healthy} of owned) signals.set(slotOf(name), healthy);
  const demand = curves.map(curve => ({slot: slotOf(curve.name), values: curve.values}));
  for (const {slot, values: curve} of demand) signals.set(slot, curve[0] as number);
  return {parts, names, columns, signals, slotOf, demand, ownerOf: new Map(owned.map(({name, id}) => [name, id]))};
}

function unknownSignal(name: string): never {
  throw new UserError(`unknown signal "${name}"`);
}

/** What a component is told of the model around it. */
function worldOf(id: string, timeline: Timeline, model: Model, values: Readonly<Record<string, number>>) {
  return {
    startMs: model.startsAtMs,
    endMs: model.endsAtMs,
    stepMs: model.stepMs,
    toMs: (iso: string): Ms => msAt(timeline, iso),
    weight: model.impactWeights[id] ?? 0,
    faults: model.faults
      .filter(({target}) => target === id)
      .map(({target: _target, ...fault}) => resolveParameters(fault, values) as JsonObject),
  };
}

/** Compiles a model. `overrides` replace parameter values by name. */
export function compile(timeline: Timeline, model: Model, overrides: Readonly<Record<string, number>> = {}): Machine {
  const values = {...Object.fromEntries(Object.entries(model.parameters).map(([name, {value}]) => [name, value])), ...overrides};
  const rows = Math.floor((model.endsAtMs - model.startsAtMs) / model.stepMs) + 1;
  const {parts, names, columns, signals, slotOf, demand, ownerOf} = layoutOf(model, values, rows);
  const lasts: {readonly from: Slot; readonly to: Slot}[] = [];
  const log: Log = {entries: []};
  const lastSlotOf = (name: string): Slot => {
    const from = slotOf(name);
    const to = signals.reserve(1, signals.get(from));
    lasts.push({from, to});
    return to;
  };
  const build = (part: Part): Built => {
    const operations: (() => void)[] = [];
    const reads = new Set<string>();
    const circuit: Circuit = {signals, slotOf, lastSlotOf, push: operation => operations.push(operation)};
    const instance = part.mechanism.build(part.parameters, {
      ...worldOf(part.id, timeline, model, values),
      signals,
      input(expression) {
        for (const name of referencesOf(expression).names) reads.add(name);
        return compileExpression(expression, circuit);
      },
      output: name => slotOf(signalName(part.id, name)),
      state: (initial, count = 1) => signals.reserve(count, initial),
      say: (atMs, text) => log.entries.push({atMs, component: part.id, text}),
    });
    return {...part, instance, operations, reads};
  };
  return machineOf({model, values, names, columns, signals, demand, lasts, log, ordered: inOrder(parts.map(build), ownerOf)});
}
