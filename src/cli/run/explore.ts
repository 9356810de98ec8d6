import {performance} from 'node:perf_hooks';
import * as z from 'zod';
import type {Prepared} from '../../engine/simulate.js';
import {UserError} from '../../errors.js';
import {type Exploration, type FoundJson, type LatestJson, mergeExplorations} from '../../export/exploration.js';
import type {EditJson} from '../../export/outcome.js';
import {type Asked, questions} from '../../export/questions.js';
import {percent, plural, signed, userMinutes} from '../../format/number.js';
import {parseTime} from '../../format/time-expression.js';
import {candidatesOf, type Settings} from '../../review/explore.js';
import {impactOf} from '../../review/impact.js';
import {exploration, type Order, type Shard} from '../exploring.js';
import {readInput, textOf} from '../input.js';
import {interruptedExitCode, interruptible, progressOn} from '../interruptible.js';
import type {Io} from '../io.js';
import {printJson, printLines} from '../print.js';
import {table} from '../report.js';
import {openTimeline, readied} from '../timeline-argument.js';

/** An exploration in words. Everything is in the document, so that merged parts read like the whole. */
export function explorationLines(found: Exploration): readonly string[] {
  const {timeline, hindsight, maxActions, seed, shards, evaluated, seconds, stoppedEarly, find, history} = found;
  const knowing = hindsight ? 'with hindsight' : 'without hindsight: each mitigation after its cue';
  const [shard = '1/1'] = shards;
  const part = shard.endsWith('/1')
    ? ''
    : `, ${shards.length === Number(shard.split('/')[1]) ? 'all shards' : `shards ${shards.join(' ')}`}`;
  return [
    timeline,
    `SIMULATED  ${plural(evaluated, 'plan')} of at most ${plural(maxActions, 'action')}, ${knowing}, seed ${seed}${part}, ${seconds} s`,
    ...(stoppedEarly ? ['stopped early: this is what was found until then'] : []),
    `history: ${userMinutes(history.userMinutes)}, ${allClearWords(history.allClear, found.from)}`,
    ...(find.includes('best') ? section(`BEST PLANS, nothing before ${clockWords(found.from, found.from)}`, found.best, found) : []),
    ...(find.includes('sufficient')
      ? section(`SMALLEST SETS that keep it at or below ${userMinutes(found.under)}`, found.smallestSufficient, found)
      : []),
    ...latestLines(found),
  ];
}

function section(title: string, rows: readonly FoundJson[], found: Exploration): readonly string[] {
  if (rows.length === 0) return ['', title, '  none'];
  const cost = found.history.userMinutes;
  const words = rows.flatMap(row => {
    const share = signed(row.versusHistory / cost, percent);
    return [
      `  ${userMinutes(row.userMinutes)} (${share}), ${allClearWords(row.allClear, found.from)}`,
      ...row.edits.map(edit => `      ${editWords(edit, found.from)}`),
    ];
  });
  return ['', title, ...words];
}

function latestLines({latestUseful, from}: Exploration): readonly string[] {
  if (latestUseful.length === 0) return [];
  const row = ({mitigation, at, gainMinutes, bestAt, bestGainMinutes}: LatestJson): readonly string[] =>
    at === null || bestAt === null
      ? [mitigation, 'never', '', '', '']
      : [mitigation, clockWords(at, from), userMinutes(gainMinutes), clockWords(bestAt, from), userMinutes(bestGainMinutes)];
  const head = ['thrown alone', 'helps until', 'saving then', 'best at', 'saving'];
  return ['', 'LATEST USEFUL MOMENT', ...table([head, ...latestUseful.map(row)], [2, 4])];
}

function editWords(edit: EditJson, from: string): string {
  if (edit.op === 'remove') return `leave out ${edit.action}`;
  return edit.op === 'add'
    ? `throw ${edit.mitigation} at ${clockWords(edit.at, from)}`
    : `do ${edit.action} at ${clockWords(edit.at, from)}`;
}

const allClearWords = (iso: string | null, from: string): string =>
  iso === null ? 'never all clear' : `all clear ${clockWords(iso, from)}`;

/** `02:25` in the 24 hours from the first moment, `21T04:05` outside them: both can be typed again. */
function clockWords(iso: string, from: string): string {
  const [day, clock] = [iso.slice(8, 10), iso.slice(11, 16)];
  const seconds = iso.slice(17, 19);
  const time = seconds === '00' ? clock : `${clock}:${seconds}`;
  const isNear = iso.slice(0, 10) === from.slice(0, 10) ? clock >= from.slice(11, 16) : clock < from.slice(11, 16);
  return isNear ? time : `${day}T${time}`;
}

const clearAt = z.string().nullable();
const edit = z.discriminatedUnion('op', [
  z.object({op: z.literal('add'), mitigation: z.string(), at: z.string()}),
  z.object({op: z.literal('remove'), action: z.string()}),
  z.object({op: z.literal('move'), action: z.string(), at: z.string()}),
]);
const found = z.object({
  edits: z.array(edit),
  userMinutes: z.number(),
  versusHistory: z.number(),
  allClear: clearAt,
  rank: z.number(),
  moments: z.array(z.number()),
});
const file: z.ZodType<Exploration> = z.object({
  timeline: z.string(),
  timelineHash: z.string(),
  seed: z.number(),
  maxActions: z.number(),
  budget: z.number(),
  hindsight: z.boolean(),
  from: z.string(),
  searchStepSeconds: z.number(),
  under: z.number(),
  find: z.array(z.enum(questions)),
  history: z.object({userMinutes: z.number(), allClear: clearAt}),
  shards: z.array(z.string().regex(/^\d+\/\d+$/)),
  stoppedEarly: z.boolean(),
  evaluated: z.number(),
  seconds: z.number(),
  best: z.array(found),
  smallestSufficient: z.array(found),
  latestUseful: z.array(
    z.object({
      mitigation: z.string(),
      at: z.string().nullable(),
      gainMinutes: z.number(),
      bestAt: z.string().nullable(),
      bestGainMinutes: z.number(),
    }),
  ),
});

