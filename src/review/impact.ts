import {type Run, rowAt} from '../engine/run.js';
import {windowsOfService} from '../engine/windows.js';
import {MINUTE_MS} from '../timeline/time.js';
import type {Ms} from '../timeline/types.js';

export const MILLION = 1e6;
/** How the signals end that count user-minutes, in millions; before it stands the customer. */
export const userMinutesOutput = '.userMinutes';

export type Impact = {
  /** User-minutes lost in the whole run. User counts are illustrative, so only shares and differences mean anything. */
  readonly userMinutes: number;
  /** Minutes in which each service was not operational; services that never were are left out. */
  readonly byService: Readonly<Record<string, number>>;
};

/** User-minutes lost up to an instant, over all customers of the model; 0 for a plain record. */
export const userMinutesAt = (run: Run, atMs: Ms): number => userMinutesOver(run)(atMs);

/** The same for many instants: which signals count is found out once. */
export function userMinutesOver(run: Run): (atMs: Ms) => number {
  const columns = [...run.columns].filter(([signal]) => signal.endsWith(userMinutesOutput)).map(([, column]) => column);
  return atMs => {
    const first = rowAt(run, atMs) * run.signals.length;
    let millions = 0;
    for (const column of columns) millions += run.table[first + column] as number;
    return millions * MILLION;
  };
}

/** Minutes up to an instant in which a service was not operational. */
export function impairedMinutesAt(run: Run, service: string, atMs: Ms): number {
  let impairedMs = 0;
  for (const {startsAtMs, endsAtMs} of windowsOfService(run, service))
    impairedMs += Math.max(0, Math.min(endsAtMs ?? run.endMs, atMs) - startsAtMs);
  return impairedMs / MINUTE_MS;
}

/** The impact of the whole run. */
export function impactOf(run: Run): Impact {
  const minutes = [...run.tracks.keys()].map(service => [service, impairedMinutesAt(run, service, run.endMs)] as const);
  return {userMinutes: userMinutesAt(run, run.endMs), byService: Object.fromEntries(minutes.filter(([, impaired]) => impaired > 0))};
}
