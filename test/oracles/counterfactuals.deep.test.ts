import * as fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {type Plan, takeBack, throwAt} from '../../src/engine/plan.js';
import type {FiredAction, Run} from '../../src/engine/run.js';
import {prepare, simulate} from '../../src/engine/simulate.js';
import type {ActionSpec, Condition, Model, Ms} from '../../src/timeline/types.js';
import {flagship, night, prepared} from '../helpers/flagship.js';
import {runCli} from '../helpers/run-cli.js';
import {hashOf} from '../helpers/run-hash.js';
import {runs} from '../helpers/runs.js';
import {inEffectAt, MINUTE_MS, moved, without} from '../helpers/what-if.js';

const {history} = prepared;
const actions = (flagship.model as Model).actions;
const firedIn = (run: Run, id: string): FiredAction => run.actions.find(action => action.id === id) ?? expect.fail(`no action ${id}`);

describe('an action whose cue never comes is never done', () => {
  const meets = (value: number, {op, value: limit}: Condition): boolean =>
    op === '<' ? value < limit : op === '<=' ? value <= limit : op === '>' ? value > limit : value >= limit;

  /** Longest stretch in which the signal of an action's cue was as its people need to see it, in minutes; -1: never. */
  function longestSight(run: Run, {when}: ActionSpec): number {
    if (when === null) return Number.POSITIVE_INFINITY;
    const column = run.columns.get(when.signal) ?? expect.fail(when.signal);
    let since = -1;
    let longest = -1;
    for (let row = 0; row < run.rows; row++) {
      if (!meets(run.table[row * run.signals.length + column] as number, when)) since = -1;
      else {
        if (since === -1) since = row;
        longest = Math.max(longest, ((row - since) * run.stepMs) / MINUTE_MS);
      }
    }
    return longest;
  }

  const plans: readonly {readonly what: string; readonly plan: Plan; readonly never: readonly string[]}[] = [
    {what: 'a fence before the race', plan: [inEffectAt('dns-fence-at-commit', '23:20')], never: actions.map(({id}) => id)},
    {
      what: 'DNS restored at 23:58, before any lease work collapses',
      plan: [moved('dns.restore', '23:58')],
      never: ['ddb.override', 'ddb.early', 'dwfm.throttle', 'dwfm.restart', 'ec2.throttle', 'nlb.off', 'nlb.on'],
    },
    {
      what: 'DNS never restored',
      plan: [without('dns.restore')],
      never: ['dns.disable', 'dwfm.throttle', 'dwfm.restart', 'ec2.throttle', 'esm.restart', 'nlb.off', 'redshift.resume'],
    },
    {what: 'failover off before any error', plan: [inEffectAt('nlb-failover-off', '05:00')], never: ['esm.throttle', 'esm.relax']},
    {
      what: 'no throttle of DWFM',
      plan: [without('dwfm.throttle')],
      never: ['ec2.throttle2', 'nlb.off', 'ec2.relax', 'nlb.on', 'redshift.resume'],
    },
    {
      what: 'Network Manager admits by queue size',
      plan: [inEffectAt('nm-admit-by-queue-size', '05:00')],
      never: ['ec2.throttle2', 'nlb.off', 'nlb.on'],
    },
  ];
  it.each(plans)('$what: never $never', ({plan, never}) => {
    const run = simulate(prepared, plan);
    for (const id of never) {
      expect(firedIn(run, id)).toMatchObject({firedAtMs: null});
      expect(firedIn(run, id).reason).not.toBe('');
    }
  });

  it.each(plans)('$what: whoever acts has seen his cue for as long as it takes', ({plan}) => {
    const run = simulate(prepared, plan);
    const pinned = new Set(plan.flatMap(edit => (edit.op === 'move' ? [edit.action] : [])));
    for (const action of actions) {
      if (pinned.has(action.id) || firedIn(run, action.id).firedAtMs === null) continue;
      expect(longestSight(run, action), action.id).toBeGreaterThanOrEqual(action.when?.forMinutes ?? 0);
    }
  });

  it('the cue again, later: the same people do it, as long after it as on the night', () => {
    const run = simulate(prepared, [moved('dns.restore', '03:25')]);
    const delay = (id: string) => ((firedIn(run, id).firedAtMs as Ms) - (firedIn(history, id).firedAtMs as Ms)) / MINUTE_MS;
    for (const id of ['dns.disable', 'dwfm.throttle', 'dwfm.restart', 'ec2.throttle', 'esm.restart'])
      expect(Math.abs(delay(id) - 60)).toBeLessThan(2);
  });
});

