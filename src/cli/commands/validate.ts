import {command} from '../command.js';

export const validate = command({
  name: 'validate',
  usage: '<files...>',
  summary: 'check timeline files: every problem, with its place and what to do',
  positionals: {files: {type: 'string', array: true, demandOption: true, describe: 'timeline files, - for stdin'}},
  options: {json: {type: 'boolean', describe: 'one JSON document, for programs'}},
  examples: [
    ['incident-replay validate mine.json', 'check one file'],
    ['incident-replay validate timelines/*.json --json', 'check many, for a program'],
  ],
  notes: 'Exit code 0: every file can be used (warnings aside). 1: one cannot. 2: one cannot be read.',
  run: async (args, io) => (await import('../run/validate.js')).validate(args, io),
});
