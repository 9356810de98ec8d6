import type {ControllerPort, DrillPort} from '../../drill/play/port.js';
import {UserError} from '../../errors.js';
import type {AnyProgram} from '../../screen/program.js';
import type {ThemeName} from '../../screen/theme.js';
import type {Io} from '../io.js';
import {type LookArguments, looksFor} from '../looks.js';

/** A screen of a drill, until one leaves or `ended` settles. `made`: loads and makes it, only where it is shown. */
export async function showProgram(
  made: (theme: ThemeName) => Promise<AnyProgram>,
  ended: Promise<unknown> | undefined,
  io: Io,
  args: LookArguments,
): Promise<void> {
  const {terminal} = io;
  if (terminal === null) throw new UserError('A drill is played on a terminal.', 'Programs join with --json.', 2);
  const [{runProgram}, program] = await Promise.all([import('../../surfaces/run-program.js'), made(args.theme ?? 'dark')]);
  await runProgram(program, {...terminal, ...looksFor(args, io), ended});
}

/** A seat's screen. `comeBack`: the command line that comes back to it. */
export const showSeat = (port: DrillPort, ended: Promise<unknown>, io: Io, args: LookArguments, comeBack: string): Promise<void> =>
  showProgram(
    async theme => (await import('../../screens/seat/program.js')).seatProgram({port, wait: null, theme, comeBack}),
    ended,
    io,
    args,
  );

/** The controller's console. `comeBack`: the command line that comes back to it; default: with the code that the port knows. */
export const showConsole = (port: ControllerPort, ended: Promise<unknown>, io: Io, args: LookArguments, comeBack?: string): Promise<void> =>
  showProgram(
    async theme => (await import('../../screens/controller/program.js')).controllerProgram({port, theme, comeBack}),
    ended,
    io,
    args,
  );

/** Participants and controller on one screen, with the curtain between them. */
export const showOneScreen = (
  participants: DrillPort,
  controller: ControllerPort,
  ended: Promise<unknown>,
  io: Io,
  args: LookArguments,
): Promise<void> =>
  showProgram(
    async theme => {
      const [{sharedScreen}, {seatProgram}, {controllerProgram}] = await Promise.all([
        import('../../screens/shared-screen.js'),
        import('../../screens/seat/program.js'),
        import('../../screens/controller/program.js'),
      ]);
      return sharedScreen({
        participants: seatProgram({port: participants, wait: null, theme, comeBack: 'incident-replay drill join CODE --seat projector'}),
        controller: () => controllerProgram({port: controller, theme}),
        codeName: participants.observation().codeName,
        theme,
      });
    },
    ended,
    io,
    args,
  );
