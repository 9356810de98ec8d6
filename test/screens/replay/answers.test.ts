import {describe, expect, it} from 'vitest';
import type {Plan} from '../../../src/engine/plan.js';
import {type Prepared, prepare} from '../../../src/engine/simulate.js';
import {questionsOf} from '../../../src/screens/replay/state/answering.js';
import {type Answer, keyOf} from '../../../src/screens/replay/state/questions.js';
import type {AppState} from '../../../src/screens/replay/state/state.js';
import type {View} from '../../../src/screens/replay/state/view.js';
import type {Worlds} from '../../../src/timeline/types.js';
import {answered, screenOf, size, viewAt} from '../../helpers/console.js';
import {flagship, night, prepared} from '../../helpers/flagship.js';

const failoverOff: Plan = [{op: 'add', mitigation: 'nlb-failover-off', atMs: night('05:30')}];
const mitigations = (mitigation: string): Partial<AppState> => ({overlay: {type: 'mitigations', scroll: 0}, mitigation});
const why: Partial<AppState> = {overlay: {type: 'why', service: 'ec2', scroll: 0}};
const asks = (view: View): readonly string[] => questionsOf(view).map(({kind}) => kind);

/** The flagship with other worlds: how long clients keep an empty answer, a little shorter and a little longer. */
function withWorlds(values: Worlds['values']): Prepared {
  const worlds: Worlds = {seed: 1, drawn: values.length, toleranceMinutes: 10, parameters: ['sdkNegativeTtlSeconds'], values};
  if (flagship.model === null) throw new Error('the flagship has a model');
  return prepare({...flagship, model: {...flagship.model, worlds}});
}

const plain: Prepared = flagship.model === null ? prepared : prepare({...flagship, model: {...flagship.model, worlds: null}});

/** A view with one answer made by hand. */
function told(view: View, kind: string, answer: Answer): View {
  const question = questionsOf(view).find(asked => asked.kind === kind);
  return question === undefined ? view : {...view, answers: new Map([[keyOf(question), answer]])};
}

describe('what a frame asks', () => {
  it.each([
    {name: 'nothing over plain history', state: {}, plan: [], kinds: []},
    {
      name: 'what the open mitigation would do, and until when',
      state: mitigations('nlb-failover-off'),
      plan: [],
      kinds: ['preview', 'latest'],
    },
    {name: 'no preview of what is thrown already', state: mitigations('nlb-failover-off'), plan: failoverOff, kinds: ['latest']},
    {name: 'no preview of what cannot be thrown now', state: mitigations('dns-restore-by-hand'), plan: [], kinds: ['latest']},
    {name: 'no preview of a moment that passes', state: {...mitigations('nlb-failover-off'), playing: true}, plan: [], kinds: ['latest']},
    {name: 'why', state: why, plan: [], kinds: ['why']},
    {name: 'no why of a moment that passes', state: {...why, playing: true}, plan: [], kinds: []},
    {name: 'how the model agrees', state: {screen: {type: 'fidelity', scroll: 0}}, plan: [], kinds: ['fidelity']},
    {name: 'no band without other worlds', state: {}, plan: failoverOff, kinds: []},
  ] as const)('is $name', ({state, plan, kinds}) => {
    expect(asks(viewAt(plain, night('05:30'), plan, state))).toEqual(kinds);
  });

  it('is the band of a what-if, where the file has other worlds', () => {
    const world = withWorlds([[5]]);
    expect(asks(viewAt(world, night('05:30'), failoverOff))).toEqual(['band']);
    expect(asks(viewAt(world, night('05:30')))).toEqual([]);
  });
});

