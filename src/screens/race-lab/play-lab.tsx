import type {ThemeName} from '../../screen/theme.js';
import {type FullScreenOptions, runFullScreen} from '../../surfaces/full-screen.js';
import {reopenLab} from './commands.js';
import {LabApp, type LabProps} from './lab.js';
import {type LabOpening, openedLab} from './state.js';

export type PlayLabOptions = Pick<FullScreenOptions, 'stdout' | 'stdin' | 'describeBug'> &
  Pick<LabProps, 'colorLevel' | 'isAscii'> & {
    readonly opening: LabOpening;
    readonly theme: ThemeName;
    readonly hasMouse: boolean;
  };

/** Runs the lab until the person quits, then prints how to come back. Resolves with the exit code. */
export async function playLab({opening, theme, colorLevel, isAscii, ...options}: PlayLabOptions): Promise<number> {
  const {stdout = process.stdout} = options;
  let last = openedLab(opening, theme);
  const onState = (state: typeof last): void => {
    last = state;
  };
  const props = {first: last, colorLevel, isAscii, onState};
  await runFullScreen(screen => <LabApp {...props} screen={screen} />, {...options, stdout});
  stdout.write(`${reopenLab(last)}\n`);
  return 0;
}
