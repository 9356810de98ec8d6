import {describe, expect, it} from 'vitest';
import {beginning, step} from '../../src/drill/play/session.js';
import {playerOf, playLoop} from '../../src/drill/report/policy.js';
import type {Setup} from '../../src/drill/scenario/setup.js';
import type {DrillState} from '../../src/drill/scenario/state.js';
import {policyOf, quietSunday, setUpSunday} from '../helpers/quiet-sunday.js';

const minuteMs = 60_000;
/**
 * The night's own numbers, and two worlds that fit the record as well. Tried once with all fifty: every claim below held in every world,
 * but for DP-09 b (92 %) and DP-13 a against b (98 %).
 */
const seeds = [1, 8, 21];
const worlds = seeds.map(seed => setUpSunday({seed}));

/** The drill at the moment when a decision opens, everything before it done as on the night. */
const opened = new Map<string, DrillState>();
function openedIn(setup: Setup, decision: string): DrillState {
  const key = `${setup.choice.seed} ${decision}`;
  const known = opened.get(key);
  if (known !== undefined) return known;
  const player = playerOf(policyOf('history'));
  let state = beginning(setup);
  while (state.decisions[decision] === undefined) {
    state = playLoop(setup, state, player, {untilMs: state.nowMs + 5 * minuteMs}).state;
    for (const id of Object.keys(state.decisions))
      if (!opened.has(`${setup.choice.seed} ${id}`)) opened.set(`${setup.choice.seed} ${id}`, state);
    if (state.nowMs >= quietSunday.endsAtMs) throw new Error(`${decision} never opens`);
  }
  return state;
}

/** What a number of the world did in the hours after an option was chosen, when nothing else is ordered; once a minute. */
function following(
  setup: Setup,
  decision: string,
  option: string,
  signal: string,
  minutes: number,
  from = openedIn(setup, decision),
): readonly number[] {
  const decided = step(
    setup,
    from,
    {type: 'decide', seat: 'ic', decision, option, ranking: [], reason: 'to see what follows from it'},
    from.wallMs,
  );
  if (decided.refused !== null) throw new Error(decided.refused);
  const untilMs = from.nowMs + minutes * minuteMs;
  const run = setup.living(decided.state.plan, untilMs);
  const column = run.columns.get(signal) as number;
  return Array.from({length: minutes}, (_, minute) => {
    const row = Math.floor((from.nowMs + minute * minuteMs - run.startMs) / run.stepMs);
    return run.table[row * run.signals.length + column] as number;
  });
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const most = (values: readonly number[]): number => Math.max(...values);
const last = (values: readonly number[]): number => values.at(-1) ?? Number.NaN;

/** One option against another: which is lower in what. Each holds in at least nine of ten worlds. */
type Claim = {
  readonly decision: string;
  readonly lower: string;
  readonly than: string;
  readonly what: string;
  readonly signal: string;
  readonly minutes: number;
  readonly of: (values: readonly number[]) => number;
};

const claims: readonly Claim[] = [
  {decision: 'DP-04', lower: 'a', than: 'd', what: 'automation that can still write', signal: 'dns.enabled', minutes: 30, of: last},
  {decision: 'DP-04', lower: 'b', than: 'd', what: 'automation that can still write', signal: 'dns.enabled', minutes: 30, of: last},
  {decision: 'DP-06', lower: 'a', than: 'b', what: 'the deepest lease queue', signal: 'dwfm.queue', minutes: 180, of: most},
  {decision: 'DP-06', lower: 'b', than: 'a', what: 'leases held three hours later', signal: 'dwfm.leased', minutes: 180, of: last},
  {decision: 'DP-06', lower: 'd', than: 'b', what: 'callers that have the database', signal: 'ddb.public', minutes: 180, of: sum},
  {decision: 'DP-09', lower: 'd', than: 'a', what: 'leases held after two and a half hours', signal: 'dwfm.leased', minutes: 150, of: last},
  {decision: 'DP-09', lower: 'b', than: 'a', what: 'leases held after two and a half hours', signal: 'dwfm.leased', minutes: 150, of: last},
  {decision: 'DP-09', lower: 'a', than: 'c', what: 'the lease queue', signal: 'dwfm.queue', minutes: 150, of: last},
  {decision: 'DP-11', lower: 'a', than: 'd', what: 'the longest wait for network settings', signal: 'nm.waitMin', minutes: 240, of: most},
  {decision: 'DP-11', lower: 'd', than: 'b', what: 'the longest wait for network settings', signal: 'nm.waitMin', minutes: 240, of: most},
  {decision: 'DP-11', lower: 'd', than: 'b', what: 'connections lost at balancers', signal: 'nlb.err', minutes: 240, of: sum},
  {decision: 'DP-13', lower: 'a', than: 'd', what: 'capacity out of service', signal: 'nlb.withdrawn', minutes: 90, of: last},
  {decision: 'DP-13', lower: 'b', than: 'c', what: 'capacity out of service', signal: 'nlb.withdrawn', minutes: 90, of: last},
  {decision: 'DP-13', lower: 'a', than: 'b', what: 'connections lost at balancers', signal: 'nlb.err', minutes: 90, of: sum},
  {decision: 'DP-14', lower: 'a', than: 'c', what: 'direct calls that fail', signal: 'lambda.sync.err', minutes: 90, of: sum},
  {decision: 'DP-14', lower: 'd', than: 'b', what: 'direct calls that fail', signal: 'lambda.sync.err', minutes: 90, of: sum},
  {decision: 'DP-14', lower: 'c', than: 'a', what: 'messages that wait', signal: 'lambda.esm.backlog', minutes: 90, of: last},
];

describe('an option moves what it says it moves, through the model', () => {
  it.each(claims)('$decision: $lower has less of $what than $than', ({decision, lower, than, signal, minutes, of}) => {
    for (const setup of worlds) {
      const [less, more] = [lower, than].map(option => of(following(setup, decision, option, signal, minutes)));
      expect(less).toBeLessThan(more as number);
    }
  });

  it('DP-04 c: whoever restarts the appliers cannot stop them meanwhile', () => {
    const setup = worlds[0] as Setup;
    const from = openedIn(setup, 'DP-04');
    const freeAt = (option: string): number => {
      let state = step(
        setup,
        from,
        {type: 'decide', seat: 'ic', decision: 'DP-04', option, ranking: [], reason: 'to see when hands are free'},
        0,
      ).state;
      const card = {effect: 'nothing is written any more', check: 'automation', risk: '', wayBack: ''};
      for (let minute = 0; ; minute++) {
        const next = step(setup, state, {type: 'order', seat: 'dns', action: 'stop-everywhere', card}, 0);
        if (next.refused === null) return minute;
        state = step(setup, state, {type: 'advance', byMs: minuteMs}, 0).state;
      }
    };
    expect([freeAt('d'), freeAt('c')]).toEqual([0, 20]);
  });

  it('what the simulation has no lever for says so, and changes nothing', () => {
    const idle = new Set(
      quietSunday.palette.filter(({mitigation, recorded}) => mitigation === undefined && recorded.length === 0).map(({id}) => id),
    );
    for (const {options} of quietSunday.decisions)
      for (const {orders, effect} of options)
        if (orders.some(id => idle.has(id)) && orders.every(id => idle.has(id)))
          expect(effect).toMatch(/no lever|Ten minutes of one pair|same missing plan/);
    const setup = worlds[0] as Setup;
    expect(following(setup, 'DP-09', 'c', 'dwfm.leased', 60)).toEqual(following(setup, 'DP-09', 'd', 'dwfm.leased', 60));
  });
});
