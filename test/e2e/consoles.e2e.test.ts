import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {afterAll, afterEach, describe, expect, it} from 'vitest';
import {RealTerminal} from '../helpers/pty.js';

/** Every console in a real terminal. `ready`: what it shows first; `onwards`: keys, each with what it brings, to where its letters are keys. */
type Opened = {
  readonly name: string;
  readonly args: readonly string[];
  readonly ready: string;
  readonly onwards?: readonly (readonly [key: string, shows: RegExp])[];
  /** Enter is pressed until this has come. */
  readonly until?: RegExp;
};

const begin = ['enter', /All is quiet/] as const;
const end = [['e', /nd the exercise/i] as const, ['y', /tell it/i] as const];

const consoles: readonly Opened[] = [
  {name: 'replay', args: ['play', '--no-keep'], ready: 'HISTORY'},
  {name: 'race lab', args: ['race'], ready: 'RACE LAB'},
  {name: 'learn', args: ['learn', '--no-keep', '--lesson', '1'], ready: 'learn, 1 of 9'},
  {name: 'seat', args: ['drill', '--solo'], ready: 'enter begin', onwards: [begin]},
  {name: 'controller', args: ['drill', 'host', '--port', '0'], ready: 'CONTROLLER'},
  {name: 'hot wash', args: ['drill', '--solo'], ready: 'enter begin', onwards: [begin, ...end], until: /before the reveal/i},
];

let folder = mkdtempSync(join(tmpdir(), 'consoles-'));
const running: RealTerminal[] = [];
afterEach(async () => {
  for (const terminal of running.splice(0)) await terminal.dispose();
  rmSync(folder, {recursive: true, force: true});
  folder = mkdtempSync(join(tmpdir(), 'consoles-'));
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** A console where its letters are keys. */
async function opened({args, ready, onwards = [], until}: Opened, isHeard = false): Promise<RealTerminal> {
  const program = new URL('../../bin/incident-replay.js', import.meta.url).pathname;
  const options = {columns: 120, rows: 40, cwd: folder};
  const terminal = new RealTerminal(process.execPath, [program, ...args, ...(isHeard ? ['--screen-reader'] : [])], options);
  running.push(terminal);
  await terminal.shows(isHeard ? screen => screen.trim() !== '' : ready);
  const press = async (key: string, shows: RegExp) => {
    const before = terminal.written.length;
    terminal.press(key);
    await terminal.shows(screen => terminal.written.length > before && (isHeard || shows.test(screen)));
  };
  for (const [key, shows] of onwards) await press(key, shows);
  for (let pages = 0; until !== undefined && pages < 10 && !until.test(terminal.written); pages++) await press('enter', /./);
  return terminal;
}

describe.each(consoles)('the $name, in a real terminal', entry => {
  it('is worked with the mouse: a click on a key of the bottom line presses it', async () => {
    const terminal = await opened(entry);
    terminal.click(...terminal.cellOf('? help'));
    await terminal.shows('─ KEYS');
    terminal.press('escape');
    await terminal.shows(screen => !screen.includes('─ KEYS'));
  });

  it('has the palette: what is typed finds a key, and enter presses it', async () => {
    const terminal = await opened(entry);
    terminal.press(':');
    await terminal.shows('PALETTE');
    terminal.press(...'next', 'space', ...'theme');
    await terminal.shows(': next theme');
    terminal.press('enter');
    await terminal.shows('Theme: light.');
  });

  it('has a voice: plain lines, and no byte that moves a cursor', async () => {
    const terminal = await opened(entry, true);
    terminal.press('T');
    await terminal.shows('Theme: light.');
    terminal.press('?');
    await terminal.shows('Keys.');
    expect(terminal.written).not.toContain('\u001B');
  });
});
