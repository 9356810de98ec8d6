import {writeSync} from 'node:fs';
import process from 'node:process';
import type {WriteStream} from 'node:tty';
import type {Screen} from './line-painter.js';

/** Hears what a terminal is told, in order: text as it arrives there, and the size whenever that has changed. */
export type Tap = {
  readonly onWrite: (text: string) => void;
  readonly onResize: (columns: number, rows: number) => void;
};

/** The one way from a full-screen program to its terminal. */
export type Output = Screen & {
  /** Writes before it returns, also inside an 'exit' handler and right before a signal. False: the terminal did not take it. */
  readonly writeNow: (text: string) => boolean;
  /** The same for a question to the terminal, which shows nothing: the tap does not hear it. */
  readonly askNow: (text: string) => boolean;
  /** The same to stderr, which is the same terminal unless somebody has redirected it. */
  readonly reportNow: (text: string) => void;
};

export function outputTo(stdout: WriteStream, tap?: Tap): Output {
  return {
    get columns() {
      return stdout.columns;
    },
    get rows() {
      return stdout.rows;
    },
    on: (event, listener) => stdout.on(event, listener),
    off: (event, listener) => stdout.off(event, listener),
    write(text) {
      tap?.onWrite(text);
      return stdout.write(text);
    },
    writeNow(text) {
      tap?.onWrite(text);
      return writeFully(fdOf(stdout), text);
    },
    askNow: text => writeFully(fdOf(stdout), text),
    reportNow(text) {
      if (text === '') return;
      if (process.stderr.isTTY) tap?.onWrite(asShown(text));
      writeFully(2, text);
    },
  };
}

/** Lines of text as they arrive at a terminal: the system sends it a carriage return with every line feed. */
export const asShown = (text: string): string => text.replaceAll('\n', '\r\n');

/** The file descriptor of a terminal; missing in its type. */
const fdOf = (stream: WriteStream): number => (stream as WriteStream & {readonly fd: number}).fd;

/** Writes before it returns, also inside an 'exit' handler and right before a signal. A terminal that is gone is no error here. */
function writeFully(fd: number, text: string): boolean {
  const bytes = Buffer.from(text);
  let written = 0;
  for (let attempt = 0; written < bytes.length && attempt < 100; attempt++) {
    try {
      written += writeSync(fd, bytes, written);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return false;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10); // the terminal is busy: 10 ms
    }
  }
  return written === bytes.length;
}
