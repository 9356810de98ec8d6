import {command} from '../command.js';
import {lookOptions} from '../options.js';

export const learn = command({
  name: 'learn',
  usage: '',
  summary: 'thirty minutes for somebody new on call: nine lessons, each answered by a simulation',
  positionals: {},
  options: {
    lesson: {type: 'number', requiresArg: true, value: 'N', describe: 'open a lesson, by its number'},
    seed: {type: 'number', requiresArg: true, value: 'N', describe: 'the numbers of the lessons; the same seed asks the same'},
    fresh: {type: 'boolean', describe: 'begin again, with other numbers; what was passed stays passed'},
    keep: {type: 'boolean', default: true, describe: 'default: go on where it was left, and keep the place; --no-keep does neither'},
    checklist: {
      type: 'string',
      value: 'FILE',
      describe: 'write the learning checklist, with blanks for your own team (default: to stdout)',
    },
    json: {type: 'boolean', describe: 'the checks of a seed with what the simulation says, for programs'},
    ...lookOptions,
  },
  examples: [
    ['incident-replay learn', 'begin, or go on where you were'],
    ['incident-replay learn --lesson 4', 'the loop that feeds itself'],
    ['incident-replay learn --checklist', 'what to keep, with blanks for your own team'],
  ],
  notes: 'Nothing is graded and nothing leaves this machine. Without a terminal on both sides it prints the curriculum.',
  run: async (args, io) => (await import('../run/learn.js')).learn(args, io),
});
