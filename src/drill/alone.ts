import {MINUTE_MS} from '../timeline/time.js';
import type {Ms} from '../timeline/types.js';
import {minutesOf} from './book.js';
import type {Input, SeatInput} from './input.js';
import {type Entry, type Play, playOf} from './play.js';
import {type ClockPolicy, type Setup, taxFactor} from './setup.js';

/** An act of a program counts so much wall time: nothing reads a clock. */
export const actWallMs = 10_000;

/**
 * A drill without a controller: acts cost minutes, one scene follows the other, and the end of the last one is EndEx.
 * Runs by itself alone on a program's inputs, which are the same on every machine.
 */
export type Alone = {
  readonly play: Play;
  isOver(): boolean;
  /** Does something and lets its minutes pass; or says why not. */
  act(input: SeatInput): string | null;
  /** Lets minutes pass, at most to where the scene changes or `hasComeUp` says so. */
  goOn(minutes: number, hasComeUp?: () => boolean): void;
};

/** @param earlier where a journal left it */
export function alone(setup: Setup, marks: readonly ('agent' | 'practice')[] = [], earlier: readonly Entry[] = []): Alone {
  const play = playOf(setup, earlier);
  const take = (input: Input, wallMs = play.state().wallMs): string | null => play.take(input, wallMs);
  const isOver = (): boolean => play.state().phase !== 'play';
  const passed = (byMs: Ms): boolean => {
    const {scene, nowMs} = play.state();
    const left = sceneEndMs(setup, scene) - nowMs;
    if (byMs < left) take({type: 'advance', byMs});
    else {
      take({type: 'advance', byMs: Math.max(0, left)});
      take(afterScene(setup, scene));
    }
    return byMs >= left;
  };
  if (earlier.length === 0) {
    for (const as of marks) take({type: 'mark', as});
    take({type: 'start-ex'});
  }
  return {
    play,
    isOver,
    act(input) {
      const refused = take(input, play.state().wallMs + actWallMs);
      const costMs = refused === null ? minutesOf(input) * MINUTE_MS + thoughtMs(setup.choice.policy) : 0;
      if (costMs > 0 && !isOver()) passed(costMs);
      return refused;
    },
    goOn(minutes, hasComeUp) {
      if (isOver()) return;
      if (hasComeUp === undefined) passed(minutes * MINUTE_MS);
      else for (let left = minutes; left > 0; left--) if (passed(MINUTE_MS) || hasComeUp()) return;
    },
  };
}

/** What an act's wall time costs of the simulated time, besides the act itself. */
function thoughtMs(policy: ClockPolicy): Ms {
  if (policy === 'hold') return 0;
  return policy === 'tax' ? actWallMs * taxFactor : actWallMs;
}

const sceneEndMs = ({drill}: Setup, scene: string): Ms =>
  Math.min(drill.endsAtMs, drill.scenes.find(({id}) => id === scene)?.endsAtMs ?? drill.endsAtMs);

/** The next scene of the variant, or the end. */
function afterScene({variant, drill}: Setup, scene: string): Input {
  const next = variant.scenes[variant.scenes.findIndex(each => each.scene === scene) + 1];
  return next === undefined || !drill.scenes.some(({id}) => id === next.scene) ? {type: 'end-ex'} : {type: 'scene', scene: next.scene};
}
