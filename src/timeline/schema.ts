/**
 * The shape of a timeline file: the one source of the validator (`shape.ts`), of the JSON Schema (`timelines/timeline.schema.json`)
 * and, checked by a test, of the tables in `timelines/README.md`. What refers to what is checked in `references.ts` and `engine/check.ts`.
 */
import * as z from 'zod';
import {limits} from './limits.js';
import {kindOf} from './problem.js';
import {identifier, instant, signalName, timeZone, webAddress} from './scalars.js';
import {comparisons, confidences, eventKinds, type Json, planes, precisions, statuses, units} from './types.js';

/** The version of the format that this program reads. */
export const schemaVersion = 1;

const line = (description: string) => z.string().default('').describe(description);
const sourceIds = z.array(identifier).default([]).describe('Ids of `sources` that say so.');
const confidence = z.enum(confidences).default('unverified').describe('How well the sources support it.');

/** JSON that another floor checks. */
const anything = z.unknown() as unknown as z.ZodType<Json>;

/** A number of the model, or `{"param": "name"}`. */
export const numberOrParameter = z
  .custom<Json>()
  .check(ctx => {
    const {value} = ctx;
    const isParameter =
      typeof value === 'object' && value !== null && 'param' in value && typeof value.param === 'string' && Object.keys(value).length === 1;
    if (isParameter || (typeof value === 'number' && Number.isFinite(value) && value >= 0)) return;
    ctx.issues.push({code: 'custom', input: value, message: `must be a number of at least 0 or {"param": "name"}, found ${kindOf(value)}`});
  })
  .meta({id: 'numberOrParameter', description: 'A number of at least 0, or {"param": "name"} for one of `model.parameters`.'});

export const incidentSchema = z
  .strictObject({
    id: identifier.describe("The incident's name on the command line, e.g. aws-us-east-1-2025-10-20."),
    title: line('One line for people. Default: the id.'),
    codeName: line('What a drill calls it, so that the name does not give the answer away.'),
    summary: line('A paragraph: what broke, for whom, for how long.'),
    timeZone: timeZone.default('UTC').describe('IANA zone in which people lived the incident; times are shown in it and in UTC.'),
    startsAt: instant.describe('T+0: the first impact.'),
    endsAt: instant.optional().describe('The end of the incident. Default: the last event or the end of the model, whichever is later.'),
    tags: z.array(z.string()).default([]).describe('Words to find it by.'),
    learningObjectives: z.array(z.string()).default([]).describe('What a person should be able to explain afterwards.'),
  })
  .describe('What happened, in a nutshell.');

export const sourceSchema = z
  .strictObject({
    id: identifier.describe('The name that events refer to.'),
    title: line('Title of the document. Default: the id.'),
    publisher: line('Who published it.'),
    publishedAt: line('When it was published, a date or an instant.'),
    url: webAddress.default('').describe('Where to read it.'),
    note: line('What to know about it: who wrote it, what it can and cannot say.'),
  })
  .describe('A document that the record rests on.');

export const phaseSchema = z
  .strictObject({
    id: identifier.describe("The phase's name."),
    title: line('One line for the bar. Default: the id.'),
    startsAt: instant.describe('Start of the phase.'),
    endsAt: instant.describe('End of the phase; phases do not overlap.'),
    summary: line('What the phase was about.'),
  })
  .describe('A named stretch of the incident, for the bar and for jumps.');

const dependencySchema = z.strictObject({
  service: identifier.describe('Id of the service it needs.'),
  how: z.enum(['hard', 'soft']).default('hard').describe('hard: fails without it; soft: gets worse without it.'),
  why: line('What it needs it for.'),
});

const panelSignalSchema = z.strictObject({
  signal: signalName.describe('The signal of the model.'),
  label: z.string().optional().describe('The word on the panel. Default: the role in words, without its unit.'),
  unit: z.enum(units).optional().describe("Default: from the role's ending: …Ratio, …Minutes, …PerMinute or …Millions; else count."),
});

const statusRuleSchema = z
  .strictObject({
    signal: signalName.describe('The signal that the status follows.'),
    degraded: z.number().describe('At this value and beyond: degraded.'),
    partial: z.number().describe('At this value and beyond: partial outage.'),
    major: z.number().describe('At this value and beyond: major outage. Below `degraded`: lower is worse.'),
    holdMinutes: z.number().min(0).default(0).describe('Minutes on the better side before the status gets better.'),
  })
  .describe('How the status word follows from a signal.');

export const serviceSchema = z
  .strictObject({
    id: identifier.describe('The name that events and impacts refer to.'),
    name: line('The name on the panel. Default: the id.'),
    group: line('Panels of a group stand together.'),
    plane: z.enum(planes).optional().describe('control: changes things; data: serves them.'),
    dependsOn: z.array(dependencySchema).default([]).describe('What it needs, without cycles.'),
    signals: z
      .record(identifier, z.union([signalName, panelSignalSchema]))
      .default({})
      .describe("What the panel shows: role to signal. The first is the service's key number."),
    status: statusRuleSchema.optional(),
  })
  .describe('A panel.');

