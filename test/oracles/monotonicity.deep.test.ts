import {describe, expect, it} from 'vitest';
import type {Plan} from '../../src/engine/plan.js';
import type {Run} from '../../src/engine/run.js';
import {prepare, simulate} from '../../src/engine/simulate.js';
import type {Ms} from '../../src/timeline/types.js';
import {flagship, night} from '../helpers/flagship.js';
import {allClearMs, costOf, inEffectAt, MINUTE_MS, mitigationWith, moved, without} from '../helpers/what-if.js';

/** Many runs: half as many rows tell the same. */
const prepared = prepare(flagship, {stepMs: 30_000});
const {history} = prepared;

/** What a run cost: both numbers must agree on what is better. */
type Cost = {readonly userMinutes: number; readonly clearMs: Ms};
const costsOf = (runs: readonly Run[]): readonly Cost[] => runs.map(run => ({userMinutes: costOf(run, history), clearMs: allClearMs(run)}));

/** No run costs less than any before it; `slack` in shares of history's user-minutes. */
function neverCheaper(runs: readonly Run[], slack = 1e-9): void {
  const costs = costsOf(runs);
  for (const [index, {userMinutes, clearMs}] of costs.entries()) {
    const before = costs.slice(0, index);
    expect(userMinutes, `user-minutes at sample ${index}`).toBeGreaterThanOrEqual(
      Math.max(0, ...before.map(cost => cost.userMinutes)) - slack,
    );
    expect(clearMs, `all clear at sample ${index}`).toBeGreaterThanOrEqual(Math.max(...before.map(cost => cost.clearMs)));
  }
  expect((costs.at(-1) as Cost).userMinutes).toBeGreaterThan((costs[0] as Cost).userMinutes);
}

/** Clock times of the night, evenly spaced. */
function times(from: string, to: string, samples: number): readonly Ms[] {
  const [fromMs, toMs] = [night(from), night(to)];
  return Array.from({length: samples}, (_, index) => Math.round((fromMs + ((toMs - fromMs) * index) / (samples - 1)) / 1000) * 1000);
}

