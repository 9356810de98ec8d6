import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import process from 'node:process';
import {afterEach, describe, expect, it} from 'vitest';
import {RealTerminal, type TerminalOptions} from '../helpers/pty.js';

const program = 'bin/incident-replay.js';
const open: RealTerminal[] = [];
function start(args: readonly string[] = [], options: TerminalOptions = {}): RealTerminal {
  const terminal = new RealTerminal(process.execPath, [program, ...args], options);
  open.push(terminal);
  return terminal;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map(terminal => terminal.dispose()));
});

describe('the console in a real terminal', () => {
  it.each([
    [80, 24],
    [120, 40],
    [200, 60],
  ])('opens on the flagship and fills %i by %i', async (columns, rows) => {
    const terminal = start([], {columns, rows});
    const screen = await terminal.shows('AWS us-east-1');
    expect(screen).toContain('HISTORY');
    expect(screen).toContain('SIMULATED');
    expect(terminal.rows()[rows - 1]).toMatch(/help.*quit/);
    expect(terminal.leftovers()).toContain('alternate screen');
  });

  it('explains its keys, and gives the terminal back', async () => {
    const terminal = start([], {columns: 120, rows: 40});
    const before = await terminal.shows('HISTORY');
    terminal.press('?');
    await terminal.shows('play or pause');
    terminal.press('escape');
    await terminal.shows(screen => screen === before);
    terminal.press('q');
    expect(await terminal.ended).toEqual({exitCode: 0, signal: 0});
    expect(terminal.leftovers()).toEqual([]);
    expect(terminal.screen().trim()).toMatch(/^incident-replay play aws-us-east-1-2025-10-20/);
  });

  it('plays, follows the window, and takes keys all the while', async () => {
    const terminal = start([], {columns: 120, rows: 40});
    await terminal.shows('paused');
    terminal.press('space');
    await terminal.shows(screen => !screen.includes('paused'));
    terminal.resize(100, 30);
    await terminal.shows(() => /help.*quit/.test(terminal.rows()[29] ?? ''));
    terminal.press(']');
    await terminal.shows(/\b(?!60×)\d+×/);
    terminal.press('space');
    await terminal.shows('paused');
  });

  it('opens where it is told to', async () => {
    const terminal = start(['--at', 'T+2:37']);
    await terminal.shows('T+2:37');
  });

  it('copies the command line that comes back here, and prints the same at the end', async () => {
    const terminal = start(['--at', 'T+2:37', '--theme', 'light'], {columns: 120, rows: 40});
    await terminal.shows('HISTORY');
    terminal.press('s');
    await terminal.shows('Copied: incident-replay play');
    const [, coded = ''] = /\u001B\]52;c;([\w+/=]+)\u0007/.exec(terminal.written) ?? [];
    const line = Buffer.from(coded, 'base64').toString();
    expect(line).toMatch(/^incident-replay play aws-us-east-1-2025-10-20 --at T\+2:37:00 --fresh --theme light$/);
    terminal.press('q');
    await terminal.ended;
    expect(terminal.screen().trim()).toBe(line);
  });

  it('draws with ASCII alone where the locale has no more', async () => {
    const terminal = start([], {env: {LC_ALL: 'C'}});
    expect(await terminal.shows('HISTORY')).toMatch(/^[\n -~]*$/);
  });

  it.each([
    ['CI', 'true'],
    ['NO_COLOR', '1'],
    ['TERM', 'xterm'],
  ])('draws with %s=%s', async (name, value) => {
    const terminal = start([], {env: {[name]: value}});
    await terminal.shows('HISTORY');
    if (name === 'NO_COLOR') expect(terminal.written).not.toMatch(/\u001B\[(?:[349]\d|[34]8;)/);
  });

  it('dies of SIGTERM with the terminal given back, also while it plays', async () => {
    const terminal = start(['--at', 'T+1:00']);
    await terminal.shows('HISTORY');
    terminal.press('space');
    await terminal.shows(screen => !screen.includes('paused'));
    terminal.signal('SIGTERM');
    expect((await terminal.ended).signal).toBe(15);
    expect(terminal.leftovers()).toEqual([]);
  });
});

describe('the program without a terminal', () => {
  it('prints the run as plain lines', () => {
    const {status, stdout, stderr} = spawnSync(process.execPath, [program, 'play'], {encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']});
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toContain('AWS us-east-1');
    expect(stdout).not.toContain('\u001B');
  });

  it.skipIf(!existsSync('/dev/full'))('says so when the disk is full, and takes that for no bug', () => {
    const {stdout} = spawnSync('bash', ['-c', `'${process.execPath}' ${program} simulate 2>&1 >/dev/full; echo "$?"`], {encoding: 'utf8'});
    expect(stdout).toMatch(/^incident-replay: The output cannot be written: the disk is full\.\n2\n$/);
  });

  it('does not mind a reader who leaves early', () => {
    const {stdout, stderr} = spawnSync('bash', ['-c', `'${process.execPath}' ${program} play | head -1; echo "\${PIPESTATUS[0]}"`], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/\n0\n$/);
  });
});