const conflictSchema = z.strictObject({
  value: z.string().describe('What the other sources say.'),
  sources: sourceIds,
});

const knownFromSchema = z
  .strictObject({
    customer: instant.nullable().optional().describe('From when customers could know. Default: at once; null: not on the night.'),
    insider: instant.nullable().optional().describe('From when the responders could know. Default: at once; null: not on the night.'),
    public: instant.nullable().optional().describe('From when everybody could know. Default: at once; null: not on the night.'),
  })
  .describe('From when each audience could know of it.');

export const eventSchema = z
  .strictObject({
    id: identifier.describe("The event's name, e.g. E046."),
    at: instant.describe('When it happened.'),
    precision: z.enum(precisions).default('exact').describe('How well `at` is known.'),
    until: instant.optional().describe('The end of an event that lasted.'),
    kind: z.enum(eventKinds).describe('What sort of event it is.'),
    services: z.array(identifier).default([]).describe('Ids of the services it concerns.'),
    status: z.enum(statuses).optional().describe('For records without a model: the status it sets on its services.'),
    title: z.string().min(1).describe('One line: what happened.'),
    detail: line('A paragraph: how, and how it is known.'),
    sources: sourceIds,
    confidence,
    conflicts: z.array(conflictSchema).default([]).describe('Where sources disagree: the other values.'),
    action: identifier.optional().describe('Id of the model action that this row of the record is.'),
    knownFrom: knownFromSchema.optional(),
  })
  .describe('One row of the record.');

const conditionShape = {
  signal: signalName.describe('The signal that is looked at.'),
  op: z.enum(comparisons).describe('How it is compared.'),
  value: z.number().describe('What it is compared with.'),
};

const cueSchema = z.strictObject({
  ...conditionShape,
  forMinutes: z.number().min(0).default(0).describe('Minutes it must hold without a break.'),
  after: z.array(identifier).default([]).describe('Only after one of these actions has fired. Empty: at any time.'),
});

const measureSchema = z
  .strictObject({
    ...conditionShape,
    gapMinutes: z.number().min(0).default(3).describe('Stretches closer together than this count as one, in minutes.'),
    inputs: z
      .array(z.enum(['start', 'end']))
      .default([])
      .describe('Edges that the model is given, by its fault or by a recorded action: their agreement proves nothing.'),
  })
  .describe('How the window shows in a run: while the condition holds.');

export const impactSchema = z
  .strictObject({
    id: identifier.describe("The window's name."),
    service: identifier.describe('Id of the service.'),
    title: line('One line. Default: the id.'),
    startsAt: instant.describe('Published start.'),
    endsAt: instant.nullable().optional().describe('Published end. Default, and null: not published.'),
    sources: sourceIds,
    confidence,
    measure: measureSchema.optional(),
  })
  .describe('A published window of impact; only the fidelity report reads it, never the simulation.');

/** Parameters of a verb, a component or a fault; the mechanism's own schema checks them. */
const verbParams = z.record(z.string(), anything).default({}).describe('Parameters of the verb; see the mechanism.');

export const mitigationSchema = z
  .strictObject({
    id: identifier.describe("The switch's name, as in --what-if dns-fence@02:25."),
    title: line('One line. Default: the id.'),
    detail: line('What it does, and how.'),
    target: identifier.describe('Id of the component it acts on.'),
    verb: identifier.describe('What it does to the component; see the mechanism.'),
    params: verbParams,
    leadMinutes: z.number().min(0).default(0).describe('Minutes from the decision to the effect.'),
    precondition: z
      .strictObject({...conditionShape, says: line('The same in a few words, after "needs": an empty record.')})
      .optional()
      .describe('What must hold for it to do anything.'),
    cue: cueSchema
      .optional()
      .describe('What a person must have seen before anybody could think of it. Without it: nothing, it could be done long before.'),
    reversible: z.boolean().default(true).describe('Whether it can be taken back.'),
    risk: line('What can go wrong.'),
    owner: line('Who would have to do it.'),
    decoy: z.boolean().default(false).describe('Plausible, but useless or harmful; never shown before the debrief.'),
    sources: sourceIds,
  })
  .describe('A switch that a person may throw.');

export const actionSchema = z
  .strictObject({
    id: identifier.describe("The action's name, as in --without nlb.off."),
    at: instant.describe('When it was done.'),
    target: identifier.describe('Id of the component it acts on.'),
    verb: identifier.describe('What it does to the component; see the mechanism.'),
    params: verbParams,
    when: cueSchema.optional().describe('What operators saw before they acted. Without it the action happens at `at` in every run.'),
    provenance: z.enum(['published', 'inferred']).default('published').describe('inferred: no source names it.'),
    sources: sourceIds,
  })
  .describe('Something operators did.');

