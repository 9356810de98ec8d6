import {describe, expect, it} from 'vitest';
import {prepare} from '../../../src/engine/simulate.js';
import {explained, keyTable, namesOf} from '../../../src/screen/keys.js';
import {groups, keysWith} from '../../../src/screens/replay/keys.js';
import type {AppState, Screen} from '../../../src/screens/replay/state/state.js';
import type {View} from '../../../src/screens/replay/state/view.js';
import {askedBy, roomAt, size, viewAt} from '../../helpers/console.js';
import {flagship, night, prepared} from '../../helpers/flagship.js';
import {showing} from '../../helpers/keys.js';

const mitigations = (mitigation: string): Partial<AppState> => ({overlay: {type: 'mitigations', scroll: 0}, mitigation});
const press = (view: View, key: string) => askedBy(view, key, {scrollEnd: 5, page: 8});

const keys = keysWith(() => '');
const places = [...new Set(keys.flatMap(key => key.places))];
const namesIn = (place: string) => keys.filter(key => key.does !== null && key.places.includes(place)).flatMap(namesOf);

describe('the key table', () => {
  it.each(places)('binds no key twice in %s', place => {
    expect(namesIn(place)).toEqual([...new Set(namesIn(place))]);
  });

  it('explains every key somewhere: in the help, in the palette, or on the bottom line', () => {
    const unexplained = keys.filter(({help, footer, words}) => help === '' && footer === undefined && words === undefined);
    // What closes what it opened, types, or is explained by its own row elsewhere.
    expect(new Set(unexplained.flatMap(namesOf))).toEqual(
      new Set(['backspace', 'f', 'm', 'enter', 'y', 'page-up', 'page-down', 'z', 'Z', ':']),
    );
  });

  it('leaves from everywhere with escape, except from the plain replay', () => {
    expect(places.filter(place => !place.startsWith('sheet') && !namesIn(place).includes('escape'))).toEqual(['replay']);
  });

  it('is printed for the README with every row', () => {
    const table = keyTable({keys, groups});
    expect(table.split('\n').length).toBe(explained({keys, groups}).length + 3);
    expect(table).toContain('| `space` | play or pause |');
  });

  it('is the help: every row stands on the help screen at 80x24', () => {
    const console = showing(prepared, viewAt(prepared, night('02:31')));
    console.press('?');
    for (const {help} of explained({keys, groups})) expect(console.screen()).toContain(help);
  });
});

describe('a key that does not work says why', () => {
  it.each([
    {key: 'u', at: '02:31', state: {}, says: 'Nothing to undo: the plan is as it was opened.'},
    {key: 'ctrl-r', at: '02:31', state: {}, says: 'Nothing to redo.'},
    {key: "'", at: '02:31', state: {}, says: 'There are no bookmarks: b sets one at this moment.'},
    {key: 'n', at: '02:31', state: {}, says: 'Nothing was searched for yet: / does.'},
    {
      key: 'enter',
      at: '23:45',
      state: mitigations('dns-restore-by-hand'),
      says: 'Not yet: it needs an empty record (DNS automation record resolves below 50 %, now 100 %).',
    },
    {
      key: 'enter',
      at: '02:31',
      state: mitigations('dns-restore-by-hand'),
      says: 'Operators did this at 02:25. Go back before that to do it earlier.',
    },
  ])('$key at $at: $says', ({key, at, state, says}) => {
    expect(press(viewAt(prepared, night(at), [], state), key)).toEqual({type: 'say', notice: says});
  });

  it.each([
    {key: 'm', says: 'This file is a record without a model: nothing can be changed.'},
    {key: 'y', says: 'This file is a record without a model: causes cannot be tried out.'},
    {key: 'c', says: 'This file is a record without a model: nothing in it is simulated.'},
    {key: '5', says: 'This file is a record without a model: nothing in it is simulated.'},
  ])('$key of a record without a model', ({key, says}) => {
    const record = prepare({...flagship, model: null});
    expect(press(viewAt(record, night('02:31')), key)).toEqual({type: 'say', notice: says});
  });

  it('why of what is well', () => {
    const view = viewAt(prepared, night('02:31'), [], {focus: 'services', service: 'nlb'});
    expect(press(view, 'y')).toEqual({type: 'say', notice: 'NLB is operational at this moment: there is nothing to explain.'});
  });

  it('what cannot be taken back once it works', () => {
    const restart = {op: 'add', mitigation: 'dwfm-restart-all-at-once', atMs: night('03:00')} as const;
    const state = mitigations('dwfm-restart-all-at-once');
    expect(press(viewAt(prepared, night('03:05'), [restart], state), 'enter')).toMatchObject({
      type: 'say',
      notice: expect.stringContaining('cannot be taken back'),
    });
    expect(press(viewAt(prepared, night('03:04'), [restart], state), 'enter')).toMatchObject({type: 'take-back'});
  });
});

