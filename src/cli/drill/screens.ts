import {UserError} from '../../errors.js';
import type {ControllerPort, DrillPort} from '../../tui/drill/port.js';
import type {ThemeName} from '../../tui/theme.js';
import type {Io} from '../io.js';
import {saysNotUtf8} from '../locale.js';

/** How the screens of a drill look, as the command line has it. */
export type LooksArgs = {readonly theme?: ThemeName | undefined; readonly ascii?: boolean | undefined};

function looksOf({theme, ascii}: LooksArgs, {terminal, colorLevel, describeBug, env}: Io) {
  if (terminal === null) throw new UserError('A drill is played on a terminal.', 'Programs join with --json.', 2);
  return {...terminal, theme: theme ?? 'dark', colorLevel, isAscii: ascii ?? saysNotUtf8(env), describeBug};
}

/** A seat's screen, until one leaves or `ended` settles. */
export async function showSeat(port: DrillPort, ended: Promise<unknown>, io: Io, args: LooksArgs): Promise<void> {
  const looks = looksOf(args, io);
  const {playSeat} = await import('../../tui/drill/play-seat.js');
  await playSeat({...looks, port, ended});
}

/** The controller's console, until one leaves or `ended` settles. */
export async function showConsole(port: ControllerPort, ended: Promise<unknown>, io: Io, args: LooksArgs): Promise<void> {
  const looks = looksOf(args, io);
  const {playConsole} = await import('../../tui/drill/play-console.js');
  await playConsole({...looks, port, ended});
}
