import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Run} from '../../src/engine/run.js';
import type {ComponentSpec, JsonObject} from '../../src/timeline/types.js';
import {type ActionAt, at, complaintsAbout, type Declaration, firstMinute, runOf, series, stepwise} from '../helpers/model.js';
import {runs} from '../helpers/runs.js';

const rollout = (more: JsonObject = {}): ComponentSpec => ({type: 'rollout', id: 'edge', spreadTauMin: 10, ...more});
const act = (minute: number, verb: string, params: JsonObject = {}): ActionAt => ({at: minute, target: 'edge', verb, params});
const released = (more: JsonObject, actions: readonly ActionAt[], rest: Partial<Declaration> = {}): Run =>
  runOf({components: [rollout(more)], actions, minutes: 120, ...rest});

describe('rollout: a bad version', () => {
  it('without one, every host is well', () => {
    const run = released({}, []);
    expect(series(run, 'edge.good').every(value => value === 1)).toBe(true);
    expect(series(run, 'edge.err').every(value => value === 0)).toBe(true);
  });

  it.each([
    {minute: 10, bad: 0, why: 'it is only published'},
    {minute: 20, bad: 1 - Math.exp(-1), why: 'it has spread for a time constant'},
    {minute: 40, bad: 1 - Math.exp(-3), why: 'it has spread on'},
    {minute: 50, bad: (1 - Math.exp(-3)) * Math.exp(-1), why: 'ten minutes after the rollback, hosts heal by themselves'},
  ])('pushed at 10, rolled back at 40; minute $minute: $why', ({minute, bad}) => {
    const run = released({}, [act(10, 'push-bad'), act(40, 'rollback')]);
    expect(at(run, 'edge.bad', minute)).toBeCloseTo(bad, 9);
    expect(at(run, 'edge.err', minute)).toBeCloseTo(bad, 9);
    expect(at(run, 'edge.published', minute)).toBe(minute < 40 ? 1 : 0);
  });

  it('spread at once, it is everywhere in the moment of the push, and gone in that of the rollback', () => {
    const run = released({spreadTauMin: 0}, [act(10, 'push-bad'), act(40, 'rollback')]);
    expect([9.75, 10, 39.75, 40].map(minute => at(run, 'edge.bad', minute))).toEqual([0, 1, 1, 0]);
  });

  it('a rollback may travel faster than a rollout; a later push travels at the old pace', () => {
    const run = released({}, [act(10, 'push-bad'), act(40, 'rollback', {tauMin: 1}), act(60, 'push-bad')]);
    expect(at(run, 'edge.bad', 41) / at(run, 'edge.bad', 40)).toBeCloseTo(Math.exp(-1), 9);
    expect(at(run, 'edge.good', 70)).toBeCloseTo(Math.exp(-1), 6);
  });

  it('stopped, it spreads no further and heals nobody; a rollback later heals', () => {
    const run = released({}, [act(10, 'push-bad'), act(20, 'stop'), act(60, 'rollback')]);
    expect(at(run, 'edge.bad', 59)).toBe(at(run, 'edge.bad', 20));
    expect([at(run, 'edge.spreading', 59), at(run, 'edge.spreading', 60)]).toEqual([0, 1]);
    expect(at(run, 'edge.bad', 70)).toBeCloseTo((1 - Math.exp(-1)) * Math.exp(-1), 9);
  });
});

describe('rollout: hosts that crash', () => {
  const crashing = {crashLatch: true, repairPerMin: 0.01};

  it('a rollback saves who has not got it yet; crashed hosts wait for hands', () => {
    const run = released({...crashing, repairPerMin: 0}, [act(10, 'push-bad'), act(20, 'rollback')]);
    for (const minute of [20, 120]) expect(at(run, 'edge.broken', minute)).toBeCloseTo(1 - Math.exp(-1), 9);
    expect(series(run, 'edge.bad').every(value => value === 0)).toBe(true);
  });

  it('hands repair so many hosts a minute, until none is left', () => {
    const run = released(crashing, [act(10, 'push-bad'), act(20, 'rollback')]);
    const crashed = at(run, 'edge.broken', 20);
    expect(at(run, 'edge.broken', 50)).toBeCloseTo(crashed - 0.3, 9);
    expect(firstMinute(run, 'edge.broken', value => value === 0, 20)).toBeCloseTo(Math.ceil((20 + crashed / 0.01) * 4) / 4, 9);
    expect(at(run, 'edge.good', 120)).toBe(1);
  });

  it('while the bad version is out, repaired hosts get it again: it settles where both balance', () => {
    const run = released({...crashing, spreadTauMin: 5, repairPerMin: 0.05}, [act(10, 'push-bad')]);
    expect(at(run, 'edge.good', 120)).toBeCloseTo(0.25, 9);
  });

  it('stopped, repaired hosts stay well', () => {
    const run = released(crashing, [act(10, 'push-bad'), act(20, 'stop')]);
    expect(at(run, 'edge.good', 40) - at(run, 'edge.good', 20)).toBeCloseTo(0.2, 9);
  });

  it('more hands, shorter', () => {
    const cured = (perMin: number) =>
      firstMinute(
        released(crashing, [act(10, 'push-bad'), act(20, 'rollback'), act(30, 'repair-rate', {perMin})]),
        'edge.good',
        value => value === 1,
        20,
      ) ?? Infinity;
    expect(cured(0.1)).toBeLessThan(cured(0.02));
    expect(cured(0.02)).toBeLessThan(cured(0.01));
    expect(cured(0)).toBe(Infinity);
  });
});

