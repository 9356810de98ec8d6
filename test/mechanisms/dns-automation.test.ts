import {describe, expect, it} from 'vitest';
import type {Run} from '../../src/engine/run.js';
import type {ComponentSpec, Json} from '../../src/timeline/types.js';
import {type ActionAt, at, complaintsAbout, firstMinute, instant, runOf, series} from '../helpers/model.js';

/** The automation of the night: the pass that is delayed begins at 23:30:30, that is minute 30.5. */
const dns = (more: {readonly [key: string]: Json} = {}): ComponentSpec => ({
  type: 'dns-automation',
  id: 'dns',
  planPeriodSeconds: 60,
  periodSeconds: 720,
  perEndpointSeconds: 15,
  cleanupSeconds: 10,
  retain: 15,
  endpoints: ['account', 'fips', 'ipv6', 'regional', 'variants'],
  enactors: [
    {id: 'az1', phase: instant(6.5)},
    {id: 'az2', phase: instant(10.5)},
    {id: 'az3', phase: instant(2.5)},
  ],
  ...more,
});

const stalledBy = (stallSeconds: number) => ({
  target: 'dns',
  kind: 'enactor-delay',
  enactor: 'az1',
  passAt: '2025-10-19T23:30:30-07:00',
  endpoint: 'regional',
  stallSeconds,
});

type Case = {
  readonly stall?: number;
  readonly actions?: readonly ActionAt[];
  readonly minutes?: number;
  readonly more?: {readonly [key: string]: Json};
};

const night = ({stall, actions = [], minutes = 80, more = {}}: Case): Run =>
  runOf({components: [dns(more)], faults: stall === undefined ? [] : [stalledBy(stall)], actions, minutes});

const wasEmpty = (run: Run): boolean => series(run, 'dns.regional').includes(0);
const wasStale = ({log}: Run): boolean => log.some(({text}) => text.includes('does not look again'));
const isStuckAtTheEnd = (run: Run): boolean => series(run, 'dns.stuck').at(-1) === 1;

/** What a stall of this length did to the regional record. */
const outcomeOf = (run: Run): string =>
  wasEmpty(run) ? (isStuckAtTheEnd(run) ? 'empty and stuck' : 'empty, then healed') : wasStale(run) ? 'stale' : 'well';

const expected = (stall: number): string => (stall <= 240 ? 'well' : stall <= 960 ? 'stale' : stall <= 985 ? 'empty and stuck' : 'well');
const coarse = Array.from({length: 31}, (_, step) => step * 40).filter(stall => stall < 930 || stall > 1000);
const fine = Array.from({length: 71}, (_, second) => 930 + second);
const edges = [239, 240, 241, 242];

describe('dns-automation: the race', () => {
  it('the stall decides: to 240 s well, to 960 s an old plan is served, 961 to 985 s empty and stuck, from 986 s well again', () => {
    const stalls = [...coarse, ...edges, ...fine];
    const outcomes = stalls.map(stall => [stall, outcomeOf(night({stall}))]);
    expect(outcomes).toEqual(stalls.map(stall => [stall, expected(stall)]));
  });

  it('the window is as wide at a step of 60 s as at 15 s: the race runs in seconds whatever the step', () => {
    const outcomes = [960, 961, 985, 986].map(stall =>
      outcomeOf(runOf({components: [dns()], faults: [stalledBy(stall)], minutes: 80, stepSeconds: 60})),
    );
    expect(outcomes).toEqual(['stale', 'empty and stuck', 'empty and stuck', 'well']);
  });

  it('only the record at which the Enactor was delayed is emptied', () => {
    const run = night({stall: 978});
    for (const endpoint of ['account', 'fips', 'ipv6', 'variants']) expect(series(run, `dns.${endpoint}`)).not.toContain(0);
    expect(wasEmpty(run)).toBe(true);
  });

  it('an Enactor that finds its plan deleted gives up without a word, and begins its overdue pass with a new plan', () => {
    const run = night({stall: 986});
    expect(run.log).toEqual([]);
    expect(at(run, 'dns.az1.plan', 47.75)).toBe(16 + 30);
    expect(at(run, 'dns.az1.plan', 48)).toBe(16 + 47);
    const live = series(run, 'dns.regional.plan');
    expect(live.every((plan, row) => row === 0 || plan >= (live[row - 1] as number))).toBe(true);
  });

  it('after an overdue pass the Enactor falls back into its rhythm', () => {
    const run = night({stall: 986});
    expect([at(run, 'dns.az1.plan', 54.25), at(run, 'dns.az1.plan', 54.5)]).toEqual([0, 16 + 54]);
  });

  it('tells of the three steps down: the old plan written, the plan deleted, the automation stuck', () => {
    const texts = night({stall: 978}).log.map(({text}) => text);
    expect(texts).toHaveLength(3);
    expect(texts[0]).toMatch(/az1 does not look again\. It writes plan \d+ over plan \d+ on regional/);
    expect(texts[1]).toMatch(/az2 finished plan \d+ and deletes everything 16 or more generations older\. Plan \d+ is live/);
    expect(texts[2]).toMatch(/has plan \d+, which is fine\. .* no longer exists on regional/);
  });
});

