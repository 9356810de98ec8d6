import {
  type Confidence,
  confidences,
  type EventKind,
  eventKinds,
  type Ms,
  type Timeline,
  type TimelineEvent,
} from '../../../timeline/types.js';
import {countUpTo, once, type Stage} from './timeline-index.js';

/** The events that a filter lists, in the order of the record. */
export type Listed = {
  readonly count: number;
  /** The time of a row; undefined beyond the last one. */
  timeOf(row: number): Ms | undefined;
  /** How many of them are at or before an instant. */
  upTo(atMs: Ms): number;
  /** The place in the record of a row. */
  placeOf(row: number): number;
  /** The row of a place in the record; of one that is not listed, the row before it; -1: there is none. */
  rowOf(place: number): number;
};

/** A name that one can filter by, with the number of its events; null: the heading of its dimension, with the number of its names. */
export type Facet = {readonly dimension: Dimension; readonly name: string | null; readonly count: number};

type Listing = {
  readonly whole: Listed;
  readonly index: Index;
  readonly facets: () => readonly Facet[];
  /** Keyed by the filter itself, which never changes: what is kept here cannot go stale, and it goes when the filter goes. */
  readonly byFilter: WeakMap<Filter, Listed>;
};

/** What a filter looks at, event by event, as places in the lists of names: a pass over a million events takes milliseconds. */
type Index = {
  readonly names: Readonly<Record<Dimension, readonly string[]>>;
  readonly counts: Readonly<Record<Dimension, readonly number[]>>;
  readonly kindOf: Uint8Array;
  readonly confidenceOf: Uint8Array;
  /** The services of event n stand in `services` from `firstOf[n]` to before `firstOf[n + 1]`; there is always one. */
  readonly firstOf: Uint32Array;
  readonly services: Uint32Array;
};

const listings = new WeakMap<Stage, Listing>();

function listingOf(stage: Stage): Listing {
  const known = listings.get(stage);
  if (known !== undefined) return known;
  const {timeline, eventTimes} = stage;
  const count = eventTimes.length;
  const index = indexOf(timeline); // with the first frame: of a million events it takes longer than a key may
  const listing: Listing = {
    whole: {
      count,
      timeOf: row => eventTimes[row],
      upTo: atMs => countUpTo(eventTimes, atMs),
      placeOf: row => row,
      rowOf: place => Math.min(place, count - 1),
    },
    index,
    facets: once(() => facetsOf(index)),
    byFilter: new WeakMap(),
  };
  listings.set(stage, listing);
  return listing;
}

/** Everything one can filter by, dimension by dimension under its heading. */
export const facetsIn = (stage: Stage): readonly Facet[] => listingOf(stage).facets();

/** What a filter lists; worked out once while the filter is in use. */
export function listedIn(stage: Stage, filter: Filter): Listed {
  const {whole, index, byFilter} = listingOf(stage);
  if (!isFiltering(filter)) return whole;
  const listed = byFilter.get(filter) ?? listedAt(placesOf(index, filter), stage.eventTimes);
  byFilter.set(filter, listed);
  return listed;
}

function listedAt(places: Uint32Array, eventTimes: readonly Ms[]): Listed {
  const rowOf = (place: number): number => countUpTo(places, place) - 1;
  return {
    count: places.length,
    timeOf: row => eventTimes[places[row] ?? -1],
    upTo: atMs => rowOf(countUpTo(eventTimes, atMs) - 1) + 1,
    placeOf: row => places[row] as number,
    rowOf,
  };
}

function indexOf({events, services}: Timeline): Index {
  const kindOf = new Uint8Array(events.length);
  const confidenceOf = new Uint8Array(events.length);
  const firstOf = new Uint32Array(events.length + 1);
  const touched = new Uint32Array(events.reduce((sum, event) => sum + Math.max(1, event.services.length), 0));
  const kinds = tally<EventKind>(eventKinds);
  const sure = tally<Confidence>(confidences);
  const named = tally([...services.map(({id}) => id), '']);
  let next = 0;
  for (let place = 0; place < events.length; place++) {
    const event = events[place] as TimelineEvent;
    kindOf[place] = kinds.add(event.kind);
    confidenceOf[place] = sure.add(event.confidence);
    for (const service of servicesOf(event)) touched[next++] = named.add(service);
    firstOf[place + 1] = next;
  }
  return {
    names: {kinds: kinds.names, confidences: sure.names, services: named.names},
    counts: {kinds: kinds.counts, confidences: sure.counts, services: named.counts},
    ...{kindOf, confidenceOf, firstOf},
    services: touched.subarray(0, next),
  };
}

