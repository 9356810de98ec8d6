import type {Rules} from './enactor.js';
import {modelOf} from './model.js';
import {Space} from './space.js';

/** As many states of smaller worlds are looked at, which takes a tenth of a second or two. */
const sampleStates = 150_000;
const sliceStates = 1024;

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
