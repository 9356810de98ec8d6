import * as z from 'zod';
import {identifier, instant, signalName} from '../../timeline/scalars.js';
import {comparisons} from '../../timeline/types.js';

/** Text that says something. */
export const words = z.string().min(1);
/** A list that may be left out. */
export const list = <T extends z.ZodType>(of: T) => z.array(of).default([]);
export const minutes = z.number().min(0);

export const knowledgeTags = ['SIM-c', 'SIM-i', 'PUB', 'OPS', 'LATE', 'FIC'] as const;
/** SIM: seen in the simulation, by customers or inside. PUB: published. OPS: known inside. LATE: only published afterwards. FIC: invented. */
export type KnowledgeTag = (typeof knowledgeTags)[number];

export const knowledgeSchema = z
  .strictObject({
    tag: z.enum(knowledgeTags).describe('Who could know it.'),
    from: instant.optional().describe('From when; absent: as soon as it is there.'),
  })
  .describe('Who could know it, and from when.');

/** A condition on the drill's world and on what the team has done. */
export type FilePredicate =
  | {signal: string; op: (typeof comparisons)[number]; value: number; forMinutes?: number | undefined}
  | {reached: string}
  | {since: string; minutes: number}
  | {ordered: string; minutes?: number | undefined}
  | {decided: string; option?: string | undefined}
  | {looked: string}
  | {posted: string; withinMinutes: number}
  | {held: string; atLeast: number}
  | {all: FilePredicate[]}
  | {any: FilePredicate[]}
  | {not: FilePredicate};

export const predicateSchema: z.ZodType<FilePredicate> = z
  .lazy(() =>
    z.union([
      z
        .strictObject({
          signal: signalName.describe('A number of the world.'),
          op: z.enum(comparisons).describe('How it compares.'),
          value: z.number().describe('With what.'),
          forMinutes: minutes.optional().describe('For how long already.'),
        })
        .describe('A number of the world is on one side of a value.'),
      z.strictObject({reached: instant.describe('When.')}).describe('The clock has reached this instant.'),
      z
        .strictObject({since: identifier.describe('An inject, a decision or an action.'), minutes: minutes.describe('How long.')})
        .describe('So long since an inject came, a decision was committed or an action took effect.'),
      z
        .strictObject({ordered: identifier.describe('An action.'), minutes: minutes.optional().describe('How long ago.')})
        .describe('The action was ordered (so many minutes ago), whether or not it works already.'),
      z
        .strictObject({decided: identifier.describe('A decision.'), option: identifier.optional().describe('One of its options.')})
        .describe('The decision is committed (for this option).'),
      z.strictObject({looked: identifier.describe('A panel.')}).describe('Somebody has looked at this panel.'),
      z
        .strictObject({posted: identifier.describe('An audience.'), withinMinutes: minutes.describe('How new.')})
        .describe('This audience has had a word within so many minutes.'),
      z
        .strictObject({held: identifier.describe('A hypothesis.'), atLeast: z.number().min(0).max(1).describe('How sure.')})
        .describe('Somebody gives this hypothesis at least that probability.'),
      z.strictObject({all: z.array(predicateSchema).min(1).describe('Every one of these.')}),
      z.strictObject({any: z.array(predicateSchema).min(1).describe('At least one of these.')}),
      z.strictObject({not: predicateSchema}),
    ]),
  )
  .meta({id: 'predicate', description: 'A condition on the world and on what the team has done.'});

/** Words that stand somewhere while a condition holds. */
export const spokenSchema = z.strictObject({
  when: predicateSchema.describe('While this holds.'),
  text: words.describe('What the panel says: seen, not explained.'),
});
