import type {Explored} from './explore.js';
import type {Action} from './model.js';
import {breaksNoRegress, type Property} from './properties.js';
import type {Space} from './space.js';
import {copyInto, copyOf, type State} from './state.js';

/** What happened, step by step from the start. */
export type Trace = readonly Action[];

/**
 * The shortest story that breaks a property, null when it holds: of all shortest ones the first in the canonical order of actions.
 * For *recoverable* it leads to the first situation without a way back, which may look harmless.
 */
export function shortestTrace({space, firstDoomed}: Explored, property: Property): Trace | null {
  switch (property) {
    case 'neverEmpty':
      return space.firstEmpty < 0 ? null : traceTo(space, space.firstEmpty);
    case 'noRegress':
      return space.firstRegress < 0 ? null : traceTo(space, space.firstRegress, breaksNoRegress);
    case 'recoverable':
      return firstDoomed < 0 ? null : traceTo(space, firstDoomed);
    default:
      return property satisfies never;
  }
}

/**
 * How a state is first reached. Where enactors are interchangeable the story is of a state that differs in their names at most.
 *
 * @param last what the step after it does, if there shall be one
 */
export function traceTo(space: Space, index: number, last?: (before: State, after: State) => boolean): Trace {
  const numbers: number[] = [];
  for (let number = index; number !== 0; number = space.parentOf(number)) numbers.unshift(number);
  const state = copyOf(space.model.start);
  const steps = numbers.map(number => take(space, state, (_, after) => space.indexOf(after) === number));
  return last === undefined ? steps : [...steps, take(space, state, last)];
}

/** Takes the first step that is wanted; the state becomes the one after it. */
function take({model}: Space, state: State, isWanted: (before: State, after: State) => boolean): Action {
  for (const action of model.actions) {
    if (!action.enabled(state)) continue;
    const after = copyOf(state);
    action.act(after);
    if (!isWanted(state, after)) continue;
    copyInto(state, after);
    return action;
  }
  throw new Error('a state has no step to the one that was reached from it');
}
