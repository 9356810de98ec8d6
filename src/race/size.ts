import {UserError} from '../errors.js';

/** How big the small world of the model is. */
export type Size = {
  /** Enactors: the programs that write plans into DNS, each in its own availability zone. */
  readonly enactors: number;
  /** Plans are numbered 1, 2, … up to this; the Planner makes no more. */
  readonly plans: number;
  /** Endpoints: each has one record, which points at one plan. */
  readonly endpoints: number;
  /** Clean-up deletes plans that are at least so many generations older than the one just finished. */
  readonly age: number;
};

export const defaultSize: Size = {enactors: 3, plans: 4, endpoints: 1, age: 2};

/** From 1 to these. An enactor then takes at most 32 bits, and so do all the plans together: see packing.ts. */
export const largest: Size = {enactors: 12, plans: 16, endpoints: 8, age: 16};

export const dimensions = ['enactors', 'plans', 'endpoints', 'age'] as const satisfies readonly (keyof Size)[];

/** Throws a UserError with exit code 2 for a size that is none. */
export function checkedSize(size: Size): Size {
  for (const name of dimensions) {
    const value = size[name];
    if (Number.isSafeInteger(value) && value >= 1 && value <= largest[name]) continue;
    throw new UserError(`race: --${name} takes a whole number from 1 to ${largest[name]}.`, `The default is ${defaultSize[name]}.`, 2);
  }
  return size;
}

/** Below this the race can write an old plan, but no clean-up reaches it: the record never empties, whatever the protections. */
export const canEmpty = ({enactors, plans, age}: Size): boolean => enactors >= 2 && plans >= age + 2;
