import {describe, expect, expectTypeOf, it} from 'vitest';
import type {Input} from '../../src/drill/play/input.js';
import {quick} from '../../src/drill/report/ensemble.js';
import type {Figure} from '../../src/drill/report/figure.js';
import type * as command from '../../src/drill/report/measure-command.js';
import type * as decisions from '../../src/drill/report/measure-decisions.js';
import type * as orders from '../../src/drill/report/measure-evidence.js';
import type * as impact from '../../src/drill/report/measure-impact.js';
import type * as picture from '../../src/drill/report/measure-picture.js';
import type * as words from '../../src/drill/report/measure-words.js';
import * as profile from '../../src/drill/report/profile.js';
import {setUp} from '../../src/drill/scenario/setup.js';
import type {DrillState} from '../../src/drill/scenario/state.js';
import {drillFrom, minuteMs, played, setUpSmall, smallScenario, withDrill} from '../helpers/drill.js';
import {playedFlagship} from '../helpers/drill-report.js';
import {prepared} from '../helpers/flagship.js';

const on = (minutes: number): Input => ({type: 'advance', byMs: minutes * minuteMs});
const start: Input = {type: 'start-ex'};
const end: Input = {type: 'end-ex'};
const card = {effect: 'the name answers', check: 'resolver', risk: 'a typing error', wayBack: 'the old record'};
const look: Input = {type: 'look', seat: 'dns', panel: 'resolver'};
const order = (action: string): Input => ({type: 'order', seat: 'dns', action, card});

/** The small drill with cues, checks, claims, a guard and the two policies. */
const gone = {signal: 'dns.regional', op: '<', value: 0.5} as const;
const scenario = {
  ...smallScenario,
  palette: smallScenario.palette.map(action => ({
    ...action,
    cue: gone,
    cuePanels: ['resolver'],
    check: 'resolver',
    ...(action.id === 'stop' ? {guard: {id: 'upkeep', title: 'Automatic upkeep', turns: 'off'}, reversible: false} : {}),
  })),
  hypotheses: [...smallScenario.hypotheses, {id: 'attack', text: 'Somebody attacks', truth: false}],
  audiences: [
    {
      id: 'public',
      title: 'Public',
      windows: [{everyMinutes: 20}],
      claims: [{pattern: '\\bname\\b', fact: gone, says: 'the name is empty'}],
    },
  ],
  anchors: [{figure: 'words.public.first', value: 23, mark: 'V', says: '00:11.'}],
  policies: [{id: 'best', title: 'stop, then write', rules: [{when: gone, afterMinutes: 5, order: 'restore'}]}],
};
const setup = setUp(withDrill(scenario), drillFrom(scenario), {variant: '60', twin: null, seed: 1, policy: 'hold'}, timeline => ({
  ...prepared,
  timeline,
}));
const profileOf = (inputs: readonly Input[], from = setup): profile.Profile => profile.profileOf(from, played(from, inputs), quick);
const figuresOf = ({impact, decisions, orders, picture, words, command, episodes}: profile.Profile): readonly Figure[] => [
  ...[impact, decisions, picture, words, command].flatMap(({figures}) => figures),
  ...orders.evidence,
  ...orders.care,
  ...episodes.flatMap(({times}) => times),
];
const figure = (inputs: readonly Input[], id: string): Figure => {
  const found = figuresOf(profileOf(inputs)).find(one => one.id === id);
  if (found === undefined) throw new Error(`no figure ${id}`);
  return found;
};

/** What the functions of a module give back. */
type Given<Module> = {[Name in keyof Module]: Module[Name] extends (...args: never[]) => infer Result ? Result : never}[keyof Module];

describe('a profile and never a total', () => {
  it('no function of the profile or its measures gives a number', () => {
    expectTypeOf<Extract<Given<typeof profile>, number>>().toBeNever();
    expectTypeOf<Extract<Given<typeof impact>, number>>().toBeNever();
    expectTypeOf<Extract<Given<typeof decisions>, number>>().toBeNever();
    expectTypeOf<Extract<Given<typeof orders>, number>>().toBeNever();
    expectTypeOf<Extract<Given<typeof picture>, number>>().toBeNever();
    expectTypeOf<Extract<Given<typeof words>, number>>().toBeNever();
    expectTypeOf<Extract<Given<typeof command>, number>>().toBeNever();
    const {impact: one, decisions: two} = profileOf([start, on(30), end]);
    expect(typeof one).toBe('object');
    expect(typeof two).toBe('object');
  });

  it('has its dimensions side by side, and none that adds them up', () => {
    expect(Object.keys(profileOf([start, on(30), end])).sort()).toEqual(
      ['command', 'decisions', 'episodes', 'guards', 'impact', 'orders', 'picture', 'words'].sort(),
    );
  });

  it('every number names its evidence in the journal, or says why there is none', () => {
    const {setup, state} = playedFlagship();
    const known = new Set(evidenceIn(state));
    for (const {id, evidence} of figuresOf(profile.profileOf(setup, state, quick))) {
      expect({id, unknown: evidence.filter(one => !known.has(one))}).toEqual({id, unknown: []});
    }
  });
});

