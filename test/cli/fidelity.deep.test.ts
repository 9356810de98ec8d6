import {describe, expect, it} from 'vitest';
import {runCli} from '../helpers/run-cli.js';

describe('fidelity', () => {
  it('gives programs every edge and the summary', async () => {
    const {exitCode, stdout, stderr} = await runCli(['fidelity', '--json']);
    expect({exitCode, stderr}).toEqual({exitCode: 0, stderr: ''});
    const {edges, summary, ...rest} = JSON.parse(stdout);
    expect(rest).toEqual({});
    expect(edges.length).toBeGreaterThanOrEqual(38);
    expect(edges).toContainEqual({
      id: 'dynamodb.end',
      service: 'dynamodb',
      edge: 'end',
      publishedAt: '2025-10-20T02:40:00-07:00',
      simulatedAt: '2025-10-20T02:39:15-07:00',
      errorMinutes: -0.75,
      class: 'predicted',
      parameter: null,
      source: 'pes, w1, w2, w3, w4',
      confidence: 'official',
    });
    expect(Object.keys(summary)).toEqual(['predicted', 'fitted', 'input', 'unreachable']);
    for (const {n, meanAbsError, maxAbsError} of Object.values<Record<string, number>>(summary)) {
      expect(n).toBeGreaterThan(0);
      expect(maxAbsError).toBeGreaterThanOrEqual(meanAbsError as number);
    }
  });

  it('tells people what each class is worth, and every edge with both times', async () => {
    const {exitCode, stdout} = await runCli(['fidelity'], {columns: 120});
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/predicted +\d+ +1\.\d min +\d+\.\d min +no parameter was fitted to them: the only evidence/);
    expect(stdout).toMatch(/T\+2:52 +dynamodb\.end +02:40 +02:39 +-0\.8 min +official/);
    expect(stdout).toMatch(/sts-second\.start +08:31 +08:31 .* stsUtil/);
    expect(stdout).toContain('NOT WHOLE');
  });

  it.each(['shop-bad-release.json', 'mail-record.json'])('%s: says so when there is nothing to measure', async file => {
    const people = await runCli(['fidelity', file]);
    expect(people.stdout).toContain('No published window of this timeline can be measured');
    const programs = await runCli(['fidelity', file, '--json']);
    expect(JSON.parse(programs.stdout).edges).toEqual([]);
    expect(people.exitCode + programs.exitCode).toBe(0);
  });
});

describe('simulate --band', () => {
  it('says what a plan comes to in every world', async () => {
    const {exitCode, stdout} = await runCli(['simulate', '--what-if', 'nlb-failover-off@06:52', '--band', '--json']);
    expect(exitCode).toBe(0);
    const {band, impact} = JSON.parse(stdout);
    expect(band).toEqual({worlds: 50, userMinutes: [expect.any(Number), expect.any(Number), expect.any(Number)], signStable: true});
    expect(band.userMinutes[0]).toBeLessThan(impact.userMinutes);
    expect(band.userMinutes[2]).toBeGreaterThan(impact.userMinutes);
  });

  it('says in words where the sign is a guess', async () => {
    const {stdout} = await runCli(['simulate', '--without', 'dwfm.throttle', '--band'], {columns: 120});
    expect(stdout).toMatch(/BAND: p10, p50, p90 of 50 worlds/);
    expect(stdout).toContain('SIGN NOT CERTAIN');
  });

  it('is null where it is not asked for, and where a timeline has no worlds', async () => {
    const asked = await runCli(['simulate', 'shop-bad-release.json', '--band', '--json']);
    const not = await runCli(['simulate', 'shop-bad-release.json', '--json']);
    expect([JSON.parse(asked.stdout).band, JSON.parse(not.stdout).band]).toEqual([null, null]);
    expect((await runCli(['simulate', 'shop-bad-release.json', '--band'])).stdout).toContain('this timeline has no other worlds');
  });

  it('is of people who react, not of the clock', async () => {
    const {exitCode, stderr} = await runCli(['simulate', '--band', '--mode', 'clock']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Leave --mode clock out');
  });
});

describe('list', () => {
  it('says how far each incident can be trusted', async () => {
    const people = await runCli(['list']);
    expect(people.stdout).toMatch(/modelled, \d+ published edges predicted to 1\.\d min on average/);
    const programs = await runCli(['list', '--json']);
    const flagship = JSON.parse(programs.stdout).find(({id}: {id: string}) => id === 'aws-us-east-1-2025-10-20');
    expect(flagship.fidelity.predicted.n).toBeGreaterThanOrEqual(18);
  });
});
