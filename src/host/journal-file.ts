import {closeSync, fdatasyncSync, fstatSync, ftruncateSync, openSync, rmSync, writeSync} from 'node:fs';
import {type JournalHeader, type JournalLine, lineOf} from '../drill/play/journal.js';
import {UserError} from '../errors.js';

/** A journal being written. */
export type JournalFile = {
  readonly path: string;
  /** Returns once the line is in the file; what somebody did is on the disk then, time that went on within a second. */
  append(line: JournalLine): void;
  close(): void;
  /** Closes; a journal in which nothing has happened does not stay behind. */
  discard(): void;
};

/** How long time that went on may wait for the disk. */
const syncWithinMs = 1000;

const reasons: Readonly<Record<string, string>> = {
  EEXIST: 'there is such a file already, and a journal is never overwritten',
  ENOENT: 'there is no such folder',
  EACCES: 'writing there is not allowed',
  EROFS: 'nothing can be written there',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the share of the disk is used up',
  EFBIG: 'the file may not grow any more',
  EIO: 'the disk reports an error',
  EISDIR: 'that is a folder',
};

const writtenByOthers = (path: string): UserError =>
  new UserError(`${path} is being written by somebody else too.`, 'One drill, one journal: end the other one.');

/** @throws UserError in plain words where the file system refuses */
function refused(path: string, error: unknown): UserError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const words = reasons[code];
  if (words === undefined) throw error;
  const hint = code === 'EEXIST' ? `incident-replay drill resume ${path} goes on with it; --journal names another file.` : '';
  return new UserError(`${path} cannot be written: ${words}.`, hint);
}

/** A new journal with its header. Only who plays may read it. */
export function createJournal(path: string, header: JournalHeader): JournalFile {
  try {
    const file = openSync(path, 'wx', 0o600);
    const bytes = writeAll(file, lineOf(header));
    fdatasyncSync(file);
    return writing(path, file, bytes);
  } catch (error) {
    throw refused(path, error);
  }
}

/**
 * A journal to go on with; what was being written when its writer stopped is cut off.
 *
 * @param readBytes how long it was when it was read: one that has grown since has a writer who is alive, and nothing of it is cut
 */
export function reopenJournal(path: string, keptBytes: number, readBytes: number): JournalFile {
  try {
    const file = openSync(path, 'r+');
    if (fstatSync(file).size !== readBytes) throw writtenByOthers(path);
    ftruncateSync(file, keptBytes);
    fdatasyncSync(file);
    return writing(path, file, keptBytes);
  } catch (error) {
    throw refused(path, error);
  }
}

function writing(path: string, file: number, fromBytes: number): JournalFile {
  let bytes = fromBytes;
  let timer: NodeJS.Timeout | null = null;
  const sync = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    fdatasyncSync(file);
  };
  const close = (): void => {
    sync();
    closeSync(file);
  };
  return {
    path,
    append(line) {
      if (fstatSync(file).size !== bytes) {
        throw writtenByOthers(path);
      }
      try {
        bytes += writeAll(file, lineOf(line), bytes);
        if (line.input.type !== 'advance') sync();
        else timer ??= setTimeout(sync, syncWithinMs);
      } catch (error) {
        throw refused(path, error);
      }
    },
    close,
    discard() {
      close();
      if (bytes === fromBytes) rmSync(path, {force: true});
    },
  };
}

/** All of it: the system may take a part at a time. */
function writeAll(file: number, text: string, fromBytes = 0): number {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, fromBytes + done);
  return bytes.length;
}
