import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {prepare} from '../../src/engine/simulate.js';
import type {Json} from '../../src/timeline/types.js';
import {aModel, at, complaintsAbout, type Declaration, runOf, series, stepwise} from '../helpers/model.js';
import {runs} from '../helpers/runs.js';

/** The value of an expression over two curves: x, and y. */
const worth = (
  expr: Json,
  {x = 0, y = 0, parameters = {}}: {x?: number; y?: number; parameters?: Readonly<Record<string, number>>} = {},
): number =>
  at(runOf({components: [{type: 'signal', id: 'out', expr}], demand: {x: [[0, x]], y: [[0, y]]}, parameters, minutes: 1}), 'out', 1);

describe('an expression', () => {
  it.each([
    {expr: 0.3, value: 0.3},
    {expr: -2, value: -2},
    {expr: 'demand.x', value: 0.25},
    {expr: {not: 'demand.x'}, value: 0.75},
    {expr: {not: {not: 'demand.x'}}, value: 0.25},
    {expr: {mul: ['demand.x', 'demand.y', 2]}, value: 2},
    {expr: {mul: ['demand.x']}, value: 0.25},
    {expr: {min: ['demand.x', 'demand.y', 1]}, value: 0.25},
    {expr: {max: ['demand.x', 'demand.y', 1]}, value: 4},
    {expr: {max: [-3, -2]}, value: -2},
    {expr: {min: [-3, -2]}, value: -3},
    {
      expr: {
        sum: [
          [1, 'demand.y'],
          [-2, 'demand.x'],
          [0.5, 1],
        ],
      },
      value: 4,
    },
    {expr: {mul: [{not: 'demand.x'}, {min: [1, 'demand.y']}]}, value: 0.75},
  ])('$expr is $value where x = 0.25 and y = 4', ({expr, value}) => {
    expect(worth(expr as Json, {x: 0.25, y: 4})).toBe(value);
  });

  it.each([
    {x: 0.499, value: 0},
    {x: 0.5, value: 1},
    {x: 0.501, value: 1},
  ])('a step at 0.5 is $value at $x', ({x, value}) => {
    expect(worth({step: ['demand.x', 0.5]}, {x})).toBe(value);
  });

  it.each([
    {x: 9, up: 0, down: 1},
    {x: 10, up: 0, down: 1},
    {x: 12.5, up: 0.25, down: 0.75},
    {x: 20, up: 1, down: 0},
    {x: 21, up: 1, down: 0},
  ])('a ramp from 10 to 20 is $up at $x, from 20 to 10 it is $down', ({x, up, down}) => {
    expect(worth({ramp: ['demand.x', 10, 20]}, {x})).toBe(up);
    expect(worth({ramp: ['demand.x', 20, 10]}, {x})).toBe(down);
  });

  it.each([
    {x: 4.999, value: 0},
    {x: 5, value: 1},
    {x: 5.001, value: 1},
  ])('a ramp of no width is a step: $value at $x', ({x, value}) => {
    expect(worth({ramp: ['demand.x', 5, 5]}, {x})).toBe(value);
  });

  it('may name a parameter wherever a number stands', () => {
    const parameters = {k: 3, low: 1, high: 5};
    expect(worth({param: 'k'}, {parameters})).toBe(3);
    expect(worth({sum: [[{param: 'k'}, 'demand.x']]}, {x: 2, parameters})).toBe(6);
    expect(worth({ramp: ['demand.x', {param: 'low'}, {param: 'high'}]}, {x: 2, parameters})).toBe(0.25);
    expect(worth({mul: [{param: 'k'}, {not: {param: 'low'}}]}, {parameters})).toBe(0);
  });

  it('other values for parameters are given when the model is made ready', () => {
    const timeline = aModel({components: [{type: 'signal', id: 'out', expr: {param: 'k'}}], parameters: {k: 3}});
    expect(at(prepare(timeline).history, 'out', 1)).toBe(3);
    expect(at(prepare(timeline, {parameters: {k: 5}}).history, 'out', 1)).toBe(5);
  });

  it('shares stay shares under not, mul, min, max, step and ramp, however deep', () => {
    const share = fc.double({min: 0, max: 1, noNaN: true});
    const {expr} = fc.letrec<{expr: Json}>(tie => ({
      expr: fc.oneof(
        {depthSize: 'small', withCrossShrink: true},
        share,
        fc.constantFrom('demand.x', 'demand.y'),
        fc.record({not: tie('expr')}),
        fc.record({mul: fc.array(tie('expr'), {minLength: 1, maxLength: 3})}),
        fc.record({min: fc.array(tie('expr'), {minLength: 1, maxLength: 3})}),
        fc.record({max: fc.array(tie('expr'), {minLength: 1, maxLength: 3})}),
        fc.record({step: fc.tuple(tie('expr'), share)}),
        fc.record({ramp: fc.tuple(tie('expr'), share, share)}),
      ),
    }));
    fc.assert(
      fc.property(expr, share, share, (tree, x, y) => {
        const value = worth(tree, {x, y});
        expect(value >= 0 && value <= 1).toBe(true);
      }),
      {numRuns: runs(200)},
    );
  });
});

