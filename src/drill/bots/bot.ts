import type {SeatInput} from '../play/input.js';
import type {Observation} from '../play/observe.js';

/** A choice that the seed makes: a whole number from 0 up, less than `count`; the same for the same purpose at the same moment. */
export type Draw = (purpose: string, count: number) => number;

/**
 * Somebody without judgement, to try the scoring on: what it does next follows from what its seat can see and from the seed. It has no
 * way to the world, to the scenario's book or to what it knew before.
 */
export type Bot = (seen: Observation, draw: Draw) => readonly SeatInput[];

/** What happened on the night, as somebody remembers who has read about it. */
export type Memory = {
  readonly orders: readonly {readonly action: string; readonly atMs: number}[];
  /** What was chosen, by decision. */
  readonly options: Readonly<Record<string, string>>;
};
