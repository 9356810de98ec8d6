import * as fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Plan} from '../../../src/engine/plan.js';
import {prepare} from '../../../src/engine/simulate.js';
import {width} from '../../../src/format/text.js';
import {frame} from '../../../src/screen/frame.js';
import {textOf} from '../../../src/screen/line.js';
import {type Filter, noFilter} from '../../../src/screens/replay/state/filter.js';
import {type AppState, type Overlay, panels, type Screen} from '../../../src/screens/replay/state/state.js';
import {answered, sceneOf, screenOf, size, viewAt, viewOf} from '../../helpers/console.js';
import {flagship, night, prepared} from '../../helpers/flagship.js';
import {showing} from '../../helpers/keys.js';

const failoverOff: Plan = [{op: 'add', mitigation: 'nlb-failover-off', atMs: night('05:30')}];
const mitigations: Partial<AppState> = {overlay: {type: 'mitigations', scroll: 0}, mitigation: 'nlb-failover-off'};

const screens = {
  map: {type: 'map'},
  compare: {type: 'compare', scroll: 0},
  fidelity: {type: 'fidelity', scroll: 0},
  record: {type: 'record', cursor: null, top: 0, reading: false, scroll: 0},
} as const;
const unofficial: Filter = {...noFilter, confidences: {only: false, names: ['official']}};
const whyIs = (service: string): Partial<AppState> => ({overlay: {type: 'why', service, scroll: 0}});

const goldens: readonly {readonly name: string; readonly at: string; readonly plan?: Plan; readonly state?: Partial<AppState>}[] = [
  {name: 'opening', at: '23:45'},
  {name: 'history', at: '02:31'},
  {name: 'what-if', at: '07:30', plan: failoverOff, state: {focus: 'services', service: 'nlb'}},
  {name: 'mitigations', at: '05:30', state: mitigations},
  {name: 'event', at: '23:48', state: {overlay: {type: 'detail', subject: {kind: 'event', id: 'E012'}, scroll: 0}}},
  {name: 'why', at: '02:31', state: whyIs('ec2')},
  {name: 'sustained', at: '04:00', state: {focus: 'services', service: 'dwfm'}},
  {name: 'compare', at: '07:30', plan: failoverOff, state: {screen: screens.compare}},
  {name: 'map', at: '00:30', state: {screen: screens.map, service: 'connect'}},
  {name: 'fidelity', at: '07:30', state: {screen: screens.fidelity}},
  {name: 'record', at: '00:38', state: {screen: screens.record}},
  {name: 'filter', at: '00:38', state: {screen: screens.record, filter: unofficial, overlay: {type: 'filter', row: 9, top: 0}}},
  {name: 'filtered', at: '00:38', state: {filter: unofficial}},
];

