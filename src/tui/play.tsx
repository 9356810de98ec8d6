import type {Prepared} from '../engine/simulate.js';
import {bugExitCode} from '../errors.js';
import {type FullScreenOptions, runFullScreen} from '../terminal/full-screen.js';
import {App, type AppProps} from './app.js';
import type {Opening} from './kept.js';
import type {AppState} from './state.js';

export type PlayOptions = Pick<FullScreenOptions, 'stdout' | 'stdin' | 'describeBug'> &
  Pick<AppProps, 'theme' | 'colorLevel' | 'isAscii' | 'reopen'> & {
    readonly prepared: Prepared;
    readonly opening: Opening;
    /** Told, however it ends, where the console was left: after a bug (exit code 70) what was last drawn. */
    readonly onLeave: (state: AppState, exitCode: number) => void;
  };

/** Runs the console until the person quits, then prints how to come back. Resolves with the exit code. */
export async function play(options: PlayOptions): Promise<number> {
  const {prepared, opening, theme, colorLevel, isAscii, reopen, onLeave} = options;
  const {stdout = process.stdout, stdin, describeBug} = options;
  const seen: {last?: AppState; drawn?: AppState} = {};
  const onMoment = (state: AppState): void => {
    seen.last = state;
  };
  const onDrawn = (state: AppState): void => {
    seen.drawn = state;
  };
  const end = (exitCode: number): void => {
    const left = (exitCode === bugExitCode ? seen.drawn : undefined) ?? seen.last;
    if (left !== undefined) onLeave(left, exitCode);
  };
  const props = {prepared, ...opening, theme, colorLevel, isAscii, onMoment, onDrawn, reopen};
  await runFullScreen(screen => <App {...props} screen={screen} />, {
    stdout,
    ...(stdin && {stdin}),
    ...(describeBug && {describeBug}),
    onDeath: end,
  });
  const {plan, positionMs, theme: lastTheme} = seen.last ?? {...opening, theme};
  const comeBack = `${reopen(plan, positionMs, lastTheme)}\n`;
  stdout.write(comeBack);
  end(0);
  return 0;
}
