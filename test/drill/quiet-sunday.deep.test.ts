import {describe, expect, it} from 'vitest';
import {type Played, playPolicy} from '../../src/drill/report/policy.js';
import {isSo} from '../../src/drill/scenario/predicate.js';
import type {Setup} from '../../src/drill/scenario/setup.js';
import {valueAt} from '../../src/engine/run.js';
import type {Ms} from '../../src/timeline/types.js';
import {flagship, night} from '../helpers/flagship.js';
import {lostBy, playedBy, quietSunday, setUpSunday} from '../helpers/quiet-sunday.js';

const minuteMs = 60_000;
const arrivals = ({state}: Played): ReadonlyMap<string, Ms> => new Map(state.messages.map(({id, atMs}) => [id, atMs]));
const inTime = (id: string, played: Played): number => {
  const inject = quietSunday.msel.find(inject => inject.id === id);
  return Math.abs((arrivals(played).get(id) ?? Number.POSITIVE_INFINITY) - (inject?.atMs ?? 0)) / minuteMs;
};
const rows = quietSunday.msel.filter(({id}) => /^Q-\d\d[a-f]?$/.test(id));
const setup = setUpSunday();
const nightAgain = playedBy('history', setup);
const at = (signal: string, clock: string, {state}: Played = nightAgain, of: Setup = setup): number =>
  valueAt(of.living(state.plan, state.nowMs), signal, night(clock)) ?? Number.NaN;

describe('Quiet Sunday', () => {
  it('has its 39 rows, the last one in six beats, and a cupboard of contingencies', () => {
    const numbers = new Set(rows.map(({id}) => id.slice(0, 4)));
    expect([...numbers]).toEqual(Array.from({length: 39}, (_, index) => `Q-${String(index + 1).padStart(2, '0')}`));
    expect(rows.filter(({id}) => id.startsWith('Q-39'))).toHaveLength(6);
    const cupboard = quietSunday.msel.filter(({id}) => id.startsWith('X'));
    expect(cupboard.length).toBeGreaterThanOrEqual(8);
    expect(cupboard.every(({kind}) => kind === 'contingency')).toBe(true);
  });

  it('has sixteen decisions for the provider, three for the customer, and variants from 30 to 150 minutes', () => {
    expect(quietSunday.decisions.filter(({id}) => !id.startsWith('DP-T'))).toHaveLength(16);
    expect(quietSunday.decisions.filter(({id}) => id.startsWith('DP-T'))).toHaveLength(3);
    expect([...new Set(quietSunday.variants.map(({minutes}) => minutes))]).toEqual([30, 60, 90, 150]);
    const crews = quietSunday.variants.filter(({isSolo}) => !isSolo).map(({id}) => setUpSunday({variant: id}).seats.length);
    expect(crews).toEqual([8, 5, 8, 5, 10]);
  });

  it('keeps at least six useless or harmful actions in the palette, some of which the model does not know', () => {
    const decoys = quietSunday.palette.filter(({decoy}) => decoy);
    expect(decoys.length).toBeGreaterThanOrEqual(6);
    expect(decoys.filter(({mitigation, recorded}) => mitigation === undefined && recorded.length === 0).length).toBeGreaterThanOrEqual(6);
  });

  it('gives a covered seat’s messages and decisions to the seat that covers it', () => {
    const five = setUpSunday({variant: '60-five'});
    expect(five.seats.map(({id}) => id)).not.toContain('dns');
    expect(five.drill.msel.find(({id}) => id === 'Q-01')?.to).toEqual(['dns-function']);
    expect(five.drill.decisions.find(({id}) => id === 'DP-04')?.seats).toEqual(['dns-function', 'ic']);
  });
});

describe('the night again, by rules instead of by the clock', () => {
  it.each(rows.filter(({kind}) => kind === 'contextual').map(({id}) => id))('%s comes within ten minutes of its time', id =>
    expect(inTime(id, nightAgain)).toBeLessThanOrEqual(10),
  );

  it('what a team had to be told it did not have to be told', () =>
    expect([...arrivals(nightAgain).keys()].filter(id => ['Q-10', 'Q-28', 'Q-38'].includes(id))).toEqual([]));

  it('has the night’s shape: no recovery before 04:14, flapping until 09:36, all well by 14:20', () => {
    expect(at('ddb.public', '02:20')).toBe(0);
    expect(at('ddb.public', '02:41')).toBe(1);
    for (const clock of ['02:45', '03:30', '04:10']) expect(at('dwfm.leased', clock)).toBeLessThan(0.2);
    expect(at('dwfm.leased', '05:40')).toBeGreaterThan(0.98);
    for (const clock of ['06:00', '07:30', '09:30']) expect(at('nlb.withdrawn', clock)).toBeGreaterThan(0.04);
    expect(at('nlb.withdrawn', '10:50')).toBeLessThan(0.02);
    expect(at('ec2.err', '14:20')).toBeLessThan(0.05);
  });

  it('opens every decision', () =>
    expect(Object.keys(nightAgain.state.decisions).sort()).toEqual(quietSunday.decisions.map(({id}) => id).sort()));
});

