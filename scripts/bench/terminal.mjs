// The real program in a real pseudo-terminal, as the benchmarks see it: what it writes, and when a frame is complete.
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {spawn} from '@lydell/node-pty';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const program = 'bin/incident-replay.js';
const endOfFrame = '\u001B[?2026l';
/** Nothing has been written for so long: the program rests. */
const restMs = 150;
const ticksPerSecond = 100; // of /proc/*/stat, on every Linux

/** Variables of the surroundings that would change what a program draws or loads. */
const notInherited = /^(?:CI|NO_COLOR|FORCE_COLOR|NODE_OPTIONS|NODE_ENV|npm_.*)$/;
const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !notInherited.test(name)));
/** What the measured programs keep goes nowhere else. */
const stateHome = mkdtempSync(join(tmpdir(), 'incident-replay-bench-state-'));
process.on('exit', () => rmSync(stateHome, {recursive: true, force: true}));
export const env = {...inherited, XDG_STATE_HOME: stateHome, COLORTERM: 'truecolor', LC_ALL: 'C.UTF-8'};

/** Runs `node ...args` on a screen of `size`, in the folder of this program or of another state of it. */
export function open(args, size = '120x40', cwd = root) {
  const [cols, rows] = size.split('x').map(Number);
  const startMs = performance.now();
  const pty = spawn(process.execPath, args, {name: 'xterm-256color', cols, rows, cwd, env});
  let onData = () => {};
  let written = '';
  let lastMs = startMs;
  pty.onData(text => {
    written += text;
    lastMs = performance.now();
    onData();
  });
  const ended = new Promise(resolve => pty.onExit(() => resolve(performance.now() - startMs)));
  /** Milliseconds until what is written from now on has `mark` in it, and the frame with it is complete. */
  const until = async (mark = '', fromMs = performance.now()) => {
    written = '';
    await new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no frame with "${mark}" after ${args.join(' ')}`)), 60_000);
      onData = () => {
        const at = written.indexOf(mark);
        if (at < 0 || written.indexOf(endOfFrame, at) < 0) return;
        clearTimeout(late);
        resolve();
      };
    });
    onData = () => {};
    return performance.now() - fromMs;
  };
  const rest = async () => {
    for (lastMs = performance.now(); performance.now() - lastMs < restMs; ) await new Promise(resolve => setTimeout(resolve, 20));
  };
  return {
    /** Milliseconds from the start of the process to its first frame. */
    firstFrame: () => until('', startMs),
    /** Milliseconds from a key to the frame that shows `mark`. */
    press(key, mark) {
      const drawn = until(mark);
      pty.write(key);
      return drawn;
    },
    /** Presses a key and waits until nothing more is written; the bytes that it cost. */
    async bytesOf(key) {
      written = '';
      pty.write(key);
      await rest();
      return Buffer.byteLength(written);
    },
    send: key => pty.write(key),
    rest,
    /** Seconds of CPU that the process has used, all its threads together. */
    cpuSeconds() {
      const stat = readFileSync(`/proc/${pty.pid}/stat`, 'utf8');
      const [user, system] = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .slice(11, 13)
        .map(Number);
      return (user + system) / ticksPerSecond;
    },
    /** Megabytes of memory that the process has held at most. */
    peakMegabytes: () => Math.round(Number(/VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pty.pid}/status`, 'utf8'))?.[1]) / 1024),
    frames: () => written.split(endOfFrame).length - 1,
    forget: () => (written = ''),
    ended,
    async close() {
      pty.kill('SIGKILL');
      await ended;
    },
  };
}

export const pause = seconds => new Promise(resolve => setTimeout(resolve, seconds * 1000));
export const median = numbers => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
