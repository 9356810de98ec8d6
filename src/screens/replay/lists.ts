import {filterMoved} from './filter-list.js';
import {cursorMoved} from './record-cursor.js';
import type {Action} from './state.js';
import type {View} from './view.js';

/** The cursor of the list that has the keys, some rows on or back in a window of `height` rows; undefined: no such list has them. */
export function movedInList(view: View, by: number, height: number): Action | undefined {
  const {overlay, screen} = view.state;
  if (overlay.type === 'filter') return filterMoved(view, by, height);
  return overlay.type === 'none' && screen.type === 'record' && !screen.reading ? cursorMoved(view, by, height) : undefined;
}
