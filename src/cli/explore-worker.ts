import {parentPort, workerData} from 'node:worker_threads';
import {explorerOf, type Job, type Settings} from '../review/explore.js';
import type {Timeline} from '../timeline/types.js';

/** A thread that does one job after the other; see `workers.ts`. */
const {timeline, settings} = workerData as {readonly timeline: Timeline; readonly settings: Settings};
const explore = explorerOf(timeline, settings);

parentPort?.on('message', (job: Job) => {
  const work = explore(job);
  let step = work.next();
  while (step.done !== true) step = work.next();
  parentPort?.postMessage(step.value);
});
