import {leftOut} from '../../race/left-out.js';
import {protections} from '../../race/protections.js';
import {defaultSize, largest} from '../../race/size.js';
import {command} from '../command.js';
import {lookOptions} from '../options.js';

const dimension = (name: keyof typeof defaultSize, words: string) =>
  ({
    type: 'number',
    default: defaultSize[name],
    requiresArg: true,
    value: 'N',
    describe: `${words}, 1 to ${largest[name]} (default: ${defaultSize[name]})`,
  }) as const;

export const race = command({
  name: 'race',
  usage: '',
  summary: 'the race that started the outage, in a lab: step it by hand, try protections, check every way it can go',
  positionals: {},
  options: {
    enactors: dimension('enactors', 'programs that write plans into DNS'),
    plans: dimension('plans', 'plans that the Planner makes'),
    endpoints: dimension('endpoints', 'records that point at a plan'),
    age: dimension('age', 'clean-up deletes plans so many generations older'),
    protect: {type: 'string', default: 'none', requiresArg: true, value: 'A,B', describe: 'protections, any of those below together'},
    symmetry: {type: 'boolean', describe: 'treat enactors as interchangeable: far fewer situations; not with lease'},
    at: {
      type: 'string',
      requiresArg: true,
      value: 'CODE',
      describe: 'open the lab at a position that was copied there; the code names its own world',
    },
    check: {type: 'boolean', describe: 'the exhaustive check, on a terminal too'},
    json: {type: 'boolean', describe: 'one JSON document, for programs'},
    ...lookOptions,
  },
  examples: [
    ['incident-replay race', 'the lab, with the race as it was that night'],
    ['incident-replay race --check', 'every way it can go, in words'],
    ['incident-replay race --protect fence', 'what holds'],
    ['incident-replay race --protect lease,expire --enactors 4 --json', 'what only looks as if it did'],
  ],
  notes: [
    `Protections:\n${protections.map(({name, words}) => `  ${name.padEnd(8)} ${words}`).join('\n')}`,
    `What the model leaves out:\n${leftOut.map(words => `  ${words}`).join('\n')}`,
    'On a terminal the lab opens; --check, --json and everything without a terminal check instead.',
    'Exit code 1: a property is broken; the shortest story tells how. Ctrl-C ends the check without a verdict, with exit code 130.',
  ].join('\n\n'),
  run: async (args, io) => (await import('../run/race.js')).race(args, io),
});
