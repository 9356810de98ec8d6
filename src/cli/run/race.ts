import {performance} from 'node:perf_hooks';
import {setImmediate} from 'node:timers/promises';
import {UserError} from '../../errors.js';
import {type Checked, raceJson, raceLines} from '../../export/race.js';
import {count, percent} from '../../format/number.js';
import {positionOf} from '../../race/code.js';
import type {Rules} from '../../race/enactor.js';
import {sameRules} from '../../race/exercises.js';
import {type Explored, expectedStates, exploring, holdsAll} from '../../race/explore.js';
import {modelOf} from '../../race/model.js';
import {parseProtect} from '../../race/protections.js';
import {checkedSize} from '../../race/size.js';
import {beginning, type LabOpening, plainRules} from '../../screens/race-lab/state.js';
import {interruptedExitCode, interruptible} from '../interruptible.js';
import type {Io} from '../io.js';
import {saysNotUtf8} from '../locale.js';
import type {LookArguments} from '../options.js';
import {printJson, printLines} from '../print.js';
import {progressOn} from '../progress.js';

/** From here on it is said beforehand that it takes a while. */
const manyStates = 3_000_000;
const sliceMs = 40;
const widest = 100;

type Args = LookArguments & {
  readonly enactors: number;
  readonly plans: number;
  readonly endpoints: number;
  readonly age: number;
  readonly protect: string;
  readonly symmetry?: boolean | undefined;
  readonly at?: string | undefined;
  readonly check?: boolean | undefined;
  readonly json?: boolean | undefined;
};

export async function race(args: Args, io: Io): Promise<number> {
  const {enactors, plans, endpoints, age} = args;
  const rules: Rules = {size: checkedSize({enactors, plans, endpoints, age}), protect: parseProtect(args.protect)};
  const opening = openingOf(args, rules);
  if (args.check !== true && args.json !== true) {
    const isHeard = args['screen-reader'] ?? io.env.INK_SCREEN_READER === 'true';
    const terminal = io.env.TERM === 'dumb' && !isHeard ? null : io.terminal;
    if (terminal !== null) return openLab(opening, terminal, {isHeard, ...args}, io);
    if (args.at !== undefined) {
      // Only then: see openLab.
      const {openingLines} = await import('../../screens/race-lab/lines.js');
      printLines(io.stdout, openingLines(opening, Math.min(widest, io.stdout.columns)));
      return 0;
    }
  }
  const checked = await checkedRace(rules, args.symmetry === true, io);
  if (checked === null) return interruptedExitCode;
  if (args.json === true) printJson(io.stdout, raceJson(checked));
  else printLines(io.stdout, raceLines(checked, Math.min(widest, io.stdout.columns)));
  return holdsAll(checked.explored.check) ? 0 : 1;
}

type Asked = {readonly at?: string | undefined; readonly check?: boolean | undefined; readonly json?: boolean | undefined};

/** Where the lab begins. Throws a UserError with exit code 2 for a code that is none, or that names another world than the options do. */
function openingOf({at, check, json}: Asked, rules: Rules): LabOpening {
  if (at === undefined) return beginning(rules);
  if (check === true || json === true)
    throw new UserError('race: --at opens the lab; --check and --json check a world.', 'Leave one of them out.', 2);
  const position = positionOf(at);
  if (!sameRules(rules, plainRules) && !sameRules(rules, position.model.rules))
    throw new UserError('race: the code of --at names another world than the other options.', 'The code alone is enough.', 2);
  return {position};
}

type Looks = Omit<LookArguments, 'screen-reader'> & {readonly isHeard: boolean};

async function openLab(opening: LabOpening, terminal: NonNullable<Io['terminal']>, looks: Looks, io: Io): Promise<number> {
  const {colorLevel, describeBug} = io;
  const options = {...terminal, opening, theme: looks.theme ?? 'dark', describeBug};
  // Only then: a check does not wait for the screen's libraries.
  if (looks.isHeard) return (await import('../../screens/race-lab/play-lab-spoken.js')).playLabSpoken(options);
  const isAscii = looks.ascii ?? saysNotUtf8(io.env);
  return (await import('../../screens/race-lab/play-lab.js')).playLab({...options, colorLevel, isAscii, hasMouse: looks.mouse});
}

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
