import {describe, expect, it} from 'vitest';
import {prepare} from '../../../src/engine/simulate.js';
import {bindingFor, bindings, type Context, commandFor, contexts, keyRows} from '../../../src/screens/replay/keymap.js';
import {below, chosenDeed, entriesOf, paletteOver} from '../../../src/screens/replay/palette.js';
import {layout, scrollEndOf} from '../../../src/screens/replay/panels/body.js';
import {palette} from '../../../src/screens/replay/panels/palette.js';
import {reduce} from '../../../src/screens/replay/state/reducer.js';
import {type AppState, type Overlay, replay, type Screen} from '../../../src/screens/replay/state/state.js';
import {subjectOf, type View} from '../../../src/screens/replay/state/view.js';
import {screenOf, size, stageFor, viewAt, viewOf} from '../../helpers/console.js';
import {flagship, night, prepared} from '../../helpers/flagship.js';
import {pressed} from '../../helpers/keys.js';

const stage = stageFor(prepared);
const {services, mitigations, phases} = flagship;

const over = (view: View, text = '', index = 0): View =>
  viewOf(prepared, {...view.state, overlay: {...paletteOver(view), text, index} as Overlay}, stage);
const asking = (text: string, change: Partial<AppState> = {}): View => over(viewAt(prepared, night('02:31'), [], change), text);
const listed = (view: View): readonly string[] => entriesOf(view, keyRows(view)).map(({words}) => words);
const names = (text: string, change?: Partial<AppState>) => listed(asking(text, change));
/** Types a text and runs what is found first. */
const run = (text: string, change?: Partial<AppState>): View => pressed(prepared, asking(text, change), 'enter');

