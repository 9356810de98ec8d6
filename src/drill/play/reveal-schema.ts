/** What is revealed after EndEx, step by step, as data: every screen draws it at its own width, and programs can read it. */
import * as z from 'zod';
import type {DeepReadonly} from '../../deep-readonly.js';
import type {RevealStep} from '../scenario/state.js';

export const revealTitles: Readonly<Record<RevealStep, string>> = {
  story: 'THE TEAM’S OWN STORY',
  impact: 'WHAT IT COST',
  history: 'THE NIGHT ITSELF',
  best: 'THE BEST KNOWN PLAN',
  mechanism: 'HOW IT WORKED',
};

const text = z.string();
const list = <T extends z.ZodType>(of: T) => z.array(of);
const ms = z.number().describe('Milliseconds, on the clock of `nowMs`.');
const basis = z.enum(['H', 'M', 'A']).describe('History, follows from the published mechanism, or an assumption.');

const ownLine = z.strictObject({atMs: ms, what: text, text});

/** Runs of one world, side by side; all of them up to the same moment. */
const losses = z
  .strictObject({
    fromMs: ms,
    untilMs: ms,
    runs: list(
      z.strictObject({
        of: z.enum(['you', 'history', 'best']),
        lost: z.number().describe('User-minutes. Worked out by the model; user counts are illustrative.'),
        byMinute: list(z.number()).describe('Of them in each minute from `fromMs` on; the last one may be shorter.'),
      }),
    ),
  })
  .describe('What users lost in runs of the same world.');

const page = <Step extends RevealStep, Shape extends z.ZodRawShape>(step: Step, shape: Shape) =>
  z.strictObject({step: z.literal(step), title: text, ...shape});

export const revealPageSchema = z.discriminatedUnion('step', [
  page('story', {
    scenes: list(z.strictObject({spoken: text.describe('What was said when the scene began.'), story: text})),
    own: list(ownLine).describe('What the team saw, did and said.'),
  }),
  page('impact', {
    losses,
    services: list(z.strictObject({name: text, minutes: z.number()})).describe('Minutes not operational, the most first.'),
  }),
  page('history', {
    losses,
    decisions: list(z.strictObject({title: text, you: text, history: text.nullable().describe('Null: history did not decide it.')})),
  }),
  page('best', {
    losses,
    plan: z
      .strictObject({title: text, rules: list(z.strictObject({order: text, afterMinutes: z.number().describe('After its cue.')}))})
      .nullable()
      .describe('Null: the scenario has none.'),
  }),
  page('mechanism', {
    what: text,
    so: list(text).describe('Hypotheses that are so in this world, at the end of play.'),
    facts: list(z.strictObject({text, mark: basis, sources: list(text)})).describe('Public only later.'),
    effects: list(z.strictObject({title: text, option: text, effect: text, basis})).describe('What follows from what was chosen.'),
    sources: list(z.strictObject({id: text, title: text, publisher: text})),
  }),
]);

/** A step of the reveal that is open, as everybody in the room reads it. */
export type RevealPage = DeepReadonly<z.output<typeof revealPageSchema>>;
export type RevealPageOf<Step extends RevealStep> = Extract<RevealPage, {step: Step}>;

/** A line of the team's own timeline. */
export type OwnLine = DeepReadonly<z.output<typeof ownLine>>;
export type Losses = DeepReadonly<z.output<typeof losses>>;
