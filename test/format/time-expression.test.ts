import {describe, expect, it} from 'vitest';
import {UserError} from '../../src/errors.js';
import {sinceStartExact} from '../../src/format/clock.js';
import {parseTime} from '../../src/format/time-expression.js';
import {isoAt} from '../../src/timeline/time.js';
import type {Timeline} from '../../src/timeline/types.js';
import {aTimeline} from './a-timeline.js';

const night = aTimeline();
const read = (expression: string, timeline: Timeline = night): string => isoAt(timeline, parseTime(expression, timeline));

function refusal(expression: string, timeline: Timeline = night): UserError {
  try {
    parseTime(expression, timeline);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error(`${expression} was taken`);
}

describe('a time as people write it', () => {
  it.each([
    ['23:00', '2025-10-19T23:00:00-07:00', 'the run’s start itself'],
    ['23:59:59', '2025-10-19T23:59:59-07:00', 'still the first evening'],
    ['02:25', '2025-10-20T02:25:00-07:00', 'the next morning'],
    ['2:25:30', '2025-10-20T02:25:30-07:00', 'one digit for the hour'],
    ['20T02:25', '2025-10-20T02:25:00-07:00', 'with the day of the month'],
    ['T+2:37', '2025-10-20T02:25:00-07:00', 'since the start'],
    ['t+2:37:10', '2025-10-20T02:25:10-07:00', 'with seconds'],
    ['T-0:20', '2025-10-19T23:28:00-07:00', 'before the start'],
    ['2025-10-20T09:25:00Z', '2025-10-20T02:25:00-07:00', 'an instant with another offset'],
    ['E046', '2025-10-20T02:25:00-07:00', 'an event'],
    ['e046', '2025-10-20T02:25:00-07:00', 'an event in small letters'],
    ['0%', '2025-10-19T23:00:00-07:00', 'the start'],
    ['25%', '2025-10-20T03:00:00-07:00', 'a quarter of the run'],
    ['100 %', '2025-10-20T15:00:00-07:00', 'the end'],
    ['collapse', '2025-10-20T01:00:00-07:00', 'a phase'],
    ['leases COLLAPSE', '2025-10-20T01:00:00-07:00', 'the title of a phase'],
    ['Phase 1', '2025-10-20T01:00:00-07:00', 'the number of a phase'],
    ['leases', '2025-10-20T01:00:00-07:00', 'the beginning of a title that no other phase has'],
    [' 02:25 ', '2025-10-20T02:25:00-07:00', 'with spaces around'],
  ])('%s is %s: %s', (expression, iso) => {
    expect(read(expression)).toBe(iso);
  });

  it('takes the first of two equal times when clocks go back, and none that clocks skip', () => {
    const autumn = aTimeline({epoch: '2025-11-02T00:00:00-07:00'});
    expect(read('01:30', autumn)).toBe('2025-11-02T01:30:00-07:00');
    const spring = aTimeline({epoch: '2025-03-09T00:00:00-08:00'});
    expect(refusal('9T02:30', spring).exitCode).toBe(2);
  });

  it('finds the days of a long incident', () => {
    const long = aTimeline({hours: 24 * 10});
    expect(read('21T04:05', long)).toBe('2025-10-21T04:05:00-07:00');
    expect(read('04:05', long)).toBe('2025-10-20T04:05:00-07:00');
  });

  it.each(['', 'soon', '25:00', '02:60', '02:25:61', 'T2:37', '101%', 'E999', '2025-10-20', '2025-10-20T02:25:00', '-5', '\u001b[31m'])(
    'refuses %j as wrong usage, with what would do',
    expression => {
      const error = refusal(expression);
      expect(error.exitCode).toBe(2);
      expect(error.hint).not.toBe('');
      expect(error.message).not.toContain('\u001b');
    },
  );

  it.each(['16:00', '21T02:25', 'T-1:00', 'T+20:00', '2025-10-19T22:59:59-07:00', '2026-01-01T00:00:00Z'])(
    'refuses %s, which is outside the run',
    expression => {
      expect(refusal(expression).message).toMatch(/before the run begins|after the run ends/);
      expect(refusal(expression).hint).toContain('23:00 to 15:00');
    },
  );

  it('reads back every whole second that the clock writes', () => {
    for (let atMs = 0; atMs <= 57_600_000; atMs += 997_000) expect(parseTime(sinceStartExact(night, atMs), night)).toBe(atMs);
  });
});
