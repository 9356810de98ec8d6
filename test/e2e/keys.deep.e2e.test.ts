import process from 'node:process';
import {afterEach, expect, it} from 'vitest';
import {keyAt, namesOf} from '../../src/screen/keys.js';
import {keysWith, type Place} from '../../src/screens/replay/keys.js';
import {initialState} from '../../src/screens/replay/state/state.js';
import type {View} from '../../src/screens/replay/state/view.js';
import {answered, screenOf, size, stageFor, viewOf} from '../helpers/console.js';
import {night, prepared} from '../helpers/flagship.js';
import {pressed} from '../helpers/keys.js';
import {RealTerminal} from '../helpers/pty.js';

const consoles: RealTerminal[] = [];
afterEach(async () => {
  for (const console of consoles.splice(0)) await console.dispose();
});

/** Keys that lead into a place from the replay with nothing open. */
const ways: Readonly<Record<Place, readonly string[]>> = {
  replay: [],
  zoom: ['z'],
  map: ['2'],
  compare: ['c'],
  record: ['4'],
  fidelity: ['5'],
  mitigations: ['m'],
  filter: ['f'],
  why: ['y'],
  detail: ['enter'],
  'go-to': ['g'],
  search: ['/'],
  breakpoints: ['B'],
};
/** Back to the replay with nothing open, from anywhere. */
const home = ['escape', 'escape', 'escape', '1'];
/** What is typed where a key needs a text. */
const texts: Partial<Record<Place, string>> = {'go-to': '03:00', search: 'launch', breakpoints: 'ec2 operational'};
/** These end the console, or hand out a text that only the program knows; other tests press them. */
const elsewhere = new Set(['q', 's', '6', '?', ':']);
const keys = keysWith(() => '');

/** How long the console may take for all that a moment asks, ms: hundreds of whole nights, on a machine that may be busy. */
const answersMs = 120_000;

/** The console, and the same keys in the model of it: what the model draws is what the terminal must show. */
function twins(on: string) {
  const {columns, rows} = size(on);
  const console = new RealTerminal(process.execPath, ['bin/incident-replay.js', 'play', '--at', '02:31', '--no-keep'], {columns, rows});
  consoles.push(console);
  let view: View = viewOf(prepared, initialState(stageFor(prepared), night('02:31'), []));
  const drawn = (): string =>
    screenOf(answered(prepared, view), {columns, rows})
      .map(row => row.trimEnd())
      .join('\n');
  return {
    console,
    press(...keys: readonly string[]) {
      for (const key of keys) {
        view = pressed(prepared, view, key);
        console.press(key);
      }
    },
    /** What is expected is worked out first: that takes seconds, in which nothing is read from the terminal. */
    async agrees() {
      const expected = drawn();
      await console.shows(screen => screen === expected, answersMs);
    },
    view: () => view,
  };
}

it.each(['80x24', '120x40'])(
  'every row of the key table does at %s what the model says',
  async on => {
    const {press, agrees, view, console} = twins(on);
    await agrees();
    // So that nothing is unavailable: a search, a bookmark, a plan with something to undo.
    press('/', ...'launch', 'enter', 'b', 'm', ...Array.from({length: 4}, () => 'down'), 'enter', 'escape');
    await agrees();
    const pressedRows = new Set<(typeof keys)[number]>();
    for (const row of keys) {
      const [key = ''] = namesOf(row);
      if (row.does === null || elsewhere.has(key)) continue;
      const context = row.places.find(place => keyAt({keys, place: () => place}, view(), key)?.key === row) as Place | undefined;
      if (context === undefined) continue;
      press(...home, ...ways[context], ...(texts[context] ?? ''));
      press(...(key === 'space' && row.group === 'Time' ? [] : [key]));
      pressedRows.add(row);
      await agrees();
    }
    const unpressed = keys.filter(row => row.does !== null && !pressedRows.has(row)).map(row => namesOf(row)[0] ?? '');
    expect(new Set(unpressed)).toEqual(elsewhere);
    press(...home);
    console.press('space');
    await console.shows('▶ playing');
    console.press('space');
    await console.shows('paused');
    expect(view().state.playing).toBe(false);
    console.press('q');
    await console.ended;
    expect(console.leftovers()).toEqual([]);
  },
  240_000,
);