describe('the band', () => {
  const world = withWorlds([[5], [10]]);
  const view = viewAt(world, night('07:30'), failoverOff, {screen: {type: 'compare', scroll: 0}});
  const spread = [0, 0, 0] as const;
  const counts = {worlds: 2, userMinutes: spread, versusHistoryUserMinutes: spread, better: 1, same: 0, worse: 1};
  const head = (shown: View, on = '80x24') => screenOf(shown, size(on))[2];

  it('is pending, then known, and nothing else moves', () => {
    const [pending, known] = [head(view), head(answered(world, view))];
    expect(pending).toContain('band pending…');
    expect(known).toMatch(/saves [\d.]+ bn \(-\d+ %\) {2}band -\d+ to -\d+ % +SIMULATED/);
    expect(known?.replace(/band .*? % +/, '')).toBe(pending?.replace(/band pending… +/, ''));
  });

  it('says in words that a sign is not certain, whole at 80 columns', () => {
    const band = {...counts, versusHistory: [-0.08, 0.01, 0.236] as const, signStable: false};
    expect(head(told(view, 'band', {worlds: 2, band}))).toContain('-8 to +24 %, sign unsure');
  });

  it('counts the worlds in the impact panel', () => {
    const impact = {...view, state: {...view.state, screen: {type: 'replay'}, focus: 'impact'}} as const;
    expect(screenOf(told(impact, 'band', {worlds: 1, band: null}), size('200x60')).join('\n')).toContain('band pending… 1 of 2 worlds');
    expect(screenOf(answered(world, impact), size('200x60')).join('\n')).toContain('p10 to p90 of 2 worlds');
  });

  it('is none where a world of the file does not run, says so, and the replay goes on', () => {
    const broken = withWorlds([[5], [-5]]);
    const shown = answered(broken, viewAt(broken, night('07:30'), failoverOff));
    expect(head(shown)).toMatch(/\(-\d+ %\) {2}no band/);
    expect(screenOf(shown, size('200x60')).join('\n')).toContain('no band: world 1:');
  });
});

describe('until when a mitigation helps', () => {
  const view = viewAt(prepared, night('05:30'), [], mitigations('nlb-failover-off'));
  const lines = (shown: View) => screenOf(shown, size('120x40')).join('\n');
  const latest = {
    mitigation: 'nlb-failover-off',
    atMs: night('09:25'),
    gainMinutes: 2e8,
    bestAtMs: night('06:20'),
    bestGainMinutes: 2.88e10,
  };

  it('stands in its row, on its card and on the bar', () => {
    const text = lines(told(view, 'latest', {triedMs: night('09:25'), latest}));
    expect(text).toMatch(/› ?\[ \] Switch NLB AZ failover off +until 09:25/);
    expect(text).toContain('alone, until 09:25; saves most');
    expect(text.split('\n').find(line => line.includes('▃┃'))).toContain('⌐');
  });

  it('takes no room before it is known', () => {
    const row = (text: string) => text.split('\n').find(line => line.includes('›[ ] Switch NLB'));
    expect(row(lines(view))?.replace('until   …  ', 'until 09:25')).toBe(
      row(lines(told(view, 'latest', {triedMs: night('09:25'), latest}))),
    );
  });

  it('is said of what never helps', () => {
    const never = {mitigation: 'nlb-failover-off', atMs: null, gainMinutes: 0, bestAtMs: null, bestGainMinutes: 0};
    expect(lines(told(view, 'latest', {triedMs: night('23:00'), latest: never}))).toContain('never useful');
  });
});

describe('why', () => {
  it('waits for its proof in words', () => {
    expect(screenOf(viewAt(prepared, night('02:31'), [], why), size('80x24')).join('\n')).toContain('proving…');
    expect(screenOf(viewAt(prepared, night('02:31'), [], {...why, playing: true}), size('80x24')).join('\n')).toContain('Pause (space)');
  });

  it('shows each link with its proof and the record beside it', () => {
    const text = screenOf(answered(prepared, viewAt(prepared, night('02:31'), [], why)), size('120x40')).join('\n');
    expect(text).toContain('EC2 launches  major outage since 23:48');
    expect(text).toMatch(/NECESSARY {2}without it: . operational/);
    expect(text).toMatch(/23:47 FAULT DNS automation/);
    expect(text).toMatch(/FACT E\d+ official/);
  });

  it('has nothing to say of what is well by then', () => {
    const text = screenOf(answered(prepared, viewAt(prepared, night('23:10'), [], why)), size('80x24')).join('\n');
    expect(text).toContain('It is operational: there is nothing to explain.');
  });

  it('says what stays down after its cause has gone', () => {
    const text = screenOf(viewAt(prepared, night('04:00'), [], why), size('200x60')).join('\n');
    expect(text).toContain('↻ trigger gone, still down. DWFM leases:');
    expect(text).toMatch(/EC2 launches +major outage +↻/);
    expect(text).not.toMatch(/Network Manager +operational +↻/);
  });
});
