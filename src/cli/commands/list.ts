import {command} from '../command.js';

export const list = command({
  name: 'list',
  usage: '',
  summary: 'the incidents that come with the program',
  positionals: {},
  options: {json: {type: 'boolean', describe: 'one JSON array, for programs'}},
  examples: [['incident-replay list', 'what there is to replay']],
  run: async (args, io) => (await import('../run/list.js')).list(args, io),
});
