import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {afterAll, afterEach, describe, expect, inject, it, vi} from 'vitest';
import {RealTerminal, type TerminalOptions} from '../helpers/pty.js';

const node = process.execPath;
const app = inject('terminalApp');
const open: RealTerminal[] = [];
function start(args: readonly string[] = [], options: TerminalOptions = {}, file = node): RealTerminal {
  const terminal = new RealTerminal(file, file === node ? [app, ...args] : args, options);
  open.push(terminal);
  return terminal;
}
/** The program inside a shell with job control, as a person starts it. */
async function startInShell(options: TerminalOptions = {}): Promise<RealTerminal> {
  const terminal = start(['--norc', '--noprofile', '-i'], {...options, env: {PS1: 'shell> ', ...options.env}}, 'bash');
  await terminal.shows('shell>');
  terminal.press(`'${node}' '${app}' --mouse`, 'enter');
  await terminal.shows('READY');
  return terminal;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map(terminal => terminal.dispose()));
});

describe('the screen', () => {
  it('is filled to the last row and column, and given back at the end', async () => {
    const terminal = start(['--mouse'], {columns: 120, rows: 40});
    await terminal.shows('READY 120x40');
    expect(terminal.rows()).toHaveLength(40);
    expect(terminal.rows()[0]).toMatch(/^READY 120x40 =+$/);
    expect(terminal.rows()[0]).toHaveLength(120);
    expect(terminal.rows()[39]).toBe('BOTTOM'.padStart(120));
    terminal.press('q');
    expect(await terminal.ended).toEqual({exitCode: 0, signal: 0});
    expect(terminal.leftovers()).toEqual([]);
    expect(terminal.screen().trim()).toBe('the end');
  });

  it('is drawn where the environment says CI, and follows its size', async () => {
    const terminal = start([], {env: {CI: 'true'}});
    await terminal.shows('READY 80x24');
    terminal.resize(100, 30);
    await terminal.shows('READY 100x30');
    terminal.press('j');
    await terminal.shows('key j');
  });

  it('ends a burst of resizes in the last size', async () => {
    const terminal = start(['--play']);
    await terminal.shows('READY 80x24');
    for (const [columns, rows] of [
      [81, 24],
      [120, 40],
      [40, 10],
      [200, 60],
      [133, 37],
      [60, 50],
      [101, 31],
    ] as const)
      terminal.resize(columns, rows);
    await terminal.shows('READY 101x31');
    await terminal.shows(screen => screen.split('\n').at(-1) === 'BOTTOM'.padStart(101));
    expect(terminal.rows()[0]).toHaveLength(101);
    expect(terminal.screen().match(/BOTTOM/g)).toHaveLength(1);
  });

  it('comes back after Ctrl-L when something else has written on it', async () => {
    const terminal = start();
    const drawn = await terminal.shows('READY');
    terminal.scribble('\u001B[HMessage from root: going down\r\nin a minute');
    await terminal.shows('Message from root');
    terminal.press('ctrl-l');
    await terminal.shows(screen => screen === drawn);
  });

  it('shows what was logged after the end', async () => {
    const terminal = start();
    await terminal.shows('READY');
    terminal.press('L');
    await terminal.shows('key L');
    expect(terminal.screen()).not.toMatch(/logged|warning/);
    terminal.press('q');
    await terminal.ended;
    expect(terminal.rows().slice(0, 4)).toEqual(['a logged line', 'an error line', 'Warning: a warning of Node', 'the end']);
  });
});

