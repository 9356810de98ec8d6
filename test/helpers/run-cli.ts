import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {Io} from '../../src/cli/io.js';
import {describeBug} from '../../src/cli/print.js';
import {main} from '../../src/cli/program/main.js';

/** What a command left behind. */
export type Finished = {readonly exitCode: number; readonly stdout: string; readonly stderr: string};

/** The world of a test: files that exist in it only, what comes in on stdin, and what the terminal says of itself. */
export type World = {
  /** By name, before the real ones of `folder`. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly stdin?: string;
  readonly env?: Io['env'];
  readonly columns?: number;
  readonly isTTY?: boolean;
  /** Where the other files are read from. */
  readonly folder?: string;
  /** Where the bundled incidents are. */
  readonly timelines?: string;
};

const root = new URL('../..', import.meta.url).pathname;

/** Runs the whole program in-process on a command line, words as a shell would give them. */
export async function runCli(argv: readonly string[], world: World = {}): Promise<Finished> {
  const written = {stdout: '', stderr: ''};
  const output = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      written[name] += text;
    },
    isTTY: world.isTTY ?? false,
    columns: world.columns ?? 80,
    rows: 24,
  });
  const {files = {}, folder = join(root, 'test/fixtures/cli'), timelines = join(root, 'timelines')} = world;
  const io: Io = {
    stdout: output('stdout'),
    stderr: output('stderr'),
    readStdin: async () => Buffer.from(world.stdin ?? ''),
    async *stdin() {
      yield Buffer.from(world.stdin ?? '');
    },
    readFile: async path => {
      const content = files[path];
      return content === undefined ? readFile(join(folder, path)) : Buffer.from(content);
    },
    bundled: {
      ids: async () =>
        (await readdir(timelines)).filter(name => name.endsWith('.json') && !name.endsWith('.schema.json')).map(name => name.slice(0, -5)),
      read: id => readFile(join(timelines, `${id}.json`)),
      checked: async () => null,
    },
    stateFolder: null,
    env: world.env ?? {},
    colorLevel: 0,
    terminal: null,
    describeBug: error => describeBug(error, argv, 'a test'),
  };
  const exitCode = await main(argv, io);
  return {exitCode, ...written};
}
