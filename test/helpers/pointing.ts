import {type Command, isAction} from '../../src/screens/replay/keymap.js';
import {commandOf, holdsBar} from '../../src/screens/replay/pointer.js';
import {reduce} from '../../src/screens/replay/reducer.js';
import type {Size, View} from '../../src/screens/replay/view.js';
import type {MouseEvent} from '../../src/surfaces/input.js';
import {screenOf} from './console.js';

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

/** What a press at a place asks for, when no button was down before. */
export function pressAt(view: View, on: Size, place: Cell, which = 0): Command | undefined {
  const event = button('down', place, which);
  return commandOf(view, on, event, holdsBar(view, on, event, false));
}

/** What a click on a text of the screen asks for. */
export const click = (view: View, on: Size, text: string, nth = 1): Command | undefined => pressAt(view, on, placeOf(view, on, text, nth));

/** What a notch of the wheel over a text of the screen asks for. */
export const turn = (view: View, on: Size, wheel: 1 | -1, text: string): Command | undefined =>
  commandOf(view, on, notch(wheel, placeOf(view, on, text)), false);

/** The view once a command has been obeyed; leaving and copying change nothing in it. */
export function obeyed(view: View, command: Command | undefined): View {
  return isAction(command) ? {...view, state: reduce(view.stage, view.state, command)} : view;
}
