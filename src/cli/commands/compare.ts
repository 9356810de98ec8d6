import {timeForms} from '../../format/time-forms.js';
import {command} from '../command.js';
import {planOptions, timelinePositional} from '../options.js';

export const compare = command({
  name: 'compare',
  usage: '[timeline]',
  summary: 'plans side by side with history',
  positionals: timelinePositional,
  options: {
    ...planOptions,
    plan: {type: 'string', array: true, requiresArg: true, value: 'FILE', describe: 'a plan file, or - for stdin'},
    band: {type: 'boolean', describe: 'default: run each plan in every other world that reproduces the record too; --no-band is faster'},
    json: {type: 'boolean', describe: 'a JSON array of outcomes, history first, for programs'},
  },
  examples: [
    ['incident-replay compare --plan early.json --plan late.json', 'two plans and history'],
    ['incident-replay compare --what-if nlb-failover-off@06:52', 'one plan, made on the command line'],
  ],
  notes: `Each --plan is a plan of its own; --what-if, --without and --move together make one more.\n\nA time is one of: ${timeForms}.`,
  run: async (args, io) => (await import('../run/compare.js')).compare(args, io),
});
