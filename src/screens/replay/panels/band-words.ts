import {compact, userMinutes} from '../../../format/number.js';
import {printable} from '../../../format/text.js';
import {answerTo} from '../questions.js';
import {bandAsked, worldsOf} from '../questions-of.js';
import type {View} from '../view.js';

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
