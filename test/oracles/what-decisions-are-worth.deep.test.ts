import {describe, expect, it} from 'vitest';
import type {Plan} from '../../src/engine/plan.js';
import {prepare, simulate} from '../../src/engine/simulate.js';
import type {Model, Ms} from '../../src/timeline/types.js';
import {flagship, night} from '../helpers/flagship.js';
import {allClearMs, costOf, inEffectAt, MINUTE_MS, moved, without} from '../helpers/what-if.js';

/** The table was made for a run to 08:00 of the second morning. */
const untilEight = {...flagship, model: {...(flagship.model as Model), endsAtMs: night('23:00') + 33 * 60 * MINUTE_MS}};
const prepared = prepare(untilEight);
const {history} = prepared;

type Judgement = 'right' | 'wrong' | 'even';
/** `percent`: user-minutes against history. `clear`: when the last of the provider's services is well; 'none': none was ever impaired. */
type Row = {
  readonly id: string;
  readonly what: string;
  readonly plan: Plan;
  readonly percent: number;
  readonly clear: string;
  readonly is: Judgement;
};

const noRestart = without('dwfm.restart');
const noThrottle = without('dwfm.throttle');
const rows: readonly Row[] = [
  {id: 'base', what: 'the recorded actions', plan: [], percent: 0, clear: '14:20', is: 'even'},
  {
    id: 'A1',
    what: 'automation off at 23:40',
    plan: [inEffectAt('dns-automation-disable', '23:40')],
    percent: -100,
    clear: 'none',
    is: 'right',
  },
  {id: 'A2', what: 'a fence at commit', plan: [inEffectAt('dns-fence-at-commit', '23:20')], percent: -100, clear: 'none', is: 'right'},
  {
    id: 'A3',
    what: 'clean-up spares the live plan',
    plan: [inEffectAt('dns-protect-active-plan', '23:20')],
    percent: -100,
    clear: 'none',
    is: 'right',
  },
  {
    id: 'A4',
    what: 'an Enactor may repair',
    plan: [inEffectAt('dns-repair-empty-record', '23:20')],
    percent: -97,
    clear: '00:39',
    is: 'right',
  },
  {id: 'B1', what: 'DNS restored at 00:38', plan: [moved('dns.restore', '00:38')], percent: -70, clear: '10:22', is: 'right'},
  {id: 'B3', what: 'caches flushed at 02:25', plan: [inEffectAt('flush-dns-caches', '02:25')], percent: -2, clear: '14:20', is: 'right'},
  {
    id: 'C1',
    what: 'DWFM and launches throttled at 02:25, no restart',
    plan: [moved('dwfm.throttle', '02:25'), moved('ec2.throttle', '02:25')],
    percent: -33,
    clear: '09:08',
    is: 'right',
  },
  {
    id: 'C1b',
    // Launches were limited because of the collapse; who prevents it gives nobody a reason to limit them.
    what: 'DWFM alone throttled at 02:25: the launches come all at once',
    plan: [moved('dwfm.throttle', '02:25')],
    percent: -15,
    clear: '10:20',
    is: 'right',
  },
  {
    id: 'C2',
    what: 'DWFM admits by queue size',
    plan: [inEffectAt('dwfm-admit-by-queue-size', '02:25')],
    percent: -17,
    clear: '09:58',
    is: 'right',
  },
  {id: 'C3', what: 'throttle at 04:14, no restarts', plan: [noRestart], percent: 175, clear: 'never', is: 'wrong'},
  {id: 'C4', what: 'restarts at 04:14, no throttle', plan: [noThrottle], percent: 175, clear: 'never', is: 'wrong'},
  {id: 'C5', what: 'nothing done about DWFM', plan: [noThrottle, noRestart], percent: 175, clear: 'never', is: 'wrong'},
  {
    id: 'C6',
    what: 'Network Manager admits by queue size',
    plan: [inEffectAt('nm-admit-by-queue-size', '05:00')],
    percent: -27,
    clear: '13:56',
    is: 'right',
  },
  {id: 'D1', what: 'failover off at 05:30', plan: [moved('nlb.off', '05:30')], percent: -29, clear: '14:20', is: 'right'},
  {id: 'D2', what: 'failover off at the alarm, 06:52', plan: [moved('nlb.off', '06:52')], percent: -30, clear: '14:20', is: 'right'},
  {id: 'D3', what: 'a velocity limit of 5 %', plan: [inEffectAt('nlb-velocity-limit', '05:00')], percent: -21, clear: '14:20', is: 'right'},
  {id: 'E1', what: 'event sources throttled at 07:04', plan: [moved('esm.throttle', '07:04')], percent: 1, clear: '14:51', is: 'even'},
  {id: 'E2', what: 'pollers back as soon as DNS is', plan: [moved('esm.restart', '02:30')], percent: -3, clear: '14:20', is: 'right'},
  {id: 'E3', what: 'event sources never throttled', plan: [without('esm.throttle')], percent: 1, clear: '14:20', is: 'even'},
  {
    id: 'F1',
    what: 'every customer in two Regions, moved 20 minutes in',
    plan: [inEffectAt('customers-multi-region', '00:08')],
    percent: -83,
    clear: '14:20',
    is: 'right',
  },
  {
    id: 'W1',
    what: 'automation off at 00:38, nothing ever restored',
    plan: [inEffectAt('dns-automation-disable', '00:38'), without('dns.restore'), without('ddb.override'), without('ddb.early')],
    percent: 1075,
    clear: 'never',
    is: 'wrong',
  },
  {
    id: 'W2',
    what: 'all hosts restarted at once, no throttle',
    plan: [noRestart, noThrottle, inEffectAt('dwfm-restart-all-at-once', '04:14')],
    percent: 175,
    clear: 'never',
    is: 'wrong',
  },
  {
    id: 'W3',
    what: 'all hosts restarted at once, with the throttle',
    plan: [noRestart, inEffectAt('dwfm-restart-all-at-once', '04:14')],
    percent: 2,
    clear: '14:36',
    is: 'wrong',
  },
  {id: 'W4', what: 'DWFM throttle off at 04:50', plan: [inEffectAt('dwfm-unthrottle', '04:50')], percent: 175, clear: 'never', is: 'wrong'},
  {
    id: 'W5',
    what: 'launches unlimited at 06:30',
    plan: [inEffectAt('ec2-unlimit-launches', '06:30')],
    percent: 135,
    clear: '22:16',
    is: 'wrong',
  },
  {id: 'W6', what: 'failover on again at once', plan: [moved('nlb.on', '09:40')], percent: 7, clear: '14:55', is: 'wrong'},
  {id: 'W7', what: 'failover never off', plan: [without('nlb.off')], percent: 9, clear: '15:04', is: 'wrong'},
  {
    id: 'X1',
    what: 'restore at 00:38, admission by queue size, velocity limit, pollers',
    plan: [
      moved('dns.restore', '00:38'),
      inEffectAt('dwfm-admit-by-queue-size', '00:38'),
      inEffectAt('nlb-velocity-limit', '00:38'),
      moved('esm.restart', '00:40'),
    ],
    percent: -77,
    clear: '04:47',
    is: 'right',
  },
];

