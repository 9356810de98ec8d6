/**
 * The shape of an input, with its limits: what a journal's line may hold and what may come over a network. What an input means, and
 * whether it may be now, is for `session.ts` to say.
 */
import * as z from 'zod';
import {channels} from '../scenario/schema.js';
import {ratings} from '../scenario/state.js';
import type {ClockInput, ControlInput, Input, SeatInput} from './input.js';

/** The longest text that a person may write in one field, in UTF-16 code units. */
export const longestField = 2000;

const id = z.string().min(1).max(100);
const text = z.string().max(longestField);
const ids = z.array(id).max(50);
const minutes = z
  .number()
  .min(0)
  .max(24 * 60);
const card = z.strictObject({effect: text, check: text, risk: text, wayBack: text});

/** What a seat may send. */
export const seatInputSchema = z.discriminatedUnion('type', [
  z.strictObject({type: z.literal('look'), seat: id, panel: id}),
  z.strictObject({type: z.literal('believe'), seat: id, hypothesis: id, probability: z.number().min(0).max(1), because: text}),
  z.strictObject({type: z.literal('order'), seat: id, action: id, card}),
  z.strictObject({type: z.literal('cancel'), seat: id, order: id}),
  z.strictObject({type: z.literal('decide'), seat: id, decision: id, option: id, ranking: ids, reason: text}),
  z.strictObject({type: z.literal('post'), seat: id, audience: id, impact: text, scope: text, doing: text, nextMinutes: minutes}),
  z.strictObject({type: z.literal('task'), seat: id, owner: id, text, dueMinutes: minutes}),
  z.strictObject({type: z.enum(['take-task', 'finish-task']), seat: id, task: id}),
  z.strictObject({type: z.literal('note'), seat: id, text, kind: z.enum(['note', 'todo', 'can'])}),
  z.strictObject({type: z.literal('acknowledge'), seat: id, message: id}),
  z.strictObject({type: z.literal('ask-hint'), seat: id, decision: id}),
  z.strictObject({type: z.literal('take-command'), seat: id, readBack: z.boolean()}),
  z.strictObject({type: z.literal('recognise'), seat: id}),
]) satisfies z.ZodType<SeatInput>;

/** What the controller may send. */
export const controlInputSchema = z.discriminatedUnion('type', [
  z.strictObject({type: z.enum(['start-ex', 'end-ex', 'pause', 'resume', 'halt', 'lock-story', 'reveal', 'undo'])}),
  z.strictObject({type: z.enum(['release', 'hold', 'skip']), inject: id}),
  z.strictObject({type: z.literal('edit'), inject: id, text}),
  z.strictObject({type: z.literal('add'), channel: z.enum(channels), to: ids, text}),
  z.strictObject({type: z.literal('pace'), pace: z.number().min(0).max(1000)}),
  z.strictObject({type: z.literal('scene'), scene: id}),
  z.strictObject({type: z.literal('give-hint'), decision: id}),
  z.strictObject({type: z.literal('observe'), text, objective: id.nullable()}),
  z.strictObject({type: z.literal('rate'), objective: id, rating: z.enum(ratings), note: text}),
  z.strictObject({type: z.literal('tell'), scene: id, text}),
  z.strictObject({type: z.literal('mark'), as: z.enum(['practice', 'agent'])}),
  z.strictObject({type: z.literal('improve'), area: text, action: text, owner: text, due: text, check: text}),
]) satisfies z.ZodType<ControlInput>;

const clockInputSchema = z.strictObject({type: z.literal('advance'), byMs: z.number().int().min(0)}) satisfies z.ZodType<ClockInput>;

/** What a journal's line may hold. */
export const inputSchema = z.discriminatedUnion('type', [seatInputSchema, controlInputSchema, clockInputSchema]) satisfies z.ZodType<Input>;

type Named<T extends {readonly type: string}> = T['type'];
/** The compiler stops here when an input has no schema. */
export const isEveryInputKnown: [Named<Input>] extends [Named<z.output<typeof inputSchema>>] ? true : never = true;
