import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Run} from '../../src/engine/run.js';
import type {ComponentSpec, JsonObject} from '../../src/timeline/types.js';
import {type ActionAt, at, complaintsAbout, runOf, series, stepwise} from '../helpers/model.js';
import {runs} from '../helpers/runs.js';

const route53 = {connSeconds: 25, negativeTtlSeconds: 900};

const resolver = (classes: JsonObject = {public: route53}, record: ComponentSpec[string] = {not: 'gone.share'}): ComponentSpec => ({
  type: 'resolver',
  id: 'ddb',
  record: record as string,
  classes,
});

/** The record is empty from one minute to another. */
const outage = (from: number, to: number, more: readonly ActionAt[] = [], classes?: JsonObject, minutes = 120): Run =>
  runOf({
    components: [{type: 'switch', id: 'gone'}, resolver(classes)],
    actions: [{at: from, target: 'gone', verb: 'on'}, {at: to, target: 'gone', verb: 'off'}, ...more],
    minutes,
  });

describe('resolver', () => {
  it.each([
    {minute: 9.75, share: 1, why: 'the record is there'},
    {minute: 10, share: 1, why: 'connections are open still'},
    {minute: 10.25, share: Math.exp(-15 / 25), why: 'they fade with a mean life of 25 s'},
    {minute: 11, share: Math.exp(-60 / 25), why: '… and fade'},
    {minute: 60, share: 0, why: 'nobody is left'},
  ])('minute $minute, record empty from 10: $why', ({minute, share}) => {
    expect(at(outage(10, 90), 'ddb.public', minute)).toBeCloseTo(share, 9);
  });

  it.each([
    {afterRestore: '0:00', share: 0, why: 'every caller has a cached "no such address"'},
    {afterRestore: '3:45', share: 1 / 4, why: 'a quarter of them have expired'},
    {afterRestore: '7:30', share: 1 / 2, why: 'half of them have expired'},
    {afterRestore: '14:45', share: 1 - 1 / 60, why: 'the youngest ones still live'},
    {afterRestore: '15:00', share: 1, why: 'the last one has expired'},
    {afterRestore: '15:15', share: 1, why: 'it stays whole'},
  ])('900 s negative cache, $afterRestore after the restore: $why', ({afterRestore, share}) => {
    const [minute, second] = afterRestore.split(':').map(Number) as [number, number];
    expect(at(outage(10, 60), 'ddb.public', 60 + minute + second / 60)).toBeCloseTo(share, 9);
  });

  it('recovery is linear and ends exactly one negative TTL after the restore, whatever was left', () => {
    fc.assert(
      fc.property(
        fc.integer({min: 1, max: 80}),
        fc.integer({min: 1, max: 8}),
        fc.integer({min: 5, max: 600}),
        (ttlSteps, outSteps, connSeconds) => {
          const run = outage(10, 10 + outSteps / 4, [], {public: {connSeconds, negativeTtlSeconds: ttlSteps * 15}}, 60);
          const restored = 40 + outSteps;
          const shares = series(run, 'ddb.public');
          const left = shares[restored] as number;
          for (let step = 0; step < ttlSteps && restored + step < shares.length; step++) {
            expect(shares[restored + step]).toBeCloseTo(left + ((1 - left) * step) / ttlSteps, 9);
          }
          if (restored + ttlSteps < shares.length) expect(shares[restored + ttlSteps]).toBeCloseTo(1, 12);
        },
      ),
      {numRuns: runs(60)},
    );
  });

  it.each([
    {flushAt: 65, before: 1 / 3, after: 1, why: 'ends it at once'},
    {flushAt: 60, before: 0, after: 1, why: 'at the moment of the restore: callers ask again and find it'},
  ])('flush at $flushAt $why', ({flushAt, before, after}) => {
    const flush = {at: flushAt, target: 'ddb', verb: 'flush'};
    expect(at(outage(10, 60), 'ddb.public', flushAt)).toBeCloseTo(before, 9);
    expect(at(outage(10, 60, [flush]), 'ddb.public', flushAt)).toBe(after);
    expect(at(outage(10, 60, [flush]), 'ddb.public', flushAt + 5)).toBe(1);
  });

  it('flush while the record is empty does nothing, not even later', () => {
    expect(outage(10, 60, [{at: 59.75, target: 'ddb', verb: 'flush'}]).table).toEqual(outage(10, 60).table);
  });

  it('a TTL of 0: whole in the moment of the restore', () => {
    const run = outage(10, 60, [], {svc: {connSeconds: 25, negativeTtlSeconds: 0}});
    expect([at(run, 'ddb.svc', 59.75), at(run, 'ddb.svc', 60)]).toEqual([expect.closeTo(0, 9), 1]);
  });

  it('emptied again on the way up, it comes down from there', () => {
    const again = [
      {at: 65, target: 'gone', verb: 'on', id: 'again'},
      {at: 65.25, target: 'gone', verb: 'off', id: 'back'},
    ];
    const run = outage(10, 60, again);
    const left = Math.exp(-15 / 25) / 3;
    expect(at(run, 'ddb.public', 65.25)).toBeCloseTo(left, 9);
    expect(at(run, 'ddb.public', 72.75)).toBeCloseTo((1 + left) / 2, 9);
    expect(at(run, 'ddb.public', 80.25)).toBeCloseTo(1, 9);
  });

  it.each([
    {value: 0.5, share: 1},
    {value: 0.499, share: 0},
  ])('a record of $value counts as $share', ({value, share}) => {
    const run = runOf({components: [resolver(undefined, 'demand.record')], demand: {record: stepwise([0, 1], [10, value])}});
    expect(at(run, 'ddb.public', 59)).toBeCloseTo(share, 9);
  });

  it('classes differ: each has its own connections and cache', () => {
    const run = outage(10, 60, [], {public: route53, svc: {connSeconds: 25, negativeTtlSeconds: 30}});
    expect(at(run, 'ddb.svc', 60.25)).toBeCloseTo(0.5, 9);
    expect(at(run, 'ddb.svc', 60.5)).toBeCloseTo(1, 9);
    expect(at(run, 'ddb.public', 60.5)).toBeCloseTo(1 / 30, 9);
  });
});

