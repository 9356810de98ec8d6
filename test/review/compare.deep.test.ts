import {describe, expect, it} from 'vitest';
import {runHashOf} from '../../src/cli/hash.js';
import {history, throwAt} from '../../src/engine/plan.js';
import {windowsOfService} from '../../src/engine/windows.js';
import {allClearOf, awaitedServices, compareOf} from '../../src/review/compare.js';
import {impactOf} from '../../src/review/impact.js';
import {flagship, night, prepared} from '../helpers/flagship.js';
import {aModel, runOf} from '../helpers/model.js';

describe('plans side by side', () => {
  const fenced = throwAt(history, 'dns-fence-at-commit', night('23:30'));
  const unlimited = throwAt(history, 'ec2-unlimit-launches', night('06:25'));
  const [past, better, worse] = compareOf(prepared, [history, fenced, unlimited]);

  it('history against itself is no difference', () => {
    expect(past?.versusHistory).toBe(0);
    expect(past?.userMinutes).toBe(impactOf(prepared.history).userMinutes);
    expect(runHashOf(past?.run ?? prepared.history)).toBe(runHashOf(prepared.history));
  });

  it('what saves is below 0, what harms above', () => {
    expect(better?.versusHistory).toBeLessThan(0);
    expect(worse?.versusHistory).toBeGreaterThan(0);
    expect(worse?.byService.nlb).toBeGreaterThan(past?.byService.nlb ?? 0);
  });

  it('an incident that never happens is all clear from the start', () => {
    expect(better?.allClearAtMs).toBe(prepared.history.startMs);
  });
});

describe('the all-clear', () => {
  it('of the night is the end of the last window that counts', () => {
    const ends = awaitedServices(prepared.history).flatMap(id => windowsOfService(prepared.history, id).map(({endsAtMs}) => endsAtMs ?? 0));
    expect(allClearOf(prepared.history, prepared.history)).toBe(Math.max(...ends));
    expect(Math.max(...ends)).toBeGreaterThan(night('13:30'));
    expect(Math.max(...ends)).toBeLessThanOrEqual(flagship.incident.endsAtMs);
  });

  it('waits for no customer, and not for work that history itself caught up with later', () => {
    const awaited = awaitedServices(prepared.history);
    expect(awaited).toEqual(expect.arrayContaining(['dynamodb', 'ec2', 'nlb', 'lambda', 'sqs-event-sources', 'ecs']));
    expect(awaited).not.toContain('snapchat');
    expect(awaited).not.toContain('redshift-clusters');
  });

  const shop = {
    components: [
      {type: 'signal', id: 'shop', expr: {last: 'lamp.share'}},
      {type: 'switch', id: 'lamp'},
    ],
    services: [{id: 'shop', status: {signal: 'shop', degraded: 0.1, partial: 0.5, major: 0.9, holdMinutes: 0}}],
    actions: [
      {id: 'break', at: 10, target: 'lamp', verb: 'on'},
      {id: 'mend', at: 20, target: 'lamp', verb: 'off'},
    ],
  };

  it('never is null, also where a service has no plane', () => {
    const past = runOf(shop);
    expect(awaitedServices(past)).toEqual(['shop']);
    expect(allClearOf(past, past)).toBeGreaterThanOrEqual(20 * 60_000);
    expect(allClearOf(runOf(shop, [{op: 'remove', action: 'mend'}]), past)).toBeNull();
    expect(aModel(shop).incident.endsAtMs).toBe(60 * 60_000);
  });
});
