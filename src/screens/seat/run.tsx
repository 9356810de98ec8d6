import {useApp} from 'ink';
import {type ReactNode, useLayoutEffect} from 'react';
import {type FullScreenOptions, runFullScreen} from '../../surfaces/full-screen.js';
import {type OnKey, useKeyboard} from '../../surfaces/use-keys.js';
import type {Looks} from './looks.js';

export type ScreenOptions = Pick<FullScreenOptions, 'stdout' | 'stdin' | 'describeBug'> &
  Omit<Looks, 'screen' | 'onKey'> & {
    /** Settles when there is nothing more to play; without it the person alone leaves. */
    readonly ended?: Promise<unknown>;
  };

/** Any of the drill's screens on the whole terminal, until the person leaves or it is over. */
export function run(program: (looks: Looks) => ReactNode, options: ScreenOptions): Promise<void> {
  const {theme, colorLevel, isAscii, ended, stdout, stdin, describeBug} = options;
  return runFullScreen(screen => <Keyed ended={ended} program={onKey => program({screen, onKey, theme, colorLevel, isAscii})} />, {
    ...(stdout && {stdout}),
    ...(stdin && {stdin}),
    ...(describeBug && {describeBug}),
  });
}

export type KeyedProps = {readonly program: (onKey: OnKey) => ReactNode; readonly ended?: Promise<unknown> | undefined};

/** A program that hears the keyboard through one ear. */
export function Keyed({program, ended}: KeyedProps) {
  const {exit} = useApp();
  useLayoutEffect(() => {
    if (ended !== undefined) void ended.then(() => exit());
  }, [ended, exit]);
  return program(useKeyboard());
}
