/** What a host and those who joined say to each other: JSON messages over a WebSocket, checked on both sides. */
import * as z from 'zod';
import {controlInputSchema, longestField, seatInputSchema} from '../drill/play/input.js';

/** Both sides must speak the same one. */
export const protocolVersion = 2;

/** The largest message that a host takes, in bytes. */
export const longestMessage = 16 * 1024;

/** Seats that everybody may take who has the code: they see what the whole room knows. */
export const roomSeats = ['projector', 'observer'] as const;

const key = z.string().min(1).max(100);
const text = z.string().max(longestField);

const clientSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('hello'),
    protocol: z.number().int(),
    code: z.string().max(64),
    /** Null: which there are is the question. A controller's code needs none. */
    seat: z.string().max(100).nullable(),
    /** What the host gave when the seat was taken: who holds it takes the seat back. */
    token: z.string().max(64).nullable(),
    /** Nobody sits there: the run is marked as one of programs. */
    isProgram: z.boolean(),
  }),
  z.strictObject({type: z.literal('input'), key, input: z.discriminatedUnion('type', [seatInputSchema, controlInputSchema])}),
  z.strictObject({
    type: z.literal('check'),
    key,
    words: z.strictObject({audience: key, impact: text, scope: text, doing: text, nextMinutes: z.number().min(0).max(1440)}),
  }),
]);
/** What one who joined says. */
export type ClientMessage = z.output<typeof clientSchema>;

/** Why somebody is not let in, or no longer. */
export const denials = [
  'version',
  'wrong-code',
  'wait',
  'which-seat',
  'unknown-seat',
  'seat-taken',
  'full',
  'replaced',
  'too-fast',
  'no-message',
] as const;
export type Denial = (typeof denials)[number];

const findingSchema = z.object({
  about: z.enum(['missing', 'promise', 'wording', 'claim', 'news']),
  isBlocking: z.boolean(),
  text: z.string(),
});
const seatsSchema = z.array(z.object({id: z.string(), title: z.string(), isTaken: z.boolean()}));
const hostSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('welcome'),
    exercise: z.literal(true),
    codeName: z.string(),
    /** A seat's id, `controller`, `projector` or `observer`. */
    seat: z.string(),
    title: z.string(),
    token: z.string(),
  }),
  /** Everything that may be known, and what has changed of it since. A controller gets a `ControllerView`, all others an `Observation`. */
  z.object({type: z.literal('whole'), of: z.record(z.string(), z.unknown())}),
  z.object({type: z.literal('change'), patch: z.record(z.string(), z.unknown())}),
  z.object({type: z.literal('done'), key, refused: z.string().nullable()}),
  z.object({type: z.literal('checked'), key, findings: z.array(findingSchema)}),
  z.object({type: z.literal('denied'), reason: z.enum(denials), words: z.string(), seats: seatsSchema.optional()}),
  z.object({type: z.literal('bye'), words: z.string()}),
]);
/** What a host says. */
export type HostMessage = z.output<typeof hostSchema>;

/** Null: it is no message of ours. */
export const clientMessage = (data: string): ClientMessage | null => read(clientSchema, data);
export const hostMessage = (data: string): HostMessage | null => read(hostSchema, data);

function read<T>(schema: z.ZodType<T>, data: string): T | null {
  try {
    return schema.safeParse(JSON.parse(data)).data ?? null;
  } catch {
    return null;
  }
}
