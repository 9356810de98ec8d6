import {randomInt} from 'node:crypto';
import {writeFileSync} from 'node:fs';
import * as z from 'zod';
import {UserError} from '../../errors.js';
import {plural} from '../../format/number.js';
import {fit} from '../../format/text.js';
import {checklist} from '../../learn/checklist.js';
import {lessons} from '../../learn/index.js';
import {curriculumTruths} from '../../learn/truths.js';
import {beginning, exerciseOf, type Walk, walked} from '../../learn/walk.js';
import type {Io} from '../io.js';
import {type LookArguments, looksFor} from '../looks.js';
import {printJson, printLines} from '../print.js';
import {jsonOf} from '../saving.js';
import {type StateFolder, stateIn} from '../state-folder.js';

/** Of the format below; a file with a higher one was written by a later program. */
const version = 1;
export const learnFile = 'learn.json';

const whole = z.number().int().min(0);
const answers = z.record(z.string(), z.string().max(2000));
const shape = z.object({
  version: z.literal(version),
  seed: whole,
  lesson: z.string(),
  opened: z.record(z.string(), whole),
  isAgain: z.boolean(),
  given: z.array(answers).max(200),
  misses: whole,
  missesInAll: whole,
  passed: z.record(z.string(), z.object({seed: whole, misses: whole, story: z.array(z.string().max(2000)).max(200)})),
});

/** Where a learner stands, as the text of a file. */
export function learnText({seed, lesson, opened, isAgain, given, misses, missesInAll, passed, stage}: Walk): string {
  // Past the last lesson one is at its end, not in it.
  const place = stage.type === 'done' ? (lessons[0]?.id ?? '') : (lessons[lesson]?.id ?? '');
  return `${JSON.stringify({version, seed, lesson: place, opened, isAgain, given, misses, missesInAll, passed}, null, 2)}\n`;
}

/** `isBroken`: it cannot be used. `isNewer`: it belongs to a later program, and must stay as it is. */
export type LearnReading = {readonly walk: Walk | null; readonly isBroken: boolean; readonly isNewer: boolean};

/** A kept way. What a lesson no longer understands is begun again; nothing throws. */
export function readLearn(text: string): LearnReading {
  const json = jsonOf(text);
  const {success, data} = shape.safeParse(json);
  if (!success) {
    const head = z.object({version: z.number()}).safeParse(json);
    const isNewer = head.success && head.data.version > version;
    return {walk: null, isBroken: !isNewer, isNewer};
  }
  const {lesson: id, version: _, ...rest} = data;
  const lesson = Math.max(
    0,
    lessons.findIndex(each => each.id === id),
  );
  const walk: Walk = {...beginning(data.seed), ...rest, lesson};
  // The answers must still lead to a page of the lesson.
  const isAtPage = exerciseOf(walk).step(walk.given) !== null;
  return {walk: isAtPage ? walk : {...walk, given: [], misses: 0}, isBroken: false, isNewer: false};
}

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
