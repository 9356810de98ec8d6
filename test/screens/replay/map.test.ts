import {describe, expect, it} from 'vitest';
import {type Prepared, prepare} from '../../../src/engine/simulate.js';
import {map} from '../../../src/screens/replay/panels/map.js';
import {mapPath} from '../../../src/screens/replay/panels/path.js';
import {reduce} from '../../../src/screens/replay/state/reducer.js';
import type {AppState} from '../../../src/screens/replay/state/state.js';
import type {View} from '../../../src/screens/replay/state/view.js';
import type {Service, TimelineEvent} from '../../../src/timeline/types.js';
import {answered, askedBy, isAction, layoutOf, screenOf, size, viewAt} from '../../helpers/console.js';
import {flagship, night, prepared} from '../../helpers/flagship.js';

const mapOf = (service: string, more: Partial<AppState> = {}): Partial<AppState> => ({screen: {type: 'map'}, service, ...more});
const onMap = (clock: string, service: string, more: Partial<AppState> = {}): View =>
  viewAt(prepared, night(clock), [], mapOf(service, more));
const press = (view: View, key: string) => askedBy(view, key);
const textOf = (view: View, on: string): string => screenOf(view, size(on)).join('\n');
const edgesOf = (view: View): readonly string[] =>
  mapPath(view, view.stage.map())
    .edges.map(({from, to}) => `${from} > ${to}`)
    .sort();

describe('the broken path', () => {
  it('goes through what is broken now until the causes are proved', () => {
    const view = onMap('07:00', 'ecs');
    expect(edgesOf(view)).toEqual(['ec2 > ecs', 'network-manager > ec2', 'network-manager > ecs']);
    expect(textOf(view, '120x40')).toContain('Through what is broken now. proving…');
  });

  it('goes on to the proved cause, over by now or not', () => {
    const view = answered(prepared, onMap('07:00', 'ecs'));
    expect(edgesOf(view)).toEqual(
      expect.arrayContaining([
        'dns-automation > dynamodb',
        'dynamodb > dwfm',
        'dwfm > network-manager',
        'network-manager > ec2',
        'ec2 > ecs',
      ]),
    );
    const text = textOf(view, '200x60');
    expect(text).toContain('Proved: each cause was taken out and the incident simulated again.');
    expect(text).toMatch(/● DNS automation +operational since 02:25/);
    expect(text).toContain('NECESSARY  without it: ● operational');
    expect(text).toContain('FAULT DNS automation: enactor delay');
  });

  it('is not proved while the replay plays: each moment is another question', () => {
    const view = onMap('00:30', 'ecs', {playing: true});
    expect(textOf(view, '200x60')).toContain('Through what is broken now. Pause (space) and its causes are proved.');
  });

  it('of what is well is what it depends on, and says so', () => {
    const view = onMap('02:31', 'nlb');
    expect(edgesOf(view)).toEqual(['ec2 > nlb', 'network-manager > nlb']);
    expect(textOf(view, '120x40')).toContain('NLB is operational. It stands on:');
    expect(textOf(view, '80x24')).toContain('STANDS ON ─── SIMULATED ─ ● operational');
  });

  it('says the status word of the selected service at every size', () => {
    for (const on of ['80x24', '120x40', '200x60']) expect(textOf(onMap('00:30', 'global-tables'), on)).toContain('partial outage');
  });

  it('is drawn in other characters than the rest, so that it can be seen without colour', () => {
    const first = (service: string) => textOf(onMap('00:30', service), '80x24').split('\n')[4];
    expect(first('dynamodb')).toMatch(/DNS automation ✖━+┓/);
    expect(first('dns-automation')).toMatch(/DNS automation‹✖─+┐/);
  });
});

