import type {Plan} from '../engine/plan.js';
import {type LineModeOptions, runLineMode} from '../terminal/line-mode.js';
import type {Ms} from '../timeline/types.js';
import type {PlayOptions} from './play.js';
import {speaker} from './speaker.js';
import {openingMs} from './stage.js';
import type {ThemeName} from './theme.js';
import {afterDelay} from './workbench.js';

export type PlaySpokenOptions = LineModeOptions & Pick<PlayOptions, 'timeline' | 'prepared' | 'plan' | 'positionMs' | 'theme' | 'reopen'>;

/** Runs the console as plain lines for a screen reader until the person quits, then prints how to come back. Resolves with the exit code. */
export async function playSpoken(options: PlaySpokenOptions): Promise<number> {
  const {timeline, prepared, plan, positionMs = openingMs(timeline), theme, reopen, stdout = process.stdout, ...terminal} = options;
  let last = {plan, positionMs, theme};
  const onMoment = (lastPlan: Plan, lastMs: Ms, lastTheme: ThemeName) => {
    last = {plan: lastPlan, positionMs: lastMs, theme: lastTheme};
  };
  const nowMs = () => performance.now();
  await runLineMode(
    ({say, end}) => speaker({prepared, plan, positionMs, theme, say, quit: end, onMoment, reopen, later: afterDelay, nowMs}),
    {stdout, ...terminal},
  );
  stdout.write(`${reopen(last.plan, last.positionMs, last.theme)}\n`);
  return 0;
}
