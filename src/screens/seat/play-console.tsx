import type {ControllerPort, DrillPort} from '../../drill/play/port.js';
import {ConsoleApp} from '../controller/app.js';
import {OneScreenApp} from './one-screen-app.js';
import {run, type ScreenOptions} from './run.js';

/** The controller's console, until the person leaves. */
export const playConsole = ({port, ...options}: ScreenOptions & {readonly port: ControllerPort}): Promise<void> =>
  run(looks => <ConsoleApp port={port} looks={looks} />, options);

export type OneScreenOptions = ScreenOptions & {readonly participants: DrillPort; readonly controller: ControllerPort};

/** Participants and controller on one screen, with the curtain between them. */
export const playOneScreen = ({participants, controller, ...options}: OneScreenOptions): Promise<void> =>
  run(looks => <OneScreenApp {...{participants, controller, looks}} />, options);
