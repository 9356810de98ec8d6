import {describe, expect, it} from 'vitest';
import type {Input} from '../../src/drill/play/input.js';
import {step} from '../../src/drill/play/session.js';
import type {DrillState} from '../../src/drill/scenario/state.js';
import {valueAt} from '../../src/engine/run.js';
import {minuteMs, played} from '../helpers/drill.js';
import {setUpSunday} from '../helpers/quiet-sunday.js';

const setup = setUpSunday({variant: '60'});
const on = (minutes: number): Input => ({type: 'advance', byMs: minutes * minuteMs});
const order = (action: string): Input => ({
  type: 'order',
  seat: 'ic',
  action,
  card: {effect: 'it works', check: 'its panel', risk: '', wayBack: ''},
});
const start: Input = {type: 'start-ex'};
const look: Input = {type: 'look', seat: 'ic', panel: 'names'};
const now = (signal: string, {plan, nowMs}: DrillState): number | undefined => valueAt(setup.living(plan, nowMs), signal, nowMs);

describe('an order that carries out a recorded action', () => {
  it('does what was done on the night, after its own lead time', () => {
    const ordered = played(setup, [start, on(15), look, order('write-record-bare'), on(149)]);
    expect(now('dns.regional', ordered)).toBe(0);
    expect(now('dns.regional', played(setup, [on(2)], ordered))).toBe(1);
  });

  it('is as if it had been ordered in one go, however often somebody looked meanwhile', () => {
    const inputs: readonly Input[] = [start, on(15), order('pin-own-tools'), ...Array.from({length: 40}, () => on(1))];
    const slow = played(setup, inputs);
    const other = setUpSunday({variant: '60'});
    const quick = played(other, [start, on(15), order('pin-own-tools'), on(40)]);
    expect(now('ddb.auth', slow)).toBe(valueAt(other.living(quick.plan, quick.nowMs), 'ddb.auth', quick.nowMs));
    expect(now('ddb.auth', slow)).toBeGreaterThan(0.9);
  });

  it('can be called off before it works, and can be put forward by another order', () => {
    const ordered = played(setup, [start, on(15), look, order('write-record-bare'), on(130)]);
    const off = played(setup, [{type: 'cancel', seat: 'ic', order: ordered.orders[0]?.id ?? ''}, on(60)], ordered);
    expect(now('dns.regional', off)).toBe(0);
    const decided = played(
      setupWithSeven,
      [{type: 'decide', seat: 'ic', decision: 'DP-07', option: 'c', ranking: [], reason: 'each minute is dear'}, on(3)],
      played(setupWithSeven, [start, on(15), look, order('write-record-bare'), on(135)]),
    );
    expect(valueAt(setupWithSeven.living(decided.plan, decided.nowMs), 'dns.regional', decided.nowMs)).toBe(1);
  });
});

describe('orders that carry out the same recorded action', () => {
  const written = played(setup, [start, on(15), look, order('write-record-bare'), on(130)]);

  it('the newest says when; when it is called off, the other one does', () => {
    const sooner = played(setup, [order('put-in-now')], written);
    expect(now('dns.regional', played(setup, [on(2)], sooner))).toBe(1);
    const back = played(setup, [{type: 'cancel', seat: 'ic', order: sooner.orders.at(-1)?.id ?? ''}, on(5)], sooner);
    expect(now('dns.regional', back)).toBe(0);
    expect(now('dns.regional', played(setup, [on(20)], back))).toBe(1);
  });

  it('what has been done stays done, whatever is ordered or called off afterwards', () => {
    const hasIt = played(setup, [on(25)], written);
    expect(now('dns.regional', hasIt)).toBe(1);
    const later = played(setup, [order('hold-restore'), on(5)], hasIt);
    expect(now('dns.regional', later)).toBe(1);
  });
});

const setupWithSeven = setUpSunday({variant: '90'});

it('what has a precondition cannot be ordered before it holds, and says what it needs', () => {
  const state = played(setup, [start, on(15)]);
  const refusal = (of: DrillState): string | null => step(setup, of, order('start-readers'), of.wallMs).refused;
  expect(refusal(state)).toBe('It cannot be done yet: The database answers our own services.');
  expect(refusal(played(setup, [order('pin-all-own'), on(25)], state))).toBe(null);
});

it('every seed has its world, at the step at which it was found to agree with the record', () => {
  for (const seed of [2, 12, 51]) expect(setUpSunday({variant: '60', seed}).world.history.stepMs).toBe(30_000);
});
