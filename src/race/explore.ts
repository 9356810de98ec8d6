import {UserError} from '../errors.js';
import {distancesTo, noWay} from './distance.js';
import type {Rules} from './enactor.js';
import {type Model, modelOf} from './model.js';
import {isRecovered, type Property, properties} from './properties.js';
import {Space} from './space.js';

const broken: Readonly<Record<Property, (check: Check) => boolean>> = {
  neverEmpty: ({neverEmpty}) => neverEmpty !== null,
  noRegress: ({noRegress}) => noRegress !== null,
  recoverable: ({doomed}) => doomed !== null,
};

export const isBroken = (check: Check, property: Property): boolean => broken[property](check);

export const holdsAll = (check: Check): boolean => properties.every(({name}) => !isBroken(check, name));

/** The first property that is broken; null: all hold. */
export const firstBroken = (check: Check): Property | null => properties.find(({name}) => isBroken(check, name))?.name ?? null;

/** As many states of smaller worlds are looked at, which takes a tenth of a second or two. */
const sampleStates = 150_000;
/**
 * About how many states there will be: worlds with no enactor, one, two, … are counted as far as that is quick, and each further
 * enactor multiplies much as the last one did. Right within a third mostly, within two where enactors are many. Yields now and then.
 */
export function* estimating(rules: Rules, interchangeable: boolean): Generator<undefined, number> {
  const {enactors} = rules.size;
  const counts: number[] = [];
  while (counts.length < enactors) {
    const space = new Space(modelOf({...rules, size: {...rules.size, enactors: counts.length}}), interchangeable);
    let isMore = true;
    while (isMore && space.expanded < sampleStates) {
      isMore = space.expand(Math.min(sliceStates, sampleStates - space.expanded));
      yield;
    }
    if (isMore) break;
    counts.push(space.states);
  }
  return extrapolated(counts, rules, interchangeable);
}

