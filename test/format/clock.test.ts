import {describe, expect, it} from 'vitest';
import {
  dateRange,
  duration,
  hourMinute,
  localClock,
  longDate,
  sinceStart,
  sinceStartExact,
  stamp,
  utcClock,
  zonedMinute,
} from '../../src/format/clock.js';
import {aTimeline} from './a-timeline.js';

const minuteMs = 60_000;
const at = (hours: number, minutes = 0, seconds = 0): number => ((hours * 60 + minutes) * 60 + seconds) * 1000;
const night = aTimeline();

describe('the clock of an incident', () => {
  it('shows the incident’s own zone and UTC, whatever the machine’s zone is', () => {
    expect(localClock(night, at(3, 31))).toBe('02:31:00 PDT');
    expect(zonedMinute(night, at(3, 31))).toBe('02:31 PDT');
    expect(hourMinute(night, at(0))).toBe('23:00');
    expect(utcClock(night, at(3, 31))).toBe('09:31 UTC');
    expect(longDate(night, at(0))).toBe('Sunday 19 October 2025');
    expect(longDate(night, at(1))).toBe('Monday 20 October 2025');
  });

  it.each([
    {zone: 'Asia/Kolkata', shows: '15:01:00 GMT+5:30'},
    {zone: 'UTC', shows: '09:31:00 UTC'},
    {zone: 'Asia/Kathmandu', shows: '15:16:00 GMT+5:45'},
  ])('knows $zone', ({zone, shows}) => {
    expect(localClock(aTimeline({timeZone: zone}), at(3, 31))).toBe(shows);
  });

  it('follows clocks that go back in the middle of an incident', () => {
    const autumn = aTimeline({epoch: '2025-11-02T00:00:00-07:00'});
    expect(localClock(autumn, at(1, 59, 59))).toBe('01:59:59 PDT');
    expect(localClock(autumn, at(2))).toBe('01:00:00 PST');
  });

  it('follows clocks that go forward in the middle of an incident', () => {
    const spring = aTimeline({epoch: '2025-03-09T00:00:00-08:00'});
    expect(localClock(spring, at(1, 59, 59))).toBe('01:59:59 PST');
    expect(localClock(spring, at(2))).toBe('03:00:00 PDT');
  });

  it('names the day only outside the run’s first 24 hours', () => {
    expect(stamp(night, at(0))).toBe('23:00');
    expect(stamp(night, at(23, 59))).toBe('22:59');
    expect(stamp(night, at(24))).toBe('20 Oct 23:00');
    expect(stamp(night, at(29, 5))).toBe('21 Oct 04:05');
    expect(stamp(night, at(0, -1))).toBe('19 Oct 22:59');
  });

  it.each([
    {afterStart: 163 * minuteMs, short: 'T+2:43', exact: 'T+2:43:00'},
    {afterStart: 0, short: 'T+0:00', exact: 'T+0:00:00'},
    {afterStart: -48 * minuteMs, short: 'T-0:48', exact: 'T-0:48:00'},
    {afterStart: 163 * minuteMs + 59_999, short: 'T+2:43', exact: 'T+2:43:59'},
    {afterStart: 123 * 60 * minuteMs, short: 'T+123:00', exact: 'T+123:00:00'},
  ])('counts from T+0: $exact', ({afterStart, short, exact}) => {
    expect(sinceStart(night, night.incident.startsAtMs + afterStart)).toBe(short);
    expect(sinceStartExact(night, night.incident.startsAtMs + afterStart)).toBe(exact);
  });

  it.each([
    {days: 0, shows: '19 Oct 2025'},
    {days: 1, shows: '19-20 Oct 2025'},
    {days: 13, shows: '19 Oct - 1 Nov 2025'},
    {days: 90, shows: '19 Oct 2025 - 17 Jan 2026'},
  ])('writes a range of days: $shows', ({days, shows}) => {
    expect(dateRange(night, at(0), at(24 * days))).toBe(shows);
  });
});

it.each([
  [0, '0 s'],
  [45_000, '45 s'],
  [59_499, '59 s'],
  [59_500, '1 min'],
  [90_000, '1 min 30 s'],
  [599_499, '9 min 59 s'],
  [599_500, '10 min'],
  [14 * minuteMs + 20_000, '14 min'],
  [59.5 * minuteMs, '1 h'],
  [157 * minuteMs, '2 h 37 min'],
  [120 * minuteMs, '2 h'],
  [24 * 60 * minuteMs, '1 d'],
  [76 * 60 * minuteMs, '3 d 4 h'],
  [-14 * minuteMs, '-14 min'],
])('a length of %i ms is %s', (lengthMs, words) => {
  expect(duration(lengthMs)).toBe(words);
});
