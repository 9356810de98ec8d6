import {hotWashOf} from '../../drill/play/hot-wash.js';
import type {Play} from '../../drill/play/play.js';
import {localPort} from '../../drill/play/port.js';
import {passSolo, rateOf, takeSolo, waitSolo} from '../../drill/play/solo-play.js';
import {revealing} from '../../drill/report/reveal.js';
import type {Seat} from '../../drill/scenario/scenario.js';
import type {AnyProgram} from '../../screen/program.js';
import type {ThemeName} from '../../screen/theme.js';
import {MINUTE_MS} from '../../timeline/time.js';
import {hotWashProgram} from '../hot-wash/program.js';
import {isOver, seatProgram} from './program.js';

export type SoloOptions = {
  readonly play: Play;
  readonly seat: Seat;
  /** Milliseconds since StartEx. */
  readonly wallMs: () => number;
  /** The file that keeps the drill; empty: none does. */
  readonly journal: string;
  readonly theme: ThemeName;
};

/** A drill that somebody plays alone, from the brief to what they keep: a seat that keeps its own time, then the hot wash. */
export function soloProgram({play, seat, wallMs, journal, theme}: SoloOptions): AnyProgram {
  const {setup, state} = play;
  const reveals = revealing(setup);
  const hotWash = (): AnyProgram =>
    hotWashProgram({
      after: () => hotWashOf(setup, state(), seat, () => []),
      reveal: () => reveals(state(), {kind: 'seat', seat}),
      send: input => play.take(input, wallMs()),
      ...{journal, theme},
    });
  if (isOver(state())) return hotWash();
  let passed = '';
  const told = (words: string): void => {
    passed = words;
  };
  const program = seatProgram({
    port: {...localPort(play, {kind: 'seat', seat}, wallMs), send: input => takeSolo(play, input, wallMs(), told), passed: () => passed},
    wait: minutes => waitSolo(play, minutes, wallMs()),
    theme,
    comeBack: journal === '' ? 'incident-replay drill --solo' : `incident-replay drill resume ${journal}`,
    next: hotWash,
  });
  let owedMs = 0;
  const rate = (): number => rateOf(setup.choice.policy, state());
  return {
    ...program,
    // Under `tax` and `run`, thinking takes simulated time: whole minutes, so that the journal stays short.
    clock: {
      isOn: () => rate() > 0,
      everyMs: 1000,
      tick(_, elapsedMs) {
        owedMs += elapsedMs * rate();
        const minutes = Math.floor(owedMs / MINUTE_MS);
        if (minutes === 0) return undefined;
        owedMs -= minutes * MINUTE_MS;
        return {effect: 'wait', on: () => void passSolo(play, minutes * MINUTE_MS, wallMs())};
      },
    },
  };
}
