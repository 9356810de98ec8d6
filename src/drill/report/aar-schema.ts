/** The shape of an after-action report: one source of its types and of the JSON that leaves the program. */
import * as z from 'zod';
import {units} from '../../timeline/types.js';
import {clockPolicies} from '../scenario/clock-policy.js';
import {ratings} from '../scenario/state.js';
import {figureUnits} from './figure.js';

const text = z.string();
const list = <T extends z.ZodType>(of: T) => z.array(of).readonly();
const object = <T extends z.core.$ZodLooseShape>(shape: T) => z.strictObject(shape).readonly();

/** A moment of the drill: minutes of simulated time since StartEx, and the clock on the wall of the incident. */
export const momentSchema = object({minute: z.number(), clock: text, iso: text});
/** Somebody's own words: quoted, never judged, escaped wherever they are shown. */
const quoteSchema = object({said: text});
const evidenceSchema = list(text).describe('Ids of the timeline in section 4.');
const findingSchema = object({text, quote: quoteSchema.nullable(), evidence: evidenceSchema});

const anchorSchema = object({name: text, value: z.number(), mark: z.enum(['SIM', 'V', 'R']), says: text, sources: list(text)});
export const figureSchema = object({
  id: text,
  what: text,
  value: z.number().nullable(),
  unit: z.enum(figureUnits),
  of: z.number().nullable(),
  band: object({p10: z.number(), p90: z.number(), worlds: z.number()}).nullable(),
  anchors: list(anchorSchema),
  evidence: evidenceSchema,
  note: text,
  isScripted: z.boolean(),
});

export const timelineRowSchema = object({
  id: text,
  at: momentSchema,
  wallMinute: z.number(),
  source: z.enum(['inject', 'team', 'controller']),
  kind: text,
  who: text,
  what: text,
  quote: quoteSchema.nullable(),
  visibleTo: text,
});

const improvementSchema = object({
  id: text,
  area: quoteSchema,
  action: quoteSchema,
  owner: quoteSchema,
  due: text,
  check: quoteSchema,
  status: z.literal('open'),
});

const optionSchema = object({
  id: text,
  text,
  effect: text,
  basis: z.enum(['H', 'M', 'A']),
  isChosen: z.boolean(),
  isHistory: z.boolean(),
  lost: z.number().nullable(),
  isDefensible: z.boolean().nullable(),
});

export const decisionSchema = object({
  id: text,
  title: text,
  seen: text,
  opened: momentSchema,
  chosen: object({at: momentSchema, by: text, option: text, ranking: list(text), reason: quoteSchema, talkMinutes: z.number()}).nullable(),
  known: list(object({evidence: text, text})),
  followed: list(object({evidence: text, text})),
  options: list(optionSchema),
  regret: z.number().nullable(),
  worlds: z.number(),
  experts: list(object({who: text, ranking: list(text), reason: text})),
  hints: z.number(),
  evidence: evidenceSchema,
});

const pointSchema = z.tuple([z.number(), z.number()]).readonly();
/** Minutes since StartEx; user-minutes. */
export const chartsSchema = object({
  endMinute: z.number(),
  impact: object({
    minutes: list(z.number()),
    team: list(z.number()),
    history: list(z.number()),
    nothing: list(z.number()),
    best: list(z.number()).nullable(),
    low: list(z.number()).nullable(),
    high: list(z.number()).nullable(),
    decisions: list(object({id: text, minute: z.number()})),
  }),
  lanes: list(object({seat: text, acts: list(object({minute: z.number(), kind: text, id: text}))})),
  seen: list(
    object({
      what: text,
      available: z.number().nullable(),
      lookedAt: z.number().nullable(),
      actedOn: z.number().nullable(),
      evidence: evidenceSchema,
    }),
  ),
  strip: list(
    object({
      panel: text,
      label: text,
      unit: z.enum(units),
      normal: z.tuple([z.number(), z.number()]).readonly(),
      values: list(z.number()).describe('At the minutes of the impact chart.'),
      furthest: z.number(),
      outFrom: z.number(),
      backAt: z.number().nullable(),
    }),
  ),
  beliefs: list(object({id: text, text, wasTrue: z.boolean(), points: list(pointSchema)})),
  words: list(
    object({
      audience: text,
      posts: list(object({minute: z.number(), due: z.number(), isValid: z.boolean(), isKept: z.boolean().nullable(), id: text})),
      stale: list(pointSchema),
    }),
  ),
  guards: list(object({title: text, from: z.number(), until: z.number(), ownedFrom: z.number().nullable(), owner: text.nullable()})),
});

