import {useApp} from 'ink';
import {useEffect} from 'react';
import {type FullScreenOptions, runFullScreen} from '../../terminal/full-screen.js';
import type {Looks} from './looks.js';
import type {DrillPort} from './port.js';
import {SeatApp} from './seat-app.js';

export type SeatOptions = Pick<FullScreenOptions, 'stdout' | 'stdin' | 'describeBug'> &
  Omit<Looks, 'screen'> & {
    readonly port: DrillPort;
    /** Settles when there is nothing more to play. */
    readonly ended: Promise<unknown>;
  };

/** A seat's screen of a drill that somebody else leads, until one leaves or it is over. */
export async function playSeat({port, ended, theme, colorLevel, isAscii, stdout, stdin, describeBug}: SeatOptions): Promise<void> {
  await runFullScreen(screen => <LedSeat port={port} ended={ended} looks={{screen, theme, colorLevel, isAscii}} />, {
    ...(stdout && {stdout}),
    ...(stdin && {stdin}),
    ...(describeBug && {describeBug}),
  });
}

function LedSeat({port, ended, looks}: {readonly port: DrillPort; readonly ended: Promise<unknown>; readonly looks: Looks}) {
  const {exit} = useApp();
  useEffect(() => {
    void ended.then(() => exit());
  }, [ended, exit]);
  return <SeatApp port={port} wait={null} looks={looks} />;
}
