import {useCallback, useRef, useState} from 'react';

/**
 * A state with its reducer. Several keys can arrive between two frames, and each must see what the one before it did: so the newest
 * state is kept beside React's, which only learns what to draw.
 */
export function useNewest<S, A>(reduce: (state: S, action: A) => S, initial: S) {
  const [state, setState] = useState(initial);
  const latest = useRef(state);
  const send = useCallback(
    (action: A) => {
      latest.current = reduce(latest.current, action);
      setState(latest.current);
    },
    [reduce],
  );
  const newest = useCallback(() => latest.current, []);
  return {state, send, newest};
}
