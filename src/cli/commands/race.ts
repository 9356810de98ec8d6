import {performance} from 'node:perf_hooks';
import {setImmediate} from 'node:timers/promises';
import {type Checked, holdsAll, raceJson, raceLines} from '../../export/race.js';
import {count, percent} from '../../format/number.js';
import type {Rules} from '../../race/enactor.js';
import {type Explored, expectedStates, exploring} from '../../race/explore.js';
import {leftOut} from '../../race/left-out.js';
import {modelOf} from '../../race/model.js';
import {parseProtect, protections} from '../../race/protections.js';
import {checkedSize, defaultSize, largest} from '../../race/size.js';
import {command} from '../command.js';
import {interruptedExitCode, interruptible} from '../interruptible.js';
import type {Io} from '../io.js';
import {printJson, printLines} from '../print.js';
import {progressOn} from '../progress.js';

/** From here on it is said beforehand that it takes a while. */
const manyStates = 3_000_000;
const sliceMs = 40;
const widest = 100;

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
  summary: 'the race that started the outage, as a small model: every way it can go, and which protection holds',
  positionals: {},
  options: {
    enactors: dimension('enactors', 'programs that write plans into DNS'),
    plans: dimension('plans', 'plans that the Planner makes'),
    endpoints: dimension('endpoints', 'records that point at a plan'),
    age: dimension('age', 'clean-up deletes plans so many generations older'),
    protect: {type: 'string', default: 'none', requiresArg: true, value: 'A,B', describe: 'protections, any of those below together'},
    symmetry: {type: 'boolean', describe: 'treat enactors as interchangeable: far fewer situations; not with lease'},
    check: {type: 'boolean', describe: 'the exhaustive check, on a terminal too'},
    json: {type: 'boolean', describe: 'one JSON document, for programs'},
  },
  examples: [
    ['incident-replay race', 'the race as it was that night'],
    ['incident-replay race --protect fence', 'what holds'],
    ['incident-replay race --protect lease,expire --enactors 4 --json', 'what only looks as if it did'],
  ],
  notes: [
    `Protections:\n${protections.map(({name, words}) => `  ${name.padEnd(8)} ${words}`).join('\n')}`,
    `What the model leaves out:\n${leftOut.map(words => `  ${words}`).join('\n')}`,
    'Exit code 1: a property is broken; the shortest story tells how. Ctrl-C ends the check without a verdict, with exit code 130.',
  ].join('\n\n'),
  async run(args, io) {
    const {enactors, plans, endpoints, age} = args;
    const rules: Rules = {size: checkedSize({enactors, plans, endpoints, age}), protect: parseProtect(args.protect)};
    // The lab will open here: on a terminal (`io.terminal`), without --check and without --json.
    const checked = await checkedRace(rules, args.symmetry === true, io);
    if (checked === null) return interruptedExitCode;
    if (args.json === true) printJson(io.stdout, raceJson(checked));
    else printLines(io.stdout, raceLines(checked, Math.min(widest, io.stdout.columns)));
    return holdsAll(checked.explored.check) ? 0 : 1;
  },
});

/** Checks a model slice by slice, so that Ctrl-C is heard and progress shown; null when it was interrupted. */
async function checkedRace(rules: Rules, interchangeable: boolean, io: Io): Promise<Checked | null> {
  const fromMs = performance.now();
  const states = expectedStates(rules, interchangeable);
  if (states > manyStates) io.stderr.write(`race: about ${count(states)} situations to look at: this takes a while.\n`);
  return interruptible(async stop => {
    const progress = progressOn(io);
    try {
      const explored = await inSlices(rules, interchangeable, states, stop, progress.show);
      if (explored !== null) return {explored, seconds: Number(((performance.now() - fromMs) / 1000).toFixed(3))};
    } finally {
      progress.clear();
    }
    io.stderr.write('race: interrupted; what was not looked at has no verdict.\n');
    return null;
  });
}

async function inSlices(
  rules: Rules,
  interchangeable: boolean,
  expected: number,
  stop: AbortSignal,
  onProgress: (words: string) => void,
): Promise<Explored | null> {
  const work = exploring(modelOf(rules), interchangeable);
  for (;;) {
    const untilMs = performance.now() + sliceMs;
    let step = work.next();
    while (step.done !== true && performance.now() < untilMs) step = work.next();
    if (step.done === true) return step.value;
    await setImmediate();
    if (stop.aborted) return null;
    const {doing, states, level} = step.value;
    const share = percent(Math.min(0.99, states / Math.max(states, expected)));
    onProgress(doing === 'exploring' ? `${count(states)} situations, ${level} steps from the start, about ${share}` : `${doing} …`);
  }
}
