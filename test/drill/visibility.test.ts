import {describe, expect, it} from 'vitest';
import {type Eyes, isKnown} from '../../src/drill/play/visibility.js';
import {knowledgeTags} from '../../src/drill/scenario/predicate-schema.js';

const fromMs = 10 * 60_000;
/** Who may know it from its minute on; nobody before. */
const table: Readonly<Record<(typeof knowledgeTags)[number], readonly Eyes[]>> = {
  'SIM-c': ['public', 'insider', 'debrief'],
  'SIM-i': ['insider', 'debrief'],
  PUB: ['public', 'insider', 'debrief'],
  OPS: ['insider', 'debrief'],
  LATE: ['debrief'],
  FIC: ['public', 'insider', 'debrief'],
};

describe('a view as of then shows what its eyes could know then', () => {
  it.each(knowledgeTags.flatMap(tag => (['public', 'insider', 'debrief'] as const).map(eyes => ({tag, eyes}))))(
    '$tag to $eyes eyes',
    ({tag, eyes}) => {
      const known = (atMs: number): boolean => isKnown({tag, fromMs}, eyes, atMs);
      const isEver = table[tag].includes(eyes);
      expect([known(fromMs - 1), known(fromMs), known(fromMs + 1)]).toEqual([eyes === 'debrief', isEver, isEver]);
      expect(isKnown({tag, fromMs: null}, eyes, 0)).toBe(isEver);
    },
  );
});
