import {describe, expect, it} from 'vitest';
import {type Prepared, prepare} from '../../../src/engine/simulate.js';
import {recordCursor} from '../../../src/screens/replay/state/cursors.js';
import {noFilter} from '../../../src/screens/replay/state/filter.js';
import {reduce} from '../../../src/screens/replay/state/reducer.js';
import type {AppState, RecordScreen} from '../../../src/screens/replay/state/state.js';
import type {View} from '../../../src/screens/replay/state/view.js';
import type {TimelineEvent} from '../../../src/timeline/types.js';
import {askedBy, isAction, layoutOf, roomAt, screenOf, size, viewAt} from '../../helpers/console.js';
import {flagship, night, prepared} from '../../helpers/flagship.js';
import {largeRecord} from '../../helpers/large-record.js';

const sizes = ['80x24', '120x40', '200x60'];
const shown: RecordScreen = {type: 'record', cursor: null, top: 0, reading: false, scroll: 0};
const at = (clock: string, state: Partial<AppState> = {}, of: Prepared = prepared): View =>
  viewAt(of, night(clock), [], {screen: shown, ...state});

/** Presses keys one after the other on a screen of a size. */
function pressOn(on: string, from: View, ...keys: readonly string[]): View {
  let state = from.state;
  for (const key of keys) {
    const view = {...from, state};
    const command = askedBy(view, key, roomAt(view, size(on)));
    if (isAction(command)) state = reduce(from.stage, state, command);
  }
  return {...from, state};
}
const press = (from: View, ...keys: readonly string[]): View => pressOn('120x40', from, ...keys);
const selected = (view: View): string => view.stage.timeline.events[recordCursor(view).place]?.id ?? '';
const textOn = (view: View, on: string): string => screenOf(view, size(on)).join('\n');
const rowsWith = (view: View, on: string, text: string): readonly string[] => screenOf(view, size(on)).filter(row => row.includes(text));
const placeOf = (id: string): number => flagship.events.findIndex(event => event.id === id);

describe('the Record screen', () => {
  it.each(sizes)('says that it is fact, how much has happened, and where now is, at %s', on => {
    const view = at('02:31');
    expect(rowsWith(view, on, '─ RECORD ─ FACT ─')[0]).toContain('56 of 141');
    expect(rowsWith(view, on, '02:31 now').length).toBe(1);
    expect(rowsWith(view, on, '›').length).toBe(1);
  });

  it('lists facts alone: nothing simulated is among its rows', () => {
    const rows = screenOf(at('02:31'), size('80x24')).slice(3, -1);
    expect(rows.join('\n')).not.toContain('SIMULATED');
  });

  it('begins at the newest event that has happened, and shows what is to come below it', () => {
    const view = at('02:31');
    expect(selected(view)).toBe('E053');
    const text = textOn(view, '120x40');
    expect(text.indexOf('Chargebee: core services partly stable')).toBeLessThan(text.indexOf('02:31 now'));
    expect(text.indexOf('All global-table replicas have caught up')).toBeGreaterThan(text.indexOf('02:31 now'));
  });

  it('up and down move the cursor and not the time', () => {
    const moved = press(at('02:31'), 'down', 'down', 'down', 'up');
    expect(recordCursor(moved).place).toBe(placeOf('E053') + 2);
    expect(moved.state.positionMs).toBe(night('02:31'));
  });

  it.each(sizes)('the cursor stays in sight to both ends, and the rows stay where they are while it is, at %s', on => {
    let view = at('02:31');
    const keys = [
      ...Array(30).fill('down'),
      ...Array(50).fill('up'),
      ...Array(30).fill('page-down'),
      ...Array(30).fill('page-up'),
    ] as string[];
    let stood = 0;
    for (const key of keys) {
      const before = screenOf(view, size(on));
      view = pressOn(on, view, key);
      const after = screenOf(view, size(on));
      expect(after.filter(row => row.includes('›')).length).toBe(1);
      const without = (rows: readonly string[]) => rows.slice(5, 10).map(row => row.slice(2, 40));
      if (without(before).join('\n') === without(after).join('\n')) stood++;
    }
    expect(stood).toBeGreaterThan(20);
    expect(recordCursor(view).place).toBe(0);
  });

  it('a page is what is in sight', () => {
    const page = roomAt(at('02:31'), size('120x40')).page;
    expect(recordCursor(press(at('02:31'), 'page-down')).place).toBe(placeOf('E053') + page);
    expect(recordCursor(press(at('02:31'), ...Array(40).fill('page-down'))).place).toBe(flagship.events.length - 1);
  });

  it('enter goes to the moment of the event, with the cursor still on it', () => {
    const there = press(at('02:31'), 'down', 'down', 'enter');
    expect(there.state.positionMs).toBe(flagship.events[recordCursor(there).place]?.atMs);
    expect(recordCursor(there).place).toBe(placeOf('E053') + 2);
    expect(there.state.screen.type).toBe('record');
  });

  it('enter on an event outside the run says so and stays', () => {
    const last = press(at('02:31'), ...Array(40).fill('page-down'));
    const stayed = press(last, 'enter');
    expect(stayed.state.positionMs).toBe(night('02:31'));
    expect(stayed.state.notice).toContain('is outside the run, which goes from');
  });

  it('the cursor goes along with a step in time, and stays while the incident plays', () => {
    const moved = press(at('02:31'), 'down', 'down');
    const stepped = press(moved, 'right');
    expect(flagship.events[recordCursor(stepped).place]?.atMs).toBe(stepped.state.positionMs);
    const playing = press(moved, 'space');
    const played = {...playing, state: reduce(playing.stage, playing.state, {type: 'tick', elapsedMs: 60_000})};
    expect(played.state.positionMs).toBeGreaterThan(moved.state.positionMs);
    expect(recordCursor(played)).toEqual(recordCursor(moved));
  });

  it('the search puts the cursor on its hits, stays on this screen and moves no time', () => {
    const searching = at('02:31', {overlay: {type: 'search', text: 'E046', error: ''}});
    const found = press(searching, 'enter');
    expect([selected(found), found.state.screen.type, found.state.positionMs]).toEqual(['E046', 'record', night('02:31')]);
    const several = press(at('02:31', {overlay: {type: 'search', text: 'recovery', error: ''}}), 'enter');
    const next = press(several, 'n');
    expect(recordCursor(next).place).toBeGreaterThan(recordCursor(several).place);
    expect(selected(press(next, 'N'))).toBe(selected(several));
    expect(several.state.screen.type).toBe('record');
  });

  it.each(sizes)('tab lets one read on in the text of the event at %s', on => {
    const long = at('23:48', {screen: {...shown, cursor: placeOf('A002')}});
    const reading = pressOn(on, long, 'tab');
    if (roomAt(reading, size(on)).scrollEnd > 1) expect(textOn(pressOn(on, reading, 'down', 'down'), on)).not.toBe(textOn(reading, on));
    expect(recordCursor(pressOn(on, reading, 'down')).place).toBe(recordCursor(long).place);
    expect(textOn(pressOn(on, reading, ...Array(20).fill('page-down')), on)).toContain('BleepingComputer, Article 002');
    expect(textOn(pressOn(on, reading, 'tab'), on)).toBe(textOn(long, on));
  });

  it.each(sizes)('a click on a row puts the cursor there and moves nothing else, at %s', on => {
    const view = at('02:31');
    const [column] = layoutOf(view, size(on)).columns;
    const part = column?.parts[0];
    if (column === undefined || part?.panel.click === undefined) throw new Error('the table takes no clicks');
    const height = part.height - 1;
    const lines = part.panel.lines(view, column.width, height).map(line => line.map(({text}) => text).join(''));
    const nowRow = lines.findIndex(line => line.includes('02:31 now'));
    const click = (row: number) => part.panel.click?.(view, column.width, height, row, 10);
    expect(click(0)).toBeUndefined();
    expect(click(nowRow)).toBeUndefined();
    expect(click(height + 5)).toBeUndefined();
    const command = click(nowRow + 2);
    if (command === undefined) throw new Error('a row takes no click');
    const clicked = {...view, state: reduce(view.stage, view.state, command)};
    const after = part.panel.lines(clicked, column.width, height).map(line => line.map(({text}) => text).join(''));
    expect(after[nowRow + 2]).toMatch(/^ ›/);
    expect(after.map(line => line.slice(2))).toEqual(lines.map(line => line.slice(2)));
  });
});

