import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Run} from '../../src/engine/run.js';
import type {ComponentSpec, JsonObject} from '../../src/timeline/types.js';
import {type ActionAt, at, complaintsAbout, type Declaration, runOf, series, stepwise} from '../helpers/model.js';
import {runs} from '../helpers/runs.js';

const api = (more: JsonObject): ComponentSpec => ({type: 'service', id: 'api', ...more});
const broken: ComponentSpec = {type: 'switch', id: 'broken'};

/** A service whose one dependency breaks at minute 10 and is whole again at minute 40. */
const outage = (more: JsonObject, actions: readonly ActionAt[] = [], share = 1): Run =>
  runOf({
    components: [broken, api({deps: [{on: {not: 'broken.share'}}], ...more})],
    actions: [{at: 10, target: 'broken', verb: 'on', params: {share}}, {at: 40, target: 'broken', verb: 'off'}, ...actions],
    minutes: 120,
  });

describe('service: dependencies', () => {
  it.each([
    {deps: [], avail: 1, why: 'needs nothing'},
    {deps: [{on: 0.5}], avail: 0.5, why: 'needs one thing, half there'},
    {deps: [{on: 0.5}, {on: 0.5}], avail: 0.25, why: 'needs two things'},
    {deps: [{on: 0, w: 0.3}], avail: 0.7, why: 'three requests in ten need it'},
    {deps: [{on: 0.9, calls: 8}], avail: 0.9 ** 8, why: 'calls it eight times a request'},
    {deps: [{on: 0.9, w: 0.5, calls: 2}], avail: 0.95 ** 2, why: 'both'},
  ])('$why', ({deps, avail}) => {
    expect(at(runOf({components: [api({deps})]}), 'api.avail', 60)).toBeCloseTo(avail, 9);
  });

  it.each([
    {minute: 10, dep: 1},
    {minute: 11, dep: 1},
    {minute: 11.25, dep: Math.exp(-0.25)},
    {minute: 12, dep: Math.exp(-1)},
  ])('caches hide it for 60 s, then it falls with its time constant: minute $minute', ({minute, dep}) => {
    expect(at(outage({holdSeconds: 60, fallTauSeconds: 60}), 'api.dep', minute)).toBeCloseTo(dep, 9);
  });

  it.each([
    {minute: 40, avail: 0},
    {minute: 40.25, avail: 1 - Math.exp(-0.25)},
    {minute: 42, avail: 1 - Math.exp(-2)},
  ])('it rises with another, without a hold: minute $minute', ({minute, avail}) => {
    expect(at(outage({holdSeconds: 60, riseTauSeconds: 60}), 'api.avail', minute)).toBeCloseTo(avail, 6);
  });

  it('a hold that does not end in time hides the outage', () => {
    const minutesOut = (holdSeconds: number) => series(outage({holdSeconds}), 'api.dep').filter(value => value < 1).length;
    expect(minutesOut(30 * 60)).toBe(0);
    expect(minutesOut(30 * 60 - 15)).toBeGreaterThan(0);
  });

  it('well again for one step, the hold begins anew', () => {
    const flicker = [
      {at: 20, target: 'broken', verb: 'off', id: 'well'},
      {at: 20.25, target: 'broken', verb: 'on', id: 'ill'},
    ];
    const run = outage({holdSeconds: 15 * 60}, flicker);
    expect(at(run, 'api.dep', 35.25)).toBe(1);
    expect(at(run, 'api.dep', 35.5)).toBeLessThan(1);
  });

  it.each([
    {on: 0.98, dep: 0.98, why: 'a small permanent error is seen at once and starts no hold'},
    {on: 0.979, dep: 1, why: 'a larger one is hidden first'},
  ])('$on: $why', ({on, dep}) => {
    const run = runOf({components: [api({deps: [{on: 'demand.on'}], holdSeconds: 1800})], demand: {on: stepwise([0, 1], [10, on])}});
    expect(at(run, 'api.dep', 30)).toBeCloseTo(dep, 6);
  });
});

