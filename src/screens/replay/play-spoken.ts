import type {Prepared} from '../../engine/simulate.js';
import {type LineModeOptions, runLineMode} from '../../surfaces/line-mode.js';
import {afterDelay} from './background.js';
import {type LeavingOptions, leavingOf} from './session-end.js';
import {speaker} from './speaker.js';

export type PlaySpokenOptions = Pick<LineModeOptions, 'stdout' | 'stdin' | 'describeBug'> & LeavingOptions & {readonly prepared: Prepared};

/** Runs the console as plain lines for a screen reader until the person quits, then prints how to come back. Resolves with the exit code. */
export async function playSpoken(options: PlaySpokenOptions): Promise<number> {
  const {prepared, opening, theme, reopen, recorder, stdout = process.stdout, stdin, describeBug} = options;
  const {onMoment, onDeath, quit} = leavingOf(prepared.timeline, options);
  const nowMs = () => performance.now();
  await runLineMode(({say, end}) => speaker({prepared, opening, theme, say, quit: end, onMoment, reopen, later: afterDelay, nowMs}), {
    stdout,
    ...(stdin && {stdin}),
    ...(describeBug && {describeBug}),
    tap: recorder,
    onDeath,
  });
  quit(stdout);
  return 0;
}
