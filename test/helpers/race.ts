import type {Rules} from '../../src/race/enactor.js';
import {type Check, type Explored, explore} from '../../src/race/explore.js';
import {parseProtect} from '../../src/race/protections.js';

/** A world as the tables write it: enactors, plans, endpoints, age; protections. */
export type World = readonly [enactors: number, plans: number, endpoints: number, age: number];

export const rulesOf = ([enactors, plans, endpoints, age]: World, variant = 'none'): Rules => ({
  size: {enactors, plans, endpoints, age},
  protect: parseProtect(variant),
});

export const exploredWorld = (world: World, variant?: string): Explored => explore(rulesOf(world, variant));

const checks = new Map<string, Check>();

/** What an exhaustive check says of a world; done once for all tests of a file. */
export function checkOf(world: World, variant = 'none'): Check {
  const key = `${world.join()} ${variant}`;
  const check = checks.get(key) ?? exploredWorld(world, variant).check;
  checks.set(key, check);
  return check;
}

/** The words of a world for the title of a test. */
export const titled = <Row extends {readonly world: World}>(row: Row): Row & {readonly size: string} => ({
  ...row,
  size: row.world.join(','),
});
