import {tz, tzName, tzScan} from '@date-fns/tz';
import {format, toDate} from 'date-fns';
import {offsetMsAt} from '../timeline/time.js';
import type {Ms, Timeline} from '../timeline/types.js';

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** A stretch in which the incident's zone keeps one offset from UTC. */
type Span = {readonly fromMs: Ms; readonly offsetMs: number; readonly name: string};

/** How far around the incident and its events the zone's changes are looked up; further out, the nearest offset holds. */
const marginMs = 40 * dayMs;

// Keyed by the timeline itself, which never changes: what is kept here cannot go stale, and it goes when the timeline goes.
const spansOfTimeline = new WeakMap<Timeline, readonly Span[]>();

function spansOf(timeline: Timeline): readonly Span[] {
  const known = spansOfTimeline.get(timeline);
  if (known !== undefined) return known;
  const {epochUnixMs, events} = timeline;
  const {timeZone, startsAtMs, endsAtMs} = timeline.incident;
  let firstMs = Math.min(startsAtMs, timeline.model?.startsAtMs ?? startsAtMs);
  let lastMs = Math.max(endsAtMs, timeline.model?.endsAtMs ?? endsAtMs);
  for (const {atMs, untilMs} of events) {
    firstMs = Math.min(firstMs, atMs);
    lastMs = Math.max(lastMs, untilMs ?? atMs);
  }
  const fromMs = firstMs - marginMs;
  const span = (atMs: Ms): Span => ({
    fromMs: atMs,
    offsetMs: offsetMsAt(timeZone, epochUnixMs + atMs),
    name: tzName(timeZone, toDate(epochUnixMs + atMs), 'short'),
  });
  const changes = tzScan(timeZone, {start: toDate(epochUnixMs + fromMs), end: toDate(epochUnixMs + lastMs + marginMs)});
  const spans = [span(fromMs), ...changes.map(({date}) => span(date.getTime() - epochUnixMs))];
  spansOfTimeline.set(timeline, spans);
  return spans;
}

function spanAt(timeline: Timeline, atMs: Ms): Span {
  const spans = spansOf(timeline);
  let index = spans.length - 1;
  while (index > 0 && (spans[index] as Span).fromMs > atMs) index--;
  return spans[index] as Span;
}

const modulo = (value: number, by: number): number => ((value % by) + by) % by;
const two = (value: number): string => (value < 10 ? `0${value}` : String(value));

/** Milliseconds since local midnight → `02:31`. */
const hourMinuteOf = (ofDayMs: number): string => `${two(Math.floor(ofDayMs / hourMs))}:${two(Math.floor(ofDayMs / minuteMs) % 60)}`;
const secondsOf = (ofDayMs: number): string => two(Math.floor(ofDayMs / secondMs) % 60);
const localMsOf = (timeline: Timeline, atMs: Ms): number => timeline.epochUnixMs + atMs + spanAt(timeline, atMs).offsetMs;

/** Where a run of this timeline begins and ends: the model's stretch; without a model, the incident's with all its events. */
export function runSpan({model, incident, events}: Timeline): {readonly startMs: Ms; readonly endMs: Ms} {
  if (model !== null) return {startMs: model.startsAtMs, endMs: model.endsAtMs};
  const {startsAtMs, endsAtMs} = incident;
  return {startMs: Math.min(startsAtMs, events[0]?.atMs ?? startsAtMs), endMs: Math.max(endsAtMs, events.at(-1)?.atMs ?? endsAtMs)};
}

/** `02:31`, in the incident's zone. */
export const hourMinute = (timeline: Timeline, atMs: Ms): string => hourMinuteOf(modulo(localMsOf(timeline, atMs), dayMs));

/** `02:31 PDT`. */
export const zonedMinute = (timeline: Timeline, atMs: Ms): string => `${hourMinute(timeline, atMs)} ${spanAt(timeline, atMs).name}`;

/** `02:31:00 PDT`, in the incident's zone. */
export function localClock(timeline: Timeline, atMs: Ms): string {
  const ofDayMs = modulo(localMsOf(timeline, atMs), dayMs);
  return `${hourMinuteOf(ofDayMs)}:${secondsOf(ofDayMs)} ${spanAt(timeline, atMs).name}`;
}

/** The wall clock of a zone without its date: enough to say what time it is, too little to say on which day. */
export type DayClock = {readonly ofDayMs: number; readonly zone: string};

/** The clock on the wall as it goes at an instant. */
export const dayClock = (timeline: Timeline, atMs: Ms): DayClock => ({
  ofDayMs: modulo(localMsOf(timeline, atMs) - atMs, dayMs),
  zone: spanAt(timeline, atMs).name,
});

/** `02:31` on that clock. */
export const onClock = ({ofDayMs}: DayClock, atMs: Ms): string => hourMinuteOf(modulo(ofDayMs + atMs, dayMs));

