import type {SeatInput} from '../play/input.js';
import type {Bot} from './bot.js';
import {decideOf, orderOf, possible, undecided} from './orders.js';

/** Presses every button in any order, as fast as hands come free, and looks at nothing. */
export const panic: Bot = (seen, draw) => {
  const buttons = [...possible(seen)];
  const decided = undecided(seen).flatMap(({id, options}): readonly SeatInput[] => {
    const option = options[draw(`option ${id}`, options.length)];
    return option === undefined ? [] : [decideOf(seen, id, option.id, 'something must be done')];
  });
  const pressed: SeatInput[] = [];
  while (buttons.length > 0) {
    const [button] = buttons.splice(draw(`button ${buttons.length}`, buttons.length), 1);
    if (button !== undefined) pressed.push(orderOf(seen, button.id));
  }
  return [...decided, ...pressed];
};
