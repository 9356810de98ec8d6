import {describe, expect, it} from 'vitest';
import {history, type Plan, throwAt} from '../../src/engine/plan.js';
import {type Prepared, prepare, simulate} from '../../src/engine/simulate.js';
import {impactOf} from '../../src/review/impact.js';
import {latestUseful, latestUsefulWork} from '../../src/review/latest-useful.js';
import {userMinutesOf} from '../../src/review/score.js';
import {flagship, night, prepared} from '../helpers/flagship.js';
import {aModel} from '../helpers/model.js';

const MINUTE_MS = 60_000;

/** Every minute of the incident from its last one back, each with a run of its own. */
function latestByTrying(on: Prepared, mitigation: string, plan: Plan = history) {
  const before = userMinutesOf(on, plan);
  const noticeable = 0.001 * impactOf(on.history).userMinutes;
  const {startMs} = on.history;
  const minutes = Math.floor((on.timeline.incident.endsAtMs - startMs) / MINUTE_MS);
  for (let minute = minutes; minute >= 0; minute--) {
    const atMs = startMs + minute * MINUTE_MS;
    const gainMinutes = before - userMinutesOf(on, throwAt(plan, mitigation, atMs), before - noticeable);
    if (gainMinutes > noticeable) return {atMs, gainMinutes};
  }
  return {atMs: null, gainMinutes: 0};
}

describe('the latest useful moment is the one that trying every minute finds', () => {
  // Steps of two minutes make it ten times as fast; nothing in the method knows the step.
  const coarse = prepare(flagship, {stepMs: 120_000});
  it.each(flagship.mitigations.map(({id}) => ({id})))(
    '$id',
    ({id}) => {
      const {atMs, gainMinutes} = latestUseful(coarse, id);
      expect({atMs, gainMinutes}).toEqual(latestByTrying(coarse, id));
    },
    60_000,
  );

  it("and at the model's own step", () => {
    for (const id of ['customers-multi-region', 'lambda-event-sources-unthrottle', 'nlb-velocity-limit']) {
      const {atMs, gainMinutes} = latestUseful(prepared, id);
      expect({id, atMs, gainMinutes}).toEqual({id, ...latestByTrying(prepared, id)});
    }
  }, 60_000);

  it('and beside other mitigations', () => {
    const plan = throwAt(history, 'nlb-failover-off', night('06:00'));
    const {atMs, gainMinutes} = latestUseful(coarse, 'dwfm-restart-staggered', plan);
    expect({atMs, gainMinutes}).toEqual(latestByTrying(coarse, 'dwfm-restart-staggered', plan));
  }, 60_000);
});

describe('on the night', () => {
  it('the record cannot be kept from being emptied once it is', () => {
    const {atMs, gainMinutes, bestGainMinutes} = latestUseful(prepared, 'dns-fence-at-commit');
    expect(atMs).toBeGreaterThan(night('23:00'));
    expect(atMs).toBeLessThan(night('23:48'));
    expect(gainMinutes).toBeCloseTo(bestGainMinutes, -6);
  });

  it('a number that a person can check with two runs', () => {
    const {atMs, gainMinutes} = latestUseful(prepared, 'pin-internal-clients');
    const cost = (minutes: number): number =>
      impactOf(simulate(prepared, throwAt(history, 'pin-internal-clients', (atMs ?? 0) + minutes * MINUTE_MS))).userMinutes;
    const past = impactOf(prepared.history).userMinutes;
    expect(past - cost(0)).toBe(gainMinutes);
    expect(past - cost(0)).toBeGreaterThan(0.001 * past);
    expect(past - cost(1)).toBeLessThanOrEqual(0.001 * past);
  });
});

describe('in a small model', () => {
  /** A switch that hits a million users from minute 10 to 40; the fallback covers half of them. */
  const shop = aModel({
    components: [
      {type: 'switch', id: 'fault'},
      {type: 'switch', id: 'fallback'},
      {type: 'customer', id: 'buyers', users: 1, deps: [{on: 'fault.share', w: 1}], fallbacks: [{on: 'fallback.share', covers: 0.5}]},
    ],
    actions: [
      {id: 'break', at: 10, target: 'fault', verb: 'on'},
      {id: 'mend', at: 40, target: 'fault', verb: 'off'},
    ],
    mitigations: [
      {id: 'fall-back', target: 'fallback', verb: 'on', leadMinutes: 5},
      {id: 'useless', target: 'fallback', verb: 'off'},
    ],
  });
  const ready = prepare(shop);

  it('helps as long as its effect comes before the end', () => {
    const {atMs, bestAtMs, bestGainMinutes} = latestUseful(ready, 'fall-back');
    expect(atMs).toBe(34 * MINUTE_MS);
    expect(bestAtMs).toBe(0);
    expect(bestGainMinutes / 15e6).toBeCloseTo(1, 1);
  });

  it('never is null', () => {
    expect(latestUseful(ready, 'useless')).toEqual({mitigation: 'useless', atMs: null, gainMinutes: 0, bestAtMs: null, bestGainMinutes: 0});
  });

  it('nothing before the first moment that is allowed', () => {
    expect(latestUseful(ready, 'fall-back', history, 30 * MINUTE_MS).bestAtMs).toBeGreaterThanOrEqual(30 * MINUTE_MS);
    expect(latestUseful(ready, 'fall-back', history, 36 * MINUTE_MS).atMs).toBeNull();
  });

  it('comes in slices', () => {
    const work = latestUsefulWork(ready, 'fall-back');
    let slices = 0;
    while (work.next().done !== true) slices++;
    expect(slices).toBeGreaterThan(2);
  });
});
