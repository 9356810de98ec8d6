import {type State, someEmpty} from './state.js';

/** What the automation should guarantee. */
export const properties = [
  {
    name: 'neverEmpty',
    words: 'always resolves',
    means: 'no record ever points at a plan that does not exist',
  },
  {
    name: 'noRegress',
    words: 'never goes backwards',
    means: 'no record is ever set to an older plan than it has',
  },
  {
    name: 'recoverable',
    words: 'can always recover',
    means: 'from every situation something leads to the newest plan on every record',
  },
] as const;

export type Property = (typeof properties)[number]['name'];

/** *never-empty* is about a situation. */
export const breaksNeverEmpty = someEmpty;

/** *no-regress* is about a step: a record had a newer plan before it. Only an enactor's write can do that. */
export function breaksNoRegress(before: State, after: State): boolean {
  for (let endpoint = 0; endpoint < before.dns.length; endpoint++) {
    if ((after.dns[endpoint] as number) < (before.dns[endpoint] as number)) return true;
  }
  return false;
}

/** *recoverable* is about all that can follow: from everywhere, some way leads here. A situation without one is doomed. */
export function isRecovered({dns}: State, plans: number): boolean {
  for (let endpoint = 0; endpoint < dns.length; endpoint++) if (dns[endpoint] !== plans) return false;
  return true;
}
