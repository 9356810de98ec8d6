import process from 'node:process';
import {afterEach, describe, expect, it} from 'vitest';
import {RealTerminal, type TerminalOptions} from '../helpers/pty.js';

const program = 'bin/incident-replay.js';
const open: RealTerminal[] = [];
function start(args: readonly string[], options: TerminalOptions = {}): RealTerminal {
  const terminal = new RealTerminal(process.execPath, [program, ...args], options);
  open.push(terminal);
  return terminal;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map(terminal => terminal.dispose()));
});

describe('the race lab in a real terminal', () => {
  it('a learner makes the outage happen, tries two fixes that look right, and finds the one that holds', async () => {
    const terminal = start(['race']);
    await terminal.shows('outage: 10 steps away');
    terminal.press('x', 'enter');
    await terminal.shows('exercise 1: empty the record in 10 steps');
    const steps = ['4', '1', '1', '4', '4', '2', '2', '2', '1'];
    for (const [index, key] of steps.entries()) {
      terminal.press(key);
      await terminal.shows(`outage: ${9 - index} step`);
    }
    expect(terminal.screen()).toContain('1 4<2');
    terminal.press('2');
    await terminal.shows('DONE. x goes on.');
    expect(terminal.screen()).toContain('EMPTY: plan 2 is gone');
    // recheck, then hold: each is checked in the world that is put together.
    terminal.press('p');
    await terminal.shows('[ ] recheck');
    terminal.press('space', 'c');
    await terminal.shows(/always resolves +BROKEN +shortest story: 12 steps/);
    terminal.press('escape');
    await terminal.shows('WHAT CAN HAPPEN NEXT');
    terminal.press('p', 'space', 'down', 'down', 'down', 'down', 'space', 'c');
    await terminal.shows(/always resolves +BROKEN +shortest story: 11 steps/);
    terminal.press('r');
    await terminal.shows('REPLAY of the shortest story');
    terminal.press('$');
    await terminal.shows('step 11 of 11');
    terminal.press('e', 'p', 'down', 'down', 'down', 'down', 'space', 'up', 'up', 'up', 'space', 'c');
    await terminal.shows('HOLDS: in all 4,757 situations of this size');
    terminal.press('q');
    expect(await terminal.ended).toEqual({exitCode: 0, signal: 0});
    expect(terminal.leftovers()).toEqual([]);
    expect(terminal.screen().trim()).toMatch(/^incident-replay race --at 3-4-1-2-fence-0-\w\w$/);
  });

  it('opens at a position, copies it, and follows the window', async () => {
    const terminal = start(['race', '--at', '3-4-1-2-none-41144222-0i'], {columns: 120, rows: 40});
    await terminal.shows('PASS IS STALE');
    terminal.press('s');
    await terminal.shows('Copied: incident-replay race --at 3-4-1-2-none-41144222-0i');
    const [, coded = ''] = /\u001B\]52;c;([\w+/=]+)\u0007/.exec(terminal.written) ?? [];
    expect(Buffer.from(coded, 'base64').toString()).toBe('incident-replay race --at 3-4-1-2-none-41144222-0i');
    for (const [columns, rows] of [
      [80, 24],
      [200, 60],
      [60, 20],
      [120, 40],
    ] as const) {
      terminal.resize(columns, rows);
      await terminal.shows(columns < 80 ? 'needs 80x24' : /outage: 2 steps away/);
      await terminal.shows(() => terminal.rows().length === rows);
    }
  });

  it('takes keys while it checks, stops when it is told to, and Ctrl-C gives the terminal back', async () => {
    const terminal = start('race --enactors 4 --plans 6 --endpoints 2'.split(' '));
    await terminal.shows('checker: idle');
    terminal.press('c');
    await terminal.shows(/situations so far, \d+ steps from the start, about/);
    terminal.press('escape');
    await terminal.shows('WHAT CAN HAPPEN NEXT');
    terminal.press('5');
    await terminal.shows('step 1 ');
    expect(terminal.screen()).toMatch(/checker: [\d.]+ [kM] …/);
    terminal.press('c', 'c');
    await terminal.shows('checker: stopped');
    terminal.press('c');
    await terminal.shows('situations so far');
    terminal.press('ctrl-c');
    expect((await terminal.ended).signal).toBe(2);
    expect(terminal.leftovers()).toEqual([]);
  });

  it('opens from the replay and gives it back', async () => {
    const terminal = start(['--at', '23:48'], {columns: 120, rows: 40});
    const before = await terminal.shows('HISTORY');
    terminal.press('6');
    await terminal.shows('REPLAY of the night (E1=az1, E2=az2; plan 2=46, 4=62)');
    terminal.press('escape');
    await terminal.shows(screen => screen === before);
  });

  it('takes the mouse: a step, a hint, a row, the wheel', async () => {
    const terminal = start(['race']);
    await terminal.shows('outage: 10 steps away');
    terminal.click(...terminal.cellOf('Planner   '));
    await terminal.shows('step 1 ');
    terminal.click(...terminal.cellOf('exercises'));
    await terminal.shows('EXERCISES');
    terminal.wheel(1, ...terminal.cellOf('EXERCISES'));
    await terminal.shows('› 2        The hole that nobody notices');
    terminal.click(...terminal.cellOf('The hole that nobody notices'));
    await terminal.shows('exercise 2');
    terminal.click(...terminal.cellOf('quit'));
    expect((await terminal.ended).exitCode).toBe(0);
  });

  it('finds a key in the palette, and shows one panel alone', async () => {
    const terminal = start(['race']);
    await terminal.shows('outage: 10 steps away');
    terminal.press(':');
    await terminal.shows('PALETTE');
    terminal.press(...'luck', 'enter');
    await terminal.shows('LUCK');
    terminal.press('escape');
    await terminal.shows('PLAN STORE');
    terminal.press('z');
    await terminal.shows(screen => !screen.includes('PLAN STORE') && screen.includes('WHAT CAN HAPPEN NEXT'));
    terminal.press('Z');
    await terminal.shows('PLAN STORE');
  });

  it('is plain lines for a screen reader', async () => {
    const terminal = start(['race', '--screen-reader']);
    await terminal.shows('The race lab. SIMULATED');
    terminal.press('4');
    await terminal.shows('Step 1: Plan 2.');
    terminal.press('q');
    expect((await terminal.ended).exitCode).toBe(0);
    expect(terminal.written).not.toContain('\u001B');
  });

  it.each([
    {name: 'without colour', env: {NO_COLOR: '1'}, form: /^[^\u001B]*$/},
    {name: 'in ASCII', env: {LC_ALL: 'C'}, form: /^[\n -~]*$/},
  ])('draws $name', async ({env, form}) => {
    const terminal = start(['race'], {env});
    expect(await terminal.shows('outage: 10 steps away')).toMatch(form);
    if ('NO_COLOR' in env) expect(terminal.written).not.toMatch(/\u001B\[(?:[349]\d|[34]8;)/);
  });
});
