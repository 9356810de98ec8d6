import {clockPolicies} from '../../drill/scenario/clock-policy.js';
import {command} from '../command.js';

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
  run: async (args, io) => (await import('../run/drive.js')).drive(args, io),
});
