import {beginning} from '../../src/drill/play/session.js';
import {type LoopOptions, type Played, playLoop, playPolicy} from '../../src/drill/report/policy.js';
import {type Drill, drillOf, type Policy} from '../../src/drill/scenario/scenario.js';
import {type Choice, type Setup, setUp} from '../../src/drill/scenario/setup.js';
import type {DrillState} from '../../src/drill/scenario/state.js';
import {flagship, prepared} from './flagship.js';

/** The drill of the flagship, as it is shipped. */
export const quietSunday: Drill = (() => {
  const drill = drillOf(flagship);
  if (drill === null) throw new Error('the flagship has no drill, or one of a wrong shape');
  return drill;
})();

export const setUpSunday = (choice: Partial<Choice> = {}): Setup => {
  const full: Choice = {variant: '150', twin: null, seed: 1, policy: 'hold', ...choice};
  return setUp(flagship, quietSunday, full, full.seed === 1 && full.twin === null ? () => prepared : undefined);
};

export const policyOf = (id: string): Policy => {
  const policy = quietSunday.policies.find(policy => policy.id === id);
  if (policy === undefined) throw new Error(`no policy ${id}`);
  return policy;
};

/** A drill that a policy plays, or nobody. */
export const playedBy = (id: string | null, setup: Setup = setUpSunday(), options: LoopOptions = {}): Played =>
  id === null ? playLoop(setup, beginning(setup), () => [], options) : playPolicy(setup, policyOf(id), options);

/** Million user-minutes lost by an instant that a drill has reached. */
export function lostBy(setup: Setup, {plan, nowMs}: DrillState): number {
  const run = setup.living(plan, nowMs);
  const row = run.rows - 1;
  return run.signals
    .filter(signal => signal.endsWith('.userMinutes'))
    .reduce((sum, signal) => sum + (run.table[row * run.signals.length + (run.columns.get(signal) as number)] as number), 0);
}
