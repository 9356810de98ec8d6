import type {Check} from './explore.js';
import {type Property, properties} from './properties.js';

const broken: Readonly<Record<Property, (check: Check) => boolean>> = {
  neverEmpty: ({neverEmpty}) => neverEmpty !== null,
  noRegress: ({noRegress}) => noRegress !== null,
  recoverable: ({doomed}) => doomed !== null,
};

export const isBroken = (check: Check, property: Property): boolean => broken[property](check);

export const holdsAll = (check: Check): boolean => properties.every(({name}) => !isBroken(check, name));

/** The first property that is broken; null: all hold. */
export const firstBroken = (check: Check): Property | null => properties.find(({name}) => isBroken(check, name))?.name ?? null;
