import * as z from 'zod';
import {identifier, instant, signalName} from '../../timeline/scalars.js';
import {units} from '../../timeline/types.js';
import {knowledgeSchema, list, minutes, predicateSchema, spokenSchema, words} from './predicate-schema.js';

/** How a scenario is played: lengths and crews, other worlds, whom words go to, and who plays it without judgement. */

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

/**
 * The shape of a scenario: the `drill` of a timeline file. One source of the validator, of the JSON Schema and of the author's
 * document. What refers to what is checked in `lint.ts`.
 */

const objectiveSchema = z.strictObject({
  id: identifier.describe('Its name, as `O1`.'),
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
  id: identifier.describe('Its name: whom injects and decisions go to.'),
  title: words.describe('As everybody in the room calls it.'),
  role: z.enum(roles).describe('What it may do; a commander may order anything.'),
  areas: list(identifier).describe('Areas whose panels this seat sees and whose actions it carries out.'),
  view: z.enum(['insider', 'public']).default('insider').describe('A customer’s seat knows only what is public.'),
  covers: list(identifier).describe('Seats whose messages and decisions it takes over where it plays in their place.'),
});

const readingSchema = z.strictObject({
  signal: signalName.describe('The signal of the model that it shows.'),
  label: words.describe('As the seat reads it: a symptom, never the explanation.'),
  unit: z.enum(units).describe('How the number is written.'),
  normal: z.tuple([z.number(), z.number()]).optional().describe('The band in which nobody looks twice, from and to.'),
});

const panelSchema = z.strictObject({
  id: identifier.describe('Its name.'),
  title: words.describe('As seats read it.'),
  area: identifier.describe('Whose panel it is.'),
  know: knowledgeSchema.describe('Who can open it, and from when.'),
  readings: z.array(readingSchema).default([]).describe('Its numbers.'),
  says: list(spokenSchema).describe('Words that the panel shows while a condition holds.'),
});

export const injectKinds = ['contextual', 'expectedAction', 'contingency'] as const;
export const channels = ['pager', 'dashboard', 'chat', 'statusPage', 'customer', 'executive', 'social', 'phone'] as const;
export type Channel = (typeof channels)[number];

const injectSchema = z.strictObject({
  id: identifier.describe('Its name, as `Q-01`.'),
  kind: z
    .enum(injectKinds)
    .describe(
      'Builds the picture; or a row for the controller that says what is expected; or held back until the controller gives it (who drills alone gets it when its moment has come).',
    ),
  scene: identifier.describe('Where it belongs.'),
  at: instant.describe('When it fell in history.'),
  when: predicateSchema.optional().describe('It comes when this holds; absent: at its time.'),
  afterMinutes: minutes.default(0).describe('So long after `when` began to hold.'),
  unless: predicateSchema.optional().describe('It is false in this world, and withheld, while this holds.'),
  channel: z.enum(channels).describe('How it arrives.'),
  to: z.array(identifier).min(1).describe('Seats that get it; "all": every seat.'),
  text: words.describe('What seats read: what was said or seen, never the answer.'),
  expect: z.string().default('').describe('What good responders typically do. Guidance, not an answer key.'),
  decision: identifier.optional().describe('The decision that it leads to.'),
  objectives: z.array(identifier).min(1).describe('What it serves.'),
  know: knowledgeSchema.describe('Who could have known it then.'),
  sources: list(identifier).describe('What it rests on.'),
});

const optionSchema = z.strictObject({
  id: identifier.describe('Its name, as `a`.'),
  text: words.describe('As participants read it.'),
  orders: list(identifier).describe('Actions of the palette that choosing it orders.'),
  effect: words.describe('What follows, in terms of the mechanism. Only after the reveal.'),
  basis: z.enum(['H', 'M', 'A']).describe('History, follows from the published mechanism, or an assumption.'),
});

const decisionSchema = z.strictObject({
  id: identifier.describe('Its name, as `DP-01`.'),
  scene: identifier.describe('Where it belongs.'),
  title: words.describe('As participants see it.'),
  seen: words.describe('What a fair judge may assume that the team knew.'),
  opens: predicateSchema.describe('From when it is to be decided.'),
  seats: z.array(identifier).min(1).describe('Who commits it; the first that is there.'),
  objective: identifier.describe('What it serves.'),
  options: z.array(optionSchema).min(2).describe('Ways that somebody would defend; their order is shuffled.'),
  history: identifier.optional().describe('What was done on the night.'),
  experts: list(
    z.strictObject({
      who: words.describe('A kind of person, no name.'),
      ranking: z.array(identifier).describe('Options, best first.'),
      reason: words.describe('Why, in a sentence or two.'),
    }),
  ).describe('How people who know the trade would choose.'),
});

const actionSchema = z.strictObject({
  id: identifier.describe('Its name.'),
  mitigation: identifier
    .optional()
    .describe('The mitigation that it throws; absent: it changes nothing in the model, and only occupies hands.'),
  recorded: list(identifier).describe('Recorded actions of the model that it carries out, as they were done on the night.'),
  title: words.describe('As seats read it.'),
  area: identifier.describe('Whose hands do it; they do one thing at a time.'),
  needs: z.string().default('').describe('Its precondition in words.'),
  ready: predicateSchema.optional().describe('Its precondition: until this holds, it cannot be ordered.'),
  leadMinutes: minutes.describe('Minutes from the order until it works; of a mitigation, its own.'),
  cost: words.describe('Whom and what it takes.'),
  risk: z.string().default('').describe('What can go wrong.'),
  reversible: z.boolean().default(true).describe('Whether it can be taken back.'),
  decoy: z.boolean().default(false).describe('Plausible, and useless or harmful. Never shown.'),
  cue: predicateSchema.optional().describe('What must be seen before anybody could think of it.'),
  cuePanels: list(identifier).describe('Looking at one of these shows the cue.'),
  check: identifier.optional().describe('The panel that shows whether it works.'),
  settleMinutes: minutes.default(15).describe('Minutes until its check says anything.'),
  isSafeEarly: z.boolean().default(false).describe('Good before any cue.'),
  guard: z
    .strictObject({
      id: identifier.describe('The same for the action that switches it off and the one that switches it on.'),
      title: words.describe('What it protects.'),
      turns: z.enum(['off', 'on']).describe('What this action does to it.'),
    })
    .optional()
    .describe('A protection that it switches off, or back on: while it is off, somebody must own it.'),
});

