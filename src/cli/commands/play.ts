import {timeForms} from '../../format/time-forms.js';
import {command} from '../command.js';
import {lookOptions, planOptions, recordOptions, timelinePositional} from '../options.js';

export const play = command({
  name: 'play',
  usage: '[timeline]',
  summary: 'the console: replay an incident and change it (also without a command)',
  positionals: timelinePositional,
  options: {
    at: {type: 'string', requiresArg: true, value: 'T', describe: 'open at this time instead of the start'},
    ...planOptions,
    ...lookOptions,
    fresh: {type: 'boolean', describe: 'open at the start with nothing thrown, not where it was left; bookmarks stay'},
    keep: {type: 'boolean', default: true, describe: 'default: open where it was left, and keep where it is left; --no-keep does neither'},
    ...recordOptions,
  },
  examples: [
    ['incident-replay', 'the console'],
    ['incident-replay mine.json --at T+2:37', 'a file of your own, from there'],
    ['incident-replay play | less', 'the whole run as plain lines'],
  ],
  notes: `It opens where it was left: time, plan and bookmarks are kept for each timeline, the theme for all, in the state directory of the \
user; --at, the options of a plan, and --theme each replace their part.\n\nWithout a terminal on both sides it prints the run as plain \
lines.\n\nWith the mouse on, shift+drag selects text (option on macOS).\n\nA time is one of: ${timeForms}.`,
  run: async (args, io) => (await import('../run/play.js')).play(args, io),
});
