import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {afterAll, describe, expect, it} from 'vitest';

const hasTmux = spawnSync('tmux', ['-V']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'incident-replay-tmux-'));
const socket = join(folder, 'socket');
const tmux = (...args: readonly string[]): string => execFileSync('tmux', ['-S', socket, '-f', '/dev/null', ...args], {encoding: 'utf8'});
const screen = (): string => tmux('capture-pane', '-p', '-t', 'console');
/** Whether the other screen, the cursor and mouse reports are on. */
const modes = (): string => tmux('display-message', '-p', '-t', 'console', '#{alternate_on}#{cursor_flag}#{mouse_any_flag}').trim();

afterAll(() => {
  spawnSync('tmux', ['-S', socket, 'kill-server']);
  rmSync(folder, {recursive: true, force: true});
});

it('there is a tmux where everything must be tested', () => {
  expect(hasTmux || process.env.CI === undefined).toBe(true);
});

describe.skipIf(!hasTmux)('in tmux', () => {
  it('draws, takes keys, follows the window, and gives the terminal back', async () => {
    const shell = {...process.env, XDG_STATE_HOME: folder, PS1: '$ ', LC_ALL: 'C.UTF-8'};
    execFileSync('tmux', ['-S', socket, '-f', '/dev/null', 'new-session', '-d', '-s', 'console', '-x', '120', '-y', '40', 'sh'], {
      env: shell,
    });
    expect(modes()).toBe('010');
    tmux('send-keys', '-t', 'console', `${process.execPath} bin/incident-replay.js play --at 02:31 --no-keep`, 'Enter');
    await expect.poll(screen, {timeout: 20_000}).toContain('TIMELINE');
    expect(modes()).toBe('101');
    tmux('send-keys', '-t', 'console', 'Right');
    await expect.poll(screen).toContain('02:32:00 PDT');
    tmux('send-keys', '-t', 'console', '2');
    await expect.poll(screen).toContain('BROKEN PATH');
    tmux('send-keys', '-t', 'console', 'Escape');
    await expect.poll(screen).toContain('SERVICES');
    tmux('resize-window', '-t', 'console', '-x', '80', '-y', '24');
    await expect.poll(() => screen().split('\n')[23] ?? '').toMatch(/help.*quit/);
    tmux('send-keys', '-t', 'console', 'q');
    await expect.poll(screen).toContain('incident-replay play');
    expect(modes()).toBe('010');
  });
});