describe('the order of things', () => {
  it('a chain is worked out in one step, whatever the names and the order in the file', () => {
    const chain: Declaration = {
      components: [
        {type: 'signal', id: 'z', expr: 'demand.x'},
        {type: 'signal', id: 'a', expr: 'm'},
        {
          type: 'signal',
          id: 'm',
          expr: {
            sum: [
              [1, 'z'],
              [1, 1],
            ],
          },
        },
      ],
      demand: {x: stepwise([0, 0], [10, 5])},
    };
    expect([at(runOf(chain), 'a', 9.75), at(runOf(chain), 'a', 10)]).toEqual([1, 6]);
    expect(runOf({...chain, components: chain.components.toReversed()}).table).toEqual(runOf(chain).table);
  });

  it('`last` is the value of the step before: at first, where the signal begins', () => {
    const run = runOf({
      components: [
        {type: 'signal', id: 'before', expr: {last: 'demand.x'}},
        {
          type: 'signal',
          id: 'count',
          expr: {
            sum: [
              [1, {last: 'count'}],
              [1, 1],
            ],
          },
        },
        {type: 'signal', id: 'ok', expr: {last: 'api.avail'}},
        {type: 'service', id: 'api', deps: [{on: 0.25}], fallTauSeconds: 1e-9},
      ],
      demand: {
        x: [
          [0, 3],
          [60, 243],
        ],
      },
    });
    expect(series(run, 'before').slice(0, 3)).toEqual([3, 3, 4]);
    expect(series(run, 'count').slice(0, 4)).toEqual([1, 2, 3, 4]);
    // Before the first step a service is well.
    expect(series(run, 'ok').slice(0, 3)).toEqual([1, 1, 0.25]);
  });

  it('`last` lets components depend on each other', () => {
    const run = runOf({
      components: [
        {type: 'signal', id: 'a', expr: {not: {last: 'b'}}},
        {type: 'signal', id: 'b', expr: 'a'},
      ],
    });
    expect(series(run, 'b').slice(0, 4)).toEqual([1, 0, 1, 0]);
  });

  it('an action does not make `last` skip a step', () => {
    const run = runOf({
      components: [
        {type: 'switch', id: 's'},
        {type: 'signal', id: 'before', expr: {last: 's.share'}},
        {
          type: 'signal',
          id: 'count',
          expr: {
            sum: [
              [1, {last: 'count'}],
              [1, 1],
            ],
          },
        },
      ],
      actions: [{at: 10, target: 's', verb: 'on'}],
    });
    expect([at(run, 's.share', 10), at(run, 'before', 10), at(run, 'before', 10.25)]).toEqual([1, 0, 1]);
    expect(at(run, 'count', 20)).toBe(81);
  });

  it('without `last` a circle is refused, and named', () => {
    const components = [
      {type: 'signal', id: 'a', expr: 'c'},
      {type: 'signal', id: 'b', expr: {not: 'a'}},
      {type: 'signal', id: 'c', expr: 'b'},
    ];
    expect(complaintsAbout({components})).toEqual([expect.stringMatching(/closes a circle of components: .*a.*/)]);
    expect(() => prepare(aModel({components}))).toThrow(/circle: a, b, c/);
    expect(complaintsAbout({components: [{type: 'signal', id: 'a', expr: {not: 'a'}}]})).toEqual([
      expect.stringContaining('closes a circle'),
    ]);
  });
});

describe('what is no expression', () => {
  it.each([
    {expr: null, says: 'must be an expression'},
    {expr: true, says: 'must be an expression'},
    {expr: [1, 2], says: 'must be an expression'},
    {expr: {}, says: 'one operator'},
    {expr: {not: 1, mul: [1]}, says: 'one operator'},
    {expr: {plus: [1, 2]}, says: 'one operator'},
    {expr: {mul: []}, says: 'must have the form {"mul": [x, …]}'},
    {expr: {mul: 3}, says: 'must have the form'},
    {expr: {sum: [[1, 2, 3]]}, says: 'must have the form'},
    {expr: {sum: [['demand.x', 2]]}, says: 'must be a number'},
    {expr: {step: [1]}, says: 'must have the form'},
    {expr: {ramp: [1, 2]}, says: 'must have the form'},
    {expr: {ramp: [1, 2, 'demand.x']}, says: 'must be a number'},
    {expr: {last: 3}, says: 'must have the form'},
    {expr: {last: 'demand.z'}, says: 'unknown signal "demand.z"'},
    {expr: {param: 'k'}, says: 'unknown parameter "k"'},
    {expr: {not: {not: 'demand.z'}}, says: 'unknown signal "demand.z"'},
    {expr: 'two words', says: 'must name a signal'},
  ])('refuses $expr', ({expr, says}) => {
    const complaints = complaintsAbout({components: [{type: 'signal', id: 'a', expr: expr as Json}], demand: {x: []}});
    expect(complaints.join('\n')).toContain(says);
  });
});
