import {readdirSync, readFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {defineConfig} from 'vitest/config';
import packageJson from './package.json' with {type: 'json'};

// Tests are run at another place on earth than the incident: no time on a screen may come from the machine. Workers are given it at their start.
process.env.TZ = 'Asia/Kolkata';

// The name of a file says its layer. See CONTRIBUTING.md.
const fast = 'test/**/*.test.{ts,tsx}';
const deep = 'test/**/*.deep.test.{ts,tsx}';
const endToEnd = 'test/**/*.e2e.test.ts';
const deepEndToEnd = 'test/**/*.deep.e2e.test.ts';
/** `npm run soak`: only the tests that try things at random, fifty times as often. */
const isSoak = process.env.npm_lifecycle_event === 'soak';
const random = readdirSync('test', {recursive: true, encoding: 'utf8'})
  .map(name => join('test', name))
  .filter(path => /\.test\.tsx?$/.test(path) && readFileSync(path, 'utf8').includes('helpers/runs.js'));

// Real programs in real terminals: one file at a time, after the rest, so that a busy machine cannot make them late.
const real = {globalSetup: 'test/e2e/build.ts', fileParallelism: false, testTimeout: 60_000, hookTimeout: 120_000};
// A fresh world for each file would cost more than its tests: the fast ones share what they have loaded.
const together = {isolate: false, pool: 'threads'} as const;
// A limit ends what hangs. The longest walks take a quarter of a minute, and more on a busy machine.
const long = 240_000;

export default defineConfig({
  define: {__VERSION__: JSON.stringify(packageJson.version)},
  test: {
    maxWorkers: '100%',
    // Whatever a test starts: it does not touch what the person who runs the tests has kept.
    env: {XDG_STATE_HOME: join(tmpdir(), 'incident-replay-tests')},
    // What a test waits for comes in milliseconds, or on a busy machine in seconds; a second, which is the default, says nothing.
    expect: {poll: {timeout: 15_000}},
    projects: isSoak
      ? [{extends: true, test: {name: 'soak', include: random, env: {SOAK: '50'}, testTimeout: 50 * long}}]
      : [
          {extends: true, test: {name: 'fast', include: [fast], exclude: [deep, endToEnd], testTimeout: 30_000, ...together}},
          {extends: true, test: {name: 'deep', include: [deep], testTimeout: long}},
          {extends: true, test: {name: 'e2e', include: [endToEnd], exclude: [deepEndToEnd], sequence: {groupOrder: 1}, ...real}},
          {extends: true, test: {name: 'deep-e2e', include: [deepEndToEnd], sequence: {groupOrder: 2}, ...real}},
        ],
  },
});
