import type {SeatInput} from '../play/input.js';
import type {Observation} from '../play/observe.js';
import type {Bot, Draw, Memory} from './bot.js';
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

/** Does anything that a seat can do, or nothing: half of the time it waits. */
export const random: Bot = (seen, draw) => {
  const last = [seen.orders, seen.posts, seen.beliefs].flat().some(({atMs}) => atMs === seen.nowMs);
  const hasLooked = seen.panels.some(({looks}) => looks[0]?.atMs === seen.nowMs);
  if (last || hasLooked) return [];
  const kinds = [lookAt, order, believe, decide];
  return kinds[draw('kind', kinds.length * 2)]?.(seen, draw) ?? [];
};

type Kind = (seen: Observation, draw: Draw) => readonly SeatInput[];

const picked = <T>(list: readonly T[], draw: Draw, purpose: string): readonly T[] => list.slice(draw(purpose, list.length)).slice(0, 1);

const lookAt: Kind = (seen, draw) => picked(seen.panels, draw, 'panel').map(({id}) => ({type: 'look', seat: seen.seat, panel: id}));
const order: Kind = (seen, draw) => picked(possible(seen), draw, 'action').map(({id}) => orderOf(seen, id));
const believe: Kind = (seen, draw) =>
  picked(seen.hypotheses, draw, 'hypothesis').map(({id}) => ({
    type: 'believe',
    seat: seen.seat,
    hypothesis: id,
    probability: draw('probability', 101) / 100,
    because: '',
  }));
const decide: Kind = (seen, draw) =>
  picked(undecided(seen), draw, 'decision').flatMap(({id, options}) =>
    picked(options, draw, 'option').map(option => decideOf(seen, id, option.id, 'the coin came down so')),
  );

/** Finds everything as likely as not. */
export const shrug: Bot = seen =>
  seen.hypotheses
    .filter(({id}) => !seen.beliefs.some(({hypothesis}) => hypothesis === id))
    .map(({id}) => ({type: 'believe', seat: seen.seat, hypothesis: id, probability: 0.5, because: 'who knows'}));

/** Says the same words to everybody, again and again. */
export const spammer: Bot = seen =>
  seen.audiences
    .filter(({id}) => !seen.posts.some(({audience, atMs}) => audience === id && atMs === seen.nowMs))
    .map(({id}) => ({
      type: 'post',
      seat: seen.seat,
      audience: id,
      impact: 'We see raised error rates',
      scope: 'several services in one region',
      doing: 'we are working on it',
      nextMinutes: 5,
    }));

/** Waits and sees. */
export const statue: Bot = () => [];

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