const hypothesisSchema = z.strictObject({
  id: identifier.describe('Its name.'),
  text: words.describe('A mechanism in plain words, none of them the answer’s own name.'),
  truth: z.union([z.boolean(), predicateSchema]).describe('Whether it is so in this world.'),
  panels: list(identifier).describe('Looking at one of these shows it; empty: the panels that show the signals of `truth`.'),
});

const episodeSchema = z
  .strictObject({
    id: identifier.describe('Its name.'),
    title: words.describe('After the reveal.'),
    starts: predicateSchema.describe('Its impact has begun.'),
    mitigated: predicateSchema.describe('Its impact is small, and stays so.'),
    recovered: predicateSchema.optional().describe('Everything is as before: guards are back, no backlog is left.'),
    detects: list(identifier).describe('Injects that tell of it: what the script fires is not the team’s time.'),
    hypothesis: identifier.optional().describe('Its mechanism.'),
  })
  .describe('A stretch of impact with its own T0: times are told per episode.');

const anchorSchema = z
  .strictObject({
    figure: words.describe('The measure that it stands beside, `words.firstPublic`; for times, `times.<episode>.<time>`.'),
    value: z.number().describe('The number, in the unit of the measure.'),
    says: z.string().default('').describe('What the number leaves out; both values where sources differ.'),
    mark: z.enum(['V', 'R']).describe('Read in its source, or remembered from it.'),
    sources: list(identifier).describe('What it rests on.'),
  })
  .describe('What a measure came to in history.');

const sceneSchema = z.strictObject({
  id: identifier.describe('Its name.'),
  title: words.describe('For the controller: it spoils.'),
  spoken: words.describe('What participants are told when it begins.'),
  startsAt: instant.describe('Where a jump to it leads.'),
  endsAt: instant.describe('When it was over in history.'),
});

export const drillSchema = z
  .strictObject({
    version: z.literal(1).default(1).describe('Version of this form.'),
    codeName: words.describe('What participants call it; gives nothing away.'),
    purpose: words.describe('Two or three lines, for participants: no cause.'),
    startsAt: instant.describe('Where the clock begins: before the first sign.'),
    endsAt: instant.describe('Where it stops at the latest. Never shown.'),
    brief: z.array(words).min(1).describe('Rules, read aloud.'),
    artificialities: z.array(words).min(1).describe('How it is not real.'),
    haltPhrase: words.default('real incident').describe('Whoever says it stops the drill: something real has happened.'),
    autonomous: list(identifier).describe('Recorded actions that other teams do as on the night; every other one is the team’s to order.'),
    objectives: z.array(objectiveSchema).min(1).describe('What the drill is to show.'),
    areas: z
      .array(z.strictObject({id: identifier.describe('Its name.'), title: words.describe('As seats read it.')}))
      .min(1)
      .describe('Parts of the system that have hands of their own.'),
    seats: z.array(seatSchema).min(1).describe('Who can play.'),
    panels: z.array(panelSchema).min(1).describe('What seats can look at.'),
    scenes: z.array(sceneSchema).min(1).describe('Blocks of the scenario.'),
    msel: z.array(injectSchema).min(1).describe('The Master Scenario Events List.'),
    decisions: list(decisionSchema).describe('Moments at which seats must commit, with a reason.'),
    palette: z.array(actionSchema).min(1).describe('Everything that can be ordered, the useless and the harmful too.'),
    hypotheses: list(hypothesisSchema).describe('What beliefs can be about: a list that gives nothing away.'),
    hints: list(
      z.strictObject({
        decision: identifier.describe('On which decision.'),
        levels: z.tuple([words, words, words]).describe('Where to look; what it may mean; what could be done.'),
      }),
    ).describe('Help that anybody may open; kept, never punished.'),
    audiences: list(audienceSchema).describe('To whom words go.'),
    facts: list(
      z.strictObject({
        id: identifier.describe('Its name.'),
        text: words.describe('In your own words.'),
        know: knowledgeSchema.describe('Who knew it, from when.'),
        sources: list(identifier).describe('What it rests on.'),
        mark: z.enum(['H', 'M', 'A']).describe('History, follows from the mechanism, or assumed.'),
        words: list(words).describe('Phrases that give it away: before the reveal no participant may read one.'),
      }),
    ).describe('What is revealed at the end, with who could have known it when.'),
    debrief: list(
      z.strictObject({
        scene: identifier.optional().describe('About which scene; absent: all.'),
        question: words.describe('What or how, never who or why.'),
      }),
    ).describe('Questions for the talk afterwards.'),
    variants: z.array(variantSchema).min(1).describe('Lengths and crews.'),
    twins: list(twinSchema).describe('The same first signs with another cause.'),
    episodes: list(episodeSchema).describe('Empty: the whole drill is one.'),
    anchors: list(anchorSchema).describe('History on the same ruler.'),
    policies: list(policySchema).describe('`history` and `best`, as closed loops.'),
  })
  .describe('The exercise built on the incident.');

export type DrillFile = z.output<typeof drillSchema>;
