import {describe, expect, it} from 'vitest';
import type {Input} from '../../src/drill/play/input.js';
import {passing} from '../../src/drill/play/pace.js';
import type {ClockPolicy} from '../../src/drill/scenario/clock-policy.js';
import {minuteMs, played, setUpSmall} from '../helpers/drill.js';

const start: Input = {type: 'start-ex'};
const on = (minutes: number): Input => ({type: 'advance', byMs: minutes * minuteMs});
const decide: Input = {type: 'decide', seat: 'ic', decision: 'DP-04', option: 'b', ranking: [], reason: 'it looks stuck to us'};

/** Simulated minutes that a wall minute costs. */
function minutesA(policy: ClockPolicy, inputs: readonly Input[]): number {
  const setup = setUpSmall({policy});
  return passing(setup, played(setup, inputs), minuteMs) / minuteMs;
}

describe('what a wall minute costs', () => {
  const pace: Input = {type: 'pace', pace: 10};
  it.each([
    {policy: 'hold', play: 10, talk: 0},
    {policy: 'tax', play: 10, talk: 4},
    {policy: 'run', play: 10, talk: 10},
  ] as const)('$policy: $play minutes in play, $talk while a decision is open', ({policy, play, talk}) => {
    expect(minutesA(policy, [start, pace, on(5)])).toBe(play);
    expect(minutesA(policy, [start, pace, on(30)])).toBe(talk);
    expect(minutesA(policy, [start, pace, on(30), decide])).toBe(play);
  });

  it('nothing before StartEx, while paused, while halted, after EndEx, and at the end of the night', () => {
    for (const inputs of [
      [],
      [start, {type: 'pause'}],
      [start, {type: 'halt'}],
      [start, {type: 'end-ex'}],
      [start, on(24 * 60)],
    ] as Input[][]) {
      expect(minutesA('run', inputs)).toBe(0);
    }
    expect(minutesA('run', [start, {type: 'halt'}, {type: 'resume'}])).toBe(1);
  });
});