describe('keys do what they say', () => {
  it('enter in the mitigations throws at this moment, and takes back what was thrown', () => {
    const view = viewAt(prepared, night('05:30'), [], mitigations('nlb-failover-off'));
    expect(press(view, 'enter')).toMatchObject({
      type: 'throw',
      mitigation: 'nlb-failover-off',
      notice: expect.stringContaining('Thrown at 05:30, works from 05:40'),
    });
    const thrown = viewAt(
      prepared,
      night('06:30'),
      [{op: 'add', mitigation: 'nlb-failover-off', atMs: night('05:30')}],
      mitigations('nlb-failover-off'),
    );
    expect(press(thrown, 'enter')).toMatchObject({type: 'take-back', mitigation: 'nlb-failover-off'});
  });

  it.each([
    ['02:25', night('02:25')],
    ['T+2:37', night('02:25')],
    ['E046', night('02:25')],
    ['0%', night('23:00')],
    ['next red', night('23:48')],
  ])('go to %s', (text, atMs) => {
    const view = viewAt(prepared, night('23:30'), [], {overlay: {type: 'go-to', text, error: ''}});
    const command = press(view, 'enter');
    expect(command).toMatchObject({type: 'seek'});
    // A status can change on a step of the model, a quarter of a minute.
    expect(Math.abs((command as {atMs: number}).atMs - atMs)).toBeLessThanOrEqual(60_000);
  });

  describe('go to where a service turns', () => {
    const {tracks} = prepared.history;
    const turned = (atMs: number, from: readonly string[], to: string) =>
      [...tracks.values()].some(({changes}) =>
        changes.some((change, index) => change.atMs === atMs && change.status === to && from.includes(changes[index - 1]?.status ?? '')),
      );
    const goTo = (text: string, atMs: number) =>
      press(viewAt(prepared, atMs, [], {overlay: {type: 'go-to', text, error: ''}}), 'enter') as {type: string; atMs: number};
    const better = ['operational', 'degraded', 'partial outage'];

    it('to red, the next time after this moment and the last one before it', () => {
      const next = goTo('next red', night('02:31'));
      expect(next.atMs).toBeGreaterThan(night('02:31'));
      expect(turned(next.atMs, better, 'major outage')).toBe(true);
      const last = goTo('Last  RED', next.atMs);
      expect(last.atMs).toBeLessThanOrEqual(night('02:31'));
      expect(goTo('next red', last.atMs)).toEqual(next);
    });

    it('to degraded from operational, not from an outage that gets better', () => {
      const next = goTo('next degraded', night('23:00'));
      expect(turned(next.atMs, ['operational'], 'degraded')).toBe(true);
    });

    it('says so when there is none', () => {
      const {startMs, endMs} = prepared.history;
      expect(goTo('next red', endMs)).toMatchObject({type: 'type', error: 'No service turns to major outage after this.'});
      expect(goTo('last red', startMs)).toMatchObject({type: 'type', error: 'No service turns to major outage before this.'});
    });
  });

  it('go to somewhere that is no time keeps what was typed, and says so', () => {
    const view = viewAt(prepared, night('23:30'), [], {overlay: {type: 'go-to', text: 'soon', error: ''}});
    expect(press(view, 'enter')).toMatchObject({
      type: 'type',
      text: 'soon',
      error: expect.stringContaining('is not a time of this incident'),
    });
  });

  it('up and down stop at the ends of the services', () => {
    const first = viewAt(prepared, night('02:31'), [], {focus: 'services'});
    expect(press(first, 'up')).toEqual({type: 'select-service', id: first.state.service});
  });

  it('enter opens what the cursor is on', () => {
    expect(press(viewAt(prepared, night('02:31')), 'enter')).toMatchObject({
      type: 'open',
      overlay: {type: 'detail', subject: {kind: 'event'}},
    });
    expect(press(viewAt(prepared, night('02:31'), [], {focus: 'mitigations'}), 'enter')).toMatchObject({
      type: 'open',
      overlay: {type: 'mitigations'},
    });
  });

  it.each([
    {state: {focus: 'services', service: 'dwfm'}, service: 'dwfm', why: 'the selected service'},
    {state: {overlay: {type: 'detail', subject: {kind: 'service', id: 'ecs'}, scroll: 0}}, service: 'ecs', why: 'the open one'},
    {state: {focus: 'record'}, service: 'dynamodb', why: 'the worst, of equals the first'},
    {
      state: {focus: 'services', service: 'nlb', screen: {type: 'compare', scroll: 0}},
      service: 'dynamodb',
      why: 'no selection is seen there',
    },
  ] as const)('y asks why about $why', ({state, service}) => {
    expect(press(viewAt(prepared, night('02:31'), [], state), 'y')).toEqual({type: 'open', overlay: {type: 'why', service, scroll: 0}});
  });

  it('c, 4 and 5 show a screen, and bring the replay back; so do 1 and escape', () => {
    const at = (screen: Screen) => viewAt(prepared, night('02:31'), [], {screen});
    const record = {type: 'record', cursor: null, top: 0, reading: false, scroll: 0} as const;
    const [compare, fidelity] = [{type: 'compare', scroll: 0} as const, {type: 'fidelity', scroll: 0} as const];
    expect(press(at({type: 'replay'}), 'c')).toEqual({type: 'show', screen: compare});
    expect(press(at({type: 'replay'}), '4')).toEqual({type: 'show', screen: record});
    expect(press(at({type: 'replay'}), '5')).toEqual({type: 'show', screen: fidelity});
    for (const [key, screen] of [
      ['c', compare],
      ['4', record],
      ['1', record],
      ['escape', record],
      ['5', fidelity],
      ['1', compare],
      ['1', fidelity],
      ['escape', compare],
    ] as const)
      expect(press(at(screen), key)).toEqual({type: 'show', screen: {type: 'replay'}});
    expect(press(at(compare), '5')).toEqual({type: 'show', screen: fidelity});
  });

  it('up and down scroll a screen and what is open, not past their ends', () => {
    const fidelity = (scroll: number) => viewAt(prepared, night('02:31'), [], {screen: {type: 'fidelity', scroll}});
    expect(press(fidelity(4), 'down')).toEqual({type: 'scroll', to: 5});
    expect(press(fidelity(5), 'page-down')).toEqual({type: 'scroll', to: 5});
    expect(press(fidelity(0), 'up')).toEqual({type: 'scroll', to: 0});
    const why = viewAt(prepared, night('02:31'), [], {overlay: {type: 'why', service: 'ec2', scroll: 2}});
    expect(press(why, 'up')).toEqual({type: 'scroll', to: 1});
  });

  it('page down reads on in the card of a mitigation', () => {
    const view = viewAt(prepared, night('05:30'), [], mitigations('nlb-failover-off'));
    expect(askedBy(view, 'page-down', roomAt(view, size('80x24')))).toEqual({type: 'scroll', to: 8});
  });

  it.each(['go-to', 'search', 'breakpoints'] as const)('letters are text in the prompt of %s: q does not quit', type => {
    const overlay = {type, text: 'a', error: '', index: 0} as const;
    const console = showing(prepared, viewAt(prepared, night('02:31'), [], {overlay}));
    console.press('q');
    expect(console.scene().view.state.overlay).toMatchObject({type, text: 'aq'});
    expect(console.hasEnded()).toBe(false);
  });
});
