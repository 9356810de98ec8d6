import {roomOf} from '../../src/screen/frame.js';
import type {Size} from '../../src/screen/line.js';
import {pointer} from '../../src/screen/pointer.js';
import type {MouseEvent} from '../../src/screen/pointer-event.js';
import type {Does, Scene} from '../../src/screen/program.js';
import {reduce} from '../../src/screens/replay/state/reducer.js';
import type {Action} from '../../src/screens/replay/state/state.js';
import type {View} from '../../src/screens/replay/state/view.js';
import {sceneOf, screenOf, single} from './console.js';

export type Cell = readonly [column: number, row: number];

export const button = (kind: Exclude<MouseEvent['kind'], 'wheel'>, [column, row]: Cell, which = 0): MouseEvent => ({
  type: 'mouse',
  kind,
  button: which,
  column,
  row,
});
export const notch = (wheel: 1 | -1, [column, row]: Cell): MouseEvent => ({type: 'mouse', kind: 'wheel', wheel, column, row});

/** Where a text stands on the screen; the `nth` of equals, from 1. */
export function placeOf(view: View, on: Size, text: string, nth = 1): Cell {
  const rows = screenOf(view, on);
  const places: Cell[] = [];
  for (const [row, line] of rows.entries()) {
    for (let column = line.indexOf(text); column !== -1; column = line.indexOf(text, column + 1)) places.push([column, row]);
  }
  const place = places[nth - 1];
  if (place === undefined) throw new Error(`"${text}" is not on the screen:\n${rows.join('\n')}`);
  return place;
}

/** A mouse over a console: what each of its reports asks for. */
export function mouse() {
  const point = pointer();
  return (view: View, on: Size, event: MouseEvent): Does<Action> | undefined => {
    const scene = sceneOf(view);
    return single(point(scene, on, event, roomOf(scene, on)) as Does<Action> | undefined);
  };
}

/** What a press at a place asks for, when no button was down before. */
export const pressAt = (view: View, on: Size, place: Cell, which = 0): Does<Action> | undefined =>
  mouse()(view, on, button('down', place, which));

/** What a click on a text of the screen asks for. */
export const click = (view: View, on: Size, text: string, nth = 1): Does<Action> | undefined =>
  pressAt(view, on, placeOf(view, on, text, nth));

/** What a notch of the wheel over a text of the screen asks for. */
export const turn = (view: View, on: Size, wheel: 1 | -1, text: string): Does<Action> | undefined =>
  mouse()(view, on, notch(wheel, placeOf(view, on, text)));

/** The view once a key or a click has been obeyed; leaving and copying change nothing in it. */
export function obeyed(view: View, does: Does<Action> | undefined): View {
  return does === undefined || 'effect' in does ? view : {...view, state: reduce(view.stage, view.state, does)};
}

/** What a report of the mouse asks for where a sheet may be open over the console. */
export function askedIn(scene: Scene, on: Size, event: MouseEvent): Does<unknown> | undefined {
  return pointer()(scene, on, event, roomOf(scene, on));
}
