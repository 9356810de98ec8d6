import {describe, expect, it} from 'vitest';
import {prepare} from '../../../src/engine/simulate.js';
import {pictureOfKey} from '../../../src/screen/key-names.js';
import {halvesOf, type Key, namesOf} from '../../../src/screen/keys.js';
import {textOf} from '../../../src/screen/line.js';
import type {OpenSheet, Scene} from '../../../src/screen/program.js';
import {rowsOf} from '../../../src/screen/sheet.js';
import {type Place, placeOf} from '../../../src/screens/replay/keys.js';
import {type AppState, type Overlay, replay, type Screen} from '../../../src/screens/replay/state/state.js';
import {subjectOf, type View} from '../../../src/screens/replay/state/view.js';
import {screenOf, size, stageFor, viewAt, viewOf} from '../../helpers/console.js';
import {flagship, night, prepared} from '../../helpers/flagship.js';
import {sceneOver, showing} from '../../helpers/keys.js';
import {askedIn, button} from '../../helpers/pointing.js';

const stage = stageFor(prepared);
const {services, mitigations, phases} = flagship;
const small = size('80x24');

/** The console with the palette open and a text typed into it. */
function asking(text: string, change: Partial<AppState> = {}, on = small) {
  const console = showing(prepared, viewAt(prepared, night('02:31'), [], change), on);
  console.press(':');
  console.type(text);
  return console;
}
type Console = ReturnType<typeof asking>;

const sheetOf = ({scene}: Console): OpenSheet | null => scene().sheet;
const stateOf = ({scene}: Console): AppState => (scene().view as View).state;
const listed = ({sheet, view}: Scene) => (sheet === null ? [] : rowsOf(sheet, view));
const rows = (text: string, change?: Partial<AppState>) => listed(asking(text, change).scene());

/** The key of a row, or what kind of thing it is. */
const sortOf = ({line}: ReturnType<typeof rows>[number]): string =>
  textOf(line?.(false, 80) ?? [])
    .slice(2, 12)
    .trim();
/** What it is called, without what it is. */
const nameOf = (row: ReturnType<typeof rows>[number]): string => row.words.replace(`${sortOf(row)}: `, '');
const names = (text: string, change?: Partial<AppState>) => rows(text, change).map(nameOf);
/** Types a text and runs what is found first. */
function run(text: string, change?: Partial<AppState>): Console {
  const console = asking(text, change);
  console.press('enter');
  return console;
}

