import {duration, localDay, longDate, utcBeside, zonedMinute} from '../../../format/clock.js';
import {printable} from '../../../format/text.js';
import {aloud} from '../../../screen/aloud.js';
import {MINUTE_MS} from '../../../timeline/time.js';
import {phaseIndexOf} from '../panels/header.js';
import {speeds} from '../state.js';
import type {View} from '../view.js';

/** `02:25 PDT, 09:25 UTC, 2 hours 37 minutes in.` The day and the phase are said where they are new. */
export function timeLine(before: View | null, after: View): string {
  const {timeline} = after.stage;
  const atMs = after.state.positionMs;
  const isNewDay = before === null || localDay(timeline, before.state.positionMs) !== localDay(timeline, atMs);
  const day = isNewDay ? `${longDate(timeline, atMs)}, ` : '';
  const local = `${zonedMinute(timeline, atMs)}${utcBeside(timeline, atMs, ', ')}`;
  return aloud(`${day}${local}, ${sinceWords(after)}.${phaseWords(before, after)}`);
}

function sinceWords({stage, state}: View): string {
  const sinceMs = state.positionMs - stage.timeline.incident.startsAtMs;
  const length = duration(Math.floor(Math.abs(sinceMs) / MINUTE_MS) * MINUTE_MS);
  if (Math.abs(sinceMs) < MINUTE_MS) return 'the incident begins';
  return sinceMs < 0 ? `${length} before the incident` : `${length} in`;
}

function phaseWords(before: View | null, after: View): string {
  const {phases} = after.stage.timeline;
  const index = phaseIndexOf(after);
  const phase = phases[index];
  if (phase === undefined || (before !== null && phaseIndexOf(before) === index)) return '';
  return ` Phase ${index + 1} of ${phases.length}: ${printable(phase.title)}.`;
}

/** Playing, pausing and speed, where they have changed. */
export function playLine(before: View | null, {state}: View): string {
  const speed = state.speed === speeds[0] ? 'real time' : `${state.speed} times real time`;
  if (before === null) return state.playing ? `Playing at ${speed}.` : 'Paused.';
  if (before.state.playing !== state.playing) return state.playing ? `Playing at ${speed}. Space pauses, I says where it is.` : 'Paused.';
  return before.state.speed === state.speed ? '' : `Speed: ${speed}.`;
}
