import type {Ms} from '../timeline/types.js';
import {type RunTable, rowAt} from './run.js';

export const MILLION = 1e6;
/** How the signals end that count user-minutes, in millions; before it stands the customer. */
export const userMinutesOutput = '.userMinutes';

/** User-minutes lost up to an instant, over all customers of the model; 0 for a plain record. */
export function userMinutesAt(run: RunTable, atMs: Ms): number {
  const first = rowAt(run, atMs) * run.signals.length;
  let millions = 0;
  for (const [signal, column] of run.columns) if (signal.endsWith(userMinutesOutput)) millions += run.table[first + column] as number;
  return millions * MILLION;
}
