import {describe, expect, it} from 'vitest';
import {type Plan, throwAt} from '../../src/engine/plan.js';
import {type Run, statusAt, valueAt, type Window} from '../../src/engine/run.js';
import {prepare, scoreOf, simulate} from '../../src/engine/simulate.js';
import {windowsOf, windowsOfService} from '../../src/engine/windows.js';
import {impactOf} from '../../src/review/impact.js';
import type {Ms} from '../../src/timeline/types.js';
import {flagship, flagshipWith, night, prepared} from '../helpers/flagship.js';
import {hashOf} from '../helpers/run-hash.js';

const {history} = prepared;
const minutes = (ms: Ms): number => ms / 60_000;
const thrown = (mitigation: string, clock: string): Run => simulate(prepared, [{op: 'add', mitigation, atMs: night(clock)}]);
const without = (...actions: readonly string[]): Run =>
  simulate(
    prepared,
    actions.map(action => ({op: 'remove', action})),
  );
const costOf = (run: Run): number => impactOf(run).userMinutes / impactOf(history).userMinutes;
const lastOf = (run: Run, service: string): Window => windowsOfService(run, service).at(-1) ?? expect.fail(`${service} was never down`);
const firstRow = (run: Run, from: Ms, is: (signal: (name: string) => number) => boolean): Ms => {
  for (let atMs = from; atMs <= run.endMs; atMs += run.stepMs) if (is(name => valueAt(run, name, atMs) as number)) return atMs;
  return expect.fail('never');
};

describe('the untouched night', () => {
  const edges = [
    {what: 'DynamoDB goes down', service: 'dynamodb', window: 0, edge: 'startsAtMs', published: '23:48', within: 2},
    {what: 'DynamoDB is back', service: 'dynamodb', window: 0, edge: 'endsAtMs', published: '02:40', within: 3},
    {what: 'EC2 goes down', service: 'ec2', window: 0, edge: 'startsAtMs', published: '23:48', within: 2},
    {what: 'EC2 is whole', service: 'ec2', window: 0, edge: 'endsAtMs', published: '13:50', within: 5},
    {what: 'all leases are held', service: 'dwfm', window: 0, edge: 'endsAtMs', published: '05:28', within: 5},
    {what: 'load balancers are in trouble', service: 'nlb', window: 0, edge: 'startsAtMs', published: '05:30', within: 5},
    {what: 'network state is late', service: 'network-manager', window: 0, edge: 'startsAtMs', published: '06:21', within: 5},
    {what: 'network state is on time', service: 'network-manager', window: 0, edge: 'endsAtMs', published: '10:36', within: 5},
    {what: 'STS fails a second time', service: 'sts', window: 1, edge: 'startsAtMs', published: '08:31', within: 5},
    {what: 'Lambda fails a second time', service: 'lambda', window: 1, edge: 'startsAtMs', published: '07:04', within: 5},
    {what: 'containers launch again', service: 'ecs', window: 0, edge: 'endsAtMs', published: '14:20', within: 5},
  ] as const;
  it.each(edges)('$what about $published', ({service, window, edge, published, within}) => {
    const at = windowsOfService(history, service)[window]?.[edge] ?? expect.fail('no such window');
    expect(Math.abs(minutes(at - night(published)))).toBeLessThanOrEqual(within);
  });

  it('no lease recovers before the throttle and the restarts of 04:14', () => {
    expect(valueAt(history, 'dwfm.leased', night('04:13'))).toBeLessThan(0.15);
    for (let atMs = night('02:40'); atMs < night('04:14'); atMs += history.stepMs) expect(valueAt(history, 'dwfm.collapsed', atMs)).toBe(1);
    expect(valueAt(history, 'dwfm.leased', night('05:30'))).toBeGreaterThan(0.99);
  });

  it('launches begin to succeed about 05:28, throttled', () => {
    const atMs = firstRow(history, night('02:25'), signal => signal('ec2.dep') >= 0.5);
    expect(Math.abs(minutes(atMs - night('05:28')))).toBeLessThanOrEqual(3);
    expect(valueAt(history, 'ec2.err', night('05:40'))).toBeGreaterThan(0.2);
  });

  it('load-balancer errors ease once failover is off at 09:36', () => {
    const before = valueAt(history, 'nlb.err', night('09:36')) as number;
    expect(before).toBeGreaterThan(0.05);
    expect(valueAt(history, 'nlb.err', night('10:00'))).toBeLessThan(before / 4);
  });

  it('every recorded action is done in its recorded minute', () => {
    for (const {id, atMs} of flagship.model?.actions ?? []) {
      const firedAtMs = history.actions.find(action => action.id === id)?.firedAtMs ?? expect.fail(`${id} never fired`);
      expect(Math.abs(firedAtMs - atMs)).toBeLessThanOrEqual(history.stepMs);
    }
  });

  it('tells the race itself: a stale write, then a clean-up that deletes the live plan', () => {
    expect(history.log.map(({text}) => text).slice(0, 3)).toEqual([
      'az1 does not look again. It writes plan 46 over plan 62 on regional.',
      'az2 finished plan 62 and deletes everything 16 or more generations older. Plan 46 is live. ' +
        'The regional record points at a plan that does not exist. No addresses.',
      'az1 has plan 64, which is fine. But each write must also record what was there before, and that no longer exists on regional. ' +
        'The write fails, is retried, fails.',
    ]);
  });
});

