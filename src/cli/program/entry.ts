import {existsSync} from 'node:fs';
import {readdir, readFile} from 'node:fs/promises';
import {homedir} from 'node:os';
import {dirname, join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import chalk from 'chalk';
import {bugExitCode} from '../../errors.js';
import type {Timeline} from '../../timeline/types.js';
import type {Bundled, Io, Output} from '../io.js';
import {describeBug} from '../print.js';
import {stateFolderOf} from '../state-folder.js';
import {main} from './main.js';

/** Runs the program in the real world, and leaves its exit code to the process. */
export async function run(argv: readonly string[] = process.argv.slice(2)): Promise<void> {
  const describe = (error: unknown): string =>
    describeBug(error, argv, `Node ${process.versions.node} on ${process.platform} ${process.arch}`);
  guard(describe);
  process.exitCode = await main(argv, realIo(describe));
}

/** Why a file takes no more, where that is no fault of ours. */
const fullReasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'no more may be stored there',
  EFBIG: 'the file may not grow further',
};

/** What can end the process from outside. The console keeps its own guard on the terminal; then this one steps back. */
function guard(describe: Io['describeBug']): void {
  process.on('SIGINT', () => {
    if (process.listenerCount('SIGINT') === 1) process.exit(130);
  });
  process.on('uncaughtException', error => {
    if (process.listenerCount('uncaughtException') > 1) return;
    process.stderr.write(`${describe(error)}\n`);
    process.exit(bugExitCode);
  });
  // Who reads our output may stop at any time, as `head` does, and a terminal may be closed: that is no failure.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', error => {
      const code = 'code' in error ? String(error.code) : '';
      if (code === 'EPIPE' || code === 'EIO') process.exit(0);
      const reason = fullReasons[code];
      if (reason === undefined) throw error;
      process.stderr.write(`incident-replay: The output cannot be written: ${reason}.\n`);
      process.exit(2);
    });
  }
}

function realIo(describe: Io['describeBug']): Io {
  const {stdin, stdout, stderr, env} = process;
  const hasTerminal = stdin.isTTY === true && stdout.isTTY === true;
  return {
    stdout: outputOf(stdout),
    stderr: outputOf(stderr),
    readStdin: () => readAll(stdin),
    stdin: () => stdin,
    readFile: path => readFile(path),
    bundled: bundledIn(packageFolder()),
    env,
    stateFolder: stateFolderOf(process.platform, env, homeFolder()),
    colorLevel: chalk.level,
    terminal: hasTerminal ? {stdin, stdout} : null,
    describeBug: describe,
  };
}

/** '' where the system knows none. */
function homeFolder(): string {
  try {
    return homedir();
  } catch {
    return '';
  }
}

const outputOf = (stream: NodeJS.WriteStream): Output => ({
  write: text => void stream.write(text),
  isTTY: stream.isTTY === true,
  columns: stream.columns ?? 80,
  rows: stream.rows ?? 24,
});

async function readAll(stream: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}

function bundledIn(root: string): Bundled {
  const folder = join(root, 'timelines');
  return {
    async ids() {
      const names = await readdir(folder);
      return names
        .filter(name => name.endsWith('.json') && !name.endsWith('.schema.json'))
        .map(name => name.slice(0, -'.json'.length))
        .sort();
    },
    read: id => readFile(join(folder, `${id}.json`)),
    async checked(hash) {
      const path = join(root, 'dist', `${hash.replace(':', '-')}.json`);
      return existsSync(path) ? (JSON.parse(await readFile(path, 'utf8')) as Timeline) : null;
    },
  };
}

/** The folder of this package: the nearest one above with a package.json, for the sources and for the bundle alike. */
function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