describe('service: overload', () => {
  /** Capacity is ample, then short from minute 10, then at a level of one's choice from minute 30. */
  const squeezed = (retryAmp: number, util: number, later: number): number => {
    const run = runOf({
      components: [api({capacity: 'demand.capacity', util, retryAmp})],
      demand: {capacity: stepwise([0, 2], [10, util * 0.95], [30, later])},
      minutes: 180,
    });
    expect(at(run, 'api.err', 29)).toBeGreaterThan(0.049);
    return at(run, 'api.err', 180);
  };
  const exit = (a: number, util: number): number => (util * (a + 1) ** 2) / (4 * a);

  it.each([
    {capacity: 0.8, err: 0},
    {capacity: 0.799, err: 1 - 0.799 / 0.8},
    {capacity: 0.4, err: 0.5},
    {capacity: 0, err: 1},
  ])('without retries, a capacity of $capacity for a load of 0.8 fails what is beyond it', ({capacity, err}) => {
    const run = runOf({components: [api({capacity, util: 0.8})]});
    expect(at(run, 'api.err', 60)).toBeCloseTo(err, 9);
  });

  it('half the demand is half the load', () => {
    const run = runOf({components: [api({capacity: 0.4, util: 0.8, profile: 0.5})]});
    expect(at(run, 'api.err', 60)).toBe(0);
  });

  it('it begins at capacity = util, not before', () => {
    const errAt = (capacity: number) => at(runOf({components: [api({capacity, util: 0.7, retryAmp: 2})], minutes: 180}), 'api.err', 180);
    expect(errAt(0.7)).toBe(0);
    expect(errAt(0.699)).toBeGreaterThan(0.4);
  });

  it.each([
    {retryAmp: 2, more: '12.5 %'},
    {retryAmp: 3, more: '33 %'},
    {retryAmp: 5, more: '80 %'},
  ])('hysteresis: with $retryAmp retries a failure it ends at util (a+1)²/4a, $more above its beginning', ({retryAmp}) => {
    expect(squeezed(retryAmp, 0.8, exit(retryAmp, 0.8) * 0.995)).toBeGreaterThan(0.1);
    expect(squeezed(retryAmp, 0.8, exit(retryAmp, 0.8) * 1.005)).toBeCloseTo(0, 6);
  });

  it('hysteresis for any number of retries above one and any load', () => {
    fc.assert(
      fc.property(fc.double({min: 1.5, max: 6, noNaN: true}), fc.double({min: 0.1, max: 1, noNaN: true}), (a, util) => {
        expect(squeezed(a, util, exit(a, util) * 0.99)).toBeGreaterThan(0.01);
        expect(squeezed(a, util, exit(a, util) * 1.01)).toBeCloseTo(0, 6);
      }),
      {numRuns: runs(40)},
    );
  });

  it.each([0, 0.5, 1])('with %d retries a failure there is no hysteresis: it ends where it began', retryAmp => {
    expect(squeezed(retryAmp, 0.8, 0.8 * 0.99)).toBeGreaterThan(0.009);
    expect(squeezed(retryAmp, 0.8, 0.8 * 1.01)).toBeCloseTo(0, 3);
  });
});

describe('service: limits and returning demand', () => {
  it('a throttle turns away what is above it; relax raises it to the standing limit; unthrottle lifts it', () => {
    const run = runOf({
      components: [api({rate: 4, standingLimit: 3})],
      actions: [
        {at: 10, target: 'api', verb: 'throttle', params: {limit: 1}},
        {at: 20, target: 'api', verb: 'relax', params: {perMin: 0.2}},
        {at: 40, target: 'api', verb: 'throttle', params: {limit: 0}, id: 'again'},
        {at: 45, target: 'api', verb: 'unthrottle'},
      ],
    });
    expect([5, 10, 20, 25, 30, 35, 40, 45].map(minute => at(run, 'api.ok', minute))).toEqual(
      [3, 1, 1, 2, 3, 3, 0, 3].map(value => expect.closeTo(value, 9)),
    );
    expect(at(run, 'api.throttled', 15)).toBeCloseTo(0.75, 9);
    expect(at(run, 'api.err', 40)).toBe(1);
  });

  it('failed requests wait and come back', () => {
    const run = outage({retry: {everyMinutes: 10, abandonMinutes: 1e9}, fallTauSeconds: 0.001, riseTauSeconds: 0.001});
    expect(at(run, 'api.pent', 40)).toBeCloseTo(30, 1);
    expect(at(run, 'api.offered', 40)).toBeCloseTo(4, 1);
    expect(at(run, 'api.pent', 100)).toBeLessThan(0.1);
  });

  it('… or are given up', () => {
    const run = outage({retry: {everyMinutes: 10, abandonMinutes: 5}, fallTauSeconds: 0.001});
    expect(at(run, 'api.pent', 39)).toBeCloseTo(5, 1);
  });

  it('no demand, no error', () => {
    const run = runOf({components: [api({rate: 0, deps: [{on: 0}]})]});
    expect([at(run, 'api.err', 60), at(run, 'api.avail', 60), at(run, 'api.ok', 60)]).toEqual([0, 1, 0]);
  });
});

