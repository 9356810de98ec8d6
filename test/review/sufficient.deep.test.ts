import {beforeAll, describe, expect, it} from 'vitest';
import type {Plan} from '../../src/engine/plan.js';
import {prepare, simulate} from '../../src/engine/simulate.js';
import {followerOf} from '../../src/review/cues.js';
import {atMoments, candidatesOf, setsFrom, smallestSufficient, type Timing} from '../../src/review/explore.js';
import {impactOf} from '../../src/review/impact.js';
import {latestUseful} from '../../src/review/latest-useful.js';
import {flagship, night} from '../helpers/flagship.js';

// Steps of two minutes make thousands of runs affordable; nothing in the method knows the step.
const coarse = prepare(flagship, {stepMs: 120_000});
const past = impactOf(coarse.history).userMinutes;
const costOf = (plan: Plan): number => impactOf(simulate(coarse, plan)).userMinutes;

/** Costs of all sets of one, two and three mitigations, each by a whole run. */
function everySet(
  names: readonly string[],
  timing: Timing,
): readonly {readonly plan: Plan; readonly size: number; readonly cost: number}[] {
  const sets: (readonly string[])[] = [];
  names.forEach((a, i) => {
    sets.push([a]);
    names.slice(i + 1).forEach((b, j) => {
      sets.push([a, b]);
      for (const c of names.slice(i + j + 2)) sets.push([a, b, c]);
    });
  });
  return sets.flatMap(set => {
    const plan = timing(set);
    return plan.length < set.length ? [] : [{plan, size: set.length, cost: costOf(plan)}];
  });
}

const follow = followerOf(coarse);
const seen: Timing = set => follow(set.map(mitigation => ({mitigation, waitMs: 0})));
const cued = candidatesOf(flagship, false);

/** What nobody could prepare, from the moment the name resolved again. */
const late = [
  'dwfm-throttle',
  'dwfm-restart-staggered',
  'dwfm-admit-by-queue-size',
  'nm-admit-by-queue-size',
  'nlb-failover-off',
  'nlb-velocity-limit',
  'ec2-limit-launches',
  'device-local-fallback',
];
const moments = new Map(late.map(id => [id, latestUseful(coarse, id, [], night('02:25')).bestAtMs ?? night('02:25')]));

describe.each([
  {what: 'without hindsight', names: cued, timing: seen},
  {what: 'with hindsight', names: late, timing: atMoments(moments)},
])('$what, the smallest sufficient sets are those that trying all singles, pairs and triples finds', ({names, timing}) => {
  let all: ReturnType<typeof everySet> = [];
  beforeAll(() => {
    all = everySet(names, timing);
  }, 120_000);
  const least = (size: number): number => Math.min(...all.filter(each => each.size <= size).map(({cost}) => cost));

  it.each<{bound: string; underOf: () => number}>([
    {bound: 'half of history', underOf: () => 0.5 * past},
    {bound: 'a third of history', underOf: () => past / 3},
    {bound: 'just enough for the best single', underOf: () => least(1)},
    {bound: 'a little less than the best single', underOf: () => least(1) - 1},
    {bound: 'a little less than the best pair', underOf: () => least(2) - 1},
    {bound: 'less than anything reaches', underOf: () => least(3) - 1},
  ])(
    '$bound',
    ({underOf}) => {
      const under = underOf();
      const enough = all.filter(({cost}) => cost <= under);
      const size = Math.min(...enough.map(each => each.size));
      const expected = enough.filter(each => each.size === size).sort((a, b) => a.cost - b.cost);
      const found = smallestSufficient(coarse, {mitigations: names, timing, underMinutes: under, most: 3});
      expect(found.map(({userMinutes}) => userMinutes)).toEqual(expected.map(({cost}) => cost));
      expect(new Set(found.map(({plan}) => JSON.stringify(plan)))).toEqual(new Set(expected.map(({plan}) => JSON.stringify(plan))));
    },
    120_000,
  );
});

describe('sets', () => {
  it('of a size from each first name are all sets of that size, once', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const sets = names.flatMap((_, first) => setsFrom(names, 3, first));
    expect(new Set(sets.map(set => set.join('')))).toHaveProperty('size', 10);
    expect(sets).toHaveLength(10);
    expect(setsFrom(names, 2, 4)).toEqual([]);
    expect(setsFrom(names, 0, 0)).toEqual([]);
  });
});
