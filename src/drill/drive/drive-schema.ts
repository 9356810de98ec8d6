/** The step protocol for programs: one request a line, one answer a line. What changes its shape changes `driveVersion`. */
import * as z from 'zod';
import type {DeepReadonly} from '../../deep-readonly.js';
import {type SeatInput, seatInputSchema} from '../play/input.js';
import {observationSchema} from '../play/observation-schema.js';
import {clockPolicies} from '../scenario/clock-policy.js';

/** Goes up when a program that reads answers of the version before would misread them. */
export const driveVersion = 1;

/** A program that asks for more is told so. */
const mostMinutes = 24 * 60;

type Without<Whole, Key extends string> = Whole extends unknown ? Omit<Whole, Key> : never;
/** What somebody does who has one seat. */
export type Act = Without<SeatInput, 'seat'>;

const acts: Readonly<Record<Act['type'], string>> = {
  look: 'Looks at a panel. Costs two minutes.',
  believe: 'Says how likely an explanation is, and why.',
  order: 'Orders an action of the palette: what it should do, what will show it. Costs a minute, and works after its lead time.',
  cancel: 'Calls off an order that does not work yet.',
  decide: 'Commits a decision, with the reason. Costs a minute.',
  post: 'A word to an audience: what people see, where, what is being done, when the next word comes. Costs two minutes.',
  task: 'Gives a task to one seat, with a time box.',
  'take-task': 'Says that a task is taken.',
  'finish-task': 'Says that a task is done.',
  note: 'Writes something down.',
  acknowledge: 'Says that a message has been read.',
  'ask-hint': 'Asks for the next hint on an open decision. Costs a minute, and is in the report.',
  'take-command': 'Takes command.',
  recognise: 'Says that the incident was recognised.',
};

/** The inputs of a seat without the seat: a program has one. */
const actSchema = z
  .discriminatedUnion('type', seatInputSchema.options.map(each => withoutSeat(each as unknown as z.ZodObject)) as never)
  .describe('What the seat does.') as unknown as z.ZodType<Act>;

function withoutSeat(input: z.ZodObject): z.ZodObject {
  const types = (input.shape.type as z.ZodLiteral<Act['type']> | z.ZodEnum).def;
  const names = 'values' in types ? types.values : (Object.values(types.entries) as readonly Act['type'][]);
  return input.omit({seat: true}).describe(names.map(name => acts[name]).join(' Or: '));
}

const op = <Name extends string, Shape extends z.ZodRawShape>(name: Name, what: string, shape: Shape) =>
  z.strictObject({op: z.literal(name), ...shape}).describe(what);

export const requestSchema = z
  .discriminatedUnion('op', [
    op('schema', 'What requests and answers look like.', {}),
    op('reset', 'Begins again. A run that was begun again counts as practice.', {
      seed: z.int().min(1).optional().describe('Another world; absent: the same.'),
    }),
    op('observe', 'What the seat may know now. Costs nothing.', {}),
    op('act', 'The seat does something; its minutes pass.', {input: actSchema}),
    op('advance', 'Time passes, at most to where the scene changes.', {
      minutes: z.int().min(1).max(mostMinutes).optional().describe('Absent: until something happens.'),
      until: z.literal('something').optional().describe('Stops as soon as there is a new message or decision.'),
    }),
    op('score', 'How it went. Only after the end.', {}),
  ])
  .describe('One line of stdin.');
export type Request = z.output<typeof requestSchema>;
export type Op = Request['op'];
export const ops = requestSchema.options.map(({shape}) => shape.op.value);

/** What every answer says of the run: it never counts as a person's, and nothing kept the program from reading the scenario. */
const runSchema = z.strictObject({
  agent: z.literal(true),
  unsealed: z.literal(true).describe('The scenario was within the program’s reach.'),
  practice: z.boolean().describe('Begun again after it had been played.'),
  seed: z.int(),
  policy: z.enum(clockPolicies),
  hintsOpened: z.int(),
});
export type RunMarks = z.output<typeof runSchema>;

const head = {version: z.literal(driveVersion), exercise: z.literal(true)};
const played = {ok: z.literal(true), ...head, run: runSchema, observation: observationSchema};

export const answerSchema = z
  .union([
    z.strictObject({...played, op: z.enum(['reset', 'observe', 'act', 'advance'])}),
    z.strictObject({
      ...played,
      op: z.literal('score'),
      choice: z.strictObject({variant: z.string(), twin: z.string().nullable()}).describe('Which drill it was.'),
      profile: z.record(z.string(), z.unknown()).describe('Seven dimensions side by side, each number with its evidence.'),
    }),
    z.strictObject({
      ok: z.literal(true),
      ...head,
      op: z.literal('schema'),
      request: z.record(z.string(), z.unknown()),
      answer: z.record(z.string(), z.unknown()),
    }),
    z
      .strictObject({ok: z.literal(false), ...head, op: z.enum(ops).nullable(), error: z.string(), hint: z.string()})
      .describe('Nothing has changed.'),
  ])
  .describe('One line of stdout for each line of stdin.');
export type Answer = DeepReadonly<z.input<typeof answerSchema>>;

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> =>
  z.toJSONSchema(schema, {target: 'draft-2020-12', io, unrepresentable: 'any'}) as Record<string, unknown>;

export const requestJsonSchema = (): Record<string, unknown> => jsonSchema(requestSchema, 'input');
export const answerJsonSchema = (): Record<string, unknown> => jsonSchema(answerSchema, 'output');
