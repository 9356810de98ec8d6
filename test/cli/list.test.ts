import {describe, expect, it} from 'vitest';
import {runCli} from '../helpers/run-cli.js';

const timelines = new URL('../fixtures/cli', import.meta.url).pathname;

describe('list', () => {
  it('says of each incident what there is', async () => {
    const {exitCode, stdout} = await runCli(['list'], {timelines});
    expect(stdout).toContain('shop-bad-release   Paper Plane');
    expect(stdout).toContain('2 Mar 2026 · 1 h 25 min · 3 events · 2 services · modelled, fidelity not measured');
    expect(stdout).toContain('31 Dec 2025 - 1 Jan 2026 · 1 h 30 min · 2 events · 1 service · record only');
    expect(exitCode).toBe(0);
  });

  it('gives programs an array', async () => {
    const {exitCode, stdout} = await runCli(['list', '--json'], {timelines});
    expect(JSON.parse(stdout)).toContainEqual({
      id: 'shop-bad-release',
      title: 'A bad release takes the shop down',
      codeName: 'Paper Plane',
      date: '2026-03-02T10:05:00+00:00',
      lengthMinutes: 85,
      events: 3,
      services: 2,
      modelled: true,
      fidelity: null,
    });
    expect(exitCode).toBe(0);
  });
});
