import type {Rules} from './enactor.js';
import type {Action} from './model.js';
import {modelOf} from './model.js';
import {breaksNeverEmpty, breaksNoRegress} from './properties.js';
import {copyInto, copyOf} from './state.js';

/** What runs came to in which chance decided who acts next: that is what a test does which waits for the race to happen. */
export type Luck = {
  readonly runs: number;
  /** In so many of them a record became empty … */
  readonly emptied: number;
  /** … or was set to an older plan. */
  readonly wentBackwards: number;
};

export const luckRuns = 20_000;
/** By then almost every run has come to rest on the last plan. */
export const luckSteps = 100;
const sliceRuns = 50;

/** Runs one after the other, each step drawn evenly from what can be done. Yields what it has so far after each slice. */
export function* tryingLuck(rules: Rules, runs = luckRuns, seed = 1): Generator<Luck, Luck> {
  const model = modelOf(rules);
  const state = copyOf(model.start);
  const before = copyOf(model.start);
  let emptied = 0;
  let wentBackwards = 0;
  for (let run = 0; run < runs; run++) {
    copyInto(state, model.start);
    let isEmpty = false;
    let isBackwards = false;
    for (let step = 0; step < luckSteps && !isEmpty; step++) {
      const action = drawn(model.actions, candidate => candidate.enabled(state), chance(seed, run, step));
      if (action === undefined) break;
      copyInto(before, state);
      action.act(state);
      isBackwards ||= breaksNoRegress(before, state);
      isEmpty = breaksNeverEmpty(state);
    }
    if (isEmpty) emptied++;
    if (isBackwards) wentBackwards++;
    if ((run + 1) % sliceRuns === 0) yield {runs: run + 1, emptied, wentBackwards};
  }
  return {runs, emptied, wentBackwards};
}

function drawn(actions: readonly Action[], isPossible: (action: Action) => boolean, share: number): Action | undefined {
  const possible = actions.filter(isPossible);
  return possible[Math.floor(share * possible.length)];
}

/** A number in [0, 1) that depends on its place alone: another run or step never changes what this one draws. */
function chance(seed: number, run: number, step: number): number {
  let hash = Math.imul(seed, 0x9e3779b1) ^ Math.imul(run + 1, 0x85ebca6b) ^ Math.imul(step + 1, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
  hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}
