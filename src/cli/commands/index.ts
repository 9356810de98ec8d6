import type {Command} from '../command.js';
import {list} from './list.js';
import {play} from './play.js';
import {simulate} from './simulate.js';
import {validate} from './validate.js';

/** Every command, in the order of the help. The first one is what happens when none is named. */
export const commands: readonly Command[] = [play, list, simulate, validate];
