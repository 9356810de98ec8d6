import {statuses} from '../timeline/types.js';
import type {Run, Window} from './run.js';

/** Every stretch in which a service was not operational, services in the timeline's order. An end of null means: not in this run. */
export function windowsOf(run: Run): readonly Window[] {
  return run.timeline.services.flatMap(({id}) => windowsOfService(run, id));
}

export function windowsOfService(run: Run, service: string): readonly Window[] {
  const windows: Window[] = [];
  for (const {atMs, status} of run.tracks.get(service)?.changes ?? []) {
    const last = windows.at(-1);
    const open = last?.endsAtMs === null ? last : undefined;
    if (status === 'operational') {
      if (open !== undefined) windows[windows.length - 1] = {...open, endsAtMs: atMs};
    } else if (open === undefined) {
      windows.push({service, status, startsAtMs: atMs, endsAtMs: null});
    } else if (statuses.indexOf(status) > statuses.indexOf(open.status)) {
      windows[windows.length - 1] = {...open, status};
    }
  }
  return windows;
}
