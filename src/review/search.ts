import type {Plan} from '../engine/plan.js';
import {randomAt} from '../model/random.js';

/** One action of a plan in the search: a mitigation, and when, as a whole number whose meaning is the space's. */
export type Move = {readonly mitigation: string; readonly moment: number};

/** A plan in the search: each mitigation at most once, in order of their names. */
export type Candidate = readonly Move[];

/** What is searched. */
export type Space = {
  readonly mitigations: readonly string[];
  /** Moments go from here … */
  readonly firstMoment: number;
  /** … to here. */
  readonly lastMoment: number;
  /** Plans have at most so many actions. */
  readonly most: number;
  planOf(candidate: Candidate): Plan;
  /** User-minutes of a plan; where they are above the limit, only known to be. */
  costOf(plan: Plan, limitMinutes: number): number;
  /** An action must save this many user-minutes to be worth it. */
  readonly price: number;
};

/** A candidate with what it costs, and with its price: what it is judged by. */
export type Found = {readonly candidate: Candidate; readonly userMinutes: number; readonly worth: number};

/** Which climb: its random draws follow from the seed and its number alone, so climbs can be done in any order and anywhere. */
export type Climb = {readonly seed: number; readonly number: number; readonly evaluations: number};

const randomStarts = 20;
const shifts = [1, 2, 5, 10, 20, 45, 90, 240] as const;

/** Names of a candidate's mitigations: two candidates of one set differ in times only. */
export const setOf = (candidate: Candidate): string => candidate.map(({mitigation}) => mitigation).join(' ');

/** Better first, then by names, then the earlier moments: the order never depends on who found what first. */
export const byWorth = (a: Found, b: Found): number => a.worth - b.worth || byMoves(a.candidate, b.candidate);

/** By names, then by moments; 0: the same. */
export function byMoves(a: Candidate, b: Candidate): number {
  const names = setOf(a) === setOf(b) ? 0 : setOf(a) < setOf(b) ? -1 : 1;
  return names || a.map(({moment}, index) => moment - (b[index]?.moment ?? 0)).find(difference => difference !== 0) || 0;
}

/** The best of each set of mitigations, and of these the best `count`. */
export function bestSets(found: readonly Found[], count: number): readonly Found[] {
  const bySet = new Map<string, Found>();
  for (const each of [...found].sort(byWorth)) if (!bySet.has(setOf(each.candidate))) bySet.set(setOf(each.candidate), each);
  return [...bySet.values()].slice(0, count);
}

/**
 * One climb: the best of some random plans, then change after change of it, each kept if the plan is worth more; in the end its
 * actions are left out one by one, where they are not worth their price. Exactly `evaluations` plans; a slice of the work ends at each.
 *
 * @returns the best plan; null: none of them did anything
 */
export function* climbWork(space: Space, {seed, number, evaluations}: Climb): Generator<undefined, Found | null> {
  let draws = 0;
  const random = (): number => randomAt(seed, `climb ${number}`, draws++);
  let best: Found | null = null;
  for (let done = 0; done < evaluations; done++) {
    const candidate: Candidate =
      best === null || done < randomStarts ? randomPlan(space, random) : next(space, best.candidate, evaluations - done, random);
    const plan = space.planOf(candidate);
    const price = space.price * candidate.length;
    const bound: number = best === null ? Number.POSITIVE_INFINITY : best.worth - price;
    const userMinutes = space.costOf(plan, bound);
    yield;
    // An action that never comes to its cue is none.
    if (userMinutes <= bound && plan.length === candidate.length) best = {candidate, userMinutes, worth: userMinutes + price};
  }
  return best;
}

/** What to try next: a change, or, with the last evaluations, the plan without its last action, …, without its first. */
function next(space: Space, candidate: Candidate, evaluationsLeft: number, random: Random): Candidate {
  const index = evaluationsLeft - 1;
  if (index >= candidate.length || candidate.length === 1) return changed(space, candidate, random);
  return candidate.filter((_, other) => other !== index);
}

type Random = () => number;

const below = (random: Random, count: number): number => Math.floor(random() * count);
const pick = <T>(random: Random, items: readonly T[]): T => items[below(random, items.length)] as T;
const inOrder = (moves: readonly Move[]): Candidate => [...moves].sort((a, b) => (a.mitigation < b.mitigation ? -1 : 1));

/** As early as allowed is often best, so that is drawn more often than another moment. */
const randomMoment = ({firstMoment, lastMoment}: Space, random: Random): number =>
  random() < 0.25 ? firstMoment : firstMoment + below(random, lastMoment - firstMoment + 1);

/** One more action, of a mitigation that is not in the plan yet. */
function withOneMore(space: Space, candidate: Candidate, random: Random): Candidate {
  const free = space.mitigations.filter(name => candidate.every(({mitigation}) => mitigation !== name));
  if (free.length === 0) return candidate;
  return inOrder([...candidate, {mitigation: pick(random, free), moment: randomMoment(space, random)}]);
}

function randomPlan(space: Space, random: Random): Candidate {
  const size = 1 + below(random, Math.min(space.most, space.mitigations.length));
  let candidate: Candidate = [];
  while (candidate.length < size) candidate = withOneMore(space, candidate, random);
  return candidate;
}

/** A neighbour: mostly one action at another time; also one more, one fewer, or another in its place. */
function changed(space: Space, candidate: Candidate, random: Random): Candidate {
  const chance = random();
  const index = below(random, candidate.length);
  const others = candidate.filter((_, other) => other !== index);
  if (chance < 0.2 && candidate.length < space.most) return withOneMore(space, candidate, random);
  if (chance < 0.35 && candidate.length > 1) return others;
  if (chance < 0.5) return withOneMore(space, others, random);
  if (chance < 0.6) return candidate.map((move, other) => (other === index ? {...move, moment: randomMoment(space, random)} : move));
  const shift = pick(random, shifts) * (random() < 0.5 ? -1 : 1);
  const within = (moment: number): number => Math.max(space.firstMoment, Math.min(space.lastMoment, moment));
  return candidate.map((move, other) => (other === index ? {...move, moment: within(move.moment + shift)} : move));
}
