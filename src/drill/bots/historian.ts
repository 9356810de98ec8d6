import type {Bot, Memory} from './bot.js';
import {decideOf, orderOf, possible, undecided} from './orders.js';

/** Does by the clock what was done on the night, whatever it sees. */
export const historian =
  ({orders, options}: Memory): Bot =>
  seen => {
    const free = new Set(possible(seen).map(({id}) => id));
    const decided = undecided(seen).flatMap(({id}) => {
      const option = options[id];
      return option === undefined ? [] : [decideOf(seen, id, option, 'that is how it was done then')];
    });
    const due = orders.filter(({action, atMs}) => atMs <= seen.nowMs && free.has(action));
    return [...decided, ...due.map(({action}) => orderOf(seen, action))];
  };
