/** What the checks of a model share: what it offers, and what is no part of it. */
import * as z from 'zod';
import {isExpression} from '../model/expression-schema.js';
import type {Mechanism} from '../model/mechanism.js';
import {parameterOf, resolveParameters} from '../model/references.js';
import {nameHint} from '../timeline/nearest.js';
import {type Path, type Problem, quoted} from '../timeline/problem.js';
import {isList, isObject} from '../timeline/raw.js';
import {childrenOf, keysOf, shapeProblems, unwrap} from '../timeline/shape.js';
import type {Json, JsonObject} from '../timeline/types.js';

/** What a model offers to those who refer to it. */
export type Scope = {
  readonly parameters: Readonly<Record<string, number>>;
  readonly mechanismOfId: ReadonlyMap<string, Mechanism>;
  /** Names that a fault or a verb of a component may say, by component and key. */
  readonly namesOfId: Map<string, Readonly<Record<string, readonly string[]>>>;
  readonly componentIds: readonly string[];
  /** Signal → the component that writes it; null for a demand curve. */
  readonly signals: Map<string, string | null>;
  /** Components whose outputs cannot be known, because something else is wrong with them: any output goes. */
  readonly unclear: Set<string>;
  readonly hasModel: boolean;
  report(path: Path, message: string, hint?: Problem['hint']): void;
};

/** A value against the schema of a mechanism, with its parameters filled in; the parsed value, or null when it is wrong. */
export function parsed(schema: z.core.$ZodType, value: JsonObject, path: Path, scope: Scope): JsonObject | null {
  const unresolved = unknownParameters(value, path, scope);
  const resolved = resolveParameters(value, scope.parameters);
  const isUnresolved = (problem: Problem): boolean => unresolved.some(known => known.every((part, index) => problem.path[index] === part));
  const problems = shapeProblems(schema, resolved, path).filter(problem => !isUnresolved(problem));
  for (const problem of problems) scope.report(problem.path, problem.message, problem.hint);
  unknownKeys(schema, value, path, scope);
  const result = z.safeParse(schema, resolved);
  return result.success ? (result.data as JsonObject) : null;
}

/** Reports every `{"param": "name"}` of a name that the model does not have, and says where they stand. */
export function unknownParameters(value: Json, path: Path, scope: Scope): readonly Path[] {
  const name = parameterOf(value);
  if (name !== null) {
    if (Object.hasOwn(scope.parameters, name)) return [];
    scope.report([...path, 'param'], `unknown parameter ${quoted(name)}`, () => nameHint(name, Object.keys(scope.parameters)));
    return [path];
  }
  return entriesOf(value).flatMap(([key, part]) => unknownParameters(part, [...path, key], scope));
}

const entriesOf = (value: Json): readonly (readonly [string | number, Json])[] =>
  isList(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : [];

/** Goes through a value beside its schema. */
export function beside(
  schema: z.core.$ZodType,
  value: Json,
  path: Path,
  visit: (schema: z.core.$ZodType, value: Json, path: Path) => boolean,
): void {
  if (!visit(unwrap(schema), value, path)) return;
  for (const [key, part] of entriesOf(value)) {
    const options = childrenOf(schema, key);
    const child = options.find(option => z.safeParse(option, part).success) ?? options[0];
    if (child !== undefined) beside(child, part, [...path, key], visit);
  }
}

/** Keys that an object of a mechanism does not have, however deep: schemas of mechanisms only say which keys there are. */
function unknownKeys(schema: z.core.$ZodType, value: JsonObject, path: Path, scope: Scope): void {
  beside(schema, value, path, (part, json, at) => {
    const {def} = (part as z.core.$ZodTypes)._zod;
    if (def.type !== 'object' || def.catchall !== undefined || !isObject(json)) return !isExpression(part);
    const known = keysOf(part);
    for (const key of Object.keys(json)) {
      if (!known.includes(key)) scope.report([...at, key], `unknown key ${quoted(key)}`, () => nameHint(key, known));
    }
    return true;
  });
}

export const without = (value: JsonObject, ...keys: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));

/** The component that a signal belongs to; undefined: there is no such signal. */
export function ownerOf(signal: string, {signals, unclear}: Scope): string | null | undefined {
  const owner = signals.get(signal);
  if (owner !== undefined) return owner;
  for (let end = signal.length; end > 0; end = signal.lastIndexOf('.', end - 1))
    if (unclear.has(signal.slice(0, end))) return signal.slice(0, end);
  return undefined;
}

export function unknownSignal(signal: Json | undefined, path: Path, scope: Scope): void {
  if (typeof signal !== 'string' || ownerOf(signal, scope) !== undefined) return;
  scope.report(path, `unknown signal ${quoted(signal)}`, () =>
    scope.hasModel ? nameHint(signal, scope.signals.keys()) : 'this timeline has no model',
  );
}

export function unknownComponent(id: string, path: Path, scope: Scope): void {
  if (scope.componentIds.includes(id)) return;
  scope.report(path, `unknown component ${quoted(id)}`, () =>
    scope.hasModel ? nameHint(id, scope.componentIds) : 'this timeline has no model',
  );
}
