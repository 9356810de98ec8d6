import * as fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {prepare} from '../../../src/engine/simulate.js';
import {type Choice, dimensions, type Filter, facetsIn, isShown, listedIn, noFilter} from '../../../src/screens/replay/state/filter.js';
import {reduce} from '../../../src/screens/replay/state/reducer.js';
import {type AppState, initialState} from '../../../src/screens/replay/state/state.js';
import {stageOf} from '../../../src/screens/replay/state/timeline-index.js';
import type {View} from '../../../src/screens/replay/state/view.js';
import {rowsOf} from '../../../src/screens/replay/state/view.js';
import {confidences, eventKinds, type Timeline, type TimelineEvent} from '../../../src/timeline/types.js';
import {askedBy, isAction, layoutOf, roomAt, screenOf, size, stageFor, viewAt, viewOf} from '../../helpers/console.js';
import {flagship, night, prepared} from '../../helpers/flagship.js';
import {largeRecord} from '../../helpers/large-record.js';

const stage = stageFor(prepared);
const on = size('120x40');
const open: Partial<AppState> = {overlay: {type: 'filter', row: 0, top: 0}};

/** Presses keys one after the other, as a person does. */
function press(from: View, ...keys: readonly string[]): View {
  let state = from.state;
  for (const key of keys) {
    const view = {...from, state};
    const command = askedBy(view, key, roomAt(view, on));
    if (isAction(command)) state = reduce(from.stage, state, command);
  }
  return {...from, state};
}

/** The list with the cursor on a name. */
function openedOn(name: string, state: Partial<AppState> = {}): View {
  const row = facetsIn(stage).findIndex(facet => facet.name === name);
  return viewAt(prepared, night('02:31'), [], {...state, overlay: {type: 'filter', row, top: 0}});
}

/** What a filter says, event by event. */
function isListed({kind, confidence, services}: TimelineEvent, filter: Filter): boolean {
  const names = services.length === 0 ? [''] : services;
  return isShown(filter.kinds, kind) && isShown(filter.confidences, confidence) && names.some(name => isShown(filter.services, name));
}

const choiceOf = (names: readonly string[]): fc.Arbitrary<Choice> => fc.record({only: fc.boolean(), names: fc.subarray([...names])});
const filterOf = ({services}: Timeline): fc.Arbitrary<Filter> =>
  fc.record({
    kinds: choiceOf(eventKinds),
    confidences: choiceOf(confidences),
    services: choiceOf(['', ...services.map(({id}) => id)]),
  });

describe('what a filter lists', () => {
  const small = largeRecord(120, 6);
  it.each([
    ['the flagship', flagship],
    ['events with and without services', small],
    ['events without services', {...small, services: [], events: small.events.map(event => ({...event, services: []}))}],
    ['an event that names a service twice', {...small, events: small.events.map(event => ({...event, services: ['s1', 's1']}))}],
    ['no event at all', {...small, events: []}],
  ])('is what it says, in %s', (_, timeline: Timeline) => {
    const ready = stageOf(timeline, new Map());
    fc.assert(
      fc.property(filterOf(timeline), fc.nat({max: timeline.events.length}), (filter, place) => {
        const listed = listedIn(ready, filter);
        const places = timeline.events.flatMap((event, index) => (isListed(event, filter) ? [index] : []));
        expect(Array.from({length: listed.count}, (_row, row) => listed.placeOf(row))).toEqual(places);
        expect(Array.from({length: listed.count + 1}, (_row, row) => listed.timeOf(row))).toEqual(
          [...places, timeline.events.length].map(index => timeline.events[index]?.atMs),
        );
        const atMs = timeline.events[place]?.atMs ?? 0;
        for (const near of [atMs - 1, atMs, atMs + 1])
          expect(listed.upTo(near)).toBe(places.filter(index => (timeline.events[index]?.atMs ?? 0) <= near).length);
        expect(listed.rowOf(place)).toBe(places.findLastIndex(index => index <= place));
      }),
    );
  });

  it('counts every event once under each of its names', () => {
    for (const {dimension, name, count} of facetsIn(stage)) {
      const own = facetsIn(stage).filter(facet => facet.dimension === dimension && facet.name !== null);
      if (name === null) expect(count).toBe(own.length);
      else
        expect(count).toBe(
          flagship.events.filter(event => isListed(event, {...noFilter, [dimension]: {only: true, names: [name]}})).length,
        );
    }
  });

  it('is what stands in the record panel of the replay; what the model says of itself stays', () => {
    fc.assert(
      fc.property(filterOf(flagship), filter => {
        const view = viewAt(prepared, night('02:31'), [], {filter});
        const {happenings, times} = rowsOf(view);
        const facts = happenings.flatMap(happening => (happening.kind === 'fact' ? [happening.event] : []));
        expect(facts).toEqual(flagship.events.filter(event => isListed(event, filter)));
        expect(happenings.length - facts.length).toBe(view.now.happenings.length - flagship.events.length);
        expect(times).toEqual(happenings.map(({atMs}) => atMs));
      }),
      {numRuns: 30},
    );
  });
});