export const afterActionReportSchema = object({
  mark: z.literal('EXERCISE – not a real incident.'),
  format: z.literal('incident-replay/after-action-report'),
  version: z.literal(1),
  exercise: object({codeName: text, scenario: text, scenarioHash: text.nullable(), seed: z.number(), variant: text, twin: text.nullable()}),
  run: object({
    team: text.nullable(),
    date: text.nullable(),
    startEx: momentSchema,
    endEx: momentSchema,
    wallMinutes: z.number(),
    clockPolicy: z.enum(clockPolicies),
    seats: list(object({id: text, title: text})),
    hintsOpened: z.number(),
    isPractice: z.boolean(),
    familiar: object({seats: z.number(), of: z.number()}),
    isAgentRun: z.boolean(),
    isUnsealed: z.boolean(),
    isOver: z.boolean(),
    conditions: text.describe('What every figure is under: clock policy, hints, who knew the incident. Only like is compared with like.'),
  }),
  onePage: object({
    purpose: text,
    strengths: list(findingSchema),
    areas: list(findingSchema),
    improvements: list(improvementSchema),
    surprise: quoteSchema.nullable(),
  }),
  overview: object({
    type: text,
    objectives: list(object({id: text, title: text, target: text})),
    scenes: list(text),
    artificialities: list(text),
    clockPolicy: text,
  }),
  story: object({
    lockedWallMinute: z.number().nullable(),
    scenes: list(object({scene: text, spoken: text, quote: quoteSchema.nullable()})),
  }),
  timeline: list(timelineRowSchema),
  objectives: list(
    object({
      id: text,
      title: text,
      target: text,
      rating: z.enum(ratings).nullable(),
      ratingWords: text,
      note: quoteSchema.nullable(),
      strengths: list(findingSchema),
      areas: list(findingSchema),
      evidence: evidenceSchema,
    }),
  ),
  decisions: object({note: text, decisions: list(decisionSchema)}),
  profile: object({
    dimensions: list(object({id: text, title: text, note: text, figures: list(figureSchema)})),
    episodes: list(object({id: text, title: text, starts: momentSchema.nullable(), times: list(figureSchema)})),
    policy: object({id: text, title: text, hash: text}).nullable(),
  }),
  communications: list(
    object({
      audience: text,
      posts: list(
        object({
          at: momentSchema,
          by: text,
          quote: quoteSchema,
          isValid: z.boolean(),
          isRepeat: z.boolean(),
          promisesAnEnd: z.boolean(),
          isKept: z.boolean().nullable(),
          claims: list(object({says: text, isTrue: z.boolean(), isSeen: z.boolean()})),
          evidence: text,
        }),
      ),
    }),
  ),
  well: object({well: quoteSchema.nullable(), lucky: quoteSchema.nullable(), hard: quoteSchema.nullable()}),
  reveal: object({
    history: list(object({decision: text, option: text})),
    record: list(object({at: momentSchema, text, mark: text, sources: list(text)})),
    best: text,
    mechanism: list(object({text, mark: z.enum(['H', 'M', 'A']), sources: list(text)})),
    publicLater: list(object({text, from: text.nullable(), mark: z.enum(['H', 'M', 'A']), sources: list(text)})),
    conflicts: list(object({what: list(text), values: list(object({value: text, sources: list(text)}))})),
    unsure: list(text),
  }),
  ours: quoteSchema.nullable(),
  improvements: list(improvementSchema),
  hotWash: object({
    questions: list(object({question: text, quote: quoteSchema.nullable()})),
    notes: quoteSchema.nullable(),
    observations: list(object({at: momentSchema, quote: quoteSchema, objective: text.nullable(), evidence: text})),
  }),
  appendix: object({
    glossary: list(object({term: text, meaning: text})),
    assumptions: list(text),
    sources: list(object({id: text, title: text, url: text})),
    replay: text.nullable(),
  }),
  charts: chartsSchema,
});

export type AfterActionReport = z.output<typeof afterActionReportSchema>;
export type Moment = z.output<typeof momentSchema>;
export type Quote = z.output<typeof quoteSchema>;
export type Finding = z.output<typeof findingSchema>;
export type TimelineRow = z.output<typeof timelineRowSchema>;
export type ReportDecision = z.output<typeof decisionSchema>;
export type Charts = z.output<typeof chartsSchema>;
