import * as z from 'zod';
import {UserError} from '../errors.js';
import type {Exploration} from '../export/exploration.js';
import {questions} from '../export/questions.js';
import {readInput, textOf} from './input.js';
import type {Io} from './io.js';

const clearAt = z.string().nullable();
const edit = z.discriminatedUnion('op', [
  z.object({op: z.literal('add'), mitigation: z.string(), at: z.string()}),
  z.object({op: z.literal('remove'), action: z.string()}),
  z.object({op: z.literal('move'), action: z.string(), at: z.string()}),
]);
const found = z.object({
  edits: z.array(edit),
  userMinutes: z.number(),
  versusHistory: z.number(),
  allClear: clearAt,
  rank: z.number(),
  moments: z.array(z.number()),
});
const file: z.ZodType<Exploration> = z.object({
  timeline: z.string(),
  timelineHash: z.string(),
  seed: z.number(),
  maxActions: z.number(),
  budget: z.number(),
  hindsight: z.boolean(),
  from: z.string(),
  searchStepSeconds: z.number(),
  under: z.number(),
  find: z.array(z.enum(questions)),
  history: z.object({userMinutes: z.number(), allClear: clearAt}),
  shards: z.array(z.string().regex(/^\d+\/\d+$/)),
  stoppedEarly: z.boolean(),
  evaluated: z.number(),
  seconds: z.number(),
  best: z.array(found),
  smallestSufficient: z.array(found),
  latestUseful: z.array(
    z.object({
      mitigation: z.string(),
      at: z.string().nullable(),
      gainMinutes: z.number(),
      bestAt: z.string().nullable(),
      bestGainMinutes: z.number(),
    }),
  ),
});

/** What `explore --json` printed. Throws a UserError with exit code 1 when it is anything else. */
export async function readExploration(io: Io, name: string): Promise<Exploration> {
  const hint = 'explore merge takes what explore --json prints.';
  const text = textOf(await readInput(io, name), name);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UserError(`${name} is not JSON: ${error.message}.`, hint);
  }
  const result = file.safeParse(value);
  if (result.success) return result.data;
  const [first] = result.error.issues;
  throw new UserError(`${name} is no exploration: ${first?.path.map(String).join('.') || 'the whole file'}: ${first?.message}`, hint);
}
