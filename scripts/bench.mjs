// Measures what a person feels: the cost of a frame, and the wait until the first one. Prints one JSON object a line.
// node scripts/bench.mjs [frame|night|record|key|start|search|report]…
import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {availableParallelism, tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {spawn} from '@lydell/node-pty';

const root = fileURLToPath(new URL('..', import.meta.url));
const node = process.execPath;
const print = result => console.log(JSON.stringify(result));
const median = numbers => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Bundles a fixture and runs it once for each list of arguments; it prints one JSON object. */
function measured(fixture, runs) {
  const folder = mkdtempSync(join(tmpdir(), 'incident-replay-bench-'));
  try {
    execFileSync(node, ['scripts/build.mjs', `test/fixtures/${fixture}`, folder], {cwd: root, stdio: ['ignore', 'ignore', 'ignore']});
    writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
    const program = join(folder, fixture.replace(/\.tsx?$/, '.js'));
    return runs.map(args => JSON.parse(execFileSync(node, [program, ...args], {cwd: root, encoding: 'utf8'})));
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

/** Every cell of every frame changes: the most that can happen. Limit: 5 ms of CPU at 120x40. */
function frame() {
  const sizes = ['80x24', '120x40', '200x60'].map(size => size.split('x'));
  for (const result of measured('frames.tsx', sizes)) print({bench: 'frame', ...result});
}

/** The whole flagship once more, every row, and with a mitigation thrown at forty different moments. Limit: 25 ms. */
function night() {
  for (const result of measured('night.ts', [['timelines/aws-us-east-1-2025-10-20.json']])) print({bench: 'night', ...result});
}

/** A key and its frame on the Record screen and in its filter. Limits: 30 ms with 100,000 events, 50 ms with a million. */
function record() {
  const records = [['100000'], ['1000000'], ['1000000', '5000']];
  for (const result of measured('record.ts', records)) print({bench: 'record', ...result});
}

/** Milliseconds until a program in a terminal has written `mark`, or has ended. */
function untilWritten(args, mark) {
  return new Promise(resolve => {
    const startMs = performance.now();
    const pty = spawn(node, args, {name: 'xterm-256color', cols: 120, rows: 40, cwd: root, env: process.env});
    let written = '';
    let waitMs;
    pty.onData(text => {
      written += text;
      if (waitMs !== undefined || !written.includes(mark)) return;
      waitMs = performance.now() - startMs;
      pty.kill();
    });
    pty.onExit(() => resolve(Math.round(waitMs ?? performance.now() - startMs)));
  });
}

async function start() {
  const program = 'bin/incident-replay.js';
  const endOfFrame = '\u001B[?2026l';
  const starts = {'node alone': [['-e', '0']], '--version': [[program, '--version']], 'first frame': [[program], endOfFrame]};
  for (const [what, [args, mark = '\u0000']] of Object.entries(starts)) {
    const waitsMs = [];
    for (let round = 0; round < 10; round++) waitsMs.push(await untilWritten(args, mark));
    print({bench: 'start', what, leastMs: Math.min(...waitsMs), medianMs: median(waitsMs)});
  }
}

/** From a key to the frame it causes, in the real program at 120x40. Limit: 50 ms, with a thrown mitigation too. */
async function key() {
  const endOfFrame = '\u001B[?2026l';
  const pty = spawn(node, ['bin/incident-replay.js', 'play', '--at', '23:05'], {
    name: 'xterm-256color',
    cols: 120,
    rows: 40,
    cwd: root,
    env: process.env,
  });
  let onFrame = () => {};
  pty.onData(text => {
    if (text.includes(endOfFrame)) onFrame();
  });
  const nextFrame = () => new Promise(resolve => (onFrame = resolve));
  await nextFrame();
  const press = async text => {
    const startMs = performance.now();
    const drawn = nextFrame();
    pty.write(text);
    await drawn;
    return performance.now() - startMs;
  };
  const rounds = async (count, texts) => {
    const waitsMs = [];
    for (let round = 0; round < count; round++) waitsMs.push(await press(texts[round % texts.length]));
    return waitsMs;
  };
  await rounds(20, ['.', ',']);
  const report = (what, waitsMs) =>
    print({bench: 'key', what, leastMs: Math.round(Math.min(...waitsMs)), medianMs: Math.round(median(waitsMs))});
  report('a minute on', await rounds(60, ['.']));
  report('to the next event', await rounds(40, ['l', 'h']));
  await press('m');
  report('throw a mitigation, take it back', await rounds(40, ['\r']));
  pty.kill();
}

/** Ten thousand plans at steps of 30 s, on all cores, as the program does it. Limit: 60 s on two cores. */
function search() {
  const cores = availableParallelism();
  for (const [what, ...options] of [['with hindsight'], ['without', '--no-hindsight']]) {
    const args = ['bin/incident-replay.js', 'explore', '--find', 'best', '--budget', '10000', '--json', ...options];
    const {evaluated, seconds, best} = JSON.parse(execFileSync(node, args, {cwd: root, encoding: 'utf8', maxBuffer: 1e8}));
    const perSecond = Math.round(evaluated / seconds);
    print({bench: 'search', what, cores, plans: evaluated, seconds, perSecond, bestUserMinutes: Math.round(best[0].userMinutes)});
  }
}

/** The after-action report of an hour with eight seats, from its state to its page. Limit: 1 s. */
function report() {
  for (const result of measured('drill-report.ts', [[]])) print({bench: 'report', ...result});
}

const benches = {frame, night, record, key, start, search, report};
for (const name of process.argv.length > 2 ? process.argv.slice(2) : Object.keys(benches)) await benches[name]();
