import process from 'node:process';
import {describe, expect, it} from 'vitest';
import {type Finished, runCli, type World} from '../helpers/run-cli.js';

const race = (line = '', world?: World): Promise<Finished> => runCli(['race', ...line.split(' ').filter(word => word !== '')], world);

async function document(line: string) {
  const {stdout, stderr, exitCode} = await race(`${line} --json`);
  expect(stderr).toBe('');
  return {exitCode, ...JSON.parse(stdout)};
}

const fields = 'states edges depth neverEmpty noRegress doomed dead doomedStates levels edgeSum seconds'.split(' ');

describe('race --json', () => {
  it('has the numbers of the check and the shortest story, and nothing else', async () => {
    const {stdout, exitCode} = await race('--json');
    const found = JSON.parse(stdout);
    expect(Object.keys(found)).toEqual([...fields, 'trace']);
    expect(found).toMatchObject({states: 7717, edges: 24_549, depth: 23, neverEmpty: 10, noRegress: 8, doomed: 10, dead: 17});
    expect(found).toMatchObject({doomedStates: 378, edgeSum: 3_696_400});
    expect(found.levels).toHaveLength(24);
    expect(found.seconds).toBeGreaterThan(0);
    expect(found.trace).toHaveLength(10);
    expect(found.trace[9]).toMatchObject({step: 10, actor: 'E2', label: 'E2 Clean: deletes 1 and 2', badges: ['EMPTY']});
    expect(exitCode).toBe(1);
  });

  it('has no story where everything holds', async () => {
    const {stdout, exitCode} = await race('--protect fence --json');
    expect(Object.keys(JSON.parse(stdout))).toEqual(fields);
    expect(JSON.parse(stdout)).toMatchObject({states: 4757, neverEmpty: null, noRegress: null, doomed: null, dead: null, doomedStates: 0});
    expect(exitCode).toBe(0);
  });

  it.each([
    {line: '--enactors 2 --plans 4 --endpoints 2 --age 2 --protect lease,expire', states: 2924},
    {line: '--enactors 2 --endpoints 2 --protect lease+expire+fence', states: 1573},
    {line: '--enactors 2 --plans 5 --protect none', states: 1524},
    {line: '--protect fence,guard,heal', states: 4757},
    {line: '--enactors 5 --symmetry', states: 19_943},
  ])('$line: $states situations', async ({line, states}) => {
    expect((await document(line)).states).toBe(states);
  });
});

describe('race in words', () => {
  it('says HOLDS or BROKEN, and tells the shortest story', async () => {
    for (const [line, world] of [
      ['', {}],
      ['--check', {isTTY: true}],
    ] as const) {
      const {stdout, exitCode} = await race(line, world);
      expect(stdout).toContain('THE DNS RACE  3 enactors, 4 plans, 1 endpoint, clean-up age 2; protections: none');
      expect(stdout).toContain('SIMULATED');
      expect(stdout).toContain('7,717 different situations, 24,549 steps between them');
      expect(stdout).toMatch(/always resolves +BROKEN +shortest story: 10 steps/);
      expect(stdout).toMatch(/never goes backwards +BROKEN +shortest story: 8 steps/);
      expect(stdout).toMatch(/can always recover +BROKEN +378 situations have no way back/);
      expect(stdout).toContain(' 10  E2 Clean: deletes 1 and 2   EMPTY');
      expect(exitCode).toBe(1);
    }
  });

  it('says of what holds that it is no proof for every size', async () => {
    const {stdout, stderr, exitCode} = await race('--protect fence');
    expect(stdout.match(/HOLDS/g)).toHaveLength(4);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'in all 4,757 situations of this size (3 enactors, 4 plans, 1 endpoint). This is not a proof for every size.',
    );
    expect(stdout).not.toContain('STORY');
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  });

  it.each([
    {line: '--age 3', says: 'It takes 5 plans.'},
    {line: '--enactors 1', says: 'nobody to race with'},
    {line: '--protect hold', says: 'Nobody holds plan 2 any more, because its enactor has already written it.'},
    {line: '--protect lease,crash', says: 'SHORTEST STORY against "can always recover"'},
    {line: '--protect skip', says: 'SHORTEST STORY against "never goes backwards"'},
    {line: '--symmetry', says: 'what differs in their names only counts once'},
  ])('$line says: $says', async ({line, says}) => {
    expect((await race(line)).stdout.replace(/\s+/g, ' ')).toContain(says);
  });

  it.each([60, 80, 200])('fits into %i columns', async columns => {
    const {stdout} = await race('--protect recheck,crash --endpoints 2 --enactors 2', {columns, isTTY: true});
    const tooWide = stdout.split('\n').filter(line => line.length > columns && !/^THE DNS RACE|^ *\d+ {2}E\d/.test(line));
    expect(tooWide).toEqual([]);
  });
});

