import type {Play} from '../../drill/play.js';
import {type FullScreenOptions, runFullScreen} from '../../terminal/full-screen.js';
import type {Looks} from './looks.js';
import {SoloApp} from './solo-app.js';

export type SoloOptions = Pick<FullScreenOptions, 'stdout' | 'stdin' | 'describeBug'> &
  Omit<Looks, 'screen'> & {
    readonly play: Play;
    /** Milliseconds since StartEx. */
    readonly wallMs: () => number;
  };

/** Runs a drill for one person on the whole screen until they leave. */
export async function playSolo({play, wallMs, theme, colorLevel, isAscii, stdout, stdin, describeBug}: SoloOptions): Promise<void> {
  const [seat] = play.setup.seats;
  if (seat === undefined) throw new Error('a solo drill has a seat');
  await runFullScreen(screen => <SoloApp {...{play, seat, wallMs}} looks={{screen, theme, colorLevel, isAscii}} />, {
    ...(stdout && {stdout}),
    ...(stdin && {stdin}),
    ...(describeBug && {describeBug}),
  });
}