const evidenceIn = (state: DrillState): readonly string[] => [
  ...[state.messages, state.looks, state.beliefs, state.orders, state.posts, state.tasks, state.notes, state.hints, state.command].flatMap(
    list => list.map(({id}) => id),
  ),
  ...[state.acknowledged, state.observations, state.rated].flatMap(list => list.map(({id}) => id)),
  ...Object.values(state.decisions).flatMap(({committed}) => (committed === null ? [] : [committed.id])),
];

describe('M1 impact', () => {
  const repaired = [start, on(10), look, order('restore'), on(180), end];

  it('a repair loses users less than doing nothing, and says what it is held against', () => {
    const lost = figure(repaired, 'impact.lost');
    const anchor = (name: string): number => lost.anchors.find(one => one.name === name)?.value ?? Number.NaN;
    expect(lost.value).toBeLessThan(anchor('doing nothing'));
    expect(figure([start, on(190), end], 'impact.lost').value).toBe(anchor('doing nothing'));
    expect(anchor('best known plan')).toBeLessThan(anchor('doing nothing'));
    expect(lost.anchors.find(({name}) => name === 'best known plan')?.says).toMatch(/policy [0-9a-f]{16}$/);
  });

  it('stands in a band over other worlds, in each of which the orders wait for their cue', () => {
    const {band} = figure(repaired, 'impact.lost');
    expect(band?.worlds).toBe(quick.worlds);
    expect(band?.p10).toBeLessThanOrEqual(band?.p90 ?? 0);
    const {impact} = profileOf(repaired);
    expect(impact.team.length).toBe(impact.samplesMs.length);
    expect(impact.band?.low.every((low, index) => low <= (impact.band?.high[index] ?? 0))).toBe(true);
  });

  it('ends at EndEx: what comes later is not counted', () => {
    const short = figure([start, on(60), end], 'impact.lost').value ?? 0;
    expect(short).toBeLessThan(figure([start, on(120), end], 'impact.lost').value ?? 0);
  });
});

describe('M2 decisions', () => {
  const decide = (option: string): readonly Input[] => [
    start,
    on(30),
    {type: 'decide', seat: 'ic', decision: 'DP-04', option, ranking: [], reason: 'as far as we can see now'},
    on(100),
    end,
  ];

  it('an option that the best plan could not make up for lies outside', () => {
    const bad = profileOf(decide('b')).decisions.decisions[0];
    const good = profileOf(decide('a')).decisions.decisions[0];
    expect(good?.regret).toBe(0);
    expect(bad?.regret).toBe(1);
    expect(good?.options.map(({id, isDefensible}) => [id, isDefensible])).toEqual([
      ['a', true],
      ['b', false],
    ]);
  });

  it('is judged on what was known then: what the team did later changes nothing', () => {
    const later = [...decide('b').slice(0, -1), order('restore'), on(50), end];
    expect(profileOf(later).decisions.decisions[0]?.options).toEqual(profileOf(decide('b')).decisions.decisions[0]?.options);
  });

  it('says how many worlds it asked', () => {
    const {decisions} = profileOf(decide('a'));
    expect(decisions.worlds).toBe(quick.futures);
    expect(decisions.note).toContain('2 worlds');
  });
});

describe('M3 and M4', () => {
  it('an order before anybody has looked is not evidence-gated', () => {
    expect(figure([start, on(10), order('restore'), on(60), end], 'evidence.seen')).toMatchObject({value: 0, of: 1});
    const seen = figure([start, on(10), look, order('restore'), on(60), end], 'evidence.seen');
    expect(seen).toMatchObject({value: 1, of: 1});
    expect(seen.evidence).toEqual(['j4', 'j3']);
  });

  it('a look before the cue was there is none', () => {
    expect(figure([start, look, on(10), order('restore'), on(60), end], 'evidence.seen').value).toBe(0);
  });

  it('a check counts within its settle time only', () => {
    const then = (minutes: number): readonly Input[] => [start, on(10), order('restore'), on(minutes), look, on(60), end];
    expect(figure(then(35), 'care.checked').value).toBe(1);
    expect(figure(then(29), 'care.checked').value).toBe(0);
    expect(figure(then(80), 'care.checked').value).toBe(0);
  });

  it('a protection that is off has an owner from the first task about it', () => {
    const off: readonly Input[] = [start, on(10), order('stop'), on(15)];
    const task: Input = {type: 'task', seat: 'ic', owner: 'dns', text: 'Watch the upkeep, put it back by two', dueMinutes: 60};
    expect(figure([...off, on(20), end], 'care.guardUnowned')).toMatchObject({value: 30, of: 30});
    expect(figure([...off, task, on(20), end], 'care.guardUnowned')).toMatchObject({value: 10, of: 30});
  });

  it('a step without a way back asks for a second person', () => {
    const step: readonly Input[] = [start, on(10), order('stop')];
    expect(figure([...step, on(20), end], 'care.secondPerson').value).toBe(0);
    expect(figure([...step, {type: 'look', seat: 'ic', panel: 'resolver'}, on(20), end], 'care.secondPerson').value).toBe(1);
  });
});

