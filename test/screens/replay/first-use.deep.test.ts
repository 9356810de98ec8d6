import {describe, expect, it} from 'vitest';
import type {Plan} from '../../../src/engine/plan.js';
import {prepare} from '../../../src/engine/simulate.js';
import type {AppState, Overlay} from '../../../src/screens/replay/state/state.js';
import {parseTimeline} from '../../../src/timeline/parse.js';
import {answered, askedBy, screenOf, size, viewAt} from '../../helpers/console.js';
import {night, prepared} from '../../helpers/flagship.js';
import {showing} from '../../helpers/keys.js';

const shown = (on: string, at: string, state: Partial<AppState> = {}, plan: Plan = []): string =>
  screenOf(answered(prepared, viewAt(prepared, night(at), plan, state)), size(on)).join('\n');
const goTo = (text: string, error = ''): Partial<AppState> => ({overlay: {type: 'go-to', text, error}});

describe('a stranger finds the next key on the screen itself', () => {
  it.each([
    {key: 'g', opens: 'go-to'},
    {key: 'm', opens: 'mitigations'},
    {key: '/', opens: 'search'},
  ])('$key does what the help says of it while the help is open', ({key, opens}) => {
    const console = showing(prepared, viewAt(prepared, night('02:31')));
    console.press('?', key);
    expect(console.scene()).toMatchObject({sheet: null, view: {state: {overlay: {type: opens}}}});
  });

  it('3 is compare, as the third of six screens', () => {
    const at = (screen: AppState['screen']) => askedBy(viewAt(prepared, night('02:31'), [], {screen}), '3');
    expect(at({type: 'replay'})).toEqual({type: 'show', screen: {type: 'compare', scroll: 0}});
    expect(at({type: 'compare', scroll: 0})).toEqual({type: 'show', screen: {type: 'replay'}});
  });

  it('space is named after what it would do', () => {
    expect(shown('80x24', '02:31').split('\n').at(-1)).toMatch(/^ space play {2}/);
    expect(shown('80x24', '02:31', {playing: true}).split('\n').at(-1)).toMatch(/^ space pause {2}/);
  });

  it('go-to names all its forms at 80 columns, and again where a text is none of them', () => {
    const forms = ['02:25', 'T+2:37', '25%', 'event id', 'phase 3', 'next red', 'last degraded'];
    for (const form of forms) expect(shown('80x24', '02:31', goTo('')).split('\n').at(-1)).toContain(form);
    const failed = askedBy(viewAt(prepared, night('02:31'), [], goTo('soon')), 'enter');
    for (const form of forms) expect(failed).toMatchObject({type: 'type', error: expect.stringContaining(form)});
  });

  it('go-to says from when to when the run goes, where a time is outside', () => {
    expect(askedBy(viewAt(prepared, night('02:31'), [], goTo('T+90:00')), 'enter')).toMatchObject({
      error: expect.stringContaining('The run goes from 23:00 to 21 Oct 05:00.'),
    });
  });

  it('what undoes a throw is said before a title that the screen may cut', () => {
    const overlay: Overlay = {type: 'mitigations', scroll: 0};
    const view = viewAt(prepared, night('23:33'), [], {overlay, mitigation: 'dwfm-restart-all-at-once'});
    const command = askedBy(view, 'enter');
    expect(command).toMatchObject({notice: expect.stringMatching(/^Thrown at 23:33, works from 23:\d\d; u undoes it: /)});
  });
});

