import {clockPolicies} from '../../drill/setup.js';
import {themeNames} from '../../tui/theme.js';
import {command} from '../command.js';
import {solo} from '../drill/solo.js';
import {timelinePositional} from '../timeline-argument.js';

export const drill = command({
  name: 'drill',
  usage: '[timeline]',
  summary: 'an exercise on an incident, for one person',
  positionals: timelinePositional,
  options: {
    solo: {type: 'boolean', describe: 'play alone'},
    variant: {type: 'string', requiresArg: true, value: 'ID', describe: 'how long and how much of it'},
    seed: {type: 'number', requiresArg: true, value: 'N', describe: 'another world that fits the record as well, other orders of options'},
    twin: {type: 'string', requiresArg: true, value: 'ID', describe: 'the same first signs with another cause'},
    policy: {choices: clockPolicies, requiresArg: true, value: 'P', describe: 'whether thinking takes simulated time: hold, tax or run'},
    practice: {type: 'boolean', describe: 'say in the report that it was practice'},
    theme: {choices: themeNames, requiresArg: true, value: 'NAME', describe: `the colours: ${themeNames.join(', ')}`},
    ascii: {type: 'boolean', describe: 'draw with ASCII alone'},
  },
  examples: [['incident-replay drill --solo', 'a drill for one person; enter begins']],
  run: (args, io) => solo(args, io),
});
