// This program beside another state of it, in one run: each round measures both, so that what else the machine does meets them alike.
import {existsSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {measured} from './inside.mjs';
import {lines} from './real.mjs';
import {median, open, program, root} from './terminal.mjs';

const rounded = number => Number(number.toFixed(2));
const play = ['play', '--no-keep', '--at', '02:05'];
const learn = ['learn', '--no-keep', '--seed', '7'];

/** Both medians, and how many times the other one this one is. */
const compared = (other, now) => ({other: rounded(other), now: rounded(now), times: rounded(now / other)});

export function against(folder) {
  if (folder === undefined || !existsSync(join(folder, 'dist/entry.js'))) throw new Error('--against FOLDER: a checkout that is built');
  const sides = [resolve(folder), root];
  /** What `measure` gives for both sides, round after round: the medians. */
  async function rounds(count, measure) {
    const results = sides.map(() => []);
    for (let round = 0; round < count; round++) for (const [side, cwd] of sides.entries()) results[side].push(await measure(cwd, side));
    return results.map(median);
  }
  /** Does something with the program open on both sides. */
  async function withBoth(args, size, work) {
    const terminals = [];
    try {
      for (const cwd of sides) {
        const terminal = open([program, ...args], size, cwd);
        terminals.push(terminal);
        await terminal.firstFrame();
        await terminal.rest();
      }
      return await work(terminals);
    } finally {
      for (const terminal of terminals) await terminal.close();
    }
  }
  const exit = (args, cwd) => open(args, '120x40', cwd).ended;
  const draw = async (args, cwd) => {
    const terminal = open(args, '120x40', cwd);
    const waitMs = await terminal.firstFrame();
    await terminal.close();
    return waitMs;
  };
  return {
    /** Milliseconds, and how often a start of Node alone fits in. */
    async *start() {
      for (const [what, args, wait] of [
        ['--help', ['--help'], exit],
        ['first frame', [], draw],
        ['first frame of learn', learn, draw],
      ]) {
        const nodeMs = [];
        const [other, now] = await rounds(11, async (cwd, side) => {
          if (side === 0) nodeMs.push(await exit(['-e', '0'], cwd));
          return wait([program, ...args], cwd);
        });
        const node = median(nodeMs);
        yield {what, ...compared(other, now), timesNode: {other: rounded(other / node), now: rounded(now / node)}};
      }
    },
    /** Milliseconds of CPU for a frame in which every cell changes, painted alone; each side as it paints. */
    *paint() {
      const sizes = ['120x40', '200x60'];
      const [other, now] = sides.map(cwd => {
        const fixture = ['line-frames.ts', 'frames.tsx'].find(name => existsSync(join(cwd, 'test/fixtures', name)));
        return measured(
          fixture,
          sizes.map(size => size.split('x')),
          cwd,
        );
      });
      for (const [index, size] of sizes.entries()) yield {size, ...compared(other[index].cpuMsPerFrame, now[index].cpuMsPerFrame)};
    },
    /** Milliseconds of CPU from a key to its frame, all of it, in the running program: an hour on and an hour back. */
    async *frame() {
      const pairs = 60;
      for (const size of ['120x40', '200x60']) {
        const [other, now] = await withBoth(play, size, async terminals => {
          const cost = async (terminal, count) => {
            const fromSeconds = terminal.cpuSeconds();
            for (let round = 0; round < count; round++) for (const key of ['>', '<']) await terminal.press(key);
            return ((terminal.cpuSeconds() - fromSeconds) * 1000) / (2 * count);
          };
          for (const terminal of terminals) await cost(terminal, 30);
          return [await cost(terminals[0], pairs), await cost(terminals[1], pairs)];
        });
        yield {size, ...compared(other, now)};
      }
    },
    /** Milliseconds from a key to the frame that it causes. */
    async *key() {
      for (const [what, args, keys] of [
        ['a minute on and back', play, ['.', ',']],
        ['an hour on and back', play, ['>', '<']],
        ['the next panel', play, ['\t']],
        ['help and back', play, ['?', '\u001B']],
        ['learn: down and up', learn, ['\u001B[B', '\u001B[A']],
      ]) {
        const [other, now] = await withBoth(args, '120x40', async terminals => {
          const waits = terminals.map(() => []);
          for (let round = 0; round < 25; round++) {
            for (const [side, terminal] of terminals.entries()) {
              for (const key of keys) {
                waits[side].push(await terminal.press(key));
                await terminal.rest();
              }
            }
          }
          return waits.map(each => median(each.slice(keys.length * 5))); // the first ones warm up
        });
        yield {what, ...compared(other, now)};
      }
    },
    /** Bytes written for a key that changes one line, or a panel. */
    async *line() {
      for (const {what, size, before, keys} of lines) {
        const [other, now] = await withBoth(['play', '--no-keep', '--at', '02:30'], size, async terminals => {
          const bytes = terminals.map(() => []);
          for (const [side, terminal] of terminals.entries()) {
            if (before !== undefined) await terminal.bytesOf(before);
            for (const key of keys) bytes[side].push(await terminal.bytesOf(key));
          }
          return bytes.map(median);
        });
        yield {what, size, ...compared(other, now)};
      }
    },
  };
}
