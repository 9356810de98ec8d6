import {randomUUID} from 'node:crypto';
import {closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {join, posix, win32} from 'node:path';

/**
 * Where this program keeps what it keeps between starts: XDG_STATE_HOME on every system where it is set, else the system's own
 * place. Null: this user has none. `home`: the user's home directory, '' where there is none.
 */
export function stateFolderOf(platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>, home: string): string | null {
  const path = platform === 'win32' ? win32 : posix;
  const own = {
    win32: env.LOCALAPPDATA || path.join(home, 'AppData', 'Local'),
    darwin: path.join(home, 'Library', 'Application Support'),
  }[platform as string];
  // A path that is not absolute is invalid, as the XDG specification has it; a missing home gives none.
  const folder = [env.XDG_STATE_HOME, own ?? path.join(home, '.local', 'state')].find(each => each !== undefined && path.isAbsolute(each));
  return folder === undefined ? null : path.join(folder, 'incident-replay');
}

/** The most that is read, bytes; what is written here is far below. */
const mostBytes = 1024 * 1024;

/**
 * Short texts by name, each in a file of its own. Everything happens before it returns, so that a dying process can still keep
 * something. What cannot be kept is not kept: a home that is missing, full or read-only is no error.
 */
export type StateFolder = {
  /** Nothing has been kept here yet. */
  readonly isEmpty: boolean;
  /** Null: there is none. Empty: something is there that is not a short text. */
  read(name: string): string | null;
  /** The old text or the new one is there at any moment, never a part of one. */
  write(name: string, text: string): void;
  /** Gives what is there another name, which nobody reads: it is not ours to delete. */
  setAside(name: string): void;
};

export const stateIn = (folder: string): StateFolder => ({
  isEmpty: isEmpty(folder),
  read: name => readShort(join(folder, name)),
  write: (name, text) => orNothing(() => replace(folder, name, text)),
  setAside: name => orNothing(() => renameSync(join(folder, name), join(folder, `${name}.aside-${randomUUID().slice(0, 8)}`))),
});

function isEmpty(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0;
  } catch (error) {
    return isAbsent(error);
  }
}

function readShort(path: string): string | null {
  try {
    const status = statSync(path);
    if (!status.isFile() || status.size > mostBytes) return '';
    return new TextDecoder('utf-8', {fatal: true}).decode(readFileSync(path));
  } catch (error) {
    return isAbsent(error) ? null : '';
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
const isAbsent = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(String(codeOf(error)));

function replace(folder: string, name: string, text: string): void {
  mkdirSync(folder, {recursive: true, mode: 0o700});
  const temporary = join(folder, `.${name}.${randomUUID()}`);
  try {
    const file = openSync(temporary, 'wx', 0o600);
    try {
      writeFileSync(file, text);
      fsyncSync(file); // or a power cut can leave the new name with nothing in it
    } finally {
      closeSync(file);
    }
    renameSync(temporary, join(folder, name));
  } catch (error) {
    rmSync(temporary, {force: true});
    throw error;
  }
}

/** Whatever the file system refuses. */
function orNothing(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
  }
}
