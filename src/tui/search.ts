import {printable} from '../format/text.js';
import type {Ms} from '../timeline/types.js';
import {placesOf} from './matching.js';
import {countUpTo, type Stage} from './stage.js';
import type {Action} from './state.js';
import {selectedHappening, type View} from './view.js';

/** The places of the events that have every word in title, detail, id or the name of a service. No words, no hits. */
export function hitsOf({timeline}: Stage, text: string): readonly number[] {
  const words = wordsOf(text);
  return words.length === 0 ? [] : placesOf(timeline, words);
}

const wordsOf = (text: string): readonly string[] => text.split(/\s+/).filter(word => word !== '');

export const nothingSearched = ({state}: View): string | null => (state.search === '' ? 'Nothing was searched for yet: / does.' : null);

/** Enter in the search: the first hit at or after this moment; after the last one, the first of all. */
export function searched(view: View): Action {
  const {overlay, positionMs} = view.state;
  if (overlay.type !== 'search' || wordsOf(overlay.text).length === 0) return {type: 'close'};
  const text = overlay.text.trim();
  const hits = hitsOf(view.stage, text);
  if (hits.length === 0) return {type: 'type', text: overlay.text, error: 'No event has all these words.'};
  const passed = countUpTo(view.stage.eventTimes, positionMs - 1);
  const place = hits.findIndex(index => index >= passed);
  return foundAt(view, text, hits, Math.max(0, place));
}

/** The next hit of the last search after the cursor of the record, or the one before it, round the ends. */
export function searchedOn(view: View, direction: 1 | -1): Action {
  const {search} = view.state;
  const hits = hitsOf(view.stage, search);
  if (hits.length === 0) return {type: 'say', notice: 'No event has all these words.'};
  const from = cursorOf(view);
  const place = direction === 1 ? hits.findIndex(index => index > from) : hits.findLastIndex(index => index < from);
  return foundAt(view, search, hits, place >= 0 ? place : direction === 1 ? 0 : hits.length - 1);
}

const withinRun = ({startMs, endMs}: Stage, atMs: Ms): Ms => Math.max(startMs, Math.min(endMs, atMs));

/** The place of the event on which one stands or has put the cursor of the record; between two events, a half. */
function cursorOf(view: View): number {
  const {stage, state} = view;
  const selected = selectedHappening(view);
  const isMoved = selected !== undefined && state.recordOffset !== 0;
  if (selected?.kind === 'fact' && (isMoved || withinRun(stage, selected.atMs) === state.positionMs)) {
    return stage.timeline.events.findIndex(({id}) => id === selected.event.id);
  }
  return countUpTo(stage.eventTimes, isMoved ? selected.atMs : state.positionMs) - 0.5;
}

function foundAt({stage, now}: View, text: string, hits: readonly number[], place: number): Action {
  const event = stage.timeline.events[hits[place] ?? 0];
  if (event === undefined) return {type: 'close'};
  const atMs = withinRun(stage, event.atMs);
  const row = now.happenings.findIndex(happening => happening.kind === 'fact' && happening.event.id === event.id);
  return {
    type: 'find',
    text,
    atMs,
    recordOffset: row - (countUpTo(now.times, atMs) - 1),
    notice: `${place + 1} of ${hits.length}: ${printable(event.title)}`,
  };
}