describe('dns-automation: protections', () => {
  const stalls = [...coarse, ...fine];

  it('a fence at the moment of writing: never stale, never empty', () => {
    const outcomes = stalls.map(stall => outcomeOf(night({stall, more: {fenceAtCommit: true}})));
    expect(new Set(outcomes)).toEqual(new Set(['well']));
  });

  it('a guard in clean-up: never empty; the old plan is served', () => {
    const runs = stalls.map(stall => ({stall, run: night({stall, more: {protectActivePlan: true}})}));
    for (const {stall, run} of runs) expect([stall, outcomeOf(run)]).toEqual([stall, stall > 240 && stall <= 985 ? 'stale' : 'well']);
  });

  it('repair: empty for 60 to 75 s, then healed', () => {
    for (const stall of fine) {
      const run = night({stall, more: {repairWhenActiveMissing: true}});
      const emptiedMs = run.log.find(({text}) => text.includes('No addresses'))?.atMs;
      const healedMs = run.log.find(({text}) => text.includes('over the empty'))?.atMs;
      expect([stall, emptiedMs !== undefined]).toEqual([stall, stall > 960 && stall <= 985]);
      if (emptiedMs === undefined || healedMs === undefined) continue;
      expect(outcomeOf(run)).toBe('empty, then healed');
      expect((healedMs - emptiedMs) / 1000).toBeGreaterThanOrEqual(60);
      expect((healedMs - emptiedMs) / 1000).toBeLessThanOrEqual(75);
    }
  });

  it.each([
    {verb: 'fence', well: 'well'},
    {verb: 'guard', well: 'stale'},
    {verb: 'repair', well: 'empty, then healed'},
  ])('$verb thrown before the race protects from then on: $well', ({verb, well}) => {
    expect(outcomeOf(night({stall: 978, actions: [{at: 40, target: 'dns', verb}]}))).toBe(well);
  });

  it.each([
    {verb: 'fence', outcome: 'empty and stuck', why: 'what is gone stays gone'},
    {verb: 'guard', outcome: 'empty and stuck', why: 'what is gone stays gone'},
    {verb: 'repair', outcome: 'empty, then healed', why: 'the next pass may write again'},
  ])('$verb thrown after the record is empty: $why', ({verb, outcome}) => {
    expect(outcomeOf(night({stall: 978, actions: [{at: 60, target: 'dns', verb}]}))).toBe(outcome);
  });
});

describe('dns-automation: people', () => {
  it('restore brings the record back at once, and the automation lives again', () => {
    const run = night({stall: 978, minutes: 120, actions: [{at: 70, target: 'dns', verb: 'restore', params: {endpoints: ['regional']}}]});
    expect(at(run, 'dns.regional', 69.75)).toBe(0);
    expect(at(run, 'dns.regional', 70)).toBe(1);
    expect(series(run, 'dns.stuck').slice(280)).not.toContain(1);
    expect(at(run, 'dns.regional.plan', 119)).toBeGreaterThan(at(run, 'dns.regional.plan', 70));
  });

  it('restore of another record does not help', () => {
    const run = night({stall: 978, actions: [{at: 70, target: 'dns', verb: 'restore', params: {endpoints: ['fips']}}]});
    expect(at(run, 'dns.regional', 79)).toBe(0);
  });

  it('disabled in time, no old plan is written; disabled before the clean-up, the old plan stays', () => {
    const disabledAt = (minute: number) => night({stall: 978, actions: [{at: minute, target: 'dns', verb: 'disable'}]});
    expect(outcomeOf(disabledAt(40))).toBe('well');
    expect(wasEmpty(disabledAt(48))).toBe(true);
  });

  it('while it is disabled nothing moves: no plan is made, none applied, none deleted', () => {
    const run = night({actions: [{at: 20, target: 'dns', verb: 'disable'}]});
    for (const signal of ['dns.newest', 'dns.plans', 'dns.regional.plan', 'dns.account.plan']) {
      expect(new Set(series(run, signal).slice(81)).size, signal).toBe(1);
    }
    expect(at(run, 'dns.enabled', 19.75)).toBe(1);
    expect(at(run, 'dns.enabled', 20)).toBe(0);
  });

  it('enabled again, the passes go on in their old rhythm', () => {
    const run = night({
      minutes: 120,
      actions: [
        {at: 20, target: 'dns', verb: 'disable'},
        {at: 21, target: 'dns', verb: 'enable'},
      ],
    });
    // az2 begins passes at minutes 10.5, 22.5, 34.5: one minute of rest between two of them costs it none.
    expect(firstMinute(run, 'dns.az2.plan', plan => plan > 0, 20)).toBe(22.5);
    expect(firstMinute(run, 'dns.az1.plan', plan => plan > 0, 20)).toBe(30.5);
    expect(firstMinute(run, 'dns.az3.plan', plan => plan > 0, 20)).toBe(26.5);
  });

  it('a pass under way when it is disabled is dropped, not taken up again', () => {
    const run = night({
      actions: [
        {at: 18.75, target: 'dns', verb: 'disable'},
        {at: 19, target: 'dns', verb: 'enable'},
      ],
    });
    expect(at(run, 'dns.az1.plan', 18.5)).toBeGreaterThan(0);
    expect(series(run, 'dns.az1.plan').slice(76, 121)).toEqual(Array(45).fill(0));
    expect(at(run, 'dns.az1.plan', 30.5)).toBeGreaterThan(0);
  });

  it.each([
    {first: 'disable', second: 'disable'},
    {first: 'enable', second: 'enable'},
  ])('$first twice is $first once', ({first, second}) => {
    const before = [
      {at: 10, target: 'dns', verb: 'disable'},
      {at: 30, target: 'dns', verb: first},
    ] as const;
    const once = night({actions: before});
    const twice = night({actions: [...before, {at: 40, target: 'dns', verb: second, id: 'again'}]});
    expect(twice.table).toEqual(once.table);
  });
});

