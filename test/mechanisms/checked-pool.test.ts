import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Run} from '../../src/engine/run.js';
import type {ComponentSpec, JsonObject} from '../../src/timeline/types.js';
import {type ActionAt, at, complaintsAbout, runOf, series, stepwise} from '../helpers/model.js';
import {runs} from '../helpers/runs.js';

const pool = (more: JsonObject = {}): ComponentSpec => ({
  ...{type: 'checked-pool', id: 'nlb', newInflow: 0.02, propWaitMin: 'demand.wait', okWaitMin: 0.25, kappa: 4, kw: 2},
  ...{cMax: 0.7, returnTauMin: 10, manualTauMin: 20, flapErr: 0.2, headroom: 0.5},
  ...more,
});
const act = (minute: number, verb: string, params: JsonObject = {}): ActionAt => ({at: minute, target: 'nlb', verb, params});

/** Network state is late from minute 10 on, for as long as is asked. */
const late = (more: JsonObject = {}, actions: readonly ActionAt[] = [], {wait = 10, until = 1000, minutes = 240} = {}): Run =>
  runOf({components: [pool(more)], demand: {wait: stepwise([0, 0], [10, wait], [until, 0])}, actions, minutes});

describe('checked-pool', () => {
  it.each([
    {wait: 0, calm: true},
    {wait: 0.25, calm: true},
    {wait: 0.5, calm: false},
  ])('network state $wait min late, 0.25 do no harm: calm $calm', ({wait, calm}) => {
    const run = late({}, [], {wait});
    expect(series(run, 'nlb.err').every(value => value === 0)).toBe(calm);
    expect(series(run, 'nlb.cap').every(value => value === 1)).toBe(calm);
  });

  it('settles where withdrawal and return balance', () => {
    const run = late();
    const unready = 0.02 * (10 - 0.25);
    const push = 2 * unready * (1 + 4 * unready * (1 - unready));
    const withdrawn = (push * 0.7) / (push + 1 / 10);
    expect(at(run, 'nlb.unready', 240)).toBeCloseTo(unready, 9);
    expect(at(run, 'nlb.flap', 240)).toBeCloseTo(unready * (1 - unready), 9);
    expect(at(run, 'nlb.checkLoad', 240)).toBeCloseTo(1 + 4 * unready * (1 - unready), 9);
    expect(at(run, 'nlb.withdrawn', 240)).toBeCloseTo(withdrawn, 9);
    expect(at(run, 'nlb.term', 240)).toBeCloseTo(withdrawn, 9);
  });

  it.each([
    {headroom: 1, what: 'within the headroom'},
    {headroom: 0.3, what: 'beyond it'},
  ])('errors by lost capacity, $what', ({headroom}) => {
    const run = late({flapErr: 0, headroom});
    const withdrawn = at(run, 'nlb.withdrawn', 240);
    expect(withdrawn < headroom).toBe(headroom === 1);
    expect(at(run, 'nlb.err', 240)).toBeCloseTo(headroom === 1 ? withdrawn ** 2 / 2 : withdrawn - 0.15, 9);
  });

  it('once network state is on time again, capacity returns with its time constant', () => {
    const run = late({}, [], {until: 120});
    const [before, after] = [at(run, 'nlb.withdrawn', 160), at(run, 'nlb.withdrawn', 170)];
    expect(after / before).toBeCloseTo(Math.exp(-1), 3);
  });

  it('the step makes no difference to where it settles', () => {
    const fine = runOf({components: [pool({propWaitMin: 8})], minutes: 240, stepSeconds: 5});
    const rough = runOf({components: [pool({propWaitMin: 8})], minutes: 240, stepSeconds: 120});
    expect(at(rough, 'nlb.withdrawn', 240)).toBeCloseTo(at(fine, 'nlb.withdrawn', 240), 6);
  });
});

