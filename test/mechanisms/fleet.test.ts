import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Run} from '../../src/engine/run.js';
import type {ComponentSpec, JsonObject} from '../../src/timeline/types.js';
import {type ActionAt, at, complaintsAbout, runOf, series, stepwise} from '../helpers/model.js';
import {runs} from '../helpers/runs.js';

const fleet = (more: JsonObject): ComponentSpec => ({type: 'fleet', id: 'hosts', grow: 0.1, ...more});
const act = (minute: number, verb: string, params: JsonObject = {}): ActionAt => ({at: minute, target: 'hosts', verb, params});

describe('fleet: a stock', () => {
  const stock = (more: JsonObject, actions: readonly ActionAt[] = [], minutes = 240): Run =>
    runOf({components: [fleet(more)], actions, minutes});

  it.each([
    {grow: 0.1, terminate: 0, cap: 1},
    {grow: 0.1, terminate: 0.1, cap: 0.5},
    {grow: 0.3, terminate: 0.1, cap: 0.75},
    {grow: 0, terminate: 0.1, cap: 0},
  ])('replaces $grow and loses $terminate a minute: $cap of it stays', ({grow, terminate, cap}) => {
    expect(at(stock({grow, terminate}), 'hosts.cap', 240)).toBeCloseTo(cap, 6);
  });

  it('loses a share at once and replaces it with time', () => {
    const run = stock({}, [act(10, 'lose', {share: 0.4})]);
    expect([at(run, 'hosts.cap', 9.75), at(run, 'hosts.cap', 10)]).toEqual([1, 0.6]);
    expect(at(run, 'hosts.cap', 20)).toBeCloseTo(1 - 0.4 * (1 - 0.1 / 4) ** 40, 9);
    expect(at(run, 'hosts.inflow', 10.25)).toBeCloseTo(0.04, 9);
  });

  it('a restart brings everything back at once', () => {
    const run = stock({grow: 0}, [act(10, 'lose', {share: 1}), act(30, 'restart')]);
    expect([at(run, 'hosts.cap', 29), at(run, 'hosts.cap', 30)]).toEqual([0, 1]);
  });

  it('what it has is what it had, plus what came, less what was lost', () => {
    const rate = fc.double({min: 0, max: 3.9, noNaN: true});
    fc.assert(
      fc.property(rate, rate, (grow, terminate) => {
        fc.pre(grow + terminate <= 4);
        const run = stock({grow, terminate}, [], 60);
        const [cap, inflow] = [series(run, 'hosts.cap'), series(run, 'hosts.inflow')] as [number[], number[]];
        for (let row = 1; row < run.rows; row++) {
          const before = cap[row - 1] as number;
          expect(cap[row]).toBeCloseTo(before + ((inflow[row] as number) - terminate * before) / 4, 9);
        }
      }),
      {numRuns: runs(40)},
    );
  });

  it('is a share whatever the rates', () => {
    const rate = fc.double({min: 0, max: 100, noNaN: true});
    fc.assert(
      fc.property(rate, rate, fc.double({min: 0, max: 1, noNaN: true}), (grow, terminate, share) => {
        const run = stock({grow, terminate}, [act(10, 'lose', {share})], 30);
        expect(series(run, 'hosts.cap').every(value => value >= 0 && value <= 1)).toBe(true);
        expect(series(run, 'hosts.inflow').every(value => value >= 0)).toBe(true);
      }),
      {numRuns: runs(60)},
    );
  });
});

describe('fleet: following demand', () => {
  const follower = (more: JsonObject = {}, actions: readonly ActionAt[] = [], need = stepwise([0, 0.5], [30, 1], [90, 0.5])): Run =>
    runOf({
      components: [fleet({grow: 0.05, target: {mul: [1.25, 'demand.need']}, need: 'demand.need', shrinkPerMin: 0.01, ...more})],
      demand: {need},
      actions,
      minutes: 180,
    });

  it('begins at the size it wants', () => {
    expect(at(follower(), 'hosts.cap', 0)).toBeCloseTo(0.625, 9);
    expect(at(follower(), 'hosts.shortage', 0)).toBe(0);
  });

  it.each([
    {minute: 29.75, cap: 0.625, shortage: 0, why: 'it has what it wants'},
    {minute: 31, cap: 0.625 + 0.0625, shortage: 1 - 0.6875, why: 'it grows no faster than it can'},
    {minute: 38, cap: 0.625 + 0.05 * 8.25, shortage: 0, why: 'everyone is served'},
    {minute: 45, cap: 1.25, shortage: 0, why: 'it has what it wants'},
    {minute: 100, cap: 1.25 - 0.1025, shortage: 0, why: 'it shrinks slowly'},
    {minute: 170, cap: 0.625, shortage: 0, why: 'it is small again'},
  ])('minute $minute: $why', ({minute, cap, shortage}) => {
    expect(at(follower(), 'hosts.cap', minute)).toBeCloseTo(cap, 9);
    expect(at(follower(), 'hosts.shortage', minute)).toBeCloseTo(shortage, 9);
  });

  it('a fleet that cannot grow is enough for the night and too small for the morning', () => {
    const frozen = follower({grow: 0});
    expect(at(frozen, 'hosts.shortage', 29)).toBe(0);
    expect(at(frozen, 'hosts.shortage', 80)).toBeCloseTo(1 - 0.625, 9);
    expect(at(frozen, 'hosts.shortage', 100)).toBe(0);
  });

  it('with nobody there nobody is short of anything', () => {
    const run = follower({}, [act(10, 'lose', {share: 1})], stepwise([0, 0], [60, 0]));
    expect([at(run, 'hosts.cap', 20), at(run, 'hosts.shortage', 20)]).toEqual([0, 0]);
  });

  it('loses and restarts like a stock, to the size it wants', () => {
    const run = follower({grow: 0}, [act(10, 'lose', {share: 0.8}), act(20, 'restart')]);
    expect([at(run, 'hosts.shortage', 10), at(run, 'hosts.cap', 20), at(run, 'hosts.shortage', 20)]).toEqual(
      [0.75, 0.625, 0].map(value => expect.closeTo(value, 9)),
    );
  });

  it('is never negative, and short of no more than all, whatever the rates', () => {
    const rate = fc.double({min: 0, max: 50, noNaN: true});
    fc.assert(
      fc.property(rate, rate, fc.double({min: 0, max: 5, noNaN: true}), (grow, terminate, shrinkPerMin) => {
        const run = follower({grow, terminate, shrinkPerMin});
        expect(series(run, 'hosts.cap').every(value => value >= 0 && value <= 1.25 + 1e-9)).toBe(true);
        expect(series(run, 'hosts.shortage').every(value => value >= 0 && value <= 1)).toBe(true);
        expect(series(run, 'hosts.inflow').every(value => value >= 0 && Number.isFinite(value))).toBe(true);
      }),
      {numRuns: runs(60)},
    );
  });
});

describe('fleet: what it refuses', () => {
  it.each([
    {more: {shrinkPerMin: -1}, says: 'shrinkPerMin'},
    {more: {grow: null}, says: 'grow'},
    {more: {target: {times: [2, 3]}}, says: 'target'},
  ])('refuses $more', ({more, says}) => {
    expect(complaintsAbout({components: [fleet(more)]}).join('\n')).toContain(`model.components.0.${says}`);
  });

  it('losing more than everything', () => {
    const action = {id: 'a', at: '2025-10-19T23:00:00Z', target: 'hosts', verb: 'lose', params: {share: 1.5}};
    expect(complaintsAbout({components: [fleet({})], actions: [action]}).join('\n')).toContain('model.actions.0.params.share');
  });
});
