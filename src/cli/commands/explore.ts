import {questions} from '../../export/questions.js';
import {timeForms} from '../../format/time-forms.js';
import {command} from '../command.js';

export const explore = command({
  name: 'explore',
  usage: '[timeline] [files...]',
  summary: 'search for the best plans, the smallest that suffice, and how long each mitigation helps',
  positionals: {
    timeline: {type: 'string', describe: "a bundled incident's id, a file, - for stdin, or the word merge (default: the AWS outage)"},
    files: {type: 'string', array: true, describe: 'after merge: what the shards printed with --json, - for stdin'},
  },
  options: {
    'max-actions': {type: 'number', default: 3, requiresArg: true, value: 'N', describe: 'plans of at most N actions (default: 3)'},
    budget: {type: 'number', default: 2000, requiresArg: true, value: 'N', describe: 'the search evaluates N plans (default: 2000)'},
    hindsight: {
      type: 'boolean',
      default: true,
      describe:
        'default; --no-hindsight: each mitigation only once its cue has been seen in the run so far, and none that had to be prepared',
    },
    from: {type: 'string', requiresArg: true, value: 'T', describe: "nothing is thrown before the time T (default: the run's start)"},
    under: {
      type: 'number',
      default: 0.5,
      requiresArg: true,
      value: 'X',
      describe: "a plan suffices at X user-minutes, or, up to 1, at this share of history's (default: 0.5)",
    },
    find: {
      type: 'string',
      array: true,
      choices: questions,
      requiresArg: true,
      value: 'WHAT',
      describe: 'best, sufficient or latest only (default: all)',
    },
    seed: {
      type: 'number',
      requiresArg: true,
      value: 'N',
      describe: "of the search and of the model's chance (default: the timeline's own)",
    },
    shard: {type: 'string', default: '1/1', requiresArg: true, value: 'I/N', describe: 'do part I of N; explore merge joins the parts'},
    json: {type: 'boolean', describe: 'one JSON document, for programs'},
  },
  examples: [
    ['incident-replay explore', 'the AWS outage, with hindsight'],
    ['incident-replay explore --no-hindsight --under 0.33', 'what people could have done who know only what they see'],
    ['incident-replay explore --budget 100000 --shard 2/8 --json > 2.json', 'an eighth of a bigger search'],
    ['incident-replay explore merge 1.json 2.json --json', 'the parts together'],
  ],
  notes:
    'The same seed gives the same result on any machine, in one piece or in shards. Ctrl-C ends the search: what was found until then is ' +
    `printed, and the exit code is 130.\n\nA time is one of: ${timeForms}.`,
  run: async (args, io) => (await import('../run/explore.js')).explore(args, io),
});
