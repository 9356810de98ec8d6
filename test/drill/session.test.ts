import {describe, expect, it} from 'vitest';
import type {Input} from '../../src/drill/play/input.js';
import {observe} from '../../src/drill/play/observe.js';
import {beginning, step} from '../../src/drill/play/session.js';
import type {Viewer} from '../../src/drill/play/visibility.js';
import type {DrillState} from '../../src/drill/scenario/state.js';
import {minuteMs, played, setUpSmall} from '../helpers/drill.js';

const on = (minutes: number): Input => ({type: 'advance', byMs: minutes * minuteMs});
const start: Input = {type: 'start-ex'};
const card = {effect: 'the name answers', check: 'resolver', risk: 'a typing error', wayBack: 'the old record'};
const setup = setUpSmall();
const refusal = (state: DrillState, input: Input): string | null => step(setup, state, input, state.wallMs).refused;
const seat = (id: string): Viewer => {
  const found = setup.seats.find(one => one.id === id);
  if (found === undefined) throw new Error(`no seat ${id}`);
  return {kind: 'seat', seat: found};
};

describe('the Master Scenario Events List', () => {
  it('a row comes when the world says so, not before', () => {
    const early = played(setup, [start, on(2)]);
    expect(early.messages.map(({id}) => id)).toEqual([]);
    const later = played(setup, [start, on(10)]);
    expect(later.messages.map(({id}) => id)).toEqual(['Q-01']);
    expect(played(setup, [start, on(20)]).messages.map(({id}) => id)).toEqual(['Q-01', 'Q-02']);
  });

  it('how time is cut into inputs makes no difference', () => {
    const whole = played(setup, [start, on(60)]);
    const minutes = played(setup, [start, ...Array.from({length: 60}, () => on(1))]);
    const odd = played(setup, [start, ...[7, 13, 1.5, 0.5, 38].map(on)]);
    for (const other of [minutes, odd]) {
      expect(other.messages.map(({id, atMs}) => [id, atMs])).toEqual(whole.messages.map(({id, atMs}) => [id, atMs]));
      expect(other.decisions['DP-04']?.openedAtMs).toBe(whole.decisions['DP-04']?.openedAtMs);
    }
  });

  it('a row that is false in this world is withheld', () => {
    const state = played(setup, [start, on(5), {type: 'order', seat: 'dns', action: 'restore', card}, on(30)]);
    expect(state.rows['Q-02']?.status).toBe('withheld');
    expect(state.messages.map(({id}) => id)).toEqual(['Q-01']);
  });

  it('a contingency is the controller’s to give, and comes by itself to who is alone', () => {
    expect(played(setup, [start, on(70)]).messages.some(({id}) => id === 'Q-03')).toBe(false);
    expect(played(setup, [start, on(5), {type: 'release', inject: 'Q-03'}]).messages.at(-1)?.text).toBe('It is only the name.');
    const alone = setUpSmall({variant: '30'});
    expect(played(alone, [start, on(70)]).messages.some(({id}) => id === 'Q-03')).toBe(true);
  });

  it('the controller holds, edits, skips and takes back', () => {
    const held = played(setup, [start, {type: 'hold', inject: 'Q-02'}, on(60)]);
    expect(held.messages.map(({id}) => id)).toEqual(['Q-01']);
    const edited = played(
      setup,
      [
        {type: 'edit', inject: 'Q-02', text: 'Nobody can pay.'},
        {type: 'release', inject: 'Q-02'},
      ],
      held,
    );
    expect(edited.messages.at(-1)?.text).toBe('Nobody can pay.');
    expect(played(setup, [start, {type: 'skip', inject: 'Q-02'}, on(60)]).messages.map(({id}) => id)).toEqual(['Q-01']);
    const back = played(setup, [start, {type: 'skip', inject: 'Q-02'}, {type: 'undo'}, on(60)]);
    expect(back.messages.map(({id}) => id)).toEqual(['Q-01', 'Q-02']);
  });
});

describe('orders', () => {
  it('an order works after its lead time, through the model', () => {
    const state = played(setup, [start, on(20), {type: 'order', seat: 'dns', action: 'restore', card}, on(29)]);
    expect(setup.living(state.plan, state.nowMs).actions.find(({id}) => id === 'dns-restore-by-hand')?.firedAtMs).toBe(null);
    const works = played(setup, [on(2)], state);
    const looked = played(setup, [{type: 'look', seat: 'dns', panel: 'resolver'}], works);
    expect(looked.looks.at(-1)?.values).toEqual([1]);
    expect(looked.looks.at(-1)?.words).toEqual([]);
  });

  it('nothing repairs the name when nobody orders it', () => {
    const state = played(setup, [start, on(190), {type: 'look', seat: 'dns', panel: 'resolver'}]);
    expect(state.looks.at(-1)).toMatchObject({values: [0], words: ['NOERROR with zero addresses']});
  });

  it('one order at a time for the hands of an area', () => {
    const state = played(setup, [start, on(10), {type: 'order', seat: 'dns', action: 'bounce', card}]);
    expect(refusal(state, {type: 'order', seat: 'dns', action: 'stop', card})).toContain('one order at a time');
    expect(refusal(played(setup, [on(15)], state), {type: 'order', seat: 'dns', action: 'stop', card})).toBe(null);
  });

  it('an order that has not begun to work can be called off, and then never does', () => {
    const state = played(setup, [start, on(20), {type: 'order', seat: 'dns', action: 'restore', card}]);
    const off = played(
      setup,
      [on(5), {type: 'cancel', seat: 'dns', order: state.orders[0]?.id ?? ''}, on(60), {type: 'look', seat: 'dns', panel: 'resolver'}],
      state,
    );
    expect(off.looks.at(-1)?.values).toEqual([0]);
  });
});

