import type {Ms} from '../../timeline/types.js';
import {type Setup, taxFactor} from '../scenario/setup.js';
import type {DrillState} from '../scenario/state.js';

/** Whether something is open to be decided: talk about it is what the clock policy is about. */
export const isTalking = ({decisions}: DrillState): boolean => Object.values(decisions).some(({committed}) => committed === null);

/**
 * Simulated time that passes while so much wall time does, by pace and clock policy. While a decision is open: under `hold` none, under
 * `tax` so many minutes a minute, under `run` as ever.
 */
export function passing({drill, choice}: Setup, state: DrillState, wallMs: number): Ms {
  const isStanding = state.phase !== 'play' || state.isPaused || state.isHalted || state.nowMs >= drill.endsAtMs;
  if (isStanding) return 0;
  if (!isTalking(state) || choice.policy === 'run') return wallMs * state.pace;
  return choice.policy === 'hold' ? 0 : wallMs * taxFactor;
}
