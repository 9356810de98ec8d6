import {describe, expect, it} from 'vitest';
import type {Input} from '../../src/drill/play/input.js';
import {drillOf} from '../../src/drill/scenario/scenario.js';
import {setUp} from '../../src/drill/scenario/setup.js';
import {minuteMs, played} from '../helpers/drill.js';
import {flagship, prepared} from '../helpers/flagship.js';

const drill = drillOf(flagship);
if (drill === null) throw new Error('the flagship has no drill');
const setup = setUp(flagship, drill, {variant: '30', twin: null, seed: 1, policy: 'hold'}, () => prepared);
const on = (minutes: number): Input => ({type: 'advance', byMs: minutes * minuteMs});
const card = {effect: 'the name answers', check: 'resolver', risk: '', wayBack: ''};
const order = (action: string): Input => ({type: 'order', seat: 'you', action, card});
const start: Input = {type: 'start-ex'};
const look: Input = {type: 'look', seat: 'you', panel: 'names'};
const answersAfter = (inputs: readonly Input[]): number => {
  const state = played(setup, inputs);
  const {table, columns, signals, rows} = setup.living(state.plan, state.nowMs);
  return table[(rows - 1) * signals.length + (columns.get('dns.regional') ?? -1)] as number;
};

describe('two orders that do the same thing', () => {
  const restored: readonly Input[] = [start, on(10), look, order('write-record'), on(80)];

  it('what is done is not undone by ordering it once more', () => {
    expect(answersAfter(restored)).toBe(1);
    expect(answersAfter([...restored, order('hold-restore'), on(5)])).toBe(1);
  });

  it('the last one counts as long as nothing is done', () => {
    const bare: readonly Input[] = [start, on(10), look, order('write-record')];
    const called = played(setup, bare).orders.at(-1)?.id ?? '';
    const cancel: Input = {type: 'cancel', seat: 'you', order: called};
    expect(answersAfter([...bare, cancel, on(80)])).toBe(0);
    expect(answersAfter([...bare, cancel, order('write-record'), on(80)])).toBe(1);
  });
});
