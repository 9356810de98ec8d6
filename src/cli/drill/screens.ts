import type {ControllerPort, DrillPort} from '../../drill/play/port.js';
import {UserError} from '../../errors.js';
import type {Io} from '../io.js';
import {saysNotUtf8} from '../locale.js';
import type {DrawArguments} from '../options.js';

function looksOf({theme, ascii}: DrawArguments, {terminal, colorLevel, describeBug, env}: Io) {
  if (terminal === null) throw new UserError('A drill is played on a terminal.', 'Programs join with --json.', 2);
  return {...terminal, theme: theme ?? 'dark', colorLevel, isAscii: ascii ?? saysNotUtf8(env), describeBug};
}

/** A seat's screen, until one leaves or `ended` settles. */
export async function showSeat(port: DrillPort, ended: Promise<unknown>, io: Io, args: DrawArguments): Promise<void> {
  const looks = looksOf(args, io);
  const {playSeat} = await import('../../screens/seat/play-seat.js');
  await playSeat({...looks, port, ended});
}

/** The controller's console, until one leaves or `ended` settles. */
export async function showConsole(port: ControllerPort, ended: Promise<unknown>, io: Io, args: DrawArguments): Promise<void> {
  const looks = looksOf(args, io);
  const {playConsole} = await import('../../screens/seat/play-console.js');
  await playConsole({...looks, port, ended});
}

/** Participants and controller on one screen, with the curtain between them. */
export async function showOneScreen(
  participants: DrillPort,
  controller: ControllerPort,
  ended: Promise<unknown>,
  io: Io,
  args: DrawArguments,
): Promise<void> {
  const looks = looksOf(args, io);
  const {playOneScreen} = await import('../../screens/seat/play-console.js');
  await playOneScreen({...looks, participants, controller, ended});
}
