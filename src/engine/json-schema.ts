import * as z from 'zod';
import {mechanisms} from '../mechanisms/index.js';
import {identifier} from '../timeline/scalars.js';
import {actionSchema, faultSchema, fileSchema, mitigationSchema, modelSchema} from '../timeline/schema.js';

type Node = {[key: string]: unknown};

const parameter: Node = {
  description: 'One of `model.parameters`.',
  type: 'object',
  properties: {param: {type: 'string'}},
  required: ['param'],
  additionalProperties: false,
};
const number = {anyOf: [{type: 'number'}, {$ref: '#/$defs/parameter'}]};
const inner = {$ref: '#/$defs/expression'};
const parts = {type: 'array', items: inner, minItems: 1};

const operator = (name: string, operand: Node, description: string): Node => ({
  description,
  type: 'object',
  properties: {[name]: operand},
  required: [name],
  additionalProperties: false,
});

const tuple = (...items: readonly Node[]): Node => ({type: 'array', prefixItems: items, items: false, minItems: items.length});

const expression: Node = {
  description: 'A number, a signal "component.output", or an expression over them.',
  anyOf: [
    {type: 'number'},
    {$ref: '#/$defs/signal'},
    operator('not', inner, '1 − x'),
    operator('mul', parts, 'The product.'),
    operator('min', parts, 'The least.'),
    operator('max', parts, 'The most.'),
    operator('sum', {type: 'array', items: tuple(number, inner), minItems: 1}, 'The sum of factor × x.'),
    operator('step', tuple(inner, number), '1 from the threshold on, else 0.'),
    operator('ramp', tuple(inner, number, number), '0 up to low, 1 from high on, a straight line between.'),
    operator('last', {$ref: '#/$defs/signal'}, 'The value of the step before.'),
    {$ref: '#/$defs/parameter'},
  ],
};

/** The file's schema with what the mechanisms add: the keys of each type of component and of each fault, and the verbs. */
function wholeSchema(drill: z.ZodType | undefined): z.ZodType {
  const components = mechanisms.map(({type, what, parameters}) =>
    z
      .strictObject({
        type: z.literal(type).describe('The mechanism.'),
        id: identifier.describe("The component's name; its signals are named id.output."),
        ...parameters.shape,
      })
      .describe(what),
  );
  const faults = mechanisms.flatMap(({fault}) =>
    fault === undefined ? [] : [z.strictObject({target: faultSchema.shape.target, ...fault.shape})],
  );
  const verbs = [...new Set(mechanisms.flatMap(mechanism => Object.keys(mechanism.verbs)))].sort();
  const verb = z.enum(verbs).describe(mitigationSchema.shape.verb.description ?? '');
  const {description = ''} = modelSchema;
  const model = z.strictObject({
    ...modelSchema.shape,
    components: z
      .array(z.discriminatedUnion('type', components as never))
      .default([])
      .describe('The parts of the system.'),
    faults: z
      .array(z.union(faults as never))
      .default([])
      .describe('The causes from outside.'),
    actions: z
      .array(z.strictObject({...actionSchema.shape, verb}).describe(actionSchema.description ?? ''))
      .default([])
      .describe('What operators did.'),
  });
  const mitigations = z.array(z.strictObject({...mitigationSchema.shape, verb}).describe(mitigationSchema.description ?? ''));
  return z
    .strictObject({
      ...fileSchema.shape,
      mitigations: mitigations.default([]).describe('The switches that a person may throw.'),
      model: model.describe(description).optional(),
      ...(drill === undefined ? {} : {drill: drill.optional()}),
    })
    .describe(fileSchema.description ?? '');
}

/**
 * The JSON Schema of a timeline file, draft 2020-12. What no JSON Schema can say (who refers to whom) only `validate` checks.
 *
 * @param drill what stands under `drill`; without it: anything
 */
export function timelineJsonSchema(drill?: z.ZodType): Node {
  const schema = z.toJSONSchema(wholeSchema(drill), {target: 'draft-2020-12', io: 'input', unrepresentable: 'any'}) as Node;
  const {$schema, $defs, ...rest} = schema;
  const defs = $defs as Node;
  const model = (rest.properties as Record<string, Node>).model as {properties: Record<string, Node>};
  for (const key of ['components', 'faults']) model.properties[key] = withParameters(model.properties[key] as Node) as Node;
  Object.assign(defs, {
    parameter,
    expression,
    numberOrParameter: {...(defs.numberOrParameter as Node), anyOf: [{type: 'number', minimum: 0}, {$ref: '#/$defs/parameter'}]},
  });
  const sorted = Object.fromEntries(Object.entries(defs).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {$schema, title: 'incident-replay timeline, version 1', ...(withOwnKeys(rest) as Node), $defs: withOwnKeys(sorted)};
}

const mapped = (value: unknown, change: (node: Node) => Node): unknown => {
  if (Array.isArray(value)) return value.map(part => mapped(part, change));
  if (typeof value !== 'object' || value === null) return value;
  return change(Object.fromEntries(Object.entries(value).map(([key, part]) => [key, mapped(part, change)])));
};

/** In a component every number may be `{"param": "name"}`, and an object has no keys but its own. */
const withParameters = (schema: Node): unknown =>
  mapped(schema, node => {
    if (typeof node.properties === 'object' && node.type === 'object') return {...node, additionalProperties: false};
    if (node.type !== 'number' && node.type !== 'integer') return node;
    const {description, default: fallback, ...bounds} = node;
    const kept = Object.fromEntries(Object.entries({description, default: fallback}).filter(([, value]) => value !== undefined));
    return {...kept, anyOf: [bounds, {$ref: '#/$defs/parameter'}]};
  });

/** Keys that begin with `x-` may stand in every object: they are the author's own. */
const withOwnKeys = (schema: Node): unknown =>
  mapped(schema, node =>
    node.type === 'object' && node.additionalProperties === false ? {...node, patternProperties: {'^x-': {}}} : node,
  );
