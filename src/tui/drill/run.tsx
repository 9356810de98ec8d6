import type {ReactNode} from 'react';
import {type FullScreenOptions, runFullScreen} from '../../terminal/full-screen.js';
import {type OnKey, useKeyboard} from '../hooks/use-keys.js';
import {ConsoleApp} from './console/app.js';
import type {Looks} from './looks.js';
import {OneScreenApp} from './one-screen-app.js';
import type {ControllerPort, DrillPort} from './port.js';
import {SeatApp} from './seat-app.js';

export type ScreenOptions = Pick<FullScreenOptions, 'stdout' | 'stdin' | 'describeBug'> & Omit<Looks, 'screen' | 'onKey'>;

/** The screen of a seat, until the person leaves. */
export const runSeat = (port: DrillPort, options: ScreenOptions): Promise<void> =>
  run(looks => <SeatApp port={port} wait={null} looks={looks} />, options);

/** The controller's console, until the person leaves. */
export const runConsole = (port: ControllerPort, options: ScreenOptions): Promise<void> =>
  run(looks => <ConsoleApp port={port} looks={looks} />, options);

/** Both on one screen, with the curtain between them. */
export const runOneScreen = (participants: DrillPort, controller: ControllerPort, options: ScreenOptions): Promise<void> =>
  run(looks => <OneScreenApp {...{participants, controller, looks}} />, options);

/** Any of the drill's screens on the whole terminal. */
export function run(program: (looks: Looks) => ReactNode, options: ScreenOptions): Promise<void> {
  const {theme, colorLevel, isAscii, stdout, stdin, describeBug} = options;
  return runFullScreen(screen => <Keyed program={onKey => program({screen, onKey, theme, colorLevel, isAscii})} />, {
    ...(stdout && {stdout}),
    ...(stdin && {stdin}),
    ...(describeBug && {describeBug}),
  });
}

/** A program that hears the keyboard through one ear. */
export const Keyed = ({program}: {readonly program: (onKey: OnKey) => ReactNode}) => program(useKeyboard());
