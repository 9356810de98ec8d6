import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Run} from '../../src/engine/run.js';
import type {ComponentSpec, Json, JsonObject} from '../../src/timeline/types.js';
import {type ActionAt, at, complaintsAbout, type Declaration, instant, runOf, series, stepwise} from '../helpers/model.js';
import {runs} from '../helpers/runs.js';

const aYear = 525_600;
const store = (more: JsonObject = {}): ComponentSpec => ({type: 'datastore', id: 'db', ...more});
const act = (minute: number, verb: string, params: JsonObject = {}): ActionAt => ({at: minute, target: 'db', verb, params});
const restore = (minute: number, from: 'replica' | 'snapshot', minutes = 30): ActionAt => act(minute, 'restore', {from, minutes});
const ran = (more: JsonObject, actions: readonly ActionAt[], rest: Partial<Declaration> = {}): Run =>
  runOf({components: [store(more)], actions, minutes: 240, ...rest});
const daily: JsonObject = {snapshots: {everyMin: 60, at: instant(20)}};

describe('datastore: copies', () => {
  it('with nothing wrong it serves, loses nothing and says nothing', () => {
    const run = ran({replica: {}, ...daily}, []);
    expect(series(run, 'db.avail').every(value => value === 1)).toBe(true);
    expect(series(run, 'db.lostMin').every(value => value === 0)).toBe(true);
    expect(series(run, 'db.lagMin').every(value => value === 0)).toBe(true);
    expect(run.log).toEqual([]);
  });

  it.each([
    {minute: 0, age: 40, why: 'the last one before the start was at -40'},
    {minute: 19.75, age: 59.75, why: 'the next one is due'},
    {minute: 20, age: 0, why: 'it is taken'},
    {minute: 79.75, age: 59.75, why: 'an hour later the next one is due'},
    {minute: 80, age: 0, why: 'it is taken'},
  ])('snapshots, minute $minute: $why', ({minute, age}) => {
    expect(at(ran(daily, []), 'db.snapshotAgeMin', minute)).toBeCloseTo(age, 9);
  });

  it('snapshots that fail unseen only get older', () => {
    const run = ran({snapshots: {everyMin: 60, at: instant(20), works: 0}}, []);
    expect(at(run, 'db.snapshotAgeMin', 240)).toBeCloseTo(280, 9);
  });

  it('a snapshot by hand is as good as any', () => {
    const run = ran(daily, [act(50, 'snapshot')]);
    expect([at(run, 'db.snapshotAgeMin', 49.75), at(run, 'db.snapshotAgeMin', 50), at(run, 'db.snapshotAgeMin', 60)]).toEqual([
      29.75, 0, 10,
    ]);
  });

  it('a replica keeps its distance, falls behind when replication fails, and catches up', () => {
    const run = ran({replica: {lagMin: 2, applyPerMin: 5, works: 'demand.works'}}, [], {
      demand: {works: stepwise([0, 1], [10, 0], [50, 1])},
    });
    // From minute 50 it applies 5 minutes of writes a minute, and one more comes in.
    expect([0, 9, 49.75, 54.75, 65].map(minute => at(run, 'db.lagMin', minute))).toEqual(
      [2, 2, 42, 22, 2].map(value => expect.closeTo(value, 9)),
    );
  });

  it('overloaded, it falls behind slowly', () => {
    const run = ran({replica: {applyPerMin: 5, works: 0.1}}, []);
    expect(at(run, 'db.lagMin', 240)).toBeCloseTo(120, 9);
  });

  it('at risk is what the better copy lacks; without any copy, everything', () => {
    expect(at(ran({replica: {lagMin: 5}, ...daily}, []), 'db.atRiskMin', 60)).toBeCloseTo(5, 9);
    expect(at(ran({replica: {lagMin: 5}, ...daily}, []), 'db.atRiskMin', 20)).toBe(0);
    expect(at(ran(daily, []), 'db.atRiskMin', 60)).toBeCloseTo(40, 9);
    expect(at(ran({}, []), 'db.atRiskMin', 60)).toBe(aYear);
  });
});

