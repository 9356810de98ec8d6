import type {Prepared} from '../../engine/simulate.js';
import {type FullScreenOptions, runFullScreen} from '../../surfaces/full-screen.js';
import {App, type AppProps} from './app.js';
import {type LeavingOptions, leavingOf} from './session-end.js';

export type PlayOptions = Pick<FullScreenOptions, 'stdout' | 'stdin' | 'describeBug'> &
  Pick<AppProps, 'colorLevel' | 'isAscii'> &
  LeavingOptions & {
    readonly prepared: Prepared;
    /** Takes clicks and the wheel; the terminal then selects no text by itself. */
    readonly hasMouse: boolean;
  };

/** Runs the console until the person quits, then prints how to come back. Resolves with the exit code. */
export async function play(options: PlayOptions): Promise<number> {
  const {prepared, opening, theme, colorLevel, isAscii, hasMouse, reopen, recorder} = options;
  const {stdout = process.stdout, stdin, describeBug} = options;
  const {onMoment, onDrawn, onDeath, quit} = leavingOf(prepared.timeline, options);
  const props = {prepared, ...opening, theme, colorLevel, isAscii, onMoment, onDrawn, reopen, ...(recorder && {onNews: recorder.onNews})};
  await runFullScreen(screen => <App {...props} screen={screen} />, {
    stdout,
    hasMouse,
    ...(stdin && {stdin}),
    ...(describeBug && {describeBug}),
    tap: recorder,
    onDeath,
  });
  quit(stdout);
  return 0;
}
