import type {Prepared} from '../engine/simulate.js';
import {bugExitCode} from '../errors.js';
import {type FullScreenOptions, runFullScreen} from '../terminal/full-screen.js';
import {asShown, type Tap} from '../terminal/output.js';
import {App, type AppProps} from './app.js';
import type {Opening} from './kept.js';
import {markersOf} from './markers.js';
import type {AppState} from './state.js';

/** Keeps a session as it was shown. */
export type Recorder = Tap & {
  /** A place that one may want to jump to. */
  readonly mark: (label: string) => void;
  /** The session is over. */
  readonly end: (exitCode: number) => void;
  /** Tells once, in words, when no more can be recorded. */
  readonly onNews: NonNullable<AppProps['onNews']>;
};

export type PlayOptions = Pick<FullScreenOptions, 'stdout' | 'stdin' | 'describeBug'> &
  Pick<AppProps, 'theme' | 'colorLevel' | 'isAscii' | 'reopen'> & {
    readonly prepared: Prepared;
    readonly opening: Opening;
    readonly recorder?: Recorder | undefined;
    /** Told, however it ends, where the console was left: after a bug (exit code 70) what was last drawn. */
    readonly onLeave: (state: AppState, exitCode: number) => void;
  };

/** Runs the console until the person quits, then prints how to come back. Resolves with the exit code. */
export async function play(options: PlayOptions): Promise<number> {
  const {prepared, opening, theme, colorLevel, isAscii, reopen, recorder, onLeave} = options;
  const {stdout = process.stdout, stdin, describeBug} = options;
  const {timeline} = prepared;
  const seen: {last?: AppState; drawn?: AppState} = {};
  const onMoment = (state: AppState): void => {
    for (const label of markersOf(timeline, seen.last ?? state, state)) recorder?.mark(label);
    seen.last = state;
  };
  const onDrawn = (state: AppState): void => {
    seen.drawn = state;
  };
  const end = (exitCode: number): void => {
    const left = (exitCode === bugExitCode ? seen.drawn : undefined) ?? seen.last;
    if (left !== undefined) onLeave(left, exitCode);
    recorder?.end(exitCode);
  };
  const props = {prepared, ...opening, theme, colorLevel, isAscii, onMoment, onDrawn, reopen, ...(recorder && {onNews: recorder.onNews})};
  await runFullScreen(screen => <App {...props} screen={screen} />, {
    stdout,
    ...(stdin && {stdin}),
    ...(describeBug && {describeBug}),
    tap: recorder,
    onDeath: end,
  });
  const {plan, positionMs, theme: lastTheme} = seen.last ?? {...opening, theme};
  const comeBack = `${reopen(plan, positionMs, lastTheme)}\n`;
  recorder?.onWrite(asShown(comeBack));
  stdout.write(comeBack);
  end(0);
  return 0;
}
