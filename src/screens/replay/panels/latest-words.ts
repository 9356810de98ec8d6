import {hourMinute, stamp} from '../../../format/clock.js';
import {userMinutes} from '../../../format/number.js';
import {answerTo} from '../questions.js';
import {latestAsked} from '../questions-of.js';
import type {View} from '../view.js';

/** How long the selected mitigation is of use, the longest form first: `useful until 09:36`, `until 09:36`; none where nobody asks. */
export function latestForms(view: View): readonly string[] {
  const asked = latestAsked(view);
  if (asked === null) return [];
  const latest = answerTo(view.answers, asked)?.latest;
  if (latest?.atMs === null) return ['never useful'];
  // As wide as a time, so that nothing moves when it is known.
  const until = `until ${latest == null ? '  …  ' : hourMinute(view.stage.timeline, latest.atMs)}`;
  return [`useful ${until}`, until];
}

/** The same in a sentence: `alone, until 09:36; saves most until 06:20: 28.9 bn user-min`. */
export function latestSentence(view: View): string {
  const {timeline} = view.stage;
  const soFar = answerTo(view.answers, latestAsked(view));
  if (soFar === undefined) return 'until …: each minute is tried, from the last one back';
  const {triedMs, latest} = soFar;
  if (latest === null) return `until …: each minute is tried, back to ${stamp(timeline, triedMs)} by now`;
  const {atMs, gainMinutes, bestAtMs, bestGainMinutes} = latest;
  if (atMs === null) return 'at no time: thrown alone, it saves nothing worth naming';
  const until = `alone, until ${stamp(timeline, atMs)}`;
  if (bestAtMs === null || bestAtMs === atMs) return `${until}: it saves ${userMinutes(gainMinutes)}`;
  return `${until}; saves most until ${stamp(timeline, bestAtMs)}: ${userMinutes(bestGainMinutes)}`;
}
