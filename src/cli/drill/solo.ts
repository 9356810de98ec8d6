import {UserError} from '../../errors.js';
import type {AnyProgram} from '../../screen/program.js';
import type {ThemeName} from '../../screen/theme.js';
import type {Io} from '../io.js';
import type {LookArguments} from '../looks.js';
import {printLines} from '../print.js';
import {begin, type Playing} from './open-drill.js';
import {type ChoiceArgs, choiceOf, openDrill} from './scenario-file.js';
import {showProgram} from './screens.js';

/** What `drill --solo` takes. */
export type SoloArgs = ChoiceArgs &
  LookArguments & {
    /** A name of the list, or a file; absent: the first that comes with the program. */
    readonly file?: string | undefined;
    readonly journal?: string | undefined;
    readonly practice?: boolean | undefined;
    /** Says at once that this person knows the incident. */
    readonly familiar?: boolean | undefined;
  };

/** Plays a drill alone, on the whole screen. Resolves with the exit code. */
export async function solo(args: SoloArgs, io: Io): Promise<number> {
  if (io.terminal === null) throw new UserError('A drill is played on a terminal.', 'Programs play with: incident-replay drive.', 2);
  const opened = await openDrill(io, args.file);
  const playing = begin(opened, choiceOf(opened, args, true), args.journal);
  const {play} = playing;
  if (args.practice === true) play.take({type: 'mark', as: 'practice'}, 0);
  const [seat] = play.setup.seats;
  if (args.familiar === true && seat !== undefined) play.take({type: 'recognise', seat: seat.id}, 0);
  return soloAgain(playing, args, io);
}

/** Plays on, from wherever it stands. */
export async function soloAgain({play, wallMs, journal, isNew}: Playing, args: SoloArgs, io: Io): Promise<number> {
  const [seat] = play.setup.seats;
  if (seat === undefined) throw new Error('a solo drill has a seat');
  const made = async (theme: ThemeName): Promise<AnyProgram> =>
    (await import('../../screens/seat/solo.js')).soloProgram({play, seat, wallMs, journal: journal.path, theme});
  try {
    await showProgram(made, undefined, io, args);
  } finally {
    if (isNew && play.state().phase === 'brief') journal.discard();
    else journal.close();
  }
  const {codeName} = play.setup.drill;
  const {variant, seed} = play.setup.choice;
  const {phase} = play.state();
  const isOver = phase === 'hotWash' || phase === 'over';
  const words = [
    ...(phase === 'brief' ? [] : [`To go on: incident-replay drill resume ${journal.path}`]),
    ...(isOver ? [`The report: incident-replay drill report ${journal.path} -o report.html`] : []),
  ];
  printLines(io.stdout, [`EXERCISE – ${codeName}, variant ${variant}, seed ${seed}`, ...words]);
  return 0;
}
