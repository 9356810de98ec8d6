import {useCallback, useMemo, useRef} from 'react';
import {hotWashOf} from '../../drill/play/hot-wash.js';
import type {Play} from '../../drill/play/play.js';
import {type DrillPort, localPort} from '../../drill/play/port.js';
import {passSolo, rateOf, takeSolo, waitSolo} from '../../drill/play/solo-play.js';
import {revealing} from '../../drill/report/reveal.js';
import type {Seat} from '../../drill/scenario/scenario.js';
import {useChanges} from '../../surfaces/use-changes.js';
import {usePlaybackClock} from '../../surfaces/use-playback-clock.js';
import {MINUTE_MS} from '../../timeline/time.js';
import {AfterApp} from '../hot-wash/app.js';
import type {Looks} from './looks.js';
import {SeatApp} from './seat-app.js';

export type SoloAppProps = {
  readonly play: Play;
  readonly seat: Seat;
  /** Milliseconds since StartEx. */
  readonly wallMs: () => number;
  /** The file that keeps the drill; absent: none does. */
  readonly journal?: string;
  readonly looks: Looks;
};

/** A drill that somebody plays alone, from the brief to what they keep. */
export function SoloApp({play, seat, wallMs, journal = '', looks}: SoloAppProps) {
  useChanges(play.onEntry);
  const port = useMemo((): DrillPort => {
    const local = localPort(play, {kind: 'seat', seat}, wallMs);
    let passed = '';
    return {
      ...local,
      send: input =>
        takeSolo(play, input, wallMs(), words => {
          passed = words;
        }),
      passed: () => passed,
    };
  }, [play, seat, wallMs]);
  const {phase} = play.state();
  const isOver = phase === 'hotWash' || phase === 'over';
  const reveals = useMemo(() => revealing(play.setup), [play]);
  useThinkingClock(play, wallMs);
  if (!isOver) return <SeatApp port={port} wait={minutes => waitSolo(play, minutes, wallMs())} looks={looks} />;
  const after = () => hotWashOf(play.setup, play.state(), seat, reveals);
  return <AfterApp after={after} journal={journal} send={input => play.take(input, wallMs())} looks={looks} />;
}

/** Under `tax` and `run`, thinking takes simulated time: whole minutes, so that the journal stays short. */
function useThinkingClock(play: Play, wallMs: () => number): void {
  const owed = useRef(0);
  const rate = rateOf(play.setup.choice.policy, play.state());
  usePlaybackClock(
    rate > 0,
    useCallback(
      elapsedMs => {
        owed.current += elapsedMs * rate;
        const minutes = Math.floor(owed.current / MINUTE_MS);
        if (minutes === 0) return;
        owed.current -= minutes * MINUTE_MS;
        passSolo(play, minutes * MINUTE_MS, wallMs());
      },
      [play, rate, wallMs],
    ),
    1000,
  );
}
