import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {isoAt, isoIn, isTimeZone, msAt, unixMsOf} from '../../src/timeline/time.js';

describe('an instant in a file', () => {
  it.each([
    {iso: '2025-10-20T02:25:00-07:00', utc: Date.UTC(2025, 9, 20, 9, 25)},
    {iso: '2025-10-20T09:25Z', utc: Date.UTC(2025, 9, 20, 9, 25)},
    {iso: '2025-10-20T09:25:01.5Z', utc: Date.UTC(2025, 9, 20, 9, 25, 1, 500)},
    {iso: '2025-10-20T14:55:00.007+05:30', utc: Date.UTC(2025, 9, 20, 9, 25, 0, 7)},
    {iso: '2024-02-29T00:00:00Z', utc: Date.UTC(2024, 1, 29)},
    {iso: '1900-01-01T00:00:00Z', utc: Date.UTC(1900, 0, 1)},
  ])('$iso is read', ({iso, utc}) => {
    expect(unixMsOf(iso)).toBe(utc);
  });

  it.each([
    '2025-10-20T02:25:00',
    '2025-10-20',
    '2025-10-20 02:25:00Z',
    '2025-10-20T02:25:00z',
    '2025-10-20T02:25:00-0700',
    '2025-10-20T02:25:00-15:00',
    '2025-10-20T02:25:00+00:60',
    '2025-10-20T24:00:00Z',
    '2025-10-20T02:60:00Z',
    '2025-10-20T02:25:60Z',
    '2025-10-20T02:25:00.Z',
    '2025-10-20T02:25:00.1234Z',
    '2025-10-20T02:25:00Z ',
    '2023-02-29T00:00:00Z',
    '2100-02-29T00:00:00Z',
    '2025-00-20T02:25:00Z',
    '1899-12-31T23:59:59Z',
    '2201-01-01T00:00:00Z',
    '',
    'T',
    '٢٠٢٥-10-20T02:25:00Z',
  ])('%j is not', iso => {
    expect(unixMsOf(iso)).toBeNaN();
  });
});

describe('an instant on screen', () => {
  it.each([
    {zone: 'America/Los_Angeles', iso: '2025-10-20T02:25:00-07:00', why: 'in the zone of the incident'},
    {zone: 'America/Los_Angeles', iso: '2025-11-02T01:30:00-07:00', why: 'the first half past one of that night'},
    {zone: 'America/Los_Angeles', iso: '2025-11-02T01:30:00-08:00', why: 'the second one'},
    {zone: 'Asia/Kathmandu', iso: '2025-10-20T15:10:00.250+05:45', why: 'with milliseconds where there are some'},
    {zone: 'UTC', iso: '2025-10-20T09:25:00Z', why: 'Z in UTC'},
    {zone: 'Europe/London', iso: '2025-12-20T09:25:00+00:00', why: 'an offset of nothing elsewhere'},
    {zone: 'Pacific/Kiritimati', iso: '1999-12-31T23:59:59+14:00', why: 'a day ahead'},
  ])('$iso: $why', ({zone, iso}) => {
    expect(isoIn(zone, unixMsOf(iso))).toBe(iso);
  });

  it('is the same instant when it is read again', () => {
    const zones = fc.constantFrom('UTC', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Africa/Monrovia', 'Europe/Amsterdam');
    const instants = fc.integer({min: Date.UTC(1900, 0, 2), max: Date.UTC(2200, 11, 30)});
    fc.assert(
      fc.property(zones, instants, (zone, unixMs) => {
        expect(unixMsOf(isoIn(zone, unixMs))).toBe(unixMs);
      }),
    );
  });

  it('counts from the epoch of the timeline', () => {
    const timeline = {epochUnixMs: unixMsOf('2025-10-19T23:00:00-07:00'), incident: {timeZone: 'America/Los_Angeles'}} as never;
    expect(msAt(timeline, '2025-10-20T02:25:00-07:00')).toBe(12_300_000);
    expect(isoAt(timeline, 12_300_000)).toBe('2025-10-20T02:25:00-07:00');
  });
});

it.each([
  {zone: 'America/Los_Angeles', known: true},
  {zone: 'UTC', known: true},
  {zone: 'Mars/Olympus', known: false},
  {zone: '', known: false},
  {zone: '../../etc/passwd', known: false},
])('$zone is a time zone: $known', ({zone, known}) => {
  expect(isTimeZone(zone)).toBe(known);
});
