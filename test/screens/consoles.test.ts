import {describe, expect, it} from 'vitest';
import {playOf} from '../../src/drill/play/play.js';
import {localConsole} from '../../src/drill/play/port.js';
import {beginning} from '../../src/learn/walk.js';
import {toAscii} from '../../src/screen/ascii.js';
import {textOf} from '../../src/screen/line.js';
import type {AnyProgram} from '../../src/screen/program.js';
import {themeNames} from '../../src/screen/theme.js';
import {controllerProgram} from '../../src/screens/controller/program.js';
import {learnProgram} from '../../src/screens/learn/program.js';
import {labProgram} from '../../src/screens/race-lab/program.js';
import {beginning as labBeginning} from '../../src/screens/race-lab/state.js';
import {initialState} from '../../src/screens/replay/state/state.js';
import {LinePainter} from '../../src/surfaces/line-painter.js';
import {replayFrom, size, stageFor} from '../helpers/console.js';
import {setUpSmall} from '../helpers/drill.js';
import {soloOf} from '../helpers/drill-screens.js';
import {Emulator} from '../helpers/emulator.js';
import {night, prepared} from '../helpers/flagship.js';
import {hotWashAfter} from '../helpers/hot-wash.js';
import {heard, shown} from '../helpers/program.js';
import {rulesOf} from '../helpers/race.js';

/** Every console, as it is after `keys`: where its letters are keys. */
const consoles: readonly {readonly name: string; readonly open: () => AnyProgram; readonly keys?: readonly string[]}[] = [
  {name: 'replay', open: () => replayFrom(prepared, initialState(stageFor(prepared), night('02:31'), []))},
  {name: 'race lab', open: () => labProgram(labBeginning(rulesOf([3, 4, 1, 2], 'none')), 'dark')},
  {name: 'seat', open: () => soloOf().program, keys: ['enter']},
  {name: 'controller', open: () => controllerProgram({port: localConsole(playOf(setUpSmall()), () => 0), theme: 'dark'})},
  {name: 'hot wash', open: () => hotWashAfter(), keys: ['enter', 'enter', 'enter', 'enter']},
  {name: 'learn', open: () => learnProgram(beginning(1), 'dark', {type: 'none'})},
];

function begun({open, keys = []}: (typeof consoles)[number], on = '80x24') {
  const console = shown(open(), size(on));
  console.press(...keys);
  return console;
}

const themeOf = (console: ReturnType<typeof begun>): string => {
  const {program, view} = console.scene();
  return program.ui(view).theme;
};

describe.each(consoles)('the $name', entry => {
  it('has the mouse: a key named on the bottom line is pressed by a click', () => {
    const console = begun(entry);
    console.click('? help');
    expect(console.scene().sheet?.sheet.id).toBe('help');
    console.wheel(1, 'KEYS');
    console.press('escape');
    expect(console.scene().sheet).toBe(null);
  });

  it('has a voice: it says where one is, what a key does, and every key', () => {
    const console = heard(entry.open());
    expect(console.news().length).toBeGreaterThan(20);
    console.press(...(entry.keys ?? []));
    expect(console.press('?')).toMatch(/^Keys\./);
    expect(console.press('escape')).not.toBe('');
    expect(console.press('T')).toMatch(/Theme: /);
    expect(`${console.press('i')}${console.press('I')}`.length).toBeGreaterThan(20);
  });

  it('has a palette: what is typed finds keys, and enter presses one', () => {
    const console = begun(entry);
    console.press(':');
    expect(console.screen()).toContain('PALETTE');
    console.type('next theme');
    console.press('enter');
    expect(themeOf(console)).toBe('light');
    expect(console.scene().sheet).toBe(null);
  });

  it('has help that lists the keys of every screen', () => {
    const console = begun(entry, '120x40');
    console.press('?');
    for (const words of ['all keys; palette; close', 'theme; copy a way back; zoom', 'quit now, suspend, redraw'])
      expect(console.screen()).toContain(words);
    console.press('escape');
    expect(console.scene().sheet).toBe(null);
  });

  it('has four themes, one after the other', () => {
    const console = begun(entry);
    const seen = themeNames.map(() => {
      console.press('T');
      return themeOf(console);
    });
    expect([...seen].sort()).toEqual([...themeNames].sort());
  });

  it('copies how to come back, and takes a panel over the whole screen and back', () => {
    const console = begun(entry, '120x40');
    const before = console.screen();
    console.press('Z', 'Z');
    expect(console.screen()).toBe(before);
    console.press('S');
    expect(console.copied.at(-1)).toMatch(/^(?:incident-replay|reopen) /);
  });

  it('takes a paste for text, never for keys', () => {
    const console = begun(entry);
    const before = console.screen();
    for (const text of ['q', 'T', ':', '\u001B[2J', 'y\n']) console.run.paste(text);
    expect(console.hasEnded()).toBe(false);
    expect(console.screen()).toBe(before);
  });

  it.each(['80x24', '120x40', '200x60', '79x24', '30x8'])('fills a screen of %s, whole lines and no more', on => {
    const console = begun(entry, on);
    const {columns, rows} = size(on);
    expect(console.rows()).toHaveLength(rows);
    if (columns < 80 || rows < 24) expect(console.screen()).toContain('needs 80x24');
    else expect(console.rows().at(-1)).toMatch(/quit/);
  });

  it('is drawn with ASCII alone where it is asked to', async () => {
    const {lines} = begun(entry, '120x40');
    const emulator = new Emulator(120, 40);
    new LinePainter(emulator).draw(lines(), {theme: 'dark', colorLevel: 0, isAscii: true});
    const screen = (await emulator.screen()).join('\n');
    expect(screen).toMatch(/^[\n -~]*$/);
    expect(screen.length).toBeGreaterThan(200);
  });

  it('says the same without colour', async () => {
    const {lines} = begun(entry, '120x40');
    const screens = await Promise.all(
      ([0, 3] as const).map(async colorLevel => {
        const emulator = new Emulator(120, 40);
        emulator.write('\u001B[?1049h');
        new LinePainter(emulator).draw(lines(), {theme: 'dark', colorLevel, isAscii: false});
        return {screen: await emulator.screen(), hasStyles: /\u001B\[[1-9][\d;]*m/.test(emulator.written)};
      }),
    );
    expect(screens[0]?.screen).toEqual(screens[1]?.screen);
    expect(screens.map(({hasStyles}) => hasStyles)).toEqual([false, true]);
    expect(lines().map(textOf).map(toAscii).join('').trim()).not.toBe('');
  });
});
