import {driveOf, refusal} from '../../drill/drive.js';
import {profileOf} from '../../drill/profile.js';
import {clockPolicies, type Setup, setUp} from '../../drill/setup.js';
import {keptWorlds} from '../../drill/worlds.js';
import {UserError} from '../../errors.js';
import {sentence} from '../../format/words.js';
import {nameHint} from '../../timeline/nearest.js';
import {command} from '../command.js';
import {chosenDrill} from '../drill/scenario-file.js';
import {stdinName} from '../input.js';
import {linesOf} from '../lines.js';
import {printJsonLine} from '../print.js';

/** A request has a few words in it, not a book. */
const mostBytes = 65_536;

const problems = {
  'too long': refusal(`A line has at most ${mostBytes} bytes.`, 'One JSON object a line.'),
  'not UTF-8': refusal('The line is not UTF-8 text.', 'One JSON object a line.'),
};

export const drive = command({
  name: 'drive',
  usage: '[timeline]',
  summary: 'a drill for programs: one seat, one JSON object a line in and out',
  positionals: {
    timeline: {type: 'string', describe: 'an exercise by its name, or a timeline file (default: the first one that is bundled)'},
  },
  options: {
    seat: {type: 'string', requiresArg: true, value: 'S', describe: 'the seat to play; the others are absent'},
    variant: {
      type: 'string',
      requiresArg: true,
      value: 'V',
      describe: 'how long and with whom (default: the first one for somebody alone)',
    },
    twin: {type: 'string', requiresArg: true, value: 'T', describe: 'the same first signs with another cause, by name or number'},
    seed: {
      type: 'number',
      requiresArg: true,
      value: 'N',
      describe: 'which of the worlds that fit the record, and every order of options (1)',
    },
    policy: {choices: clockPolicies, requiresArg: true, value: 'P', describe: 'how thinking costs time: hold (default), tax or run'},
  },
  examples: [
    ['incident-replay drive', 'the first bundled exercise, alone: requests on stdin, answers on stdout'],
    ['incident-replay drive quiet-sunday --variant 60 --seat dns', 'one seat of a team'],
    ['incident-replay drive --seed 7', 'the same requests give the same answers, byte for byte'],
  ],
  notes: `Requests: {"op":"observe"}, {"op":"act","input":{"type":"look","panel":"…"}}, {"op":"advance","minutes":10}, {"op":"advance"} (until something happens), {"op":"score"} (after the end), {"op":"reset","seed":2}, {"op":"schema"}.
A request that cannot be answered gets {"ok":false,"error":…,"hint":…}, and nothing has changed. The end of stdin ends the program.

A program that can open the scenario's file has its answers: such a run is marked as unsealed. For results that can be compared, run this command where the program under test cannot read files.`,
  async run(args, io) {
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
  },
});

/** The seat that is asked for; alone there is one only. */
function seatIn({seats, variant}: Setup, wanted: string | undefined): string {
  const names = seats.map(({id}) => id);
  const seat = wanted ?? (names.length === 1 ? names[0] : undefined);
  if (seat === undefined)
    throw new UserError(`--seat is missing: the variant "${variant.id}" has several.`, `Known: ${names.join(', ')}.`, 2);
  if (names.includes(seat)) return seat;
  throw new UserError(`there is no seat "${seat}" in the variant "${variant.id}".`, `${sentence(nameHint(seat, names))}.`, 2);
}
