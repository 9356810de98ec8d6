/**
 * The shape of a scenario: the `drill` of a timeline file. One source of the validator, of the JSON Schema and of the author's
 * document. What refers to what is checked in `lint.ts`.
 */
import * as z from 'zod';
import {identifier, instant, signalName} from '../timeline/scalars.js';
import {comparisons, units} from '../timeline/types.js';

const words = z.string().min(1);
const list = <T extends z.ZodType>(of: T) => z.array(of).default([]);
const minutes = z.number().min(0);

export const knowledgeTags = ['SIM-c', 'SIM-i', 'PUB', 'OPS', 'LATE', 'FIC'] as const;
/** SIM: seen in the simulation, by customers or inside. PUB: published. OPS: known inside. LATE: only published afterwards. FIC: invented. */
export type KnowledgeTag = (typeof knowledgeTags)[number];

const knowledgeSchema = z
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
  | {posted: string; withinMinutes: number}
  | {held: string; atLeast: number}
  | {all: FilePredicate[]}
  | {any: FilePredicate[]}
  | {not: FilePredicate};

export const predicateSchema: z.ZodType<FilePredicate> = z
  .lazy(() =>
    z.union([
      z.strictObject({signal: signalName, op: z.enum(comparisons), value: z.number(), forMinutes: minutes.optional()}),
      z.strictObject({reached: instant}).describe('The clock has reached this instant.'),
      z
        .strictObject({since: identifier, minutes})
        .describe('So long since an inject came, a decision was committed or an action took effect.'),
      z
        .strictObject({ordered: identifier, minutes: minutes.optional()})
        .describe('The action was ordered (so many minutes ago), whether or not it works already.'),
      z.strictObject({decided: identifier, option: identifier.optional()}).describe('The decision is committed (for this option).'),
      z.strictObject({posted: identifier, withinMinutes: minutes}).describe('This audience has had a word within so many minutes.'),
      z
        .strictObject({held: identifier, atLeast: z.number().min(0).max(1)})
        .describe('Somebody gives this hypothesis at least that probability.'),
      z.strictObject({all: z.array(predicateSchema).min(1)}),
      z.strictObject({any: z.array(predicateSchema).min(1)}),
      z.strictObject({not: predicateSchema}),
    ]),
  )
  .meta({id: 'predicate', description: 'A condition on the world and on what the team has done.'});

const objectiveSchema = z.strictObject({
  id: identifier,
  title: words.describe('What the drill is to show.'),
  target: z.string().default('').describe('Its threshold, from the team’s own plan.'),
});

export const roles = [
  'incidentCommander',
  'deputy',
  'scribe',
  'sme',
  'customerLiaison',
  'internalLiaison',
  'tenant',
  'evaluator',
  'observer',
] as const;
export type Role = (typeof roles)[number];

const seatSchema = z.strictObject({
  id: identifier,
  title: words,
  role: z.enum(roles),
  areas: list(identifier).describe('Areas whose panels this seat sees and whose actions it carries out.'),
  view: z.enum(['insider', 'public']).default('insider').describe('A customer’s seat knows only what is public.'),
  covers: list(identifier).describe('Seats whose messages and decisions it takes over where it plays in their place.'),
});

const readingSchema = z.strictObject({
  signal: signalName,
  label: words.describe('As the seat reads it: a symptom, never the explanation.'),
  unit: z.enum(units),
  /** The band in which nobody looks twice. */
  normal: z.tuple([z.number(), z.number()]).optional(),
});

const spokenSchema = z.strictObject({when: predicateSchema, text: words});

const panelSchema = z.strictObject({
  id: identifier,
  title: words,
  area: identifier,
  know: knowledgeSchema,
  readings: z.array(readingSchema).default([]),
  says: list(spokenSchema).describe('Words that the panel shows while a condition holds.'),
});

export const injectKinds = ['contextual', 'expectedAction', 'contingency'] as const;
export const channels = ['pager', 'dashboard', 'chat', 'statusPage', 'customer', 'executive', 'social', 'phone'] as const;
export type Channel = (typeof channels)[number];