/** `09:31 UTC`. */
export const utcClock = (timeline: Timeline, atMs: Ms): string => `${hourMinuteOf(modulo(timeline.epochUnixMs + atMs, dayMs))} UTC`;

/** UTC beside a time in the incident's zone, after `before`; nothing where the zone is UTC. */
export const utcBeside = (timeline: Timeline, atMs: Ms, before: string): string =>
  zonedMinute(timeline, atMs) === utcClock(timeline, atMs) ? '' : `${before}${utcClock(timeline, atMs)}`;

/** The short form that cannot be misread: `02:31` in the 24 hours from the run's start, `21 Oct 04:05` outside them. */
export function stamp(timeline: Timeline, atMs: Ms): string {
  const sinceRunStartMs = atMs - runSpan(timeline).startMs;
  const clock = hourMinute(timeline, atMs);
  return sinceRunStartMs >= 0 && sinceRunStartMs < dayMs ? clock : `${inZone(timeline, atMs, 'd MMM')} ${clock}`;
}

/** Since T+0, the incident's start: `T+2:43`, `T-0:48`. Seconds are cut, never rounded up. */
export function sinceStart(timeline: Timeline, atMs: Ms): string {
  const sinceMs = atMs - timeline.incident.startsAtMs;
  const lengthMs = Math.abs(sinceMs);
  return `T${sinceMs < 0 ? '-' : '+'}${Math.floor(lengthMs / hourMs)}:${two(Math.floor(lengthMs / minuteMs) % 60)}`;
}

/** Since T+0 to the second, as the command line takes it: `T+2:43:10`. */
export const sinceStartExact = (timeline: Timeline, atMs: Ms): string =>
  `${sinceStart(timeline, atMs)}:${secondsOf(Math.abs(atMs - timeline.incident.startsAtMs))}`;

/** A length of time: `45 s`, `1 min 30 s` (seconds below ten minutes only), `14 min`, `2 h 37 min`, `3 d 4 h`. */
export function duration(lengthMs: number): string {
  const sign = lengthMs < 0 ? '-' : '';
  const length = Math.abs(lengthMs);
  const pair = (big: number, bigUnit: string, small: number, smallUnit: string): string =>
    `${sign}${big} ${bigUnit}${small === 0 ? '' : ` ${small} ${smallUnit}`}`;
  const seconds = Math.round(length / secondMs);
  if (seconds < 60) return seconds === 0 ? '0 s' : `${sign}${seconds} s`;
  if (seconds < 600) return pair(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  const minutes = Math.round(length / minuteMs);
  if (minutes < 60) return `${sign}${minutes} min`;
  if (minutes < 24 * 60) return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.round(length / hourMs);
  return pair(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

const inZone = (timeline: Timeline, atMs: Ms, pattern: string): string =>
  format(timeline.epochUnixMs + atMs, pattern, {in: tz(timeline.incident.timeZone)});

/** `20 Oct 2025`, in the incident's zone. */
export const dateOf = (timeline: Timeline, atMs: Ms): string => inZone(timeline, atMs, 'd MMM y');

/** `Monday 20 October 2025`, in the incident's zone. */
export const longDate = (timeline: Timeline, atMs: Ms): string => inZone(timeline, atMs, 'EEEE d MMMM y');

/** The days from one instant to another: `20 Oct 2025`, `19-20 Oct 2025`, `31 Jan - 1 Feb 2017`. */
export function dateRange(timeline: Timeline, fromMs: Ms, toMs: Ms): string {
  const last = dateOf(timeline, toMs);
  const same = (pattern: string): boolean => inZone(timeline, fromMs, pattern) === inZone(timeline, toMs, pattern);
  if (same('d M y')) return last;
  if (same('M y')) return `${inZone(timeline, fromMs, 'd')}-${last}`;
  return `${inZone(timeline, fromMs, same('y') ? 'd MMM' : 'd MMM y')} - ${last}`;
}

/** Days since 1970-01-01 on the incident's own calendar. */
export const localDay = (timeline: Timeline, atMs: Ms): number => Math.floor(localMsOf(timeline, atMs) / dayMs);

/** The day of the month of a day number. */
export const dayOfMonth = (day: number): number => Number(format(day * dayMs, 'd', {in: tz('UTC')}));

/**
 * A day and a time on the incident's wall clock → its instants, earliest first: usually one; two where clocks go back over it;
 * none where they skip it.
 */
export function instantsOf(timeline: Timeline, day: number, ofDayMs: number): readonly Ms[] {
  const wallMs = day * dayMs + ofDayMs - timeline.epochUnixMs;
  const offsets = [...new Set(spansOf(timeline).map(({offsetMs}) => offsetMs))];
  return offsets
    .map(offsetMs => wallMs - offsetMs)
    .filter(atMs => localMsOf(timeline, atMs) === wallMs + timeline.epochUnixMs)
    .sort((a, b) => a - b);
}
