import {existsSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {performance} from 'node:perf_hooks';
import {setImmediate} from 'node:timers/promises';
import {Worker} from 'node:worker_threads';
import {explorerOf, type Job, type Result, type Settings} from '../review/explore.js';
import type {Timeline} from '../timeline/types.js';

/** Who does the jobs of an exploration. */
export type Crew = {
  /** How many jobs are done at a time. */
  readonly size: number;
  /** Does the jobs and tells each result, in any order. Ends early, without an error, when it is stopped. */
  doAll<J extends Job>(jobs: readonly J[], onDone: (job: J, result: Result<J['kind']>) => void): Promise<void>;
  close(): Promise<void>;
};

/** Longest time without a look at the keyboard. */
const sliceMs = 50;

/**
 * A thread for each core, where the bundle with the threads' program is; else the jobs are done here, in slices.
 * A job's result does not depend on who does it.
 */
export function crewOf(timeline: Timeline, settings: Settings, stop: AbortSignal): Crew {
  const program = new URL('./explore-worker.js', import.meta.url);
  const size = availableParallelism();
  return size > 1 && program.protocol === 'file:' && existsSync(program)
    ? threads(program, size, {timeline, settings}, stop)
    : alone(timeline, settings, stop);
}

function alone(timeline: Timeline, settings: Settings, stop: AbortSignal): Crew {
  const explore = explorerOf(timeline, settings);
  return {
    size: 1,
    async doAll(jobs, onDone) {
      let lookedMs = performance.now();
      for (const job of jobs) {
        const work = explore(job);
        let step = work.next();
        while (step.done !== true) {
          if (performance.now() - lookedMs > sliceMs) {
            await setImmediate();
            lookedMs = performance.now();
          }
          if (stop.aborted) return;
          step = work.next();
        }
        onDone(job, step.value as Result<(typeof job)['kind']>);
      }
    },
    close: async () => {},
  };
}

function threads(program: URL, size: number, workerData: object, stop: AbortSignal): Crew {
  const workers = Array.from({length: size}, () => new Worker(program, {workerData}));
  return {
    size,
    async doAll(jobs, onDone) {
      const waiting = jobs[Symbol.iterator]();
      await Promise.all(
        workers.map(async worker => {
          // One iterator for all of them: whoever is free takes the next job.
          for (const job of waiting) {
            const result = await answerOf(worker, job, stop);
            if (result === undefined) return;
            onDone(job, result as Result<(typeof job)['kind']>);
          }
        }),
      );
    },
    async close() {
      await Promise.all(workers.map(worker => worker.terminate()));
    },
  };
}

/** What a thread answers; undefined when the work was stopped first. */
function answerOf(worker: Worker, job: Job, stop: AbortSignal): Promise<Result | undefined> {
  if (stop.aborted) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      worker.off('message', onMessage);
      worker.off('error', onError);
      stop.removeEventListener('abort', onStop);
      settle();
    };
    const onMessage = (result: Result): void => end(() => resolve(result));
    const onError = (error: Error): void => end(() => reject(error));
    const onStop = (): void => end(() => resolve(undefined));
    worker.on('message', onMessage);
    worker.on('error', onError);
    stop.addEventListener('abort', onStop);
    worker.postMessage(job);
  });
}
