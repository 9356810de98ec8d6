import {runSpan} from '../../../format/clock.js';
import type {ActionSpec, Ms, PanelSignal, Service, Source, Timeline, TimelineEvent} from '../../../timeline/types.js';
import {type MapLayout, mapLayout} from './map-layout.js';

/** What never changes while one timeline is on the screen, looked up once. */
export type Stage = {
  readonly timeline: Timeline;
  readonly startMs: Ms;
  readonly endMs: Ms;
  /** The distinct instants of events within the run, in order. */
  readonly moments: readonly Ms[];
  /** The distinct starts of phases, in order. */
  readonly phaseStarts: readonly Ms[];
  readonly eventTimes: readonly Ms[];
  /** Where the services stand on the map; made when first asked for. */
  readonly map: () => MapLayout;
  /** Services whose status can be shown; the others appear in the record alone. */
  readonly services: readonly Service[];
  readonly serviceById: ReadonlyMap<string, Service>;
  /** What operators did, by id. */
  readonly recorded: ReadonlyMap<string, ActionSpec>;
  readonly sourceById: ReadonlyMap<string, Source>;
  /** Looks for it and keeps what it found: a table of a million would take longer to make than all that is ever looked for. */
  readonly eventById: Pick<ReadonlyMap<string, TimelineEvent>, 'get'>;
  /** The service and label under which a signal is known on screen. */
  readonly labelOfSignal: ReadonlyMap<string, {readonly service: Service; readonly signal: PanelSignal}>;
};

const distinct = (times: readonly Ms[]): Ms[] => times.filter((atMs, index) => index === 0 || atMs !== times[index - 1]);

/** Works something out when it is first asked for, and keeps it. */
export function once<T>(make: () => T): () => T {
  let made: {readonly value: T} | null = null;
  return () => {
    made ??= {value: make()};
    return made.value;
  };
}

/** `tracked`: the services whose status the history run knows. */
export function stageOf(timeline: Timeline, tracked: ReadonlyMap<string, unknown>): Stage {
  const {startMs, endMs} = runSpan(timeline);
  const services = timeline.services.filter(({id}) => tracked.has(id));
  const eventTimes = timeline.events.map(({atMs}) => atMs);
  const inRun = (atMs: Ms) => atMs >= startMs && atMs <= endMs;
  const found = new Map<string, TimelineEvent | undefined>();
  const labelOfSignal = new Map<string, {readonly service: Service; readonly signal: PanelSignal}>();
  for (const service of timeline.services) {
    for (const signal of service.signals) if (!labelOfSignal.has(signal.signal)) labelOfSignal.set(signal.signal, {service, signal});
  }
  return {
    timeline,
    startMs,
    endMs,
    moments: distinct(eventTimes.filter(inRun)),
    phaseStarts: distinct(
      timeline.phases
        .map(({startsAtMs}) => startsAtMs)
        .filter(inRun)
        .sort((a, b) => a - b),
    ),
    eventTimes,
    map: once(() => mapLayout(services, timeline.services)),
    services,
    serviceById: new Map(timeline.services.map(service => [service.id, service])),
    recorded: new Map(timeline.model?.actions.map(action => [action.id, action])),
    sourceById: new Map(timeline.sources.map(source => [source.id, source])),
    eventById: {
      get(id) {
        if (!found.has(id))
          found.set(
            id,
            timeline.events.find(event => event.id === id),
          );
        return found.get(id);
      },
    },
    labelOfSignal,
  };
}

/** How many of the sorted times are at or before `atMs`. */
export function countUpTo(times: ArrayLike<Ms>, atMs: Ms): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as Ms) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The place of one of things sorted by time, whose times are `times`; -1: it is not among them. */
export function placeIn<T extends {readonly atMs: Ms}>(
  things: readonly T[],
  times: ArrayLike<Ms>,
  atMs: Ms,
  isIt: (thing: T) => boolean,
): number {
  let place = countUpTo(times, atMs) - 1;
  while (place >= 0 && !isIt(things[place] as T)) place = times[place] === atMs ? place - 1 : -1;
  return place;
}

/** The first of the sorted times after `atMs`, or the last one before it. */
export function neighbour(times: ArrayLike<Ms>, atMs: Ms, direction: 1 | -1): Ms | undefined {
  return direction === 1 ? times[countUpTo(times, atMs)] : times[countUpTo(times, atMs - 1) - 1];
}

/** A stretch without events that is at least this long is quiet … */
const quietMs = 60 * 60_000;
/** … apart from its first and last minutes, in which one may want to look. */
const quietEdgeMs = 5 * 60_000;

/** Where the quiet stretch around an instant ends; null: it is not quiet. */
export function quietUntil({moments, startMs, endMs}: Stage, atMs: Ms): Ms | null {
  const happened = countUpTo(moments, atMs);
  const before = moments[happened - 1] ?? startMs;
  const after = moments[happened] ?? endMs;
  if (after - before < quietMs || atMs < before + quietEdgeMs || atMs >= after - quietEdgeMs) return null;
  return after - quietEdgeMs;
}

const leadInMs = 15 * 60_000;

/** Where the replay opens when nobody says where: a quarter of an hour before the incident, so that there is time to prevent it. */
export function openingMs(timeline: Timeline): Ms {
  const {startMs, endMs} = runSpan(timeline);
  return Math.max(startMs, Math.min(endMs, timeline.incident.startsAtMs - leadInMs));
}