describe('the cause decides', () => {
  it.each([
    {mitigation: 'dns-automation-disable', clock: '23:30'},
    {mitigation: 'dns-automation-disable-worldwide', clock: '23:30'},
    {mitigation: 'dns-fence-at-commit', clock: '23:10'},
    {mitigation: 'dns-protect-active-plan', clock: '23:10'},
  ])('$mitigation before the race: no outage at all', ({mitigation, clock}) => {
    const run = thrown(mitigation, clock);
    expect(windowsOf(run)).toEqual([]);
    expect(impactOf(run)).toEqual({userMinutes: 0, byService: {}});
  });

  it('no fault, no actions: nothing happens all day', () => {
    const calm = prepare(
      flagshipWith(file => {
        const model = file.model as Record<string, unknown>;
        model.faults = [];
        model.actions = [];
        file.events = [];
        file.mitigations = [];
      }),
    ).history;
    expect(windowsOf(calm)).toEqual([]);
    const errors = [...calm.columns].filter(([name]) => name.endsWith('.err'));
    const rows = Array.from({length: calm.rows}, (_, row) => row * calm.signals.length);
    const worst = errors.map(([, column]) => rows.reduce((most, first) => Math.max(most, calm.table[first + column] ?? 1), 0));
    expect(Math.max(...worst)).toBeLessThan(0.001);
  });

  it('nobody acts: DynamoDB, EC2 and Lambda never recover', () => {
    const run = without(...(flagship.model?.actions ?? []).map(({id}) => id));
    for (const service of ['dynamodb', 'ec2', 'lambda', 'dwfm', 'sqs-event-sources']) expect(lastOf(run, service).endsAtMs).toBeNull();
    expect(statusAt(run, 'dynamodb', run.endMs).status).toBe('major outage');
    expect(run.actions.every(({firedAtMs, reason}) => firedAtMs === null && reason === 'left out')).toBe(true);
  });

  it.each([
    {left: ['dwfm.throttle'], why: 'restarted hosts are flooded again'},
    {left: ['dwfm.restart'], why: 'full queues stay full'},
    {left: ['dwfm.throttle', 'dwfm.restart'], why: 'the collapse sustains itself'},
  ])('without $left leases never return: $why', ({left}) => {
    expect(lastOf(without(...left), 'dwfm').endsAtMs).toBeNull();
  });
});

describe('what people change', () => {
  const cases: readonly {readonly what: string; readonly plan: Plan; readonly from: number; readonly to: number}[] = [
    {what: 'DNS restored at 00:38', plan: [{op: 'move', action: 'dns.restore', atMs: night('00:38')}], from: 0.2, to: 0.4},
    {what: 'failover off at the alarm', plan: throwAt([], 'nlb-failover-off', night('06:52')), from: 0.6, to: 0.8},
    {what: 'a velocity limit of 5 %', plan: throwAt([], 'nlb-velocity-limit', night('05:00')), from: 0.7, to: 0.85},
    {what: 'Network Manager admits by queue size', plan: throwAt([], 'nm-admit-by-queue-size', night('05:00')), from: 0.6, to: 0.8},
    {what: 'leases throttled at once', plan: [{op: 'move', action: 'dwfm.throttle', atMs: night('02:25')}], from: 0.6, to: 0.9},
    {what: 'every customer in two Regions', plan: throwAt([], 'customers-multi-region', night('23:10')), from: 0, to: 0.3},
    {what: 'caches flushed after the restore', plan: throwAt([], 'flush-dns-caches', night('02:25')), from: 0.95, to: 1},
    {what: 'failover never off', plan: [{op: 'remove', action: 'nlb.off'}], from: 1.02, to: 1.2},
    {what: 'the throttle taken away too early', plan: throwAt([], 'dwfm-unthrottle', night('04:45')), from: 1.5, to: 4},
    {what: 'launches unlimited too early', plan: throwAt([], 'ec2-unlimit-launches', night('06:25')), from: 1.3, to: 4},
    {
      what: 'all hosts restarted at once',
      plan: [{op: 'remove', action: 'dwfm.restart'}, ...throwAt([], 'dwfm-restart-all-at-once', night('04:14'))],
      from: 1,
      to: 1.2,
    },
  ];
  it.each(cases)('$what: $from to $to of what the night cost', ({plan, from, to}) => {
    const cost = costOf(simulate(prepared, plan));
    expect(cost).toBeGreaterThanOrEqual(from);
    expect(cost).toBeLessThanOrEqual(to);
  });

  it.each(flagship.mitigations.map(({id}) => ({id})))('$id thrown and taken back is history, bit for bit', ({id}) => {
    const plan = throwAt([], id, night('00:38'));
    expect(
      hashOf(
        simulate(
          prepared,
          plan.filter(edit => edit.op !== 'add'),
        ),
      ),
    ).toBe(hashOf(history));
  });

  it.each(flagship.mitigations.map(({id}) => ({id})))('$id changes nothing before it takes effect', ({id}) => {
    const run = thrown(id, '02:30');
    const rows = Math.floor((night('02:30') - run.startMs) / run.stepMs) + 1;
    expect(run.table.subarray(0, rows * run.signals.length)).toEqual(history.table.subarray(0, rows * history.signals.length));
  });
});

