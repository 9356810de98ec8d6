import {useState} from 'react';
import type {ControllerPort, DrillPort} from '../../drill/play/port.js';
import {useKeys} from '../../surfaces/use-keys.js';
import {useSize} from '../../surfaces/use-size.js';
import {ConsoleApp} from '../controller/app.js';
import {FrameCanvas} from './canvas.js';
import type {Looks} from './looks.js';
import {SeatApp} from './seat-app.js';
import {blankFrame, type Curtain, drawn} from './shared-screen.js';

export type OneScreenProps = {
  /** What participants see: a seat, or the projector. */
  readonly participants: DrillPort;
  readonly controller: ControllerPort;
  readonly looks: Looks;
};

/** Participants and controller on one screen, with a curtain between them. The console is mounted only behind the answer. */
export function OneScreenApp({participants, controller, looks}: OneScreenProps) {
  const size = useSize(looks.screen);
  const [curtain, setCurtain] = useState<Curtain>('participants');
  useKeys(looks.onKey, name => setCurtain(before => drawn(before, name) ?? before));
  if (curtain === 'console') return <ConsoleApp port={controller} looks={looks} />;
  if (curtain === 'participants') return <SeatApp port={participants} wait={null} looks={looks} />;
  const lines = blankFrame(participants.observation().codeName, size);
  return <FrameCanvas lines={lines} theme={looks.theme} size={size} looks={looks} />;
}
