import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {UserError} from '../../src/errors.js';
import {type Explored, estimateOf, expectedStates, explore, exploring, type Progress} from '../../src/race/explore.js';
import {LongList} from '../../src/race/long-list.js';
import {modelOf} from '../../src/race/model.js';
import {packingOf} from '../../src/race/packing.js';
import {parseProtect, protect, protectionNames} from '../../src/race/protections.js';
import {largest} from '../../src/race/size.js';
import {copyOf, startOf} from '../../src/race/state.js';
import {StateTable} from '../../src/race/state-table.js';
import {checkOf, rulesOf, type World} from '../helpers/race.js';
import {runs} from '../helpers/runs.js';

describe('a packed state', () => {
  const everything = {size: largest, protect: protect(...protectionNames)};

  it('comes back as it was, at the largest size with every protection', () => {
    const {words, pack, unpack} = packingOf(everything);
    const walks = fc.array(fc.nat(), {maxLength: 200});
    fc.assert(
      fc.property(walks, draws => {
        const {start, actions} = modelOf(everything);
        const state = copyOf(start);
        for (const draw of draws) {
          const enabled = actions.filter(action => action.enabled(state));
          enabled[draw % Math.max(1, enabled.length)]?.act(state);
        }
        const packed = new Int32Array(words + 1);
        pack(state, packed, 1);
        const back = startOf(everything.size);
        unpack(packed, 1, back);
        expect(back).toEqual(state);
      }),
      {numRuns: runs(100), seed: 40},
    );
  });

  it.each([
    {world: [3, 4, 1, 2], words: 1},
    {world: [4, 5, 2, 2], words: 2},
  ] as const)('takes $words words at $world', ({world, words}) => {
    expect(packingOf(rulesOf(world)).words).toBe(words);
  });
});

describe('the table of states', () => {
  it('numbers what is new in order, and knows what it has seen', () => {
    const seen = new Map<string, number>();
    const table = new StateTable(2);
    const key = new Int32Array(2);
    for (let draw = 0; draw < 50_000; draw++) {
      key[0] = Math.imul(draw, 2_654_435_761) >>> 20;
      key[1] = draw % 7;
      const text = key.join();
      const expected = seen.get(text) ?? seen.size;
      expect(table.indexOf(key)).toBe(seen.get(text) ?? -1);
      expect(table.add(key)).toBe(expected);
      seen.set(text, expected);
    }
    expect(table.count).toBe(seen.size);
  });
});

it('a long list keeps every number', () => {
  const list = new LongList();
  const length = 2 ** 21 + 5;
  for (let index = 0; index < length; index++) list.push(index * 3);
  expect(list.length).toBe(length);
  let wrong = 0;
  for (let index = 0; index < length; index++) if (list.at(index) !== index * 3) wrong++;
  expect(wrong).toBe(0);
});

describe('an exploration', () => {
  it('can be stopped at any slice, and says how far it is', () => {
    const work = exploring(modelOf(rulesOf([3, 5, 2, 2])));
    const seen: Progress[] = [];
    let step = work.next();
    for (; step.done !== true; step = work.next()) seen.push(step.value);
    expect((step.value as Explored).check).toEqual(checkOf([3, 5, 2, 2]));
    expect(seen.length).toBeGreaterThan(20);
    expect(seen.map(({states}) => states)).toEqual(seen.map(({states}) => states).toSorted((a, b) => a - b));
    expect(new Set(seen.map(({doing}) => doing))).toEqual(new Set(['exploring', 'looking for ways back']));
  });

  it('takes less than a hundred bytes a state', () => {
    for (const world of [
      [3, 5, 2, 2],
      [4, 4, 1, 2],
      [2, 5, 2, 2],
    ] as const) {
      const {space, check, wayBack} = explore(rulesOf(world));
      expect((space.bytes + wayBack.byteLength) / check.states).toBeLessThan(100);
    }
  });

  it('of interchangeable enactors goes without a lease', () => {
    expect(() => explore(rulesOf([2, 4, 1, 2], 'lease'), true)).toThrow(UserError);
  });
});

describe('a size that cannot be held', () => {
  it.each([
    {world: [5, 5, 2, 2], variant: 'none', says: /about \d\d million situations, some \d\.\d GB of memory; the check holds 20 million/},
    {
      world: [12, 16, 8, 1],
      variant: 'early+passed',
      says: /comes to over a million million situations, more than any memory holds; the check/,
    },
  ] as const)('$world $variant is refused beforehand with what it would take', ({world, variant, says}) => {
    expect(() => expectedStates(rulesOf(world, variant))).toThrow(says);
  });

  it.each<{world: World; variant: string; states: number; symmetry?: boolean}>([
    {world: [3, 4, 1, 2], variant: 'none', states: 7_717},
    {world: [4, 5, 2, 2], variant: 'none', states: 2_316_351},
    {world: [4, 6, 2, 2], variant: 'none', states: 8_034_049},
    {world: [4, 4, 1, 2], variant: 'passed', states: 782_016},
    {world: [4, 4, 1, 2], variant: 'early', states: 418_874},
    {world: [4, 6, 1, 2], variant: 'early', states: 15_214_199},
    {world: [5, 5, 1, 2], variant: 'none', states: 5_879_595},
    {world: [4, 5, 1, 2], variant: 'passed', states: 4_565_328},
    {world: [4, 5, 2, 2], variant: 'lease+expire', states: 5_492_031},
    {world: [3, 5, 2, 2], variant: 'lease+expire', states: 224_769},
    {world: [6, 4, 1, 2], variant: 'none', states: 55_181, symmetry: true},
    {world: [4, 6, 2, 2], variant: 'none', states: 429_494, symmetry: true},
  ])('the estimate is near the truth: $world $variant', ({world, variant, states, symmetry = false}) => {
    const {size} = rulesOf(world);
    const estimate = estimateOf({size, protect: parseProtect(variant)}, symmetry);
    expect(Math.abs(estimate / states - 1)).toBeLessThan(1 / 3);
  });
});
