import {hourMinute} from '../../format/clock.js';
import type {Action} from './state.js';
import type {View} from './view.js';

export const noBookmarks = ({state}: View): string | null =>
  state.bookmarks.length === 0 ? 'There are no bookmarks: b sets one at this moment.' : null;

/** Sets one at this moment, or removes the one that is there. */
export function bookmarked({state, stage}: View): Action {
  const clock = hourMinute(stage.timeline, state.positionMs);
  const isSet = state.bookmarks.includes(state.positionMs);
  return {type: 'bookmark', notice: isSet ? `Bookmark at ${clock} removed.` : `Bookmark set at ${clock}. ' goes to the next one.`};
}

/** To the next bookmark; after the last one, to the first. */
export function toNextBookmark({state}: View): Action {
  const {bookmarks, positionMs} = state;
  const atMs = bookmarks.find(other => other > positionMs) ?? bookmarks[0];
  if (atMs === undefined || atMs === positionMs) return {type: 'say', notice: 'This is the only bookmark.'};
  return {type: 'seek', atMs};
}
