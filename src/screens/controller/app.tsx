import {useMemo} from 'react';
import type {ControllerPort} from '../../drill/play/port.js';
import {ProgramApp} from '../hot-wash/app.js';
import type {Looks} from '../seat/looks.js';
import {controllerProgram} from './program.js';

/** The controller's console, for a screen that is no program yet. Never mounted on a participant's screen. */
export function ConsoleApp({port, looks}: {readonly port: ControllerPort; readonly looks: Looks}) {
  const program = useMemo(() => controllerProgram({port, theme: looks.theme}), [port, looks.theme]);
  return <ProgramApp program={program} looks={looks} />;
}
