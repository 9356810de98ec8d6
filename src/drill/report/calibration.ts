import {MINUTE_MS} from '../../timeline/time.js';
import type {Ms} from '../../timeline/types.js';
import type {Setup} from '../scenario/setup.js';
import {playPolicy} from './policy.js';

/** A row of the MSEL when history is played by its rules: when it fell on the night, and when it came. */
export type TracedRow = {
  readonly id: string;
  readonly kind: 'contextual' | 'expectedAction' | 'contingency';
  readonly atMs: Ms;
  /** Null: it did not come. */
  readonly cameMs: Ms | null;
  /** Whole minutes that it came later than on the night; null: it did not come. */
  readonly offMinutes: number | null;
  /** Within ten minutes of its time; a contingency, which is held back for who needs it, may stay away. */
  readonly isNear: boolean;
};

const tolerance = 10;

/** Whether rows that follow the world come when they came on the night; nothing where the scenario has no policy of history. */
export function rowsOfHistory(night: Setup): readonly TracedRow[] {
  const history = night.drill.policies.find(({id}) => id === 'history');
  if (history === undefined) return [];
  const {state} = playPolicy(night, history);
  const played = night.drill.msel.filter(({id}) => night.variant.injects.includes(id));
  return played.map(({id, kind, atMs}) => {
    const cameMs = state.rows[id]?.deliveredAtMs ?? null;
    const offMinutes = cameMs === null ? null : Math.round((cameMs - atMs) / MINUTE_MS);
    const isNear = offMinutes === null ? kind !== 'contextual' : Math.abs(offMinutes) <= tolerance;
    return {id, kind, atMs, cameMs, offMinutes, isNear};
  });
}
