import {spawn} from 'node:child_process';
import process from 'node:process';
import {describe, expect, it} from 'vitest';

type Ended = {readonly exitCode: number | null; readonly stdout: string; readonly stderr: string};

/** The real program without a terminal; `onOutput` sees what it says on stderr as it comes. */
function run(args: readonly string[], onStart?: (pid: number) => void): Promise<Ended> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, ['bin/incident-replay.js', ...args], {stdio: ['ignore', 'pipe', 'pipe']});
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', text => {
      stdout += text;
    });
    child.stderr.on('data', text => {
      stderr += text;
    });
    child.on('close', exitCode => resolve({exitCode, stdout, stderr}));
    onStart?.(child.pid ?? 0);
  });
}

const search = ['explore', '--find', 'best', '--budget', '40', '--seed', '7', '--json'];
const without = (text: string): unknown => ({...(JSON.parse(text) as object), seconds: 0});

describe('explore on every core', () => {
  it('finds the same in every process', async () => {
    const [one, other] = [await run(search), await run(search)];
    expect(one.exitCode).toBe(0);
    expect(without(other.stdout)).toEqual(without(one.stdout));
    expect((JSON.parse(one.stdout) as {evaluated: number}).evaluated).toBeGreaterThan(0);
  });
});

describe('a run', () => {
  it('has the same hash in three processes, whatever their time zone', async () => {
    const hashes = [];
    for (const timeZone of ['UTC', 'Asia/Kolkata', 'America/St_Johns']) {
      const before = process.env.TZ;
      process.env.TZ = timeZone;
      const {stdout} = await run(['simulate', '--json', '--what-if', 'nlb-failover-off@06:52']);
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
      hashes.push((JSON.parse(stdout) as {runHash: string}).runHash);
    }
    expect(new Set(hashes).size).toBe(1);
    expect(hashes[0]).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});
