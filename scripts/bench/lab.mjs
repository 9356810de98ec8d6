// The benchmark of the race lab, in a terminal whose screen can be read.
import {spawn} from '@lydell/node-pty';
import xterm from '@xterm/headless';
import {env, program, root} from './terminal.mjs';

/** The program in a terminal of 80x24 whose screen can be read, and waited for. */
function opened(args) {
  const terminal = new xterm.Terminal({cols: 80, rows: 24, allowProposedApi: true});
  const pty = spawn(process.execPath, [program, ...args], {name: 'xterm-256color', cols: 80, rows: 24, cwd: root, env});
  let waiting = [];
  const screen = () => Array.from({length: 24}, (_, row) => terminal.buffer.active.getLine(row)?.translateToString() ?? '').join('\n');
  const tell = () => {
    const shown = waiting.filter(({wanted}) => wanted.test(screen()));
    waiting = waiting.filter(each => !shown.includes(each));
    for (const {resolve} of shown) resolve();
  };
  pty.onData(text => terminal.write(text, tell));
  terminal.onData(answer => pty.write(answer));
  const shows = wanted => (wanted.test(screen()) ? undefined : new Promise(resolve => waiting.push({wanted, resolve})));
  return {pty, screen, shows};
}

/** The race lab. Limits: 150 ms from its key to the check drawn; 50 ms for a key while the large world is checked. */
export async function lab() {
  const results = [];
  const report = (what, limitMs, waitsMs) => {
    const sorted = waitsMs.toSorted((a, b) => a - b);
    const [leastMs, medianMs, p95Ms, mostMs] = [0, 0.5, 0.95, 1].map(share => Math.round(sorted[Math.floor(share * (sorted.length - 1))]));
    results.push({what, leastMs, medianMs, p95Ms, mostMs, limitMs});
  };
  const [toFrame, toCheck] = [[], []];
  for (let round = 0; round < 6; round++) {
    const console = opened(['play', '--no-keep', '--at', '23:49']);
    await console.shows(/HISTORY/);
    await new Promise(resolve => setTimeout(resolve, 500)); // what the console works out by itself
    const startMs = performance.now();
    console.pty.write('6');
    await console.shows(/RACE LAB/);
    toFrame.push(performance.now() - startMs);
    await console.shows(/checker: BROKEN/);
    toCheck.push(performance.now() - startMs);
    console.pty.kill();
  }
  report('from its key to its first frame', 150, toFrame);
  report('from its key to the check drawn', 150, toCheck);
  const large = opened(['race', '--enactors', '4', '--plans', '5', '--endpoints', '2']);
  await large.shows(/checker: idle/);
  large.pty.write('c');
  await large.shows(/situations so far/);
  large.pty.write('\u001B');
  await large.shows(/CAN HAPPEN NEXT/);
  const waitsMs = [];
  while (!/checker: BROKEN/.test(large.screen())) {
    const isDown = waitsMs.length % 2 === 0;
    const startMs = performance.now();
    large.pty.write(isDown ? '5' : 'u');
    await large.shows(isDown ? /step 1 / : /step 0 /);
    waitsMs.push(performance.now() - startMs);
    await new Promise(resolve => setTimeout(resolve, 7));
  }
  report('a key while the large world is checked', 50, waitsMs);
  large.pty.kill();
  return results;
}