describe('input', () => {
  it('is one key each, also when many arrive at once', async () => {
    const terminal = start();
    await terminal.shows('READY');
    terminal.press('jjk\t\t\u001B[C\u001B[B\u001B');
    await terminal.shows('key escape');
    expect(terminal.rows().slice(2, 10)).toEqual(['key j', 'key j', 'key k', 'key tab', 'key tab', 'key right', 'key down', 'key escape']);
  });

  it('is one paste, however many lines it has', async () => {
    const terminal = start();
    await terminal.shows('READY');
    terminal.paste('one\r\ntwo\rq');
    await terminal.shows('paste "one\\ntwo\\nq"');
  });

  it('has mouse reports when asked for', async () => {
    const terminal = start(['--mouse']);
    await terminal.shows('READY');
    terminal.press('\u001B[<0;11;6M', '\u001B[<0;11;6m', '\u001B[<65;1;1M');
    await terminal.shows('mouse wheel 0,0');
    expect(terminal.rows().slice(2, 5)).toEqual(['mouse down 10,5', 'mouse up 10,5', 'mouse wheel 0,0']);
    terminal.press('q');
    await terminal.ended;
    expect(terminal.leftovers()).toEqual([]);
  });

  it('comes from the terminal when stdin is a pipe', async () => {
    const terminal = start(['-c', `echo data | '${node}' '${app}'`], {}, 'bash');
    await terminal.shows('READY');
    terminal.press('j');
    await terminal.shows('key j');
    terminal.press('q');
    expect(await terminal.ended).toEqual({exitCode: 0, signal: 0});
  });
});

describe('whatever ends it, the terminal is given back', () => {
  it.each([
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
    ['SIGQUIT', 3],
  ] as const)('%s, which stays the cause of death', async (signal, number) => {
    const terminal = start(['--play', '--mouse']);
    await terminal.shows('READY');
    terminal.signal(signal);
    expect((await terminal.ended).signal).toBe(number);
    expect(terminal.leftovers()).toEqual([]);
    expect(terminal.screen()).not.toContain('READY');
  });

  it('Ctrl-C', async () => {
    const terminal = start(['--play', '--mouse']);
    await terminal.shows('READY');
    terminal.press('ctrl-c');
    expect((await terminal.ended).signal).toBe(2);
    expect(terminal.leftovers()).toEqual([]);
  });

  it('an exit from within', async () => {
    const terminal = start(['--mouse']);
    await terminal.shows('READY');
    terminal.press('U');
    expect((await terminal.ended).exitCode).toBe(3);
    expect(terminal.leftovers()).toEqual([]);
    expect(terminal.screen()).not.toContain('READY');
  });

  it.each([
    ['thrown while it draws', 'C', []],
    ['thrown by a timer', 'T', []],
    ['rejected by a promise', 'R', []],
    ['thrown while it draws', '', ['--crash']],
  ] as const)('a bug %s (%s%s), which is told on the screen that stays', async (message, key, args) => {
    const terminal = start([...args, '--mouse']);
    if (key !== '') await terminal.shows('READY');
    terminal.press(key);
    expect((await terminal.ended).exitCode).toBe(70);
    expect(terminal.leftovers()).toEqual([]);
    expect(terminal.screen()).toContain(`Error: ${message}`);
    expect(terminal.screen()).toMatch(/^ {4}at /m);
    expect(terminal.screen()).not.toContain('READY');
  });

  it('the window is closed', async () => {
    const terminal = start(['--play']);
    await terminal.shows('READY');
    terminal.close();
    await terminal.ended;
    expect(() => process.kill(terminal.processId, 0)).toThrow('ESRCH');
  });
});

