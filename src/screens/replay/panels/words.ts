import {hourMinute, stamp} from '../../../format/clock.js';
import {compact, grouped, userMinutes} from '../../../format/number.js';
import {printable} from '../../../format/text.js';
import type {Line} from '../../../screen/line.js';
import {field} from '../../../screen/prose.js';
import {bandAsked, latestAsked, worldsOf} from '../state/answering.js';
import {listedOf} from '../state/cursors.js';
import {isFiltering} from '../state/filter.js';
import {answerTo} from '../state/questions.js';
import type {View} from '../state/view.js';

/** What the other worlds that fit the record say of the plan's saving. */

/** Enough for every band: `-12 to +106 %, sign unsure`. */
export const bandColumns = 28;

/** `band -34 to -26 %` of history's impact; `-8 to +24 %, sign unsure`; `band pending…`; nothing where there are no worlds. */
export function bandShort(view: View): string {
  const asked = bandAsked(view);
  if (asked === null) return '';
  const soFar = answerTo(view.answers, asked);
  if (soFar?.problem !== undefined) return 'no band';
  if (soFar?.band == null) return 'band pending…';
  const {versusHistory, signStable} = soFar.band;
  const range = `${whole(versusHistory[0])} to ${whole(versusHistory[2])} %`;
  return signStable ? `band ${range}` : `${range}, sign unsure`;
}

/** The same at length: `band -34 to -26 %  66.1 bn to 73.9 bn user-min, p10 to p90 of 50 worlds`. */
export function bandSentence(view: View): string {
  const asked = bandAsked(view);
  if (asked === null) return '';
  const soFar = answerTo(view.answers, asked);
  if (soFar?.problem !== undefined) return `no band: ${printable(soFar.problem)}`;
  if (soFar?.band == null) return `${bandShort(view)} ${soFar?.worlds ?? 0} of ${worldsOf(view)} worlds`;
  const {userMinutes: minutes, worlds} = soFar.band;
  return `${bandShort(view)}  ${compact(minutes[0])} to ${userMinutes(minutes[2])}, p10 to p90 of ${worlds} worlds`;
}

const whole = (ratio: number): string => {
  const percent = Math.round(ratio * 100);
  return `${percent > 0 ? '+' : ''}${percent}`;
};

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

/** Every source with its publisher, title, date and address. */
export function sourceLines({stage}: View, ids: readonly string[], width: number): readonly Line[] {
  return ids.flatMap((id, index) => {
    const source = stage.sourceById.get(id);
    if (source === undefined) return [];
    const label = index === 0 ? (ids.length === 1 ? 'source' : 'sources') : '';
    const words = [source.publisher, source.title, source.publishedAt].filter(part => part !== '').join(', ');
    return [...field(label, words, width), ...(source.url === '' ? [] : field('', printable(source.url), width, 'dim'))];
  });
}

/** `filter: 12 of 141`, so that nobody takes the list for the whole; empty where nothing is hidden. */
export function filterWords(view: View): string {
  if (!isFiltering(view.state.filter)) return '';
  return `filter: ${grouped(listedOf(view).count)} of ${grouped(view.stage.eventTimes.length)}`;
}