/** What `explore --json` printed. Throws a UserError with exit code 1 when it is anything else. */
export async function readExploration(io: Io, name: string): Promise<Exploration> {
  const hint = 'explore merge takes what explore --json prints.';
  const text = textOf(await readInput(io, name), name);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UserError(`${name} is not JSON: ${error.message}.`, hint);
  }
  const result = file.safeParse(value);
  if (result.success) return result.data;
  const [first] = result.error.issues;
  throw new UserError(`${name} is no exploration: ${first?.path.map(String).join('.') || 'the whole file'}: ${first?.message}`, hint);
}

const searchStepMs = 30_000;

type Args = {
  readonly timeline?: string | undefined;
  readonly files?: readonly string[] | undefined;
  readonly 'max-actions': number;
  readonly budget: number;
  readonly hindsight: boolean;
  readonly from?: string | undefined;
  readonly under: number;
  readonly find?: readonly string[] | undefined;
  readonly seed?: number | undefined;
  readonly shard: string;
  readonly json?: boolean | undefined;
};

export async function explore(args: Args, io: Io): Promise<number> {
  const files = args.files ?? [];
  const found = args.timeline === 'merge' ? await merged(files, io) : await explored(args, files, io);
  if (args.json === true) printJson(io.stdout, found);
  else printLines(io.stdout, explorationLines(found));
  return found.stoppedEarly && args.timeline !== 'merge' ? interruptedExitCode : 0;
}

async function merged(files: readonly string[], io: Io): Promise<Exploration> {
  if (files.length === 0) throw new UserError('explore merge: files are missing.', 'Name what the shards printed with --json.', 2);
  const parts: {readonly name: string; readonly exploration: Exploration}[] = [];
  for (const name of files) parts.push({name, exploration: await readExploration(io, name)});
  return mergeExplorations(parts);
}

async function explored(args: Args, files: readonly string[], io: Io): Promise<Exploration> {
  const [extra] = files;
  if (extra !== undefined) throw wrong(`"${extra}" is one argument too many`, 'Files follow the word merge.');
  const seed = args.seed === undefined ? undefined : whole(args.seed, '--seed', 0);
  const opened = await openTimeline(io, args.timeline);
  const {timeline, hash} = opened;
  if (timeline.model === null)
    throw new UserError(`${timeline.incident.id} has no model: it replays as a record, and nothing in it can be changed.`, '', 2);
  if (candidatesOf(timeline, args.hindsight).length === 0) {
    const what = timeline.mitigations.length === 0 ? 'mitigation' : 'mitigation with a cue';
    throw new UserError(`${timeline.incident.id} has no ${what}: there is nothing to explore.`, '', 2);
  }
  const prepared = readied(opened, seed === undefined ? {} : {seed});
  const order = orderOf(args, prepared, hash);
  // Only now: every other command does without threads.
  const {crewOf} = await import('../workers.js');
  return interruptible(async stop => {
    const fromMs = performance.now();
    const crew = crewOf(timeline, order.settings, stop);
    const progress = progressOn(io);
    try {
      const found = await exploration(prepared, order, crew, stop, progress.show);
      return {...found, seconds: Number(((performance.now() - fromMs) / 1000).toFixed(1))};
    } finally {
      progress.clear();
      await crew.close();
    }
  });
}

function orderOf(args: Args, prepared: Prepared, timelineHash: string): Order {
  const {timeline, history, seed} = prepared;
  if (!(args.under >= 0)) throw wrong('--under takes a number from 0 up');
  const settings: Settings = {
    seed,
    maxActions: whole(args['max-actions'], '--max-actions', 1),
    hindsight: args.hindsight,
    fromMs: args.from === undefined ? history.startMs : parseTime(args.from, timeline),
    searchStepMs: Math.max(searchStepMs, history.stepMs),
    underMinutes: args.under <= 1 ? args.under * impactOf(history).userMinutes : args.under,
  };
  const asked = new Set((args.find ?? questions) as readonly Asked[]);
  return {settings, budget: whole(args.budget, '--budget', 0), shard: shardOf(args.shard), asked, timelineHash};
}

const wrong = (what: string, hint = 'incident-replay explore --help shows how it is used.'): UserError =>
  new UserError(`explore: ${what}.`, hint, 2);

function whole(value: number, option: string, least: number): number {
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw wrong(`${option} takes a whole number from ${least} up`);
}

function shardOf(text: string): Shard {
  const [, index, of] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const shard = {index: Number(index), of: Number(of)};
  if (shard.index >= 1 && shard.index <= shard.of) return shard;
  throw wrong(`--shard ${text} is no part of a whole`, 'Write it as 2/8: part 2 of 8, from 1/8 to 8/8.');
}
