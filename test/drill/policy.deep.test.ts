import {describe, expect, it} from 'vitest';
import {beginning} from '../../src/drill/play/session.js';
import {type Fog, fogOf, isSeen, type Player, playLoop, playPolicy, policyHash} from '../../src/drill/report/policy.js';
import type {Policy} from '../../src/drill/scenario/scenario.js';
import {minuteMs, played, setUpSmall} from '../helpers/drill.js';

const setup = setUpSmall();
const gone = {signal: 'dns.regional', op: '<', value: 0.5, forMinutes: 0} as const;
const policy: Policy = {
  id: 'best',
  title: 'stop, then write',
  rules: [
    {when: gone, afterMinutes: 10, order: 'stop'},
    {when: {all: [gone, {ordered: 'stop', minutes: 0}]}, afterMinutes: 0, order: 'restore'},
  ],
};
const startMs = setup.drill.startsAtMs;
const minutesIn = (atMs: number): number => (atMs - startMs) / minuteMs;

describe('a policy is a closed loop under the same fog', () => {
  it('orders when it has seen the condition, and waits for the hands', () => {
    const {state} = playPolicy(setup, policy);
    const [stop, restore] = state.orders;
    expect(state.orders.map(({action}) => action)).toEqual(['stop', 'restore']);
    const firstSeenMs = state.looks.find(({values}) => (values[0] ?? 1) < 0.5)?.atMs ?? 0;
    expect(minutesIn(firstSeenMs)).toBe(5);
    expect(stop?.atMs).toBe(firstSeenMs + 10 * minuteMs);
    // Stopping takes five minutes of the same hands.
    expect(restore?.atMs).toBe((stop?.atMs ?? 0) + 5 * minuteMs);
  });

  it('never acts on what no panel showed', () => {
    const blind: Policy = {
      ...policy,
      rules: [{when: {signal: 'dwfm.leased', op: '<', value: 0.9, forMinutes: 0}, afterMinutes: 0, order: 'restore'}],
    };
    expect(playPolicy(setup, blind).state.orders).toEqual([]);
    expect(playPolicy(setup, blind).state.looks).toEqual([]);
  });

  it('hears of an inject only when a seat inside got it', () => {
    const state = played(setup, [{type: 'start-ex'}, {type: 'advance', byMs: 30 * minuteMs}]);
    const fog = fogOf(setup, state);
    expect(minutesIn(fog.happenedAtMs('Q-01') ?? 0)).toBe(3);
    expect(fog.happenedAtMs('Q-03')).toBe(null);
    expect(isSeen(fog, {since: 'Q-01', minutes: 27})).toBe(true);
    expect(isSeen(fog, {since: 'Q-01', minutes: 28})).toBe(false);
  });

  it('what nobody has looked at is neither so nor not so', () => {
    const fog = fogOf(setup, played(setup, [{type: 'start-ex'}, {type: 'advance', byMs: 30 * minuteMs}]));
    expect(isSeen(fog, gone)).toBe(false);
    expect(isSeen(fog, {not: gone})).toBe(false);
  });

  it('has no way to the world or the book', () => {
    const keys = Object.keys(fogOf(setup, beginning(setup))).sort();
    expect(keys).toEqual(
      [
        'happenedAtMs',
        'hasPosted',
        'isOrdered',
        'minutesLeft',
        'nowMs',
        'observe',
        'orderOf',
        'orderedAtMs',
        'seats',
        'shown',
        'whereShown',
      ].sort(),
    );
    // @ts-expect-error: a player is given the fog, not the setup
    const cheat: Player = (fog: Fog & {living: unknown}) => (fog.living === null ? [] : []);
    expect(cheat).toBeDefined();
  });

  it('a seat has no more minutes than a round is long', () => {
    const everything: Player = ({nowMs}) => [1, 2, 3, 4].map(() => ({type: 'look', seat: 'dns', panel: nowMs >= 0 ? 'resolver' : ''}));
    const {state} = playLoop(setup, beginning(setup), everything, {untilMs: startMs + 5 * minuteMs});
    // Two looks of two minutes each, in each of two rounds.
    expect(state.looks).toHaveLength(4);
  });

  it('the same policy has the same hash, another one another', () => {
    expect(policyHash(policy)).toMatch(/^[0-9a-f]{16}$/);
    expect(policyHash({...policy})).toBe(policyHash(policy));
    expect(policyHash({...policy, rules: policy.rules.slice(1)})).not.toBe(policyHash(policy));
  });

  it('gives its orders as inputs that play again to the same state', () => {
    const {state, inputs} = playPolicy(setup, policy);
    const again = played(setup, inputs);
    expect(again.orders.map(({action, atMs}) => [action, atMs])).toEqual(state.orders.map(({action, atMs}) => [action, atMs]));
    expect(again.plan).toEqual(state.plan);
  });
});
