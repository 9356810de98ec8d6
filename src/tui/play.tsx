import type {Plan} from '../engine/plan.js';
import type {Prepared} from '../engine/simulate.js';
import {type FullScreenOptions, runFullScreen} from '../terminal/full-screen.js';
import type {Ms, Timeline} from '../timeline/types.js';
import {App} from './app.js';
import {openingMs} from './stage.js';
import type {ColorLevel} from './theme.js';

export type PlayOptions = Pick<FullScreenOptions, 'stdout' | 'stdin' | 'describeBug'> & {
  readonly timeline: Timeline;
  readonly prepared: Prepared;
  readonly plan: Plan;
  /** Where to open; default: three minutes before the incident. */
  readonly positionMs?: Ms | undefined;
  readonly colorLevel: ColorLevel;
  /** The command line that opens the console with this plan at this moment. */
  readonly reopen: (plan: Plan, positionMs: Ms) => string;
};

/** Runs the console until the person quits, then prints how to come back. Resolves with the exit code. */
export async function play(options: PlayOptions): Promise<number> {
  const {timeline, prepared, plan, positionMs = openingMs(timeline), colorLevel, reopen, stdout = process.stdout, ...terminal} = options;
  let last = {plan, positionMs};
  const onMoment = (lastPlan: Plan, lastMs: Ms) => {
    last = {plan: lastPlan, positionMs: lastMs};
  };
  await runFullScreen(screen => <App {...{prepared, plan, positionMs, colorLevel, screen, onMoment}} />, {...terminal, stdout});
  stdout.write(`${reopen(last.plan, last.positionMs)}\n`);
  return 0;
}