describe('what the engine may see', () => {
  it('the same table when everything that is not the model is removed or reworded', () => {
    const bare = flagshipWith(file => {
      file.events = [];
      file.impacts = [];
      file.phases = [];
      file.limits = [];
      file.sources = [];
      for (const row of file.mitigations as Record<string, unknown>[])
        Object.assign(row, {title: 'x', detail: 'x', risk: 'x', sources: []});
      for (const row of file.services as Record<string, unknown>[]) Object.assign(row, {name: 'x', group: 'x'});
      for (const row of (file.model as {actions: Record<string, unknown>[]}).actions) row.sources = [];
      Object.assign(file.incident as object, {
        title: 'x',
        summary: 'x',
        startsAt: '2025-10-20T00:00:00-07:00',
        endsAt: '2025-10-20T09:00:00-07:00',
      });
    });
    expect(hashOf(prepare(bare).history)).toBe(hashOf(history));
  });

  it('the same table whatever the order of the components', () => {
    const reversed = flagshipWith(file => {
      (file.model as {components: unknown[]}).components.reverse();
    });
    expect(hashOf(prepare(reversed).history)).toBe(hashOf(history));
  });

  it('people who react give the same night as people who act by the clock', () => {
    expect(hashOf(simulate(prepared, [], {mode: 'clock'}))).toBe(hashOf(history));
    const asReplayed = {...prepared, history: {...history, mode: 'clock' as const}};
    expect(hashOf(simulate(asReplayed, [], {mode: 'reactive'}))).toBe(hashOf(history));
  });

  it('the same bits in every run', () => {
    const again = prepare(flagship);
    expect(hashOf(again.history)).toBe(hashOf(history));
    const plan = throwAt([], 'nlb-failover-off', night('06:00'));
    expect(hashOf(simulate(again, plan))).toBe(hashOf(simulate(prepared, plan)));
  });
});

describe('a fork is the whole run with the edit', () => {
  const fromTheStart = {...prepared, engine: prepared.engine && {...prepared.engine, checkpoints: []}};
  const plans: readonly {readonly what: string; readonly plan: Plan}[] = [
    ...flagship.mitigations.map(({id}, index) => ({what: id, plan: throwAt([], id, night('23:50') + index * 31 * 60_000)})),
    ...(flagship.model?.actions ?? []).map(({id}) => ({what: `without ${id}`, plan: [{op: 'remove' as const, action: id}]})),
    ...(flagship.model?.actions ?? []).map(({id, atMs}) => ({
      what: `${id} earlier`,
      plan: [{op: 'move' as const, action: id, atMs: atMs - 25 * 60_000}],
    })),
  ];
  it.each(plans)('$what', ({plan}) => {
    const forked = simulate(prepared, plan);
    const whole = simulate(fromTheStart, plan);
    expect(hashOf(forked)).toBe(hashOf(whole));
    expect(forked.actions).toEqual(whole.actions);
    expect(forked.log).toEqual(whole.log);
    const userMinutes = [...forked.columns].filter(([name]) => name.endsWith('.userMinutes')).map(([name]) => name);
    const score = scoreOf(prepared, plan, machine => {
      const readers = userMinutes.map(name => machine.reader(name));
      return () => readers.reduce((sum, read) => sum + read(), 0);
    });
    expect(score).toBeCloseTo(impactOf(forked).userMinutes / 1e6, 6);
  });
});
