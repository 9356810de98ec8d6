import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Run} from '../../src/engine/run.js';
import type {ComponentSpec, JsonObject} from '../../src/timeline/types.js';
import {type ActionAt, at, complaintsAbout, type Declaration, firstMinute, runOf, series, stepwise} from '../helpers/model.js';
import {runs} from '../helpers/runs.js';

const queue = (more: JsonObject): ComponentSpec => ({type: 'work-queue', id: 'q', inflow: 1, mu0: 4, ...more});
const act = (minute: number, verb: string, params: JsonObject = {}): ActionAt => ({at: minute, target: 'q', verb, params});

/** The consumer's dependency is away from one minute to another. */
const outage = (from: number, to: number, more: JsonObject = {}, actions: readonly ActionAt[] = [], minutes = 120): Run =>
  runOf({
    components: [{type: 'switch', id: 'down'}, queue({consumer: {not: 'down.share'}, ...more})],
    actions: [{at: from, target: 'down', verb: 'on'}, {at: to, target: 'down', verb: 'off'}, ...actions],
    minutes,
  });

describe('work-queue: backlog', () => {
  it.each([
    {minute: 10, backlog: 0, served: 1},
    {minute: 11, backlog: 1, served: 0},
    {minute: 40, backlog: 30, served: 0},
    {minute: 41, backlog: 27, served: 4},
    {minute: 49, backlog: 3, served: 4},
    {minute: 50, backlog: 0, served: 4},
    {minute: 51, backlog: 0, served: 1},
  ])('grows while the consumer is away and is worked off at 4 - 1 a minute: minute $minute', ({minute, backlog, served}) => {
    const run = outage(10, 40);
    expect([at(run, 'q.backlog', minute), at(run, 'q.served', minute)]).toEqual([expect.closeTo(backlog, 9), expect.closeTo(served, 9)]);
  });

  it('waits as long as the backlog lasts; new items are useful as far as they do not wait', () => {
    const run = outage(10, 40, {baseWaitMin: 0.5, readyTauMin: 10});
    expect([at(run, 'q.waitMin', 9), at(run, 'q.ready', 9)]).toEqual([0.5, 1]);
    expect(at(run, 'q.waitMin', 41)).toBeCloseTo(0.5 + 27 / 4, 9);
    expect(at(run, 'q.ready', 41)).toBeCloseTo(Math.exp(-27 / 40), 9);
    expect(at(run, 'q.waitMin', 30)).toBe(1440);
  });

  it('congestion: the longer the queue the slower, down to the floor', () => {
    const run = outage(10, 40, {mu0: 2, qc: 10, muFloor: 0.5}, []);
    // At minute 40.25 it works at 30 items: half of the speed that congestion can take is left to a quarter.
    expect(at(run, 'q.served', 40.25)).toBeCloseTo(2 * (0.5 + 0.5 / 4), 9);
    expect(at(outage(10, 40, {mu0: 2, qc: 1e-9, muFloor: 0.5}), 'q.served', 41)).toBeCloseTo(1, 6);
  });

  it('congestion without a floor is a trap: once behind it never catches up', () => {
    const stays = outage(10, 40, {mu0: 2, qc: 10}, [], 600);
    expect(at(stays, 'q.backlog', 600)).toBeGreaterThan(at(stays, 'q.backlog', 60));
    expect(at(outage(10, 15, {mu0: 2, qc: 10}, [], 600), 'q.backlog', 600)).toBe(0);
  });
});

describe('work-queue: the latch', () => {
  it.each([
    {to: 14.75, alive: 1, why: 'a quarter of a minute short of the latch'},
    {to: 15, alive: 0, why: 'as long as the latch'},
    {to: 40, alive: 0, why: 'longer'},
  ])('away until minute $to of 10 + 5: alive $alive, $why', ({to, alive}) => {
    expect(at(outage(10, to, {latchMin: 5}), 'q.alive', 120)).toBe(alive);
  });

  it('dead, it stays dead until it is restarted; then the backlog is worked off', () => {
    const dead = outage(10, 40, {latchMin: 5});
    expect(at(dead, 'q.served', 100)).toBe(0);
    expect(at(dead, 'q.backlog', 100)).toBeCloseTo(90, 6);
    const restarted = outage(10, 40, {latchMin: 5}, [act(70, 'restart')]);
    expect(at(restarted, 'q.backlog', 70)).toBeCloseTo(60, 6);
    expect(firstMinute(restarted, 'q.backlog', value => value === 0, 70)).toBe(90);
  });

  it('restarted while what it needs is still away, it dies again', () => {
    const run = outage(10, 60, {latchMin: 5}, [act(30, 'restart')]);
    expect([at(run, 'q.alive', 30), at(run, 'q.alive', 34.75), at(run, 'q.alive', 35)]).toEqual([1, 1, 0]);
  });

  it.each([
    {consumer: 0.5, alive: 1},
    {consumer: 0.499, alive: 0},
  ])('a consumer of $consumer: alive $alive', ({consumer, alive}) => {
    expect(at(runOf({components: [queue({consumer, latchMin: 5})]}), 'q.alive', 60)).toBe(alive);
  });

  it('without a latch it recovers by itself', () => {
    expect(at(outage(10, 40), 'q.backlog', 120)).toBe(0);
  });
});