describe('resolver: override', () => {
  const classes = {auth: {...route53, overrideTauSeconds: 60}, public: route53};
  const override = (share?: number): ActionAt => ({
    at: 30,
    target: 'ddb',
    verb: 'override',
    params: {classes: ['auth'], ...(share === undefined ? {} : {share})},
  });

  it('reaches its classes with its time constant, and no other class', () => {
    const run = outage(10, 90, [override()], classes);
    expect(at(run, 'ddb.auth', 30)).toBeCloseTo(0, 9);
    expect(at(run, 'ddb.auth', 31)).toBeCloseTo(1 - Math.exp(-1), 9);
    expect(at(run, 'ddb.public', 60)).toBeCloseTo(0, 9);
  });

  it('of a share, it helps that share alone; the record helps the rest', () => {
    const run = outage(10, 60, [override(0.4)], classes);
    expect(at(run, 'ddb.auth', 50)).toBeCloseTo(0.4, 6);
    expect(at(run, 'ddb.auth', 67.5)).toBeCloseTo(1 - 0.5 * 0.6, 6);
  });

  it('cleared, it fades', () => {
    const run = outage(10, 90, [override(), {at: 60, target: 'ddb', verb: 'clear-override', params: {classes: ['auth']}}], classes);
    expect(at(run, 'ddb.auth', 61)).toBeCloseTo(Math.exp(-1), 6);
  });
});

describe('resolver: laws', () => {
  it('shares stay in [0, 1] under any record and any override', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({min: -1, max: 2, noNaN: true}), {minLength: 2, maxLength: 20}),
        fc.double({min: 0.1, max: 5000, noNaN: true}),
        fc.double({min: 0, max: 5000, noNaN: true}),
        fc.double({min: 0, max: 1, noNaN: true}),
        (values, connSeconds, negativeTtlSeconds, share) => {
          const run = runOf({
            components: [resolver({any: {connSeconds, negativeTtlSeconds, overrideTauSeconds: 40}}, 'demand.record')],
            demand: {record: stepwise(...values.map((value, index) => [index * 3, value] as const))},
            actions: [{at: 20, target: 'ddb', verb: 'override', params: {classes: ['any'], share}}],
          });
          for (const value of series(run, 'ddb.any')) expect(value >= 0 && value <= 1).toBe(true);
        },
      ),
      {numRuns: runs(60)},
    );
  });

  it.each([
    {classes: {a: {connSeconds: 0, negativeTtlSeconds: 1}}, says: 'classes.a.connSeconds'},
    {classes: {a: {connSeconds: 1, negativeTtlSeconds: -1}}, says: 'classes.a.negativeTtlSeconds'},
    {classes: {a: {connSeconds: 1}}, says: 'classes.a.negativeTtlSeconds is missing'},
    {classes: {a: {...route53, ttl: 3}}, says: 'unknown key "ttl"'},
  ])('refuses $says', ({classes, says}) => {
    expect(complaintsAbout({components: [resolver(classes, 1)]}).join('\n')).toContain(says);
  });

  it.each([
    {params: {classes: ['public'], share: 1.1}, says: 'model.actions.0.params.share'},
    {params: {classes: ['private']}, says: 'has no "private"'},
  ])('refuses an override with $params', ({params, says}) => {
    const action = {id: 'a', at: '2025-10-19T23:00:00Z', target: 'ddb', verb: 'override', params};
    expect(complaintsAbout({components: [resolver(undefined, 1)], actions: [action]}).join('\n')).toContain(says);
  });
});
