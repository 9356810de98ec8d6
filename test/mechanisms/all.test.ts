import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Run} from '../../src/engine/run.js';
import {prepare} from '../../src/engine/simulate.js';
import {mechanisms} from '../../src/mechanisms/index.js';
import type {ComponentSpec} from '../../src/timeline/types.js';
import {aModel, complaintsAbout, type Declaration, instant, runOf} from '../helpers/model.js';
import {runs} from '../helpers/runs.js';

/** One of each mechanism, joined up, in trouble: a little of every incident at once. */
const components: readonly ComponentSpec[] = [
  {
    ...{
      type: 'dns-automation',
      id: 'dns',
      planPeriodSeconds: 60,
      periodSeconds: 720,
      perEndpointSeconds: 15,
      cleanupSeconds: 10,
      retain: 15,
    },
    endpoints: ['account', 'regional'],
    enactors: [
      {id: 'az1', phase: instant(6.5)},
      {id: 'az2', phase: instant(10.5)},
    ],
  },
  {
    type: 'resolver',
    id: 'names',
    record: {mul: ['dns.regional', {not: 'outage.share'}]},
    classes: {svc: {connSeconds: 25, negativeTtlSeconds: 120}},
  },
  {
    ...{type: 'lease-fleet', id: 'leases', store: 'names.svc', lapseTauMin: 60, retryMin: 3, checkMin: 3, deadlineMin: 5},
    ...{mu0: 0.05, qc: 0.5, qmax: 4, renewCost: 0.01},
  },
  {
    ...{
      type: 'service',
      id: 'launch',
      deps: [{on: 'names.svc'}, {on: {ramp: ['leases.leased', 0.9, 1]}}],
      capacity: 'pool.cap',
      util: 0.8,
      retryAmp: 2,
    },
    ...{profile: 'demand.day', holdSeconds: 30, fallTauSeconds: 60, retry: {everyMinutes: 10, abandonMinutes: 60}},
  },
  {
    type: 'work-queue',
    id: 'state',
    inflow: 'launch.ok',
    mu0: 1.05,
    qc: 50,
    muFloor: 0.6,
    consumer: 'edge.good',
    latchMin: 30,
    baseWaitMin: 0.5,
  },
  {
    type: 'fleet',
    id: 'hosts',
    terminate: {
      sum: [
        [0.001, 1],
        [0.05, {last: 'pool.withdrawn'}],
      ],
    },
    grow: {mul: [0.4, {last: 'launch.ok'}]},
  },
  {
    ...{
      type: 'checked-pool',
      id: 'pool',
      newInflow: 'hosts.inflow',
      propWaitMin: {last: 'state.waitMin'},
      okWaitMin: 0.25,
      kappa: 4,
      kw: 20,
    },
    ...{cMax: 0.7, returnTauMin: 10, manualTauMin: 20, flapErr: 0.2, headroom: 0.5},
  },
  {type: 'rollout', id: 'edge', spreadTauMin: 4, generator: {periodMin: 7, badShare: 0.3}},
  {type: 'datastore', id: 'db', replica: {works: 'names.svc'}, snapshots: {everyMin: 45, at: instant(5)}},
  {type: 'switch', id: 'outage', rampMinutes: 0},
  {type: 'switch', id: 'nothing', rampMinutes: 3},
  {type: 'signal', id: 'all.err', expr: {max: ['launch.err', 'pool.err', {not: 'db.avail'}]}},
  {
    type: 'customer',
    id: 'people',
    users: 3,
    profile: 'demand.day',
    deps: [{on: 'all.err', w: 0.9}],
    fallbacks: [{on: 'nothing.share', covers: 0.5}],
  },
];

const trouble: Declaration = {
  components,
  demand: {
    day: [
      [0, 0.7],
      [300, 1],
    ],
  },
  minutes: 300,
  actions: [
    {at: 30, target: 'outage', verb: 'on'},
    {at: 80, target: 'outage', verb: 'off'},
    {at: 60, target: 'db', verb: 'delete'},
    {at: 90, target: 'db', verb: 'restore', params: {from: 'snapshot', minutes: 40}},
    {at: 120, target: 'leases', verb: 'throttle', params: {ratePerMin: 0.03}},
    {at: 121, target: 'leases', verb: 'restart', params: {mode: 'staggered', staggerMin: 5, bootMin: 5}},
    {at: 200, target: 'edge', verb: 'rollback'},
  ],
};

/** Rows in which the two runs differ, and in which signals. */
const differences = (one: Run, other: Run): readonly string[] =>
  [...one.table].flatMap((value, index) =>
    value === other.table[index] ? [] : [`${one.signals[index % one.signals.length]} in row ${Math.floor(index / one.signals.length)}`],
  );

