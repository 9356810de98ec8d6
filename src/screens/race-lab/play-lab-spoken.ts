import type {ThemeName} from '../../screen/theme.js';
import {type LineModeOptions, runLineMode} from '../../surfaces/line-mode.js';
import {afterDelay} from '../replay/background.js';
import {reopenLab} from './commands.js';
import {labSpeaker} from './speaker.js';
import {type LabOpening, openedLab} from './state.js';

export type PlayLabSpokenOptions = Pick<LineModeOptions, 'stdout' | 'stdin' | 'describeBug'> & {
  readonly opening: LabOpening;
  readonly theme: ThemeName;
};

/** Runs the lab as plain lines for a screen reader until the person quits, then prints how to come back. Resolves with the exit code. */
export async function playLabSpoken({opening, theme, ...options}: PlayLabSpokenOptions): Promise<number> {
  const {stdout = process.stdout} = options;
  let last = openedLab(opening, theme);
  const onState = (state: typeof last): void => {
    last = state;
  };
  const nowMs = () => performance.now();
  await runLineMode(({say, end}) => labSpeaker({first: last, say, quit: end, leave: end, onState, later: afterDelay, nowMs}), {
    ...options,
    stdout,
  });
  stdout.write(`${reopenLab(last)}\n`);
  return 0;
}
