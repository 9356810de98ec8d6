import {describe, expect, it} from 'vitest';
import {type Luck, tryingLuck} from '../../src/race/random-runs.js';
import {rulesOf, type World} from '../helpers/race.js';

function tried(world: World, variant = 'none', runs = 20_000): Luck {
  const work = tryingLuck(rulesOf(world, variant), runs);
  for (;;) {
    const {done, value} = work.next();
    if (done === true) return value;
  }
}

describe('luck', () => {
  it.each([
    {world: [3, 4, 1, 2], emptied: 1.92, backwards: 14.9},
    {world: [3, 6, 1, 4], emptied: 0.44, backwards: 28.4},
    {world: [3, 8, 1, 6], emptied: 0.14, backwards: 38.1},
  ] as const)('finds the outage of $world in $emptied of a hundred runs', ({world, emptied, backwards}) => {
    const luck = tried(world);
    expect(Math.abs((100 * luck.emptied) / luck.runs - emptied)).toBeLessThan(0.3);
    expect(Math.abs((100 * luck.wentBackwards) / luck.runs - backwards)).toBeLessThan(1.2);
  });

  it('is the same every time', () => {
    expect(tried([3, 4, 1, 2], 'none', 500)).toEqual(tried([3, 4, 1, 2], 'none', 500));
  });

  it('finds nothing where there is nothing', () => {
    expect(tried([3, 4, 1, 2], 'fence', 2000)).toMatchObject({emptied: 0, wentBackwards: 0});
  });
});
