import type {Ms} from '../../timeline/types.js';
import type {Stage} from './timeline-index.js';

/**
 * The whole record as a screen. `cursor`: the place in the record of the event that the cursor is on; null: the newest one that has
 * happened. `top`: the row at the top of the table, as long as the cursor is in sight. `reading`: up and down scroll the event's text.
 */
export type RecordScreen = {
  readonly type: 'record';
  readonly cursor: number | null;
  readonly top: number;
  readonly reading: boolean;
  /** Lines of the event's text that are above the top. */
  readonly scroll: number;
};

export const wholeRecord: RecordScreen = {type: 'record', cursor: null, top: 0, reading: false, scroll: 0};

/** Whoever moves time by hand looks at that moment: the cursor goes there, unless it is there already. */
export function followedTo(screen: RecordScreen, {eventTimes, startMs, endMs}: Stage, positionMs: Ms): RecordScreen {
  const atMs = screen.cursor === null ? undefined : eventTimes[screen.cursor];
  if (atMs === undefined || Math.max(startMs, Math.min(endMs, atMs)) === positionMs) return screen;
  return {...screen, cursor: null, scroll: 0};
}
