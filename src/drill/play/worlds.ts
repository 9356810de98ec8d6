import type {Prepared} from '../../engine/simulate.js';
import type {Timeline} from '../../timeline/types.js';
import {worldFor} from '../scenario/setup.js';

/**
 * Worlds for many drills of one timeline and twin: making one costs as much as playing it. Each takes about twenty megabytes, so the
 * last few are kept.
 */
export function keptWorlds(most = 3): (timeline: Timeline, seed: number) => Prepared {
  const kept = new Map<number, Prepared>();
  return (timeline, seed) => {
    const world = kept.get(seed) ?? worldFor(timeline, seed);
    kept.delete(seed);
    kept.set(seed, world);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return world;
  };
}
