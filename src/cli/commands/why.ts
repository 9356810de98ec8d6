import {timeForms} from '../../format/time-forms.js';
import {command} from '../command.js';
import {planOptions, timelinePositional} from '../options.js';

export const why = command({
  name: 'why',
  usage: '<service>',
  summary: 'the chain of causes behind a status, each one proved by a run without it',
  positionals: {service: {type: 'string', demandOption: true, describe: "a service's id"}},
  options: {
    at: {type: 'string', requiresArg: true, value: 'T', describe: 'the moment (needed)'},
    timeline: {...timelinePositional.timeline, requiresArg: true, value: 'FILE'},
    ...planOptions,
    json: {type: 'boolean', describe: 'one JSON document, for programs'},
  },
  examples: [
    ['incident-replay why ec2 --at 02:31', 'why launches failed although DNS was back'],
    ['incident-replay why nlb --at 08:00 --what-if dns-restore-by-hand@00:38', 'the same in a what-if'],
  ],
  notes: `What is "necessary" was taken out, the incident was simulated again up to that moment, and the status was another one.\n\nA time is one of: ${timeForms}.`,
  run: async (args, io) => (await import('../run/why.js')).why(args, io),
});
