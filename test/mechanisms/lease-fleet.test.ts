import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Run} from '../../src/engine/run.js';
import type {ComponentSpec, JsonObject} from '../../src/timeline/types.js';
import {type ActionAt, at, complaintsAbout, firstMinute, runOf, series} from '../helpers/model.js';
import {runs} from '../helpers/runs.js';

const leases = (more: JsonObject = {}): ComponentSpec => ({
  ...{type: 'lease-fleet', id: 'dwfm', store: {not: 'down.share'}, cells: 10, lapseTauMin: 60, retryMin: 3, checkMin: 3},
  ...{deadlineMin: 5, mu0: 0.05, qc: 0.5, qmax: 4, renewCost: 0.01, bootContention: 1},
  ...more,
});

type Case = {
  readonly outMin?: number;
  readonly actions?: readonly ActionAt[];
  readonly more?: JsonObject;
  readonly minutes?: number;
  readonly stepSeconds?: number;
};

/** The store is down from minute 10 for as long as it was that night, unless the test says otherwise. */
const outage = ({outMin = 157, actions = [], more = {}, minutes = 600, stepSeconds = 15}: Case): Run =>
  runOf({
    components: [{type: 'switch', id: 'down'}, leases(more)],
    actions: [{at: 10, target: 'down', verb: 'on'}, {at: 10 + outMin, target: 'down', verb: 'off'}, ...actions],
    minutes,
    stepSeconds,
  });

const restored = 167;
const acted = 350;
const throttle = (minute: number, ratePerMin = 0.0337): ActionAt => ({at: minute, target: 'dwfm', verb: 'throttle', params: {ratePerMin}});
const restart = (minute: number, mode: 'staggered' | 'all' = 'staggered'): ActionAt => ({
  at: minute,
  target: 'dwfm',
  verb: 'restart',
  params: {mode, staggerMin: 5, bootMin: 5},
});
const isCured = (run: Run): boolean => (series(run, 'dwfm.leased').at(-1) as number) > 0.99;

describe('lease-fleet: leases lapse', () => {
  it.each([15, 60, 120])('with their time constant while the store is down, at a step of %d s', stepSeconds => {
    const run = outage({stepSeconds});
    expect(at(run, 'dwfm.leased', 10)).toBe(1);
    expect(at(run, 'dwfm.leased', 70)).toBeCloseTo(Math.exp(-1), 9);
    expect(at(run, 'dwfm.leased', 130)).toBeCloseTo(Math.exp(-2), 9);
  });

  it('nothing lapses in a day in which the store is up', () => {
    const run = runOf({components: [leases({store: 1})], minutes: 24 * 60});
    expect(new Set(series(run, 'dwfm.leased'))).toEqual(new Set([1]));
    expect(series(run, 'dwfm.collapsed')).not.toContain(1);
  });

  it.each([
    {store: 0.5, leased: 1},
    {store: 0.499, leased: Math.exp(-1)},
  ])('a store of $store leaves $leased after an hour', ({store, leased}) => {
    expect(at(runOf({components: [leases({store})]}), 'dwfm.leased', 60)).toBeCloseTo(leased, 9);
  });
});

