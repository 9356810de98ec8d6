// Benchmarks of parts of the program, without a terminal.
import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {availableParallelism, tmpdir} from 'node:os';
import {join} from 'node:path';
import {median, program, root} from './terminal.mjs';

const node = process.execPath;
const flagship = 'timelines/aws-us-east-1-2025-10-20.json';

/** Bundles a fixture of the program in a folder and runs it once for each list of arguments; it prints one JSON object. */
export function measured(fixture, runs, cwd = root) {
  const folder = mkdtempSync(join(tmpdir(), 'incident-replay-bench-'));
  try {
    execFileSync(node, ['scripts/build.mjs', `test/fixtures/${fixture}`, folder], {cwd, stdio: ['ignore', 'ignore', 'ignore']});
    writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
    const file = join(folder, fixture.replace(/\.tsx?$/, '.js'));
    return runs.map(args => JSON.parse(execFileSync(node, ['--expose-gc', file, ...args], {cwd, encoding: 'utf8'})));
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

/** Every cell of every frame changes, the most that can happen. */
export function* frame() {
  const limitOf = {'80x24': 1, '120x40': 2, '200x60': 4};
  const sizes = Object.keys(limitOf);
  const results = measured(
    'line-frames.ts',
    sizes.map(size => size.split('x')),
  );
  for (const [index, size] of sizes.entries()) yield {...results[index], limitCpuMs: limitOf[size]};
}

/** Twenty thousand frames of the flagship on all its screens: what is held at the end, against what was held early on. */
export const heap = () => measured('heap.ts', [[flagship]]).map(result => ({...result, limitGrowthMb: 2}));

/** The whole flagship once more, every row, and with a mitigation thrown at forty different moments. */
export const night = () => measured('night.ts', [[flagship]]).map(result => ({...result, limitThrownMs: 25}));

/** Ten thousand plans at steps of 30 s, on all cores, as the program does it. */
export function* search() {
  const cores = availableParallelism();
  for (const [what, ...options] of [['with hindsight'], ['without', '--no-hindsight']]) {
    const args = [program, 'explore', '--find', 'best', '--budget', '10000', '--json', ...options];
    const {evaluated, seconds, best} = JSON.parse(execFileSync(node, args, {cwd: root, encoding: 'utf8', maxBuffer: 1e8}));
    const perSecond = Math.round(evaluated / seconds);
    yield {what, cores, plans: evaluated, seconds, perSecond, bestUserMinutes: Math.round(best[0].userMinutes), limitSecondsOnTwoCores: 60};
  }
}

/** A key and its frame on the Record screen and in its filter, with 100,000 events, a million, and a million of 5,000 services. */
export const record = () =>
  measured('record.ts', [['100000'], ['1000000'], ['1000000', '5000']]).map(result => ({
    ...result,
    limitMs: result.events >= 1_000_000 ? 50 : 30,
  }));

/** The exhaustive check of the race: the default size from cold, a large one, and the command from start to printed result. */
export function* race() {
  const sizes = [
    [3, 4, 1, 2],
    [4, 5, 2, 2],
  ];
  const limits = {limitColdMs: 150, limitStatesPerSecond: 600_000, limitBytesPerState: 100};
  const results = measured('race.ts', sizes);
  for (const [index, size] of sizes.entries()) yield {size: size.join(','), ...results[index], ...limits};
  const runs = Array.from({length: 10}, () => {
    const startMs = performance.now();
    const {stdout} = spawnSync(node, [program, 'race', '--json'], {cwd: root, encoding: 'utf8'});
    return {waitMs: Math.round(performance.now() - startMs), checkMs: Math.round(JSON.parse(stdout).seconds * 1000)};
  });
  yield {what: 'start to printed result', medianMs: median(runs.map(({waitMs}) => waitMs))};
  yield {what: 'the check in it', medianMs: median(runs.map(({checkMs}) => checkMs))};
}

/** A thousand whole drills of the flagship, alone, by a bot that looks and orders, one after the other. */
export const drills = () => measured('drills.ts', [[flagship, 'closed-loop', '30', '1000']]).map(result => ({...result, limitSeconds: 60}));

/** The after-action report of an hour with eight seats, from its state to its page. */
export const report = () => measured('drill-report.ts', [[]]).map(result => ({...result, limitMs: 1000}));
