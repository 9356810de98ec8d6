import {describe, expect, it} from 'vitest';
import {at, complaintsAbout, runOf, series} from '../helpers/model.js';

describe('signal', () => {
  it('is the value of its expression under its own name, from the first row on', () => {
    const run = runOf({
      components: [{type: 'signal', id: 'alarm', expr: {step: ['demand.load', 0.5]}}],
      demand: {
        load: [
          [0, 0.4],
          [10, 0.6],
        ],
      },
    });
    expect(run.signals).toEqual(['demand.load', 'alarm']);
    expect([0, 4.75, 5, 60].map(minute => at(run, 'alarm', minute))).toEqual([0, 0, 1, 1]);
  });

  it('may have dots in its name, and be read by others', () => {
    const run = runOf({
      components: [
        {type: 'signal', id: 'region.err', expr: 0.25},
        {type: 'signal', id: 'twice', expr: {sum: [[2, 'region.err']]}},
      ],
    });
    expect(series(run, 'twice')).toEqual(Array(241).fill(0.5));
  });

  it('sees an action in the row of the action', () => {
    const run = runOf({
      components: [
        {type: 'switch', id: 's'},
        {type: 'signal', id: 'a.late', expr: {not: 'b'}},
        {type: 'signal', id: 'b', expr: 's.share'},
      ],
      actions: [{at: 10, target: 's', verb: 'on'}],
    });
    expect([at(run, 'a.late', 9.75), at(run, 'a.late', 10)]).toEqual([1, 0]);
  });

  it.each([
    {expr: 'nothing.at.all', says: 'unknown signal "nothing.at.all"'},
    {expr: {plus: [1, 2]}, says: 'expression with one operator'},
    {expr: undefined, says: 'model.components.0.expr is missing'},
  ])('refuses $expr', ({expr, says}) => {
    expect(complaintsAbout({components: [{type: 'signal', id: 'a', ...(expr === undefined ? {} : {expr})}]}).join('\n')).toContain(says);
  });
});
