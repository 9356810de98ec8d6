import {modelProblems} from '../../src/engine/check.js';
import {history, type Plan} from '../../src/engine/plan.js';
import {type Run, valueAt} from '../../src/engine/run.js';
import {prepare, simulate} from '../../src/engine/simulate.js';
import {unixMsOf} from '../../src/timeline/time.js';
import type {ActionSpec, ComponentSpec, Cue, FaultSpec, Json, JsonObject, Mitigation, Service, Timeline} from '../../src/timeline/types.js';

const MINUTE_MS = 60_000;

/** Minute 0 of every model here. */
export const epoch = '2025-10-19T23:00:00-07:00';

/** A minute of the model as an instant of a file. */
export const instant = (minute: number): string => new Date(unixMsOf(epoch) + minute * MINUTE_MS).toISOString();

/** A curve that keeps each value until the next minute named. */
export const stepwise = (...points: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] =>
  points.flatMap(([minute, value], index) =>
    index === 0
      ? [[minute, value] as const]
      : [[minute, (points[index - 1] as readonly [number, number])[1]] as const, [minute, value] as const],
  );

/** What a test says of an action: it happens at a minute; the rest may be left out. */
export type ActionAt = {
  readonly at: number;
  readonly target: string;
  readonly verb: string;
  readonly id?: string;
  readonly params?: JsonObject;
  readonly when?: Partial<Cue> & Pick<Cue, 'signal' | 'op' | 'value'>;
};

/** What a test says of a model. Everything else is filled in. */
export type Declaration = {
  readonly components: readonly ComponentSpec[];
  /** Curves through [minute, value]. */
  readonly demand?: Readonly<Record<string, readonly (readonly [number, Json])[]>>;
  readonly faults?: readonly FaultSpec[];
  readonly actions?: readonly ActionAt[];
  readonly parameters?: Readonly<Record<string, number>>;
  readonly mitigations?: readonly (Partial<Mitigation> & Pick<Mitigation, 'id' | 'target' | 'verb'>)[];
  readonly services?: readonly (Partial<Service> & Pick<Service, 'id'>)[];
  readonly impactWeights?: Readonly<Record<string, number>>;
  /** Length of the run. Default: an hour. */
  readonly minutes?: number;
  /** Default: 15. */
  readonly stepSeconds?: number;
};

const actionOf = ({at, target, verb, id = `${target}.${verb}.${at}`, params = {}, when}: ActionAt): ActionSpec => ({
  id,
  atMs: at * MINUTE_MS,
  target,
  verb,
  params,
  when: when === undefined ? null : {forMinutes: 0, after: [], ...when},
  provenance: 'published',
  sources: [],
});

/** A timeline with a model and nothing else in it, ready for `prepare`. */
export function aModel({
  components,
  demand = {},
  faults = [],
  actions = [],
  parameters = {},
  mitigations = [],
  services = [],
  impactWeights = {},
  minutes = 60,
  stepSeconds = 15,
}: Declaration): Timeline {
  const endsAtMs = minutes * MINUTE_MS;
  const toMs = (points: readonly (readonly [number, Json])[]) => points.map(([minute, value]) => [minute * MINUTE_MS, value] as const);
  return {
    schemaVersion: 1,
    epochUnixMs: unixMsOf(epoch),
    incident: {
      id: 'a-model',
      title: 'A model',
      codeName: 'A MODEL',
      summary: '',
      timeZone: 'America/Los_Angeles',
      startsAtMs: 0,
      endsAtMs,
      tags: [],
      learningObjectives: [],
    },
    sources: [],
    phases: [],
    services: services.map(service => ({name: service.id, group: '', plane: null, dependsOn: [], signals: [], status: null, ...service})),
    events: [],
    impacts: [],
    mitigations: mitigations.map(mitigation => ({...aMitigation, title: mitigation.id, ...mitigation})),
    model: {
      startsAtMs: 0,
      endsAtMs,
      stepMs: stepSeconds * 1000,
      seed: 1,
      demand: Object.fromEntries(Object.entries(demand).map(([name, points]) => [name, toMs(points)])),
      faults,
      components,
      actions: actions.map(actionOf),
      parameters: Object.fromEntries(
        Object.entries(parameters).map(([name, value]) => [
          name,
          {value, unit: 'ratio', origin: 'assumed: a test', range: null, fits: null},
        ]),
      ),
      impactWeights,
      worlds: null,
    },
    drill: null,
    limits: [],
  };
}

const aMitigation: Omit<Mitigation, 'id' | 'target' | 'verb' | 'title'> = {
  detail: '',
  params: {},
  leadMinutes: 0,
  precondition: null,
  cue: null,
  reversible: true,
  risk: '',
  owner: '',
  decoy: false,
  sources: [],
};

/** The run of a declaration: history, or what a plan makes of it. */
export function runOf(declaration: Declaration, plan: Plan = history): Run {
  return simulate(prepare(aModel(declaration)), plan);
}

/** A signal at a minute of the run; a signal that the run does not have is a mistake of the test. */
export function at(run: Run, signal: string, minute: number): number {
  const value = valueAt(run, signal, minute * MINUTE_MS);
  if (value === undefined) throw new Error(`no signal ${signal}; there are ${run.signals.join(', ')}`);
  return value;
}

/** Every value of a signal, row by row. */
export function series(run: Run, signal: string): readonly number[] {
  const column = run.columns.get(signal);
  if (column === undefined) throw new Error(`no signal ${signal}; there are ${run.signals.join(', ')}`);
  return Array.from({length: run.rows}, (_, row) => run.table[row * run.signals.length + column] as number);
}

/** The first minute at which a signal is as asked; undefined: never. */
export function firstMinute(run: Run, signal: string, holds: (value: number) => boolean, fromMinute = 0): number | undefined {
  const row = series(run, signal).findIndex((value, index) => index * run.stepMs >= fromMinute * MINUTE_MS && holds(value));
  return row === -1 ? undefined : (row * run.stepMs) / MINUTE_MS;
}

/** What a person who checks the file would be told about these parts of a model, as "path message". */
export function complaintsAbout(model: {
  readonly components: readonly JsonObject[];
  readonly actions?: readonly JsonObject[];
  readonly faults?: readonly JsonObject[];
  readonly demand?: JsonObject;
}): readonly string[] {
  return modelProblems({model}).map(({path, message}) => `${path.join('.')} ${message}`);
}
