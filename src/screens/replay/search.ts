import {printable} from '../../format/text.js';
import type {Ms, Timeline, TimelineEvent} from '../../timeline/types.js';
import {listedOf, recordCursor} from './state/cursors.js';
import {isFiltering, type Listed} from './state/filter.js';
import type {Action} from './state/state.js';
import {countUpTo, placeIn, type Stage} from './state/timeline-index.js';
import {rowsOf, selectedHappening, type View} from './state/view.js';

/**
 * The places of the events that have every word, in any case, in title, detail, id or the name of a service. Looks at each text where it
 * is: a copy of a million of them in lower case would take longer to make than all searches take.
 */
export function placesOf({events, services}: Pick<Timeline, 'events' | 'services'>, words: readonly string[]): readonly number[] {
  const tests = words.map(word => {
    const pattern = patternOf(word);
    const named = new Set(services.filter(({name}) => pattern.test(name)).map(({id}) => id));
    return ({title, detail, id, services: touched}: TimelineEvent): boolean =>
      pattern.test(title) || pattern.test(detail) || pattern.test(id) || (named.size > 0 && touched.some(service => named.has(service)));
  });
  const places: number[] = [];
  for (let place = 0; place < events.length; place++) {
    const event = events[place] as TimelineEvent;
    if (tests.every(test => test(event))) places.push(place);
  }
  return places;
}

const patternOf = (word: string): RegExp => new RegExp(word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'iu');

/** The places of the events that have every word in title, detail, id or the name of a service. No words, no hits. */
export function hitsOf({timeline}: Stage, text: string): readonly number[] {
  const words = wordsOf(text);
  return words.length === 0 ? [] : placesOf(timeline, words);
}

const wordsOf = (text: string): readonly string[] => text.split(/\s+/).filter(word => word !== '');

export const nothingSearched = ({state}: View): string | null => (state.search === '' ? 'Nothing was searched for yet: / does.' : null);

/** The places of the hits that the filter lists, and how many hits it hides. */
type Found = {readonly hits: readonly number[]; readonly hidden: number};

// Keyed by what a filter lists, which never changes; of each, the last search is kept for going through its hits.
const lastFound = new WeakMap<Listed, {readonly text: string; readonly found: Found}>();

function foundIn(view: View, text: string): Found {
  const listed = listedOf(view);
  const last = lastFound.get(listed);
  if (last?.text === text) return last.found;
  const all = hitsOf(view.stage, text);
  const hits = isFiltering(view.state.filter) ? all.filter(place => listed.placeOf(listed.rowOf(place)) === place) : all;
  const found = {hits, hidden: all.length - hits.length};
  lastFound.set(listed, {text, found});
  return found;
}

const noHit = ({hidden}: Found): string =>
  hidden === 0
    ? 'No event has all these words.'
    : `The filter hides ${hidden === 1 ? 'the only event' : `all ${hidden} events`} with these words.`;

/** Enter in the search: the first hit at or after this moment, on the Record screen after its cursor; after the last one, the first. */
export function searched(view: View): Action {
  const {overlay, screen, positionMs} = view.state;
  if (overlay.type !== 'search' || wordsOf(overlay.text).length === 0) return {type: 'close'};
  const text = overlay.text.trim();
  const found = foundIn(view, text);
  if (found.hits.length === 0) return {type: 'type', text: overlay.text, error: noHit(found)};
  const passed = screen.type === 'record' ? recordCursor(view).place : countUpTo(view.stage.eventTimes, positionMs - 1);
  const place = found.hits.findIndex(index => index >= passed);
  return foundAt(view, text, found, Math.max(0, place));
}

/** The next hit of the last search after the cursor of the record, or the one before it, round the ends. */
export function searchedOn(view: View, direction: 1 | -1): Action {
  const {search} = view.state;
  const found = foundIn(view, search);
  const {hits} = found;
  if (hits.length === 0) return {type: 'say', notice: noHit(found)};
  const from = cursorOf(view);
  const place = direction === 1 ? hits.findIndex(index => index > from) : hits.findLastIndex(index => index < from);
  return foundAt(view, search, found, place >= 0 ? place : direction === 1 ? 0 : hits.length - 1);
}

const withinRun = ({startMs, endMs}: Stage, atMs: Ms): Ms => Math.max(startMs, Math.min(endMs, atMs));

/** The place of the event on which one stands or has put the cursor of the record; between two events, a half. */
function cursorOf(view: View): number {
  const {stage, state} = view;
  if (state.screen.type === 'record') return recordCursor(view).place;
  const selected = selectedHappening(view);
  const isMoved = selected !== undefined && state.recordOffset !== 0;
  if (selected?.kind === 'fact' && (isMoved || withinRun(stage, selected.atMs) === state.positionMs)) {
    return placeIn(stage.timeline.events, stage.eventTimes, selected.atMs, event => event === selected.event);
  }
  return countUpTo(stage.eventTimes, isMoved ? selected.atMs : state.positionMs) - 0.5;
}

function foundAt(view: View, text: string, {hits, hidden}: Found, hit: number): Action {
  const {stage, state} = view;
  const place = hits[hit] ?? 0;
  const event = stage.timeline.events[place];
  if (event === undefined) return {type: 'close'};
  const atMs = withinRun(stage, event.atMs);
  const more = hidden === 0 ? '' : `, ${hidden} hidden by the filter`;
  return {
    type: 'find',
    text,
    atMs,
    recordOffset: state.screen.type === 'record' ? 0 : offsetOf(view, event, atMs),
    place,
    notice: `${hit + 1} of ${hits.length}${more}: ${printable(event.title)}`,
  };
}

/** How far the row of an event is from the newest one at a moment, in the record panel. */
function offsetOf(view: View, event: TimelineEvent, atMs: Ms): number {
  const {happenings, times} = rowsOf(view);
  const row = placeIn(happenings, times, event.atMs, happening => happening.kind === 'fact' && happening.event === event);
  return row - (countUpTo(times, atMs) - 1);
}