describe('the palette lists', () => {
  it('the keys, each with words of its own, as long as nothing is typed', () => {
    expect(names('').length).toBeGreaterThan(35);
    expect(new Set(names('')).size).toBe(names('').length);
    for (const words of names('')) expect(words).toMatch(/^[a-z]/);
  });

  it('every key of the table that is not a way back out of something', () => {
    const keys = asking('').scene().program.keys as readonly Key<View, unknown>[];
    const pictures = new Set(rows('').flatMap(row => [sortOf(row), ...sortOf(row).split(' ')]));
    // Of several keys the picture is the first alone where all are too long.
    const unlisted = keys.filter(key => !namesOf(key).some(name => pictures.has(pictureOfKey(name)))).flatMap(namesOf);
    expect(unlisted).toEqual(['backspace', 'ctrl-x', 'escape', 'escape', 'escape', ':', 'ctrl-c']);
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
    const order = ['key', 'service', 'mitigation', 'phase'];
    const sorts = rows('e')
      .filter(row => !nameOf(row).toLowerCase().startsWith('e') && nameOf(row).toLowerCase().includes(' e'))
      .map(row => (order.includes(sortOf(row)) ? sortOf(row) : 'key'));
    expect(new Set(sorts).size).toBeGreaterThan(2);
    expect(sorts).toEqual([...sorts].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
  });
});

describe('running a key row', () => {
  const overlays: Partial<Record<Place, Overlay>> = {
    mitigations: {type: 'mitigations', scroll: 0},
    why: {type: 'why', service: 'ec2', scroll: 2},
    detail: {type: 'detail', subject: {kind: 'event', id: 'E012'}, scroll: 1},
    filter: {type: 'filter', row: 2, top: 0},
  };
  const screens: Partial<Record<Place, Screen>> = {
    map: {type: 'map'},
    compare: {type: 'compare', scroll: 3},
    fidelity: {type: 'fidelity', scroll: 3},
    record: {type: 'record', cursor: 3, top: 0, reading: false, scroll: 0},
  };
  const viewIn = (place: Place): View => {
    const screen = screens[place] ?? replay;
    return viewAt(prepared, night('02:31'), [], {screen, zoomed: place === 'zoom', overlay: overlays[place] ?? {type: 'none'}});
  };
  const keys = asking('').scene().program.keys as readonly Key<View, unknown>[];
  const places = [...new Set(keys.filter(key => namesOf(key).includes(':')).flatMap(key => key.places))];
  const seen = (console: Console) => [console.rows(), stateOf(console), sheetOf(console)?.sheet.id, console.copied, console.hasEnded()];

  it('can be done wherever letters are keys', () => {
    expect(places).toEqual(expect.arrayContaining(['replay', 'zoom', ...Object.keys(overlays), ...Object.keys(screens)]));
  });

  it.each(places.filter((place): place is Place => place !== 'sheet-read'))('is pressing its key in the %s below', place => {
    const here = viewIn(place);
    expect(placeOf(here)).toBe(place);
    const scene = sceneOver(prepared, here, ':');
    const halves = keys.flatMap(key => halvesOf(key).map(half => ({key, half})));
    let pressing = 0;
    for (const [index, row] of listed(scene).entries()) {
      const found = halves.find(({key, half}) => key.does !== null && key.places.includes(place) && (half.words ?? key.help) === row.words);
      const chosen = showing(prepared, here);
      chosen.press(':', ...Array<string>(index).fill('down'), 'enter');
      if (found === undefined) {
        // What means nothing here says so.
        expect(row.beside).not.toBe('');
        expect(stateOf(chosen)).toEqual({...here.state, notice: row.beside});
        continue;
      }
      const direct = showing(prepared, here);
      direct.press(found.half.names[0] ?? '');
      expect([row.words, ...seen(chosen)]).toEqual([row.words, ...seen(direct)]);
      pressing++;
    }
    expect(pressing).toBeGreaterThan(20);
    const console = showing(prepared, here);
    console.press(':', 'escape');
    expect(stateOf(console)).toEqual(here.state);
  });

  it('closes the palette first, and leaves open what was open', () => {
    const next = run('next event', {overlay: {type: 'mitigations', scroll: 0}});
    expect([sheetOf(next), stateOf(next).overlay.type, stateOf(next).positionMs]).toEqual([null, 'mitigations', night('02:32')]);
    for (const [text, state] of [
      ['show compare', {screen: {type: 'compare'}}],
      ['zoom', {zoomed: true}],
      ['play or', {playing: true}],
    ] as const) {
      const console = run(text);
      expect(sheetOf(console)).toBeNull();
      expect(stateOf(console)).toMatchObject({...state, overlay: {type: 'none'}});
    }
  });

  it('says why where it does nothing', () => {
    const redo = run('redo');
    expect(stateOf(redo).notice).toBe('Nothing to redo.');
    expect(sheetOf(redo)).toBeNull();
    expect(stateOf(run('throw take')).notice).toBe('only in the mitigations');
    expect(stateOf(run('suspend')).notice).toBe('press the key itself');
  });
});

describe('running something else', () => {
  it('selects a service and shows it in the replay', () => {
    const state = stateOf(run('lambda', {screen: {type: 'compare', scroll: 0}, focus: 'record'}));
    expect(state).toMatchObject({service: 'lambda', focus: 'services', screen: {type: 'replay'}, overlay: {type: 'none'}});
  });

  it('opens the card of a mitigation', () => {
    const {view} = run('restore dns').scene();
    expect((view as View).state.overlay).toEqual({type: 'mitigations', scroll: 0});
    expect(subjectOf(view)).toEqual({kind: 'mitigation', id: 'dns-restore-by-hand'});
  });

  it('goes to a phase and to a bookmark, and removes a breakpoint', () => {
    const {startsAtMs} = phases.find(({title}) => title === 'unwinding') ?? {};
    expect(stateOf(run('phase unwinding')).positionMs).toBe(startsAtMs);
    expect(stateOf(run('bookmark 04', {bookmarks: [night('04:14')]})).positionMs).toBe(night('04:14'));
    const breakpoints: AppState['breakpoints'] = [
      {kind: 'time', atMs: night('04:14')},
      {kind: 'phase', phase: null},
    ];
    expect(stateOf(run('breakpoint begins', {breakpoints}))).toMatchObject({
      breakpoints: [breakpoints[0]],
      notice: 'Removed: a phase begins.',
    });
  });

  it('of a text that nothing has says so, and keeps the text', () => {
    const none = run('zebra');
    expect(stateOf(none).notice).toBe('Nothing has all these words.');
    expect(sheetOf(none)).toMatchObject({text: 'zebra'});
  });
});

describe('the choice', () => {
  it('moves with the arrows between the ends, and begins again at the best when one types', () => {
    const at = (...keys: readonly string[]) => {
      const console = asking('dns');
      console.press(...keys);
      return sheetOf(console);
    };
    expect(at('down', 'down')).toMatchObject({index: 2});
    expect(at('down', 'up', 'up')).toMatchObject({index: 0});
    expect(at(...Array<string>(99).fill('down'), 'up')).toMatchObject({index: names('dns').length - 2});
    expect(at('down', 'backspace')).toMatchObject({text: 'dn', index: 0});
    expect(at('j', 'space')).toMatchObject({text: 'dnsj '});
  });

  it('opens with a colon and closes with escape', () => {
    const view = viewAt(prepared, night('02:31'), [], {overlay: {type: 'why', service: 'ec2', scroll: 1}});
    const console = showing(prepared, view);
    console.press(':');
    expect(sheetOf(console)).toMatchObject({sheet: {id: 'palette'}, text: '', index: 0});
    console.press('x', 'escape');
    expect(sheetOf(console)).toBeNull();
    expect(stateOf(console)).toEqual(view.state);
  });

  it('is what a click is on; a click beside the list is nothing', () => {
    const console = asking('dns');
    const row = console.rows().findIndex(line => line.includes('Flush DNS caches'));
    const clickOn = (column: number, at: number) => askedIn(console.scene(), small, button('down', [column, at]));
    expect(clickOn(20, row)).toEqual({effect: 'choose', index: names('dns').indexOf('Flush DNS caches')});
    const title = console.rows().findIndex(line => line.includes('PALETTE'));
    for (const beside of [title, title + 1, 18]) expect(clickOn(20, beside)).toBeUndefined();
    console.click('Flush DNS caches');
    expect(console.rows()[row]).toContain('›mitigation Flush');
    expect(stateOf(console).overlay.type).toBe('none');
    // On the chosen row a click takes it.
    console.click('Flush DNS caches');
    expect(stateOf(console).overlay.type).toBe('mitigations');
  });

  it('is always in view, and clicked where it stands', () => {
    const console = asking('');
    for (let index = 0; index < names('').length; index++) {
      const row = console.rows().findIndex(line => line.startsWith(' ›'));
      expect(row).toBeGreaterThan(4);
      expect(askedIn(console.scene(), small, button('down', [5, row]))).toEqual({effect: 'choose', index});
      console.press('down');
    }
  });
});

describe('the palette on the screen', () => {
  for (const on of ['80x24', '120x40']) {
    it.each(['', 'dns'])(`shows ${JSON.stringify('%s')} at ${on}`, async text => {
      const lines = asking(text, {}, size(on)).rows();
      const name = `console-palette${text === '' ? '' : `-${text}`}-${on}.txt`;
      await expect(`${lines.map(line => line.trimEnd()).join('\n')}\n`).toMatchFileSnapshot(`../../golden/${name}`);
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
    const found = showing(dirty, view, size('120x60'));
    found.press(':');
    found.type('evil');
    const overlay: Overlay = {type: 'breakpoints', text: evil, error: evil, index: 0};
    const listing = screenOf(viewOf(dirty, {...view.state, overlay}, view.stage), size('120x60')).join('\n');
    for (const text of [found.screen(), listing]) {
      expect(text).toContain('evil');
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    }
  });
});
