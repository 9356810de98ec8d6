import {mechanismOf, mechanisms} from '../mechanisms/index.js';
import {isExpression} from '../model/expression-schema.js';
import type {Mechanism} from '../model/mechanism.js';
import {walkExpression} from '../model/references.js';
import {cyclesOf, cycleText, type Edge} from '../timeline/cycles.js';
import {limits} from '../timeline/limits.js';
import {nameHint} from '../timeline/nearest.js';
import {type Path, type Problem, quoted} from '../timeline/problem.js';
import {get, isList, isObject, objectAt, objectsAt, textAt} from '../timeline/raw.js';
import {unixMsOf} from '../timeline/time.js';
import type {Json, JsonObject} from '../timeline/types.js';
import {beside, ownerOf, parsed, type Scope, unknownComponent, unknownParameters, unknownSignal, without} from './check-scope.js';

/**
 * Whether everything that a file says of its model means something to the mechanisms: types, keys, verbs, faults, signals,
 * parameters, and no circle. Takes any object; what does not have the right shape is passed over here.
 */
export function modelProblems(file: JsonObject): readonly Problem[] {
  const problems: Problem[] = [];
  const model = objectAt(file, 'model');
  const components = objectsAt(model, 'components', ['model']);
  const scope: Scope = {
    parameters: Object.fromEntries(
      Object.entries(objectAt(model, 'parameters')).flatMap(([name, parameter]) => {
        const value = get(parameter, 'value');
        return typeof value === 'number' ? [[name, value]] : [];
      }),
    ),
    mechanismOfId: new Map(
      components.flatMap(({item}) => {
        const mechanism = mechanismOf(textAt(item, 'type') ?? '');
        return mechanism === undefined ? [] : [[textAt(item, 'id') ?? '', mechanism] as const];
      }),
    ),
    namesOfId: new Map(),
    componentIds: components.flatMap(({item}) => textAt(item, 'id') ?? []),
    signals: new Map(Object.keys(objectAt(model, 'demand')).map(name => [`demand.${name}`, null])),
    unclear: new Set(),
    hasModel: isObject(get(file, 'model')),
    report(path, message, hint = '') {
      if (problems.length <= limits.problems) problems.push({path, message, hint});
    },
  };
  unknownParameters(objectAt(model, 'demand'), ['model', 'demand'], scope);
  for (const {item, path} of components) checkComponent(item, path, scope);
  checkCircles(components, scope);
  for (const {item, path} of objectsAt(model, 'faults', ['model'])) checkFault(item, path, scope);
  for (const {item, path} of objectsAt(model, 'actions', ['model'])) {
    checkOrder(item, path, 'when', scope);
    checkMoment(item, path, model, scope);
  }
  for (const {item, path} of objectsAt(file, 'mitigations')) {
    checkOrder(item, path, 'precondition', scope);
    unknownSignal(get(objectAt(item, 'cue'), 'signal'), [...path, 'cue', 'signal'], scope);
  }
  for (const {item, path} of objectsAt(file, 'impacts'))
    unknownSignal(get(objectAt(item, 'measure'), 'signal'), [...path, 'measure', 'signal'], scope);
  for (const {item, path} of objectsAt(file, 'services')) checkPanel(item, path, scope);
  for (const name of Object.keys(objectAt(model, 'impactWeights'))) unknownComponent(name, ['model', 'impactWeights', name], scope);
  checkSize(model, scope);
  return problems;
}

function checkComponent(component: JsonObject, path: Path, scope: Scope): void {
  const type = textAt(component, 'type');
  const id = textAt(component, 'id');
  const mechanism = mechanismOf(type ?? '');
  if (type === undefined || mechanism === undefined) {
    if (id !== undefined) scope.unclear.add(id);
    if (type === undefined) return;
    const types = mechanisms.map(known => known.type);
    scope.report([...path, 'type'], `unknown type of component ${quoted(type)}`, () => nameHint(type, types));
    return;
  }
  const parameters = parsed(mechanism.parameters, without(component, 'type', 'id'), path, scope);
  if (id === undefined) return;
  if (parameters === null) {
    scope.unclear.add(id);
    return;
  }
  scope.namesOfId.set(id, mechanism.names?.(parameters) ?? {});
  for (const {name} of mechanism.outputs(parameters)) {
    const signal = name === '' ? id : `${id}.${name}`;
    const writer = scope.signals.get(signal);
    if (writer === undefined) scope.signals.set(signal, id);
    else if (writer !== id)
      scope.report(
        [...path, 'id'],
        `writes the signal ${quoted(signal)}, which another one writes`,
        `${writer === null ? 'a demand curve' : quoted(writer)} does; choose another id`,
      );
  }
}