const runs = new Map(rows.map(({id, plan}) => [id, simulate(prepared, plan)]));
const runOf = (id: string) => runs.get(id) ?? expect.fail(id);

function clearMs(clear: string): Ms {
  if (clear === 'never') return Number.POSITIVE_INFINITY;
  return clear === 'none' ? Number.NEGATIVE_INFINITY : night(clear);
}

describe('what each decision was worth, against the table that the model was designed to', () => {
  // Within 5 points of the table, or 8 % of its number where that is more; the all clear within a tenth of its distance from the start, or half an hour.
  it.each(rows)('$what: $percent % user-minutes, all clear $clear', ({id, percent, clear}) => {
    const off = Math.abs((costOf(runOf(id), history) - 1) * 100 - percent);
    expect(off).toBeLessThanOrEqual(Math.max(5, Math.abs(percent) * 0.08));
    const expectedMs = clearMs(clear);
    const clearAtMs = allClearMs(runOf(id));
    const startMs = flagship.incident.startsAtMs;
    const withinMs = Math.max(30 * MINUTE_MS, (expectedMs - startMs) / 10);
    if (Number.isFinite(expectedMs)) expect(Math.abs(clearAtMs - expectedMs)).toBeLessThanOrEqual(withinMs);
    else expect(clearAtMs).toBe(expectedMs);
  });

  it('a day that would have been saved has no user-minute lost, not nearly none', () => {
    for (const id of ['A1', 'A2', 'A3']) expect(costOf(runOf(id), history)).toBe(0);
  });
});

describe('every right move ≤ history ≤ every wrong move', () => {
  it.each(rows.filter(({is}) => is === 'right'))('$what: no more user-minutes, no later all clear', ({id}) => {
    expect(costOf(runOf(id), history)).toBeLessThan(1);
    expect(allClearMs(runOf(id))).toBeLessThanOrEqual(allClearMs(history));
  });

  it.each(rows.filter(({is}) => is === 'wrong'))('$what: more user-minutes, no earlier all clear', ({id}) => {
    expect(costOf(runOf(id), history)).toBeGreaterThan(1);
    expect(allClearMs(runOf(id))).toBeGreaterThanOrEqual(allClearMs(history));
  });

  it.each(rows.filter(({is}) => is === 'even'))('$what: within 5 % of history', ({id}) => {
    expect(Math.abs(costOf(runOf(id), history) - 1)).toBeLessThan(0.05);
  });
});
