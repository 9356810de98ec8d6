import {useLayoutEffect, useReducer} from 'react';

/** Draws again after every change of what is subscribed to. */
export function useChanges(onChange: (listener: () => void) => () => void): void {
  const [, again] = useReducer((count: number) => count + 1, 0);
  useLayoutEffect(() => onChange(again), [onChange]);
}
