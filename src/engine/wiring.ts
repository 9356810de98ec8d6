import {mechanismOf} from '../mechanisms/index.js';
import {isExpression} from '../model/expression-schema.js';
import type {Output} from '../model/mechanism.js';
import {referencesOf, resolveParameters} from '../model/references.js';
import type {ComponentSpec, Json, Model, Timeline} from '../timeline/types.js';
import {beside, without} from './check-scope.js';

/** A component's place in its model: what it writes, and whose signals it reads. */
export type Wired = {
  readonly id: string;
  readonly type: string;
  readonly outputs: ReadonlyMap<string, Output>;
  /** Signals of components, of this step or of the step before; demand curves are left out. Without repeats, in the order of its keys. */
  readonly reads: readonly {readonly signal: string; readonly owner: string}[];
};

type Part = Pick<Wired, 'id' | 'type' | 'outputs'> & {readonly names: readonly string[]};

/** How the components of a model (a checked one) hang together, by id. */
export function wiringOf(model: Model): ReadonlyMap<string, Wired> {
  const values = Object.fromEntries(Object.entries(model.parameters).map(([name, {value}]) => [name, value]));
  const parts = model.components.map(spec => partOf(spec, values));
  const ownerOf = new Map(parts.flatMap(({id, outputs}) => [...outputs.keys()].map(signal => [signal, id] as const)));
  const readsOf = (names: readonly string[]): Wired['reads'] =>
    names.flatMap(signal => {
      const owner = ownerOf.get(signal);
      return owner === undefined ? [] : [{signal, owner}];
    });
  return new Map(parts.map(({names, ...part}) => [part.id, {...part, reads: readsOf(names)}]));
}

/**
 * Everything that can make a difference to a component in any run: what it reads, however far back, what people look at before they
 * act on any of that, and itself.
 */
export function concernOf(component: string, wiring: ReadonlyMap<string, Wired>, {model, mitigations}: Timeline): ReadonlySet<string> {
  const actions = model?.actions ?? [];
  const ownerOf = new Map([...wiring.values()].flatMap(({id, outputs}) => [...outputs.keys()].map(signal => [signal, id] as const)));
  const concerned = new Set([component]);
  const add = (id: string | undefined): void => {
    if (id !== undefined) concerned.add(id);
  };
  // A set grows while it is gone through: what is added is gone through too.
  for (const id of concerned) {
    for (const {owner} of wiring.get(id)?.reads ?? []) add(owner);
    for (const {target, precondition} of mitigations) if (target === id && precondition !== null) add(ownerOf.get(precondition.signal));
    for (const {target, when} of actions) {
      if (target !== id || when === null) continue;
      add(ownerOf.get(when.signal));
      for (const earlier of when.after) add(actions.find(action => action.id === earlier)?.target);
    }
  }
  return concerned;
}

function partOf(spec: ComponentSpec, values: Readonly<Record<string, number>>): Part {
  const {id, type} = spec;
  const mechanism = mechanismOf(type);
  if (mechanism === undefined) return {id, type, outputs: new Map(), names: []};
  const own = resolveParameters(without(spec, 'type', 'id'), values) as Readonly<Record<string, Json>>;
  const outputs = mechanism.outputs(mechanism.parameters.parse(own) as Readonly<Record<string, Json>>);
  const names = new Set<string>();
  beside(mechanism.parameters, own, [], (schema, value) => {
    if (!isExpression(schema)) return true;
    const {names: now, lasts} = referencesOf(value);
    for (const name of [...now, ...lasts]) names.add(name);
    return false;
  });
  return {id, type, outputs: new Map(outputs.map(output => [output.name === '' ? id : `${id}.${output.name}`, output])), names: [...names]};
}
