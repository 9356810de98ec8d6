import process from 'node:process';
import type {Io} from './io.js';

/** One line that is written again and again, on a terminal only. */
export function progressOn({stderr}: Pick<Io, 'stderr'>): {show(words: string): void; clear(): void} {
  if (!stderr.isTTY) return {show: () => {}, clear: () => {}};
  const startOfLine = '\r\u001B[K';
  return {show: words => stderr.write(`${startOfLine}${words.slice(0, stderr.columns - 1)}`), clear: () => stderr.write(startOfLine)};
}

/** The exit code of work that Ctrl-C has ended. */
export const interruptedExitCode = 130;

/** Ctrl-C stops the work and not the program; a second one ends that too. */
export async function interruptible<T>(work: (stop: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort();
  process.once('SIGINT', onInterrupt);
  try {
    return await work(stop.signal);
  } finally {
    process.off('SIGINT', onInterrupt);
  }
}