describe('the palette lists', () => {
  it('the keys, each with words of its own, as long as nothing is typed', () => {
    expect(names('').length).toBeGreaterThan(35);
    expect(new Set(names('')).size).toBe(names('').length);
    for (const words of names('')) expect(words).toMatch(/^[a-z]/);
  });

  it('every key of the table that is not a way back out of something', () => {
    const listedKeys = new Set(keyRows(asking('')).map(({key}) => key));
    const unlisted = bindings.filter(({keys}) => !keys.some(key => listedKeys.has(key))).flatMap(({keys}) => keys);
    expect(unlisted).toEqual(['ctrl-x', 'escape', 'escape', 'escape', ':', 'ctrl-c', 'ctrl-z', 'ctrl-l']);
  });

  it('services, mitigations and phases by name, by id and by what they are', () => {
    for (const {id, name} of stage.services) {
      expect(names(name)).toContain(name);
      expect(names(`service ${id}`)).toContain(name);
    }
    for (const {id, title} of mitigations) expect(names(id)).toContain(title);
    expect(names('phase')).toEqual(expect.arrayContaining(phases.map(({title}) => title)));
    expect(names('zebra')).toEqual([]);
  });

  it('bookmarks and breakpoints', () => {
    const change: Partial<AppState> = {bookmarks: [night('04:14')], breakpoints: [{kind: 'phase', phase: null}]};
    expect(names('bookmark 04', change)).toEqual(['04:14']);
    expect(names('breakpoint phase', change)).toEqual(['a phase begins']);
  });

  it('never says which mitigations are decoys', () => {
    expect(names('decoy')).toEqual([]);
  });

  it.each([
    {text: 'event next', first: 'next event', why: 'every word, in any order'},
    {text: 'ec2', first: 'EC2 launches', why: 'a name that begins with it'},
    {text: 'launches', first: 'EC2 launches', why: 'a word of a name before the inside of one'},
    {text: 'NLB ', first: 'NLB', why: 'in any case'},
    {text: 'restore', first: 'Restore DNS by hand', why: 'the beginning before the middle'},
    {text: 'ctrl-r', first: 'redo the change of the plan', why: 'a key by its name'},
  ])('$text: $first first, $why', ({text, first}) => {
    expect(names(text)[0]).toBe(first);
  });

  it('what fits equally well as it stands: keys first, then services, mitigations, phases', () => {
    const sorts = entriesOf(asking('e'), keyRows(asking('e')))
      .filter(({name}) => !name.startsWith('e') && name.includes(' e'))
      .map(({isKey, sort}) => (isKey ? 'key' : sort));
    const order = ['key', 'service', 'mitigation', 'phase'];
    expect(order).toEqual(expect.arrayContaining([...new Set(sorts)]));
    expect(new Set(sorts).size).toBeGreaterThan(2);
    expect(sorts).toEqual([...sorts].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
  });
});

describe('running a key row', () => {
  const overlays: Partial<Record<Context, Overlay>> = {
    mitigations: {type: 'mitigations', scroll: 0},
    why: {type: 'why', service: 'ec2', scroll: 2},
    detail: {type: 'detail', subject: {kind: 'event', id: 'E012'}, scroll: 1},
    filter: {type: 'filter', row: 2, top: 0},
    help: {type: 'help', scroll: 0},
  };
  const screens: Partial<Record<Context, Screen>> = {
    map: {type: 'map'},
    compare: {type: 'compare', scroll: 3},
    fidelity: {type: 'fidelity', scroll: 3},
    record: {type: 'record', cursor: 3, top: 0, reading: false, scroll: 0},
  };
  const places = contexts.filter(context => bindingFor(':', context) !== undefined);
  const viewIn = (context: Context): View => {
    const screen = screens[context] ?? replay;
    return viewAt(prepared, night('02:31'), [], {screen, zoomed: context === 'zoom', overlay: overlays[context] ?? {type: 'none'}});
  };

  it.each(places)('is pressing its key in the %s below', context => {
    const here = viewIn(context);
    const listedView = over(here);
    const scrollEnd = scrollEndOf(here, size('80x24'));
    for (const [index, entry] of entriesOf(listedView, keyRows(listedView)).entries()) {
      const deed = chosenDeed(over(here, '', index), keyRows(listedView));
      const row = keyRows(listedView).find(({words}) => words === entry.words);
      const binding = bindingFor(row?.key ?? '', context);
      if (row?.key == null || !row.isHere) expect(deed).toEqual({type: 'say', notice: row?.reason});
      // What is not available says why, as its key does.
      else if (row.reason !== null) expect(deed).toEqual(commandFor(row.key, here, scrollEnd));
      else expect([deed, binding?.keys[0]]).toEqual([{key: row.key}, row.key]);
    }
    expect(below(listedView).state).toEqual(here.state);
  });

  it('closes the palette first, and leaves open what was open', () => {
    const {state} = run('next event', {overlay: {type: 'mitigations', scroll: 0}});
    expect([state.overlay.type, state.positionMs]).toEqual(['mitigations', night('02:32')]);
    expect(run('show compare').state).toMatchObject({screen: {type: 'compare'}, overlay: {type: 'none'}});
    expect(run('zoom').state).toMatchObject({zoomed: true, overlay: {type: 'none'}});
    expect(run('play or').state).toMatchObject({playing: true, overlay: {type: 'none'}});
  });

  it('says why where it does nothing', () => {
    expect(run('redo').state).toMatchObject({notice: 'Nothing to redo.', overlay: {type: 'none'}});
    expect(run('throw take').state.notice).toBe('only in the mitigations');
    expect(run('suspend').state.notice).toBe('press the key itself');
  });
});

describe('running something else', () => {
  it('selects a service and shows it in the replay', () => {
    const {state} = run('lambda', {screen: {type: 'compare', scroll: 0}, focus: 'record'});
    expect(state).toMatchObject({service: 'lambda', focus: 'services', screen: {type: 'replay'}, overlay: {type: 'none'}});
  });

  it('opens the card of a mitigation', () => {
    const found = run('restore dns');
    expect(found.state.overlay).toEqual({type: 'mitigations', scroll: 0});
    expect(subjectOf(found)).toEqual({kind: 'mitigation', id: 'dns-restore-by-hand'});
  });

  it('goes to a phase and to a bookmark, and removes a breakpoint', () => {
    expect(run('phase unwinding').state).toMatchObject({positionMs: phases.find(({title}) => title === 'unwinding')?.startsAtMs});
    expect(run('bookmark 04', {bookmarks: [night('04:14')]}).state.positionMs).toBe(night('04:14'));
    const breakpoints: AppState['breakpoints'] = [
      {kind: 'time', atMs: night('04:14')},
      {kind: 'phase', phase: null},
    ];
    expect(run('breakpoint begins', {breakpoints}).state).toMatchObject({
      breakpoints: [breakpoints[0]],
      notice: 'Removed: a phase begins.',
    });
  });

  it('of a text that nothing has says so, and keeps the text', () => {
    expect(run('zebra').state).toMatchObject({notice: 'Nothing has all these words.', overlay: {type: 'palette', text: 'zebra'}});
  });
});

describe('the choice', () => {
  it('moves with the arrows between the ends, and begins again at the best when one types', () => {
    const at = (...keys: readonly string[]) => pressed(prepared, asking('dns'), ...keys).state.overlay;
    expect(at('down', 'down')).toMatchObject({index: 2});
    expect(at('down', 'up', 'up')).toMatchObject({index: 0});
    expect(at(...Array<string>(99).fill('down'), 'up')).toMatchObject({index: names('dns').length - 2});
    expect(at('down', 'backspace')).toMatchObject({text: 'dn', index: 0});
    expect(at('j', 'space')).toMatchObject({text: 'dnsj '});
  });

  it('opens with a colon and closes with escape', () => {
    const view = viewAt(prepared, night('02:31'), [], {overlay: {type: 'why', service: 'ec2', scroll: 1}});
    expect(pressed(prepared, view, ':').state.overlay).toEqual({type: 'palette', text: '', index: 0, below: view.state.overlay});
    expect(pressed(prepared, view, ':', 'x', 'escape').state).toEqual(view.state);
  });

  it('is what a click is on; a click beside the list is nothing', () => {
    const view = asking('dns');
    const [part] = layout(view, size('80x24')).columns[0]?.parts ?? [];
    const height = (part?.height ?? 0) - 1;
    const lines = screenOf(view, size('80x24')).slice(4);
    const row = lines.findIndex(line => line.includes('Flush DNS caches'));
    const action = palette.click?.(view, 80, height, row, 20);
    expect(action).toEqual({type: 'choose', index: names('dns').indexOf('Flush DNS caches')});
    expect(palette.click?.(view, 80, height, 0, 20)).toBeUndefined();
    expect(palette.click?.(view, 80, height, height - 1, 20)).toBeUndefined();
    if (action === undefined) throw new Error('no action');
    const chosen = viewOf(prepared, reduce(stage, view.state, action), stage);
    expect(screenOf(chosen, size('80x24'))[row + 4]).toContain('›mitigation Flush');
  });

  it('is always in view, and clicked where it stands', () => {
    for (let index = 0; index < names('').length; index++) {
      const view = over(viewAt(prepared, night('02:31')), '', index);
      const rows = screenOf(view, size('80x24')).slice(4, 19);
      const row = rows.findIndex(line => line.startsWith(' ›'));
      expect(row).toBeGreaterThan(0);
      expect(palette.click?.(view, 80, 15, row, 5)).toEqual({type: 'choose', index});
    }
  });
});

describe('the palette on the screen', () => {
  for (const on of ['80x24', '120x40']) {
    it.each(['', 'dns'])(`shows ${JSON.stringify('%s')} at ${on}`, async text => {
      const rows = screenOf(asking(text), size(on));
      const name = `console-palette${text === '' ? '' : `-${text}`}-${on}.txt`;
      await expect(`${rows.map(row => row.trimEnd()).join('\n')}\n`).toMatchFileSnapshot(`../../golden/${name}`);
    });
  }

  it('lets nothing from a file reach the terminal as a command', () => {
    const evil = '\u001B[2J\u0007\u202Eevil';
    const dirty = prepare({
      ...flagship,
      services: services.map(service => ({...service, name: `${service.name}${evil}`, group: evil})),
      mitigations: mitigations.map(mitigation => ({...mitigation, title: evil})),
      phases: phases.map(phase => ({...phase, title: evil})),
    });
    const breakpoints: AppState['breakpoints'] = [
      {kind: 'status', service: 'ec2', status: 'degraded'},
      {kind: 'phase', phase: phases[0]?.id ?? ''},
    ];
    const view = viewAt(dirty, night('02:31'), [], {breakpoints});
    for (const overlay of [
      {...paletteOver(view), text: 'evil'} as Overlay,
      {type: 'breakpoints', text: evil, error: evil, index: 0} as Overlay,
    ]) {
      const text = screenOf(viewOf(dirty, {...view.state, overlay}, view.stage), size('120x60')).join('\n');
      expect(text).toContain('evil');
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    }
  });
});
