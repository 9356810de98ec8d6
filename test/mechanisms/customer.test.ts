import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {ComponentSpec, JsonObject} from '../../src/timeline/types.js';
import {at, complaintsAbout, type Declaration, runOf, series, stepwise} from '../helpers/model.js';
import {runs} from '../helpers/runs.js';

const people = (more: JsonObject = {}): ComponentSpec => ({
  type: 'customer',
  id: 'shop',
  users: 10,
  ordinary: 0,
  deps: [{on: 'demand.broken', w: 1}],
  ...more,
});

/** Something they need is broken, by a share, from minute 10 to 40. */
const hit = (more: JsonObject = {}, share = 1, rest: Partial<Declaration> = {}) =>
  runOf({components: [people(more)], demand: {broken: stepwise([0, 0], [10, share], [40, 0])}, minutes: 120, ...rest});

describe('customer: who is hit', () => {
  it.each([
    {deps: [{on: 0, w: 1}], err: 0, why: 'nothing is broken'},
    {deps: [{on: 1, w: 0.4}], err: 0.4, why: 'four in ten need it'},
    {deps: [{on: 0.5, w: 0.4}], err: 0.2, why: 'and it is half broken'},
    {
      deps: [
        {on: 1, w: 0.5},
        {on: 1, w: 0.5},
      ],
      err: 0.75,
      why: 'who is hit twice counts once',
    },
    {deps: [], err: 0, why: 'they need nothing'},
  ])('$why: $err', ({deps, err}) => {
    const run = runOf({components: [people({deps})]});
    expect(at(run, 'shop.err', 60)).toBeCloseTo(err, 9);
    expect(at(run, 'shop.impaired', 60)).toBeCloseTo(10 * err, 9);
  });

  it.each([
    {fallbacks: [{on: 1, covers: 0.8}], err: 0.2, why: 'it covers eight in ten'},
    {fallbacks: [{on: 0.5, covers: 0.8}], err: 0.6, why: 'half of it is on'},
    {
      fallbacks: [
        {on: 1, covers: 0.5},
        {on: 1, covers: 0.5},
      ],
      err: 0.25,
      why: 'two of them',
    },
    {fallbacks: [{on: 0, covers: 1}], err: 1, why: 'it is off'},
    {fallbacks: [{on: 1, covers: 1}], err: 0, why: 'it covers everyone'},
  ])('a fallback: $why', ({fallbacks, err}) => {
    expect(at(hit({fallbacks}), 'shop.err', 20)).toBeCloseTo(err, 9);
  });
});

describe('customer: an ordinary day', () => {
  it.each([
    {share: 0.001, err: 0, why: 'one in a thousand is hit any day'},
    {share: 0.002, err: 0.001, why: 'only what is beyond that counts'},
    {share: 1, err: 0.999, why: 'even when everyone is hit'},
  ])('$share broken: $why', ({share, err}) => {
    expect(at(hit({ordinary: 0.001}, share), 'shop.err', 20)).toBeCloseTo(err, 9);
    expect(at(hit({ordinary: 0.001}, share), 'shop.userMinutes', 120)).toBeCloseTo(300 * err, 6);
  });
});

describe('customer: what is lost', () => {
  it('user-minutes: users × share hit × minutes', () => {
    const run = hit({}, 0.5);
    expect(at(run, 'shop.userMinutes', 9.75)).toBe(0);
    expect(at(run, 'shop.userMinutes', 20)).toBeCloseTo(10 * 0.5 * 10.25, 9);
    expect(at(run, 'shop.userMinutes', 120)).toBeCloseTo(10 * 0.5 * 30, 9);
  });

  it('at night, half the users lose half as much', () => {
    expect(at(hit({profile: 0.5}), 'shop.userMinutes', 120)).toBeCloseTo(150, 9);
  });

  it('users come from the weights where the component says nothing', () => {
    const component: ComponentSpec = {type: 'customer', id: 'shop', ordinary: 0, deps: [{on: 1, w: 1}]};
    expect(at(runOf({components: [component], impactWeights: {shop: 7}}), 'shop.impaired', 60)).toBe(7);
    expect(at(runOf({components: [people()], demand: {broken: [[0, 1]]}, impactWeights: {shop: 7}}), 'shop.impaired', 60)).toBe(10);
    expect(at(runOf({components: [component]}), 'shop.impaired', 60)).toBe(0);
  });
});

describe('customer: reports', () => {
  it('begin with the outage, get fewer as people have said it, end with the outage', () => {
    const run = hit({noticeMin: 5, forgetMin: 1e6, reportShare: 0.02});
    const filedIn = (minute: number) => at(run, 'shop.reports', minute) - at(run, 'shop.reports', minute - 0.25);
    expect(filedIn(9.75)).toBe(0);
    expect(filedIn(10)).toBeCloseTo((10 * 0.02) / 5 / 4, 9);
    expect(filedIn(30)).toBeLessThan(filedIn(15));
    expect(filedIn(40)).toBe(0);
  });

  it('everyone who reports at all reports once, unless they forget', () => {
    const once = hit({noticeMin: 1, forgetMin: 1e9});
    expect(at(once, 'shop.reports', 120)).toBeCloseTo(10 * 0.02, 3);
    expect(at(hit({noticeMin: 1, forgetMin: 5}), 'shop.reports', 120)).toBeGreaterThan(0.5);
  });
});

describe('customer: laws', () => {
  const share = fc.double({min: 0, max: 1, noNaN: true});
  const anyOne = fc.record({
    ...{users: fc.double({min: 0, max: 500, noNaN: true}), noticeMin: fc.double({min: 0.01, max: 100, noNaN: true})},
    ...{forgetMin: fc.double({min: 0.01, max: 1000, noNaN: true}), reportShare: share},
    deps: fc.array(fc.record({on: fc.constant('demand.broken'), w: share}), {maxLength: 4}),
    fallbacks: fc.array(fc.record({on: share, covers: share}), {maxLength: 3}),
  });

  it('the share hit is one; totals never fall, and add up from who is hit', () => {
    fc.assert(
      fc.property(anyOne, share, (more, broken) => {
        const run = hit(more, broken);
        const [err, impaired, lost, reports] = ['err', 'impaired', 'userMinutes', 'reports'].map(
          name => series(run, `shop.${name}`) as number[],
        ) as [number[], number[], number[], number[]];
        let minutes = 0;
        for (let row = 1; row < run.rows; row++) {
          minutes += (impaired[row] as number) / 4;
          expect((err[row] as number) >= 0 && (err[row] as number) <= 1).toBe(true);
          expect(lost[row]).toBeCloseTo(minutes, 6);
          expect((reports[row] as number) >= (reports[row - 1] as number)).toBe(true);
        }
        // Nobody reports oftener than they notice.
        expect(reports.at(-1) as number).toBeLessThanOrEqual((minutes * more.reportShare) / more.noticeMin + 1e-9);
      }),
      {numRuns: runs(60)},
    );
  });

  it.each([
    {more: {users: -1}, says: 'users'},
    {more: {deps: [{on: 1, w: 2}]}, says: 'deps.0.w'},
    {more: {fallbacks: [{on: 1, covers: -1}]}, says: 'fallbacks.0.covers'},
    {more: {ordinary: -0.1}, says: 'ordinary'},
    {more: {noticeMin: 0}, says: 'noticeMin'},
    {more: {reportShare: 1.5}, says: 'reportShare'},
  ])('refuses $more', ({more, says}) => {
    expect(complaintsAbout({components: [people({deps: [], ...more})]}).join('\n')).toContain(`model.components.0.${says} `);
  });
});