describe('the text of an event', () => {
  const textOf = (id: string, on: string) => textOn(at('02:31', {screen: {...shown, cursor: placeOf(id), reading: true}}), on);

  it('shows claims that disagree side by side, each with who makes it', () => {
    const text = textOf('E027', '120x40');
    expect(text).toContain('Sources disagree');
    expect(text).toMatch(/23:56 \(by memory\) +│ 00:20 \(w1\)/);
    expect(text).toMatch(/Remembered from AWS's text +│ Amazon Web Services/);
  });

  it('has sources, from when it was known, and the action it is', () => {
    const text = textOf('E046', '200x60');
    expect(text).toContain('dns.restore of the model');
    expect(text).toMatch(/known from +responders at once, customers 23 Oct 00:00/);
    expect(text).toContain('https://aws.amazon.com/message/101925');
  });

  it('says when nobody could know on the night', () => {
    expect(textOf('E001', '120x40')).toMatch(/known from +not on the night/);
  });
});

describe('a record unlike the flagship', () => {
  it('of no events says so', () => {
    const empty = prepare({...flagship, events: []});
    for (const on of sizes)
      expect(textOn(pressOn(on, at('02:31', {}, empty), 'down', 'enter', 'tab'), on)).toContain('This record has no events.');
  });

  it('whose events are all hidden says how to show them', () => {
    const view = at('02:31', {filter: {...noFilter, services: {only: true, names: []}}});
    for (const on of sizes)
      expect(textOn(pressOn(on, view, 'down', 'page-down'), on)).toContain('The filter hides every event: f, then a shows all.');
  });

  it.each([
    ['no services', 0],
    ['a few', 3],
    ['thousands of services', 4000],
  ])('with %s, wide characters and escape bytes keeps its columns', (_, services) => {
    const many = prepare(largeRecord(5000, services));
    for (const on of sizes) {
      const view = viewAt(many, 3 * 24 * 3_600_000, [], {screen: shown});
      const text = textOn(pressOn(on, view, 'down', 'page-down'), on);
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
      expect(text).toContain('5,000');
      expect(rowsWith(view, on, 'データ').length).toBeGreaterThan(0);
    }
  });

  it('of one event with thousands of services tells of them in short', () => {
    const [event] = flagship.events as [TimelineEvent];
    const services = Array.from({length: 5000}, (_, index) => ({
      ...(flagship.services[0] as (typeof flagship.services)[0]),
      id: `s${index}`,
      name: `S${index}`,
    }));
    const one = prepare({...flagship, model: null, services, events: [{...event, services: services.map(({id}) => id)}]});
    expect(textOn(at('02:31', {}, one), '200x60')).toContain('S0 +4999');
  });
});
