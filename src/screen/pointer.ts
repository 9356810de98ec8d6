import {isTooSmall, type Laid, layOut} from './frame.js';
import {keyUnder, pressed, say} from './keys.js';
import type {Size} from './line.js';
import type {MouseEvent} from './pointer-event.js';
import type {Does, Place, Pointed, Room, Scene} from './program.js';

export type {Place, Pointed} from './program.js';

import {keyedIn} from './sheet-keys.js';

// biome-ignore lint/suspicious/noExplicitAny: a click in any program
type Any = any;

export function placeAt(laid: Laid, size: Size, column: number, row: number): Place<Any, Any> | undefined {
  if (column < 0 || column >= size.columns || row < 0 || row >= size.rows || isTooSmall(size)) return undefined;
  if (row === size.rows - 1) return {type: 'bottom', row: 0, column};
  if (row < laid.top) return {type: 'head', row, column};
  if (row >= laid.top + laid.rows) return {type: 'foot', row: row - laid.top - laid.rows, column};
  let left = 0;
  for (const [index, {width, parts}] of laid.columns.entries()) {
    let top = laid.top;
    for (const {panel, height} of parts) {
      const isInside = column >= left && column < left + width && row >= top && row < top + height;
      const isLast = index === laid.columns.length - 1;
      if (isInside) return {type: 'panel', panel, width, height: height - 1, row: row - top - 1, column: column - left, isLast};
      top += height;
    }
    left += width + 1; // the rule between columns
  }
  return undefined;
}

/** Follows a mouse: what each of its reports comes to. */
export function pointer(): (scene: Scene, size: Size, event: MouseEvent, room: Room) => Does<unknown> | undefined {
  let held: Place<Any, Any> | undefined;
  return (scene, size, event, room) => {
    const place = placeAt(layOut(scene, size), size, event.column, event.row);
    if (event.kind === 'down') held = event.button === 0 ? place : undefined;
    else if (event.kind === 'up' || event.kind === 'move') held = undefined;
    const at: Pointed<Any, Any> = {event, place, held, size};
    const own = scene.sheet === null ? (scene.program.point ? scene.program.point(scene.view, at, room) : 'usual') : 'usual';
    return own === 'usual' ? usual(scene, at, room) : own;
  };
}

/** What every screen does: a hint its key, a notice makes room for the hints, a row its click, the wheel up and down. */
function usual(scene: Scene, {event, place, size}: Pointed<Any, Any>, room: Room): Does<unknown> | undefined {
  const {program, view} = scene;
  if (place === undefined) return undefined;
  const keyed = keyedIn(scene);
  if (event.kind === 'wheel') return pressed(keyed, view, event.wheel > 0 ? 'down' : 'up', room);
  if (event.kind !== 'down' || event.button !== 0) return undefined;
  if (place.type === 'panel')
    return place.row < 0 ? undefined : place.panel.click?.(view, place.width, place.height, place.row, place.column);
  if (place.type !== 'bottom' || scene.sheet?.sheet.kind === 'prompt') return undefined;
  if (program.ui(view).notice !== '') return say('');
  const name = keyUnder(keyed, view, size.columns, place.column);
  return name === undefined ? undefined : pressed(keyed, view, name, room);
}
