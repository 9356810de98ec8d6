import type {Command} from '../command.js';
import {compare} from './compare.js';
import {drill} from './drill.js';
import {drive} from './drive.js';
import {explore} from './explore.js';
import {fidelity} from './fidelity.js';
import {learn} from './learn.js';
import {list} from './list.js';
import {play} from './play.js';
import {race} from './race.js';
import {simulate} from './simulate.js';
import {validate} from './validate.js';
import {why} from './why.js';

/** Every command, in the order of the help. The first one is what happens when none is named. */
export const commands: readonly Command[] = [play, drill, learn, list, simulate, fidelity, compare, explore, race, validate, why, drive];
