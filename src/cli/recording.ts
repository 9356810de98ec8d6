import {closeSync, ftruncateSync, openSync, rmSync, writeSync} from 'node:fs';
import {performance} from 'node:perf_hooks';
import {UserError} from '../errors.js';
import {type CastEvent, type CastHeader, castEvents, castHeader} from '../export/asciicast.js';
import type {Tap} from '../surfaces/output.js';
import {stdinName} from './input.js';

/** Keeps a session as it was shown. */
export type Recording = Tap & {
  /** A place that one may want to jump to. */
  readonly mark: (label: string) => void;
  /** The session is over. */
  readonly end: (exitCode: number) => void;
  /** Tells once, in words, when no more can be recorded. */
  readonly onNews: (listener: (words: string) => void) => () => void;
  /** For the person, once it is over. */
  readonly summary: () => string;
};

/**
 * Begins a recording: every event is in the file before the next one happens, so that a killed session leaves all of it.
 * Throws a UserError with exit code 2 when the file cannot be written, or is there already and must not be replaced.
 */
export function startRecording(name: string, replaces: boolean, header: Omit<CastHeader, 'timestamp'>): Recording {
  const file = opened(name, replaces);
  const line = castEvents();
  const beganMs = performance.now();
  const listeners = new Set<(words: string) => void>();
  let written = 0;
  let stopped: string | null = null;

  const put = (text: string): void => {
    const bytes = Buffer.from(text);
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    written += bytes.length;
  };
  const record = (event: CastEvent): void => {
    if (stopped !== null) return;
    try {
      put(line(performance.now() - beganMs, event));
    } catch (error) {
      stopped = `Recording stopped: ${reasonOf(error)}. ${name} holds what came before.`;
      release(file, written);
      // Not now: this may be in the middle of a frame.
      setImmediate(() => tell(listeners, stopped));
    }
  };
  try {
    put(castHeader({...header, timestamp: Date.now() / 1000}));
  } catch (error) {
    release(file, 0);
    if (!replaces) rmSync(name, {force: true});
    throw new UserError(`${name} cannot be written: ${reasonOf(error)}.`, '', 2);
  }
  return {
    onWrite: text => record({type: 'output', text}),
    onResize: (columns, rows) => record({type: 'resize', columns, rows}),
    mark: label => record({type: 'marker', label}),
    end(exitCode) {
      record({type: 'exit', exitCode});
      if (stopped === null) closeSync(file);
      stopped ??= `Recorded in ${name}: asciinema play shows it.`;
    },
    onNews(listener) {
      listeners.add(listener);
      if (stopped !== null) listener(stopped);
      return () => {
        listeners.delete(listener);
      };
    },
    summary: () => stopped ?? '',
  };
}

function tell(listeners: Iterable<(words: string) => void>, words: string | null): void {
  if (words !== null) for (const listener of listeners) listener(words);
}

function opened(name: string, replaces: boolean): number {
  if (name === stdinName) throw new UserError('--record takes the name of a file.', 'The terminal itself cannot hold a recording.', 2);
  try {
    return openSync(name, replaces ? 'w' : 'wx');
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw new UserError(`${name} is there already.`, 'Name another file, or add --force to replace it.', 2);
    throw new UserError(`${name} cannot be written: ${reasonOf(error)}.`, '', 2);
  }
}

/** Ends the file with its last whole line, where it is a file. */
function release(file: number, bytes: number): void {
  try {
    ftruncateSync(file, bytes);
  } catch {
    // A pipe or a device keeps what it got.
  }
  closeSync(file);
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'no more may be stored here',
  EFBIG: 'the file may not grow further',
  EPIPE: 'nobody reads it any more',
  ENOENT: 'there is no such folder',
  ENOTDIR: 'a part of that path is a file, not a folder',
  EISDIR: 'that is a folder, not a file',
  EACCES: 'writing it is not allowed',
  EPERM: 'writing it is not allowed',
  EROFS: 'nothing can be written there',
  ENAMETOOLONG: 'that name is too long for a file',
  ELOOP: 'its links go round in a circle',
  ERR_INVALID_ARG_VALUE: 'that cannot be the name of a file',
};

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** Throws on what the file system cannot have said. */
function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (code === '') throw error;
  return reasons[code] ?? code;
}