describe('work-queue: held-back work', () => {
  const gated = (releasePerMin: number, actions: readonly ActionAt[] = [], more: JsonObject = {}): Run =>
    runOf({
      components: [queue({deferred: {inflow: 0.5, gate: 'demand.gate', gateMin: 0.9, releasePerMin}, ...more})],
      demand: {gate: stepwise([0, 1], [10, 0.899], [50, 0.9])},
      actions,
      minutes: 120,
    });

  it.each([
    {minute: 9, deferred: 0},
    {minute: 30, deferred: 10.125},
    {minute: 49.75, deferred: 20},
    {minute: 54.75, deferred: 10},
    {minute: 60, deferred: 0},
  ])('piles up behind the gate and is let in at its rate: minute $minute', ({minute, deferred}) => {
    expect(at(gated(2), 'q.deferred', minute)).toBeCloseTo(deferred, 9);
  });

  it('let in faster than it can be served, it becomes backlog', () => {
    expect(at(gated(2), 'q.backlog', 55)).toBe(0);
    expect(at(gated(20), 'q.backlog', 51)).toBeGreaterThan(15);
  });

  it('by the length of the queue: items wait no longer than asked', () => {
    const waits = series(gated(20, [act(5, 'adaptive')], {admitWaitMin: 2}), 'q.waitMin');
    expect(Math.max(...waits)).toBeLessThanOrEqual(2 + 1e-9);
    expect(at(gated(20, [act(5, 'adaptive')]), 'q.deferred', 120)).toBe(0);
  });
});

describe('work-queue: verbs', () => {
  it('throttle slows it down, relax brings it back to full speed, not beyond', () => {
    const run = runOf({
      components: [queue({inflow: 4})],
      actions: [act(10, 'throttle', {factor: 0.5}), act(20, 'relax', {perMin: 0.05})],
    });
    expect([9, 15, 20, 24, 30, 50].map(minute => at(run, 'q.throttle', minute))).toEqual(
      [1, 0.5, 0.5, 0.7, 1, 1].map(value => expect.closeTo(value, 9)),
    );
    expect(at(run, 'q.backlog', 20)).toBeCloseTo(20, 6);
  });

  it.each([
    {verb: 'boost', params: {factor: 2}, backlog: 0, why: 'twice the workers keep up'},
    {verb: 'stop-inflow', params: {}, backlog: 0, why: 'nothing more comes in'},
    {verb: 'close', params: {}, backlog: 15 + 45, why: 'nothing is served'},
    {verb: 'open', params: {}, backlog: 30, why: 'it is open already'},
  ])('$verb: $why', ({verb, params, backlog}) => {
    const run = runOf({components: [queue({inflow: 1.5, mu0: 1})], actions: [act(30, verb, params)]});
    expect(at(run, 'q.backlog', 60)).toBeCloseTo(backlog, 6);
  });

  it('purge empties it at once', () => {
    const run = outage(10, 40, {baseWaitMin: 0.5}, [act(40, 'purge')]);
    expect([at(run, 'q.backlog', 40), at(run, 'q.waitMin', 40.25), at(run, 'q.backlog', 60)]).toEqual([0, 0.5, 0]);
  });

  it('closed at the start, it waits for open', () => {
    const run = runOf({components: [queue({openAtStart: false})], actions: [act(30, 'open')]});
    expect([at(run, 'q.backlog', 30), at(run, 'q.backlog', 40)]).toEqual([expect.closeTo(30, 6), 0]);
  });
});

