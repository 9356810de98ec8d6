import {dateOf, stamp} from '../../format/clock.js';
import {firstShown, topFor} from '../../screen/list-window.js';
import {isFiltering} from './filter.js';
import {type Listed, listedIn} from './listing.js';
import {type RecordScreen, wholeRecord} from './record-screen.js';
import type {Action} from './state.js';
import type {View} from './view.js';

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
