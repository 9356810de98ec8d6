import {dateOf, stamp} from '../../../format/clock.js';
import {firstShown, topFor} from '../../../screen/list-window.js';
import {type Facet, facetsIn, isFiltering, type Listed, listedIn, noFilter, toggled, toggledWhole} from './filter.js';
import {type Action, type Overlay, type RecordScreen, wholeRecord} from './state.js';
import type {View} from './view.js';

/** What keys do in the list of what one can filter by. */

export const filterList: Overlay = {type: 'filter', row: 0, top: 0};

/** The cursor some rows on or back, in a list of `height` rows. */
export function filterMoved({state, stage}: View, by: number, height: number): Action {
  const {overlay} = state;
  if (overlay.type !== 'filter') return {type: 'close'};
  const {length} = facetsIn(stage);
  const row = Math.max(0, Math.min(length - 1, overlay.row + by));
  return {type: 'open', overlay: {type: 'filter', row, top: topFor(row, firstShown(overlay.row, overlay.top, height, length), height)}};
}

/** The cursor on the next heading; after the last one on the first. */
export function nextHeading(view: View): Action {
  const {overlay} = view.state;
  const facets = facetsIn(view.stage);
  const from = overlay.type === 'filter' ? overlay.row : 0;
  const next = facets.findIndex(({name}, row) => name === null && row > from);
  return {type: 'open', overlay: {type: 'filter', row: Math.max(0, next), top: Math.max(0, next)}};
}

/** What the row is about shown or hidden: a name, or under a heading all of them. */
export function toggledRow({state, stage}: View, row: number): Action | undefined {
  const facets = facetsIn(stage);
  const facet = facets[row];
  return facet === undefined ? undefined : {type: 'filter', row, filter: changed(facets, facet, state.filter)};
}

function changed(facets: readonly Facet[], {dimension, name}: Facet, filter: View['state']['filter']): View['state']['filter'] {
  if (name === null) return toggledWhole(filter, dimension);
  const heading = facets.find(facet => facet.dimension === dimension && facet.name === null);
  return toggled(filter, dimension, name, heading?.count ?? 0);
}

export const toggledHere = (view: View): Action =>
  (view.state.overlay.type === 'filter' ? toggledRow(view, view.state.overlay.row) : undefined) ?? {type: 'say', notice: ''};

export const everythingShown: Action = {type: 'filter', filter: noFilter};

/** The cursor of the list that has the keys, some rows on or back in a window of `height` rows; undefined: no such list has them. */
export function movedInList(view: View, by: number, height: number): Action | undefined {
  const {overlay, screen} = view.state;
  if (overlay.type === 'filter') return filterMoved(view, by, height);
  return overlay.type === 'none' && screen.type === 'record' && !screen.reading ? cursorMoved(view, by, height) : undefined;
}

/** Where things stand in the table of the Record screen: a row per listed event, and one for now. */

/** Share of the table that lies before now, as long as nobody moves the cursor. */
const pastShare = 0.6;

export const listedOf = ({stage, state}: View): Listed => listedIn(stage, state.filter);

const screenOf = ({state}: View): RecordScreen => (state.screen.type === 'record' ? state.screen : wholeRecord);

/** `row` among the listed events; -1: none is listed. `place` in the record. */
export type Cursor = {readonly row: number; readonly place: number};

/** The cursor; on an event that is hidden, it is on the one before it. */
export function recordCursor(view: View): Cursor {
  const listed = listedOf(view);
  if (listed.count === 0) return {row: -1, place: -1};
  const {cursor} = screenOf(view);
  const row = Math.max(0, cursor === null ? happenedOf(view) - 1 : listed.rowOf(cursor));
  return {row, place: listed.placeOf(row)};
}

/** How many of the listed events have happened: the line that says now stands below them. */
export const happenedOf = (view: View): number => listedOf(view).upTo(view.state.positionMs);

const lineOf = (row: number, nowLine: number): number => (row < nowLine ? row : row + 1);
const rowOf = (line: number, nowLine: number): number => (line < nowLine ? line : line - 1);

/** The line at the top of a table of `height` lines: of all lines with the one for now among them. */
export function topLine(view: View, height: number): number {
  const {top, cursor} = screenOf(view);
  const nowLine = happenedOf(view);
  const lines = listedOf(view).count + 1;
  if (cursor === null) return Math.max(0, Math.min(nowLine - Math.floor(height * pastShare), lines - height));
  return firstShown(lineOf(recordCursor(view).row, nowLine), top, height, lines);
}

/** What stands on a line: the row of an event, `now`, or nothing. */
export function onLine(view: View, line: number): number | 'now' | null {
  const nowLine = happenedOf(view);
  if (line === nowLine) return 'now';
  return line <= listedOf(view).count ? rowOf(line, nowLine) : null;
}

const put = (view: View, row: number, top: number): Action => ({
  type: 'show',
  screen: {type: 'record', cursor: listedOf(view).placeOf(row), top, reading: false, scroll: 0},
});

/** The cursor some rows on or back, in a table of `height` lines. */
export function cursorMoved(view: View, by: number, height: number): Action {
  const {count} = listedOf(view);
  if (count === 0) return {type: 'say', notice: ''};
  const row = Math.max(0, Math.min(count - 1, recordCursor(view).row + by));
  return put(view, row, topFor(lineOf(row, happenedOf(view)), topLine(view, height), height));
}

/** A click on a line of the table. */
export function cursorPut(view: View, line: number, height: number): Action | undefined {
  const top = topLine(view, height);
  const row = line < 0 || line >= height ? null : onLine(view, top + line);
  return typeof row === 'number' ? put(view, row, top) : undefined;
}

/** Up and down go to the table or to the text. */
export function readingToggled(view: View): Action {
  const screen = screenOf(view);
  return {type: 'show', screen: {...screen, reading: !screen.reading}};
}

export const nothingListed = (view: View): string | null => {
  if (listedOf(view).count > 0) return null;
  return isFiltering(view.state.filter) ? 'The filter hides every event: f, then a shows all.' : 'This record has no events.';
};

/** Why time cannot go to the event that the cursor is on; null: it can. */
export function nowhereToGo(view: View): string | null {
  const {timeline, startMs, endMs} = view.stage;
  const event = timeline.events[recordCursor(view).place];
  if (event === undefined) return nothingListed(view);
  if (event.atMs >= startMs && event.atMs <= endMs) return null;
  return `${dateOf(timeline, event.atMs)} is outside the run, which goes from ${stamp(timeline, startMs)} to ${stamp(timeline, endMs)}.`;
}

/** Time goes to the event that the cursor is on. */
export function timePut(view: View): Action {
  const atMs = view.stage.eventTimes[recordCursor(view).place];
  return atMs === undefined ? {type: 'say', notice: ''} : {type: 'seek', atMs};
}
