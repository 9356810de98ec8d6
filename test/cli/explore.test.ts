import {readFileSync} from 'node:fs';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import {type Finished, runCli, type World} from '../helpers/run-cli.js';

const file = 'shop-bad-release.json';
const shopText = readFileSync(new URL(`../fixtures/cli/${file}`, import.meta.url), 'utf8');
/** The same with a cue for one of its mitigations. */
const cuedText = shopText.replace(
  '"leadMinutes": 5,',
  '"leadMinutes": 5, "cue": {"signal": "shop.err", "op": ">=", "value": 0.5, "forMinutes": 3},',
);
const files = {'cued.json': cuedText};
const explore = (argv: readonly string[], world: World = {files}): Promise<Finished> => runCli(['explore', ...argv], world);

async function found(argv: readonly string[], world?: World) {
  const {exitCode, stdout, stderr} = await explore([...argv, '--json'], world);
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  return JSON.parse(stdout);
}
/** A result without the time it took. */
const {parse} = JSON;
const timeless = ({seconds: _seconds, ...rest}: Record<string, unknown>) => rest;

describe('explore', () => {
  it('finds the best plan, the smallest that suffices and how long each mitigation helps', async () => {
    const {best, smallestSufficient, latestUseful, evaluated, seed, shards, timeline, stoppedEarly, history} = await found([
      file,
      '--budget',
      '300',
    ]);
    expect({timeline, evaluated, seed, shards, stoppedEarly}).toEqual({
      timeline: 'shop-bad-release',
      evaluated: 300,
      seed: 1,
      shards: ['1/1'],
      stoppedEarly: false,
    });
    expect(best[0].edits).toEqual([expect.objectContaining({op: 'add', mitigation: 'flag-off'})]);
    expect(best[0].versusHistory).toBeCloseTo(best[0].userMinutes - history.userMinutes, 3);
    expect(best[0].userMinutes).toBeLessThan(0.05 * history.userMinutes);
    expect(smallestSufficient[0].edits).toHaveLength(1);
    expect(latestUseful).toEqual([
      expect.objectContaining({mitigation: 'flag-off', at: '2026-03-02T10:54:00+00:00'}),
      {
        mitigation: 'flag-off-late',
        at: expect.anything(),
        gainMinutes: expect.anything(),
        bestAt: expect.anything(),
        bestGainMinutes: expect.anything(),
      },
    ]);
  });

  it('a plan that was found can be simulated, and costs what it says', async () => {
    const {best} = await found([file, '--find', 'best', '--budget', '200']);
    const {stdout} = await runCli(['simulate', file, '--plan', 'best.json', '--json'], {files: {'best.json': JSON.stringify(best[0])}});
    expect(parse(stdout).impact.userMinutes).toBe(best[0].userMinutes);
    expect(parse(stdout).edits).toEqual(best[0].edits);
  });

  it('without hindsight throws nothing before its cue has been seen', async () => {
    const {best, hindsight} = await found(['cued.json', '--no-hindsight', '--find', 'best', '--budget', '200']);
    expect(hindsight).toBe(false);
    expect(best).toHaveLength(1);
    expect(best[0].edits).toEqual([{op: 'add', mitigation: 'flag-off', at: '2026-03-02T10:09:00+00:00'}]);
  });

  it('says the same in words', async () => {
    const {stdout, exitCode} = await explore([file, '--budget', '200']);
    expect(stdout).toContain('SIMULATED  200 plans of at most 3 actions, with hindsight, seed 1');
    expect(stdout).toMatch(/BEST PLANS, nothing before 10:00\n {2}0 user-min \(-100 %\), all clear 10:00\n {6}throw flag-off at 10:00/);
    expect(stdout).toMatch(/SMALLEST SETS that keep it at or below [\d.]+ M user-min/);
    expect(stdout).toMatch(/flag-off +10:54/);
    expect(exitCode).toBe(0);
    expect((await explore([file, '--find', 'latest'])).stdout).not.toContain('BEST PLANS');
  });

  it('takes a bound in user-minutes, and says when nothing keeps it', async () => {
    const {smallestSufficient, under} = await found([file, '--find', 'sufficient', '--under', '2', '--from', '10:30']);
    expect(under).toBe(2);
    expect(smallestSufficient).toEqual([]);
  });

  it('nothing is thrown before the first moment', async () => {
    const {best, smallestSufficient} = await found([file, '--from', '10:30', '--budget', '200', '--under', '0.9']);
    for (const {edits} of [...best, ...smallestSufficient]) for (const {at} of edits) expect(at >= '2026-03-02T10:30').toBe(true);
    expect(best.length).toBeGreaterThan(0);
    expect(smallestSufficient.length).toBeGreaterThan(0);
  });

  it.each([
    {argv: [file, '--budget', '-1'], says: '--budget takes a whole number from 0 up'},
    {argv: [file, '--max-actions', '0'], says: '--max-actions takes a whole number from 1 up'},
    {argv: [file, '--shard', '3/2'], says: '--shard 3/2 is no part of a whole'},
    {argv: [file, '--shard', 'x'], says: '2/8'},
    {argv: [file, '--seed', '1.5'], says: '--seed takes a whole number'},
    {argv: [file, '--under', '-1'], says: '--under takes a number from 0 up'},
    {argv: [file, '--from', 'soon'], says: 'not a time'},
    {argv: [file, '--find', 'gold'], says: '--find is one of best, sufficient, latest'},
    {argv: [file, 'more.json'], says: '"more.json" is one argument too many'},
    {argv: [file, '--no-hindsight'], says: 'has no mitigation with a cue'},
    {argv: ['mail-record.json'], says: 'has no model'},
    {argv: ['merge'], says: 'files are missing'},
  ])('$argv: $says', async ({argv, says}) => {
    const {exitCode, stdout, stderr} = await explore(argv);
    expect(stderr).toContain(says);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  it('Ctrl-C ends it with what was found until then', async () => {
    const listeners = process.listeners('SIGINT');
    const running = explore([file, '--budget', '1000000', '--find', 'best', '--json']);
    await expect.poll(() => process.listeners('SIGINT').length).toBe(listeners.length + 1);
    process.listeners('SIGINT').find(each => !listeners.includes(each))?.('SIGINT');
    const {exitCode, stdout} = await running;
    expect(exitCode).toBe(130);
    expect(parse(stdout)).toMatchObject({timeline: 'shop-bad-release', stoppedEarly: true});
    expect(parse(stdout).evaluated).toBeLessThan(1_000_000);
    expect(process.listeners('SIGINT')).toEqual(listeners);
  });
});

describe('shards', () => {
  const options = ['--budget', '1000', '--seed', '3'];
  const shard = async (part: string, world?: World) => (await explore(['cued.json', ...options, '--shard', part, '--json'], world)).stdout;

  it('merged are the whole, in any order and in any grouping', async () => {
    const whole = await found(['cued.json', ...options]);
    const parts = {'1.json': await shard('1/3'), '2.json': await shard('2/3'), '3.json': await shard('3/3')};
    const merge = (...names: readonly string[]) => found(['merge', ...names], {files: parts});
    const merged = await merge('1.json', '2.json', '3.json');
    expect(timeless({...merged, shards: whole.shards})).toEqual(timeless(whole));
    expect(timeless(await merge('3.json', '1.json', '2.json'))).toEqual(timeless(merged));
    const two = JSON.stringify(await merge('3.json', '2.json'));
    expect(timeless(await found(['merge', '1.json', 'two.json'], {files: {...parts, 'two.json': two}}))).toEqual(timeless(merged));
    expect(merged.shards).toEqual(['1/3', '2/3', '3/3']);
    expect((await explore(['merge', '2.json', '1.json'], {files: parts})).stdout).toContain('shards 1/3 2/3');
  });

  it('the same part is the same every time', async () => {
    expect(timeless(parse(await shard('2/3')))).toEqual(timeless(parse(await shard('2/3'))));
  });

  it.each([
    {what: 'not JSON', text: 'no', says: 'is not JSON'},
    {what: 'something else', text: '{}', says: 'is no exploration: timeline'},
  ])('$what is refused', async ({text, says}) => {
    const {exitCode, stderr} = await explore(['merge', 'x.json'], {files: {'x.json': text}});
    expect(stderr).toContain(says);
    expect(exitCode).toBe(1);
  });

  it('parts of different explorations are refused, and a part that comes twice', async () => {
    const one = await shard('1/3');
    const other = (await explore(['cued.json', '--budget', '300', '--seed', '3', '--shard', '2/3', '--json'])).stdout;
    const {stderr, exitCode} = await explore(['merge', 'one.json', 'other.json'], {files: {'one.json': one, 'other.json': other}});
    expect(stderr).toContain('its budget is another');
    expect(exitCode).toBe(1);
    const twice = await explore(['merge', 'one.json', 'again.json'], {files: {'one.json': one, 'again.json': one}});
    expect(twice.stderr).toContain('one.json and again.json are both shard 1/3');
    expect(twice.exitCode).toBe(1);
  });
});
