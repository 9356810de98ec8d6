/**
 * Inputs, with their limits: what a journal's line may hold and what may come over a network. What an input means, and whether it may
 * be now, is for `session.ts` to say.
 */
import * as z from 'zod';
import type {DeepReadonly} from '../../deep-readonly.js';
import {channels} from '../scenario/schema.js';
import {ratings} from '../scenario/state.js';

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

/** What a seat does. */
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
]);
export type SeatInput = DeepReadonly<z.output<typeof seatInputSchema>>;

/** What the controller does. */
export const controlInputSchema = z.discriminatedUnion('type', [
  z.strictObject({type: z.enum(['start-ex', 'end-ex', 'pause', 'resume', 'halt', 'undo'])}),
  z.strictObject({type: z.literal('lock-story')}),
  z.strictObject({type: z.literal('reveal')}),
  z.strictObject({type: z.enum(['release', 'hold', 'skip']), inject: id}),
  z.strictObject({type: z.literal('edit'), inject: id, text}),
  z.strictObject({type: z.literal('add'), channel: z.enum(channels), to: ids, text}),
  z.strictObject({type: z.literal('pace'), pace: z.number().min(0).max(1000)}),
  z.strictObject({type: z.literal('scene'), scene: id}),
  z.strictObject({type: z.literal('give-hint'), decision: id}),
  z.strictObject({type: z.literal('observe'), text, objective: id.nullable()}),
  z.strictObject({type: z.literal('rate'), objective: id, rating: z.enum(ratings), note: text}),
  z.strictObject({type: z.literal('tell'), scene: id, text}),
  /** Says of the run itself how far it can be compared. */
  z.strictObject({type: z.literal('mark'), as: z.enum(['practice', 'agent'])}),
  z.strictObject({type: z.literal('improve'), area: text, action: text, owner: text, due: text, check: text}),
]);
export type ControlInput = DeepReadonly<z.output<typeof controlInputSchema>>;

/** Simulated time goes on. Comes from the clock of whoever plays the drill. */
const clockInputSchema = z.strictObject({type: z.literal('advance'), byMs: z.number().int().min(0)});
export type ClockInput = DeepReadonly<z.output<typeof clockInputSchema>>;

/** Everything that can happen in a drill; a journal is a list of these. */
export const inputSchema = z.discriminatedUnion('type', [seatInputSchema, controlInputSchema, clockInputSchema]);
export type Input = SeatInput | ControlInput | ClockInput;

export const isControl = (input: Input): input is ControlInput => input.type !== 'advance' && !('seat' in input);
