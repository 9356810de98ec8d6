import {driveOf, refusal} from '../../drill/drive.js';
import {profileOf} from '../../drill/profile.js';
import {type Setup, setUp} from '../../drill/setup.js';
import {keptWorlds} from '../../drill/worlds.js';
import {UserError} from '../../errors.js';
import {command} from '../command.js';
import {choiceOf, choiceOptions, drillIn, seatIn} from '../drill-choice.js';
import {stdinName} from '../input.js';
import {linesOf} from '../lines.js';
import {printJsonLine} from '../print.js';
import {openTimeline, timelinePositional} from '../timeline-argument.js';

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
  positionals: timelinePositional,
  options: {
    seat: {type: 'string', requiresArg: true, value: 'S', describe: 'the seat to play; the others are absent'},
    ...choiceOptions,
  },
  examples: [
    [`echo '{"op":"observe"}' | incident-replay drive`, 'what the seat knows when it begins'],
    [`echo '{"op":"schema"}' | incident-replay drive`, 'the JSON Schema of requests and answers'],
    ['incident-replay drive --seed 7 < requests.ndjson > answers.ndjson', 'the same requests give the same answers, byte for byte'],
  ],
  notes: `Requests: {"op":"observe"}, {"op":"act","input":{"type":"look","panel":"…"}}, {"op":"advance","minutes":10}, {"op":"advance"} (until something happens), {"op":"score"} (after the end), {"op":"reset","seed":2}, {"op":"schema"}.
A request that cannot be answered gets {"ok":false,"error":…,"hint":…}, and nothing has changed. The end of stdin ends the program.

A program that can open the scenario's file has its answers: such a run is marked as unsealed. For results that can be compared, run this command where the program under test cannot read files.`,
  async run(args, io) {
    if (args.timeline === stdinName) throw new UserError('drive reads requests from stdin, not a timeline.', 'Name the file.', 2);
    const opened = await openTimeline(io, args.timeline);
    const drill = drillIn(opened);
    const choice = choiceOf(drill, args);
    const worldOf = keptWorlds();
    const setUpFor = (seed: number): Setup => setUp(opened.timeline, drill, {...choice, seed}, worldOf);
    const seat = seatIn(setUpFor(choice.seed), args.seat);
    const driven = driveOf(setUpFor, choice.seed, seat, ({play}) => profileOf(play.setup, play.state()));
    for await (const line of linesOf(io.stdin(), mostBytes)) {
      printJsonLine(io.stdout, 'problem' in line ? problems[line.problem] : driven.answer(line.text));
    }
    return 0;
  },
});
