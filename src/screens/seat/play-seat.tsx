import type {DrillPort} from '../../drill/play/port.js';
import {run, type ScreenOptions} from './run.js';
import {SeatApp} from './seat-app.js';

export type SeatOptions = ScreenOptions & {
  readonly port: DrillPort;
  /** Settles when there is nothing more to play. */
  readonly ended: Promise<unknown>;
};

/** A seat's screen of a drill that somebody else leads, until one leaves or it is over. */
export const playSeat = ({port, ...options}: SeatOptions): Promise<void> =>
  run(looks => <SeatApp port={port} wait={null} looks={looks} />, options);
