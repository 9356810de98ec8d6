import {describe, expect, it} from 'vitest';
import {explore} from '../../src/race/explore.js';
import {modelOf} from '../../src/race/model.js';
import {type Told, toldTrace} from '../../src/race/narrate.js';
import type {Property} from '../../src/race/properties.js';
import {shortestTrace} from '../../src/race/trace.js';
import {exploredWorld, rulesOf, type World} from '../helpers/race.js';
import {theDefault} from './results.js';

const story = (world: World, variant = 'none', property: Property = 'neverEmpty'): readonly Told[] =>
  toldTrace(modelOf(rulesOf(world, variant)), shortestTrace(exploredWorld(world, variant), property) ?? []);
const labels = (told: readonly Told[]): readonly string[] => told.map(({label}) => label);

const canonical = [
  'Plan 2',
  'E1 Pick 2',
  'E1 Check: 2 is newer than 1',
  'Plan 3',
  'Plan 4',
  'E2 Pick 4',
  'E2 Check: 4 is newer than 1',
  'E2 Apply: 1 -> 4',
  'E1 Apply: 4 -> 2',
  'E2 Clean: deletes 1 and 2',
];

describe('the shortest story of the outage', () => {
  it.each([{world: [2, 4, 1, 2]}, {world: theDefault}] as const)('at $world is the canonical one', ({world}) => {
    expect(labels(story(world))).toEqual(canonical);
  });

  it('is told word by word', () => {
    expect(story(theDefault).map(({step, actor, sentences, badges}) => [step, actor, sentences.join(' '), ...badges])).toEqual([
      [1, 'Planner', 'The Planner makes plan 2.'],
      [2, 'E1', 'E1 takes plan 2, the newest there is.'],
      [3, 'E1', 'E1 asks: is plan 2 newer than what DNS has (1)? Yes. E1 now has a pass. The pass has no expiry date.'],
      [4, 'Planner', 'The Planner makes plan 3.'],
      [5, 'Planner', 'The Planner makes plan 4.'],
      [6, 'E2', 'E2 takes plan 4, the newest there is.'],
      [7, 'E2', 'E2 asks: is plan 4 newer than what DNS has (1)? Yes. E2 now has a pass. The pass has no expiry date.'],
      [
        8,
        'E2',
        "E2 writes plan 4 over plan 1. DNS now has plan 4. E1's pass still says yes. Nothing in E1 changed; the world did.",
        'PASS IS STALE',
      ],
      [
        9,
        'E1',
        'E1 does not look again. It writes plan 2 over plan 4 with the answer from step 3. Users do not notice: plan 2 still works.',
        'GOES BACKWARDS',
      ],
      [
        10,
        'E2',
        'E2 finished plan 4 and deletes everything 2 or more generations older. It decides by age; it does not ask what is live. ' +
          'Plan 2 is live. The record points at a plan that does not exist. No addresses.',
        'EMPTY',
      ],
    ]);
  });

  it.each([
    {variant: 'early', steps: ['E2 Apply: 1 -> 4', 'E2 List: 1 and 2', 'E1 Apply: 4 -> 2', 'E2 Delete: 1 and 2'], from: 8},
    {variant: 'hold', steps: ['E1 Apply: 4 -> 2', 'E1 Clean: deletes nothing', 'E2 Clean: deletes 1 and 2'], from: 9},
    {variant: 'recheck', steps: ['E1 Check: 2 is newer than 1', 'E1 Recheck: 2 is not older than 1'], from: 3},
    {variant: 'lease+expire', steps: ['Plan 4', 'Expire: the lease of E1', 'E2 Pick 4'], from: 5},
  ])('with $variant has these from step $from: $steps', ({variant, steps, from}) => {
    const told = labels(story([2, 4, 1, 2], variant));
    expect(told.slice(from - 1, from - 1 + steps.length)).toEqual(steps);
    expect(told).toHaveLength({early: 11, hold: 11, recheck: 12, 'lease+expire': 11}[variant] ?? 0);
  });

  it('there is none where it cannot happen', () => {
    expect(shortestTrace(exploredWorld(theDefault, 'fence'), 'neverEmpty')).toBeNull();
  });
});

describe('the other stories', () => {
  it('going backwards takes eight steps and no outage', () => {
    const told = story(theDefault, 'none', 'noRegress');
    expect(labels(told)).toHaveLength(8);
    expect(told.at(-1)).toMatchObject({label: 'E1 Apply: 3 -> 2', badges: ['GOES BACKWARDS']});
    expect(told.flatMap(({badges}) => badges)).not.toContain('EMPTY');
  });

  it('a lease dies with its holder', () => {
    expect(labels(story(theDefault, 'lease+crash', 'recoverable'))).toEqual(['E1 Pick 1', 'E1 Crash']);
  });

  it('with two endpoints says which record it is', () => {
    const told = story([2, 4, 2, 2], 'recheck');
    expect(labels(told)).toEqual(expect.arrayContaining(['E1 Recheck of record 1: 2 is not older than 1', 'E1 Apply to record 1: 4 -> 2']));
    expect(told.at(-1)?.sentences.at(-1)).toBe('Record 1 points at a plan that does not exist. No addresses.');
  });

  it('of interchangeable enactors can really happen, and is as short', () => {
    const rules = rulesOf(theDefault);
    for (const property of ['neverEmpty', 'noRegress', 'recoverable'] as const) {
      const trace = shortestTrace(explore(rules, true), property) ?? [];
      expect(trace).toHaveLength(shortestTrace(explore(rules), property)?.length ?? 0);
      const [last] = toldTrace(modelOf(rules), trace).slice(-1);
      expect(last?.badges).toContain(property === 'noRegress' ? 'GOES BACKWARDS' : 'EMPTY');
    }
  });
});
