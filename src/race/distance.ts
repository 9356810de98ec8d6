import type {Space} from './space.js';
import type {State} from './state.js';

/** Of a state from which nothing leads there. */
export const noWay = 0x7fff;

const sliceStates = 8192;

/**
 * For each state of an explored space the least number of steps to one of which `isThere` holds; `noWay` where nothing leads
 * there. Backwards through the states, those farthest from the start first, again and again until nothing gets nearer: most are
 * settled the first time. Yields now and then.
 */
export function* distancesTo(space: Space, isThere: (state: State) => boolean): Generator<undefined, Int16Array> {
  const distances = new Int16Array(space.states).fill(noWay);
  const state = space.stateAt(0);
  for (let index = 0; index < space.states; index++) {
    if (isThere(space.stateAt(index, state))) distances[index] = 0;
    if (index % sliceStates === 0) yield;
  }
  let nearer = true;
  const visit = (index: number, fromEdge: number, toEdge: number): void => {
    const known = distances[index] as number;
    let least = known;
    for (let edge = fromEdge; edge < toEdge; edge++) {
      const steps = (distances[space.targetAt(edge)] as number) + 1;
      if (steps < least) least = steps;
    }
    if (least === known) return;
    distances[index] = least;
    nearer = true;
  };
  while (nearer) {
    nearer = false;
    for (const _ of space.backwards(visit)) yield;
  }
  return distances;
}