describe('the map', () => {
  it('opens at the service that the person looks at', () => {
    const view = viewAt(prepared, night('02:31'), [], {focus: 'services', service: 'sts'});
    expect(press(view, '2')).toEqual({type: 'show', screen: {type: 'map'}, service: 'sts'});
  });

  it('else at the worst one, the furthest from the cause, and stays where it was when all is well', () => {
    expect(press(viewAt(prepared, night('00:30')), '2')).toMatchObject({service: 'connect'});
    expect(press(viewAt(prepared, night('23:00')), '2')).toMatchObject({service: 'dns-automation'});
  });

  it('goes back to the replay with 2 and escape', () => {
    for (const key of ['2', 'escape', '1'])
      expect(press(onMap('02:31', 'sts'), key)).toMatchObject({type: 'show', screen: {type: 'replay'}});
  });

  it('moves through the services from the cause on, enter opens, y asks why, m mitigates', () => {
    expect(press(onMap('02:31', 'dns-automation'), 'down')).toEqual({type: 'select-service', id: 'dynamodb'});
    expect(press(onMap('02:31', 'dns-automation'), 'up')).toEqual({type: 'select-service', id: 'dns-automation'});
    expect(press(onMap('02:31', 'dns-automation'), 'page-down')).toMatchObject({type: 'select-service'});
    expect(press(onMap('02:31', 'ecs'), 'enter')).toMatchObject({overlay: {type: 'detail', subject: {kind: 'service', id: 'ecs'}}});
    expect(press(onMap('02:31', 'ecs'), 'y')).toMatchObject({overlay: {type: 'why', service: 'ecs'}});
    expect(press(onMap('02:31', 'ecs'), 'm')).toMatchObject({overlay: {type: 'mitigations'}});
    expect(press(onMap('02:31', 'nlb'), 'y')).toMatchObject({type: 'say'});
  });

  it('leaves every name where it is, whatever the time', () => {
    for (const [width, height] of [
      [80, 17],
      [71, 30],
      [119, 50],
    ] as const) {
      const places = (clock: string) => {
        const rows = map.lines(onMap(clock, 'ecs'), width, height).map(line => line.map(({text}) => text).join(''));
        return flagship.services.map(({name}) => rows.map(row => row.indexOf(name)));
      };
      expect(places('00:30')).toEqual(places('23:00'));
      expect(places('07:00')).toEqual(places('23:00'));
    }
  });

  it('keeps its place beside what is open where there is room', () => {
    const open = onMap('02:31', 'ecs', {overlay: {type: 'why', service: 'ecs', scroll: 0}});
    expect(layoutOf(open, size('120x40')).columns[0]).toEqual(layoutOf(onMap('02:31', 'ecs'), size('120x40')).columns[0]);
    expect(textOf(open, '80x24')).not.toContain('CONTROL PLANE');
  });

  it('shows where history differs, in a what-if', () => {
    const plan = [{op: 'add', mitigation: 'nlb-failover-off', atMs: night('05:30')}] as const;
    const text = textOf(viewAt(prepared, night('07:00'), plan, mapOf('nlb')), '120x40');
    expect(text).toMatch(/●›NLB +\(▲\)/);
    expect(text).toContain('( ) history');
  });

  it('selects the service that is clicked', () => {
    const view = onMap('00:30', 'ecs');
    const [width, height] = [80, 17];
    const rows = map.lines(view, width, height).map(line => line.map(({text}) => text).join(''));
    const clickOn = (name: string) => {
      const row = rows.findIndex(text => text.includes(name));
      return map.click?.(view, width, height, row, rows[row]?.indexOf(name) ?? 0);
    };
    expect(clickOn('Lambda')).toEqual({type: 'select-service', id: 'lambda'});
    expect(clickOn('DWFM leases')).toEqual({type: 'select-service', id: 'dwfm'});
    expect(clickOn('━━')).toBeUndefined();
  });
});

/** The flagship's events with other services: a record in which every event sets a status. */
function recordOf(services: readonly Service[]): Prepared {
  const template = flagship.events[0] as TimelineEvent;
  const events = services.map(
    ({id}, index): TimelineEvent => ({
      ...template,
      id: `E${index}`,
      atMs: night('00:00') + index,
      services: [id],
      status: index % 2 === 0 ? 'major outage' : 'operational',
    }),
  );
  return prepare({...flagship, model: null, mitigations: [], impacts: [], services, events});
}

const made = (count: number, dependsOn: (index: number) => readonly number[]): readonly Service[] =>
  Array.from({length: count}, (_, index) => ({
    id: `s${index}`,
    name: `Service ${index}`,
    group: 'Services',
    plane: index % 3 === 0 ? 'control' : index % 3 === 1 ? 'data' : null,
    dependsOn: dependsOn(index).map(on => ({service: `s${on}`, how: 'hard', why: ''})),
    signals: [],
    status: null,
  }));

describe('a file of someone else', () => {
  it('without a model shows what the record says, and says that nothing is proved', () => {
    const record = recordOf(made(6, index => (index > 1 ? [index - 2] : [])));
    const text = textOf(viewAt(record, night('02:31'), [], mapOf('s4')), '200x60');
    expect(text).toContain('FACT');
    expect(text).not.toContain('SIMULATED');
    expect(text).toContain('Through what the record calls broken. Without a model it is not proved.');
    expect(text).toMatch(/Service 0 ✖━/);
  });

  it('with one service alone is a map of one', () => {
    const text = textOf(viewAt(recordOf(made(1, () => [])), night('02:31'), [], mapOf('s0')), '80x24');
    expect(text).toContain('Service 0‹✖');
  });

  it('whose services have no status says so', () => {
    const text = textOf(
      viewAt(prepare({...flagship, model: null, mitigations: [], impacts: [], services: [], events: []}), night('02:31'), [], mapOf('')),
      '80x24',
    );
    expect(text).toContain('This file names no service whose status can be shown.');
  });

  it('says how many lines there is no room for, and draws those of the path first', () => {
    const record = recordOf(made(90, index => [index - 30, index - 40].filter(on => on >= 0)));
    const text = textOf(viewAt(record, night('02:31'), [], mapOf('s84')), '80x24');
    expect(text).toMatch(/FACT ─ \d+ lines hidden ─ DATA PLANE/);
    expect(text).toMatch(/Service 84‹✖━/);
  });

  it('with 500 services comes in pages, and every service is on one of them', () => {
    const record = recordOf(made(500, index => [index - 1, index - 7, Math.floor(index / 3)].filter(on => on >= 0 && on < index)));
    let view = viewAt(record, night('02:31'), [], mapOf('s0'));
    const seen = new Set<string>();
    for (let step = 0; step < 500; step++) {
      const row = screenOf(view, size('80x24')).find(text => /Service \d+‹|›Service \d+/.test(text)) ?? '';
      seen.add(/Service \d+(?=‹)|(?<=›)Service \d+/.exec(row)?.[0] ?? '');
      const action = press(view, 'down');
      if (!isAction(action)) break;
      view = {...view, state: reduce(view.stage, view.state, action)};
    }
    expect(seen.size).toBe(500);
  });
});