describe('lease-fleet: collapse', () => {
  it.each([
    {outMin: 20, collapses: false},
    {outMin: 30, collapses: true},
    {outMin: 157, collapses: true},
  ])('an outage of $outMin min: collapse $collapses', ({outMin, collapses}) => {
    const run = outage({outMin});
    expect([series(run, 'dwfm.collapsed').includes(1), isCured(run)]).toEqual([collapses, !collapses]);
  });

  it('it is an attractor: with the store well for three hours, and more, still collapsed', () => {
    const run = outage({});
    for (const minute of [restored + 30, restored + 180, 600]) {
      expect(at(run, 'dwfm.collapsed', minute)).toBe(1);
      expect(at(run, 'dwfm.goodput', minute)).toBeLessThan(0.2);
    }
    expect(at(run, 'dwfm.leased', 600)).toBeCloseTo(at(run, 'dwfm.leased', 350), 2);
  });

  it.each([
    {what: 'throttle alone', actions: [throttle(acted)], cured: false},
    {what: 'a throttle to nothing, for four hours', actions: [throttle(acted, 0)], cured: false},
    {what: 'restart alone', actions: [restart(acted)], cured: false},
    {what: 'restart of all hosts alone', actions: [restart(acted, 'all')], cured: false},
    {what: 'throttle, then restart', actions: [throttle(acted), restart(acted)], cured: true},
    {what: 'throttle, then restart an hour later', actions: [throttle(acted), restart(acted + 60)], cured: true},
    {what: 'throttle, then restart of all hosts', actions: [throttle(acted), restart(acted, 'all')], cured: true},
    {what: 'restart, then throttle twenty minutes later', actions: [restart(acted), throttle(acted + 20)], cured: false},
    {what: 'restart, then throttle when it is over', actions: [restart(acted), throttle(acted + 70)], cured: false},
    {
      what: 'both, but the throttle is taken away during the restart',
      actions: [throttle(acted), restart(acted), {at: acted + 36, target: 'dwfm', verb: 'unthrottle'}],
      cured: false,
    },
  ])('$what: cured $cured', ({actions, cured}) => {
    expect(isCured(outage({actions}))).toBe(cured);
  });

  it('throttled or adaptive at the restore it never collapses', () => {
    for (const action of [throttle(restored), {at: restored, target: 'dwfm', verb: 'adaptive'}]) {
      const run = outage({actions: [action]});
      expect(series(run, 'dwfm.collapsed')).not.toContain(1);
      expect(firstMinute(run, 'dwfm.leased', value => value > 0.99, restored)).toBeLessThan(restored + 40);
    }
  });

  it('a queue that admits by its length works itself off, slowly', () => {
    const run = outage({actions: [{at: acted, target: 'dwfm', verb: 'adaptive'}], minutes: 900});
    expect(at(run, 'dwfm.queue', 600)).toBeLessThan(at(run, 'dwfm.queue', acted));
    expect(isCured(run)).toBe(true);
  });

  it('a higher rate cures sooner, up to a cliff between once and three times that of the night', () => {
    const curedAt = (times: number) =>
      firstMinute(outage({actions: [throttle(acted, 0.0337 * times), restart(acted)]}), 'dwfm.leased', value => value >= 0.99, acted);
    expect(curedAt(1.4)).toBeLessThan(curedAt(1) as number);
    expect(curedAt(3)).toBeUndefined();
  });

  it('when no attempt comes too late there is no collapse, only a long recovery', () => {
    const run = outage({more: {deadlineMin: 1e6}});
    expect(at(run, 'dwfm.leased', 600)).toBeGreaterThan(at(run, 'dwfm.leased', 400));
  });
});

describe('lease-fleet: restart', () => {
  const up = (mode: 'staggered' | 'all', more: JsonObject = {}) =>
    series(outage({actions: [restart(acted, mode)], more, minutes: 480}), 'dwfm.up');

  /** Minutes in which fewer hosts are up than this; rows are a quarter of a minute apart. */
  const minutesBelow = (shares: readonly number[], share: number): number => shares.filter(value => value < share).length / 4;

  it('staggered, one host in ten is away at a time, for fifty minutes', () => {
    expect(Math.min(...up('staggered'))).toBeCloseTo(0.9, 9);
    expect(Math.abs(minutesBelow(up('staggered'), 1) - 50)).toBeLessThanOrEqual(0.25);
  });

  it('all at once, they slow each other down: ten times the boot', () => {
    expect(Math.abs(minutesBelow(up('all'), 0.1) - 50)).toBeLessThanOrEqual(0.25);
    expect(Math.abs(minutesBelow(up('all', {bootContention: 0}), 0.1) - 5)).toBeLessThanOrEqual(0.25);
  });

  it('a restart empties the queues and loses no more leases than lapse meanwhile', () => {
    const run = outage({actions: [throttle(acted, 0), restart(acted, 'all')], more: {bootContention: 0}});
    expect(at(run, 'dwfm.queue', acted)).toBeGreaterThan(3);
    expect(at(run, 'dwfm.queue', acted + 1)).toBe(0);
    expect(at(run, 'dwfm.leased', acted + 4) / at(run, 'dwfm.leased', acted)).toBeCloseTo(Math.exp(-4 / 60), 9);
  });
});

