import {clockPolicies} from '../../drill/scenario/clock-policy.js';
import {command} from '../command.js';
import {actions, reportFormats} from '../drill/actions.js';
import {lookOptions} from '../options.js';

export const drill = command({
  name: 'drill',
  usage: '[action] [file]',
  summary: 'an exercise: play an incident in its roles, alone or as a team, without knowing it',
  positionals: {
    action: {type: 'string', describe: `${actions.join(', ')}`},
    file: {type: 'string', describe: 'an exercise by its name or file; with join the code, with resume, replay and report the journal'},
  },
  options: {
    solo: {type: 'boolean', describe: 'play alone'},
    variant: {type: 'string', requiresArg: true, value: 'ID', describe: 'how long it takes; drill list shows which there are'},
    seed: {
      type: 'number',
      requiresArg: true,
      value: 'N',
      describe: 'another world that fits the record as well, and other orders of options',
    },
    twin: {type: 'string', requiresArg: true, value: 'N', describe: 'the same first signs with another cause'},
    policy: {
      choices: clockPolicies,
      requiresArg: true,
      value: 'P',
      describe: 'while a decision is talked about, time stands (hold), costs (tax) or runs',
    },
    pace: {type: 'number', requiresArg: true, value: 'N', describe: 'simulated minutes a minute, 1 to 60'},
    journal: {type: 'string', requiresArg: true, value: 'FILE', describe: 'where it is written down (default: a new file here)'},
    scenario: {type: 'string', requiresArg: true, value: 'FILE', describe: 'resume, replay: where the scenario is now'},
    listen: {
      type: 'string',
      requiresArg: true,
      value: 'ADDRESS',
      describe: 'host: let others on the network join (default: this machine only)',
    },
    port: {type: 'number', requiresArg: true, value: 'N', describe: 'host: the port (default 7424; 0 takes a free one)'},
    console: {type: 'boolean', describe: 'host: --no-console shows no console here'},
    'one-screen': {type: 'boolean', describe: 'host: participants share this screen, with a curtain before the console'},
    seat: {type: 'string', requiresArg: true, value: 'ID', describe: 'join: the seat; projector or observer to watch'},
    controller: {type: 'boolean', describe: 'join: the controller’s console; takes the second code'},
    familiar: {type: 'boolean', describe: 'say that you know the incident'},
    practice: {type: 'boolean', describe: 'say in the report that it was practice'},
    format: {choices: reportFormats, requiresArg: true, value: 'F', describe: 'report: terminal (default on one), markdown, html or json'},
    output: {type: 'string', alias: 'o', requiresArg: true, value: 'FILE', describe: 'report: write it here; the name may say the format'},
    team: {type: 'string', requiresArg: true, value: 'NAME', describe: 'report: what the team calls itself'},
    thorough: {type: 'boolean', describe: 'report: ask every world; takes longer'},
    json: {type: 'boolean', describe: 'for programs: join as NDJSON, others as one document'},
    ...lookOptions,
  },
  examples: [
    ['incident-replay drill --solo', 'a drill for one person; enter begins'],
    ['incident-replay drill host --variant 60', 'lead a team: shows the codes that the others join with'],
    ['incident-replay drill join ABCD-EFGH@192.168.1.20', 'take a seat'],
    ['incident-replay drill resume quiet-sunday.jsonl', 'go on with a drill that was stopped'],
    ['incident-replay drill report quiet-sunday.jsonl -o report.html', 'what it came to, as one page'],
  ],
  notes:
    'Everything stays on this machine; a host is the only thing that listens, and only when told to.\n\nA journal holds what people did, never what was going on behind it.',
  run: async (args, io) => (await import('../run/drill.js')).drill(args, io),
});
