import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {defineConfig} from 'vitest/config';
import packageJson from './package.json' with {type: 'json'};

const endToEnd = 'test/e2e/**/*.test.ts';

export default defineConfig({
  define: {__VERSION__: JSON.stringify(packageJson.version)},
  test: {
    // Whatever a test starts: it does not touch what the person who runs the tests has kept.
    env: {XDG_STATE_HOME: join(tmpdir(), 'incident-replay-tests')},
    // What a test waits for comes in milliseconds, or on a busy machine in seconds; a second, which is the default, says nothing.
    expect: {poll: {timeout: 15_000}},
    projects: [
      {
        extends: true,
        // The limit ends what hangs; the longest walks take a quarter of a minute, and more on a busy machine.
        test: {name: 'unit', include: ['test/**/*.test.{ts,tsx}'], exclude: [endToEnd], testTimeout: 60_000},
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: [endToEnd],
          globalSetup: 'test/e2e/build.ts',
          // Real programs in real terminals: one at a time, after the rest, so that a busy machine cannot make them late.
          fileParallelism: false,
          sequence: {groupOrder: 1},
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
