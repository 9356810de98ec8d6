import type {Mode} from '../../engine/run.js';
import {timeForms} from '../../format/time-forms.js';
import {assertionHelp} from '../assertion-help.js';
import {command} from '../command.js';
import {planOptions, timelinePositional} from '../options.js';

const modes: readonly Mode[] = ['reactive', 'clock'];

export const simulate = command({
  name: 'simulate',
  usage: '[timeline]',
  summary: 'one run without a screen: what happened, or what would have happened',
  positionals: timelinePositional,
  options: {
    ...planOptions,
    mode: {
      choices: modes,
      default: 'reactive' as Mode,
      requiresArg: true,
      value: 'MODE',
      describe: 'reactive (default): operators act on what they see; clock: at the recorded times, whatever they see',
    },
    seed: {type: 'number', requiresArg: true, value: 'N', describe: "for mechanisms that draw by chance (default: the timeline's own)"},
    assert: {type: 'string', array: true, requiresArg: true, value: 'EXPR', describe: 'exit with 1 when this does not hold'},
    band: {
      type: 'boolean',
      describe: 'default for a plan: run it in every other world that reproduces the record too; --no-band is two seconds faster',
    },
    json: {type: 'boolean', describe: 'the outcome as one JSON document, for programs'},
  },
  examples: [
    ['incident-replay simulate', 'history, as the model computes it'],
    ['incident-replay simulate --what-if dns-automation-disable@T+0:50 --json', 'one mitigation thrown 50 minutes in'],
    ['incident-replay simulate --without dwfm.restart', 'the same night without one of its actions'],
    ['incident-replay simulate --without dwfm.throttle --no-band', 'quickly: one world, and no word on how sure it is'],
    ["incident-replay simulate --move dns.restore@01:30 --assert 'impact.versusHistory < 0'", 'a test of a plan'],
  ],
  notes: `${assertionHelp}\n\nA time is one of: ${timeForms}.`,
  run: async (args, io) => (await import('../run/simulate.js')).simulate(args, io),
});
