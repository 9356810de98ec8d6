import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {explore} from '../../src/race/explore.js';
import {namesOf, type Protection, protect, protectionNames} from '../../src/race/protections.js';
import {canEmpty, type Size} from '../../src/race/size.js';
import {naiveCheck} from '../helpers/naive-race.js';
import {runs} from '../helpers/runs.js';

const sizes = fc.record({
  enactors: fc.integer({min: 1, max: 2}),
  plans: fc.integer({min: 1, max: 4}),
  endpoints: fc.integer({min: 1, max: 2}),
  age: fc.integer({min: 1, max: 3}),
});
const chosen = fc.subarray([...protectionNames], {maxLength: 4}).map(names => protect(...(names as Protection[])));

const naiveOf = ({enactors, plans, endpoints, age}: Size, names: readonly string[]) =>
  naiveCheck({E: enactors, G: plans, N: endpoints, K: age}, new Set(names));

describe('any small world with any protections', () => {
  it('is what a naive search finds, to the last number', () => {
    fc.assert(
      fc.property(sizes, chosen, (size, protect) => {
        expect(explore({size, protect}).check).toEqual(naiveOf(size, namesOf(protect)));
      }),
      {numRuns: runs(80), seed: 20},
    );
  }, 120_000);

  it('has the same verdicts, lengths and distances when enactors are interchangeable', () => {
    const verdicts = ({size, protect}: {size: Size; protect: ReturnType<typeof protectOf>}, interchangeable: boolean) => {
      const {neverEmpty, noRegress, doomed, dead, depth} = explore({size, protect}, interchangeable).check;
      return {neverEmpty, noRegress, doomed, dead, depth};
    };
    const named = sizes.map(size => ({...size, enactors: size.enactors + 1, plans: Math.min(3, size.plans)}));
    fc.assert(
      fc.property(named, chosen, (size, protect) => {
        const rules = {size, protect: protectOf(namesOf(protect).filter(name => name !== 'lease'))};
        expect(verdicts(rules, true)).toEqual(verdicts(rules, false));
      }),
      {numRuns: runs(80), seed: 21},
    );
  }, 120_000);

  it('cannot empty a record with one enactor, or where no clean-up reaches that far', () => {
    fc.assert(
      fc.property(sizes, chosen, (size, protect) => {
        fc.pre(!canEmpty(size));
        expect(explore({size, protect}).check.neverEmpty).toBeNull();
      }),
      {numRuns: runs(80), seed: 22},
    );
  }, 60_000);
});

const protectOf = (names: readonly Protection[]) => protect(...names);

it.each([
  {size: {enactors: 3, plans: 3, endpoints: 2, age: 1}, names: ['fence', 'crash']},
  {size: {enactors: 3, plans: 3, endpoints: 1, age: 1}, names: ['lease', 'expire', 'off', 'repair', 'crash']},
  {size: {enactors: 2, plans: 3, endpoints: 3, age: 1}, names: ['early', 'recheck', 'passed']},
  {size: {enactors: 2, plans: 5, endpoints: 1, age: 2}, names: ['hold', 'guard', 'repair']},
] as const)('$size with $names too', ({size, names}) => {
  expect(explore({size, protect: protect(...names)}).check).toEqual(naiveOf(size, names));
});
