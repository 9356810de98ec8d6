import {performance} from 'node:perf_hooks';
import type {Prepared} from '../../engine/simulate.js';
import {UserError} from '../../errors.js';
import {type Exploration, mergeExplorations} from '../../export/exploration.js';
import {type Asked, questions} from '../../export/questions.js';
import {parseTime} from '../../format/time-expression.js';
import {candidatesOf, type Settings} from '../../review/explore.js';
import {impactOf} from '../../review/impact.js';
import {readExploration} from '../exploration-file.js';
import {explorationLines} from '../exploration-report.js';
import {exploration, type Order, type Shard} from '../exploring.js';
import {interruptedExitCode, interruptible} from '../interruptible.js';
import type {Io} from '../io.js';
import {printJson, printLines} from '../print.js';
import {progressOn} from '../progress.js';
import {openTimeline, readied} from '../timeline-argument.js';

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
