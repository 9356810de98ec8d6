import {useEffect} from 'react';

/** Calls `onTick` with the real milliseconds since the last call, about every `frameMs`, while `playing`. A slow terminal gets fewer, longer ticks. */
export function usePlaybackClock(playing: boolean, onTick: (elapsedMs: number) => void, frameMs = 100): void {
  useEffect(() => {
    if (!playing) return;
    let lastMs = performance.now();
    const timer = setInterval(() => {
      const nowMs = performance.now();
      onTick(nowMs - lastMs);
      lastMs = nowMs;
    }, frameMs);
    return () => clearInterval(timer);
  }, [playing, onTick, frameMs]);
}