describe('checked-pool: people', () => {
  it('switching failover off returns capacity while checks still flap', () => {
    const run = late({}, [act(120, 'disable-failover')]);
    expect(at(run, 'nlb.withdrawn', 120)).toBeGreaterThan(0.4);
    expect(at(run, 'nlb.withdrawn', 140) / at(run, 'nlb.withdrawn', 120)).toBeCloseTo(Math.exp(-1), 9);
    expect(at(run, 'nlb.cap', 239)).toBeGreaterThan(0.99);
    expect(at(run, 'nlb.flap', 239)).toBeCloseTo(at(run, 'nlb.flap', 119), 6);
    expect([at(run, 'nlb.autoFailover', 119), at(run, 'nlb.autoFailover', 120)]).toEqual([1, 0]);
  });

  it('from that moment nothing is ended because of its checks, and flapping fails no connection', () => {
    const run = late({}, [act(120, 'disable-failover')]);
    expect([at(run, 'nlb.term', 119.75) > 0, at(run, 'nlb.term', 120)]).toEqual([true, 0]);
    expect(at(run, 'nlb.err', 119.75) - at(run, 'nlb.err', 120)).toBeCloseTo(0.2 * at(run, 'nlb.flap', 120), 3);
  });

  it('switched on again too early, it withdraws as before; after the cause is gone, it does no harm', () => {
    const early = late({}, [act(120, 'disable-failover'), act(180, 'enable-failover')]);
    expect(at(early, 'nlb.withdrawn', 239)).toBeCloseTo(at(late(), 'nlb.withdrawn', 239), 3);
    const inTime = late({}, [act(120, 'disable-failover'), act(220, 'enable-failover')], {until: 150});
    expect(at(inTime, 'nlb.withdrawn', 239)).toBeLessThan(at(inTime, 'nlb.withdrawn', 220));
  });

  it.each([0, 0.05, 0.3])('a velocity limit of %d is never exceeded', share => {
    const run = late({}, [act(5, 'velocity-limit', {share})]);
    expect(Math.max(...series(run, 'nlb.withdrawn'))).toBeCloseTo(share, 9);
  });

  it('a velocity limit set late returns what is beyond it', () => {
    const run = late({}, [act(120, 'velocity-limit', {share: 0.05})]);
    expect([at(run, 'nlb.withdrawn', 119.75) > 0.4, at(run, 'nlb.withdrawn', 120)]).toEqual([true, 0.05]);
  });
});

describe('checked-pool: laws', () => {
  const share = fc.double({min: 0, max: 1, noNaN: true});
  const amount = fc.double({min: 0, max: 60, noNaN: true});

  it('shares in [0, 1], capacity and what is withdrawn are one, never more than cMax is withdrawn', () => {
    fc.assert(
      fc.property(
        fc.record({okWaitMin: amount, kappa: amount, kw: amount, cMax: share, flapErr: amount, newInflow: amount}),
        fc.record({
          returnTauMin: fc.double({min: 0.01, max: 100, noNaN: true}),
          manualTauMin: fc.double({min: 0.01, max: 100, noNaN: true}),
          headroom: fc.double({min: 0.01, max: 1, noNaN: true}),
        }),
        fc.array(fc.double({min: -5, max: 100, noNaN: true}), {minLength: 2, maxLength: 10}),
        (more, taus, waits) => {
          const run = runOf({
            components: [pool({...more, ...taus})],
            demand: {wait: stepwise(...waits.map((wait, index) => [index * 8, wait] as const))},
            actions: [act(20, 'disable-failover'), act(30, 'enable-failover'), act(50, 'velocity-limit', {share: 0.2})],
            minutes: 80,
          });
          for (const name of ['err', 'withdrawn', 'cap', 'flap', 'unready', 'term', 'autoFailover']) {
            expect(
              series(run, `nlb.${name}`).every(value => value >= 0 && value <= 1),
              name,
            ).toBe(true);
          }
          const cap = series(run, 'nlb.cap');
          for (const [row, withdrawn] of series(run, 'nlb.withdrawn').entries()) {
            expect(withdrawn + (cap[row] as number)).toBeCloseTo(1, 12);
            expect(withdrawn).toBeLessThanOrEqual(more.cMax + 1e-12);
          }
        },
      ),
      {numRuns: runs(80)},
    );
  });

  it.each([
    {more: {cMax: 1.1}, says: 'cMax'},
    {more: {kw: -1}, says: 'kw'},
    {more: {headroom: 0}, says: 'headroom'},
    {more: {returnTauMin: 0}, says: 'returnTauMin'},
    {more: {okWaitMin: -1}, says: 'okWaitMin'},
  ])('refuses $more', ({more, says}) => {
    expect(complaintsAbout({components: [pool({propWaitMin: 0, ...more})]}).join('\n')).toContain(`model.components.0.${says} `);
  });
});