describe('M5 picture', () => {
  const believe = (probability: number, hypothesis = 'name-gone'): Input => ({
    type: 'believe',
    seat: 'dns',
    hypothesis,
    probability,
    because: 'zero addresses',
  });

  it('who always says 50 % gets 0.25; who is right and sure gets 0', () => {
    expect(figure([start, on(5), believe(0.5), believe(0.5, 'attack'), on(60), end], 'picture.brier').value).toBe(0.25);
    expect(figure([start, on(5), believe(1), believe(0, 'attack'), on(60), end], 'picture.brier').value).toBe(0);
  });

  it('tells the lag after the world showed it, and after somebody looked', () => {
    const inputs = [start, on(10), look, on(20), believe(0.7), on(10), end];
    expect(figure(inputs, 'picture.name-gone.afterShown').value).toBe(27);
    expect(figure(inputs, 'picture.name-gone.afterSeen').value).toBe(20);
  });

  it('an alternative counts once it was considered, and dropped with a reason', () => {
    expect(figure([start, on(5), believe(0.5, 'attack'), on(5), believe(0.1, 'attack'), on(5), end], 'picture.alternatives').value).toBe(1);
    expect(figure([start, on(5), believe(0.1, 'attack'), on(5), end], 'picture.alternatives').value).toBe(0);
  });
});

describe('M6 words', () => {
  const post = (impact: string, doing = 'We look', nextMinutes = 20): Input => ({
    type: 'post',
    seat: 'ic',
    audience: 'public',
    impact,
    scope: 'one region',
    doing,
    nextMinutes,
  });

  it('nothing said covers nothing; spam covers no more than all of it, and is noise', () => {
    expect(figure([start, on(60), end], 'words.public.coverage').value).toBe(0);
    const spam = Array.from({length: 55}, () => [post('Errors are high'), on(1)]).flat();
    const inputs = [start, on(3), ...spam, end];
    expect(figure(inputs, 'words.public.coverage').value).toBeLessThanOrEqual(1);
    expect(figure(inputs, 'words.public.noise').value).toBeGreaterThan(20);
  });

  it('counts a promise as kept when the next word comes in time', () => {
    const second = (minutes: number): readonly Input[] => [start, on(5), post('Errors'), on(minutes), post('Fewer errors'), on(60), end];
    expect(figure(second(22), 'words.public.kept')).toMatchObject({value: 0.5, of: 2});
    expect(figure(second(30), 'words.public.kept')).toMatchObject({value: 0, of: 2});
  });

  it('a claim must be so, and have been seen', () => {
    const claim = post('The name answers with nothing');
    expect(figure([start, on(10), claim, end], 'words.public.truth').value).toBe(0);
    expect(figure([start, on(10), look, claim, end], 'words.public.truth').value).toBe(1);
    expect(figure([start, look, claim, on(5), end], 'words.public.truth').value).toBe(0);
  });

  it('a promised end is counted', () => {
    expect(figure([start, on(5), post('Errors', 'It will be fixed within 30 minutes'), end], 'words.public.ends').value).toBe(1);
  });

  it('history stands beside it, with the mark of its source', () => {
    expect(figure([start, on(5), post('Errors'), end], 'words.public.first').anchors).toEqual([
      {name: 'history', value: 23, mark: 'V', says: '00:11.', sources: []},
    ]);
  });
});

describe('M7 command', () => {
  it('is measured from three seats on', () => {
    expect(profile.profileOf(setUpSmall({variant: '30'}), played(setUpSmall({variant: '30'}), [start, on(10), end])).command).toMatchObject(
      {
        figures: [],
        note: 'Measured from three seats on.',
      },
    );
  });

  it('a task is whole with an owner, a time box and an acknowledgement', () => {
    const task: Input = {type: 'task', seat: 'ic', owner: 'dns', text: 'Ask the name servers', dueMinutes: 10};
    const inputs = [start, on(5), task, {type: 'take-task', seat: 'dns', task: 'j3'} as const, task, on(20), end];
    expect(figure(inputs, 'command.tasks')).toMatchObject({value: 0.5, of: 2});
    expect(figure(inputs, 'command.overdue').value).toBe(2);
  });

  it('minutes without command count from where impact begins', () => {
    expect(figure([start, on(20), {type: 'take-command', seat: 'ic', readBack: true}, on(5), end], 'command.without').value).toBe(17);
  });
});

it('times of an episode start at its own T0, and what the script fires is marked', () => {
  const {episodes} = profileOf([start, on(10), {type: 'acknowledge', seat: 'dns', message: 'Q-01'}, on(20), end]);
  const times = episodes.flatMap(({times}) => times);
  expect(times.find(({id}) => id === 'times.drill.detected')).toMatchObject({value: 0, isScripted: true, evidence: ['Q-01']});
  expect(times.find(({id}) => id === 'times.drill.acknowledged')).toMatchObject({value: 7, isScripted: false});
});
