import type {Position} from '../../src/race/position.js';
import {frame} from '../../src/screen/frame.js';
import {textOf} from '../../src/screen/line.js';
import type {Program} from '../../src/screen/program.js';
import {labProgram} from '../../src/screens/race-lab/program.js';
import {beginning, type LabAction, type LabState, openedLab} from '../../src/screens/race-lab/state.js';
import {size} from './console.js';
import {shown} from './program.js';
import {rulesOf, type World} from './race.js';

export const theDefault: World = [3, 4, 1, 2];

/** The lab as it opens in a world. */
export const labIn = (variant = 'none', world: World = theDefault): LabState => openedLab(beginning(rulesOf(world, variant)));

/** The program of the lab, standing anywhere. */
export const labFrom = (first: LabState): Program<LabState, LabState, LabAction> => ({
  ...labProgram({position: first.position}, first.theme, {isGuest: first.isGuest, passed: first.passed}),
  first,
});

/** The lab on a pretended screen. */
export function labOn(from: LabState, on = '80x24') {
  const lab = shown(labFrom(from), size(on));
  return {...lab, state: (): LabState => lab.scene().view};
}

/** Presses keys one after the other, as a person does who waits for nothing. */
export function hurried(from: LabState, ...keys: readonly string[]): LabState {
  const lab = labOn(from);
  lab.press(...keys);
  return lab.state();
}

/** The same, by a person who waits until everything that is being worked out is there. Keys may stand together: `4114`. */
export function pressed(from: LabState, script: string): LabState {
  const lab = labOn(from);
  lab.pass(0);
  for (const key of keysIn(script)) {
    lab.press(key);
    lab.pass(0);
  }
  return lab.state();
}

const keysIn = (script: string): readonly string[] =>
  script
    .split(' ')
    .filter(word => word !== '')
    .flatMap(word => (/^\d+$/.test(word) ? [...word] : [word]));

export const screenOfLab = (state: LabState, on: string): readonly string[] =>
  frame({program: labFrom(state), view: state, sheet: null, isZoomed: false}, size(on)).map(textOf);

export const stepsOf = ({path}: Position): number => path.length;
