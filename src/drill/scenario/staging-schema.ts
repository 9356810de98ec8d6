/** How a scenario is played: lengths and crews, other worlds, whom words go to, and who plays it without judgement. */
import * as z from 'zod';
import {identifier} from '../../timeline/scalars.js';
import {list, minutes, predicateSchema, spokenSchema, words} from './predicate-schema.js';

export const variantSchema = z.strictObject({
  id: identifier.describe('Its name, as `60`.'),
  title: words.describe('For the list of scenarios.'),
  minutes: z.number().min(1).describe('Wall minutes, brief and hot wash included.'),
  injects: z.array(identifier).min(1).describe('The rows that it plays; the cupboard of contingencies is open in all.'),
  decisions: list(identifier).describe('The decisions that it asks for.'),
  scenes: z
    .array(
      z.strictObject({
        scene: identifier.describe('Which.'),
        wallMinutes: minutes.describe('Minutes of the clock on the wall.'),
      }),
    )
    .min(1)
    .describe('The scenes that it plays, in order.'),
  seats: list(identifier).describe('Who plays it; empty: every seat that covers no other.'),
  isSolo: z.boolean().default(false).describe('One person who is everybody.'),
});

export const twinSchema = z.strictObject({
  id: identifier.describe('Its name.'),
  title: words.describe('For the controller: the other cause.'),
  parameters: z.record(identifier, z.number()).default({}).describe('Other values of the model’s parameters.'),
  components: z
    .record(identifier, z.record(z.string(), z.unknown()))
    .default({})
    .describe('Keys of components that differ; a new name with a `type` is one more component.'),
  faults: z.array(z.record(z.string(), z.unknown())).optional().describe('In the place of the model’s faults.'),
  instead: z
    .record(
      identifier,
      z.strictObject({
        target: identifier.describe('The component that it acts on.'),
        verb: words.describe('What it does to it.'),
        params: z.record(z.string(), z.unknown()).default({}).describe('How.'),
      }),
    )
    .default({})
    .describe('What mitigations and recorded actions do here, by id.'),
  texts: z.record(identifier, words).default({}).describe('Other words of injects, by id.'),
  says: z.record(identifier, z.array(spokenSchema)).default({}).describe('Other words of panels, by id.'),
  withheld: list(identifier).describe('Injects that are false here.'),
  truths: z.record(identifier, z.boolean()).default({}).describe('Hypotheses whose truth differs.'),
});

export const audienceSchema = z.strictObject({
  id: identifier.describe('Its name.'),
  title: words.describe('As seats read it.'),
  windows: z
    .array(
      z.strictObject({
        untilMinutes: minutes.optional().describe('Minutes after the start; absent: to the end.'),
        everyMinutes: z.number().min(1).describe('How old a word may be.'),
      }),
    )
    .min(1)
    .describe('How often it needs a word, in order.'),
  claims: list(
    z.strictObject({
      pattern: words.describe('A regular expression: the words that say it.'),
      fact: predicateSchema.describe('When it is so.'),
      says: words.describe('What it claims, for the report.'),
    }),
  ).describe('Words that may be said only when they are true and seen.'),
});

export const policySchema = z.strictObject({
  id: identifier.describe('`history`, or `best`.'),
  title: words.describe('In the report.'),
  rules: z
    .array(
      z.strictObject({
        when: predicateSchema.describe('When it was seen; only what panels and messages tell.'),
        afterMinutes: minutes.default(0).describe('So long after it was first seen.'),
        order: identifier.describe('The action that is then ordered.'),
      }),
    )
    .describe('What is ordered, and on what.'),
});