describe('when nobody acts', () => {
  const nobody = playedBy(null, setup);

  it('the first scene comes as it came, and nothing of what a repair brings', () => {
    const first = rows.filter(({scene, kind}) => scene === 'S1' && kind === 'contextual').map(({id}) => id);
    for (const id of first) expect(inTime(id, nobody)).toBeLessThanOrEqual(10);
    for (const id of ['Q-16', 'Q-21', 'Q-23', 'Q-30', 'Q-34']) expect(arrivals(nobody).has(id)).toBe(false);
  });

  it('the controller sees that contingencies are due, and somebody alone gets them', () => {
    expect(nobody.state.rows['Q-10']?.sinceMs).not.toBe(null);
    expect(arrivals(nobody).has('Q-10')).toBe(false);
    const alone = setUpSunday({variant: '30'});
    expect(arrivals(playedBy(null, alone)).has('X9')).toBe(true);
  });

  it('it is worse than the night, and the night is worse than the best known', () => {
    const best = playedBy('best', setup);
    const lost = [nobody, nightAgain, best].map(({state}) => lostBy(setup, state));
    expect(lost).toEqual([...lost].sort((a, b) => b - a));
    expect(lost[2] as number).toBeLessThan((lost[1] as number) / 2);
  });
});

describe('twins', () => {
  const until = {untilMs: night('00:12')};
  const first = rows.slice(0, 8).map(({id}) => id);
  const opening = (played: Played): readonly (Ms | undefined)[] => first.map(id => arrivals(played).get(id));

  it.each(quietSunday.twins.map(({id}) => id))('%s begins like the night', twin =>
    expect(opening(playedBy(null, setUpSunday({twin}), until))).toEqual(opening(playedBy(null, setup, until))),
  );

  it('V1 and V3: the record has addresses, and what mends the one does not mend the other', () => {
    // Nobody writes a record without having read what it answers.
    const answered = {signal: 'dns.regional', op: '>=', value: 0, forMinutes: 0} as const;
    const cures = {V1: 'flush-caches', V3: 'write-record-bare'} as const;
    for (const twin of ['V1', 'V3'] as const) {
      const other = setUpSunday({twin});
      for (const action of Object.values(cures)) {
        const policy = {
          id: 'once',
          title: '',
          rules: [{when: {all: [{reachedMs: night('00:00')}, answered]}, afterMinutes: 0, order: action}],
        };
        const played = playPolicy(other, policy, {untilMs: night('03:00')});
        expect(at('dns.regional', '00:30', played, other)).toBe(1);
        expect(at('ddb.public', '02:59', played, other) > 0.5).toBe(action === cures[twin]);
      }
    }
  });

  it('V4: the lease manager copes, and network settings are what collapses', () => {
    const other = setUpSunday({twin: 'V4'});
    const played = playedBy('history', other, {untilMs: night('05:00')});
    expect(at('dwfm.leased', '03:00', played, other)).toBeGreaterThan(0.98);
    expect(at('nm.waitMin', '04:00', played, other)).toBeGreaterThan(20);
  });

  it('the night’s orders, from memory, do not mend another cause', () => {
    const other = setUpSunday({twin: 'V1'});
    const memory = playedBy('history', other);
    expect(at('ddb.public', '14:00', memory, other)).toBe(0);
    expect(lostBy(other, memory.state)).toBeGreaterThan(5 * lostBy(other, playedBy('best', other).state));
  });

  it('what is true differs', () => {
    const {state} = playedBy(null, setup, until);
    const truth = quietSunday.hypotheses.find(({id}) => id === 'name-gone')?.truth;
    expect(typeof truth === 'object' && isSo(setup, state, truth)).toBe(true);
    for (const {truths} of quietSunday.twins.filter(({id}) => id !== 'V4')) expect(truths['name-gone']).toBe(false);
  });
});

describe('sources and doubt', () => {
  const text = quietSunday.facts.map(({text}) => text).join('\n');

  it('every fact that is not invented has a source and a mark', () => {
    for (const {know, sources, mark} of quietSunday.facts) {
      if (know.tag !== 'FIC') expect(sources).not.toEqual([]);
      expect(['H', 'M', 'A']).toContain(mark);
    }
  });

  it.each([
    ['00:26', '00:38'],
    ['02:24', '02:25'],
    ['09:36', '09:38'],
    ['14:20', '15:01'],
  ])('%s and %s are both shown', (one, other) => {
    expect(text).toContain(one);
    expect(text).toContain(other);
  });

  it('no fact is known before its own event, and what was published afterwards is late', () => {
    for (const {know} of quietSunday.facts) {
      if (know.tag === 'LATE') expect(know.fromMs).toBe(quietSunday.facts.find(({id}) => id === 'race')?.know.fromMs);
      else expect(know.fromMs ?? 0).toBeLessThan(night('23:59') + 36 * 60 * minuteMs);
    }
  });

  it('portrays nobody who was there', () => {
    const said = JSON.stringify(flagship.drill);
    for (const name of ['Whittaker', 'Srinivas', 'Franceschetti', 'Garman', 'Howard', 'Jassy']) expect(said).not.toContain(name);
  });
});