describe('edits are data: what is taken back was never there', () => {
  // Without the checkpoints of history, and not as a replay of it.
  const fromTheStart = (plan: Plan): Run =>
    simulate({...prepared, history: {...history, mode: 'clock'}, engine: prepared.engine && {...prepared.engine, checkpoints: []}}, plan);
  const expected = hashOf(history);

  it('any throws, taken back in any order: history, bit for bit', () => {
    const someThrows = fc.array(
      fc.record({index: fc.nat(flagship.mitigations.length - 1), minute: fc.integer({min: 0, max: 900}), rank: fc.nat()}),
      {minLength: 1, maxLength: 5},
    );
    fc.assert(
      fc.property(someThrows, throws => {
        const named = throws.map(({index, ...rest}) => ({...rest, id: flagship.mitigations[index]?.id ?? ''}));
        const edited = named.reduce<Plan>((plan, {id, minute}) => throwAt(plan, id, night('23:00') + minute * MINUTE_MS), []);
        fromTheStart(edited);
        const undone = named.toSorted((a, b) => a.rank - b.rank).reduce<Plan>((plan, {id}) => takeBack(plan, id), edited);
        expect(undone).toEqual([]);
        expect(hashOf(fromTheStart(undone))).toBe(expected);
      }),
      {numRuns: runs(10), seed: 20},
    );
  });

  it.each(actions)('$id done when it was done: history, bit for bit', ({id, atMs}) => {
    expect(hashOf(fromTheStart([{op: 'move', action: id, atMs}]))).toBe(expected);
  });

  it('one of two edits taken back leaves the other one’s run', () => {
    const one = throwAt([], 'nlb-velocity-limit', night('05:00'));
    const both = throwAt(one, 'lambda-event-sources-restart', night('03:00'));
    expect(hashOf(simulate(prepared, takeBack(both, 'lambda-event-sources-restart')))).toBe(hashOf(simulate(prepared, one)));
    expect(hashOf(simulate(prepared, both))).not.toBe(hashOf(simulate(prepared, one)));
  });

  it('the order in which two things are decided is not the order in which they happen', () => {
    const plan: Plan = [inEffectAt('nlb-velocity-limit', '05:00'), moved('dns.restore', '02:00'), without('esm.throttle')];
    expect(hashOf(simulate(prepared, plan.toReversed()))).toBe(hashOf(simulate(prepared, plan)));
  });

  it('written down and read again a plan gives the same run, in another preparation too', () => {
    const plan: Plan = [moved('nlb.off', '06:52'), inEffectAt('dwfm-unthrottle', '05:40'), without('redshift.stop')];
    const copy = JSON.parse(JSON.stringify(plan)) as Plan;
    expect(hashOf(simulate(prepare(flagship), copy))).toBe(hashOf(simulate(prepared, plan)));
  });
});

describe('never is said as never', () => {
  const uncured = ['simulate', '--without', 'dwfm.restart'];

  it('to programs: an end of null, and no other stand-in for it', async () => {
    const {exitCode, stdout} = await runCli([...uncured, '--json']);
    expect(exitCode).toBe(0);
    const outcome = JSON.parse(stdout) as {
      readonly windows: readonly {readonly service: string; readonly endsAt: string | null}[];
      readonly actions: readonly {readonly id: string; readonly firedAt: string | null}[];
      readonly impact: {readonly userMinutes: number; readonly versusHistory: number};
    };
    const endless = outcome.windows.filter(({endsAt}) => endsAt === null).map(({service}) => service);
    expect(endless).toEqual(expect.arrayContaining(['ec2', 'dwfm', 'ecs', 'redshift-clusters']));
    expect(endless).not.toContain('dynamodb');
    const undone = outcome.actions.filter(({firedAt}) => firedAt === null).map(({id}) => id);
    expect(undone).toEqual(expect.arrayContaining(['dwfm.restart', 'ec2.relax', 'nlb.off']));
    expect(outcome.impact.versusHistory).toBeGreaterThan(0);
    expect(stdout).not.toMatch(/Infinity|NaN|undefined|9999|1970/);
  });

  it('to people: the word, for what never ends and for what nobody does', async () => {
    const {stdout} = await runCli(uncured, {columns: 200});
    expect(stdout).toMatch(/EC2.*never in the run/);
    expect(stdout).toMatch(/nlb\.off +never/);
    expect(stdout).not.toMatch(/Infinity|NaN|undefined|null/);
  });

  it('history has no endless window', async () => {
    const {stdout} = await runCli(['simulate', '--json']);
    const {windows} = JSON.parse(stdout) as {readonly windows: readonly {readonly endsAt: string | null}[]};
    expect(windows.filter(({endsAt}) => endsAt === null)).toEqual([]);
  });
});
