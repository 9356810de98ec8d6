import {get, textAt} from './raw.js';
import type {FileEvent, FileModel, FileService, TimelineFile} from './schema.js';
import {unixMsOf} from './time.js';
import type {
  ComponentSpec,
  FaultSpec,
  JsonObject,
  Model,
  Ms,
  PanelSignal,
  Service,
  StatusRule,
  Timeline,
  TimelineEvent,
  Unit,
} from './types.js';

/** A checked file, and its events in any order → the timeline. Fills in every default that is not a constant. */
export function timelineOf(file: TimelineFile, rows: readonly TimelineEvent[]): Timeline {
  const events = rows.toSorted((a, b) => a.atMs - b.atMs);
  const epochUnixMs = unixMsOf(file.model?.epoch ?? file.incident.startsAt);
  const toMs = (iso: string): Ms => unixMsOf(iso) - epochUnixMs;
  const {incident, model} = file;
  const startsAtMs = toMs(incident.startsAt);
  const lastMs = Math.max(startsAtMs, events.at(-1)?.atMs ?? startsAtMs, model === undefined ? startsAtMs : toMs(model.endsAt));
  const titled = <T extends {readonly id: string; readonly title: string}>(item: T): T => ({...item, title: item.title || item.id});
  return {
    schemaVersion: 1,
    epochUnixMs,
    incident: {
      id: incident.id,
      title: incident.title || incident.id,
      codeName: incident.codeName,
      summary: incident.summary,
      timeZone: incident.timeZone,
      startsAtMs,
      endsAtMs: incident.endsAt === undefined ? lastMs : toMs(incident.endsAt),
      tags: incident.tags,
      learningObjectives: incident.learningObjectives,
    },
    sources: file.sources.map(titled),
    phases: file.phases.map(titled).map(({startsAt, endsAt, ...phase}) => ({...phase, startsAtMs: toMs(startsAt), endsAtMs: toMs(endsAt)})),
    services: file.services.map(serviceOf),
    events,
    impacts: file.impacts.map(titled).map(({startsAt, endsAt, ...impact}) => ({
      ...impact,
      startsAtMs: toMs(startsAt),
      endsAtMs: endsAt == null ? null : toMs(endsAt),
      measure: impact.measure ?? null,
    })),
    mitigations: file.mitigations.map(titled).map(mitigation => ({
      ...mitigation,
      precondition: mitigation.precondition ?? null,
      cue: mitigation.cue ?? null,
    })),
    model: model === undefined ? null : modelOf(model, toMs),
    drill: (file.drill as JsonObject | undefined) ?? null,
    limits: file.limits,
  };
}

/** Unix milliseconds of Ms 0: `model.epoch`, else the start of the incident. NaN for a file that is wrong there. */
export const epochOf = (file: JsonObject): number =>
  unixMsOf(textAt(get(file, 'model'), 'epoch') ?? textAt(get(file, 'incident'), 'startsAt') ?? '');

/** One row of the record. Times no audience is told apart for are the event's own. */
export function eventOf(event: FileEvent, epochUnixMs: number): TimelineEvent {
  const toMs = (iso: string): Ms => unixMsOf(iso) - epochUnixMs;
  const atMs = toMs(event.at);
  const known = (iso: string | null | undefined): Ms | null => (iso === undefined ? atMs : iso === null ? null : toMs(iso));
  return {
    id: event.id,
    atMs,
    precision: event.precision,
    untilMs: event.until === undefined ? null : toMs(event.until),
    kind: event.kind,
    services: event.services,
    status: event.status ?? null,
    title: event.title,
    detail: event.detail,
    sources: event.sources,
    confidence: event.confidence,
    conflicts: event.conflicts,
    action: event.action ?? null,
    knownFrom: {
      customer: known(event.knownFrom?.customer),
      insider: known(event.knownFrom?.insider),
      public: known(event.knownFrom?.public),
    },
  };
}

const serviceOf = ({id, name, group, plane, dependsOn, signals, status}: FileService): Service => ({
  id,
  name: name || id,
  group,
  plane: plane ?? null,
  dependsOn,
  signals: Object.entries(signals).map(([role, shown]) => panelSignal(role, typeof shown === 'string' ? {signal: shown} : shown)),
  status: (status satisfies StatusRule | undefined) ?? null,
});

type ShownSignal = {readonly signal: string; readonly label?: string | undefined; readonly unit?: Unit | undefined};

/** Endings of roles that name a unit; every other role is a count. */
const unitOfEnding: readonly (readonly [string, Unit])[] = [
  ['Ratio', 'ratio'],
  ['PerMinute', 'perMinute'],
  ['Minutes', 'minutes'],
  ['Millions', 'millions'],
];

/** `errorRatio` → ratio, "errors"; `queueWaitMinutes` → minutes, "queue wait"; `backlog` → count, "backlog". */
function panelSignal(role: string, {signal, label, unit}: ShownSignal): PanelSignal {
  const ending = unitOfEnding.find(([end]) => role.endsWith(end));
  const stem = ending === undefined ? role : role.slice(0, -ending[0].length) || role;
  const words = stem.replace(/([a-z0-9])([A-Z])/g, (_, before: string, letter: string) => `${before} ${letter.toLowerCase()}`);
  return {role, signal, label: label ?? (words === 'error' ? 'errors' : words), unit: unit ?? ending?.[1] ?? 'count'};
}

function modelOf(model: FileModel, toMs: (iso: string) => Ms): Model {
  return {
    startsAtMs: toMs(model.startsAt),
    endsAtMs: toMs(model.endsAt),
    stepMs: Math.round(model.stepSeconds * 1000),
    seed: model.seed,
    demand: Object.fromEntries(
      Object.entries(model.demand).map(([name, points]) => [name, points.map(([at, value]) => [toMs(at), value] as const)]),
    ),
    faults: model.faults as readonly FaultSpec[],
    components: model.components as readonly ComponentSpec[],
    actions: model.actions.map(({at, when, ...action}) => ({...action, atMs: toMs(at), when: when ?? null})),
    parameters: Object.fromEntries(
      Object.entries(model.parameters).map(([name, {range, fits, ...parameter}]) => [
        name,
        {...parameter, range: range ?? null, fits: fits ?? null},
      ]),
    ),
    impactWeights: model.impactWeights,
    worlds: model.worlds ?? null,
  };
}
