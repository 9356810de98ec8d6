import {chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {RealTerminal, stateHome} from '../helpers/pty.js';

const open: RealTerminal[] = [];
let home: string;
beforeEach(() => {
  home = stateHome(true);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map(terminal => terminal.dispose()));
  rmSync(home, {recursive: true, force: true});
});

/** The console of somebody whose state directory is `home`. */
function start(...args: readonly string[]): RealTerminal {
  const terminal = new RealTerminal(process.execPath, ['bin/incident-replay.js', 'play', ...args], {env: {XDG_STATE_HOME: home}});
  open.push(terminal);
  return terminal;
}
const folder = () => join(home, 'incident-replay');
const kept = () => readdirSync(folder()).filter(name => name.startsWith('timeline-'));

/** Goes to 02:25 and throws the first mitigation. */
async function leaveSomething(terminal: RealTerminal): Promise<void> {
  await terminal.shows('HISTORY');
  terminal.press('g', '02:25', 'enter');
  await terminal.shows('02:25:00 PDT');
  terminal.press('b', 'm', 'enter', 'escape');
  await terminal.shows('WHAT-IF');
}

describe('what is kept between starts', () => {
  it('is where it was left with q; 0 and u go back to the beginning', async () => {
    const first = start();
    await leaveSomething(first);
    first.press('q');
    await first.ended;
    const second = start();
    await second.shows('Back where you left: 02:25, 1 thrown. 0 goes to the start, u undoes.');
    expect(second.screen()).toContain('WHAT-IF');
    second.press('u');
    await second.shows('HISTORY');
    second.press('0');
    await second.shows('23:00:00 PDT');
    second.press("'");
    await second.shows('02:25:00 PDT');
  });

  it('is there for the program without a word too, which takes the mouse as `play` does', async () => {
    const first = new RealTerminal(process.execPath, ['bin/incident-replay.js'], {env: {XDG_STATE_HOME: home}});
    open.push(first);
    await leaveSomething(first);
    expect(first.leftovers()).toContain('mouse reports');
    first.press('q');
    await first.ended;
    await start().shows('Back where you left: 02:25, 1 thrown.');
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'] as const)('is where %s ended it', async signal => {
    const first = start();
    await leaveSomething(first);
    first.signal(signal);
    await first.ended;
    await start().shows('Back where you left: 02:25, 1 thrown.');
  });

  it('is where its window was closed', async () => {
    const first = start();
    await leaveSomething(first);
    first.close();
    await first.ended;
    await expect.poll(() => readFileSync(join(folder(), kept()[0] ?? ''), 'utf8')).toContain('"op": "add"');
    await start().shows('Back where you left: 02:25, 1 thrown.');
  });

  it('gives way to the command line, part by part', async () => {
    const first = start();
    await leaveSomething(first);
    first.press('q');
    await first.ended;
    const second = start('--at', '05:30');
    await second.shows('Your plan is back: 1 thrown. u undoes it.');
    expect(second.screen()).toMatch(/05:30:00 PDT/);
    second.signal('SIGKILL'); // leaves everything as it is
    const third = start('--fresh');
    expect(await third.shows('HISTORY')).toContain('23:33:00 PDT');
    third.signal('SIGKILL');
    const fourth = start('--what-if', 'nlb-failover-off@05:30', '--what-if', 'dns-fence-at-commit@23:40');
    expect(await fourth.shows('Back where you left: 02:25.')).toContain('WHAT-IF');
  });

  it('is nothing with --no-keep, and stays as it was', async () => {
    const first = start();
    await leaveSomething(first);
    first.press('q');
    await first.ended;
    const before = readFileSync(join(folder(), kept()[0] ?? ''), 'utf8');
    const second = start('--no-keep');
    expect(await second.shows('HISTORY')).toContain('23:33:00 PDT');
    second.press('right', 'q');
    await second.ended;
    expect(readFileSync(join(folder(), kept()[0] ?? ''), 'utf8')).toBe(before);
    expect(second.screen()).toMatch(/--no-keep$/m);
  });

  it('leaves no trace with --no-keep on a first start', async () => {
    const first = start('--no-keep');
    expect(await first.shows('HISTORY')).not.toContain('space plays');
    first.press('q');
    await first.ended;
    expect(readdirSync(home)).toEqual([]);
  });

  it('is a theme for every timeline', async () => {
    const first = start();
    await first.shows('HISTORY');
    first.press('t');
    await first.shows('Theme: light.');
    first.press('q');
    await first.ended;
    const second = start('test/fixtures/cli/shop-bad-release.json');
    await second.shows('A bad release');
    second.press('t');
    await second.shows('Theme: high-contrast.');
  });

  it('may be a file that somebody else has written', async () => {
    mkdirSync(folder());
    const first = start();
    await first.shows('HISTORY');
    first.press('q');
    await first.ended;
    writeFileSync(join(folder(), kept()[0] ?? ''), '{"version": 1, "plan');
    const second = start();
    await second.shows('Left out: what was kept, which cannot be read.');
    second.press('q');
    expect((await second.ended).exitCode).toBe(0);
    expect(kept()).toHaveLength(2); // the one set aside is still there
  });

  it('is nothing where nothing can be written', async () => {
    rmSync(home, {recursive: true});
    writeFileSync(home, 'no folder');
    chmodSync(home, 0o400);
    const terminal = start();
    await terminal.shows('HISTORY');
    terminal.press('q');
    expect(await terminal.ended).toEqual({exitCode: 0, signal: 0});
    expect(terminal.screen().trim()).toMatch(/^incident-replay play/);
  });
});

describe('the very first start', () => {
  it('says what to do, and later ones do not', async () => {
    const first = start();
    await first.shows('space plays, ←→ step, m changes a decision (what if?), ? shows all keys.');
    first.press('right');
    await first.shows(/help.*quit/);
    first.press('q');
    await first.ended;
    const second = start();
    await second.shows('Back where you left');
    expect(second.screen()).not.toContain('space plays');
  });
});