describe('dns-automation: laws', () => {
  const stalls = [undefined, 0, 240, 241, 900, 960, 961, 970, 978, 985, 986, 1200];

  it('a record resolves if and only if its plan exists', () => {
    for (const stall of stalls) {
      const run = night({stall: stall ?? 0, minutes: 180});
      const [newest, plans, resolves, plan] = ['dns.newest', 'dns.plans', 'dns.regional', 'dns.regional.plan'].map(name =>
        series(run, name),
      ) as [readonly number[], readonly number[], readonly number[], readonly number[]];
      const exists = plan.map((live, row) => (live >= (newest[row] as number) - (plans[row] as number) + 1 ? 1 : 0));
      expect([stall, resolves]).toEqual([stall, exists]);
    }
  });

  it('clean-up deletes nothing younger than `retain` generations', () => {
    for (const stall of stalls) {
      const plans = series(night({stall: stall ?? 0, minutes: 180}), 'dns.plans');
      expect(Math.min(...plans)).toBeGreaterThanOrEqual(16);
    }
  });

  it('plans only get newer: the newest by one a minute, the oldest kept never backwards', () => {
    const run = night({stall: 978, minutes: 120});
    const newest = series(run, 'dns.newest');
    const oldest = series(run, 'dns.plans').map((count, row) => (newest[row] as number) - count + 1);
    expect(newest.map(value => value - 16)).toEqual(newest.map((_, row) => Math.floor(row / 4)));
    expect(oldest.every((value, row) => row === 0 || value >= (oldest[row - 1] as number))).toBe(true);
  });

  it('without a fault it runs all day without an old plan, an empty record or a word', () => {
    const run = night({minutes: 24 * 60});
    expect(outcomeOf(run)).toBe('well');
    expect(run.log).toEqual([]);
  });

  it('a phase may be the start of any pass: a day earlier makes no difference', () => {
    const enactorsFrom = (minute: number) =>
      ['az1', 'az2', 'az3'].map((id, index) => ({id, phase: instant(minute + ([6.5, 10.5, 2.5][index] as number))}));
    const today = night({stall: 978, more: {enactors: enactorsFrom(0)}});
    expect(night({stall: 978, more: {enactors: enactorsFrom(-24 * 60)}}).table).toEqual(today.table);
    expect(night({stall: 978, more: {enactors: enactorsFrom(1)}}).table).not.toEqual(today.table);
  });
});

describe('dns-automation: what it refuses', () => {
  it.each([
    {more: {planPeriodSeconds: 0}, says: /^model\.components\.0\.planPeriodSeconds /},
    {more: {periodSeconds: -720}, says: /^model\.components\.0\.periodSeconds /},
    {more: {perEndpointSeconds: 1.5}, says: /^model\.components\.0\.perEndpointSeconds /},
    {more: {retain: -1}, says: /^model\.components\.0\.retain /},
    {more: {endpoints: []}, says: /^model\.components\.0\.endpoints /},
    {more: {enactors: []}, says: /^model\.components\.0\.enactors /},
    {more: {enactors: [{id: 'az1', phase: '23:06'}]}, says: /^model\.components\.0\.enactors\.0\.phase /},
  ])('refuses $more', ({more, says}) => {
    expect(complaintsAbout({components: [dns(more)]}).join('\n')).toMatch(says);
  });

  it.each([
    {fault: {...stalledBy(978), stallSeconds: -1}, says: 'model.faults.0.stallSeconds'},
    {fault: {...stalledBy(978), passAt: 'later'}, says: 'model.faults.0.passAt'},
    {fault: {...stalledBy(978), kind: 'other'}, says: 'model.faults.0.kind'},
    {fault: {...stalledBy(978), enactor: 'az9'}, says: 'has no "az9"'},
    {fault: {...stalledBy(978), endpoint: 'global'}, says: 'has no "global"'},
  ])('a fault with $says wrong', ({fault, says}) => {
    expect(complaintsAbout({components: [dns()], faults: [fault]}).join('\n')).toContain(says);
  });
});
