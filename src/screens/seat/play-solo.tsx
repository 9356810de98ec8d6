import type {Play} from '../../drill/play/play.js';
import {run, type ScreenOptions} from './run.js';
import {SoloApp} from './solo-app.js';

export type SoloOptions = ScreenOptions & {
  readonly play: Play;
  /** Milliseconds since StartEx. */
  readonly wallMs: () => number;
  /** The file that keeps the drill. */
  readonly journal: string;
};

/** Runs a drill for one person on the whole screen until they leave. */
export async function playSolo({play, wallMs, journal, ...options}: SoloOptions): Promise<void> {
  const [seat] = play.setup.seats;
  if (seat === undefined) throw new Error('a solo drill has a seat');
  await run(looks => <SoloApp {...{play, seat, wallMs, journal, looks}} />, options);
}
