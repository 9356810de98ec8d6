import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {hashOf} from '../../src/cli/hash.js';
import {type Finished, runCli, type World} from '../helpers/run-cli.js';

const file = 'shop-bad-release.json';
const timelineHash = hashOf(readFileSync(new URL(`../fixtures/cli/${file}`, import.meta.url)));
const early = JSON.stringify({timeline: 'shop-bad-release', timelineHash, edits: [{op: 'add', mitigation: 'flag-off', at: '10:10'}]});
const never = JSON.stringify([{op: 'remove', action: 'release.back'}]);
const compare = (argv: readonly string[], world: World = {files: {'early.json': early, 'never.json': never}}): Promise<Finished> =>
  runCli(['compare', file, ...argv], world);

describe('compare', () => {
  it('gives programs an outcome a plan, history first', async () => {
    const {stdout, stderr, exitCode} = await compare([
      '--plan',
      'early.json',
      '--plan',
      'never.json',
      '--what-if',
      'flag-off@10:30',
      '--json',
    ]);
    const [history, first, second, third, ...rest] = JSON.parse(stdout);
    expect(rest).toEqual([]);
    expect(history).toMatchObject({
      timeline: 'shop-bad-release',
      edits: [],
      impact: {versusHistory: 0},
      allClear: '2026-03-02T11:02:00+00:00',
    });
    expect(first.edits).toEqual([{op: 'add', mitigation: 'flag-off', at: '2026-03-02T10:10:00+00:00'}]);
    expect(first.impact.versusHistory).toBeLessThan(third.impact.versusHistory);
    expect(third.impact.versusHistory).toBeLessThan(0);
    expect(second).toMatchObject({allClear: null, windows: [{service: 'shop', endsAt: null}]});
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  });

  it('agrees with simulate about each of them', async () => {
    const [, one] = JSON.parse((await compare(['--plan', 'early.json', '--json'])).stdout);
    const {stdout} = await runCli(['simulate', file, '--plan', 'early.json', '--json'], {files: {'early.json': early}});
    expect(one).toMatchObject(JSON.parse(stdout));
  });

  it('sets people a column a plan', async () => {
    const {stdout} = await compare(['--plan', 'early.json', '--plan', 'never.json']);
    expect(stdout).toContain('A  history');
    expect(stdout).toMatch(/B {2}early\.json\n +throw flag-off at 10:10/);
    expect(stdout).toMatch(/user-minutes +110 M user-min +20\.0 M user-min +230 M user-min/);
    expect(stdout).toMatch(/all clear +11:02 +10:17 +never/);
    expect(stdout).toMatch(/Shop +10:06 - 11:02 +10:06 - 10:17 +10:06 - never/);
    expect(stdout).toMatch(/release\.back +11:00 +[\w:]+ +never/);
    expect(stdout).toMatch(/flag-off +10:15$/m);
  });

  it.each([
    {argv: [], says: 'there is no plan to compare', code: 2},
    {argv: ['--plan', 'nothing.json'], says: 'nothing.json cannot be read', code: 2},
    {argv: ['--what-if', 'flag-of@10:10'], says: 'no mitigation "flag-of"', code: 2},
  ])('$argv: $says', async ({argv, says, code}) => {
    const {exitCode, stdout, stderr} = await compare(argv);
    expect(stderr).toContain(says);
    expect(stdout).toBe('');
    expect(exitCode).toBe(code);
  });

  it('refuses a plan of another version of the timeline', async () => {
    const other = JSON.stringify({timeline: 'shop-bad-release', timelineHash: 'sha256:0', edits: []});
    const {exitCode, stderr} = await compare(['--plan', 'other.json'], {files: {'other.json': other}});
    expect(stderr).toContain('another version');
    expect(exitCode).toBe(1);
  });
});