describe('race refuses', () => {
  it.each([
    {line: '--enactors 0', says: '--enactors takes a whole number from 1 to 12', and: 'The default is 3'},
    {line: '--plans 1.5', says: '--plans takes a whole number from 1 to 16', and: 'The default is 4'},
    {line: '--endpoints 9', says: '--endpoints takes a whole number from 1 to 8', and: ''},
    {line: '--age x', says: '--age takes a number', and: '--help'},
    {line: '--protect seatbelt', says: '"seatbelt" is no protection', and: 'Known: none, recheck, fence, skip, early, hold, passed'},
    {line: '--protect fence --protect skip', says: '--protect is given more than once', and: ''},
    {line: '--symmetry --protect lease', says: '--symmetry cannot go with lease', and: ''},
    {line: '--enactors 6 --plans 6 --endpoints 2', says: 'million situations, some', and: '--symmetry'},
    {line: '--enactors 12 --plans 16 --endpoints 8 --symmetry', says: 'this size comes to', and: 'Take fewer'},
    {line: 'now', says: '"now" is one argument too many', and: ''},
  ])('$line: $says', async ({line, says, and}) => {
    const {exitCode, stdout, stderr} = await race(line);
    expect(stderr).toContain(says);
    expect(stderr).toContain(and);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });
});

describe('a big check', () => {
  it('says so beforehand and shows how far it is, and Ctrl-C ends it without a verdict', async () => {
    const listeners = process.listeners('SIGINT');
    const running = race('--enactors 4 --plans 6 --endpoints 2', {isTTY: true});
    await expect.poll(() => process.listeners('SIGINT').length, {timeout: 15_000}).toBe(listeners.length + 1);
    process.listeners('SIGINT').find(each => !listeners.includes(each))?.('SIGINT');
    const {exitCode, stdout, stderr} = await running;
    expect(exitCode).toBe(130);
    expect(stdout).toBe('');
    expect(stderr).toContain('race: about 8.5 M situations to look at');
    expect(stderr).toContain('interrupted');
    expect(process.listeners('SIGINT')).toEqual(listeners);
  });
});

describe('race --at', () => {
  const outage = '3-4-1-2-none-4114422212-mb';

  it('without a terminal prints the position as lines', async () => {
    const {stdout, stderr, exitCode} = await race(`--at ${outage}`);
    expect(stdout).toContain('checker: BROKEN');
    expect([stderr, exitCode]).toEqual(['', 0]);
    for (const words of [
      'RACE LAB',
      'SIMULATED',
      'plan 2 DELETED',
      '<- LIVE',
      'EMPTY: plan 2 is gone',
      '2  E2 pick',
      'E1            P  C....',
    ])
      expect(stdout).toContain(words);
    expect(stdout).not.toContain('\u001B');
    expect(Math.max(...stdout.split('\n').map(line => line.length))).toBeLessThanOrEqual(100);
  });

  it.each([
    {line: '--at hello', says: 'is no position'},
    {line: `--at ${outage} --check`, says: '--at opens the lab; --check and --json check a world.'},
    {line: `--at ${outage} --json`, says: '--at opens the lab; --check and --json check a world.'},
    {line: `--at ${outage} --protect fence`, says: 'names another world than the other options'},
  ])('$line is wrong usage', async ({line, says}) => {
    const {stdout, stderr, exitCode} = await race(line);
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr).toContain(says);
  });
});
