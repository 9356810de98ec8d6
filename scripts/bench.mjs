// Measures what a person feels: the cost of a frame, and the wait until the first one. Prints one JSON object a line.
// node scripts/bench.mjs [frame|start]…
import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {spawn} from '@lydell/node-pty';

const root = fileURLToPath(new URL('..', import.meta.url));
const node = process.execPath;
const print = result => console.log(JSON.stringify(result));
const median = numbers => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Every cell of every frame changes: the most that can happen. Limit: 5 ms of CPU at 120x40. */
function frame() {
  const folder = mkdtempSync(join(tmpdir(), 'incident-replay-bench-'));
  try {
    execFileSync(node, ['scripts/build.mjs', 'test/fixtures/frames.tsx', folder], {cwd: root, stdio: ['ignore', 'ignore', 'ignore']});
    writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
    for (const size of ['80x24', '120x40', '200x60']) {
      print({bench: 'frame', ...JSON.parse(execFileSync(node, [join(folder, 'frames.js'), ...size.split('x')], {encoding: 'utf8'}))});
    }
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
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

const benches = {frame, start};
for (const name of process.argv.length > 2 ? process.argv.slice(2) : Object.keys(benches)) await benches[name]();
