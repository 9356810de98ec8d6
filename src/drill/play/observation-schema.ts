/** What an observation is, as it is drawn and as it leaves the program. */
import * as z from 'zod';
import {units} from '../../timeline/types.js';
import {channels, roles} from '../scenario/schema.js';
import {revealPageSchema} from './reveal-schema.js';

const id = z.string();
const ms = z.number().describe('Milliseconds, on the clock of `nowMs`.');
const list = <T extends z.ZodType>(of: T) => z.array(of);
const stamp = {id, atMs: ms, wallMs: z.number().describe('Milliseconds of wall time since the start.')};
const named = z.strictObject({id, title: z.string()});
const card = z.strictObject({effect: z.string(), check: z.string(), risk: z.string(), wayBack: z.string()});

const look = z.strictObject({
  id,
  atMs: ms,
  readings: list(
    z.strictObject({
      label: z.string(),
      unit: z.enum(units),
      value: z.number(),
      isNormal: z.boolean().nullable().describe('Null: it has no normal band.'),
    }),
  ),
  words: list(z.string()),
});

const message = z.strictObject({id, atMs: ms, channel: z.enum(channels), text: z.string(), isAcknowledged: z.boolean()});

const action = z.strictObject({
  id,
  title: z.string(),
  area: id,
  needs: z.string().describe('Its precondition, in words.'),
  leadMinutes: z.number(),
  cost: z.string(),
  risk: z.string(),
  reversible: z.boolean(),
  busyUntilMs: ms.nullable().describe('The hands of its area are free again then; null: they are free.'),
  isOrdered: z.boolean(),
});

const order = z.strictObject({id, atMs: ms, seat: id, action: id, title: z.string(), card, worksAtMs: ms, isCancelled: z.boolean()});

const decision = z.strictObject({
  id,
  title: z.string(),
  seen: z.string(),
  openedAtMs: ms,
  isYours: z.boolean().describe('Whether this seat may commit it.'),
  options: list(z.strictObject({id, text: z.string()})),
  committed: z.strictObject({option: id, reason: z.string(), atMs: ms, seat: id}).nullable(),
  hints: list(z.string()),
  /** Whether a further hint can be had. */
  hasHint: z.boolean(),
});

const belief = z.strictObject({...stamp, seat: id, hypothesis: id, probability: z.number(), because: z.string()});
const post = z.strictObject({
  ...stamp,
  seat: id,
  audience: id,
  impact: z.string(),
  scope: z.string(),
  doing: z.string(),
  nextMinutes: z.number(),
});
const task = z.strictObject({
  ...stamp,
  by: id,
  owner: id,
  text: z.string(),
  dueMinutes: z.number(),
  acknowledgedAtMs: ms.nullable(),
  doneAtMs: ms.nullable(),
});
const note = z.strictObject({...stamp, seat: id, text: z.string(), kind: z.enum(['note', 'todo', 'can'])});

export const observationSchema = z
  .strictObject({
    exercise: z.literal(true),
    codeName: z.string(),
    /** What was read aloud before it began. */
    brief: z.strictObject({purpose: z.string(), rules: list(z.string()), artificialities: list(z.string()), haltPhrase: z.string()}),
    phase: z.enum(['brief', 'play', 'hotWash', 'over']),
    seat: id,
    title: z.string(),
    role: z.enum(roles).nullable(),
    nowMs: z.number().describe('Simulated time; only differences mean anything.'),
    /** How the time of day is told; it has no date. */
    clock: z.strictObject({ofDayMs: z.number(), zone: z.string()}).describe('Add it to `nowMs` for the time of day.'),
    isPaused: z.boolean(),
    isHalted: z.boolean(),
    scene: z.string().describe('What was said when the scene began.'),
    commander: id.nullable(),
    seats: list(named),
    areas: list(named),
    messages: list(message),
    /** No looks: nobody of this seat has looked. */
    panels: list(z.strictObject({id, title: z.string(), area: id, looks: list(look).describe('The newest first.')})),
    palette: list(action).describe('Everything that can be ordered; some of it helps.'),
    orders: list(order),
    decisions: list(decision),
    hypotheses: list(z.strictObject({id, text: z.string()})),
    beliefs: list(belief),
    audiences: list(z.strictObject({id, title: z.string(), dueAtMs: ms.nullable().describe('When the next word was promised.')})),
    posts: list(post),
    tasks: list(task),
    notes: list(note),
    facts: list(z.strictObject({id, text: z.string()})),
    reveal: list(revealPageSchema).describe('The steps of the reveal that are open, in their order. Empty before the end.'),
  })
  .describe('Everything that the seat may know now, and nothing else.');