describe('the screen', () => {
  for (const on of ['80x24', '120x40', '200x60']) {
    it.each(goldens)(`shows $name at ${on}`, async ({name, at, plan, state}) => {
      const rows = screenOf(answered(prepared, viewAt(prepared, night(at), plan, state)), size(on));
      await expect(`${rows.map(row => row.trimEnd()).join('\n')}\n`).toMatchFileSnapshot(`../../golden/console-${name}-${on}.txt`);
    });
  }

  it.each(['80x24', '120x40', '200x60'])('shows the help at %s', async on => {
    const console = showing(prepared, viewAt(prepared, night('02:31')), size(on));
    console.press('?');
    const rows = console.rows().map(row => row.trimEnd());
    await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot(`../../golden/console-help-${on}.txt`);
  });

  it('is as large as the terminal, in every line, whatever it shows', () => {
    const overlays: readonly Overlay[] = [
      {type: 'none'},
      {type: 'go-to', text: '02:2', error: ''},
      {type: 'search', text: 'launch', error: ''},
      {type: 'mitigations', scroll: 0},
      {type: 'detail', subject: {kind: 'event', id: 'E012'}, scroll: 2},
      {type: 'detail', subject: {kind: 'service', id: 'ec2'}, scroll: 0},
      {type: 'why', service: 'ec2', scroll: 1},
      {type: 'why', service: 'ring', scroll: 0},
      {type: 'filter', row: 30, top: 20},
      {type: 'breakpoints', text: 'ec2', error: 'No such thing.', index: 1},
    ];
    // Half of the moments are one whose questions have been answered.
    const known = night('09:00');
    const answeredAt = (plan: Plan) => {
      const view = viewAt(prepared, known, plan, {...mitigations, screen: screens.fidelity});
      const asking = [view.state, {...view.state, overlay: overlays[6]}, {...view.state, overlay: overlays[7]}] as readonly AppState[];
      return {...view, answers: new Map(asking.flatMap(state => [...answered(prepared, {...view, state}).answers]))};
    };
    const views = [answeredAt([]), answeredAt(failoverOff)];
    const state = fc.record({
      positionMs: fc.oneof(fc.integer({min: prepared.history.startMs, max: prepared.history.endMs}), fc.constant(known)),
      screen: fc.constantFrom<Screen>(
        {type: 'replay'},
        {type: 'map'},
        {type: 'compare', scroll: 3},
        {type: 'fidelity', scroll: 9},
        screens.record,
        {
          type: 'record',
          cursor: 40,
          top: 7,
          reading: true,
          scroll: 5,
        },
      ),
      filter: fc.constantFrom<Filter>(noFilter, unofficial, {...noFilter, services: {only: true, names: []}}),
      overlay: fc.constantFrom(...overlays),
      focus: fc.constantFrom(...panels),
      service: fc.constantFrom(...flagship.services.map(({id}) => id)),
      playing: fc.boolean(),
      bookmarks: fc.constantFrom<readonly number[]>([], [known, night('11:00')]),
      breakpoints: fc.constantFrom<AppState['breakpoints']>(
        [],
        [
          {kind: 'time', atMs: known},
          {kind: 'phase', phase: null},
        ],
      ),
      zoomed: fc.boolean(),
    });
    fc.assert(
      fc.property(
        state,
        fc.boolean(),
        fc.integer({min: 80, max: 220}),
        fc.integer({min: 24, max: 70}),
        (change, isWhatIf, columns, rows) => {
          const view = views[isWhatIf ? 1 : 0] as (typeof views)[0];
          const lines = frame(sceneOf({...view, state: {...view.state, ...change}}), {columns, rows});
          expect(lines.length).toBe(rows);
          for (const line of lines) expect(width(textOf(line))).toBe(columns);
        },
      ),
      {numRuns: 300},
    );
  });

  it.each([
    ['79x24', '79x24'],
    ['80x23', '80x23'],
    ['20x4', '20x4'],
  ])('below 80x24 says what it needs, at %s', on => {
    const rows = screenOf(viewAt(prepared, night('02:31')), size(on));
    expect(rows.map(row => row.trimEnd()).slice(0, 4)).toEqual([
      '02:31:00 PDT',
      '✖ major outage',
      expect.stringContaining('HISTORY'),
      expect.stringContaining('needs 80x24'),
    ]);
    expect(rows.every(row => width(row) === size(on).columns)).toBe(true);
  });

  it('says FACT and SIMULATED in words wherever there are numbers', () => {
    for (const on of ['80x24', '120x40', '200x60']) {
      const text = screenOf(viewAt(prepared, night('02:31')), size(on)).join('\n');
      expect(text).toContain('SERVICES ─ SIMULATED');
      expect(text).toContain('RECORD ─ FACT');
    }
  });

  it('never says which mitigations are decoys', () => {
    const text = screenOf(viewAt(prepared, night('05:30'), [], mitigations), size('200x60')).join('\n');
    expect(text).not.toMatch(/decoy/i);
  });

  it('moves only what changes: playing on by a second leaves every service row where it is', () => {
    const names = (at: number) => screenOf(viewAt(prepared, at), size('120x40')).map(row => row.slice(0, 23));
    expect(names(night('02:31') + 1000).slice(3)).toEqual(names(night('02:31')).slice(3));
  });
});

it('marks bookmarks on the bar and says what the mark is', () => {
  const bar = (bookmarks: readonly number[]) =>
    screenOf(viewAt(prepared, night('02:31'), [], {bookmarks}), size('80x24')).filter(row => row.includes('▼'));
  expect(bar([])).toEqual([]);
  expect(bar([night('05:30'), night('09:00')]).map(row => row.split('▼').length - 1)).toEqual([1, 2]);
});

describe('a record without a model', () => {
  const events = flagship.events.map((event, index) => ({
    ...event,
    status: index % 3 === 0 ? ('major outage' as const) : index % 3 === 1 ? ('operational' as const) : null,
  }));
  const record = prepare({...flagship, model: null, events});

  it('shows statuses as facts, without numbers or what-if', () => {
    const text = screenOf(viewAt(record, night('02:31')), size('120x40')).join('\n');
    expect(text).toContain('SERVICES ─ FACT');
    expect(text).toContain('this file has no model');
    expect(text).not.toContain('SIMULATED');
  });

  it('says so where the mitigations would be', () => {
    const text = screenOf(viewAt(record, night('02:31'), [], {focus: 'mitigations'}), size('80x24')).join('\n');
    expect(text).toContain('a record without a model: nothing can be changed');
  });
});

it('lets nothing from a file reach the terminal as a command', () => {
  const evil = '\u001B[2J\u0007\u202Eevil';
  const events = flagship.events.map(event => ({...event, title: evil, detail: evil}));
  const services = flagship.services.map(service => ({...service, name: `${service.name}${evil}`, group: `${service.group}${evil}`}));
  const phases = flagship.phases.map(phase => ({...phase, title: evil}));
  const impacts = flagship.impacts.map(impact => ({...impact, title: `${impact.title}${evil}`}));
  const dirty = prepare({...flagship, events, services, phases, impacts, incident: {...flagship.incident, title: evil}});
  const view = viewAt(dirty, night('02:31'));
  const shown: readonly Partial<AppState>[] = [
    {},
    {focus: 'services'},
    {focus: 'impact'},
    {overlay: {type: 'detail', subject: {kind: 'event', id: 'E012'}, scroll: 0}},
    {overlay: {type: 'why', service: 'ec2', scroll: 0}},
    {screen: screens.map, service: 'connect'},
    {screen: screens.compare},
    {screen: screens.fidelity},
    {screen: screens.record},
    {overlay: {type: 'filter', row: 0, top: 0}},
  ];
  for (const change of shown) {
    const text = screenOf(answered(dirty, viewOf(dirty, {...view.state, ...change})), size('200x60')).join('\n');
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  }
});
