import {unreachable} from '../../errors.js';
import {stamp} from '../../format/clock.js';
import {printable} from '../../format/text.js';
import type {Ms} from '../../timeline/types.js';
import {type Breakpoint, hitsIn, hitsOf, nextHits, type Stop} from './breakpoints.js';
import type {Action} from './state.js';
import {countUpTo, type Stage} from './timeline-index.js';
import {conditionWords, type View} from './view.js';

/** What a breakpoint waits for: `EC2 launches becomes major outage`. */
export function wordsOf(stage: Stage, breakpoint: Breakpoint): string {
  switch (breakpoint.kind) {
    case 'status': {
      const {service, status} = breakpoint;
      const name = service === null ? 'any service' : (stage.serviceById.get(service)?.name ?? service);
      return `${printable(name)} becomes ${status}`;
    }
    case 'signal':
      return conditionWords(stage, breakpoint);
    case 'time':
      return `time ${stamp(stage.timeline, breakpoint.atMs)}`;
    case 'phase':
      return breakpoint.phase === null ? 'a phase begins' : phaseWords(stage, breakpoint.phase);
    default:
      return unreachable(breakpoint);
  }
}

function phaseWords({timeline}: Stage, id: string): string {
  const index = timeline.phases.findIndex(phase => phase.id === id);
  return `phase ${index + 1} begins: ${printable(timeline.phases[index]?.title ?? id)}`;
}

/** When it stops playing next: `next 04:14`, `not again`, `not in this run`. */
export function nextWords(stage: Stage, times: readonly Ms[], positionMs: Ms): string {
  const next = times[countUpTo(times, positionMs)];
  if (next !== undefined) return `next ${stamp(stage.timeline, next)}`;
  return times.length === 0 ? 'not in this run' : 'not again';
}

/** Where playing stops next in the run of the plan; undefined: nowhere before its end. */
export function nextStop({state, stage, now}: Pick<View, 'state' | 'stage' | 'now'>): Stop | undefined {
  const {breakpoints, positionMs} = state;
  const next = nextHits(hitsIn(now.run, breakpoints), positionMs);
  const atMs = Math.min(...next.map(hitMs => hitMs ?? Number.POSITIVE_INFINITY));
  if (!Number.isFinite(atMs)) return undefined;
  const [first, ...more] = breakpoints.filter((_, index) => next[index] === atMs).map(breakpoint => wordsOf(stage, breakpoint));
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
  return {atMs, notice: `Breakpoint at ${stamp(stage.timeline, atMs)}: ${first}${others}. space plays on.`};
}

/** Sets one, saying when it stops playing. */
export function setting({stage, state, now}: View, breakpoint: Breakpoint): Action {
  const when = nextWords(stage, hitsOf(now.run, breakpoint), state.positionMs);
  return {type: 'set-breakpoint', breakpoint, notice: `Set: ${wordsOf(stage, breakpoint)}, ${when}.`};
}

export function removing({stage, state}: View, index: number): Action {
  const breakpoint = state.breakpoints[index];
  if (breakpoint === undefined) return {type: 'say', notice: ''};
  return {type: 'remove-breakpoint', index, notice: `Removed: ${wordsOf(stage, breakpoint)}.`};
}
