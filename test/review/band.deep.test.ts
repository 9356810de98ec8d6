import {describe, expect, it} from 'vitest';
import {history, type Plan, throwAt} from '../../src/engine/plan.js';
import type {Prepared} from '../../src/engine/simulate.js';
import {bandOf, bandSoFar, type Sample, sampleOf, worldForScores, worldPrepared, worldsOf} from '../../src/review/band.js';
import {impactOf} from '../../src/review/impact.js';
import {flagship, night} from '../helpers/flagship.js';
import {hashOf} from '../helpers/run-hash.js';

const worlds: readonly Prepared[] = [...worldsOf(flagship)];
const moved = (action: string, clock: string): Plan => [{op: 'move', action, atMs: night(clock)}];
const left = (...actions: readonly string[]): Plan => actions.map(action => ({op: 'remove', action}));
const thrown = (mitigation: string, clock: string): Plan => throwAt(history, mitigation, night(clock));

describe('over fifty worlds', () => {
  it.each([
    {what: 'the automation off before the race', plan: thrown('dns-automation-disable', '23:30'), between: [-1, -0.99]},
    {what: 'plan freshness checked at each write', plan: thrown('dns-fence-at-commit', '23:10'), between: [-1, -0.99]},
    {what: 'the live plan guarded', plan: thrown('dns-protect-active-plan', '23:10'), between: [-1, -0.99]},
    {what: 'DNS restored at 00:38', plan: moved('dns.restore', '00:38'), between: [-0.85, -0.6]},
    {what: 'failover off at the alarm', plan: thrown('nlb-failover-off', '06:52'), between: [-0.4, -0.2]},
    {what: 'a velocity limit of 5 %', plan: thrown('nlb-velocity-limit', '05:00'), between: [-0.35, -0.12]},
    {what: 'every customer in two Regions', plan: thrown('customers-multi-region', '23:10'), between: [-1, -0.7]},
  ])('$what is better in every one', ({plan, between: [low, high]}) => {
    const {versusHistory, better, signStable} = bandOf(worlds, plan);
    expect({better, signStable}).toEqual({better: 50, signStable: true});
    expect(versusHistory[0]).toBeGreaterThanOrEqual(low as number);
    expect(versusHistory[2]).toBeLessThanOrEqual(high as number);
  });

  it.each([
    {what: 'no restart', plan: left('dwfm.restart')},
    {what: 'the automation off, and DNS never restored', plan: [...thrown('dns-automation-disable', '00:38'), ...left('dns.restore')]},
    {what: 'launches unlimited at 06:30', plan: thrown('ec2-unlimit-launches', '06:30')},
    {what: 'failover never off', plan: left('nlb.off')},
  ])('$what is worse in every one', ({plan}) => {
    expect(bandOf(worlds, plan)).toMatchObject({better: 0, worse: 50, signStable: true});
  });

  it.each([
    {what: 'restarts without a throttle', plan: left('dwfm.throttle')},
    {what: 'all hosts at once, throttled', plan: [...left('dwfm.restart'), ...thrown('dwfm-restart-all-at-once', '04:09')]},
  ])('$what: the record does not settle whether it is better', ({plan}) => {
    const {better, worse, signStable} = bandOf(worlds, plan);
    expect(better).toBeGreaterThan(0);
    expect(worse).toBeGreaterThan(0);
    expect(signStable).toBe(false);
  });

  it('history against itself is no difference', () => {
    expect(bandOf(worlds, history)).toMatchObject({
      versusHistory: [0, 0, 0],
      versusHistoryUserMinutes: [0, 0, 0],
      same: 50,
      signStable: true,
    });
  });

  it('what changes nothing is no difference either', () => {
    const {versusHistory, same, signStable} = bandOf(worlds, thrown('dns-repair-empty-record', '14:30'));
    expect({same, signStable}).toEqual({same: 50, signStable: true});
    for (const share of versusHistory) expect(Math.abs(share)).toBeLessThan(0.001);
  });
});

describe('a world', () => {
  it('is the same night every time, and not the flagship`s own', () => {
    const [one, again, other] = [worldPrepared(flagship, 3), worldPrepared(flagship, 3), worldPrepared(flagship, 4)];
    expect(hashOf(one.history)).toBe(hashOf(again.history));
    expect(hashOf(one.history)).not.toBe(hashOf(other.history));
    expect(one.history.stepMs).toBe(30_000);
  });

  it('scores what its whole run scores', () => {
    const whole = worldPrepared(flagship, 3);
    const plan = thrown('nlb-failover-off', '06:00');
    const sample = sampleOf(worldForScores(flagship, 3), plan);
    expect(sample.history).toBeCloseTo(impactOf(whole.history).userMinutes, 0);
    expect(sample).toEqual(sampleOf(whole, plan));
  });

  it('that is not there is a mistake', () => {
    expect(() => worldPrepared(flagship, 50)).toThrow('has no world 50');
  });
});

describe('bandSoFar', () => {
  const samples = (...shares: readonly number[]): readonly Sample[] => shares.map(share => ({history: 100, plan: 100 * (1 + share)}));

  it('of no world nothing is certain', () => {
    expect(bandSoFar([])).toMatchObject({worlds: 0, signStable: false});
  });

  it('percentiles lie between neighbours', () => {
    const {userMinutes, versusHistory} = bandSoFar(samples(-0.4, -0.3, -0.2, -0.1, 0));
    expect(userMinutes.map(Math.round)).toEqual([64, 80, 96]);
    expect(versusHistory.map(share => Math.round(share * 100))).toEqual([-36, -20, -4]);
  });

  it.each([
    {agree: 19, of: 20, signStable: true},
    {agree: 18, of: 20, signStable: false},
  ])('$agree of $of worlds agree: certain is $signStable', ({agree, of, signStable}) => {
    const shares = Array.from({length: of}, (_, index) => (index < agree ? -0.2 : 0.2));
    expect(bandSoFar(samples(...shares)).signStable).toBe(signStable);
  });

  it('a thousandth of the night is no difference, a little more is', () => {
    expect(bandSoFar(samples(-0.0009, 0.0009))).toMatchObject({better: 0, same: 2, worse: 0});
    expect(bandSoFar(samples(-0.0011, 0.0011))).toMatchObject({better: 1, same: 0, worse: 1});
  });
});
