import {compact, percent, userMinutes} from '../format/number.js';
import {type Status, statuses} from '../timeline/types.js';
import {type Line, type Role, type Span, span} from './line.js';

/** A sign and a role for every status word: colour is never the only cue. */
export const signs: Readonly<Record<Status, {readonly sign: string; readonly role: Role}>> = {
  operational: {sign: '●', role: 'ok'},
  degraded: {sign: '▲', role: 'degraded'},
  'partial outage': {sign: '◆', role: 'partial'},
  'major outage': {sign: '✖', role: 'major'},
};

/** Down although its cause has gone: something keeps it down. */
export const sustainSign = '↻';

export const statusSpan = (status: Status): Span => span(signs[status].sign, signs[status].role);

export type Counts = Readonly<Record<Status, number>>;

export function countsOf(all: readonly Status[]): Counts {
  const counts = {operational: 0, degraded: 0, 'partial outage': 0, 'major outage': 0};
  for (const status of all) counts[status]++;
  return counts;
}

/** `✖ 5  ◆ 2  ▲ 1  ● 9`, worst first, every number two columns wide so that nothing moves. */
export const countsLine = (counts: Counts): Line =>
  statuses
    .toReversed()
    .flatMap((status, index) => [
      span(index === 0 ? '' : '  '),
      span(`${signs[status].sign} ${String(counts[status]).padEnd(2)}`, counts[status] > 0 ? signs[status].role : 'dim'),
    ]);

export const worstOf = (all: readonly Status[]): Status =>
  all.reduce<Status>((worst, status) => (statuses.indexOf(status) > statuses.indexOf(worst) ? status : worst), 'operational');

/** What a run costs against another, in words: `saves 28.4 G user-min (-29 %)`. */
export function verdict(userMinutesThen: number, userMinutesNow: number, words: (value: number) => string = userMinutes): string {
  const saved = userMinutesThen - userMinutesNow;
  // Half a user-minute is rounding, not a difference.
  if (Math.abs(saved) < 0.5) return 'changes nothing';
  const share = userMinutesThen > 0 ? ` (${saved > 0 ? '-' : '+'}${percent(Math.abs(saved) / userMinutesThen)})` : '';
  return `${saved > 0 ? 'saves' : 'adds'} ${words(Math.abs(saved))}${share}`;
}

/** A number of minutes in at most six columns, with its sign: `-45m`, `+2h37`, `-14h02`, `-3d04`; nothing for zero. */
export function shortMinutes(minutes: number): string {
  const whole = Math.round(Math.abs(minutes));
  if (whole === 0) return '';
  const sign = minutes < 0 ? '-' : '+';
  const two = (value: number) => String(value).padStart(2, '0');
  if (whole < 60) return `${sign}${whole}m`;
  if (whole < 24 * 60) return `${sign}${Math.floor(whole / 60)}h${two(whole % 60)}`;
  const hours = Math.round(whole / 60);
  return hours < 24 * 100 ? `${sign}${Math.floor(hours / 24)}d${two(hours % 24)}` : `${sign}${compact(hours / 24)}d`;
}
