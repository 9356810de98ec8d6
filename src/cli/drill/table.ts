import {controllerView} from '../../drill/book.js';
import {passing} from '../../drill/clock.js';
import type {Input} from '../../drill/input.js';
import type {Play} from '../../drill/play.js';
import {type ControllerPort, localPort} from '../../tui/drill/port.js';
import type {Now, Playing} from './playing.js';

/** A drill in real time: the play, its clock, and everybody who acts in it. */
export type Table = {
  readonly play: Play;
  wallMs(): number;
  /** Lets the time up to now pass. */
  tick(): void;
  /**
   * Takes an input at this moment, or says why not.
   *
   * @param key made by who sends it: an input that is sent again is not taken again
   */
  take(input: Input, key?: string): string | null;
};

/** A machine that slept does not let hours pass in one step. */
const longestStepMs = 10_000;

export function tableOf({play, wallMs}: Playing, now: Now): Table {
  const taken = new Set(play.entries().flatMap(({key}) => key ?? []));
  let lastMs = now();
  /** Simulated time that has passed and is less than a millisecond. */
  let restMs = 0;
  const tick = (): void => {
    const nowMs = now();
    restMs += passing(play.setup, play.state(), Math.min(longestStepMs, nowMs - lastMs));
    lastMs = nowMs;
    const byMs = Math.floor(restMs);
    restMs -= byMs;
    if (byMs > 0) play.take({type: 'advance', byMs}, wallMs());
  };
  return {
    play,
    wallMs,
    tick,
    take(input, key) {
      if (key !== undefined && taken.has(key)) return null;
      tick();
      const refused = play.take(input, wallMs(), key);
      if (refused === null && key !== undefined) taken.add(key);
      return refused;
    },
  };
}

/** The controller's console on this machine. */
export const consolePort = (table: Table): ControllerPort => ({
  ...localPort(table.play, {kind: 'controller'}, table.wallMs),
  send: input => table.take(input),
  view: () => ({...controllerView(table.play.setup, table.play.state()), wallMs: table.wallMs()}),
});
