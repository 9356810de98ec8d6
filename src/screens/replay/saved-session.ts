import {history, type Plan} from '../../engine/plan.js';
import {stamp} from '../../format/clock.js';
import {plural} from '../../format/number.js';
import type {Ms, Timeline} from '../../timeline/types.js';
import type {AppState} from './state/state.js';
import {openingMs} from './state/timeline-index.js';

/** What is kept of a timeline between two starts. A part that is missing is as in a first start; each counts for itself. */
export type Kept = {
  readonly positionMs?: Ms;
  readonly plan?: Plan;
  readonly bookmarks?: readonly Ms[];
};

export const keptOf = ({positionMs, plan, bookmarks}: AppState): Kept => ({positionMs, plan, bookmarks});

/** What the command line says of the opening; undefined: nothing. */
export type Asked = {
  readonly positionMs?: Ms | undefined;
  readonly plan?: Plan | undefined;
  /** From the start, with nothing thrown. Bookmarks stay: they change nothing that is shown. */
  readonly isFresh?: boolean | undefined;
};

/** How the console opens; `start` is what differs from a state in which nothing has been done yet. */
export type Opening = {readonly positionMs: Ms; readonly plan: Plan; readonly start: Partial<AppState>};

/** What was found in the user's state directory. */
export type Found = {
  readonly kept: Kept;
  /** What could not be used, in words. */
  readonly leftOut: readonly string[];
  /** Nothing at all has ever been kept: somebody sees this program for the first time. */
  readonly isFirst: boolean;
};

/** The command line wins over what was kept, part by part; without either it is a first start. */
export function openingOf(timeline: Timeline, {kept, leftOut, isFirst}: Found, asked: Asked): Opening {
  const back: Kept = asked.isFresh === true ? {} : kept;
  const positionMs = asked.positionMs ?? back.positionMs ?? openingMs(timeline);
  const plan = asked.plan ?? back.plan ?? history;
  const isPlanBack = asked.plan === undefined && plan.length > 0;
  const isMoved = asked.positionMs === undefined && positionMs !== openingMs(timeline);
  const words = wordsOf(timeline, leftOut, isMoved ? positionMs : null, isPlanBack ? plan : history);
  // One undo takes a plan that came back to history.
  const start = {bookmarks: kept.bookmarks ?? [], past: isPlanBack ? [history] : [], notice: isFirst ? hintFor(timeline) : words};
  return {positionMs, plan, start};
}

/** What came back, what did not, and how to start afresh. `backMs` null: the time did not. */
function wordsOf(timeline: Timeline, leftOut: readonly string[], backMs: Ms | null, plan: Plan): string {
  const thrown = plan.every(({op}) => op === 'add') ? `${plan.length} thrown` : plural(plan.length, 'change');
  const changes = plan.length === 0 ? '' : thrown;
  const place = backMs === null ? '' : stamp(timeline, backMs);
  const both = [place, changes].filter(part => part !== '').join(', ');
  if (leftOut.length > 0) return `Left out: ${leftOut.join('; ')}.${both === '' ? '' : ` Back: ${both}.`}`;
  if (place !== '') return `Back where you left: ${both}. 0 goes to the start${changes === '' ? '' : ', u undoes'}.`;
  return changes === '' ? '' : `Your plan is back: ${changes}. u undoes it.`;
}

/** What to do here, for somebody who has never been here. */
export function hintFor({mitigations, model}: Timeline): string {
  const change = model === null || mitigations.length === 0 ? '' : 'm changes a decision (what if?), ';
  return `space plays, ←→ step, ${change}? shows all keys.`;
}