describe('the later, or the less, the worse: user-minutes and all clear', () => {
  it('DNS restored at 23:50 to 04:00', () => {
    neverCheaper(times('23:50', '04:00', 26).map(when => simulate(prepared, [moved('dns.restore', when)])));
  });

  it('DWFM throttled and restarted at 02:25 to 07:00, launches limited with it', () => {
    const actions = ['dwfm.throttle', 'dwfm.restart', 'ec2.throttle'];
    neverCheaper(
      times('02:25', '07:00', 23).map(when =>
        simulate(
          prepared,
          actions.map(action => moved(action, when)),
        ),
      ),
    );
  });

  it('… left to the people, launches are limited only if the collapse is still there at 04:14: before and after it, the same', () => {
    const both = (when: Ms): Run => simulate(prepared, [moved('dwfm.throttle', when), moved('dwfm.restart', when)]);
    const limited = (run: Run) => run.actions.some(({id, firedAtMs}) => id === 'ec2.throttle' && firedAtMs !== null);
    const before = times('02:25', '04:09', 9).map(both);
    const after = times('04:14', '07:00', 9).map(both);
    expect(before.map(limited)).not.toContain(true);
    expect(after.map(limited)).not.toContain(false);
    neverCheaper(before);
    neverCheaper(after);
    // Cured just before anybody limits launches is dearer than cured just after.
    expect(costOf(before.at(-1) as Run, history)).toBeGreaterThan(costOf(after[0] as Run, history));
  });

  it('failover switched off at 05:00 to 13:00', () => {
    neverCheaper(times('05:00', '13:00', 25).map(when => simulate(prepared, [moved('nlb.off', when)])));
  });

  const limits = [0, 0.01, 0.02, 0.03, 0.05, 0.07, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4, 0.7];
  const limitedTo = (share: number) => ({...prepared, timeline: mitigationWith(flagship, 'nlb-velocity-limit', {share})});
  const limit = inEffectAt('nlb-velocity-limit', '05:00');

  it('failover limited to 0 to 70 % of the capacity, people by the clock', () => {
    neverCheaper(limits.map(share => simulate(limitedTo(share), [limit], {mode: 'clock'})));
  });

  it('… people who react: the same up to 5 % and from 10 %; between the two a looser limit is up to 5 % cheaper, for who sees less does less', () => {
    const runs = new Map(limits.map(share => [share, simulate(limitedTo(share), [limit])]));
    const those = (is: (share: number) => boolean) => [...runs].filter(([share]) => is(share)).map(([, run]) => run);
    neverCheaper(those(share => share <= 0.05));
    neverCheaper(those(share => share >= 0.1));
    neverCheaper([...runs.values()], 0.05);
    const isOff = (run: Run) => run.actions.some(({id, firedAtMs}) => id === 'nlb.off' && firedAtMs !== null);
    expect(those(share => share <= 0.05).some(isOff)).toBe(false);
    expect(those(share => share >= 0.1).every(isOff)).toBe(true);
  });

  it('pollers restarted at 02:26 to 09:00', () => {
    neverCheaper(times('02:26', '09:00', 21).map(when => simulate(prepared, [moved('esm.restart', when)])));
  });

  it('… but not before DNS is back: they die again, and nobody restarts them twice', () => {
    expect(allClearMs(simulate(prepared, [moved('esm.restart', '02:20')]))).toBe(Number.POSITIVE_INFINITY);
  });

  it('launches relaxed at 10:40 to 13:40, once Network Manager is normal', () => {
    neverCheaper(times('10:40', '13:40', 19).map(when => simulate(prepared, [moved('ec2.relax', when)])));
  });

  it('… before that sooner is worse: at 07:00 half as much again as the night cost', () => {
    const costs = costsOf(['08:40', '08:00', '07:30', '07:00'].map(when => simulate(prepared, [moved('ec2.relax', when)])));
    for (const [index, {userMinutes}] of costs.entries()) expect(userMinutes).toBeGreaterThan(costs[index - 1]?.userMinutes ?? 0);
    expect((costs.at(-1) as Cost).userMinutes).toBeGreaterThan(1.3);
  });

  it('DWFM unthrottled at 06:00 down to 04:20: a later all clear, but for two minutes while the last leases come back', () => {
    const clears = costsOf(
      times('04:20', '06:00', 51)
        .toReversed()
        .map(when => simulate(prepared, [inEffectAt('dwfm-unthrottle', when)])),
    );
    let latestMs = Number.NEGATIVE_INFINITY;
    for (const {clearMs} of clears) {
      expect(clearMs).toBeGreaterThanOrEqual(latestMs - 2 * MINUTE_MS);
      latestMs = Math.max(latestMs, clearMs);
    }
    expect(latestMs).toBe(Number.POSITIVE_INFINITY);
  });

  it('… and more user-minutes, except within three minutes of 05:20: too few leases stay out to stop launches, too many to let in what harms load balancers', () => {
    const unthrottled = (when: string | Ms): Run => simulate(prepared, [inEffectAt('dwfm-unthrottle', when)]);
    neverCheaper(['06:00', '05:30', '05:15', '04:50', '04:20'].map(unthrottled), 1e-3);
    const cheaper = times('05:15', '05:30', 16).filter(when => costOf(unthrottled(when), history) < 0.98);
    expect(cheaper.length).toBeGreaterThan(0);
    for (const when of cheaper) {
      expect(Math.abs(when - night('05:20'))).toBeLessThanOrEqual(3 * MINUTE_MS);
      expect(allClearMs(unthrottled(when))).toBe(Number.POSITIVE_INFINITY);
    }
  });

  it('failover switched on again at 14:09 down to 09:40', () => {
    neverCheaper(
      times('09:40', '14:09', 25)
        .toReversed()
        .map(when => simulate(prepared, [moved('nlb.on', when)])),
    );
  });

  it('customers in two Regions: all of them down to none', () => {
    const shares = [1, 0.8, 0.6, 0.4, 0.2, 0.1, 0];
    const plan: Plan = [inEffectAt('customers-multi-region', '23:10')];
    neverCheaper(shares.map(share => simulate({...prepared, timeline: mitigationWith(flagship, 'customers-multi-region', {share})}, plan)));
  });

  it('customers move at 23:10 to 14:00', () => {
    neverCheaper(times('23:10', '14:00', 25).map(when => simulate(prepared, [inEffectAt('customers-multi-region', when)])));
  });
});

describe('the rate of the throttle has a cliff', () => {
  const rate = flagship.model?.parameters.leaseThr?.value ?? 0;
  const plan: Plan = [without('dwfm.throttle'), inEffectAt('dwfm-throttle', '04:14')];
  const throttledAt = (times: number): Run =>
    simulate({...prepared, timeline: mitigationWith(flagship, 'dwfm-throttle', {ratePerMin: rate * times})}, plan);

  it('a little faster than on the night is better, three times as fast is the collapse again', () => {
    const faster = [0.5, 0.75, 1, 1.2, 1.4].map(throttledAt);
    neverCheaper(faster.toReversed());
    expect(allClearMs(throttledAt(3))).toBe(Number.POSITIVE_INFINITY);
  });

  it('one cliff, between once and three times: cured below it, never above', () => {
    const isCured = Array.from({length: 21}, (_, index) => Number.isFinite(allClearMs(throttledAt(1 + index / 10))));
    const cliff = isCured.indexOf(false);
    expect(cliff).toBeGreaterThan(0);
    expect(isCured.slice(cliff)).not.toContain(true);
  });
});