describe('nothing of what the terminal sent is left to the shell', () => {
  const folder = mkdtempSync(join(tmpdir(), 'incident-replay-left-'));
  afterAll(() => rmSync(folder, {recursive: true}));
  /** The program, and after it, in the same terminal, one that keeps what arrives. */
  async function startBefore(args: readonly string[] = ['--mouse', '--play']) {
    const file = join(folder, 'left');
    const commands = `'${node}' '${app}' ${args.join(' ')}; echo OVER; cat > '${file}'; echo KEPT`;
    const terminal = start(['-c', `trap : INT QUIT HUP; ${commands}`], {}, 'bash');
    await terminal.shows('READY');
    const [, processId] = /process (\d+)\./.exec(terminal.screen()) ?? [];
    return {
      terminal,
      signal: (name: NodeJS.Signals) => process.kill(Number(processId), name),
      async left(): Promise<string> {
        await terminal.shows('OVER');
        await delay(200);
        terminal.press('enter', '\u0004');
        await terminal.shows('KEPT');
        return readFileSync(file, 'utf8');
      },
    };
  }

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'] as const)('by %s, while the mouse is moved', async name => {
    const {terminal, signal, left} = await startBefore();
    const stop = terminal.shakeMouse();
    await delay(50);
    signal(name);
    expect(await left()).toBe('\n');
    stop();
    expect(terminal.leftovers()).toEqual([]);
  });

  it.each([
    ['the key that quits', 'q'],
    ['Ctrl-C', 'ctrl-c'],
    ['Ctrl-\\', '\u001C'],
    ['an exit from within', 'U'],
    ['a bug while it draws', 'C'],
    ['a bug in a timer', 'T'],
  ])('by %s, while the mouse is moved', async (_, key) => {
    const {terminal, left} = await startBefore();
    const stop = terminal.shakeMouse();
    await delay(50);
    terminal.press(key);
    expect(await left()).toBe('\n');
    stop();
  });

  it('when it is busy, and reads nothing for a while', async () => {
    const {terminal, signal, left} = await startBefore();
    const stop = terminal.shakeMouse();
    terminal.press('B');
    await delay(20);
    signal('SIGTERM');
    expect(await left()).toBe('\n');
    stop();
  });

  it('of a paste in which it ended', async () => {
    const {terminal, signal, left} = await startBefore(['--play']);
    terminal.press('B');
    await delay(20);
    signal('SIGTERM');
    terminal.press('\u001B[200~echo one\r');
    terminal.press('echo two\r\u001B[201~');
    expect(await left()).toBe('\n');
  });

  it('by Ctrl-Z and by SIGTSTP', async () => {
    const terminal = await startInShell();
    const [, processId] = /process (\d+)\./.exec(terminal.screen()) ?? [];
    for (const suspend of [() => terminal.press('ctrl-z'), () => process.kill(Number(processId), 'SIGTSTP')]) {
      const stop = terminal.shakeMouse();
      await delay(50);
      const before = terminal.written.length;
      suspend();
      await vi.waitFor(() => expect(terminal.written.slice(before)).toContain('Stopped'), {timeout: 10_000});
      await delay(200);
      expect(terminal.written.slice(before)).not.toMatch(/\d;\d+M/);
      stop();
      terminal.press('fg', 'enter');
      await terminal.shows('READY');
    }
  });

  it('ends where the terminal takes no more and answers nothing', async () => {
    const terminal = start(['--mouse', '--play']);
    await terminal.shows('READY');
    terminal.deafen();
    terminal.signal('SIGTERM');
    await vi.waitFor(() => expect(() => process.kill(terminal.processId, 0)).toThrow('ESRCH'), {timeout: 5_000});
  });
});

describe('Ctrl-Z', () => {
  it('gives the terminal to the shell, and fg takes it again', async () => {
    const terminal = await startInShell();
    terminal.press('ctrl-z');
    await terminal.shows('Stopped');
    expect(terminal.leftovers().filter(mode => mode !== 'marked pastes')).toEqual([]); // those are bash's own
    terminal.resize(100, 30);
    terminal.press('fg', 'enter');
    await terminal.shows('READY 100x30');
    terminal.press('j');
    await terminal.shows('key j');
    terminal.press('q');
    await terminal.shows('the end');
    expect(terminal.screen()).not.toContain('READY');
  });

  it('does the same when the signal comes from elsewhere', async () => {
    const terminal = await startInShell();
    const [, processId] = /process (\d+)\./.exec(terminal.screen()) ?? [];
    process.kill(Number(processId), 'SIGTSTP');
    await terminal.shows('Stopped');
    terminal.press('fg', 'enter');
    await terminal.shows('READY');
    terminal.press('j');
    await terminal.shows('key j');
  });

  it('changes nothing where there is no shell to go back to', async () => {
    const terminal = start();
    await terminal.shows('READY');
    terminal.press('ctrl-z');
    await terminal.shows('READY');
    terminal.press('j');
    await terminal.shows('key j');
    expect(terminal.leftovers()).toContain('alternate screen');
  });

  it('takes the mouse again too', async () => {
    const terminal = await startInShell();
    terminal.press('ctrl-z');
    await terminal.shows('Stopped');
    terminal.press('fg', 'enter');
    await terminal.shows('READY');
    terminal.click(10, 5);
    await terminal.shows('mouse up 10,5');
    expect(terminal.leftovers()).toContain('mouse reports');
  });
});

describe('without a terminal', () => {
  it('says so instead of drawing', () => {
    const {status, stdout, stderr} = spawnSync(node, [app], {encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']});
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('The console needs a terminal.');
  });
});
