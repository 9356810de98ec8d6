import {spawn, spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {afterEach, beforeEach, describe, expect, inject, it} from 'vitest';
import {type Cast, castOf, outputOf, replayed} from '../helpers/cast.js';
import {RealTerminal} from '../helpers/pty.js';

const open: RealTerminal[] = [];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'incident-replay-record-'));
});
afterEach(async () => {
  await Promise.all(open.splice(0).map(terminal => terminal.dispose()));
  rmSync(folder, {recursive: true, force: true});
});

const file = () => join(folder, 'talk.cast');
const cast = (): Cast => castOf(readFileSync(file(), 'utf8'));
function start(...args: readonly string[]): RealTerminal {
  const terminal = new RealTerminal(process.execPath, ['bin/incident-replay.js', 'play', ...args]);
  open.push(terminal);
  return terminal;
}
const labels = ({events}: Cast) => events.filter(({code}) => code === 'm').map(({data}) => data);

/** All that a terminal was sent, but for the question whether it has anything left to say: it shows nothing, and would be asked again by whoever plays it. */
const shownBy = ({written}: RealTerminal): string => written.replaceAll('\u001B[5n', '');

describe('a recorded session', () => {
  it('shows again what was shown, from entering the screen to leaving it', async () => {
    const terminal = start('--record', file(), '--at', '23:33');
    await terminal.shows('HISTORY');
    terminal.press('right', 'm', 'enter', 'escape');
    await terminal.shows('WHAT-IF');
    terminal.resize(100, 30);
    await terminal.shows(() => /help.*quit/.test(terminal.rows()[29] ?? ''));
    terminal.press('g', '23:55', 'enter');
    await terminal.shows('23:55:00 PDT');
    terminal.press('u');
    await terminal.shows('HISTORY');
    terminal.press('q');
    await terminal.ended;
    const recorded = cast();
    const said = `Recorded in ${file()}: asciinema play shows it.`;
    expect(`${outputOf(recorded)}${said}\r\n`).toBe(shownBy(terminal));
    expect((await replayed(recorded)).join('\n').trim()).toBe(
      terminal
        .screen()
        .replaceAll(/\s*\n?Recorded in[\s\S]*$/g, '')
        .trim(),
    );
    expect(recorded.header).toMatchObject({
      term: {cols: 80, rows: 24, type: 'xterm-256color'},
      title: 'AWS us-east-1 outage, 19-20 October 2025',
      command: 'incident-replay play aws-us-east-1-2025-10-20 --at T-0:15:00 --fresh',
      tags: ['incident-replay', 'aws-us-east-1-2025-10-20'],
    });
    expect(Math.abs((recorded.header.timestamp ?? 0) * 1000 - Date.now())).toBeLessThan(600_000);
    expect(recorded.events.filter(({code}) => code === 'r').map(({data}) => data)).toEqual(['100x30']);
    expect(labels(recorded)).toEqual([expect.stringMatching(/^Thrown: /), 'Phase: record empty', expect.stringMatching(/^Taken back: /)]);
    expect(recorded.events.at(-1)).toMatchObject({code: 'x', data: '0'});
  });

  it('shows the last picture of a console that was killed', async () => {
    const terminal = start('--record', file());
    await terminal.shows('HISTORY');
    terminal.press('g', '02:25', 'enter');
    const last = await terminal.shows('02:25:00 PDT');
    terminal.signal('SIGKILL');
    await terminal.ended;
    expect((await replayed(cast())).join('\n')).toBe(last);
  });

  it.each([
    ['SIGTERM', '143'],
    ['SIGINT', '130'],
    ['SIGHUP', '129'],
    ['SIGQUIT', '131'],
  ] as const)('ends with the screen given back and the exit code that a shell sees, by %s', async (signal, exitCode) => {
    const terminal = start('--record', file());
    await terminal.shows('HISTORY');
    terminal.signal(signal);
    await terminal.ended;
    expect(outputOf(cast())).toBe(shownBy(terminal));
    expect(cast().events.at(-1)).toMatchObject({code: 'x', data: exitCode});
  });

  it('does not copy anything into the clipboard of those who watch it', async () => {
    const terminal = start('--record', file());
    await terminal.shows('HISTORY');
    terminal.press('s');
    await terminal.shows('Copied:');
    expect(terminal.written).toContain('\u001B]52;');
    expect(outputOf(cast())).not.toContain('\u001B]52;');
  });

  it('ends, and the console does not, when nothing more can be written', async () => {
    const pipe = join(folder, 'pipe');
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
    const reader = spawn('head', ['-c', '6000', pipe]);
    const terminal = start('--record', pipe, '--force');
    await terminal.shows('HISTORY');
    for (const key of ['right', 'right', 'right', 'left', 'left', 'left']) terminal.press(key);
    await terminal.shows('Recording stopped: nobody reads it any more.');
    terminal.press('right');
    await terminal.shows(screen => !screen.includes('Recording stopped'));
    terminal.press('q');
    expect((await terminal.ended).exitCode).toBe(0);
    expect(terminal.leftovers()).toEqual([]);
    expect(terminal.screen()).toContain('Recording stopped');
    reader.kill();
  });
});

describe('a recording that cannot be', () => {
  const refused = async (...args: readonly string[]): Promise<string> => {
    const terminal = start(...args);
    expect((await terminal.ended).exitCode).toBe(2);
    expect(terminal.written).not.toContain('\u001B[?1049h');
    return terminal.screen().replaceAll(/\s+/g, ' ');
  };

  it('destroys no file, unless it is told to', async () => {
    writeFileSync(file(), 'precious');
    const words = await refused('--record', file());
    expect(words).toContain('is there already. Name another file, or add --force to replace it.');
    expect(readFileSync(file(), 'utf8')).toBe('precious');
    const terminal = start('--record', file(), '--force');
    await terminal.shows('HISTORY');
    terminal.press('q');
    await terminal.ended;
    expect(cast().events.at(-1)?.code).toBe('x');
  });

  it.each([
    ['there is no such folder', '/nowhere/talk.cast', []],
    ['that is a folder, not a file', '/tmp', ['--force']],
    ...(existsSync('/dev/full') ? ([['the disk is full', '/dev/full', ['--force']]] as const) : []),
  ] as const)('says so before it takes the screen: %s', async (reason, path, more) => {
    expect(await refused('--record', path, ...more)).toContain(`${path} cannot be written: ${reason}.`);
  });

  it('is begun by nothing that goes wrong before', async () => {
    await refused('--record', file(), '--at', 'never');
    expect(existsSync(file())).toBe(false);
  });

  it('says that it needs a terminal', () => {
    const args = ['bin/incident-replay.js', 'play', '--record', file()];
    const {status, stderr} = spawnSync(process.execPath, args, {encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']});
    expect(status).toBe(2);
    expect(stderr).toContain('--record needs a terminal');
    expect(existsSync(file())).toBe(false);
  });
});

it('a bug is told in the recording too', async () => {
  const terminal = new RealTerminal(process.execPath, [inject('terminalApp'), '--record', file()]);
  open.push(terminal);
  await terminal.shows('READY');
  terminal.press('T');
  await terminal.ended;
  const events = readFileSync(file(), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as string);
  expect(events.slice(0, -1).join('')).toBe(shownBy(terminal));
  expect(events.at(-1)).toBe('ended 70');
});