describe('nothing is cut without a word', () => {
  it.each(['80x24', '120x40'])('the filter says how many more services there are at %s', on => {
    const overlay: Overlay = {type: 'filter', row: 0, top: 0};
    expect(shown(on, '02:31', {overlay})).toMatch(/FILTER ─ FACT ─ 141 of 141(?: events)? ─+ \d+ more: ↓/);
  });

  it('a zoomed impact panel says where the rest stands, with numbers beside their names', () => {
    const text = shown('80x24', '02:31', {focus: 'impact', zoomed: true});
    expect(text).toMatch(/IMPACT ─ SIMULATED ─+ 12 more: c/);
    expect(text).toMatch(/Redshift clusters {8,16}162 {4}1,697 {2}▆+/);
  });

  it('no panel stands on the screen twice', () => {
    const empty = prepare({...prepared.timeline, model: null});
    const rows = screenOf(viewAt(empty, night('02:31'), [], {focus: 'impact'}), size('120x40'));
    expect(rows.join('\n').match(/ IMPACT ─/g)).toHaveLength(1);
  });

  it('a title that is cut keeps its distance to what follows', () => {
    const long = prepare({...prepared.timeline, incident: {...prepared.timeline.incident, title: 'An outage '.repeat(12)}});
    const [title = ''] = screenOf(viewAt(long, night('02:31')), size('80x24'));
    expect(title).toMatch(/… {2}HISTORY/);
  });

  it('the sign of what stays down stands apart from its number', () => {
    expect(shown('120x40', '09:00')).toMatch(/Network Manager +partial outage ↻ \d+\.\d min/);
  });

  it('the standings of mitigations are of one form in a narrow list', () => {
    const rows = shown('200x60', '05:30').split('\n');
    const standings = rows.flatMap(row => /│ {2}\[ \] (?:Restore DNS by hand|Limit EC2 launches) +(.+?) +$/.exec(row)?.[1] ?? []);
    expect(standings).toEqual(['done 02:25', 'done 04:14']);
  });
});

describe('the card of a mitigation', () => {
  const card = (mitigation: string) => shown('200x60', '02:31', {focus: 'mitigations', mitigation});
  it('says what must hold first, or that nothing must', () => {
    expect(card('dns-restore-by-hand')).toMatch(/needs +an empty record: DNS automation/);
    expect(card('nlb-failover-off')).toMatch(/needs +nothing first/);
  });

  it('says how far the search for its latest useful moment has come', () => {
    const view = viewAt(prepared, night('02:31'), [], {overlay: {type: 'mitigations', scroll: 0}, mitigation: 'nlb-failover-off'});
    const question = JSON.stringify({kind: 'latest', mitigation: 'nlb-failover-off'});
    const answers = new Map([[question, {triedMs: night('11:30'), latest: null}]]);
    expect(screenOf({...view, answers}, size('80x24')).join('\n')).toContain('until …: each minute is tried, back to 11:30 by now');
  });
});

it('compare gives no time by which an all-clear comes earlier when nothing was ever hit', () => {
  const known = prepared.timeline.mitigations.find(({title}) => title === 'Disable DNS automation, here');
  const off: Plan = [{op: 'add', mitigation: known?.id ?? '', atMs: night('23:33')}];
  expect(shown('80x24', '23:40', {screen: {type: 'compare', scroll: 0}}, off)).toMatch(/all clear +14:24 +– +\n/);
});

it('the last phase holds at the end of the run too', () => {
  expect(screenOf(viewAt(prepared, prepared.history.endMs), size('120x40'))[1]).toContain('phase 11 of 11  recovered');
});

describe('a file with next to nothing in it', () => {
  const incident = {id: 'next-to-nothing', title: 'Minimal', startsAt: '2024-03-02T09:12:00Z'};
  const empty = prepare(parseTimeline('minimal.json', JSON.stringify({schemaVersion: 1, incident, events: []})));
  const at = (state: Partial<AppState>, on = '80x24') => screenOf(viewAt(empty, empty.history.startMs, [], state), size(on)).join('\n');

  it.each(['80x24', '120x40', '200x60'])('leaves no panel without a word at %s', on => {
    const text = at({}, on);
    expect(text).toContain('This file names no service whose status can be shown.');
    expect(text).toContain('Nothing is selected.');
    expect(at({focus: 'impact'}, on)).toContain('No service is ever down.');
    expect(at({screen: {type: 'record', cursor: null, top: 0, reading: false, scroll: 0}}, on)).toContain('Nothing is selected.');
    expect(at({screen: {type: 'map'}}, on)).toContain('Nothing is selected.');
  });

  it('says UTC once where that is the incident’s own zone', () => {
    expect(at({}).split('\n')[1]).toContain('09:12:00 UTC  T+0:00');
  });
});
