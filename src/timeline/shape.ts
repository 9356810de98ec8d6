import * as z from 'zod';
import {limits} from './limits.js';
import {meantHint, nameHint} from './nearest.js';
import {kindOf, type Path, type Problem, quoted} from './problem.js';

type Schema = z.core.$ZodType;
type ZodIssue = z.core.$ZodIssue;

/** The schema under optional, default and the like. */
export function unwrap(schema: Schema): Schema {
  const def = schema._zod.def as z.core.$ZodTypeDef & {readonly innerType?: Schema; readonly in?: Schema; readonly getter?: () => Schema};
  const inner = def.innerType ?? def.in ?? def.getter?.();
  return inner === undefined ? schema : unwrap(inner);
}

/** The schemas that may stand under a key or a list position; several where the schema is a union. */
export function childrenOf(schema: Schema, key: string | number): readonly Schema[] {
  const plain = unwrap(schema) as z.core.$ZodTypes;
  const {def} = plain._zod;
  if (def.type === 'union') return def.options.flatMap(option => childrenOf(option, key));
  if (def.type === 'object') {
    const shape: Readonly<Record<string, Schema>> = def.shape;
    const child = Object.hasOwn(shape, key) ? shape[key] : def.catchall;
    return child === undefined ? [] : [child];
  }
  if (def.type === 'array') return [def.element];
  if (def.type === 'record') return [def.valueType];
  if (def.type !== 'tuple') return [];
  const item = def.items[Number(key)] ?? def.rest;
  return item === null || item === undefined ? [] : [item];
}

const schemasAt = (schema: Schema, path: Path): readonly Schema[] =>
  path.reduce<readonly Schema[]>((schemas, key) => schemas.flatMap(holder => childrenOf(holder, key)), [schema]);

/** The keys an object may have, as far as its schema names them. */
export function keysOf(schema: Schema): readonly string[] {
  const {def} = (unwrap(schema) as z.core.$ZodTypes)._zod;
  if (def.type === 'union') return def.options.flatMap(keysOf);
  return def.type === 'object' ? Object.keys(def.shape) : [];
}

/** What a value of the file breaks of a schema, in plain words; `base` is where the value stands. */
export function shapeProblems(schema: Schema, value: unknown, base: Path): readonly Problem[] {
  const result = z.safeParse(schema, value);
  return result.success ? [] : problemsOf(schema, value, base, result.error.issues.slice(0, limits.problems));
}

const problemsOf = (schema: Schema, value: unknown, base: Path, issues: readonly ZodIssue[]): readonly Problem[] =>
  issues.flatMap(issue => problemOf(schema, value, base, issue));

function problemOf(schema: Schema, value: unknown, base: Path, issue: ZodIssue): readonly Problem[] {
  const inner = issue.path as Path;
  const path = [...base, ...inner];
  const found = at(value, inner);
  switch (issue.code) {
    case 'invalid_type': {
      if (found === undefined) return [{path, message: 'is missing', hint: () => purposeOf(schema, inner)}];
      return [{path, message: `must be ${nounOf(issue.expected)}, found ${kindOf(found)}`, hint: ''}];
    }
    case 'invalid_value': {
      if (found === undefined) return [{path, message: 'is missing', hint: () => purposeOf(schema, inner)}];
      const allowed = issue.values.map(value => JSON.stringify(value)).join(', ');
      const hint = typeof found === 'string' ? () => meantHint(found, issue.values.map(String)) : '';
      return [{path, message: `must be ${issue.values.length > 1 ? 'one of ' : ''}${allowed}, found ${kindOf(found)}`, hint}];
    }
    case 'too_small':
    case 'too_big':
      return [{path, message: `${boundText(issue)}, found ${kindOf(found)}`, hint: ''}];
    case 'unrecognized_keys':
      return issue.keys.slice(0, limits.problems).map(key => ({
        path: [...path, key],
        message: `unknown key ${quoted(key)}`,
        hint: () => nameHint(key, schemasAt(schema, inner).flatMap(keysOf)),
        atKey: true as const,
      }));
    case 'invalid_key':
      return [{path, message: `is no good as a key: ${issue.issues[0]?.message ?? ''}`, hint: hintOf(issue.issues[0]), atKey: true}];
    case 'invalid_union':
      return unionProblems(schema, value, base, issue);
    case 'custom':
      if (found === undefined) return [{path, message: 'is missing', hint: () => purposeOf(schema, inner)}];
      return [{path, message: issue.message, hint: hintOf(issue)}];
    default:
      return [{path, message: `does not have the right form, found ${kindOf(found)}`, hint: issue.message}];
  }
}

/** Of the forms a value may have, the one that its author probably meant. */
function unionProblems(schema: Schema, value: unknown, base: Path, issue: z.core.$ZodIssueInvalidUnion): readonly Problem[] {
  const prefix = issue.path as Path;
  const found = at(value, prefix);
  if (issue.errors.length === 0 && found !== undefined) return [unknownForm(schema, base, prefix, found)];
  const branches = issue.errors.map(errors => errors.map(error => ({...error, path: [...prefix, ...error.path]})));
  const meant = branches.filter(errors => !errors.some(error => error.code === 'invalid_type' && error.path.length === prefix.length));
  const best = meant.sort((a, b) => a.length - b.length)[0];
  if (best !== undefined) return problemsOf(schema, value, base, best as ZodIssue[]);
  if (found === undefined) return [{path: [...base, ...prefix], message: 'is missing', hint: () => purposeOf(schema, prefix)}];
  const nouns = branches.flatMap(errors => errors.flatMap(error => (error.code === 'invalid_type' ? [nounOf(error.expected)] : [])));
  return [{path: [...base, ...prefix], message: `must be ${[...new Set(nouns)].join(' or ')}, found ${kindOf(found)}`, hint: ''}];
}

/** A form is told by the name under one key, and there is no form of this name. */
function unknownForm(schema: Schema, base: Path, inner: Path, found: unknown): Problem {
  const names = schemasAt(schema, inner).flatMap(each => [...((unwrap(each) as z.core.$ZodTypes)._zod.values ?? [])].map(String));
  const message = `must be one of ${names.map(name => JSON.stringify(name)).join(', ')}, found ${kindOf(found)}`;
  return {path: [...base, ...inner], message, hint: typeof found === 'string' ? () => meantHint(found, names) : ''};
}

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (holder, key) => (typeof holder === 'object' && holder !== null && Object.hasOwn(holder, key) ? holder[key as never] : undefined),
    value,
  );

const purposeOf = (schema: Schema, path: Path): string => {
  const [missing] = schemasAt(schema, path);
  return missing === undefined ? '' : (z.globalRegistry.get(missing)?.description ?? '');
};

const hintOf = (issue: ZodIssue | undefined): string => {
  const hint: unknown = issue?.code === 'custom' ? issue.params?.hint : '';
  return typeof hint === 'string' ? hint : '';
};

const nouns: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

const nounOf = (type: string): string => nouns[type] ?? type;

function boundText(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string {
  const isSmall = issue.code === 'too_small';
  const bound = isSmall ? issue.minimum : issue.maximum;
  if (isSmall && bound === 1 && (issue.origin === 'string' || issue.origin === 'array')) return 'must not be empty';
  if (issue.origin === 'string') return `must have at ${isSmall ? 'least' : 'most'} ${bound} characters`;
  if (issue.origin === 'array') return `must have at ${isSmall ? 'least' : 'most'} ${bound} entries`;
  if (issue.inclusive === false) return `must be ${isSmall ? 'more' : 'less'} than ${bound}`;
  return `must be at ${isSmall ? 'least' : 'most'} ${bound}`;
}
