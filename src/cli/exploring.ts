import type {Prepared} from '../engine/simulate.js';
import {type Exploration, foundJson, isoOrNull, latestJson, type Question, settled, told} from '../export/exploration.js';
import {type Asked, questions} from '../export/questions.js';
import {allClearOf} from '../review/compare.js';
import {type Checked, candidatesOf, checkedAll, type Job, type Settings} from '../review/explore.js';
import {impactOf} from '../review/impact.js';
import type {LatestUseful} from '../review/latest-useful.js';
import {bestSets, type Found} from '../review/search.js';
import {isoAt} from '../timeline/time.js';
import type {Ms} from '../timeline/types.js';
import type {Crew} from './workers.js';

/** Which part of the work is done here: number `index`, from 1, of `of`. */
export type Shard = {readonly index: number; readonly of: number};

export type Order = {
  readonly settings: Settings;
  /** Plans that the search evaluates, over all shards. */
  readonly budget: number;
  readonly shard: Shard;
  readonly asked: ReadonlySet<Asked>;
  readonly timelineHash: string;
};

type JobOf<K extends Job['kind']> = Extract<Job, {kind: K}>;

/** Plans of one climb: enough to get to its top on a night of two dozen mitigations. */
const plansPerClimb = 100;

/** What has been found, as far as it has come. */
type Finds = {evaluated: number; found: readonly Found[]; sets: Checked[]; latest: LatestUseful[]};

const isMine = ({index, of}: Shard, number: number): boolean => number % of === index - 1;

/**
 * Explores: the search, then the latest useful moments, then the smallest sufficient sets. A shard does its own part of each, and
 * the parts merged are the whole.
 *
 * @param onProgress told in words after each job
 * @param stop what has been found until then is the result
 * @returns everything but the time it took
 */
export async function exploration(
  prepared: Prepared,
  order: Order,
  crew: Crew,
  stop: AbortSignal,
  onProgress: (words: string) => void,
): Promise<Exploration> {
  const finds: Finds = {evaluated: 0, found: [], sets: [], latest: []};
  const {asked, shard, settings} = order;
  if (asked.has('best')) await search(order, crew, finds, onProgress);
  const needsMoments = asked.has('sufficient') && settings.hindsight;
  if (asked.has('latest') || needsMoments) await latest(prepared, order, crew, finds, needsMoments, onProgress);
  if (asked.has('sufficient')) await sufficient(prepared, order, crew, finds, stop, onProgress);
  const {timeline} = prepared;
  const question = questionOf(prepared, order);
  const mine = timeline.mitigations.filter((_, number) => isMine(shard, number)).map(({id}) => id);
  const isTold = ({mitigation}: LatestUseful): boolean => asked.has('latest') && mine.includes(mitigation);
  const json = (checked: Checked) => foundJson(timeline, checked, question.history.userMinutes);
  return settled({
    ...question,
    shards: [`${shard.index}/${shard.of}`],
    stoppedEarly: stop.aborted,
    evaluated: finds.evaluated,
    seconds: 0,
    best: checkedAll(prepared, settings, finds.found).map(json),
    smallestSufficient: finds.sets.map(json),
    latestUseful: finds.latest.filter(isTold).map(row => latestJson(timeline, row)),
  });
}

function questionOf({timeline, history}: Prepared, {settings, budget, asked, timelineHash}: Order): Question {
  const {seed, maxActions, hindsight, fromMs, searchStepMs, underMinutes} = settings;
  return {
    timeline: timeline.incident.id,
    timelineHash,
    seed,
    maxActions,
    budget,
    hindsight,
    from: isoAt(timeline, fromMs),
    searchStepSeconds: searchStepMs / 1000,
    under: underMinutes,
    find: questions.filter(each => asked.has(each)),
    history: {userMinutes: impactOf(history).userMinutes, allClear: isoOrNull(timeline, allClearOf(history, history))},
  };
}

type Progress = (words: string) => void;

async function search({budget, shard}: Order, crew: Crew, finds: Finds, onProgress: Progress): Promise<void> {
  const climbs: JobOf<'climb'>[] = [];
  for (let number = 0; number * plansPerClimb < budget; number++) {
    if (isMine(shard, number)) climbs.push({kind: 'climb', number, evaluations: Math.min(plansPerClimb, budget - number * plansPerClimb)});
  }
  const wanted = climbs.reduce((sum, {evaluations}) => sum + evaluations, 0);
  await crew.doAll(climbs, ({evaluations}, found) => {
    finds.evaluated += evaluations;
    if (found !== null) finds.found = bestSets([...finds.found, found], told);
    onProgress(`search: ${finds.evaluated} of ${wanted} plans`);
  });
}

async function latest(
  {timeline}: Prepared,
  {shard}: Order,
  crew: Crew,
  finds: Finds,
  needsAll: boolean,
  onProgress: Progress,
): Promise<void> {
  const mitigations = timeline.mitigations.filter((_, number) => needsAll || isMine(shard, number));
  const jobs = mitigations.map(({id}): JobOf<'latest'> => ({kind: 'latest', mitigation: id}));
  await crew.doAll(jobs, (_, row) => {
    finds.latest.push(row);
    onProgress(`latest useful moments: ${finds.latest.length} of ${jobs.length} mitigations`);
  });
}

async function sufficient(
  {timeline}: Prepared,
  {settings, shard}: Order,
  crew: Crew,
  finds: Finds,
  stop: AbortSignal,
  onProgress: Progress,
): Promise<void> {
  const candidates = candidatesOf(timeline, settings.hindsight);
  // What never helps alone is thrown as early as allowed, in case it helps others.
  const moments = finds.latest.map(({mitigation, bestAtMs}): readonly [string, Ms] => [mitigation, bestAtMs ?? settings.fromMs]);
  for (let size = 1; size <= settings.maxActions && finds.sets.length === 0 && !stop.aborted; size++) {
    const jobs = candidates.flatMap((_, first): readonly JobOf<'sets'>[] =>
      isMine(shard, first) ? [{kind: 'sets', size, first, moments}] : [],
    );
    let done = 0;
    await crew.doAll(jobs, (_, sets) => {
      finds.sets.push(...sets);
      done++;
      onProgress(`sufficient sets of ${size}: ${done} of ${jobs.length} parts`);
    });
  }
}
