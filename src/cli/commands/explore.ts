import {performance} from 'node:perf_hooks';
import type {Prepared} from '../../engine/simulate.js';
import {UserError} from '../../errors.js';
import {type Asked, type Exploration, mergeExplorations, questions} from '../../export/exploration.js';
import {parseTime, timeForms} from '../../format/time-expression.js';
import {candidatesOf, type Settings} from '../../review/explore.js';
import {impactOf} from '../../review/impact.js';
import {command} from '../command.js';
import {readExploration} from '../exploration-file.js';
import {explorationLines} from '../exploration-report.js';
import {exploration, type Order, type Shard} from '../exploring.js';
import {interruptedExitCode, interruptible} from '../interruptible.js';
import type {Io} from '../io.js';
import {printJson, printLines} from '../print.js';
import {progressOn} from '../progress.js';
import {openTimeline, readied} from '../timeline-argument.js';

const searchStepMs = 30_000;

type Arguments = {
  readonly 'max-actions': number;
  readonly budget: number;
  readonly hindsight: boolean;
  readonly from?: string | undefined;
  readonly under: number;
  readonly find?: readonly string[] | undefined;
  readonly seed?: number | undefined;
  readonly shard: string;
};

export const explore = command({
  name: 'explore',
  usage: '[timeline] [files...]',
  summary: 'search for the best plans, the smallest that suffice, and how long each mitigation helps',
  positionals: {
    timeline: {type: 'string', describe: "a bundled incident's id, a file, - for stdin, or the word merge (default: the AWS outage)"},
    files: {type: 'string', array: true, describe: 'after merge: what the shards printed with --json, - for stdin'},
  },
  options: {
    'max-actions': {type: 'number', default: 3, requiresArg: true, value: 'N', describe: 'plans of at most N actions (default: 3)'},
    budget: {type: 'number', default: 2000, requiresArg: true, value: 'N', describe: 'the search evaluates N plans (default: 2000)'},
    hindsight: {
      type: 'boolean',
      default: true,
      describe:
        'default; --no-hindsight: each mitigation only once its cue has been seen in the run so far, and none that had to be prepared',
    },
    from: {type: 'string', requiresArg: true, value: 'T', describe: "nothing is thrown before the time T (default: the run's start)"},
    under: {
      type: 'number',
      default: 0.5,
      requiresArg: true,
      value: 'X',
      describe: "a plan suffices at X user-minutes, or, up to 1, at this share of history's (default: 0.5)",
    },
    find: {
      type: 'string',
      array: true,
      choices: questions,
      requiresArg: true,
      value: 'WHAT',
      describe: 'best, sufficient or latest only (default: all)',
    },
    seed: {
      type: 'number',
      requiresArg: true,
      value: 'N',
      describe: "of the search and of the model's chance (default: the timeline's own)",
    },
    shard: {type: 'string', default: '1/1', requiresArg: true, value: 'I/N', describe: 'do part I of N; explore merge joins the parts'},
    json: {type: 'boolean', describe: 'one JSON document, for programs'},
  },
  examples: [
    ['incident-replay explore', 'the AWS outage, with hindsight'],
    ['incident-replay explore --no-hindsight --under 0.33', 'what people could have done who know only what they see'],
    ['incident-replay explore --budget 100000 --shard 2/8 --json > 2.json', 'an eighth of a bigger search'],
    ['incident-replay explore merge 1.json 2.json --json', 'the parts together'],
  ],
  notes:
    'The same seed gives the same result on any machine, in one piece or in shards. Ctrl-C ends the search: what was found until then is ' +
    `printed, and the exit code is 130.\n\nA time is one of: ${timeForms}.`,
  async run(args, io) {
    const files = args.files ?? [];
    const found = args.timeline === 'merge' ? await merged(files, io) : await explored(args, files, io);
    if (args.json === true) printJson(io.stdout, found);
    else printLines(io.stdout, explorationLines(found));
    return found.stoppedEarly && args.timeline !== 'merge' ? interruptedExitCode : 0;
  },
});

async function merged(files: readonly string[], io: Io): Promise<Exploration> {
  if (files.length === 0) throw new UserError('explore merge: files are missing.', 'Name what the shards printed with --json.', 2);
  const parts: {readonly name: string; readonly exploration: Exploration}[] = [];
  for (const name of files) parts.push({name, exploration: await readExploration(io, name)});
  return mergeExplorations(parts);
}

async function explored(
  args: Arguments & {readonly timeline?: string | undefined},
  files: readonly string[],
  io: Io,
): Promise<Exploration> {
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

function orderOf(args: Arguments, prepared: Prepared, timelineHash: string): Order {
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
