import process from 'node:process';

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
