import {UserError} from '../errors.js';
import type {Io} from './io.js';

/** Stands for `-`, stdin, wherever a file is named. Not `-` itself: yargs takes that for an option without a name. */
export const stdinName = '<stdin>';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'that is a folder, not a file',
  ENOTDIR: 'a part of that path is a file, not a folder',
  EACCES: 'reading it is not allowed',
  EPERM: 'reading it is not allowed',
  ENAMETOOLONG: 'that name is too long for a file',
  ELOOP: 'its links go round in a circle',
  EMFILE: 'too many files are open',
  ERR_INVALID_ARG_VALUE: 'that cannot be the name of a file',
  ERR_FS_FILE_TOO_LARGE: 'it is too large to read',
};

/** A file, or stdin. Throws a UserError with exit code 2 and the reason in plain words when it cannot be read. */
export async function readInput(io: Io, name: string): Promise<Uint8Array> {
  try {
    return name === stdinName ? await io.readStdin() : await io.readFile(name);
  } catch (error) {
    const reason = reasons[codeOf(error)];
    if (reason === undefined) throw error;
    throw new UserError(`${name} cannot be read: ${reason}.`, '', 2);
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** Bytes → text, without a byte order mark. Throws a UserError when they are not UTF-8. */
export function textOf(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UserError(`${name} is not UTF-8 text.`, 'Timelines and plans are JSON files, saved as UTF-8.');
  }
}
