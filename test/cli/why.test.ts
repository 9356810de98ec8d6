import {describe, expect, it} from 'vitest';
import {type Finished, runCli, type World} from '../helpers/run-cli.js';

const shop = 'shop-bad-release.json';
const why = (argv: readonly string[], world?: World): Promise<Finished> => runCli(['why', ...argv], world);

async function answer(argv: readonly string[]) {
  const {exitCode, stdout, stderr} = await why([...argv, '--json']);
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  return JSON.parse(stdout);
}

describe('why', () => {
  it('gives programs the chain, nearest first', async () => {
    expect(await answer(['shop', '--timeline', shop, '--at', '10:30'])).toEqual({
      service: 'shop',
      at: '2026-03-02T10:30:00+00:00',
      status: 'major outage',
      since: '2026-03-02T10:06:00+00:00',
      chain: [
        {
          kind: 'component',
          id: 'release',
          at: '2026-03-02T10:05:00+00:00',
          text: 'release: 100 % (how far it is on, 0 to 1), since 10:05',
          necessary: true,
          without: 'operational',
          removes: ['release'],
          event: null,
          confidence: null,
        },
        {
          kind: 'action',
          id: 'release.out',
          at: '2026-03-02T10:05:00+00:00',
          text: 'release: "on" ordered at 10:05',
          necessary: true,
          without: 'operational',
          removes: ['release.out'],
          event: 'E1',
          confidence: 'official',
        },
      ],
    });
  });

  it('explains the flagship when no timeline is named', async () => {
    const {chain, ...rest} = await answer(['ec2', '--at', '02:31']);
    expect(rest).toMatchObject({service: 'ec2', at: '2025-10-20T02:31:00-07:00', status: 'major outage'});
    expect(chain.map(({kind, id}: {kind: string; id: string}) => `${kind} ${id}`)).toEqual([
      'component dwfm',
      'component ddb',
      'component dns',
      'fault dns.enactor-delay',
    ]);
  });

  it('says it to people: the status, each link with its proof and the record, nothing wider than the terminal', async () => {
    const {exitCode, stdout, stderr} = await why(['ec2', '--at', '02:31'], {columns: 80});
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain('EC2 launches: major outage at 02:31 (T+2:43), since 23:48');
    expect(stdout).toMatch(
      /● DWFM leases: \d+ % held, since 23:4\d\n {6}without it: partial outage\n {6}FACT 23:48 DWFM state checks begin to fail \(official\)/,
    );
    expect(Math.max(...stdout.split('\n').map(line => line.length))).toBeLessThanOrEqual(80);
  });

  it('marks what made no difference, and what kept worse away', async () => {
    expect((await why(['connect', '--at', '00:30'])).stdout).toMatch(/○ Lambda: .*\n +without it: major outage all the same/);
    expect((await why(['nlb', '--at', '08:00'])).stdout).toMatch(/● EC2 launches: .*\n +without it: major outage, which is worse/);
  });

  it.each([
    {argv: ['shop', '--at', '10:00'], says: 'Shop: operational at 10:00'},
    {argv: ['search', '--at', '10:30'], says: 'Search: operational at 10:30'},
  ])('says that there is nothing to explain: $says', async ({argv, says}) => {
    const {exitCode, stdout} = await why([...argv, '--timeline', shop]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(says);
    expect(stdout).toContain('There is nothing to explain.');
    expect(await answer([...argv, '--timeline', shop])).toMatchObject({status: 'operational', chain: []});
  });

  it('answers for a what-if, from options and from a plan file', async () => {
    const asked = ['shop', '--timeline', shop, '--at', '11:20'];
    expect(await answer(asked)).toMatchObject({status: 'operational'});
    const {status, chain} = await answer([...asked, '--without', 'release.back']);
    expect([status, chain.at(-1).id]).toEqual(['major outage', 'release.out']);
    expect((await why([...asked, '--without', 'release.back'])).stdout).toMatch(/WHAT-IF {2}1 change[\s\S]*leave out release\.back/);
    expect(await answer(['shop', '--timeline', shop, '--at', '10:30', '--what-if', 'flag-off@10:10'])).toMatchObject({
      status: 'operational',
    });
    expect(await answer(['shop', '--timeline', shop, '--at', '10:07', '--move', 'release.out@10:20'])).toMatchObject({
      status: 'operational',
    });
  });

  it('takes a timeline from stdin', async () => {
    const {readFileSync} = await import('node:fs');
    const stdin = readFileSync(new URL(`../fixtures/cli/${shop}`, import.meta.url), 'utf8');
    const {exitCode, stdout} = await why(['shop', '--timeline', '-', '--at', '10:30'], {stdin});
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Shop: major outage at 10:30');
  });

  it.each([
    {argv: ['dynamo', '--at', '02:31'], says: 'Did you mean "dynamodb"?'},
    {argv: ['aws-edge', '--at', '02:31'], says: 'aws-edge is in the record only'},
    {argv: ['ec2'], says: '--at is missing'},
    {argv: [], says: '<service> is missing'},
    {argv: ['ec2', '--at', 'noon'], says: '"noon" is not a time of this incident'},
    {argv: ['ec2', '--at', '02:31', '--what-if', 'nothing@02:00'], says: 'has no mitigation "nothing"'},
    {argv: ['mail', '--timeline', 'mail-record.json', '--at', '50%'], says: 'mail-record has no model'},
    {argv: ['ec2', '--timeline', 'nowhere.json', '--at', '02:31'], says: 'nowhere.json cannot be read'},
  ])('refuses what cannot be asked: $says', async ({argv, says}) => {
    const {exitCode, stdout, stderr} = await why(argv);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(says);
  });
});
