import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {learnText, readLearn} from '../../src/cli/run/learn.js';
import {lessons} from '../../src/learn/index.js';
import {beginning, exerciseOf} from '../../src/learn/walk.js';
import {knowing, play} from '../helpers/learn.js';
import {runCli} from '../helpers/run-cli.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'learn-'));
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

describe('incident-replay learn', () => {
  it('prints the curriculum where there is no terminal', async () => {
    const {exitCode, stdout, stderr} = await runCli(['learn']);
    expect({exitCode, stderr}).toEqual({exitCode: 0, stderr: ''});
    for (const {title, goal} of lessons) expect(stdout).toMatch(new RegExp(`${title}.*${goal}`));
  });

  it('gives programs the checks of a seed, and the same ones again', async () => {
    const first = await runCli(['learn', '--json', '--seed', '5']);
    expect((await runCli(['learn', '--json', '--seed', '5'])).stdout).toBe(first.stdout);
    const checks = JSON.parse(first.stdout) as {lesson: string; checks: {isRight: boolean; asks: string; says: string}[]}[];
    expect(checks.map(({lesson}) => lesson)).toEqual(lessons.map(({id}) => id));
    expect(checks.flatMap(({checks: own}) => own).every(({isRight, says}) => isRight && says !== '')).toBe(true);
    expect((await runCli(['learn', '--json', '--seed', '6'])).stdout).not.toBe(first.stdout);
  });

  it('gives the checks of one lesson', async () => {
    const {stdout} = await runCli(['learn', '--json', '--lesson', '3']);
    expect(JSON.parse(stdout)).toMatchObject([{lesson: 'caches'}]);
  });

  it('prints a checklist', async () => {
    const {exitCode, stdout} = await runCli(['learn', '--checklist']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('# On-call learning checklist');
    expect(stdout).toContain('EXERCISE');
  });

  it('writes a checklist, and never over one that is there', async () => {
    const file = join(folder, 'mine.md');
    expect((await runCli(['learn', '--checklist', file])).exitCode).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('- [ ] **The console**');
    writeFileSync(file, 'filled in');
    const again = await runCli(['learn', '--checklist', file]);
    expect(again.exitCode).toBe(1);
    expect(again.stderr).toContain('is there already');
    expect(readFileSync(file, 'utf8')).toBe('filled in');
  });

  it.each([
    {argv: ['--lesson', '12'], says: 'There is no lesson 12.'},
    {argv: ['--seed', '1.5'], says: 'A seed is a whole number'},
    {argv: ['extra'], says: 'extra'},
  ])('refuses $argv', async ({argv, says}) => {
    const {exitCode, stderr} = await runCli(['learn', ...argv]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(says);
  });
});

describe('where a learner is', () => {
  const halfway = play(beginning(3), knowing, ({lesson, given}) => lesson === 4 && given.length === 3);

  it('comes back to the same page', () => {
    const {walk} = readLearn(learnText(halfway));
    expect(walk).toEqual(halfway);
    expect(exerciseOf(walk ?? beginning(1)).step(halfway.given)?.says).toEqual(exerciseOf(halfway).step(halfway.given)?.says);
  });

  it('keeps the log and the own question', () => {
    const end = play(beginning(3), knowing, ({stage}) => stage.type === 'done');
    expect(readLearn(learnText(end)).walk).toMatchObject({lesson: 0, passed: end.passed});
  });

  it.each(['', '{', '[]', '{"version": 1}', '{"version": 1, "seed": -1}', learnText(halfway).replace('"given"', '"taken"')])(
    'begins anew after %j, and puts it aside',
    text => {
      expect(readLearn(text)).toEqual({walk: null, isBroken: true, isNewer: false});
    },
  );

  it('leaves alone what a newer program kept', () => {
    expect(readLearn('{"version": 2, "seed": "x"}')).toEqual({walk: null, isBroken: false, isNewer: true});
  });

  it('begins a lesson again that no longer understands the answers', () => {
    const text = learnText({...halfway, lesson: 2, given: [{}, {}, {}, {}, {}, {}]});
    expect(readLearn(text).walk).toMatchObject({lesson: 2, given: []});
  });
});
