import {useInput} from 'ink';
import {useCallback, useLayoutEffect, useRef} from 'react';
import {nameOfKey} from '../screen/key-names.js';

type KeyListener = (name: string, input: string) => void;
/** Told of every key by its name and what it types; returns what ends it. */
export type OnKey = (listener: KeyListener) => () => void;

/** One ear on the keyboard for all screens: Ink's own listens only some time after a screen has been drawn, and keys would be lost. */
export function useKeyboard(): OnKey {
  const listeners = useRef(new Set<KeyListener>());
  useInput((input, key) => {
    // A copy: a screen that comes with this key does not get it.
    for (const listener of [...listeners.current]) listener(nameOfKey(input, key), input);
  });
  return useCallback(listener => {
    listeners.current.add(listener);
    return () => {
      listeners.current.delete(listener);
    };
  }, []);
}

/** Hears keys from the moment on in which the screen is drawn. */
export function useKeys(onKey: OnKey, listener: KeyListener): void {
  const latest = useRef(listener);
  latest.current = listener;
  useLayoutEffect(() => onKey((name, input) => latest.current(name, input)), [onKey]);
}

/** What is pasted, on one line. */
export function usePaste(onPaste: (listener: (text: string) => void) => () => void, listener: (text: string) => void): void {
  const latest = useRef(listener);
  latest.current = listener;
  useLayoutEffect(() => onPaste(text => latest.current(text.replace(/\s+/g, ' '))), [onPaste]);
}
