import type {Run} from '../engine/run.js';
import {userMinutesAt} from '../engine/user-minutes.js';
import {windowsOfService} from '../engine/windows.js';
import {MINUTE_MS} from '../timeline/time.js';
import type {Ms} from '../timeline/types.js';

export type Impact = {
  /** User-minutes lost in the whole run. User counts are illustrative, so only shares and differences mean anything. */
  readonly userMinutes: number;
  /** Minutes in which each service was not operational; services that never were are left out. */
  readonly byService: Readonly<Record<string, number>>;
};

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
