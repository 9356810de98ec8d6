import {command} from '../command.js';
import {timelinePositional} from '../options.js';

export const fidelity = command({
  name: 'fidelity',
  usage: '[timeline]',
  summary: 'the simulation held against what was published, minute by minute',
  positionals: timelinePositional,
  options: {json: {type: 'boolean', describe: 'one JSON document, for programs'}},
  examples: [['incident-replay fidelity', 'how far the model can be trusted, and where not']],
  notes: [
    'An edge is one published minute at which a service began or ceased to be impaired; windows of a service that share a minute count once.',
    'A window is found in the run as the stretch of its condition that overlaps it most.',
    'Some edges lean on each other (sign-in and IAM Identity Center are one chain): fewer are independent than are counted.',
  ].join('\n'),
  run: async (args, io) => (await import('../run/fidelity.js')).fidelity(args, io),
});
