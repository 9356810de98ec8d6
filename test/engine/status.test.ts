import {describe, expect, it} from 'vitest';
import {severityOf, trackOf} from '../../src/engine/status.js';
import type {StatusRule} from '../../src/timeline/types.js';

const errors: StatusRule = {signal: 'x', degraded: 0.05, partial: 0.2, major: 0.5, holdMinutes: 2};
const share: StatusRule = {signal: 'x', degraded: 0.95, partial: 0.8, major: 0.5, holdMinutes: 2};

/** One value a minute from minute 0. */
const trackFor = (values: readonly number[], rule: StatusRule): readonly string[] =>
  trackOf('x', rule, {table: Float64Array.from(values), width: 1, column: 0, rows: values.length, startMs: 0, stepMs: 60_000}).changes.map(
    ({atMs, status}) => `${atMs / 60_000} ${status}`,
  );

describe('how bad a value is', () => {
  it.each([
    {value: 0.0499, severity: 0},
    {value: 0.05, severity: 1},
    {value: 0.1999, severity: 1},
    {value: 0.2, severity: 2},
    {value: 0.5, severity: 3},
    {value: 1, severity: 3},
  ])('errors of $value: $severity', ({value, severity}) => expect(severityOf(value, errors)).toBe(severity));

  it.each([
    {value: 1, severity: 0},
    {value: 0.95, severity: 0},
    {value: 0.9499, severity: 1},
    {value: 0.8, severity: 1},
    {value: 0.4999, severity: 3},
  ])('a share of $value, where less is worse: $severity', ({value, severity}) => expect(severityOf(value, share)).toBe(severity));
});

describe('a status', () => {
  it('gets worse at once', () => {
    expect(trackFor([0, 0.1, 0.6], errors)).toEqual(['0 operational', '1 degraded', '2 major outage']);
  });

  it('gets better only after the hold', () => {
    expect(trackFor([0.6, 0, 0, 0], errors)).toEqual(['0 major outage', '3 operational']);
    expect(trackFor([0.6, 0, 0], errors)).toEqual(['0 major outage']);
  });

  it('does not count a dip shorter than the hold', () => {
    expect(trackFor([0.6, 0, 0.6, 0, 0, 0], errors)).toEqual(['0 major outage', '5 operational']);
  });

  it('falls to the worst state seen during the hold', () => {
    expect(trackFor([0.6, 0, 0.3, 0, 0, 0, 0], errors)).toEqual(['0 major outage', '3 partial outage', '6 operational']);
  });

  it('follows the signal at once without a hold', () => {
    expect(trackFor([0.6, 0], {...errors, holdMinutes: 0})).toEqual(['0 major outage', '1 operational']);
  });
});