describe('decisions', () => {
  const open = played(setup, [start, on(30)]);
  const decide = (reason: string): Input => ({type: 'decide', seat: 'ic', decision: 'DP-04', option: 'a', ranking: ['a', 'b'], reason});

  it('no consequence before a reason', () => {
    expect(refusal(open, decide(' '))).toContain('Say why');
    expect(open.orders).toEqual([]);
    expect(played(setup, [decide('nothing may write over our record')], open).orders.map(({action}) => action)).toEqual([
      'stop',
      'restore',
    ]);
  });

  it('once only, and only what is open', () => {
    const state = played(setup, [decide('nothing may write over our record')], open);
    expect(refusal(state, decide('once more, for another reason'))).toContain('It has been decided');
    expect(refusal(played(setup, [start]), decide('too early for any of this'))).toContain('not to be decided now');
  });

  it('hints come in three levels and are recorded', () => {
    const asked = played(
      setup,
      [
        {type: 'ask-hint', seat: 'ic', decision: 'DP-04'},
        {type: 'give-hint', decision: 'DP-04'},
      ],
      open,
    );
    expect(asked.hints.map(({level, askedBy}) => [level, askedBy])).toEqual([
      [1, 'ic'],
      [2, 'controller'],
    ]);
    expect(observe(setup, asked, seat('ic')).decisions[0]?.hints).toEqual(['List the writers.', 'Off but running is a state.']);
  });
});

describe('what a seat may know', () => {
  const state = played(setup, [start, on(30), {type: 'look', seat: 'dns', panel: 'resolver'}]);

  it('messages go to their seats; a customer sees nothing from inside', () => {
    expect(observe(setup, state, seat('dns')).messages.map(({id}) => id)).toEqual(['Q-01', 'Q-02']);
    expect(observe(setup, state, seat('ten')).messages.map(({id}) => id)).toEqual(['Q-02']);
    expect(observe(setup, state, seat('ten'))).toMatchObject({panels: [], palette: [], orders: []});
  });

  it('the palette is whole, decoys among it, and does not say which they are', () => {
    const {palette} = observe(setup, state, seat('dns'));
    expect(palette.map(({id}) => id).sort()).toEqual(['bounce', 'restore', 'stop']);
    expect(JSON.stringify(palette)).not.toContain('decoy');
  });

  it('what was published later stays hidden until the reveal', () => {
    expect(observe(setup, state, seat('dns')).facts).toEqual([]);
    const end: readonly Input[] = [{type: 'end-ex'}, {type: 'lock-story'}, ...Array.from({length: 4}, (): Input => ({type: 'reveal'}))];
    expect(observe(setup, played(setup, end, state), seat('dns')).facts.map(({id}) => id)).toEqual(['F1']);
  });

  it('a look shows what was there at its moment, also later', () => {
    const early = played(setup, [start, {type: 'look', seat: 'dns', panel: 'resolver'}, on(30)]);
    expect(observe(setup, early, seat('dns')).panels[0]?.looks[0]?.readings).toEqual([
      {label: 'answers with an address', unit: 'ratio', value: 1, isNormal: true},
    ]);
  });
});

it('the reveal goes in its order, and the story is locked before it', () => {
  const over = played(setup, [start, on(10), {type: 'end-ex'}]);
  expect(refusal(over, {type: 'reveal'})).toContain('First the team tells its own story');
  const locked = played(setup, [{type: 'tell', scene: 'S1', text: 'We saw errors.'}, {type: 'lock-story'}], over);
  expect(refusal(locked, {type: 'tell', scene: 'S1', text: 'We knew.'})).toContain('locked');
  expect(played(setup, [{type: 'reveal'}], locked).revealed).toBe(2);
});

it('a jump to a scene does not turn time back, and what is over does not begin again', () => {
  expect(played(setup, [start, on(5), {type: 'scene', scene: 'S1'}]).nowMs).toBe(played(setup, [start, on(5)]).nowMs);
  expect(refusal(played(setup, [start, on(60 * 5)]), {type: 'scene', scene: 'S1'})).toContain('time does not go back');
});

it('a halt stops everything but the controller, until it is resumed', () => {
  const halted = played(setup, [start, on(10), {type: 'halt'}]);
  expect(refusal(halted, on(1))).toContain('Time stands still');
  expect(refusal(halted, {type: 'look', seat: 'dns', panel: 'resolver'})).toContain('something real');
  expect(refusal(played(setup, [{type: 'resume'}], halted), on(1))).toBe(null);
});

it('an improvement needs an owner and a date', () => {
  const over = played(setup, [start, {type: 'end-ex'}]);
  const improve = {
    type: 'improve',
    area: 'naming',
    action: 'a second writer',
    owner: 'naming team',
    due: '2026-12-01',
    check: 'drill',
  } as const;
  expect(refusal(over, {...improve, owner: ' '})).toContain('owner and a date');
  expect(refusal(over, {...improve, due: 'soon'})).toContain('owner and a date');
  expect(refusal(over, improve)).toBe(null);
});

it('the same inputs give the same states', () => {
  const inputs: readonly Input[] = [start, on(30), {type: 'order', seat: 'dns', action: 'restore', card}, on(90)];
  expect(played(setUpSmall(), inputs)).toEqual(played(setUpSmall(), inputs));
  expect(beginning(setup).seq).toBe(0);
});
