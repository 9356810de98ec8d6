import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {afterAll, afterEach, describe, expect, inject, it} from 'vitest';
import {RealTerminal, type TerminalOptions} from '../helpers/pty.js';

/** The ways into the console and out of it, as a shell sees them. */

const node = process.execPath;
const console = `'${node}' bin/incident-replay.js play --at 02:31 --no-keep`;
const app = `'${node}' '${inject('terminalApp')}' --mouse`;
const folder = mkdtempSync(join(tmpdir(), 'incident-replay-ways-'));
/** The process id of the last command. */
const idFile = join(folder, 'id');
afterAll(() => rmSync(folder, {recursive: true}));
const open: RealTerminal[] = [];
function bash(args: readonly string[], options: TerminalOptions = {}): RealTerminal {
  const terminal = new RealTerminal('bash', ['--norc', '--noprofile', ...args], {...options, env: {PS1: 'shell> ', ...options.env}});
  open.push(terminal);
  return terminal;
}
/** A shell with job control, in which a command runs. */
async function shell(command: string, shows: string, options: TerminalOptions = {}): Promise<RealTerminal> {
  const terminal = bash(['-i'], options);
  await terminal.shows('shell>');
  terminal.press(command, 'enter');
  await terminal.shows(shows);
  return terminal;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map(terminal => terminal.dispose()));
});

/** A look at every flag, character and speed of the terminal, then a command. */
const looked = (command: string) => `stty -g; (echo $BASHPID > '${idFile}'; exec ${command})`;
const looks = (written: string): readonly string[] => written.match(/(?:[\da-f]+:){20,}[\da-f]+/g) ?? [];
const signals = {SIGINT: 130, SIGTERM: 143, SIGHUP: 129, SIGQUIT: 131} as const;
const drag = ['\u001B[<0;31;23M', '\u001B[<32;35;20M'];

describe.each([
  [80, 24],
  [120, 40],
])('however it is left at %i by %i, the terminal is as it was', (columns, rows) => {
  it.each([
    {way: 'q', keys: ['q'], code: 0},
    {way: 'Ctrl-C', keys: ['ctrl-c'], code: 130},
    {way: 'Ctrl-C as newer terminals send it', keys: ['\u001B[99;5u'], code: 130},
    ...(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const).map(signal => ({way: signal, keys: drag, signal, code: signals[signal]})),
    {way: 'a bug in a component', command: app, shows: 'READY', keys: ['C'], code: 70},
  ])('$way', async ({command = console, shows = 'TIMELINE', keys, signal, code}: Way) => {
    const terminal = await shell(looked(command), shows, {columns, rows});
    terminal.press(...keys);
    if (signal !== undefined) process.kill(Number(readFileSync(idFile, 'utf8')), signal);
    await terminal.shows(screen => !screen.includes(shows) && screen.trimEnd().endsWith('shell>'));
    terminal.press('echo left with $?; stty -g', 'enter');
    await terminal.shows(screen => screen.includes(`left with ${code}`) && screen.trimEnd().endsWith('shell>'));
    const [before, after, ...more] = looks(terminal.written);
    expect(after).toBe(before);
    expect(more).toEqual([]);
    expect(terminal.leftovers().filter(mode => mode !== 'marked pastes')).toEqual([]); // those are bash's own
  });
});

type Way = {
  readonly command?: string;
  readonly shows?: string;
  readonly keys: readonly string[];
  readonly signal?: NodeJS.Signals;
  readonly code: number;
};

