import {describe, expect, it} from 'vitest';
import type {AppState, Panel} from '../../../src/screens/replay/state/state.js';
import type {View} from '../../../src/screens/replay/state/view.js';
import {layoutOf, screenOf, size, viewAt} from '../../helpers/console.js';
import {night, prepared} from '../../helpers/flagship.js';
import {pressed} from '../../helpers/keys.js';

const at = (change: Partial<AppState> = {}): View => viewAt(prepared, night('02:31'), [], change);
const press = (view: View, ...keys: readonly string[]): View => pressed(prepared, view, ...keys);
const titles: Readonly<Record<Panel, string>> = {
  services: 'SERVICES',
  record: 'RECORD',
  mitigations: 'MITIGATIONS',
  impact: 'IMPACT',
};
const panelsOn = (view: View, on: string): number => layoutOf(view, size(on)).columns.flatMap(({parts}) => parts).length;

describe('a zoomed panel', () => {
  it.each(['80x24', '120x40', '200x60'])('has all the room between header and bottom line at %s', on => {
    for (const focus of ['services', 'record', 'mitigations', 'impact'] as const) {
      const view = press(at({focus}), 'z');
      const rows = screenOf(view, size(on));
      expect(panelsOn(view, on)).toBe(1);
      expect(rows[0]).toMatch(/HISTORY/);
      expect(rows[2]).toMatch(/SIMULATED/);
      expect(rows[3]).toContain(`─ ${titles[focus]} ─`);
      expect(rows.at(-1)).toMatch(/esc back .*help.*quit/);
      expect(rows.join('\n')).not.toContain('TIMELINE');
    }
  });

  it('is brought back by z and by escape', () => {
    const view = at({focus: 'services'});
    expect(press(view, 'z').state).toEqual({...view.state, zoomed: true});
    expect(press(view, 'z', 'z').state).toEqual(view.state);
    expect(press(view, 'z', 'escape').state).toEqual(view.state);
  });

  it('is the next one after tab', () => {
    const view = press(at({focus: 'services'}), 'z', 'tab');
    expect(view.state).toMatchObject({zoomed: true, focus: 'record'});
    expect(screenOf(view, size('80x24'))[3]).toContain('─ RECORD ─');
  });

  it('moves and opens as everywhere; what opens closes to it again', () => {
    const opened = press(at({focus: 'services'}), 'z', 'down', 'enter');
    expect(opened.state.overlay).toMatchObject({type: 'detail', subject: {kind: 'service'}});
    expect(screenOf(opened, size('80x24'))[3]).toContain('─ SERVICE ─');
    expect(panelsOn(opened, '200x60')).toBe(2);
    expect(press(opened, 'escape').state).toMatchObject({zoomed: true, overlay: {type: 'none'}});
    expect(press(opened, 'escape', 'escape').state.zoomed).toBe(false);
  });

  it('is there again after another screen', () => {
    const compare = press(at({focus: 'services'}), 'z', 'c');
    expect(screenOf(compare, size('80x24'))[3]).toContain('COMPARE');
    expect(screenOf(press(compare, 'c'), size('80x24'))[3]).toContain('SERVICES');
  });

  it.each<{state: Partial<AppState>; says: string}>([
    {state: {screen: {type: 'compare', scroll: 0}}, says: 'This screen fills the room already.'},
    {state: {screen: {type: 'fidelity', scroll: 0}}, says: 'This screen fills the room already.'},
    {state: {overlay: {type: 'mitigations', scroll: 0}}, says: 'esc closes what is open; then z zooms the panel that has the keys.'},
  ])('is none where there is one panel already: $says', ({state, says}) => {
    expect(press(at(state), 'z').state).toMatchObject({zoomed: false, notice: says});
  });

  for (const on of ['80x24', '120x40']) {
    it.each(['services', 'record'] as const)(`shows %s at ${on}`, async focus => {
      const rows = screenOf(at({focus, zoomed: true}), size(on));
      await expect(`${rows.map(row => row.trimEnd()).join('\n')}\n`).toMatchFileSnapshot(`../../golden/console-zoom-${focus}-${on}.txt`);
    });
  }
});
