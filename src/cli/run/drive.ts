import {driveOf, refusal} from '../../drill/drive/drive.js';
import {keptWorlds} from '../../drill/play/worlds.js';
import {profileOf} from '../../drill/report/profile.js';
import {type Setup, setUp} from '../../drill/scenario/setup.js';
import {UserError} from '../../errors.js';
import {sentence} from '../../format/words.js';
import {nameHint} from '../../timeline/nearest.js';
import {type ChoiceArgs, chosenDrill} from '../drill/scenario-file.js';
import {stdinName} from '../input.js';
import type {Io} from '../io.js';
import {printJsonLine} from '../print.js';

/** A line of text; or what makes it none. */
export type TextLine = {readonly text: string} | {readonly problem: 'too long' | 'not UTF-8'};

/**
 * Bytes as they come in → lines without their ends; empty ones are left out. A line of more than `mostBytes` is not kept in memory.
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>, mostBytes: number): AsyncIterable<TextLine> {
  let parts: Uint8Array[] = [];
  let length = 0;
  const add = (part: Uint8Array): void => {
    length += part.length;
    if (length > mostBytes) parts = [];
    else parts.push(part);
  };
  const ended = (): TextLine | null => {
    const line = length > mostBytes ? ({problem: 'too long'} as const) : textLine(Buffer.concat(parts));
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, from)) {
      add(chunk.subarray(from, end));
      from = end + 1;
      const line = ended();
      if (line !== null) yield line;
    }
    add(chunk.subarray(from));
  }
  const last = ended();
  if (last !== null) yield last;
}

const newline = 10;

/** Null: nothing but white space. */
function textLine(bytes: Uint8Array): TextLine | null {
  try {
    const text = new TextDecoder('utf-8', {fatal: true}).decode(bytes);
    return text.trim() === '' ? null : {text};
  } catch (error) {
    if (error instanceof TypeError) return {problem: 'not UTF-8'};
    throw error;
  }
}

/** A request has a few words in it, not a book. */
const mostBytes = 65_536;

const problems = {
  'too long': refusal(`A line has at most ${mostBytes} bytes.`, 'One JSON object a line.'),
  'not UTF-8': refusal('The line is not UTF-8 text.', 'One JSON object a line.'),
};

type Args = ChoiceArgs & {readonly timeline?: string | undefined; readonly seat?: string | undefined};

export async function drive(args: Args, io: Io): Promise<number> {
  if (args.timeline === stdinName) throw new UserError('drive reads requests from stdin, not a timeline.', 'Name the file.', 2);
  const {opened, choice} = await chosenDrill({...args, file: args.timeline}, io);
  const worldOf = keptWorlds();
  const setUpFor = (seed: number): Setup => setUp(opened.timeline, opened.drill, {...choice, seed}, worldOf);
  const seat = seatIn(setUpFor(choice.seed), args.seat);
  const driven = driveOf(setUpFor, choice.seed, seat, ({play}) => profileOf(play.setup, play.state()));
  for await (const line of linesOf(io.stdin(), mostBytes)) {
    printJsonLine(io.stdout, 'problem' in line ? problems[line.problem] : driven.answer(line.text));
  }
  return 0;
}

/** The seat that is asked for; alone there is one only. */
function seatIn({seats, variant}: Setup, wanted: string | undefined): string {
  const names = seats.map(({id}) => id);
  const seat = wanted ?? (names.length === 1 ? names[0] : undefined);
  if (seat === undefined)
    throw new UserError(`--seat is missing: the variant "${variant.id}" has several.`, `Known: ${names.join(', ')}.`, 2);
  if (names.includes(seat)) return seat;
  throw new UserError(`there is no seat "${seat}" in the variant "${variant.id}".`, `${sentence(nameHint(seat, names))}.`, 2);
}