export const faultSchema = z
  .looseObject({
    target: identifier.describe('Id of the component that it befalls.'),
    kind: identifier.describe('What sort of fault it is; see the mechanism.'),
  })
  .describe('The cause from outside. Its other keys belong to the mechanism.');

export const componentSchema = z
  .looseObject({
    type: z.string().describe('The mechanism.'),
    id: identifier.describe("The component's name; its signals are named id.output."),
  })
  .describe('An instance of a mechanism. Its other keys belong to the mechanism.');

const parameterSchema = z
  .strictObject({
    value: z.number().describe('The number.'),
    unit: line('Its unit.'),
    origin: z.string().default('assumed').describe('Where it comes from: "published", "assumed: …", "behaviour: …" or "fitted: <edge>".'),
    range: z.tuple([z.number(), z.number()]).optional().describe('Lowest and highest plausible value.'),
    fits: z
      .string()
      .regex(/^[A-Za-z0-9][\w.-]*\.(?:start|end)$/)
      .optional()
      .describe('The one published edge it was fitted to, `<impact>.start` or `<impact>.end`. Without it: to none.'),
  })
  .describe('A named number that the model refers to as {"param": "name"}.');

const worldsSchema = z
  .strictObject({
    seed: z.int().min(0).max(0xffff_ffff).describe('Seed of the draws.'),
    drawn: z.int().min(0).describe('Draws made to accept these.'),
    toleranceMinutes: z.number().min(0).describe('Furthest that an edge may be off in an accepted world, in minutes.'),
    parameters: z.array(identifier).describe('Names of the parameters that differ.'),
    values: z.array(z.array(z.number())).max(1000).describe('One row a world: their values.'),
  })
  .describe('Other parameter values that reproduce the record too; written by `npm run calibrate`.');

export const modelSchema = z
  .strictObject({
    epoch: instant.optional().describe('The instant from which a run counts milliseconds. Default: `incident.startsAt`.'),
    startsAt: instant.describe('First instant of the simulation.'),
    endsAt: instant.describe('Last instant of the simulation.'),
    stepSeconds: z.number().min(0.001).max(86_400).default(15).describe('Length of a step in seconds.'),
    seed: z.int().min(0).max(0xffff_ffff).default(1).describe('Seed of chance, where a mechanism needs it.'),
    demand: z
      .record(
        identifier,
        z
          .array(z.tuple([instant, numberOrParameter]))
          .min(1)
          .max(limits.entries),
      )
      .default({})
      .describe('Curves over the day, as the signals `demand.<name>`: straight lines through [instant, value], flat outside.'),
    faults: z.array(faultSchema).max(limits.actions).default([]).describe('The causes from outside.'),
    components: z.array(componentSchema).max(limits.components).default([]).describe('The parts of the system.'),
    actions: z.array(actionSchema).max(limits.actions).default([]).describe('What operators did.'),
    parameters: z.record(identifier, parameterSchema).default({}).describe('Named numbers.'),
    impactWeights: z.record(identifier, z.number().min(0)).default({}).describe('Users in millions by customer component; illustrative.'),
    worlds: worldsSchema.optional(),
  })
  .describe('What the simulation needs. Without it the file is replayed as a record.');

export const fileSchema = z
  .strictObject({
    $schema: z.string().optional().describe('Where the JSON Schema is; for editors.'),
    schemaVersion: z.literal(schemaVersion).describe('Version of this format.'),
    incident: incidentSchema,
    sources: z.array(sourceSchema).max(limits.entries).default([]).describe('The documents that the record rests on.'),
    phases: z.array(phaseSchema).max(limits.entries).default([]).describe('Named stretches, without overlap.'),
    services: z.array(serviceSchema).max(limits.services).default([]).describe('The panels.'),
    events: z.array(eventSchema).max(limits.events).describe('The record.'),
    impacts: z.array(impactSchema).max(limits.entries).default([]).describe('Published windows of impact.'),
    mitigations: z.array(mitigationSchema).max(limits.actions).default([]).describe('The switches that a person may throw.'),
    model: modelSchema.optional(),
    drill: z.record(z.string(), anything).optional().describe('The exercise built on the incident.'),
    limits: z.array(z.string()).default([]).describe('What the model does not cover, and which numbers nobody published.'),
  })
  .describe('One incident: what happened, on which sources, and a model of why.');

export type TimelineFile = z.output<typeof fileSchema>;
export type FileEvent = z.output<typeof eventSchema>;
export type FileService = z.output<typeof serviceSchema>;
export type FileModel = z.output<typeof modelSchema>;
