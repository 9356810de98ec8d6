import {describe, expect, it} from 'vitest';
import {modelOf} from '../../src/race/model.js';
import {begin, type Position, take} from '../../src/race/position.js';
import {rerun} from '../../src/race/schedule.js';
import {isEmpty} from '../../src/race/state.js';
import {shortestTrace} from '../../src/race/trace.js';
import {exploredWorld, rulesOf} from '../helpers/race.js';
import {theDefault} from './results.js';

/** The night of nobody's protection. */
const outage: Position = (() => {
  const model = modelOf(rulesOf(theDefault));
  const trace = shortestTrace(exploredWorld(theDefault), 'neverEmpty') ?? [];
  return trace.reduce(take, begin(model));
})();

const under = (variant: string) => {
  const model = modelOf(rulesOf(theDefault, variant));
  const {path, differences} = rerun(outage, model);
  const end = path.reduce(take, begin(model));
  return {
    end: isEmpty(end.state, 0) ? 'EMPTY' : `plan ${end.state.dns[0]}`,
    differences: differences.map(({step, words}) => `${step} ${words}`),
  };
};

describe('the same schedule under a protection', () => {
  it.each([
    {variant: 'none', end: 'EMPTY', differences: []},
    {variant: 'fence', end: 'plan 4', differences: ['9 E1 Apply: refused, 4 is newer than 2']},
    {variant: 'skip', end: 'plan 2', differences: ['10 E2 Clean: deletes 1']},
    {variant: 'guard', end: 'plan 2', differences: ['10 E2 Clean: deletes nothing']},
    {variant: 'hold', end: 'plan 2', differences: ['10 E2 Clean: deletes 1']},
    {variant: 'heal', end: 'EMPTY', differences: []},
    // The second look comes at once, and the change after it.
    {variant: 'recheck', end: 'EMPTY', differences: []},
    {
      variant: 'lease',
      end: 'plan 2',
      differences: [
        '5 E2 Pick 4 cannot be done: waits for the lease: E1 holds it',
        '5 E2 Check cannot be done: waits for the lease: E1 holds it',
        '5 E2 Apply cannot be done: waits for the lease: E1 holds it',
        '6 E1 Apply: 1 -> 2',
        '6 E2 Clean cannot be done: waits for the lease: E1 holds it',
      ],
    },
  ])('$variant ends with $end', ({variant, end, differences}) => {
    expect(under(variant)).toEqual({end, differences});
  });

  it('early lists what was safe, and deletes it at once: the record stays', () => {
    expect(under('early').end).toBe('plan 2');
  });
});
