import type {Plan} from '../engine/plan.js';
import type {Prepared} from '../engine/simulate.js';
import {type FullScreenOptions, runFullScreen} from '../terminal/full-screen.js';
import type {Ms, Timeline} from '../timeline/types.js';
import {App} from './app.js';
import {openingMs} from './stage.js';
import type {ColorLevel, ThemeName} from './theme.js';

export type PlayOptions = Pick<FullScreenOptions, 'stdout' | 'stdin' | 'describeBug'> & {
  readonly timeline: Timeline;
  readonly prepared: Prepared;
  readonly plan: Plan;
  /** Where to open; default: three minutes before the incident. */
  readonly positionMs?: Ms | undefined;
  readonly theme: ThemeName;
  readonly colorLevel: ColorLevel;
  /** Draws with ASCII alone. */
  readonly isAscii: boolean;
  /** Takes clicks and the wheel; the terminal then selects no text by itself. */
  readonly hasMouse: boolean;
  /** The command line that opens the console with this plan at this moment, in this theme. */
  readonly reopen: (plan: Plan, positionMs: Ms, theme: ThemeName) => string;
};

/** Runs the console until the person quits, then prints how to come back. Resolves with the exit code. */
export async function play(options: PlayOptions): Promise<number> {
  const {timeline, prepared, plan, positionMs = openingMs(timeline), stdout = process.stdout} = options;
  const {theme, colorLevel, isAscii, hasMouse, reopen, stdin, describeBug} = options;
  let last = {plan, positionMs, theme};
  const onMoment = (lastPlan: Plan, lastMs: Ms, lastTheme: ThemeName) => {
    last = {plan: lastPlan, positionMs: lastMs, theme: lastTheme};
  };
  await runFullScreen(screen => <App {...{prepared, plan, positionMs, theme, colorLevel, isAscii, screen, onMoment, reopen}} />, {
    stdout,
    hasMouse,
    ...(stdin && {stdin}),
    ...(describeBug && {describeBug}),
  });
  stdout.write(`${reopen(last.plan, last.positionMs, last.theme)}\n`);
  return 0;
}
