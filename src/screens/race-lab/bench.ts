import type {Later} from '../replay/background.js';
import type {Job} from './checking.js';
import type {News} from './state.js';

export type LabBench = {
  /** What to work on from now on; another job drops the one under way. */
  want(job: Job | null): void;
  close(): void;
};

/** So long a key may have to wait for a slice. */
const sliceMs = 12;
/** So often progress is drawn. */
const newsMs = 120;

/** Works on one job, slice by slice, and lets the terminal have its turn after each. `nowMs`: real milliseconds, from any start. */
export function labBench(onNews: (news: News) => void, later: Later, nowMs: () => number): LabBench {
  let key: string | null = null;
  let work: Iterator<News | undefined, News> | null = null;
  let workedMs = 0;
  let sliceFromMs = 0;
  let toldMs = 0;
  let callOff = (): void => {};

  const slice = (): void => {
    if (work === null) return;
    sliceFromMs = nowMs();
    let step = work.next();
    while (step.done !== true && nowMs() - sliceFromMs < sliceMs) step = work.next();
    const atMs = nowMs();
    workedMs += atMs - sliceFromMs;
    sliceFromMs = atMs;
    if (step.done === true) work = null;
    else callOff = later(slice, 0);
    if (step.value === undefined || (step.done !== true && atMs - toldMs < newsMs)) return;
    toldMs = atMs;
    onNews(step.value);
  };
  return {
    want(job) {
      if ((job?.key ?? null) === key) return;
      callOff();
      key = job?.key ?? null;
      workedMs = 0;
      toldMs = nowMs();
      work = job?.begin(() => workedMs + nowMs() - sliceFromMs) ?? null;
      if (work !== null) callOff = later(slice, 0);
    },
    close() {
      callOff();
      work = null;
    },
  };
}
