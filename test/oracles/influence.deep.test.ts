import {describe, expect, it} from 'vitest';
import {prepare, simulate} from '../../src/engine/simulate.js';
import type {Model} from '../../src/timeline/types.js';
import {flagship, flagshipWith, prepared} from '../helpers/flagship.js';
import {edgesOf, MINUTE_MS, movedEdges} from '../helpers/what-if.js';

const {history} = prepared;
const gone = Number.POSITIVE_INFINITY;

/**
 * What moves when one recorded action comes 20 minutes later and everybody else acts by the clock.
 * `moves`: minutes by edge, each within `within` (default 1). `ripples`: edges that may move by up to 6 minutes, or not.
 * Every other edge of the provider's services must stay where it is, to 0.6 minutes.
 */
type Row = {
  readonly action: string;
  readonly why: string;
  readonly moves: Readonly<Record<string, number>>;
  readonly within?: number;
  readonly ripples?: readonly string[];
};

const launches = ['ec2#1 end', 'ecs#1 end', 'dwfm#1 end', 'redshift-clusters#1 end'];
const afterLeases = ['network-manager#1', 'nlb#1', 'sts#2', 'lambda#2'].flatMap(window => [`${window} start`, `${window} end`]);

const rows: readonly Row[] = [
  {action: 'ddb.override', why: 'sign-in waits for it', moves: {'sts#1 end': 20, 'iam-sign-in#1 end': 20, 'redshift-iam#1 end': 20}},
  {
    action: 'ddb.early',
    why: 'the restore at 02:25 comes first',
    moves: {'lambda#1 end': 5, 'redshift#1 end': 5},
    ripples: ['network-manager#1 start', 'network-manager#1 end', 'lambda#2 end'],
  },
  {
    action: 'dns.restore',
    why: 'the record, and whoever waits for it',
    moves: {'dns-automation#1 end': 20, 'dynamodb#1 end': 20, 'support#1 end': 20, 'global-tables#1 end': 21},
    ripples: ['network-manager#1 start', 'network-manager#1 end', 'lambda#2 end'],
  },
  {action: 'dns.disable', why: 'there is no second late Enactor', moves: {}},
  {
    action: 'dwfm.throttle',
    why: 'hosts restarted before it collapse again: launches never recover, so nothing floods what comes after',
    moves: {...Object.fromEntries([...launches, ...afterLeases].map(edge => [edge, gone])), 'connect#2 start': 81},
    within: 15,
  },
  {
    action: 'dwfm.restart',
    why: 'the leases and everything after them',
    moves: {
      'dwfm#1 end': 20,
      'network-manager#1 start': 20,
      'network-manager#1 end': 40,
      'nlb#1 start': 20,
      'sts#2 start': 20,
      'lambda#2 start': 18,
      'lambda#2 end': 43,
      'connect#2 start': 17,
    },
    within: 3,
    ripples: ['sts#2 end', 'nlb#1 end', 'connect#2 end'],
  },
  {action: 'ec2.throttle', why: 'until 05:28 launches fail anyway', moves: {}},
  {
    action: 'esm.restart',
    why: 'the night backlog, and chat behind it',
    moves: {'sqs-event-sources#1 end': 31, 'connect#1 end': 26},
    within: 7,
  },
  {
    action: 'ec2.throttle2',
    why: 'more launches load Network Manager for longer',
    moves: {'lambda#2 end': 6},
    within: 3,
    ripples: ['network-manager#1 end', 'sts#2 start', 'nlb#1 end', 'sts#2 end'],
  },
  {action: 'redshift.stop', why: 'a longer backlog', moves: {'redshift-clusters#1 end': 38}},
  {
    action: 'esm.throttle',
    why: 'the day backlog begins later and is smaller',
    moves: {'sqs-event-sources#2 start': 20, 'sqs-event-sources#2 end': -8, 'connect#2 end': -7},
    within: 4,
  },
  {action: 'nlb.off', why: 'capacity returns later', moves: {'sts#2 end': 19, 'nlb#1 end': 19, 'lambda#2 end': 30}, within: 4},
  {action: 'ec2.relax', why: 'the last launches, and containers after them', moves: {'ec2#1 end': 20, 'ecs#1 end': 20}},
  {action: 'esm.relax', why: 'the day backlog', moves: {'sqs-event-sources#2 end': 30, 'connect#2 end': 30}, within: 7},
  {action: 'nlb.on', why: 'everything is well by then', moves: {}},
  {action: 'redshift.resume', why: 'the replacements', moves: {'redshift-clusters#1 end': 20}},
];

describe('who influences what: one action 20 minutes later, everybody else by the clock', () => {
  it('has a row for every recorded action', () => {
    expect(rows.map(({action}) => action).toSorted()).toEqual((flagship.model as Model).actions.map(({id}) => id).toSorted());
  });

  it.each(rows)('$action: $why', ({action, moves, within = 1, ripples = []}) => {
    const atMs = (flagship.model as Model).actions.find(({id}) => id === action)?.atMs ?? 0;
    const run = simulate(prepared, [{op: 'move', action, atMs: atMs + 20 * MINUTE_MS}], {mode: 'clock'});
    const shifts = movedEdges(run, history, 0.6);
    for (const [edge, minutes] of Object.entries(moves)) {
      const shift = shifts.get(edge) ?? 0;
      if (Number.isFinite(minutes)) expect(Math.abs(shift - minutes), `${edge} moved ${shift}`).toBeLessThanOrEqual(within);
      else expect(shift, edge).toBe(gone);
    }
    const others = [...shifts].filter(([edge, shift]) => !(edge in moves) && !(ripples.includes(edge) && Math.abs(shift) <= 6));
    expect(others).toEqual([]);
  });

  it('the Enactor 950 instead of 978 seconds late: the windows of the night vanish, everybody acting by the clock', () => {
    const missed = prepare(
      flagshipWith(file => {
        const model = file.model as {faults: Record<string, unknown>[]; actions: Record<string, unknown>[]};
        for (const fault of model.faults) fault.stallSeconds = 950;
        for (const action of model.actions) delete action.when;
      }),
    ).history;
    const left = [...edgesOf(missed).keys()];
    for (const service of ['dynamodb', 'support', 'sts', 'iam-sign-in', 'dwfm', 'network-manager', 'nlb', 'lambda', 'redshift'])
      expect(left.filter(edge => edge.startsWith(`${service}#`))).toEqual([]);
  });
});
