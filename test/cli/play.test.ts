import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {looksOf, reopenCommand} from '../../src/cli/run/play.js';
import {aTimeline} from '../format/a-timeline.js';
import {runCli} from '../helpers/run-cli.js';

const file = 'shop-bad-release.json';

describe('play without a terminal', () => {
  it('prints the record and the simulation in order of time, each saying which it is', async () => {
    const {exitCode, stdout, stderr} = await runCli([file]);
    const lines = stdout.split('\n');
    expect(lines.slice(0, 9)).toEqual([
      'A bad release takes the shop down',
      '2 Mar 2026, times in Europe/Lisbon',
      'HISTORY  FACT is the record, SIMULATED the model (reactive, seed 1)',
      '',
      'Monday 2 March 2026',
      '',
      '10:05 GMT+0  T+0:00   FACT       FAULT       The release goes out  [pm]  official',
      '10:05 GMT+0  T+0:00   SIMULATED  ACTION      operators act: release.out',
      '10:06 GMT+0  T+0:01   SIMULATED  STATUS      Shop: major outage',
    ]);
    expect(stdout).toContain(
      '10:20 GMT+0  T+0:15   FACT       NOTICE      Status page: we are looking into it  [pm]  single source, about',
    );
    expect(stdout).toMatch(/impaired users +110 M user-min/);
    expect(stdout).toContain('[pm] Postmortem, the shop');
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  });

  it('is the same with and without the name of the command', async () => {
    expect(await runCli(['play', file])).toEqual(await runCli([file]));
    expect(await runCli(['--no-color', file])).toEqual(await runCli([file]));
  });

  it('starts where it is asked to, and plays a changed plan', async () => {
    const {stdout} = await runCli(['play', file, '--at', 'E2', '--what-if', 'flag-off@10:20']);
    expect(stdout).not.toContain('The release goes out');
    expect(stdout).toContain('WHAT-IF  1 change  FACT is the record');
    expect(stdout).toContain('throw flag-off at 10:20 (T+0:15)');
    expect(stdout).toContain('10:25 GMT+0  T+0:20   SIMULATED  ACTION      Turn the feature off: takes effect (flag-off, added)');
  });

  it('of a plain record has nothing simulated', async () => {
    const {stdout} = await runCli(['mail-record.json']);
    expect(stdout).toContain('HISTORY  FACT, from the record alone: no model');
    expect(stdout).toContain('Thursday 1 January 2026');
    expect(stdout).not.toContain('SIMULATED');
  });

  it('reads a timeline from stdin', async () => {
    const stdin = readFileSync(new URL(`../fixtures/cli/${file}`, import.meta.url), 'utf8');
    expect((await runCli(['-'], {stdin})).stdout).toBe((await runCli([file])).stdout);
    expect((await runCli(['play', '-'], {stdin: '{}'})).exitCode).toBe(1);
  });
});

describe('the command that reopens a moment', () => {
  const timeline = aTimeline();
  const argument = 'it’s mine.json';

  it('names the timeline, the time to the second, and every edit', () => {
    expect(reopenCommand({argument: 'a-night', timeline}, [], 205 * 60_000)).toBe('incident-replay play a-night --at T+2:37:00');
    expect(
      reopenCommand(
        {argument: 'a-night', timeline},
        [
          {op: 'add', mitigation: 'fence', atMs: 0},
          {op: 'remove', action: 'dns.off'},
          {op: 'move', action: 'dns.on', atMs: 2_890_000},
        ],
        0,
      ),
    ).toBe('incident-replay play a-night --at T-0:48:00 --what-if fence@T-0:48:00 --without dns.off --move dns.on@T+0:00:10');
  });

  it('names how it looks, where that is not as it would be anyway', () => {
    const command = reopenCommand({argument: 'a-night', timeline}, [], 0, looksOf({theme: 'light', ascii: true}));
    expect(command).toBe('incident-replay play a-night --at T-0:48:00 --theme light --ascii');
    expect(looksOf({theme: 'dark'})).toEqual([]);
    expect(looksOf({theme: 'color-blind', ascii: false})).toEqual(['--theme', 'color-blind', '--no-ascii']);
  });

  it('says when the mouse is off', () => {
    expect(looksOf({theme: 'dark', mouse: true})).toEqual([]);
    expect(looksOf({theme: 'light', ascii: true, mouse: false})).toEqual(['--theme', 'light', '--ascii', '--no-mouse']);
  });

  it('takes no theme that there is not', async () => {
    const {exitCode, stderr} = await runCli(['play', file, '--theme', 'dusk']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--theme is one of dark, light, high-contrast, color-blind, not "dusk".');
  });

  it('quotes what a shell would take apart', () => {
    expect(reopenCommand({argument, timeline}, [], 0)).toContain(`'it’s mine.json'`);
    expect(reopenCommand({argument: "a'b.json", timeline}, [], 0)).toContain(`'a'\\''b.json'`);
  });
});
