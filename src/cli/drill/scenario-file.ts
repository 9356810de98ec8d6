import {createHash} from 'node:crypto';
import type {ClockPolicy} from '../../drill/scenario/clock-policy.js';
import {type Drill, drillOf, drillShapeProblems, type Variant} from '../../drill/scenario/scenario.js';
import {type Choice, type Setup, setUp} from '../../drill/scenario/setup.js';
import {TimelineError, UserError} from '../../errors.js';
import {loadTimeline} from '../../import/load.js';
import {issuesFrom, pathText} from '../../timeline/problem.js';
import type {Timeline} from '../../timeline/types.js';
import {hashOf} from '../hash.js';
import {textOf} from '../input.js';
import type {Io} from '../io.js';
import {openTimeline} from '../timeline-argument.js';

/** A drill with where it came from. */
export type OpenedDrill = {
  /** What opens it again: its neutral name, or a file. */
  readonly argument: string;
  readonly timeline: Timeline;
  readonly drill: Drill;
  /** `sha256:…` of the file, and of the drill in it. */
  readonly timelineHash: string;
  readonly scenarioHash: string;
};

/** `Quiet Sunday` → `quiet-sunday`: as it is typed. */
export const typedName = (codeName: string): string =>
  codeName
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'drill';

/** The drills that come with the program. Their incidents stay unnamed. */
export async function bundledDrills(io: Io): Promise<readonly OpenedDrill[]> {
  const found: OpenedDrill[] = [];
  for (const id of await io.bundled.ids()) {
    const text = textOf(await io.bundled.read(id), id);
    if (!text.includes('"drill"')) continue; // most incidents have none: no need to read them closely
    const timeline = loadTimeline(id, text);
    const drill = drillOf(timeline);
    if (drill !== null) found.push(opened(typedName(drill.codeName), timeline, drill, hashOf(new TextEncoder().encode(text))));
  }
  return found;
}

/** Whether an argument is a file and no name. */
export const isFileName = (argument: string): boolean => /[/\\]|\.jsonc?$|^<stdin>$/i.test(argument);

/** A drill by its neutral name or from a timeline file; without an argument, the first that comes with the program. */
export async function openDrill(io: Io, argument?: string): Promise<OpenedDrill> {
  const isFile = argument !== undefined && isFileName(argument);
  const known = isFile ? [] : await bundledDrills(io);
  const one =
    argument === undefined
      ? known[0]
      : known.find(({argument: name, timeline}) => name === typedName(argument) || timeline.incident.id === argument);
  if (one !== undefined) return one;
  if (argument === undefined) throw new UserError('No exercise comes with this version.', 'Name a timeline file that has one.', 2);
  if (!isFile) throw new UserError(`There is no exercise "${argument}".`, 'incident-replay drill list shows which there are.', 2);
  const {timeline, hash} = await openTimeline(io, argument);
  const drill = drillOf(timeline);
  if (drill !== null) return opened(argument, timeline, drill, hash);
  const problems = drillShapeProblems(timeline).map(({path, message, hint}) => ({path: pathText(path), message, hint}));
  if (problems.length === 0) throw new UserError(`${argument} has no drill.`, 'A drill stands under the key "drill" of a timeline file.');
  throw new TimelineError(argument, issuesFrom(problems.map(problem => ({...problem, line: 0, column: 0}))));
}

const opened = (argument: string, timeline: Timeline, drill: Drill, timelineHash: string): OpenedDrill => ({
  argument,
  timeline,
  drill,
  timelineHash,
  scenarioHash: `sha256:${createHash('sha256').update(JSON.stringify(timeline.drill)).digest('hex')}`,
});

/** What a command line says of the drill to play. */
export type ChoiceArgs = {
  readonly variant?: string | undefined;
  readonly twin?: string | undefined;
  readonly seed?: number | undefined;
  readonly policy?: ClockPolicy | undefined;
};

/** The options of a command line as a choice; a variant that fits who plays, where none is named. */
export function choiceOf({drill}: OpenedDrill, args: ChoiceArgs, isSolo: boolean): Choice {
  const fitting = drill.variants.filter(variant => variant.isSolo === isSolo);
  const variant = args.variant === undefined ? fitting[0] : drill.variants.find(({id}) => id === args.variant);
  if (variant === undefined)
    throw new UserError(`There is no variant ${args.variant ?? 'for that'}.`, `There are: ${names(drill.variants)}.`, 2);
  if (variant.isSolo !== isSolo) {
    const other = isSolo ? 'for a team' : 'for somebody alone';
    throw new UserError(`The variant ${variant.id} is ${other}.`, `There are: ${names(fitting)}.`, 2);
  }
  const seed = args.seed ?? 1;
  if (!Number.isInteger(seed) || seed < 1) throw new UserError('A seed is a whole number from 1.', '', 2);
  return {variant: variant.id, twin: twinOf(drill, args.twin), seed, policy: args.policy ?? 'hold'};
}

/** The drill and the choice of a command line that is no person's: alone, unless it names a variant for a team. */
export async function chosenDrill(args: ChoiceArgs & {readonly file?: string | undefined}, io: Io) {
  const opened = await openDrill(io, args.file);
  const isSolo = opened.drill.variants.find(({id}) => id === args.variant)?.isSolo ?? true;
  return {opened, choice: choiceOf(opened, args, isSolo)};
}

const names = (variants: readonly Variant[]): string => variants.map(({id}) => id).join(', ');

/** By its name, or by its number, which says nothing. The names are not listed: they are the answer. */
function twinOf({twins}: Drill, asked: string | undefined): string | null {
  if (asked === undefined) return null;
  const twin = twins.find(({id}) => id === asked) ?? twins[Number(asked) - 1];
  if (twin === undefined) throw new UserError('There is no such twin.', `A twin is a number from 1 to ${twins.length}.`, 2);
  return twin.id;
}

/** The drill made ready. */
export const readyDrill = ({timeline, drill}: OpenedDrill, choice: Choice): Setup => setUp(timeline, drill, choice);
