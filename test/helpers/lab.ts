import type {Position} from '../../src/race/position.js';
import {dark, paint} from '../../src/screen/theme.js';
import {settled} from '../../src/screens/race-lab/checking.js';
import {typedInLab} from '../../src/screens/race-lab/commands.js';
import {labFrame} from '../../src/screens/race-lab/frame.js';
import {isLabAction, labCommandFor} from '../../src/screens/race-lab/keymap.js';
import {labScrollEnd} from '../../src/screens/race-lab/layout.js';
import {reduceLab} from '../../src/screens/race-lab/reducer.js';
import {beginning, type LabState, openedLab} from '../../src/screens/race-lab/state.js';
import {size} from './console.js';
import {rulesOf, type World} from './race.js';

export const theDefault: World = [3, 4, 1, 2];

/** The lab as it opens in a world. */
export const labIn = (variant = 'none', world: World = theDefault): LabState => openedLab(beginning(rulesOf(world, variant)));

/** Presses keys one after the other, as a person does who waits for nothing; a key that means nothing is typed. */
export function hurried(from: LabState, ...keys: readonly string[]): LabState {
  return keys.reduce((state, key) => {
    const input = key === 'space' ? ' ' : key.length === 1 ? key : '';
    const command = labCommandFor(key, state, labScrollEnd(state, size('80x24'))) ?? typedInLab(state, key, input);
    return command === undefined || !isLabAction(command) ? state : reduceLab(state, command);
  }, from);
}

/** The same, by a person who waits until everything that is being worked out is there. Keys may stand together: `4114`. */
export const pressed = (from: LabState, script: string): LabState =>
  keysIn(script).reduce((state, key) => settled(hurried(state, key)), settled(from));

const keysIn = (script: string): readonly string[] =>
  script
    .split(' ')
    .filter(word => word !== '')
    .flatMap(word => (/^\d+$/.test(word) ? [...word] : [word]));

export const screenOfLab = (state: LabState, on: string): readonly string[] => paint(labFrame(state, size(on)), dark, 0);

export const stepsOf = ({path}: Position): number => path.length;
