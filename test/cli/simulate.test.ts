import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {hashOf} from '../../src/cli/hash.js';
import {type Finished, runCli, type World} from '../helpers/run-cli.js';

const file = 'shop-bad-release.json';
const text = readFileSync(new URL(`../fixtures/cli/${file}`, import.meta.url), 'utf8');

const simulate = (argv: readonly string[], world?: World): Promise<Finished> => runCli(['simulate', file, ...argv], world);

async function outcome(argv: readonly string[], world?: World) {
  const {exitCode, stdout, stderr} = await simulate([...argv, '--json'], world);
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  return JSON.parse(stdout);
}

describe('simulate', () => {
  it('gives programs the outcome of history', async () => {
    const {runHash, ...rest} = await outcome([]);
    expect(runHash).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect({...rest, impact: {...rest.impact, userMinutes: Math.round(rest.impact.userMinutes / 1e6)}}).toEqual({
      timeline: 'shop-bad-release',
      timelineHash: hashOf(Buffer.from(text)),
      mode: 'reactive',
      seed: 1,
      edits: [],
      impact: {userMinutes: 110, versusHistory: 0, byService: {shop: 56}},
      windows: [{service: 'shop', status: 'major outage', startsAt: '2026-03-02T10:06:00+00:00', endsAt: '2026-03-02T11:02:00+00:00'}],
      actions: [
        {id: 'release.out', firedAt: '2026-03-02T10:05:00+00:00', origin: 'recorded'},
        {id: 'release.back', firedAt: '2026-03-02T11:00:00+00:00', origin: 'recorded'},
      ],
      band: null,
    });
  });

  it('throws a mitigation: it takes its lead time, and costs less', async () => {
    const {edits, actions, impact, windows} = await outcome(['--what-if', 'flag-off@10:10']);
    expect(edits).toEqual([{op: 'add', mitigation: 'flag-off', at: '2026-03-02T10:10:00+00:00'}]);
    expect(actions).toContainEqual({id: 'flag-off', firedAt: '2026-03-02T10:15:00+00:00', origin: 'edit'});
    expect(impact.versusHistory).toBeLessThan(0);
    expect(windows).toHaveLength(1);
  });

  it('leaves out and moves recorded actions; what never ends is null', async () => {
    const {edits, actions, windows} = await outcome(['--without', 'release.back']);
    expect(edits).toEqual([{op: 'remove', action: 'release.back'}]);
    expect(actions).toContainEqual({id: 'release.back', firedAt: null, origin: 'recorded'});
    expect(windows).toEqual([expect.objectContaining({service: 'shop', endsAt: null})]);
    const moved = await outcome(['--move', 'release.back@T+0:30']);
    expect(moved.actions).toContainEqual({id: 'release.back', firedAt: '2026-03-02T10:35:00+00:00', origin: 'recorded'});
  });

  it('takes several edits', async () => {
    const {edits} = await outcome(['--what-if', 'flag-off@10:10', '--what-if=flag-off-late@50%', '--without', 'release.back']);
    expect(edits).toHaveLength(3);
  });

  it('says in words what differs from history', async () => {
    const {stdout, exitCode} = await simulate([
      '--what-if',
      'flag-off@10:10',
      '--what-if',
      'flag-off-late@10:10',
      '--without',
      'release.back',
    ]);
    expect(stdout).toContain('WHAT-IF  3 changes  SIMULATED');
    expect(stdout).toMatch(/impaired users +[\d.]+ M user-min +history 110 M user-min +-[\d.]+ M user-min/);
    expect(stdout).toMatch(/Shop +major outage +10:06 +10:17 +11 min +differs from history/);
    expect(stdout).toMatch(/release\.back +never +recorded +history 11:00, left out/);
    expect(stdout).toMatch(/flag-off-late +never +added +needs shop\.err < 0\.01/);
    expect(exitCode).toBe(0);
    expect((await simulate([])).stdout).toContain('HISTORY  SIMULATED');
  });

  it.each([
    {argv: ['--what-if', 'flag-of@10:10'], says: 'no mitigation "flag-of"', and: 'Did you mean "flag-off"? Known: flag-off, flag-off-late'},
    {argv: ['--without', 'release.bak'], says: 'no recorded action "release.bak"', and: 'Did you mean "release.back"'},
    {argv: ['--what-if', 'flag-off'], says: 'a name and a time are needed', and: 'NAME@TIME'},
    {argv: ['--what-if', 'flag-off@'], says: 'a name and a time are needed', and: 'NAME@TIME'},
    {argv: ['--what-if', 'flag-off@9:59'], says: 'after the run ends', and: '10:00 to 12:00'},
    {argv: ['--what-if', 'flag-off@10:10', '--what-if', 'flag-off@10:20'], says: '"flag-off" is changed twice', and: ''},
    {argv: ['--without', 'release.back', '--move', 'release.back@10:20'], says: '"release.back" is changed twice', and: ''},
  ])('refuses $argv as wrong usage', async ({argv, says, and}) => {
    const {exitCode, stdout, stderr} = await simulate([...argv, '--json']);
    expect(stderr).toContain(says);
    expect(stderr).toContain(and);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  it('changes nothing in a plain record', async () => {
    const record = await runCli(['simulate', 'mail-record.json', '--json']);
    expect(JSON.parse(record.stdout).windows).toEqual([
      {service: 'mail', status: 'major outage', startsAt: '2025-12-31T23:30:00Z', endsAt: '2026-01-01T00:30:00Z'},
    ]);
    const {exitCode, stderr} = await runCli(['simulate', 'mail-record.json', '--what-if', 'x@T+0:10']);
    expect(stderr).toContain('has no model');
    expect(exitCode).toBe(2);
  });

  it('refuses an unusable timeline with its problems', async () => {
    const {exitCode, stdout, stderr} = await runCli(['simulate', '-', '--json'], {stdin: '{"schemaVersion": 1}'});
    expect(stderr).toContain('<stdin> is no usable timeline');
    expect(stdout).toBe('');
    expect(exitCode).toBe(1);
  });
});

describe('the hash of a run', () => {
  const hashWith = async (changed: string): Promise<string> =>
    JSON.parse((await runCli(['simulate', '-', '--json'], {stdin: changed})).stdout).runHash;

  it('is the same every time, and other for another plan or timeline', async () => {
    const {runHash} = await outcome([]);
    expect((await outcome([])).runHash).toBe(runHash);
    expect((await outcome(['--what-if', 'flag-off@10:10'])).runHash).not.toBe(runHash);
    expect(await hashWith(text.replace('"users": 2', '"users": 3'))).not.toBe(runHash);
  });

  it('does not depend on words, events, services or when T+0 is', async () => {
    const {model, incident, mitigations} = JSON.parse(text);
    const bare = {
      schemaVersion: 1,
      incident: {...incident, title: 'Other', startsAt: '2026-03-02T10:04:00Z'},
      events: [],
      mitigations,
      model,
    };
    expect(await hashWith(JSON.stringify(bare))).toBe((await outcome([])).runHash);
  });

  it('of history is the same by the clock', async () => {
    expect((await outcome(['--mode', 'clock'])).runHash).toBe((await outcome([])).runHash);
  });
});

describe('a plan file', () => {
  const plan = ['--what-if', 'flag-off@10:10', '--move', 'release.back@10:50'];

  it('is what simulate --json prints, and gives the same run', async () => {
    const made = await outcome(plan);
    const again = await outcome(['--plan', 'plan.json'], {files: {'plan.json': JSON.stringify(made)}});
    expect(again).toEqual(made);
    expect((await outcome(['--plan', '-'], {stdin: JSON.stringify(made.edits)})).runHash).toBe(made.runHash);
  });

  it('may say its times as people do, and options replace its edits', async () => {
    const edits = JSON.stringify([
      {op: 'add', mitigation: 'flag-off', at: 'T+0:05'},
      {op: 'remove', action: 'release.back'},
    ]);
    const made = await outcome(['--plan', 'p.json', '--move', 'release.back@10:50'], {files: {'p.json': edits}});
    expect(made.edits.map(({op}: {op: string}) => op)).toEqual(['add', 'move']);
  });

  it.each<{why: string; content: string; says: string}>([
    {why: 'another timeline', content: '{"timeline": "other", "edits": []}', says: 'is a plan for other, not for shop-bad-release'},
    {
      why: 'another version',
      content: '{"timeline": "shop-bad-release", "timelineHash": "sha256:0", "edits": []}',
      says: 'made for another version of shop-bad-release',
    },
    {why: 'no JSON', content: '{', says: 'p.json is not JSON'},
    {why: 'no plan', content: '{"edits": [{"op": "undo"}]}', says: 'edits.0.op'},
    {
      why: 'an unknown mitigation',
      content: '[{"op": "add", "mitigation": "pray", "at": "10:10"}]',
      says: 'p.json: edits[0]: shop-bad-release has no mitigation "pray"',
    },
    {
      why: 'a time outside the run',
      content: '[{"op": "move", "action": "release.back", "at": "2027-01-01T00:00:00Z"}]',
      says: 'p.json: edits[0]: ',
    },
  ])('of $why is refused with the reason', async ({content, says}) => {
    const {exitCode, stdout, stderr} = await simulate(['--plan', 'p.json'], {files: {'p.json': content}});
    expect(stderr).toContain(says);
    expect(stdout).toBe('');
    expect(exitCode).toBe(1);
  });

  it('that is not there is wrong usage', async () => {
    expect((await simulate(['--plan', 'gone.json'])).exitCode).toBe(2);
  });
});

describe('an assertion', () => {
  it.each([
    'shop.endsAt <= 11:02',
    'shop.endsAt < T+1:00',
    'shop.startsAt >= 10:06',
    'shop.minutes == 56',
    'shop.minutes<1e2',
    'search.never',
    'search.endsAt < 10:00',
    'search.startsAt > 12:00',
    'search.minutes == 0',
    'release.back.firedAt == 2026-03-02T11:00:00Z',
    'impact.userMinutes < 120e6',
    'impact.userMinutes < 120_000_000',
    'impact.versusHistory <= 0',
    'impact.versusHistory > -1',
  ])('%s holds in history', async expression => {
    const {exitCode, stderr} = await simulate(['--assert', expression]);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  });

  it.each([
    {expression: 'shop.endsAt < 11:02', actual: 'it was 11:02, T+0:57:00'},
    {expression: 'shop.never', actual: 'it was 10:06 to 11:02'},
    {expression: 'impact.versusHistory < 0', actual: 'it was 0'},
    {expression: 'shop.minutes != 56', actual: 'it was 56'},
    {expression: 'release.back.never', actual: 'it was done at 11:00'},
  ])('$expression does not: exit code 1, with what it was', async ({expression, actual}) => {
    const {exitCode, stdout, stderr} = await simulate(['--assert', 'search.never', '--assert', expression, '--json']);
    expect(stderr).toBe(`does not hold: ${expression}   (${actual})\n`);
    expect(JSON.parse(stdout).timeline).toBe('shop-bad-release');
    expect(exitCode).toBe(1);
  });

  it('takes what never happens as later than any time', async () => {
    const never = ['--without', 'release.back'];
    expect((await simulate([...never, '--assert', 'shop.endsAt > 12:00', '--assert', 'release.back.never'])).exitCode).toBe(0);
    const {exitCode, stderr} = await simulate([...never, '--assert', 'release.back.firedAt < 12:00']);
    expect(stderr).toContain('it was never: left out');
    expect(exitCode).toBe(1);
  });

  it.each([
    {expression: 'shop', says: 'does not end in one of'},
    {expression: 'shop.endsAt', says: 'compares nothing'},
    {expression: 'shop.never < 3', says: 'compared with nothing'},
    {expression: 'shop.minutes < soon', says: '"soon" is not a number'},
    {expression: 'shop.endsAt < soon', says: '"soon" is not a time'},
    {expression: 'shp.endsAt < 11:00', says: 'Did you mean "shop"'},
    {expression: 'shop.firedAt < 11:00', says: 'nothing called "shop" has ".firedAt"'},
    {expression: 'impact.userMinutes <', says: 'does not end in one of'},
  ])('that cannot be read is wrong usage: $expression', async ({expression, says}) => {
    const {exitCode, stdout, stderr} = await simulate(['--assert', expression]);
    expect(stderr).toContain(says);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });
});
