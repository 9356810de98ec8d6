import type {WriteStream} from 'node:tty';
import type {Plan} from '../../engine/plan.js';
import {bugExitCode} from '../../errors.js';
import type {ThemeName} from '../../screen/theme.js';
import {asShown, type Tap} from '../../surfaces/output.js';
import type {Ms, Timeline} from '../../timeline/types.js';
import {markersOf} from './markers.js';
import type {Opening} from './saved-session.js';
import type {AppState} from './state.js';

/** Keeps a session as it was shown. */
export type Recorder = Tap & {
  /** A place that one may want to jump to. */
  readonly mark: (label: string) => void;
  /** The session is over. */
  readonly end: (exitCode: number) => void;
  /** Tells once, in words, when no more can be recorded. */
  readonly onNews: (listener: (words: string) => void) => () => void;
};

export type LeavingOptions = {
  readonly opening: Opening;
  readonly theme: ThemeName;
  readonly recorder?: Recorder | undefined;
  /** The command line that opens the console there. */
  readonly reopen: (plan: Plan, positionMs: Ms, theme: ThemeName) => string;
  /** Told, however it ends, where the console was left: after a bug (exit code 70) what was last drawn. */
  readonly onLeave: (state: AppState, exitCode: number) => void;
};

/** Follows a session on a screen or in spoken lines, so that wherever it ends there is something to keep and to come back to. */
export type Leaving = {
  /** Told where the replay stands, before it is first shown and after every change. */
  readonly onMoment: (state: AppState) => void;
  /** Told once a state has been shown. */
  readonly onDrawn: (state: AppState) => void;
  /** The process ends by a signal or a bug. */
  readonly onDeath: (exitCode: number) => void;
  /** The person has quit: prints how to come back. */
  readonly quit: (stdout: WriteStream) => void;
};

export function leavingOf(timeline: Timeline, {opening, theme, recorder, reopen, onLeave}: LeavingOptions): Leaving {
  const seen: {last?: AppState; drawn?: AppState} = {};
  const onDeath = (exitCode: number): void => {
    const left = (exitCode === bugExitCode ? seen.drawn : undefined) ?? seen.last;
    if (left !== undefined) onLeave(left, exitCode);
    recorder?.end(exitCode);
  };
  return {
    onMoment(state) {
      for (const label of markersOf(timeline, seen.last ?? state, state)) recorder?.mark(label);
      seen.last = state;
    },
    onDrawn(state) {
      seen.drawn = state;
    },
    onDeath,
    quit(stdout) {
      const {plan, positionMs, theme: lastTheme} = seen.last ?? {...opening, theme};
      const comeBack = `${reopen(plan, positionMs, lastTheme)}\n`;
      recorder?.onWrite(asShown(comeBack));
      stdout.write(comeBack);
      onDeath(0);
    },
  };
}