const injectSchema = z.strictObject({
  id: identifier,
  kind: z.enum(injectKinds),
  scene: identifier,
  at: instant.describe('When it fell in history.'),
  when: predicateSchema.optional().describe('It comes when this holds; absent: at its time.'),
  afterMinutes: minutes.default(0).describe('So long after `when` began to hold.'),
  unless: predicateSchema.optional().describe('It is false in this world, and withheld, while this holds.'),
  channel: z.enum(channels),
  to: z.array(identifier).min(1).describe('Seats that get it; "all": every seat.'),
  text: words,
  expect: z.string().default('').describe('What good responders typically do. Guidance, not an answer key.'),
  decision: identifier.optional(),
  objectives: z.array(identifier).min(1),
  know: knowledgeSchema,
  sources: list(identifier),
});

const optionSchema = z.strictObject({
  id: identifier,
  text: words,
  orders: list(identifier).describe('Actions of the palette that choosing it orders.'),
  effect: words.describe('What follows, in terms of the mechanism. Only after the reveal.'),
  basis: z.enum(['H', 'M', 'A']).describe('History, follows from the published mechanism, or an assumption.'),
});

const decisionSchema = z.strictObject({
  id: identifier,
  scene: identifier,
  title: words.describe('As participants see it.'),
  seen: words.describe('What a fair judge may assume that the team knew.'),
  opens: predicateSchema,
  seats: z.array(identifier).min(1).describe('Who commits it; the first that is there.'),
  objective: identifier,
  options: z.array(optionSchema).min(2),
  history: identifier.optional().describe('What was done on the night.'),
  experts: list(z.strictObject({who: words, ranking: z.array(identifier), reason: words})),
});

const actionSchema = z.strictObject({
  id: identifier,
  mitigation: identifier
    .optional()
    .describe('The mitigation that it throws; absent: it changes nothing in the model, and only occupies hands.'),
  recorded: list(identifier).describe('Recorded actions of the model that it carries out, as they were done on the night.'),
  title: words,
  area: identifier,
  needs: z.string().default('').describe('Its precondition in words.'),
  ready: predicateSchema.optional().describe('Its precondition: until this holds, it cannot be ordered.'),
  leadMinutes: minutes,
  cost: words,
  risk: z.string().default(''),
  reversible: z.boolean().default(true),
  decoy: z.boolean().default(false),
  cue: predicateSchema.optional().describe('What must be seen before anybody could think of it.'),
  cuePanels: list(identifier).describe('Looking at one of these shows the cue.'),
  check: identifier.optional().describe('The panel that shows whether it works.'),
  settleMinutes: minutes.default(15),
  isSafeEarly: z.boolean().default(false).describe('Good before any cue.'),
  guard: z
    .strictObject({id: identifier, title: words, turns: z.enum(['off', 'on'])})
    .optional()
    .describe('A protection that it switches off, or back on: while it is off, somebody must own it.'),
});

const hypothesisSchema = z.strictObject({
  id: identifier,
  text: words.describe('A mechanism in plain words, none of them the answer’s own name.'),
  truth: z.union([z.boolean(), predicateSchema]).describe('Whether it is so in this world.'),
  panels: list(identifier).describe('Looking at one of these shows it; empty: the panels that show the signals of `truth`.'),
});

const episodeSchema = z
  .strictObject({
    id: identifier,
    title: words.describe('After the reveal.'),
    starts: predicateSchema.describe('Its impact has begun.'),
    mitigated: predicateSchema.describe('Its impact is small, and stays so.'),
    recovered: predicateSchema.optional().describe('Everything is as before: guards are back, no backlog is left.'),
    detects: list(identifier).describe('Injects that tell of it: what the script fires is not the team’s time.'),
    hypothesis: identifier.optional().describe('Its mechanism.'),
  })
  .describe('A stretch of impact with its own T0: times are told per episode.');

export const figureUnits = ['userMinutes', 'minutes', 'share', 'count', 'score'] as const;

const anchorSchema = z
  .strictObject({
    figure: words.describe('The measure that it stands beside, `words.firstPublic`; for times, `times.<episode>.<time>`.'),
    value: z.number(),
    says: z.string().default('').describe('What the number leaves out; both values where sources differ.'),
    mark: z.enum(['V', 'R']).describe('Read in its source, or remembered from it.'),
    sources: list(identifier),
  })
  .describe('What a measure came to in history.');

