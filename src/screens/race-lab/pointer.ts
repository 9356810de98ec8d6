import {isTooSmall} from '../../screen/frame.js';
import type {MouseEvent} from '../../surfaces/input.js';
import type {Size} from '../replay/state/view.js';
import {labKeyAt} from './footer.js';
import {type LabCommand, labCommandFor} from './keymap.js';
import {labLayout, labScrollEnd} from './layout.js';
import {headerRows} from './panels/header.js';
import type {LabState} from './state.js';

/** What a report of the mouse asks for: a click does a numbered step or what a hint says, the wheel moves; undefined: nothing. */
export function labPointed(state: LabState, size: Size, event: MouseEvent): LabCommand | undefined {
  const {column, row} = event;
  if (isTooSmall(size)) return undefined;
  if (event.kind === 'wheel') return labCommandFor(event.wheel > 0 ? 'down' : 'up', state, labScrollEnd(state, size));
  if (event.kind !== 'down' || event.button !== 0) return undefined;
  if (row < size.rows - 1) return clicked(state, size, column, row - headerRows);
  // A notice makes room for the hints.
  if (state.notice !== '' && state.overlay.type !== 'code') return {type: 'say', notice: ''};
  const key = labKeyAt(state, size.columns, column);
  return key === undefined ? undefined : labCommandFor(key, state, labScrollEnd(state, size));
}

function clicked(state: LabState, size: Size, column: number, row: number): LabCommand | undefined {
  let left = 0;
  for (const {width, parts} of labLayout(state, size)) {
    let top = 0;
    for (const {panel, height} of parts) {
      const isInside = column >= left && column < left + width && row > top && row < top + height;
      if (isInside) return panel.click?.(state, width, height - 1, row - top - 1, column - left);
      top += height;
    }
    left += width + 1; // the rule between columns
  }
  return undefined;
}
