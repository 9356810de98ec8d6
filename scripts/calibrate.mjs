// Fits the parameters that name a published edge to it, and makes the ensemble of worlds. Nothing is changed without --write.
// node scripts/calibrate.mjs [timeline.json] [--write]
// node scripts/calibrate.mjs [timeline.json] --worlds 50 [--seed 1] [--tolerance 10] [--write]
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {parseArgs} from 'node:util';
import {isMainThread, parentPort, Worker, workerData} from 'node:worker_threads';
import {build} from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const processes = 2;

const {values: options, positionals} = parseArgs({
  args: isMainThread ? process.argv.slice(2) : [],
  allowPositionals: true,
  options: {
    write: {type: 'boolean', default: false},
    worlds: {type: 'string'},
    seed: {type: 'string', default: '1'},
    tolerance: {type: 'string', default: '10'},
  },
});
const file = positionals[0] ?? join(root, 'timelines/aws-us-east-1-2025-10-20.json');

if (isMainThread) {
  const folder = mkdtempSync(join(tmpdir(), 'incident-replay-calibrate-'));
  try {
    const bundle = await bundled(folder);
    await (options.worlds === undefined ? calibrate(bundle) : makeWorlds(bundle));
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
} else {
  const {bundle, text, seed, tolerance} = workerData;
  const {drawOf, loadTimeline} = await import(bundle);
  const timeline = loadTimeline('a timeline', text);
  parentPort.on('message', draw => parentPort.postMessage({draw, values: drawOf(timeline, seed, draw, tolerance)}));
}

/** The program's own fitting, bundled into one file that workers can load too. */
async function bundled(folder) {
  const outfile = join(folder, 'review.mjs');
  const modules = ['import/load', 'review/calibrate', 'review/rewrite', 'review/worlds'];
  await build({
    absWorkingDir: root,
    stdin: {contents: modules.map(name => `export * from './src/${name}.ts';`).join('\n'), resolveDir: root},
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    outfile,
    logLevel: 'warning',
  });
  return pathToFileURL(outfile).href;
}

async function calibrate(bundle) {
  const {calibrateOf, loadTimeline, withValues} = await import(bundle);
  const text = readFileSync(file, 'utf8');
  const {fits} = calibrateOf(loadTimeline(file, text));
  const minutes = error => (error === null ? 'never' : `${error < 0 ? '' : '+'}${error.toFixed(2)} min`);
  for (const {name, edge, before, after, errorBefore, errorAfter} of fits) {
    const change = before === after ? `${before}` : `${before} → ${after}`;
    console.log(
      `${name.padEnd(26)} ${edge.padEnd(28)} ${minutes(errorBefore).padStart(11)} → ${minutes(errorAfter).padStart(11)}   ${change}`,
    );
  }
  const changed = Object.fromEntries(fits.filter(({before, after}) => before !== after).map(({name, after}) => [name, after]));
  written(text, withValues(text, changed));
}

async function makeWorlds(bundle) {
  const {loadTimeline, withWorlds, worldsFrom} = await import(bundle);
  const text = readFileSync(file, 'utf8');
  const wanted = Number(options.worlds);
  const seed = Number(options.seed);
  const tolerance = Number(options.tolerance);
  const draws = await drawsUntil(wanted, {bundle, text, seed, tolerance});
  const worlds = worldsFrom(loadTimeline(file, text), draws, {seed, wanted, toleranceMinutes: tolerance});
  console.log(
    `${worlds.values.length} worlds accepted of ${worlds.drawn} draws (${Math.round((100 * worlds.values.length) / worlds.drawn)} %)`,
  );
  // The file may have been edited meanwhile: it is read again, and only the worlds are replaced.
  const now = readFileSync(file, 'utf8');
  written(now, withWorlds(now, worlds));
}

/** Draws 0, 1, 2 … spread over the workers, until enough are accepted without a gap before them. */
async function drawsUntil(wanted, data) {
  const draws = [];
  let next = 0;
  const isDone = () => {
    const gap = draws.indexOf(undefined);
    const settled = gap === -1 ? draws : draws.slice(0, gap);
    return settled.filter(values => values !== null).length >= wanted || next >= 100 * wanted;
  };
  await Promise.all(
    Array.from({length: processes}, async () => {
      const worker = new Worker(new URL(import.meta.url), {workerData: data});
      while (!isDone()) {
        const asked = next++;
        draws[asked] = undefined;
        const answer = await new Promise((resolve, reject) => {
          worker.once('message', resolve);
          worker.once('error', reject);
          worker.postMessage(asked);
        });
        worker.removeAllListeners('error');
        draws[answer.draw] = answer.values;
        console.error(`draw ${answer.draw}: ${answer.values === null ? 'rejected' : 'accepted'}`);
      }
      await worker.terminate();
    }),
  );
  return draws.map(values => values ?? null);
}

function written(before, after) {
  if (before === after) return console.log('nothing to change');
  if (!options.write) return console.log('run again with --write to change the file');
  writeFileSync(file, after);
  console.log(`written: ${file}`);
}
