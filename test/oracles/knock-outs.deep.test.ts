import {describe, expect, it} from 'vitest';
import {type Run, valueAt, type Window} from '../../src/engine/run.js';
import {type Prepared, prepare, simulate} from '../../src/engine/simulate.js';
import {windowsOfService} from '../../src/engine/windows.js';
import type {Ms} from '../../src/timeline/types.js';
import {flagshipWith, night, prepared} from '../helpers/flagship.js';
import {hashOf} from '../helpers/run-hash.js';
import {MINUTE_MS, without} from '../helpers/what-if.js';

type Row = Record<string, unknown>;
type Change = (component: (id: string) => Row, parameter: (name: string) => {value: number; range?: unknown}) => void;

/** The night with one thing taken out of the model; people act by the clock. */
function preparedWithout(change: Change): Prepared {
  const timeline = flagshipWith(file => {
    const model = file.model as {components: Row[]; actions: Row[]; parameters: Record<string, {value: number; range?: unknown}>};
    for (const action of model.actions) delete action.when;
    change(
      id => model.components.find(component => component.id === id) ?? expect.fail(`no component ${id}`),
      name => {
        const parameter = model.parameters[name] ?? expect.fail(`no parameter ${name}`);
        delete parameter.range;
        return parameter;
      },
    );
  });
  return prepare(timeline);
}

const nightWithout = (change: Change): Run => preparedWithout(change).history;

const windowsIn = (run: Run, service: string, from = '23:00'): readonly Window[] =>
  windowsOfService(run, service).filter(({startsAtMs}) => startsAtMs >= night(from));
const endOf = (run: Run, service: string, index = 0): Ms =>
  windowsOfService(run, service)[index]?.endsAtMs ?? expect.fail(`${service} never ended`);
const startOf = (run: Run, service: string): Ms =>
  windowsOfService(run, service)[0]?.startsAtMs ?? expect.fail(`${service} was never down`);
const about = (atMs: Ms, clock: string, minutes: number): void =>
  expect(Math.abs(atMs - night(clock)) / MINUTE_MS).toBeLessThanOrEqual(minutes);

/** The second wave: what came of the backlog in network state. */
const secondWave = ['network-manager', 'nlb', 'sts', 'lambda'];

describe('what the night needs to be the night', () => {
  it('nothing taken out: history, bit for bit', () => {
    expect(hashOf(nightWithout(() => {}))).toBe(hashOf(prepared.history));
    for (const service of secondWave) expect(windowsIn(prepared.history, service, '05:00')).not.toEqual([]);
  });

  it('no negative caching: DynamoDB is back with the record at 02:25', () => {
    const run = nightWithout((_, parameter) => {
      parameter('negativeTtlSeconds').value = 0;
      parameter('sdkNegativeTtlSeconds').value = 0;
    });
    about(endOf(run, 'dynamodb'), '02:25', 1);
  });

  describe('nobody does anything about DWFM', () => {
    const leftAlone = (change: Change): Run =>
      simulate(preparedWithout(change), [without('dwfm.throttle'), without('dwfm.restart')], {mode: 'clock'});
    const leasedAt = (run: Run, clock: string): number => valueAt(run, 'dwfm.leased', night(clock)) as number;
    const hours = ['03:00', '04:00', '06:00', '08:00', '12:00', '20:00'];

    it('as it is: not one lease more, all day', () => {
      const run = leftAlone(() => {});
      for (const clock of hours) expect(leasedAt(run, clock)).toBeCloseTo(leasedAt(run, '02:45'), 3);
      expect(leasedAt(run, '20:00')).toBeLessThan(0.15);
    });

    // Work that is never in vain is not yet fast: droplets that asked more than once still fill the queues.
    it('lease work never times out: leases come back by themselves, however slowly', () => {
      const leased = hours.map(clock =>
        leasedAt(
          leftAlone(component => {
            component('dwfm').deadlineMin = 1e9;
          }),
          clock,
        ),
      );
      for (const [index, share] of leased.entries()) expect(share).toBeGreaterThan((leased[index - 1] ?? 0.2) + 0.02);
      expect(leased.at(-1)).toBeGreaterThan(0.6);
    });

    it('… and no droplet asks again while it waits: all leases are back before 08:00', () => {
      const run = leftAlone(component => {
        component('dwfm').deadlineMin = 1e9;
        component('dwfm').qmax = 1;
      });
      expect(endOf(run, 'dwfm')).toBeLessThan(night('08:00'));
    });
  });

  it('no network state held back: no second wave; load balancers notice only the first minutes of new launches', () => {
    const run = nightWithout((_, parameter) => {
      parameter('deferredNetworkWork').value = 0;
    });
    for (const service of ['network-manager', 'sts', 'lambda']) expect(windowsIn(run, service, '05:00')).toEqual([]);
    for (const {status, startsAtMs, endsAtMs} of windowsIn(run, 'nlb')) {
      expect(status).toBe('degraded');
      expect((endsAtMs as Ms) - startsAtMs).toBeLessThan(15 * MINUTE_MS);
    }
  });

  it('checks that wait for network state: load balancers, STS and Lambda stay well; Network Manager does not', () => {
    const run = nightWithout(component => {
      component('nlb').propWaitMin = 0;
    });
    for (const service of ['nlb', 'sts', 'lambda']) expect(windowsIn(run, service, '05:00')).toEqual([]);
    expect(windowsIn(run, 'network-manager')).toHaveLength(1);
  });

  it('checks that end nothing: Lambda stays well, STS does not', () => {
    const run = nightWithout(component => {
      component('nlb').termRate = 0;
    });
    expect(windowsIn(run, 'lambda', '05:00')).toEqual([]);
    expect(windowsIn(run, 'sts', '05:00')).toHaveLength(1);
  });

  it('pollers that come back by themselves: their backlog is gone by 03:10, an hour and a half before anybody restarts them', () => {
    const run = nightWithout(component => {
      delete component('lambda.esm').latchMin;
    });
    expect(endOf(run, 'sqs-event-sources')).toBeGreaterThan(night('02:40'));
    expect(endOf(run, 'sqs-event-sources')).toBeLessThan(night('03:10'));
  });

  it('no retries against STS: its second window is 08:51 to 09:41', () => {
    const run = nightWithout(component => {
      component('sts').retryAmp = 0;
    });
    const [second, ...more] = windowsIn(run, 'sts', '05:00');
    about(second?.startsAtMs as Ms, '08:51', 5);
    about(second?.endsAtMs as Ms, '09:41', 5);
    expect(more).toEqual([]);
  });

  it('nothing holds out for minutes: STS, Lambda and Connect go down with DynamoDB', () => {
    const run = nightWithout((_, parameter) => {
      parameter('holdControlSeconds').value = 0;
      parameter('connectHoldSeconds').value = 0;
    });
    for (const service of ['sts', 'lambda', 'connect']) about(startOf(run, service), '23:48', 1);
  });
});
