import {describe, expect, it} from 'vitest';
import {explore} from '../../src/race/explore.js';
import {modelOf} from '../../src/race/model.js';
import {staleAgainst} from '../../src/race/position.js';
import {copyOf} from '../../src/race/state.js';
import expected from '../fixtures/race/expected.json' with {type: 'json'};
import {checkOf, exploredWorld, rulesOf, titled, type World} from '../helpers/race.js';
import {byAge, edgesBySize, emptyAndDeadBySize, interchangeable, sizes, statesBySize, theDefault, verdicts} from './results.js';

describe('the fingerprints', () => {
  it.each(expected)('$E enactors, $G plans, $N endpoints, age $K: $variant', ({E, G, N, K, variant, ...fingerprint}) => {
    expect(checkOf([E, G, N, K], variant)).toEqual(fingerprint);
  });
});

describe('the verdicts at the default size', () => {
  it.each(verdicts)('%s', (variant, states, edges, depth, neverEmpty, noRegress, doomed, dead, doomedStates) => {
    expect(checkOf(theDefault, variant)).toMatchObject({states, edges, depth, neverEmpty, noRegress, doomed, dead, doomedStates});
  });
});

const cells = Object.entries(statesBySize).flatMap(([variant, row]) =>
  row.flatMap((states, column) => (states === null ? [] : [titled({variant, world: sizes[column] as World, states})])),
);

describe('states by size', () => {
  it.each(cells)('$variant at $size: $states', ({variant, world, states}) => {
    expect(checkOf(world, variant).states).toBe(states);
  });

  it.each(sizes.map((world, column) => titled({world, column})))('without protection at $size', ({world, column}) => {
    const [neverEmpty, dead] = emptyAndDeadBySize[column] ?? [];
    expect(checkOf(world)).toMatchObject({edges: edgesBySize[column], neverEmpty, dead, noRegress: 8});
  });
});

describe('lengths in closed form', () => {
  const worlds = sizes.slice(0, 7).map(world => titled({world}));
  it.each(worlds)('at $size', ({world}) => {
    const [E, G, N, K] = world;
    for (const variant of ['none', 'heal', 'repair', 'off+repair']) {
      expect(checkOf(world, variant), variant).toMatchObject({neverEmpty: K + N + 7, noRegress: 8});
    }
    expect(checkOf(world)).toMatchObject({doomed: K + N + 7, dead: G + N + 2 * E + 6});
    expect(checkOf(world, 'off')).toMatchObject({neverEmpty: K + N + 7, doomed: 1});
    expect(checkOf(world, 'early')).toMatchObject({neverEmpty: K + N + 8, doomed: K + N + 8, noRegress: 8});
    expect(checkOf(world, 'lease+expire')).toMatchObject({neverEmpty: K + N + 8, doomed: K + N + 8, noRegress: 9});
    expect(checkOf(world, 'hold')).toMatchObject({neverEmpty: K + 2 * N + 7, doomed: K + 2 * N + 7, noRegress: 8});
    expect(checkOf(world, 'recheck')).toMatchObject({neverEmpty: K + 2 * N + 8, doomed: K + 2 * N + 8, noRegress: 10});
    for (const variant of ['heal', 'repair', 'off+repair']) expect(checkOf(world, variant).doomedStates).toBe(0);
  });

  it('four plans and age three: nothing can be emptied, and it still goes backwards', () => {
    expect(checkOf([3, 4, 1, 3])).toMatchObject({states: 5_918, neverEmpty: null, noRegress: 8});
  });
});

/** Different stories of the least length that end with an empty record. */
function shortestStories(world: World): number {
  const {space, check} = exploredWorld(world);
  const {actions} = modelOf(rulesOf(world));
  let ways = new Map([[0, 1]]);
  for (let step = 0; step < (check.neverEmpty ?? 0); step++) {
    const next = new Map<number, number>();
    for (const [index, count] of ways) {
      const before = space.stateAt(index);
      for (const action of actions.filter(each => each.enabled(before))) {
        const after = copyOf(before);
        action.act(after);
        const to = space.indexOf(after);
        next.set(to, (next.get(to) ?? 0) + count);
      }
    }
    ways = next;
  }
  const isEmpty = (index: number): boolean => {
    const {dns, deleted} = space.stateAt(index);
    return dns.some(plan => (deleted >> (plan - 1)) % 2 === 1);
  };
  return [...ways].reduce((sum, [index, count]) => sum + (isEmpty(index) ? count : 0), 0);
}

describe('a larger clean-up age', () => {
  it.each(byAge)('of %i makes it rarer, not safer', (age, states, neverEmpty, stories) => {
    const world: World = [3, age + 2, 1, age];
    expect(checkOf(world)).toMatchObject({states, neverEmpty});
    expect(shortestStories(world)).toBe(stories);
  });
});

describe('interchangeable enactors', () => {
  it.each(interchangeable)('%j: %i states', (world, states) => {
    expect(explore(rulesOf(world), true).check.states).toBe(states);
  });
});

describe('an armed enactor', () => {
  it.each([
    {variant: 'none', armed: 771},
    {variant: 'fence', armed: 696},
  ])('is there in $armed states with $variant', ({variant, armed}) => {
    const {space} = exploredWorld(theDefault, variant);
    const {rules} = space.model;
    let count = 0;
    for (let index = 0; index < space.states; index++) {
      const state = space.stateAt(index);
      if (state.enactors.some(me => staleAgainst(rules, state, me) !== null)) count++;
    }
    expect(count).toBe(armed);
  });
});