describe('service: laws', () => {
  const share = fc.double({min: 0, max: 1, noNaN: true});
  const curve = fc
    .array(share, {minLength: 2, maxLength: 12})
    .map(values => stepwise(...values.map((value, index) => [index * 6, value] as const)));
  const anyService: fc.Arbitrary<Declaration> = fc
    .record({
      rate: fc.double({min: 0, max: 50, noNaN: true}),
      demand: fc.record({on: curve, profile: curve, capacity: curve}),
      retryAmp: fc.double({min: 0, max: 5, noNaN: true}),
      everyMinutes: fc.double({min: 0.5, max: 60, noNaN: true}),
      abandonMinutes: fc.double({min: 0.5, max: 600, noNaN: true}),
      limit: fc.double({min: 0, max: 60, noNaN: true}),
      standingLimit: fc.double({min: 0.1, max: 100, noNaN: true}),
    })
    .map(({rate, demand, retryAmp, everyMinutes, abandonMinutes, limit, standingLimit}) => ({
      components: [
        api({
          ...{rate, retryAmp, standingLimit, profile: 'demand.profile', capacity: 'demand.capacity', util: 0.8},
          retry: {everyMinutes, abandonMinutes},
          deps: [{on: 'demand.on', w: 0.9, calls: 3}],
        }),
      ],
      demand,
      actions: [
        {at: 12, target: 'api', verb: 'throttle', params: {limit}},
        {at: 30, target: 'api', verb: 'relax', params: {perMin: limit / 20}},
      ],
    }));

  it('ok ≤ admitted ≤ offered; shares in [0, 1], waiting requests ≥ 0, all numbers', () => {
    fc.assert(
      fc.property(anyService, declaration => {
        const run = runOf(declaration);
        const [ok, offered, throttled, pent] = ['ok', 'offered', 'throttled', 'pent'].map(name => series(run, `api.${name}`)) as [
          number[],
          number[],
          number[],
          number[],
        ];
        for (const name of ['err', 'avail', 'dep', 'throttled']) {
          expect(series(run, `api.${name}`).every(value => value >= 0 && value <= 1)).toBe(true);
        }
        for (let row = 0; row < run.rows; row++) {
          const admitted = (offered[row] as number) * (1 - (throttled[row] as number));
          expect((ok[row] as number) <= admitted * (1 + 1e-12) + 1e-12).toBe(true);
          expect(admitted <= (offered[row] as number)).toBe(true);
          expect((pent[row] as number) >= 0 && Number.isFinite(pent[row])).toBe(true);
        }
      }),
      {numRuns: runs(100)},
    );
  });

  it('what waits is what came, less what succeeded and what was given up', () => {
    fc.assert(
      fc.property(anyService, declaration => {
        const run = runOf(declaration);
        const {rate, retry} = declaration.components[0] as unknown as {rate: number; retry: {everyMinutes: number; abandonMinutes: number}};
        const [ok, profile, pent] = ['api.ok', 'demand.profile', 'api.pent'].map(name => series(run, name)) as [
          number[],
          number[],
          number[],
        ];
        let balance = 0;
        for (let row = 1; row < run.rows; row++) {
          // An action's row shows what is admitted after it; the step before it went by the old limit.
          const served = row === 12 * 4 || row === 30 * 4 ? undefined : (ok[row] as number);
          const given = (pent[row - 1] as number) / retry.abandonMinutes;
          balance = served === undefined ? (pent[row] as number) : balance + (rate * (profile[row] as number) - served - given) / 4;
          expect(Math.abs(balance - (pent[row] as number))).toBeLessThan(1e-9 * Math.max(1, balance));
        }
      }),
      {numRuns: runs(60)},
    );
  });

  it.each([
    {more: {rate: -1}, says: 'rate'},
    {more: {holdSeconds: -1}, says: 'holdSeconds'},
    {more: {fallTauSeconds: 0}, says: 'fallTauSeconds'},
    {more: {deps: [{on: 1, w: 1.1}]}, says: 'deps.0.w'},
    {more: {deps: [{on: 1, calls: 0}]}, says: 'deps.0.calls'},
    {more: {retry: {everyMinutes: 0, abandonMinutes: 1}}, says: 'retry.everyMinutes'},
    {more: {standingLimit: 0}, says: 'standingLimit'},
    {more: {profile: 'demand.nothing'}, says: 'unknown signal "demand.nothing"'},
  ])('refuses $more', ({more, says}) => {
    expect(complaintsAbout({components: [api(more)]}).join('\n')).toContain(says);
  });
});
