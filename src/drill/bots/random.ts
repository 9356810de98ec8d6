import type {SeatInput} from '../play/input.js';
import type {Observation} from '../play/observe.js';
import type {Bot, Draw} from './bot.js';
import {decideOf, orderOf, possible, undecided} from './orders.js';

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
