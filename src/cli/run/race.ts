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
import type {ThemeName} from '../../screen/theme.js';
import {beginning, type LabOpening, plainRules} from '../../screens/race-lab/state.js';
import type {RunOptions} from '../../surfaces/run-program.js';
import {interruptedExitCode, interruptible} from '../interruptible.js';
import type {Io} from '../io.js';
import {type LookArguments, looksFor} from '../looks.js';
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
    const looks = looksFor(args, io);
    const terminal = io.env.TERM === 'dumb' && !looks.isHeard ? null : io.terminal;
    if (terminal !== null) return openLab(opening, args.theme ?? 'dark', {...terminal, ...looks}, io);
    if (args.at !== undefined) {
      // Only then: see openLab.
      const {openingLines} = await import('../../screens/race-lab/body.js');
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

/** Runs the lab until the person quits, then prints how to come back. */
async function openLab(opening: LabOpening, theme: ThemeName, options: RunOptions, io: Io): Promise<number> {
  // Only then: a check does not wait for the screen's libraries.
  const [{runProgram}, {labProgram}, {reopenLab}] = await Promise.all([
    import('../../surfaces/run-program.js'),
    import('../../screens/race-lab/program.js'),
    import('../../screens/race-lab/keys.js'),
  ]);
  const program = labProgram(opening, theme);
  let last = program.first;
  await runProgram(program, {
    ...options,
    onChange({view}) {
      last = view;
    },
  });
  printLines(io.stdout, [reopenLab(last)]);
  return 0;
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
