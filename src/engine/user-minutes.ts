import type {Ms} from '../timeline/types.js';
import {type RunTable, rowAt} from './run.js';

export const MILLION = 1e6;
/** How the signals end that count user-minutes, in millions; before it stands the customer. */
export const userMinutesOutput = '.userMinutes';

/** User-minutes lost up to an instant, over all customers of the model; 0 for a plain record. */
export const userMinutesAt = (run: RunTable, atMs: Ms): number => userMinutesOver(run)(atMs);

/** The same for many instants: which signals count is found out once. */
export function userMinutesOver(run: RunTable): (atMs: Ms) => number {
  const columns = [...run.columns].filter(([signal]) => signal.endsWith(userMinutesOutput)).map(([, column]) => column);
  return atMs => {
    const first = rowAt(run, atMs) * run.signals.length;
    let millions = 0;
    for (const column of columns) millions += run.table[first + column] as number;
    return millions * MILLION;
  };
}
