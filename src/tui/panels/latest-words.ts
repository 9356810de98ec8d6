import {hourMinute, stamp} from '../../format/clock.js';
import {userMinutes} from '../../format/number.js';
import {latestAsked} from '../asked.js';
import {answerTo} from '../questions.js';
import type {View} from '../view.js';

/** How long the selected mitigation is of use, in twelve columns: `…until 09:36`; nothing where nobody asks. */
export function latestShort(view: View): string {
  const asked = latestAsked(view);
  if (asked === null) return '';
  const latest = answerTo(view.answers, asked);
  if (latest === undefined) return '…until   …  ';
  return latest.atMs === null ? 'never useful' : `…until ${hourMinute(view.stage.timeline, latest.atMs)}`;
}

/** The same in a sentence: `alone, until 09:36; saves most until 06:20: 28.9 bn user-min`. */
export function latestSentence(view: View): string {
  const {timeline} = view.stage;
  const latest = answerTo(view.answers, latestAsked(view));
  if (latest === undefined) return 'until …: each minute is tried, from the last one back';
  const {atMs, gainMinutes, bestAtMs, bestGainMinutes} = latest;
  if (atMs === null) return 'at no time: thrown alone, it saves nothing worth naming';
  const until = `alone, until ${stamp(timeline, atMs)}`;
  if (bestAtMs === null || bestAtMs === atMs) return `${until}: it saves ${userMinutes(gainMinutes)}`;
  return `${until}; saves most until ${stamp(timeline, bestAtMs)}: ${userMinutes(bestGainMinutes)}`;
}