describe('work-queue: laws', () => {
  const share = fc.double({min: 0, max: 1, noNaN: true});
  const curve = (value: fc.Arbitrary<number>) =>
    fc.array(value, {minLength: 2, maxLength: 10}).map(values => stepwise(...values.map((one, index) => [index * 7, one] as const)));
  const amount = fc.double({min: 0, max: 20, noNaN: true});
  const anyQueue: fc.Arbitrary<Declaration> = fc
    .record({
      ...{mu0: amount, floor: share, releasePerMin: amount, factor: share, boost: fc.double({min: 0.1, max: 5, noNaN: true})},
      ...{qc: fc.double({min: 0.1, max: 100, noNaN: true}), latchMin: fc.double({min: 1, max: 30, noNaN: true}), adaptive: fc.boolean()},
      demand: fc.record({in: curve(amount), held: curve(amount), gate: curve(share), consumer: curve(share)}),
    })
    .map(({mu0, floor, releasePerMin, factor, boost, qc, latchMin, adaptive, demand}) => ({
      components: [
        queue({
          ...{inflow: 'demand.in', mu0, qc, muFloor: floor, consumer: 'demand.consumer', latchMin},
          deferred: {inflow: 'demand.held', gate: 'demand.gate', gateMin: 0.5, releasePerMin},
        }),
      ],
      demand,
      actions: [
        act(15, 'throttle', {factor}),
        act(25, 'restart'),
        act(30, 'boost', {factor: boost}),
        act(40, 'relax', {perMin: 0.1}),
        ...(adaptive ? [act(20, 'adaptive')] : []),
      ],
    }));

  it('what is in it is what came in less what went out, to 1e-9; nothing is ever negative', () => {
    fc.assert(
      fc.property(anyQueue, declaration => {
        const run = runOf(declaration);
        const [backlog, deferred, served, inflow, held, gate] = [
          'q.backlog',
          'q.deferred',
          'q.served',
          'demand.in',
          'demand.held',
          'demand.gate',
        ].map(name => series(run, name) as number[]) as [number[], number[], number[], number[], number[], number[]];
        let balance = 0;
        for (let row = 1; row < run.rows; row++) {
          const heldBack = (gate[row] as number) < 0.5 ? (held[row] as number) : 0;
          balance += ((inflow[row] as number) + heldBack - (served[row] as number)) / 4;
          const inside = (backlog[row] as number) + (deferred[row] as number);
          expect(Math.abs(inside - balance)).toBeLessThan(1e-9 * Math.max(1, balance));
          expect((backlog[row] as number) >= 0 && (deferred[row] as number) >= 0).toBe(true);
        }
      }),
      {numRuns: runs(100)},
    );
  });

  it('it serves no more than it can; shares in [0, 1], waits bounded', () => {
    fc.assert(
      fc.property(anyQueue, declaration => {
        const run = runOf(declaration);
        const {mu0} = declaration.components[0] as unknown as {mu0: number};
        const boost = declaration.actions?.find(({verb}) => verb === 'boost')?.params?.factor as number;
        for (const [row, served] of series(run, 'q.served').entries()) {
          const minute = row / 4;
          const most = mu0 * Math.max(1, minute >= 30 ? boost : 1) * (series(run, 'demand.consumer')[row] as number);
          if (row % 40 === 0) expect(served).toBeLessThanOrEqual(most + 1e-9);
        }
        for (const name of ['ready', 'alive', 'throttle'])
          expect(series(run, `q.${name}`).every(value => value >= 0 && value <= 1)).toBe(true);
        expect(series(run, 'q.waitMin').every(value => value >= 0 && value <= 1440)).toBe(true);
      }),
      {numRuns: runs(60)},
    );
  });

  it.each([
    {more: {mu0: -1}, says: 'mu0'},
    {more: {qc: 0}, says: 'qc'},
    {more: {muFloor: 1.01}, says: 'muFloor'},
    {more: {latchMin: 0}, says: 'latchMin'},
    {more: {baseWaitMin: -1}, says: 'baseWaitMin'},
    {more: {deferred: {inflow: 1, gate: 1, gateMin: 1, releasePerMin: -1}}, says: 'deferred.releasePerMin'},
    {more: {inflow: {sum: [[1]]}}, says: 'inflow'},
  ])('refuses $more', ({more, says}) => {
    expect(complaintsAbout({components: [queue(more)]}).join('\n')).toContain(`model.components.0.${says}`);
  });
});