describe('the list of names', () => {
  it('f opens it everywhere, f and escape close it', () => {
    for (const screen of [{type: 'replay'}, {type: 'fidelity', scroll: 0}] as const) {
      const opened = press(viewAt(prepared, night('02:31'), [], {screen}), 'f');
      expect(opened.state.overlay.type).toBe('filter');
      expect(press(opened, 'f').state.overlay.type).toBe('none');
      expect(press(opened, 'escape').state.overlay.type).toBe('none');
    }
  });

  it.each(['space', 'enter'])('%s hides a name and shows it again, as before', key => {
    const before = openedOn('communication');
    const hidden = press(before, key);
    expect(hidden.state.filter.kinds).toEqual({only: false, names: ['communication']});
    expect(screenOf(hidden, on).join('\n')).toMatch(/› +\[ \] NOTICE +44 hidden/);
    expect(press(hidden, key).state).toEqual(before.state);
    expect(screenOf(press(hidden, key), on)).toEqual(screenOf(before, on));
  });

  it('a heading hides all its names, so that a single one is two keys away', () => {
    const view = viewAt(prepared, night('02:31'), [], open);
    const none = press(view, 'tab', 'tab', 'space');
    expect(screenOf(none, on).join('\n')).toContain('filter: 0 of 141');
    const only = press(none, 'down', 'down', 'space');
    expect(only.state.filter.services).toEqual({only: true, names: ['ec2']});
    expect(screenOf(only, on).join('\n')).toContain('filter: 26 of 141');
    expect(press(only, 'tab').state.overlay).toMatchObject({row: 0});
  });

  it('hiding name by name ends where the heading does, and a shows everything again', () => {
    const view = viewAt(prepared, night('02:31'), [], open);
    const allKeys = eventKinds.flatMap(() => ['down', 'space']);
    expect(press(view, ...allKeys).state.filter).toEqual(press(view, 'space').state.filter);
    expect(press(view, ...allKeys, 'a').state.filter).toEqual(noFilter);
  });

  it('on and off is no change of any frame, whatever was hidden, wherever the cursor is', () => {
    const names = facetsIn(stage);
    fc.assert(
      fc.property(
        fc.array(fc.nat({max: names.length - 1}), {minLength: 1, maxLength: 6}),
        fc.constantFrom<AppState['screen']>(
          {type: 'replay'},
          {type: 'record', cursor: null, top: 0, reading: false, scroll: 0},
          {type: 'record', cursor: 77, top: 60, reading: false, scroll: 2},
        ),
        fc.integer({min: -3, max: 3}),
        (rows, screen, recordOffset) => {
          const before = viewAt(prepared, night('02:31'), [], {screen, recordOffset});
          const toggles = rows.map(
            row => (view: View) => press({...view, state: {...view.state, overlay: {type: 'filter', row, top: 0}}}, 'space'),
          );
          const filtered = toggles.reduce((view, toggle) => toggle(view), before);
          const after = press(filtered, 'a', 'escape');
          expect(after.state).toEqual(before.state);
          expect(screenOf(after, on)).toEqual(screenOf(before, on));
        },
      ),
      {numRuns: 40},
    );
  });

  it('is as long as it must be: the cursor stays in sight among thousands of services, whatever they are called', () => {
    const many = prepare(largeRecord(6000, 3000));
    for (const at of ['80x24', '120x40', '200x60']) {
      let view = viewAt(many, 0, [], open);
      for (const key of ['tab', 'tab', 'down', 'page-down', 'page-down', 'down', 'up', 'page-up', 'down']) {
        const command = askedBy(view, key, roomAt(view, size(at)));
        if (isAction(command) && command.type === 'open') view = {...view, state: {...view.state, overlay: command.overlay}};
        const rows = screenOf(view, size(at));
        expect(rows.filter(row => /› +\[/.test(row)).length).toBe(1);
        expect(rows.join('\n')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
      }
      expect(view.state.overlay).toMatchObject({row: expect.any(Number)});
    }
  });

  it('takes a click on a name as the key', () => {
    for (const at of ['80x24', '120x40', '200x60']) {
      for (const screen of [{type: 'replay'}, {type: 'record', cursor: null, top: 0, reading: false, scroll: 0}] as const) {
        const view = viewAt(prepared, night('02:31'), [], {...open, screen});
        const clicked = clickOn(view, at, 'RECOVERY  ', '[x]');
        expect(clicked).toMatchObject({type: 'filter', filter: {kinds: {only: false, names: ['recovery']}}});
        expect(clickOn(view, at, 'EC2 launches  ', '[x]')).toMatchObject({filter: {services: {only: false, names: ['ec2']}}});
      }
    }
  });
});

/** What a click on a text of the filter's panel asks for. */
function clickOn(view: View, at: string, text: string, after: string) {
  for (const {width, parts} of layoutOf(view, size(at)).columns) {
    for (const {panel, height} of parts) {
      if (panel.click === undefined) continue;
      const lines = panel.lines(view, width, height - 1).map(line => line.map(span => span.text).join(''));
      const row = lines.findIndex(line => line.includes(`${after} ${text}`));
      if (row >= 0) return panel.click(view, width, height - 1, row, lines[row]?.indexOf(text) ?? 0);
    }
  }
  return undefined;
}

describe('while a filter is on', () => {
  const unofficial: Filter = {...noFilter, confidences: {only: false, names: ['official']}};
  const filtered = (at: string, state: Partial<AppState> = {}) => viewAt(prepared, night(at), [], {filter: unofficial, ...state});
  const listed = flagship.events.filter(({confidence}) => confidence !== 'official');

  it('is a value that can be kept as JSON', () => {
    expect(JSON.parse(JSON.stringify(unofficial))).toEqual(unofficial);
    expect(dimensions.every(dimension => dimension in unofficial)).toBe(true);
  });

  it.each(['80x24', '120x40', '200x60'])('every list says so at %s', at => {
    const titles = (state: Partial<AppState>) =>
      screenOf(filtered('02:31', state), size(at)).filter(row => /─ (?:RECORD|TIMELINE) ─/.test(row));
    const replay = titles({});
    expect(replay.length).toBe(2);
    for (const title of replay) expect(title).toContain('filter: 58 of 141');
    expect(titles({screen: {type: 'record', cursor: null, top: 0, reading: false, scroll: 0}})[0]).toContain('filter: 58 of 141');
    expect(screenOf(viewAt(prepared, night('02:31')), size(at)).join('\n')).not.toContain('filter');
  });

  it('steps go to what is listed, and end where the list does', () => {
    const later = listed.find(({atMs}) => atMs > night('02:31'));
    expect(press(filtered('02:31'), 'right').state.positionMs).toBe(later?.atMs);
    const earlier = listed.findLast(({atMs}) => atMs < night('02:25'));
    expect(press(filtered('02:25'), 'left').state.positionMs).toBe(earlier?.atMs);
    const end = {...filtered('02:31'), state: {...filtered('02:31').state, positionMs: stage.endMs}};
    expect(press(end, 'right').state.notice).toBe('No later event in the filter. $ goes to the end.');
  });

  it('the bar counts what is listed', () => {
    const marksOf = (filter: Filter) => {
      const rows = screenOf(viewAt(prepared, stage.startMs, [], {filter}), size('120x40'));
      const density = rows[rows.findIndex(row => row.includes('─ TIMELINE ─')) + 2] ?? '';
      return [...density].filter(mark => '▁▂▃▄▅▆▇'.includes(mark)).length;
    };
    const only = listed.filter(({kind, atMs}) => kind === 'fault' && atMs <= stage.endMs).length;
    expect(only).toBe(1);
    expect(marksOf({...unofficial, kinds: {only: true, names: ['fault']}})).toBe(only);
    expect(marksOf({...noFilter, kinds: {only: true, names: []}})).toBe(0);
    expect(marksOf(unofficial)).toBeLessThan(marksOf(noFilter));
  });

  it('the search finds what is listed, and says how much is hidden', () => {
    const searching = (text: string) => viewOf(prepared, {...filtered('23:00').state, overlay: {type: 'search', text, error: ''}}, stage);
    const {notice} = press(searching('recovery'), 'enter').state;
    expect(notice).toMatch(/^\d+ of \d+, \d+ hidden by the filter: /);
    expect(press(searching('E046'), 'enter').state.overlay).toMatchObject({error: 'The filter hides the only event with these words.'});
    expect(press(searching('zebra'), 'enter').state.overlay).toMatchObject({error: 'No event has all these words.'});
    expect(screenOf(searching('x'), on).at(-1)).toContain('only in what is listed: filter: 58 of 141');
  });

  it('the cursor of the record panel stays within its rows', () => {
    const none: Filter = {...noFilter, kinds: {only: true, names: []}};
    const view = viewAt(prepare({...flagship, model: null}), night('02:31'), [], {filter: none, recordOffset: 5});
    expect(screenOf(press(view, 'down', 'up', 'enter'), on).join('\n')).toContain('filter: 0 of 141');
  });

  it('a state that is opened with it shows the same', () => {
    const kept = JSON.parse(JSON.stringify(unofficial)) as Filter;
    const direct = viewOf(prepared, {...initialState(stage, night('02:31'), []), filter: kept}, stage);
    expect(screenOf(direct, on)).toEqual(screenOf(filtered('02:31'), on));
  });
});