describe('every mechanism', () => {
  it('is in this model, which is valid', () => {
    expect(new Set(components.map(({type}) => type))).toEqual(new Set(mechanisms.map(({type}) => type)));
    expect(complaintsAbout({components, demand: {day: []}})).toEqual([]);
  });

  it.each(mechanisms)('$type says what it is, and what its outputs and verbs are', ({what, verbs, outputs, parameters}) => {
    expect(what).toMatch(/\.$/);
    for (const verb of Object.values(verbs)) expect(verb.what).toMatch(/\.$/);
    for (const [name, field] of Object.entries(parameters.shape))
      expect([name, field.description ?? '']).toEqual([name, expect.stringMatching(/\.$/)]);
    const own = components.filter(({type}) => mechanisms.some(mechanism => mechanism.type === type && mechanism.outputs === outputs));
    for (const {type: _type, id: _id, ...rest} of own) {
      for (const output of outputs(parameters.parse(rest) as never)) {
        expect(Number.isFinite(output.healthy)).toBe(true);
        expect(output.what).not.toBe('');
      }
    }
  });

  it('writes numbers only', () => {
    expect([...runOf(trouble).table].every(Number.isFinite)).toBe(true);
  });

  it('the order of components in the file makes no difference, not to the last bit', () => {
    const run = runOf(trouble);
    fc.assert(
      fc.property(fc.shuffledSubarray([...components], {minLength: components.length}), shuffled => {
        expect(differences(run, runOf({...trouble, components: shuffled}))).toEqual([]);
      }),
      {numRuns: runs(30)},
    );
  });

  it('two runs are the same run', () => {
    expect(prepare(aModel(trouble)).history.table).toEqual(prepare(aModel(trouble)).history.table);
  });

  it('an action that does nothing changes nothing: working out a row again is harmless', () => {
    const run = runOf(trouble);
    const idle = Array.from({length: 40}, (_, index) => ({at: 7.25 * index + 1, target: 'nothing', verb: 'off', id: `idle-${index}`}));
    expect(differences(run, runOf({...trouble, actions: [...(trouble.actions ?? []), ...idle]}))).toEqual([]);
  });

  it('nothing changes before an action', () => {
    const acted = runOf({...trouble, actions: [...(trouble.actions ?? []), {at: 100, target: 'edge', verb: 'stop'}]});
    const rows = differences(runOf(trouble), acted).map(text => Number(/row (\d+)/.exec(text)?.[1]));
    expect(Math.min(...rows)).toBe(400);
  });

  it('a finer step tells the same story', () => {
    const end = (stepSeconds: number) => {
      const run = runOf({...trouble, stepSeconds});
      return run.table[(run.rows - 1) * run.signals.length + (run.columns.get('people.userMinutes') as number)] as number;
    };
    expect(end(5) / end(15)).toBeCloseTo(1, 1);
    expect(end(30) / end(15)).toBeCloseTo(1, 1);
  });
});

describe('a model that makes no sense', () => {
  it.each([
    {what: 'an unknown type', component: {type: 'queue', id: 'q'}, says: 'queue'},
    {what: 'an unknown key', component: {type: 'switch', id: 'q', ramp: 3}, says: 'unknown key "ramp"'},
    {what: 'an unknown signal', component: {type: 'signal', id: 'q', expr: 'pool.err'}, says: 'unknown signal "pool.err"'},
  ])('$what is named', ({component, says}) => {
    expect(complaintsAbout({components: [component]}).join('\n')).toContain(says);
  });

  it('a fault on something that no fault befalls', () => {
    const complaints = complaintsAbout({components: [{type: 'switch', id: 's'}], faults: [{target: 's', kind: 'broken'}]});
    expect(complaints.join('\n')).toContain('which no fault befalls');
  });

  it('an action on something that is not there, with a verb it does not know', () => {
    const action = {id: 'a', at: instant(0), target: 'nobody', verb: 'on'};
    expect(complaintsAbout({components: [{type: 'switch', id: 's'}], actions: [action]}).join('\n')).toContain(
      'unknown component "nobody"',
    );
    expect(
      complaintsAbout({components: [{type: 'switch', id: 's'}], actions: [{...action, target: 's', verb: 'onn'}]}).join('\n'),
    ).toContain('unknown verb "onn"');
  });

  it.each(mechanisms.filter(({type}) => !['switch', 'service', 'datastore'].includes(type)))('a $type that says nothing', ({type}) => {
    expect(complaintsAbout({components: [{type, id: 'x'}]}).length).toBeGreaterThan(0);
    expect(() => prepare(aModel({components: [{type, id: 'x'}]}))).toThrow();
  });
});
