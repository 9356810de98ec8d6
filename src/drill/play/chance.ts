import {randomAt} from '../../model/random.js';

/** A list in an order that the seed decides, the same for the same purpose. */
export const shuffled = <T>(seed: number, purpose: string, list: readonly T[]): readonly T[] =>
  list
    .map((item, index) => ({item, at: randomAt(seed, purpose, index)}))
    .sort((a, b) => a.at - b.at)
    .map(({item}) => item);