describe('datastore: deleted and restored', () => {
  it.each([
    {from: 'snapshot' as const, lost: 40, why: 'as old as the snapshot at 20'},
    {from: 'replica' as const, lost: 3, why: 'as old as the lag'},
  ])('deleted at 60, restored from the $from: $lost minutes lost, $why', ({from, lost}) => {
    const run = ran({replica: {lagMin: 3}, ...daily}, [act(60, 'delete'), restore(100, from)]);
    expect([59.75, 60, 129.75, 130].map(minute => at(run, 'db.avail', minute))).toEqual([1, 0, 0, 1]);
    expect([at(run, 'db.lostMin', 129.75), at(run, 'db.lostMin', 130)]).toEqual([0, expect.closeTo(lost, 9)]);
    expect([90, 100, 115, 130].map(minute => at(run, 'db.restored', minute))).toEqual([1, 0, 0.5, 1]);
    expect(run.log.at(-1)?.text).toBe(`the data is back; ${lost} minutes of writes are lost`);
  });

  it('while it is down no snapshot is taken and no copy gets older: nothing is written', () => {
    const run = ran({replica: {lagMin: 3}, ...daily}, [act(60, 'delete')]);
    for (const minute of [60, 100, 240]) expect([at(run, 'db.lagMin', minute), at(run, 'db.snapshotAgeMin', minute)]).toEqual([3, 40]);
  });

  it('a healthy replica: nothing is lost', () => {
    expect(at(ran({replica: {}}, [act(60, 'delete'), restore(61, 'replica', 5)]), 'db.lostMin', 240)).toBe(0);
  });

  it('a delete that is replicated takes the replica too: only the snapshot helps', () => {
    const actions = [act(60, 'delete', {of: 'both'}), restore(70, 'replica'), restore(110, 'snapshot')];
    const run = ran({replica: {}, ...daily}, actions);
    expect(at(run, 'db.lagMin', 60)).toBe(aYear);
    expect(run.log.map(({text}) => text)).toEqual([
      'there is no replica to restore from',
      'the data is back; 40 minutes of writes are lost',
    ]);
    expect([at(run, 'db.avail', 139.75), at(run, 'db.avail', 140)]).toEqual([0, 1]);
  });

  it('without any copy nothing comes back', () => {
    const run = ran({}, [act(60, 'delete'), restore(70, 'snapshot'), restore(80, 'replica')]);
    expect(at(run, 'db.avail', 240)).toBe(0);
    expect(run.log).toHaveLength(2);
  });

  it('deleting the replica alone: it serves on, with more at risk', () => {
    const run = ran({replica: {}, ...daily}, [act(60, 'delete', {of: 'replica'})]);
    expect([at(run, 'db.avail', 61), at(run, 'db.atRiskMin', 59), at(run, 'db.atRiskMin', 61)]).toEqual([1, 0, 41]);
  });

  it('a restore over a store that is well takes it down and loses what is newer', () => {
    const run = ran(daily, [restore(60, 'snapshot')]);
    expect([at(run, 'db.avail', 60), at(run, 'db.avail', 90)]).toEqual([0, 1]);
    expect(at(run, 'db.lostMin', 90)).toBeCloseTo(40, 9);
  });

  it('deleted again during the restore, the restore is off', () => {
    const run = ran(daily, [act(60, 'delete'), restore(70, 'snapshot'), act(80, 'delete')]);
    expect(at(run, 'db.avail', 240)).toBe(0);
  });

  it('a second disaster loses the writes since the first, no downtime counted', () => {
    const run = ran({snapshots: {everyMin: 1000, at: instant(0)}}, [
      act(30, 'delete'),
      restore(40, 'snapshot', 60),
      act(120, 'delete'),
      restore(121, 'snapshot', 9),
    ]);
    expect(at(run, 'db.lostMin', 110)).toBeCloseTo(30, 9);
    expect(at(run, 'db.lostMin', 240)).toBeCloseTo(30 + 20, 9);
  });

  it('a better copy found later gives back what it holds', () => {
    const actions = [act(60, 'delete'), restore(61, 'replica', 9), restore(79, 'snapshot', 10)];
    const run = ran({replica: {lagMin: 55}, ...daily}, actions);
    expect(at(run, 'db.lostMin', 75)).toBeCloseTo(55, 9);
    // The 9 minutes written since are lost, 15 of the first 55 come back.
    expect(at(run, 'db.lostMin', 130)).toBeCloseTo(40 + 9, 9);
  });

  it('a restore that takes no time', () => {
    const run = ran(daily, [act(60, 'delete'), restore(70, 'snapshot', 0)]);
    expect([at(run, 'db.avail', 69.75), at(run, 'db.avail', 70), at(run, 'db.restored', 70)]).toEqual([0, 1, 1]);
  });
});

