import {UserError} from '../errors.js';
import type {Checked} from '../review/explore.js';
import type {LatestUseful} from '../review/latest-useful.js';
import {byMoves, type Candidate} from '../review/search.js';
import {isoAt} from '../timeline/time.js';
import type {Ms, Timeline} from '../timeline/types.js';
import {type EditJson, editJson} from './outcome.js';
import type {Asked} from './questions.js';

/** A plan that was found. Times are ISO-8601 with an offset. */
export type FoundJson = {
  readonly edits: readonly EditJson[];
  readonly userMinutes: number;
  /** Below 0 is better. */
  readonly versusHistory: number;
  /** When everything that counts was well again; null: never in the run. */
  readonly allClear: string | null;
  /** What it is ranked by: user-minutes as the search saw them, with 0.1 % of history's impact added for each action. */
  readonly rank: number;
  /** For the search's own plans: when, in the order of the mitigations' names, as the search counts: minutes of the run; without hindsight five minutes after the cue. */
  readonly moments: readonly number[];
};

/** `gainMinutes` are user-minutes. `at` null: at no moment it helps. */
export type LatestJson = {
  readonly mitigation: string;
  readonly at: string | null;
  readonly gainMinutes: number;
  readonly bestAt: string | null;
  readonly bestGainMinutes: number;
};

/** What must be the same for two explorations to be parts of one. */
export type Question = {
  readonly timeline: string;
  readonly timelineHash: string;
  readonly seed: number;
  readonly maxActions: number;
  readonly budget: number;
  readonly hindsight: boolean;
  readonly from: string;
  readonly searchStepSeconds: number;
  /** User-minutes that a sufficient set may cost. */
  readonly under: number;
  readonly find: readonly Asked[];
  readonly history: {readonly userMinutes: number; readonly allClear: string | null};
};

/** The result of an exploration, or of a part of one. */
export type Exploration = Question & {
  /** Which parts of it these are, `2/8`. */
  readonly shards: readonly string[];
  readonly stoppedEarly: boolean;
  /** Plans that the search evaluated; the other questions' runs are not counted. */
  readonly evaluated: number;
  /** Working time of all parts. */
  readonly seconds: number;
  readonly best: readonly FoundJson[];
  /** The smallest sets of mitigations that keep the impact under the bound, the best first; empty: none of at most `maxActions`. */
  readonly smallestSufficient: readonly FoundJson[];
  readonly latestUseful: readonly LatestJson[];
};

/** So many plans of each kind are told. */
export const told = 10;

/** As the search compares them, so that parts come to the same as the whole. */
const plansInOrder = (a: FoundJson, b: FoundJson): number => a.rank - b.rank || byMoves(movesOf(a), movesOf(b));

const movesOf = ({edits, moments}: FoundJson): Candidate =>
  namesOf(edits).map((mitigation, index) => ({mitigation, moment: moments[index] ?? 0}));
const latestFirst = (a: LatestJson, b: LatestJson): number =>
  Number(b.at !== null) - Number(a.at !== null) || (b.at ?? '').localeCompare(a.at ?? '', 'en') || (a.mitigation < b.mitigation ? -1 : 1);

export function foundJson(
  timeline: Timeline,
  {plan, userMinutes, allClearAtMs, worth, moments}: Checked,
  historyMinutes: number,
): FoundJson {
  return {
    edits: plan.map(edit => editJson(timeline, edit)),
    userMinutes,
    versusHistory: userMinutes - historyMinutes,
    allClear: isoOrNull(timeline, allClearAtMs),
    rank: worth,
    moments,
  };
}

export const latestJson = (timeline: Timeline, {mitigation, atMs, gainMinutes, bestAtMs, bestGainMinutes}: LatestUseful): LatestJson => ({
  mitigation,
  at: isoOrNull(timeline, atMs),
  gainMinutes,
  bestAt: isoOrNull(timeline, bestAtMs),
  bestGainMinutes,
});

export const isoOrNull = (timeline: Timeline, atMs: Ms | null): string | null => (atMs === null ? null : isoAt(timeline, atMs));

/** The names of a plan's mitigations, sorted. */
const namesOf = (edits: readonly EditJson[]): readonly string[] =>
  edits.map(edit => (edit.op === 'add' ? edit.mitigation : edit.action)).sort();
const setNameOf = ({edits}: FoundJson): string => namesOf(edits).join(' ');

/** Puts everything in the order in which it is told, once each, and leaves out what is not told. */
export function settled(exploration: Exploration): Exploration {
  const {best, smallestSufficient, latestUseful, shards} = exploration;
  const smallest = Math.min(...smallestSufficient.map(({edits}) => edits.length));
  const bySet = new Map<string, FoundJson>();
  for (const found of [...best].sort(plansInOrder)) if (!bySet.has(setNameOf(found))) bySet.set(setNameOf(found), found);
  const sets = smallestSufficient.filter(({edits}) => edits.length === smallest);
  const latest = new Map(latestUseful.map(row => [row.mitigation, row]));
  return {
    ...exploration,
    shards: [...new Set(shards)].sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10)),
    best: [...bySet.values()].slice(0, told),
    smallestSufficient: [...new Map(sets.sort(plansInOrder).map(found => [setNameOf(found), found])).values()].slice(0, told),
    latestUseful: [...latest.values()].sort(latestFirst),
  };
}

/**
 * Parts of one exploration as one: the same whatever their order. All parts together are what the exploration in one piece is.
 *
 * @throws UserError when they answer different questions, or one part comes twice
 */
export function mergeExplorations(parts: readonly {readonly name: string; readonly exploration: Exploration}[]): Exploration {
  const [first, ...rest] = parts;
  if (first === undefined) throw new UserError('There is nothing to merge.', '', 2);
  const question = questionOf(first.exploration);
  for (const {name, exploration} of rest) {
    const key = (Object.keys(question) as (keyof Question)[]).find(
      each => JSON.stringify(question[each]) !== JSON.stringify(questionOf(exploration)[each]),
    );
    if (key === undefined) continue;
    throw new UserError(
      `${name} is not a part of the same exploration as ${first.name}: its ${key} is another.`,
      'Run every shard with the same options.',
    );
  }
  refuseRepeated(parts);
  const all = parts.map(({exploration}) => exploration);
  return settled({
    ...question,
    shards: all.flatMap(({shards}) => shards),
    stoppedEarly: all.some(({stoppedEarly}) => stoppedEarly),
    evaluated: all.reduce((sum, {evaluated}) => sum + evaluated, 0),
    seconds: Number(all.reduce((sum, {seconds}) => sum + seconds, 0).toFixed(1)),
    best: all.flatMap(({best}) => best),
    smallestSufficient: all.flatMap(({smallestSufficient}) => smallestSufficient),
    latestUseful: all.flatMap(({latestUseful}) => latestUseful),
  });
}

function refuseRepeated(parts: readonly {readonly name: string; readonly exploration: Exploration}[]): void {
  const owners = new Map<string, string>();
  for (const {name, exploration} of parts) {
    for (const shard of exploration.shards) {
      const owner = owners.get(shard);
      if (owner !== undefined) throw new UserError(`${owner} and ${name} are both shard ${shard}.`, 'Name each shard once.');
      owners.set(shard, name);
    }
  }
}

function questionOf(exploration: Exploration): Question {
  const {timeline, timelineHash, seed, maxActions, budget, hindsight, from, searchStepSeconds, under, find, history} = exploration;
  return {timeline, timelineHash, seed, maxActions, budget, hindsight, from, searchStepSeconds, under, find, history};
}
