import {afterEach, describe, expect, it} from 'vitest';
import {lessons} from '../../src/learn/index.js';
import {beginning, exerciseOf, type Walk, walked} from '../../src/learn/walk.js';
import {keysFor, knowing, learnScreen, stepOf} from '../helpers/learn.js';
import {RealTerminal, stateHome} from '../helpers/pty.js';

const open: RealTerminal[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(terminal => terminal.dispose()));
});

function learn(args: readonly string[], home = stateHome(true), env: Readonly<Record<string, string>> = {}): RealTerminal {
  const terminal = new RealTerminal(process.execPath, ['bin/incident-replay.js', 'learn', ...args], {env: {XDG_STATE_HOME: home, ...env}});
  open.push(terminal);
  return terminal;
}

const seed = 7;
const small = {columns: 80, rows: 24};
/** What the screen must show where nothing has been filled in. */
const expected = (walk: Walk): string =>
  learnScreen(walk, small)
    .map(row => row.trimEnd())
    .join('\n');

describe('incident-replay learn, in a real terminal', () => {
  it('is passed from the first lesson to the last by keys alone', {timeout: 240_000}, async () => {
    const terminal = learn(['--seed', String(seed)]);
    await terminal.shows('Enter begins with the first lesson.');
    terminal.press('enter');
    let walk = beginning(seed);
    while (walk.stage.type !== 'done') {
      await terminal.shows(screen => screen === expected(walk));
      const exercise = exerciseOf(walk);
      if (walk.stage.type === 'page') {
        const step = stepOf(exercise, walk.given);
        terminal.press(...keysFor(step, knowing(step)).map(key => (key === 'ctrl-u' ? '\u0015' : key)));
        walk = walked(walk, exercise, {type: 'answer', answers: knowing(step)});
      } else {
        terminal.press('enter');
        walk = walked(walk, exercise, {type: 'on'});
      }
    }
    expect(await terminal.shows('That was all of it.')).toContain('Which of our names is written by a program?');
    expect(Object.keys(walk.passed)).toHaveLength(lessons.length);
    terminal.press('q');
    expect(await terminal.ended).toEqual({exitCode: 0, signal: 0});
    expect(terminal.leftovers()).toEqual([]);
  });

  it('q keeps the place, and so does a death', async () => {
    const home = stateHome(true);
    const first = learn(['--seed', '7'], home);
    await first.shows('Enter begins');
    first.press('3');
    await first.shows('Here it is 10 minutes');
    first.press('enter');
    const question = (await first.shows('half are back after')).split('\n').slice(4, 6).join('\n');
    first.signal('SIGKILL');
    await first.ended;

    const second = learn([], home);
    await second.shows('Welcome back.');
    second.press('enter');
    expect(await second.shows('half are back after')).toContain(question);
    second.press('q');
    await second.ended;
    expect(second.written).toContain('Your place is kept');
  });

  it('reads without colour and in ASCII', async () => {
    const terminal = learn(['--lesson', '3', '--seed', '7', '--ascii'], stateHome(true), {NO_COLOR: '1'});
    const screen = await terminal.shows('Here it is 10 minutes');
    expect(screen).toMatch(/^[ -~\n]*$/);
    expect(terminal.written).not.toMatch(/\u001B\[(?:3\d|9\d)m/);
  });

  it('keeps nothing with --no-keep', async () => {
    const home = stateHome(true);
    const first = learn(['--lesson', '3', '--no-keep'], home);
    await first.shows('Here it is 10 minutes');
    first.press('enter');
    await first.shows('half are back after');
    first.press('q');
    await first.ended;
    const second = learn([], home);
    await second.shows('Enter begins with the first lesson.');
  });
});
