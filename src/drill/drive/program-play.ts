import {MINUTE_MS} from '../../timeline/time.js';
import type {SeatInput} from '../play/input.js';
import {type Play, playOf} from '../play/play.js';
import {passSolo, rateOf, takeSolo} from '../play/solo-play.js';
import type {Setup} from '../scenario/setup.js';

/** An act of a program counts so much wall time: nothing reads a clock. */
export const actWallMs = 10_000;

/** A drill that a program plays: what it does takes its minutes, and there is no controller. It follows from the inputs alone. */
export type ProgramPlay = {
  readonly play: Play;
  isOver(): boolean;
  /** Does something and lets its minutes pass; or says why not. */
  act(input: SeatInput): string | null;
  /** Lets minutes pass, at most to where the scene changes; with `hasComeUp`, to the minute in which that says so. */
  goOn(minutes: number, hasComeUp?: () => boolean): void;
};

export function programPlay(setup: Setup, marks: readonly ('agent' | 'practice')[]): ProgramPlay {
  const play = playOf(setup);
  const wallMs = (): number => play.state().wallMs;
  const isOver = (): boolean => play.state().phase !== 'play';
  for (const as of marks) play.take({type: 'mark', as}, 0);
  play.take({type: 'start-ex'}, 0);
  return {
    play,
    isOver,
    act(input) {
      const thinkingMs = actWallMs * rateOf(setup.choice.policy, play.state());
      const refused = takeSolo(play, input, wallMs() + actWallMs);
      if (refused === null && thinkingMs > 0 && !isOver()) passSolo(play, thinkingMs, wallMs());
      return refused;
    },
    goOn(minutes, hasComeUp) {
      const {scene} = play.state();
      const step = hasComeUp === undefined ? minutes : 1;
      for (let left = minutes; left > 0; left -= step) {
        passSolo(play, step * MINUTE_MS, wallMs());
        if (isOver() || play.state().scene !== scene || hasComeUp?.() === true) return;
      }
    },
  };
}