/** Signals that the components read, and whether those of one step can be worked out one after the other. */
function checkCircles(components: readonly {readonly item: JsonObject; readonly path: Path}[], scope: Scope): void {
  const graph = new Map<string, Edge<Path>[]>();
  for (const {item, path} of components) {
    const id = textAt(item, 'id') ?? '';
    const mechanism = mechanismOf(textAt(item, 'type') ?? '');
    if (mechanism === undefined) continue;
    const edges: Edge<Path>[] = [];
    const read = (signal: string, at: Path): void => {
      const owner = ownerOf(signal, scope);
      if (owner === undefined) unknownSignal(signal, at, scope);
      else if (owner !== null) edges.push({to: owner, label: at});
    };
    beside(mechanism.parameters, without(item, 'type', 'id'), path, (schema, value, at) => {
      if (!isExpression(schema)) return true;
      walkExpression(value, {name: read, last: (signal, lastAt) => unknownSignal(signal, lastAt, scope)}, at);
      return false;
    });
    if (!graph.has(id)) graph.set(id, edges);
  }
  for (const {nodes, closing} of cyclesOf(graph)) {
    scope.report(
      closing,
      `closes a circle of components: ${cycleText(nodes)}`,
      'break it with {"last": "component.output"}, the value of the step before',
    );
  }
}

/** Names in a fault or in the parameters of a verb that the component does not have. */
function unknownNames(target: string, values: JsonObject, path: Path, scope: Scope): void {
  for (const [key, known] of Object.entries(scope.namesOfId.get(target) ?? {})) {
    for (const [at, name] of namesIn(get(values, key))) {
      if (!known.includes(name)) scope.report([...path, key, ...at], `"${target}" has no ${quoted(name)}`, () => nameHint(name, known));
    }
  }
}

const namesIn = (value: Json | undefined): readonly (readonly [Path, string])[] =>
  typeof value === 'string'
    ? [[[], value]]
    : isList(value)
      ? value.flatMap((name, index) => (typeof name === 'string' ? [[[index], name] as const] : []))
      : [];

function checkFault(fault: JsonObject, path: Path, scope: Scope): void {
  const target = textAt(fault, 'target');
  if (target === undefined) return;
  unknownComponent(target, [...path, 'target'], scope);
  const mechanism = scope.mechanismOfId.get(target);
  if (mechanism === undefined) return;
  if (mechanism.fault !== undefined) {
    parsed(mechanism.fault, without(fault, 'target'), path, scope);
    unknownNames(target, fault, path, scope);
    return;
  }
  const able = [...scope.mechanismOfId].filter(([, other]) => other.fault !== undefined).map(([id]) => id);
  scope.report(
    [...path, 'target'],
    `is a ${mechanism.type}, which no fault befalls: ${quoted(target)}`,
    () =>
      `faults can befall: ${
        able
          .slice(0, 8)
          .map(id => quoted(id))
          .join(', ') || 'no component here'
      }`,
  );
}

/** An action or a mitigation: target, verb, parameters, and the signal of its condition. */
function checkOrder(order: JsonObject, path: Path, condition: 'when' | 'precondition', scope: Scope): void {
  unknownSignal(get(objectAt(order, condition), 'signal'), [...path, condition, 'signal'], scope);
  const params = objectAt(order, 'params');
  const target = textAt(order, 'target');
  if (target === undefined) return;
  unknownComponent(target, [...path, 'target'], scope);
  const mechanism = scope.mechanismOfId.get(target);
  const verb = textAt(order, 'verb');
  if (mechanism === undefined || verb === undefined) return;
  if (Object.hasOwn(mechanism.verbs, verb)) {
    parsed((mechanism.verbs[verb] as Mechanism['verbs'][string]).parameters, params, [...path, 'params'], scope);
    unknownNames(target, params, [...path, 'params'], scope);
    return;
  }
  scope.report([...path, 'verb'], `unknown verb ${quoted(verb)} for a ${mechanism.type}`, () =>
    nameHint(verb, Object.keys(mechanism.verbs)),
  );
}

/** An action outside the model's time would never be done. */
function checkMoment(action: JsonObject, path: Path, model: JsonObject, scope: Scope): void {
  const [atMs, fromMs, toMs] = [get(action, 'at'), get(model, 'startsAt'), get(model, 'endsAt')].map(instant =>
    unixMsOf(typeof instant === 'string' ? instant : ''),
  ) as [number, number, number];
  if (atMs < fromMs || atMs > toMs)
    scope.report([...path, 'at'], 'is outside the time of the model', 'model.startsAt and model.endsAt say from when to when it runs');
}

function checkPanel(service: JsonObject, path: Path, scope: Scope): void {
  unknownSignal(get(objectAt(service, 'status'), 'signal'), [...path, 'status', 'signal'], scope);
  for (const [role, shown] of Object.entries(objectAt(service, 'signals'))) {
    const at = [...path, 'signals', role];
    if (isObject(shown)) unknownSignal(get(shown, 'signal'), [...at, 'signal'], scope);
    else unknownSignal(shown, at, scope);
  }
}

/** A run is a table of steps × signals; it must fit into memory. */
function checkSize(model: JsonObject, scope: Scope): void {
  const seconds = (unixMsOf(textAt(model, 'endsAt') ?? '') - unixMsOf(textAt(model, 'startsAt') ?? '')) / 1000;
  const stepSeconds = get(model, 'stepSeconds') ?? 15;
  if (typeof stepSeconds !== 'number' || stepSeconds <= 0) return;
  const cells = Math.floor(seconds / stepSeconds + 1) * scope.signals.size;
  if (cells > limits.modelCells) {
    scope.report(
      ['model', 'components'],
      `make ${scope.signals.size} signals and ${cells} numbers a run; at most ${limits.modelCells} can be held`,
      'take a longer step or fewer components',
    );
  }
}