describe('a console that was stopped', () => {
  it('by Ctrl-Z is drawn for the window as it is when it comes back, and takes keys', async () => {
    const terminal = await shell(console, 'TIMELINE');
    terminal.press('ctrl-z');
    await terminal.shows('Stopped');
    terminal.resize(120, 40);
    terminal.press('fg', 'enter');
    await terminal.shows(() => /help.*quit/.test(terminal.rows()[39] ?? ''));
    terminal.press('right');
    await terminal.shows('02:32:00 PDT');
    expect(terminal.leftovers()).toContain('mouse reports');
  });

  it('leaves the terminal to the shell when it is told to go on in the background', async () => {
    const terminal = await shell(console, 'TIMELINE');
    terminal.press('ctrl-z');
    await terminal.shows('Stopped');
    terminal.press('bg', 'enter');
    await terminal.shows(/bg\n\[1\]/);
    // A line for each thing that the shell hears of a job: it has stopped again.
    terminal.press("until jobs | grep -q Stopped; do :; done; echo stop''ped again", 'enter');
    await terminal.shows('stopped again');
    expect(terminal.leftovers().filter(mode => mode !== 'marked pastes')).toEqual([]);
    terminal.press('fg', 'enter');
    await terminal.shows('TIMELINE');
    terminal.press('right');
    await terminal.shows('02:32:00 PDT');
  });

  it('by a signal that nobody can take is drawn again when it goes on', async () => {
    const terminal = new RealTerminal(node, ['bin/incident-replay.js', 'play', '--at', '02:31', '--no-keep']);
    open.push(terminal);
    const before = await terminal.shows('TIMELINE');
    terminal.signal('SIGSTOP');
    terminal.scribble('\u001B[0m\u001B[2J\u001B[H\u001B[?1049l$ ');
    await terminal.shows(screen => !screen.includes('TIMELINE'));
    terminal.signal('SIGCONT');
    await terminal.shows(screen => screen === before);
    terminal.press('right');
    await terminal.shows('02:32:00 PDT');
  });
});

describe('where a side is no terminal, it prints plain lines', () => {
  it.each([
    ['the keyboard', `echo | ${console}`],
    ['the screen', `${console} | cat`],
    ['both', `echo | ${console} | cat`],
  ])('%s', async (_, command) => {
    const terminal = bash(['-c', command], {columns: 120, rows: 40});
    expect(await terminal.ended).toEqual({exitCode: 0, signal: 0});
    expect(terminal.written).toContain('AWS us-east-1 outage');
    expect(terminal.written).not.toContain('\u001B');
  });
});

describe('a paste', () => {
  it('is text for the prompt, on one line and harmless, and nothing where nothing is typed', async () => {
    const terminal = new RealTerminal(node, ['bin/incident-replay.js', 'play', '--at', '02:31', '--no-keep'], {columns: 120, rows: 40});
    open.push(terminal);
    const before = await terminal.shows('TIMELINE');
    terminal.paste('q\r$ \u001B[31m');
    terminal.press('/');
    terminal.paste('EC2\r\nlaunch\u001B[2J');
    await terminal.shows('EC2 launch\ufffd[2J');
    terminal.press(...Array.from({length: 5}, () => 'backspace'));
    terminal.paste('x'.repeat(1_000_000));
    await terminal.shows('x'.repeat(50));
    terminal.press('escape');
    await terminal.shows(screen => screen === before);
  });
});

it('follows bursts of resizes down to a single cell and back, while it plays, also where the environment says CI', async () => {
  const terminal = new RealTerminal(node, ['bin/incident-replay.js', 'play', '--at', '02:31', '--no-keep'], {env: {CI: 'true'}});
  open.push(terminal);
  await terminal.shows('TIMELINE');
  terminal.press('space');
  for (let round = 0; round < 20; round++)
    for (const [columns, rows] of [
      [1, 1],
      [200, 2],
      [3, 60],
      [79, 24],
      [120, 40],
    ] as const)
      terminal.resize(columns, rows);
  await terminal.shows(() => /help.*quit/.test(terminal.rows()[39] ?? ''));
  terminal.resize(1, 1);
  terminal.resize(80, 24);
  await terminal.shows(() => /help.*quit/.test(terminal.rows()[23] ?? ''));
  terminal.press('q');
  expect(await terminal.ended).toEqual({exitCode: 0, signal: 0});
  expect(terminal.leftovers()).toEqual([]);
});
