import type {JournalLine} from '../../drill/play/journal.js';
import {observe} from '../../drill/play/observe.js';
import {revealing} from '../../drill/report/reveal.js';
import type {Setup} from '../../drill/scenario/setup.js';
import type {DrillState} from '../../drill/scenario/state.js';
import {hourMinute} from '../../format/clock.js';
import {fit, printable} from '../../format/text.js';
import type {Io} from '../io.js';
import {printJson, printLines} from '../print.js';
import {readJournal, replayed, stateHash} from './open-drill.js';

export type ReplayArgs = {readonly scenario?: string | undefined; readonly json?: boolean | undefined};

/** Plays a journal again, to the same states. Exit code 1, with the line, where it goes another way than it did. */
export async function replay(file: string, {scenario, json}: ReplayArgs, io: Io): Promise<number> {
  const read = await readJournal(io, file, scenario);
  const isJson = json === true;
  if (!isJson) printLines(io.stdout, [`EXERCISE  ${read.journal.header.codeName}: wall, simulated, who, what`]);
  const play = replayed(file, read, (line, state) => {
    if (!isJson) printLines(io.stdout, [lineWords(read.setup, line, state)]);
  });
  const {setup} = play;
  const state = play.state();
  if (isJson) {
    const reveals = revealing(setup);
    const observations = setup.seats.map(seat => observe(setup, state, {kind: 'seat', seat}, reveals));
    const {isTorn} = read.journal;
    printJson(io.stdout, {exercise: true, inputs: play.entries().length, isTorn, stateHash: stateHash(state), observations});
  } else {
    const torn = read.journal.isTorn ? '; the last line was being written, and does not count' : '';
    printLines(io.stdout, [`${play.entries().length} inputs, state ${stateHash(state)}${torn}`]);
  }
  return 0;
}

/** `  12:07  00:04  dns  look resolver`: wall time since StartEx, the time of day it then was, who, what. */
function lineWords({timeline}: Setup, {wallMs, input}: JournalLine, state: DrillState): string {
  const seconds = Math.floor(wallMs / 1000);
  const wall = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  const who = 'seat' in input ? input.seat : input.type === 'advance' ? 'clock' : 'controller';
  const {type, ...fields} = {...input, seat: undefined};
  const what = Object.values(fields)
    .filter(value => typeof value === 'string' || typeof value === 'number')
    .join(' ');
  return printable(`${wall.padStart(7)}  ${hourMinute(timeline, state.nowMs)}  ${fit(who, 10)}  ${type} ${what}`.trimEnd());
}