describe('lease-fleet: laws', () => {
  it('leases and hosts are shares, queues are bounded, every number is one', () => {
    const positive = (max: number) => fc.double({min: 0.01, max, noNaN: true});
    fc.assert(
      fc.property(
        fc.record({
          ...{cells: fc.integer({min: 1, max: 12}), lapseTauMin: positive(200), retryMin: positive(60), checkMin: positive(30)},
          ...{deadlineMin: positive(60), mu0: positive(2), qc: positive(10), qmax: positive(20)},
          ...{renewCost: fc.double({min: 0, max: 1, noNaN: true}), bootContention: fc.double({min: 0, max: 3, noNaN: true})},
        }),
        fc.integer({min: 0, max: 100}),
        fc.double({min: 0, max: 1, noNaN: true}),
        fc.constantFrom('staggered' as const, 'all' as const),
        (more, outMin, rate, mode) => {
          const run = outage({
            outMin,
            more,
            minutes: 200,
            actions: [throttle(80, rate), restart(90, mode), {at: 150, target: 'dwfm', verb: 'unthrottle'}],
          });
          for (const name of ['leased', 'up', 'goodput', 'collapsed']) {
            expect(
              series(run, `dwfm.${name}`).every(value => value >= 0 && value <= 1),
              name,
            ).toBe(true);
          }
          expect(series(run, 'dwfm.queue').every(value => value >= 0 && value <= more.qmax * (1 + 1e-9))).toBe(true);
          expect(series(run, 'dwfm.waitMin').every(value => value >= 0 && value <= 1440)).toBe(true);
        },
      ),
      {numRuns: runs(60)},
    );
  });

  it('leased and unleased are one: what is gained in a step is never more than what was missing', () => {
    const leased = series(outage({actions: [throttle(acted), restart(acted)]}), 'dwfm.leased');
    for (let row = 1; row < leased.length; row++)
      expect((leased[row] as number) - (leased[row - 1] as number)).toBeLessThanOrEqual(1 - (leased[row - 1] as number));
  });

  it('the number of cells makes no difference to a fleet that is treated alike', () => {
    const one = series(outage({more: {cells: 1}}), 'dwfm.leased');
    const ten = series(outage({more: {cells: 10}}), 'dwfm.leased');
    for (const [row, value] of one.entries()) expect(ten[row]).toBeCloseTo(value, 9);
  });

  it.each([
    {more: {mu0: 0}, says: 'mu0'},
    {more: {mu0: -0.05}, says: 'mu0'},
    {more: {lapseTauMin: -1}, says: 'lapseTauMin'},
    {more: {cells: 0}, says: 'cells'},
    {more: {cells: 2.5}, says: 'cells'},
    {more: {renewCost: -1}, says: 'renewCost'},
    {more: {deadlineMin: 0}, says: 'deadlineMin'},
  ])('refuses $more', ({more, says}) => {
    expect(complaintsAbout({components: [{type: 'switch', id: 'down'}, leases(more)]}).join('\n')).toContain(`model.components.1.${says} `);
  });

  it.each([
    {verb: 'throttle', params: {ratePerMin: -1}, says: 'params.ratePerMin'},
    {verb: 'restart', params: {mode: 'some', bootMin: 5}, says: 'params.mode'},
    {verb: 'restart', params: {mode: 'all', bootMin: 0}, says: 'params.bootMin'},
    {verb: 'reboot', params: {}, says: 'unknown verb "reboot"'},
  ])('refuses $verb with $params', ({verb, params, says}) => {
    const action = {id: 'a', at: '2025-10-19T23:00:00Z', target: 'dwfm', verb, params};
    expect(complaintsAbout({components: [leases({store: 1})], actions: [action]}).join('\n')).toContain(says);
  });
});