describe('rollout: a generator', () => {
  const generated = (badShare: number, periodMin = 5): readonly number[] => {
    const run = released({spreadTauMin: 0, generator: {periodMin, badShare}}, []);
    return Array.from({length: 24}, (_, index) => at(run, 'edge.published', (index + 1) * periodMin));
  };

  it.each([
    {badShare: 0, bad: 0, first: [0, 0, 0, 0]},
    {badShare: 0.25, bad: 6, first: [0, 0, 0, 1]},
    {badShare: 0.5, bad: 12, first: [0, 1, 0, 1]},
    {badShare: 0.75, bad: 18, first: [0, 1, 1, 1]},
    {badShare: 1, bad: 24, first: [1, 1, 1, 1]},
  ])('of 24 versions with a share of $badShare, $bad are bad, evenly placed', ({badShare, bad, first}) => {
    expect(generated(badShare).reduce((sum, value) => sum + value, 0)).toBe(bad);
    expect(generated(badShare).slice(0, 4)).toEqual(first);
  });

  it('the first version comes a period after the start', () => {
    const run = released({generator: {periodMin: 5, badShare: 1}}, []);
    expect([at(run, 'edge.versions', 4.75), at(run, 'edge.versions', 5), at(run, 'edge.versions', 120)]).toEqual([0, 1, 24]);
    expect(at(run, 'edge.good', 4.75)).toBe(1);
    expect(at(run, 'edge.good', 15)).toBeCloseTo(Math.exp(-1), 9);
  });

  it('as more and more of its sources go bad, service flaps, then stays down', () => {
    const run = released({spreadTauMin: 0.5, generator: {periodMin: 5, badShare: 'demand.bad'}}, [], {
      demand: {
        bad: [
          [0, 0],
          [60, 1],
        ],
      },
    });
    const changes = (from: number, to: number) =>
      series(run, 'edge.published')
        .slice(from * 4, to * 4)
        .filter((value, row, all) => row > 0 && value !== all[row - 1]).length;
    expect(changes(0, 60)).toBeGreaterThanOrEqual(3);
    expect(changes(65, 120)).toBe(0);
    expect(at(run, 'edge.err', 119)).toBeGreaterThan(0.999);
  });

  it.each(['stop', 'rollback'])('%s ends it', verb => {
    const run = released({generator: {periodMin: 5, badShare: 1}}, [act(30, verb)]);
    expect(at(run, 'edge.versions', 120)).toBe(6);
    expect(at(run, 'edge.good', 120) > 0.99).toBe(verb === 'rollback');
  });

  it('versions are made on time and spread alike, whatever the step', () => {
    const made = (stepSeconds: number) => released({spreadTauMin: 3, generator: {periodMin: 7, badShare: 0.4}}, [], {stepSeconds});
    for (const minute of [20, 40, 60, 80, 120]) {
      expect(at(made(60), 'edge.good', minute)).toBeCloseTo(at(made(5), 'edge.good', minute), 9);
      expect(at(made(600), 'edge.versions', minute)).toBe(at(made(5), 'edge.versions', minute));
    }
  });
});

describe('rollout: laws', () => {
  it('good, bad and broken are one, each a share; err is what is not good', () => {
    const amount = fc.double({min: 0, max: 30, noNaN: true});
    fc.assert(
      fc.property(
        fc.record({spreadTauMin: amount, crashLatch: fc.boolean(), repairPerMin: amount}),
        fc.option(fc.double({min: 0.1, max: 30, noNaN: true})),
        fc.array(fc.double({min: -1, max: 2, noNaN: true}), {minLength: 2, maxLength: 8}),
        fc.array(fc.tuple(fc.constantFrom('push-bad', 'stop', 'rollback', 'repair-rate'), fc.integer({min: 0, max: 240})), {maxLength: 6}),
        (more, periodMin, shares, orders) => {
          const run = runOf({
            components: [rollout({...more, ...(periodMin === null ? {} : {generator: {periodMin, badShare: 'demand.bad'}})})],
            demand: {bad: stepwise(...shares.map((value, index) => [index * 8, value] as const))},
            actions: orders.map(([verb, row], index) => ({
              ...act(row / 4, verb, verb === 'repair-rate' ? {perMin: 0.3} : {}),
              id: `a${index}`,
            })),
          });
          const [good, bad, broken, err] = ['good', 'bad', 'broken', 'err'].map(name => series(run, `edge.${name}`) as number[]) as [
            number[],
            number[],
            number[],
            number[],
          ];
          for (let row = 0; row < run.rows; row++) {
            for (const value of [good[row], bad[row], broken[row]]) expect((value as number) >= 0 && (value as number) <= 1).toBe(true);
            expect((good[row] as number) + (bad[row] as number) + (broken[row] as number)).toBeCloseTo(1, 12);
            expect((good[row] as number) + (err[row] as number)).toBeCloseTo(1, 12);
          }
        },
      ),
      {numRuns: runs(100)},
    );
  });

  it.each([
    {more: {spreadTauMin: -1}, says: 'spreadTauMin'},
    {more: {repairPerMin: -1}, says: 'repairPerMin'},
    {more: {generator: {periodMin: 0, badShare: 1}}, says: 'generator.periodMin'},
    {more: {generator: {periodMin: 5}}, says: 'generator.badShare'},
    {more: {crashLatch: 1}, says: 'crashLatch'},
  ])('refuses $more', ({more, says}) => {
    expect(complaintsAbout({components: [rollout(more)]}).join('\n')).toContain(`model.components.0.${says} `);
  });
});
