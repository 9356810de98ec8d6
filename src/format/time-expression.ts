import {UserError} from '../errors.js';
import {instantHint, msAt, unixMsOf} from '../timeline/time.js';
import type {Ms, Phase, Timeline} from '../timeline/types.js';
import {dayOfMonth, instantsOf, localDay, runSpan, stamp} from './clock.js';
import {timeForms} from './time-forms.js';

const clockForm = /^(?:(\d{1,2})T)?([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/i;
const sinceForm = /^T([+-])(\d{1,4}):([0-5]\d)(?::([0-5]\d))?$/i;
const shareForm = /^(\d{1,3}(?:\.\d+)?) ?%$/;

/**
 * A moment of the run, as people write it, in the incident's own zone.
 * `02:25` is the first such time at or after the run's start; `21T04:05` the first one on a 21st; `T+2:37` counts from the
 * incident's start; `25%` goes along the run; an event id is its time, a phase (id, title or a title's beginning, `phase 3`) its start.
 * Throws a UserError with exit code 2 for anything else, and for a time outside the run.
 */
export function parseTime(expression: string, timeline: Timeline): Ms {
  const text = expression.trim();
  const atMs =
    shareOfRun(text, timeline) ??
    sinceStartOf(text, timeline) ??
    wallClock(text, timeline) ??
    instantOf(text, timeline) ??
    named(text, timeline);
  if (atMs === undefined) {
    const shown = JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
    throw new UserError(`${shown} is not a time of this incident.`, `A time is one of: ${timeForms}.`, 2);
  }
  const {startMs, endMs} = runSpan(timeline);
  if (atMs >= startMs && atMs <= endMs) return atMs;
  const side = atMs < startMs ? 'before the run begins' : 'after the run ends';
  throw new UserError(`${text} is ${side}.`, `The run goes from ${stamp(timeline, startMs)} to ${stamp(timeline, endMs)}.`, 2);
}

function shareOfRun(text: string, timeline: Timeline): Ms | undefined {
  const match = shareForm.exec(text);
  if (match === null || Number(match[1]) > 100) return undefined;
  const {startMs, endMs} = runSpan(timeline);
  return startMs + Math.round(((endMs - startMs) * Number(match[1])) / 100);
}

const lengthMs = (hours: string | undefined, minutes: string | undefined, seconds: string | undefined): number =>
  (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0)) * 1000;

function sinceStartOf(text: string, timeline: Timeline): Ms | undefined {
  const match = sinceForm.exec(text);
  if (match === null) return undefined;
  const [, sign, hours, minutes, seconds] = match;
  return timeline.incident.startsAtMs + (sign === '-' ? -1 : 1) * lengthMs(hours, minutes, seconds);
}

function wallClock(text: string, timeline: Timeline): Ms | undefined {
  const match = clockForm.exec(text);
  if (match === null) return undefined;
  const [, wantedDay, hours, minutes, seconds] = match;
  const {startMs, endMs} = runSpan(timeline);
  // One day more than the run has: a time after the end is then told apart from one that no clock shows.
  const last = localDay(timeline, endMs) + 1;
  for (let day = localDay(timeline, startMs); day <= last; day++) {
    if (wantedDay !== undefined && dayOfMonth(day) !== Number(wantedDay)) continue;
    const first = instantsOf(timeline, day, lengthMs(hours, minutes, seconds)).find(atMs => wantedDay !== undefined || atMs >= startMs);
    if (first !== undefined) return first;
  }
  return undefined;
}

function instantOf(text: string, timeline: Timeline): Ms | undefined {
  if (!/^\d{4}-\d\d/.test(text)) return undefined;
  if (Number.isNaN(unixMsOf(text))) throw new UserError(`${JSON.stringify(text)} is not an instant.`, `Please ${instantHint(text)}.`, 2);
  return msAt(timeline, text);
}

function named(text: string, timeline: Timeline): Ms | undefined {
  const wanted = text.toLowerCase();
  const event = timeline.events.find(({id}) => id.toLowerCase() === wanted);
  if (event !== undefined) return event.atMs;
  return phaseNamed(wanted, timeline)?.startsAtMs;
}

/** By id, title, its number, or the beginning of a title that no other one has. */
function phaseNamed(wanted: string, {phases}: Timeline): Phase | undefined {
  const [, number] = /^phase +(\d+)$/.exec(wanted) ?? [];
  if (number !== undefined) return phases[Number(number) - 1];
  const begin = phases.filter(({title}) => wanted.length > 1 && title.toLowerCase().startsWith(wanted));
  return (
    phases.find(({id, title}) => id.toLowerCase() === wanted || title.toLowerCase() === wanted) ??
    (begin.length === 1 ? begin[0] : undefined)
  );
}
