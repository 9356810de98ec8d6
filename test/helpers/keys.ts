import type {Prepared} from '../../src/engine/simulate.js';
import type {Scene} from '../../src/screen/program.js';
import type {View} from '../../src/screens/replay/state/view.js';
import {replayFrom, sceneOf} from './console.js';
import {shown} from './program.js';

/** The console as it stands with a view, to press keys on. */
export const showing = (prepared: Prepared, {state}: View, size = {columns: 80, rows: 24}) => shown(replayFrom(prepared, state), size);

/** Presses keys one after the other, as a person does; a key that means nothing is typed. */
export function pressed(prepared: Prepared, from: View, ...keys: readonly string[]): View {
  const console = showing(prepared, from);
  console.press(...keys);
  const {view} = console.scene();
  return view;
}

/** A view with what a key opens over it: the help, or the palette. */
export function sceneOver(prepared: Prepared, view: View, key: string): Scene {
  const console = showing(prepared, view);
  console.press(key);
  return {...sceneOf(view), sheet: console.scene().sheet};
}
