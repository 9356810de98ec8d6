import {randomInt} from 'node:crypto';
import {writeFileSync} from 'node:fs';
import {UserError} from '../../errors.js';
import {plural} from '../../format/number.js';
import {fit} from '../../format/text.js';
import {checklist} from '../../learn/checklist.js';
import {lessons} from '../../learn/index.js';
import {curriculumTruths} from '../../learn/truths.js';
import {beginning, exerciseOf, type Walk, walked} from '../../learn/walk.js';
import type {Io} from '../io.js';
import {learnFile, learnText, readLearn} from '../learn-file.js';
import {type LookArguments, looksFor} from '../looks.js';
import {printJson, printLines} from '../print.js';
import {type StateFolder, stateIn} from '../state-folder.js';

type Args = LookArguments & {
  readonly lesson?: number | undefined;
  readonly seed?: number | undefined;
  readonly fresh?: boolean | undefined;
  readonly keep: boolean;
  readonly checklist?: string | undefined;
  readonly json?: boolean | undefined;
};

export async function learn(args: Args, io: Io): Promise<number> {
  const {lesson, seed} = args;
  if (lesson !== undefined && lessons[lesson - 1] === undefined)
    throw new UserError(`There is no lesson ${lesson}.`, `Lessons are 1 to ${lessons.length}.`, 2);
  if (seed !== undefined && !(Number.isInteger(seed) && seed >= 0)) throw new UserError(`A seed is a whole number, not ${seed}.`, '', 2);
  if (args.json === true) {
    printJson(
      io.stdout,
      curriculumTruths(seed ?? 1).filter((_, index) => lesson === undefined || index === lesson - 1),
    );
    return 0;
  }
  const folder = args.keep && io.stateFolder !== null ? stateIn(io.stateFolder) : null;
  const {walk: kept, keep} = keeping(folder);
  if (args.checklist !== undefined) return writeChecklist(io, args.checklist, kept);
  const {terminal} = io;
  if (terminal === null || io.env.TERM === 'dumb') {
    printLines(io.stdout, curriculum(kept));
    return 0;
  }
  const from = seed === undefined && args.fresh !== true ? kept : null;
  const start: Walk = from ?? {...beginning(seed ?? randomInt(2 ** 31)), passed: kept?.passed ?? {}};
  const walk = lesson === undefined ? start : walked(start, exerciseOf(start), {type: 'open', lesson: lesson - 1});
  // Only now: a command that draws nothing does not wait for the screen's libraries.
  const [{runProgram}, {learnProgram}] = await Promise.all([
    import('../../surfaces/run-program.js'),
    import('../../screens/learn/program.js'),
  ]);
  const program = learnProgram(walk, args.theme ?? 'dark', lesson === undefined ? undefined : {type: 'none'});
  let last = walk;
  await runProgram(program, {
    ...terminal,
    ...looksFor(args, io),
    onChange({view}) {
      if (view.state.walk !== last) keep(view.state.walk);
      last = view.state.walk;
    },
  });
  if (folder !== null) printLines(io.stdout, ['Your place is kept: incident-replay learn']);
  return 0;
}

/** The way that was kept, and where the next one goes. What cannot be read is put aside, what is newer is left alone. */
function keeping(folder: StateFolder | null): {readonly walk: Walk | null; readonly keep: (walk: Walk) => void} {
  const text = folder?.read(learnFile) ?? null;
  if (text === null) return {walk: null, keep: walk => folder?.write(learnFile, learnText(walk))};
  const {walk, isBroken, isNewer} = readLearn(text);
  if (isBroken) folder?.setAside(learnFile);
  return {walk, keep: newer => (isNewer ? undefined : folder?.write(learnFile, learnText(newer)))};
}

function writeChecklist(io: Io, file: string, walk: Walk | null): number {
  const text = checklist(walk?.passed ?? {});
  if (file === '') {
    io.stdout.write(text);
    return 0;
  }
  try {
    writeFileSync(file, text, {flag: 'wx'});
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST')
      throw new UserError(`${file} is there already.`, 'Choose another name: a checklist that somebody has filled in is not replaced.');
    if (code === undefined) throw error;
    throw new UserError(`${file} cannot be written (${code}).`);
  }
  printLines(io.stderr, [`Written: ${file}`]);
  return 0;
}

/** The lessons as plain lines. */
function curriculum(walk: Walk | null): readonly string[] {
  const all = lessons.reduce((sum, {minutes}) => sum + minutes, 0);
  return [
    `${plural(lessons.length, 'lesson')}, about ${all} minutes, alone at a terminal: incident-replay learn`,
    '',
    ...lessons.map(
      ({id, title, minutes, goal}, index) =>
        `${index + 1}  ${fit(title, 30)} ${String(minutes).padStart(2)} min  ${fit(walk?.passed[id] === undefined ? '' : 'passed', 7)} ${goal}`,
    ),
    '',
    'Every check is a prediction or an act, and a simulation answers. --json prints the checks of a seed.',
  ];
}