/** The whole estimate at once. */
export function estimateOf(rules: Rules, interchangeable: boolean): number {
  const work = estimating(rules, interchangeable);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

function extrapolated(counts: readonly number[], rules: Rules, interchangeable: boolean): number {
  const last = counts.at(-1) ?? 1;
  const places = placesOf(rules);
  let states = last;
  let growth = last / (counts.at(-2) ?? last / places);
  for (let count = counts.length; count <= rules.size.enactors; count++) {
    if (interchangeable) growth *= repeatedly(places, count) / repeatedly(places, count - 1);
    else if (growth > places) growth = Math.sqrt(growth * places);
    states *= growth;
  }
  return Math.round(states);
}

/** What one enactor alone can be at: a step of its program with a plan in its hand. */
function placesOf({size, protect}: Rules): number {
  const {plans, endpoints} = size;
  const steps = 2 + endpoints * (protect.recheck ? 2 : 1);
  // One list for each plan, and what other lists there are: as many again as half the plans.
  const lists = protect.early ? plans * (1 + plans / 2) : 0;
  return (1 + plans * steps + lists) * (protect.passed ? plans / 2 : 1);
}

/** Choosing from the same places again and in no order: the `count`th choice multiplies the choices by this. */
const repeatedly = (places: number, count: number): number => (places + count - 1) / Math.max(1, count);

/** More states than these are refused. */
export const mostStates = 20_000_000;

/** An estimate may be this much too high: below, it is tried. */
const estimateError = 1.25;

/** What a check holds in memory for each: the packed state, its slot, where it came from, where its steps lead. */
export const bytesPerState = 70;

const sliceStates = 1024;

/** What an exhaustive check found. Lengths are in steps from the start, of the shortest story; null: there is none. */
export type Check = {
  readonly states: number;
  readonly edges: number;
  /** The longest of the shortest distances from the start. */
  readonly depth: number;
  readonly neverEmpty: number | null;
  /** Counts the step that goes backwards. */
  readonly noRegress: number | null;
  /** To the first state from which nothing leads to the newest plan on every record. */
  readonly doomed: number | null;
  /** To the first state in which nothing can happen any more. */
  readonly dead: number | null;
  readonly doomedStates: number;
  /** States at each distance. */
  readonly levels: readonly number[];
  /** With the levels a fingerprint of the steps: see `Space`; modulo 2³¹. */
  readonly edgeSum: number;
};

/** The finished exploration: its numbers, and the states to ask more of. */
export type Explored = {
  readonly check: Check;
  readonly space: Space;
  /** For each state the steps to the newest plan on every record; `noWay` when it is doomed. */
  readonly wayBack: Int16Array;
  /** The doomed state nearest to the start; -1: none. */
  readonly firstDoomed: number;
};

export type Progress = {
  readonly doing: 'exploring' | 'looking for ways back';
  readonly states: number;
  /** Steps from the start to where it is. */
  readonly level: number;
};

/** About how many states there will be. Throws a UserError with exit code 2 when that is surely more than can be held. */
export function expectedStates(rules: Rules, interchangeable = false): number {
  if (interchangeable) refuseNamedEnactors(rules);
  return held(estimateOf(rules, interchangeable));
}

/** The same for worlds with named enactors, in slices. */
export function* expectingStates(rules: Rules): Generator<undefined, number> {
  return held(yield* estimating(rules, false));
}

function held(states: number): number {
  if (states > mostStates * estimateError) throw tooMany(estimateWords(states));
  return states;
}

/** Sorting enactors forgets their names, and the holder of a lease has one. Throws a UserError with exit code 2. */
function refuseNamedEnactors({protect}: Rules): void {
  if (!protect.lease) return;
  throw new UserError(
    'race: --symmetry cannot go with lease: enactors are not interchangeable when one of them holds it.',
    'Leave one of them out.',
    2,
  );
}

/**
 * Looks at every state that a model can come to, breadth first. Yields after each slice of the work, so that whoever drives it can
 * show how far it is, do something else, or stop. Throws a UserError when there are too many states to hold.
 */
export function* exploring(model: Model, interchangeable = false): Generator<Progress, Explored> {
  if (interchangeable) refuseNamedEnactors(model.rules);
  const space = new Space(model, interchangeable);
  while (space.expand(sliceStates)) {
    if (space.states > mostStates) throw tooMany(`more than ${amount(mostStates)} situations`);
    yield {doing: 'exploring', states: space.states, level: space.level};
  }
  const {plans} = model.rules.size;
  const ways = distancesTo(space, state => isRecovered(state, plans));
  for (;;) {
    const step = ways.next();
    if (step.done === true) return explored(space, step.value);
    yield {doing: 'looking for ways back', states: space.states, level: space.level};
  }
}

/** The whole exploration at once. */
export function explore(rules: Rules, interchangeable = false, model: Model = modelOf(rules)): Explored {
  const work = exploring(model, interchangeable);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

function explored(space: Space, wayBack: Int16Array): Explored {
  const {states, edges, levels, edgeSum, firstEmpty, firstRegress, firstDead} = space;
  const firstDoomed = wayBack.indexOf(noWay);
  const lengthTo = (index: number): number | null => (index < 0 ? null : space.levelOf(index));
  const beforeRegress = lengthTo(firstRegress);
  const check: Check = {
    states,
    edges,
    depth: levels.length - 1,
    neverEmpty: lengthTo(firstEmpty),
    noRegress: beforeRegress === null ? null : beforeRegress + 1,
    doomed: lengthTo(firstDoomed),
    dead: lengthTo(firstDead),
    doomedStates: countOf(wayBack, noWay),
    levels,
    edgeSum: edgeSum % 2 ** 31,
  };
  return {check, space, wayBack, firstDoomed};
}

/** A plain loop: there are millions. */
function countOf(numbers: Int16Array, wanted: number): number {
  let count = 0;
  for (let index = 0; index < numbers.length; index++) if (numbers[index] === wanted) count++;
  return count;
}

/** In words that fit any number: `53 million`, `4 thousand million`. */
function amount(number: number): string {
  const millions = Math.round(number / 1e6);
  return millions < 1000 ? `${millions} million` : `${Math.round(number / 1e9)} thousand million`;
}

/** `about 53 million situations, some 3.7 GB of memory`. */
function estimateWords(states: number): string {
  if (states >= 1e12) return 'over a million million situations, more than any memory holds';
  return `about ${amount(states)} situations, some ${((states * bytesPerState) / 1e9).toFixed(1)} GB of memory`;
}

const tooMany = (what: string): UserError =>
  new UserError(
    `race: this size comes to ${what}; the check holds ${amount(mostStates)} situations.`,
    'Take fewer enactors, plans or endpoints; without a lease, --symmetry treats enactors as interchangeable and needs far fewer.',
    2,
  );
