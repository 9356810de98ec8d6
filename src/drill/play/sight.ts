import type {Seat} from '../scenario/scenario.js';
import type {Setup} from '../scenario/setup.js';
import type {DrillState} from '../scenario/state.js';
import type {SeatInput} from './input.js';
import {type Item, visible} from './visibility.js';

/**
 * Why a seat cannot do something about a thing that it cannot see; null: it can see it. What is there and must not be known is
 * refused in the words for what is not there: else the answer would say that it is.
 */
export function outOfSight(setup: Setup, state: DrillState, seat: Seat, input: SeatInput): string | null {
  const {drill} = setup;
  const unless = (item: Item | undefined, reason: string): string | null =>
    item !== undefined && visible(setup, state, {kind: 'seat', seat}, item) ? null : reason;
  switch (input.type) {
    case 'look': {
      const panel = drill.panels.find(({id}) => id === input.panel);
      return unless(panel && {kind: 'panel', panel}, `There is no panel "${input.panel}".`);
    }
    case 'order':
      return unless({kind: 'palette'}, `There is no action "${input.action}".`);
    case 'cancel': {
      const order = state.orders.find(({id}) => id === input.order);
      return unless(order && {kind: 'order', order}, 'There is no such order.');
    }
    case 'decide':
    case 'ask-hint': {
      const decision = state.decisions[input.decision] && drill.decisions.find(({id}) => id === input.decision);
      return unless(decision && {kind: 'decision', decision}, 'This is not to be decided now.');
    }
    case 'acknowledge': {
      const message = state.messages.find(({id}) => id === input.message);
      return unless(message && {kind: 'message', message}, 'There is no such message.');
    }
    case 'take-task':
    case 'finish-task': {
      const task = state.tasks.find(({id}) => id === input.task);
      return unless(task && {kind: 'task', task}, 'This is not your task.');
    }
    default:
      return null;
  }
}