const noService = [''];
/** Each of them once, however often the event names it. */
function servicesOf({services}: TimelineEvent): readonly string[] {
  if (services.length < 2) return services.length === 0 ? noService : services;
  return services.filter((service, index) => services.indexOf(service) === index);
}

/** Counts names, and says at which place of the list each stands. */
function tally<Name extends string>(first: readonly Name[]) {
  const names: Name[] = [...first];
  const counts = names.map(() => 0);
  const places = new Map(names.map((name, place) => [name, place]));
  const add = (name: Name): number => {
    const place = places.get(name) ?? names.length;
    if (place === names.length) {
      names.push(name);
      counts.push(0);
      places.set(name, place);
    }
    counts[place] = (counts[place] as number) + 1;
    return place;
  };
  return {names, counts, add};
}

/** Kinds and confidences in their own order, services with the most events first; only what occurs. */
function facetsOf({names, counts}: Index): readonly Facet[] {
  return dimensions.flatMap(dimension => {
    const facets = names[dimension]
      .map((name, place): Facet => ({dimension, name, count: counts[dimension][place] as number}))
      .filter(({count}) => count > 0);
    if (dimension === 'services') facets.sort((a, b) => b.count - a.count);
    return [{dimension, name: null, count: facets.length}, ...facets];
  });
}

function placesOf({names, kindOf, confidenceOf, firstOf, services}: Index, filter: Filter): Uint32Array {
  const kinds = shownIn(names.kinds, filter.kinds);
  const sure = shownIn(names.confidences, filter.confidences);
  const named = shownIn(names.services, filter.services);
  const places = new Uint32Array(kindOf.length);
  let count = 0;
  for (let place = 0; place < kindOf.length; place++) {
    if (kinds[kindOf[place] as number] === 0 || sure[confidenceOf[place] as number] === 0) continue;
    let next = firstOf[place] as number;
    const end = firstOf[place + 1] as number;
    while (next < end && named[services[next] as number] === 0) next++;
    if (next < end) places[count++] = place;
  }
  return places.subarray(0, count);
}

function shownIn(names: readonly string[], {only, names: chosen}: Choice): Uint8Array {
  const chosenNames = new Set(chosen);
  return Uint8Array.from(names, name => (chosenNames.has(name) === only ? 1 : 0));
}

/** What the record is filtered by. */
export const dimensions = ['kinds', 'confidences', 'services'] as const;
export type Dimension = (typeof dimensions)[number];

/** Which names are shown: these alone, or all but these. */
export type Choice = {readonly only: boolean; readonly names: readonly string[]};

/**
 * Which events of the record are listed: those whose kind and confidence are shown and that touch a service that is; an event that
 * touches none goes by the name ''. A plain value that can be kept as JSON.
 */
export type Filter = Readonly<Record<Dimension, Choice>>;

const all: Choice = {only: false, names: []};
const none: Choice = {only: true, names: []};

export const noFilter: Filter = {kinds: all, confidences: all, services: all};

const isAll = ({only, names}: Choice): boolean => !only && names.length === 0;

export const isFiltering = (filter: Filter): boolean => !dimensions.every(dimension => isAll(filter[dimension]));

export const isShown = ({only, names}: Choice, name: string): boolean => names.includes(name) === only;

/** How many of `total` names are shown. */
export const shownOf = ({only, names}: Choice, total: number): number => (only ? names.length : total - names.length);

/** One name shown or hidden; what then shows or hides all `total` names is written as such. */
export function toggled(filter: Filter, dimension: Dimension, name: string, total: number): Filter {
  const {only, names} = filter[dimension];
  const others = names.filter(other => other !== name);
  const changed = others.length < names.length ? others : [...names, name];
  const isWhole = changed.length === total;
  return {...filter, [dimension]: isWhole ? (only ? all : none) : {only, names: changed}};
}

/** All names of a dimension hidden; where some are hidden already, all shown. */
export const toggledWhole = (filter: Filter, dimension: Dimension): Filter => ({
  ...filter,
  [dimension]: isAll(filter[dimension]) ? none : all,
});