const sceneSchema = z.strictObject({
  id: identifier,
  title: words.describe('For the controller: it spoils.'),
  spoken: words.describe('What participants are told when it begins.'),
  startsAt: instant,
  endsAt: instant,
});

const variantSchema = z.strictObject({
  id: identifier,
  title: words,
  minutes: z.number().min(1).describe('Wall minutes, brief and hot wash included.'),
  injects: z.array(identifier).min(1),
  decisions: list(identifier),
  scenes: z.array(z.strictObject({scene: identifier, wallMinutes: minutes})).min(1),
  seats: list(identifier).describe('Who plays it; empty: every seat that covers no other.'),
  isSolo: z.boolean().default(false),
});

const twinSchema = z.strictObject({
  id: identifier,
  title: words.describe('For the controller: the other cause.'),
  parameters: z.record(identifier, z.number()).default({}).describe('Other values of the model’s parameters.'),
  components: z
    .record(identifier, z.record(z.string(), z.unknown()))
    .default({})
    .describe('Keys of components that differ; a new name with a `type` is one more component.'),
  faults: z.array(z.record(z.string(), z.unknown())).optional().describe('In the place of the model’s faults.'),
  instead: z
    .record(identifier, z.strictObject({target: identifier, verb: words, params: z.record(z.string(), z.unknown()).default({})}))
    .default({})
    .describe('What mitigations and recorded actions do here, by id.'),
  texts: z.record(identifier, words).default({}).describe('Other words of injects, by id.'),
  says: z.record(identifier, z.array(spokenSchema)).default({}).describe('Other words of panels, by id.'),
  withheld: list(identifier).describe('Injects that are false here.'),
  truths: z.record(identifier, z.boolean()).default({}).describe('Hypotheses whose truth differs.'),
});

const audienceSchema = z.strictObject({
  id: identifier,
  title: words,
  windows: z.array(z.strictObject({untilMinutes: minutes.optional(), everyMinutes: z.number().min(1)})).min(1),
  claims: list(z.strictObject({pattern: words, fact: predicateSchema, says: words})).describe(
    'Words that may be said only when they are true and seen.',
  ),
});

const policySchema = z.strictObject({
  id: identifier,
  title: words,
  rules: z.array(z.strictObject({when: predicateSchema, afterMinutes: minutes.default(0), order: identifier})),
});

export const drillSchema = z
  .strictObject({
    version: z.literal(1).default(1),
    codeName: words.describe('What participants call it; gives nothing away.'),
    purpose: words.describe('Two or three lines, for participants: no cause.'),
    startsAt: instant,
    endsAt: instant,
    brief: z.array(words).min(1).describe('Rules, read aloud.'),
    artificialities: z.array(words).min(1).describe('How it is not real.'),
    haltPhrase: words.default('real incident'),
    autonomous: list(identifier).describe('Recorded actions that other teams do as on the night; every other one is the team’s to order.'),
    objectives: z.array(objectiveSchema).min(1),
    areas: z.array(z.strictObject({id: identifier, title: words})).min(1),
    seats: z.array(seatSchema).min(1),
    panels: z.array(panelSchema).min(1),
    scenes: z.array(sceneSchema).min(1),
    msel: z.array(injectSchema).min(1).describe('The Master Scenario Events List.'),
    decisions: list(decisionSchema),
    palette: z.array(actionSchema).min(1),
    hypotheses: list(hypothesisSchema),
    hints: list(z.strictObject({decision: identifier, levels: z.tuple([words, words, words])})),
    audiences: list(audienceSchema),
    facts: list(
      z.strictObject({
        id: identifier,
        text: words,
        know: knowledgeSchema,
        sources: list(identifier),
        mark: z.enum(['H', 'M', 'A']),
        words: list(words).describe('Phrases that give it away: before the reveal no participant may read one.'),
      }),
    ),
    debrief: list(z.strictObject({scene: identifier.optional(), question: words})),
    variants: z.array(variantSchema).min(1),
    twins: list(twinSchema),
    episodes: list(episodeSchema).describe('Empty: the whole drill is one.'),
    anchors: list(anchorSchema),
    policies: list(policySchema).describe('`history` and `best`, as closed loops.'),
  })
  .describe('The exercise built on an incident.');

export type DrillFile = z.output<typeof drillSchema>;