describe('datastore: a night in which five backups fail', () => {
  /** From 17:00: a snapshot by hand at 17:20, the replica wiped at 23:00, the primary by mistake at 23:27. */
  const night = (replicaGone: boolean, from: 'replica' | 'snapshot', minutes: number): Run =>
    runOf({
      components: [store({replica: {}, snapshots: {everyMin: 1440, at: instant(-600), works: 0}})],
      actions: [
        act(20, 'snapshot'),
        ...(replicaGone ? [act(360, 'delete', {of: 'replica'})] : []),
        act(387, 'delete'),
        restore(430, from, minutes),
      ],
      minutes: 30 * 60,
      stepSeconds: 60,
    });

  it('loses the 367 minutes since the snapshot, and most of a day', () => {
    const run = night(true, 'snapshot', 1084);
    expect(at(run, 'db.lostMin', 1799)).toBeCloseTo(367, 9);
    expect([at(run, 'db.avail', 1513), at(run, 'db.avail', 1514)]).toEqual([0, 1]);
  });

  it('with the replica there, nothing', () => {
    expect(at(night(false, 'replica', 20), 'db.lostMin', 1799)).toBe(0);
  });
});

describe('datastore: laws', () => {
  const order = fc.oneof(
    fc.record({verb: fc.constant('delete'), params: fc.record({of: fc.constantFrom('primary', 'replica', 'both')})}),
    fc.record({verb: fc.constant('snapshot'), params: fc.constant({})}),
    fc.record({
      verb: fc.constant('restore'),
      params: fc.record({from: fc.constantFrom('replica', 'snapshot'), minutes: fc.integer({min: 0, max: 160}).map(n => n / 4)}),
    }),
  );

  it('nothing is ever negative, shares are shares, and no more is lost than was ever written', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(order, fc.integer({min: 1, max: 900})), {maxLength: 8}),
        fc.double({min: 0, max: 90, noNaN: true}),
        fc.integer({min: 1, max: 200}),
        (orders, lagMin, everyMin) => {
          const run = ran(
            {replica: {lagMin, applyPerMin: 3, works: 'demand.works'}, snapshots: {everyMin, at: instant(7), works: {not: 'demand.works'}}},
            orders.map(([{verb, params}, row], index) => ({
              ...act(row / 4, verb, params as Readonly<Record<string, Json>>),
              id: `a${index}`,
            })),
            {demand: {works: stepwise([0, 1], [60, 0.2], [140, 0.8])}},
          );
          const lost = series(run, 'db.lostMin');
          const inService = series(run, 'db.avail').reduce((sum, value) => sum + value / 4, 0);
          expect(lost.every(value => value >= -1e-9)).toBe(true);
          // The writes of the copies' own past count too: up to 90 and 200 minutes of it.
          expect(Math.max(...lost)).toBeLessThanOrEqual(inService + 200 + 1e-9);
          for (const name of ['lagMin', 'snapshotAgeMin', 'atRiskMin'])
            expect(series(run, `db.${name}`).every(value => value >= 0 && value <= aYear)).toBe(true);
          for (const name of ['avail', 'restored']) expect(series(run, `db.${name}`).every(value => value >= 0 && value <= 1)).toBe(true);
        },
      ),
      {numRuns: runs(100)},
    );
  });

  it('a restore loses exactly what its copy lacked when it began', () => {
    fc.assert(
      fc.property(
        fc.integer({min: 1, max: 600}),
        fc.constantFrom('replica' as const, 'snapshot' as const),
        fc.integer({min: 1, max: 200}),
        (row, from, length) => {
          const run = ran({replica: {lagMin: 12.5}, ...daily}, [restore(row / 4, from, length / 4)]);
          const lacked = at(run, from === 'replica' ? 'db.lagMin' : 'db.snapshotAgeMin', row / 4);
          expect(at(run, 'db.lostMin', (row + length) / 4)).toBeCloseTo(lacked, 9);
        },
      ),
      {numRuns: runs(60)},
    );
  });

  it.each([
    {more: {replica: {lagMin: -1}}, says: 'replica.lagMin'},
    {more: {replica: {applyPerMin: 0}}, says: 'replica.applyPerMin'},
    {more: {snapshots: {everyMin: 0, at: instant(0)}}, says: 'snapshots.everyMin'},
    {more: {snapshots: {everyMin: 60, at: 'noon'}}, says: 'snapshots.at'},
    {more: {snapshots: {everyMin: 60}}, says: 'snapshots.at'},
  ])('refuses $more', ({more, says}) => {
    expect(complaintsAbout({components: [store(more)]}).join('\n')).toContain(`model.components.0.${says} `);
  });

  it.each([
    {verb: 'restore', params: {from: 'tape', minutes: 5}, says: 'params.from'},
    {verb: 'restore', params: {from: 'replica', minutes: -5}, says: 'params.minutes'},
    {verb: 'delete', params: {of: 'everything'}, says: 'params.of'},
  ])('refuses $verb with $params', ({verb, params, says}) => {
    const action = {id: 'a', at: instant(0), target: 'db', verb, params};
    expect(complaintsAbout({components: [store()], actions: [action]}).join('\n')).toContain(says);
  });
});
