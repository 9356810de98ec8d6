import {history, type Plan, subjectOf} from '../../engine/plan.js';
import {simulate} from '../../engine/simulate.js';
import {UserError} from '../../errors.js';
import type {CastHeader} from '../../export/asciicast.js';
import {sinceStartExact} from '../../format/clock.js';
import {printable} from '../../format/text.js';
import {parseTime} from '../../format/time-expression.js';
import type {ThemeName} from '../../screen/theme.js';
import type {Ms, Timeline} from '../../timeline/types.js';
import type {Io} from '../io.js';
import {type LookArguments, looksFor} from '../looks.js';
import {streamOf} from '../plain.js';
import type {PlanArguments} from '../plan-argument.js';
import {planOf} from '../plan-argument.js';
import {printLines} from '../print.js';
import {startRecording} from '../recording.js';
import {keepingIn} from '../saving.js';
import {followSession} from '../session-follower.js';
import {stateIn} from '../state-folder.js';
import {type Opened, openTimeline, readied} from '../timeline-argument.js';

type Args = PlanArguments &
  LookArguments & {
    readonly timeline?: string | undefined;
    readonly at?: string | undefined;
    readonly fresh?: boolean | undefined;
    readonly keep: boolean;
    readonly record?: string | undefined;
    readonly force?: boolean | undefined;
  };

export async function play(args: Args, io: Io): Promise<number> {
  const looks = looksFor(args, io);
  const terminal = io.env.TERM === 'dumb' && !looks.isHeard ? null : io.terminal;
  refuseRecording(args, terminal !== null);
  // What draws is loaded while the file is read; plain lines do without.
  const drawing =
    terminal === null ? null : Promise.all([import('../../surfaces/run-program.js'), import('../../screens/replay/program.js')]);
  const opened = await openTimeline(io, args.timeline);
  const {timeline} = opened;
  const plan = await planOf(args, opened, io);
  const positionMs = args.at === undefined ? undefined : parseTime(args.at, timeline);
  const prepared = readied(opened);
  if (terminal === null || drawing === null) {
    printLines(io.stdout, streamOf(simulate(prepared, plan), prepared.history, positionMs ?? Number.NEGATIVE_INFINITY));
    return 0;
  }
  const folder = args.keep && io.stateFolder !== null ? stateIn(io.stateFolder) : null;
  const asked = {positionMs, plan: plan === history ? undefined : plan, isFresh: args.fresh, theme: args.theme};
  const {opening, theme, keptTheme, leave} = keepingIn(folder, opened, asked);
  const reopen = (newPlan: Plan, atMs: Ms, newTheme: ThemeName): string => {
    const {isHeard} = looks;
    return reopenCommand(opened, newPlan, atMs, [
      ...exactly(newPlan, args.keep),
      ...looksOf({...args, theme: newTheme, keptTheme, isHeard}),
    ]);
  };
  const command = reopen(opening.plan, opening.positionMs, theme);
  const recorder =
    args.record === undefined ? undefined : startRecording(args.record, args.force === true, headerOf(io, timeline, command));
  const [{runProgram}, {replayProgram}] = await drawing;
  const program = replayProgram({prepared, opening, theme, reopen, onNews: recorder?.onNews});
  const {quit, ...session} = followSession(timeline, {program, recorder, reopen, onLeave: leave});
  await runProgram(program, {...terminal, ...looks, ...session, tap: recorder});
  quit(terminal.stdout);
  if (recorder !== undefined) printLines(io.stderr, [recorder.summary()]);
  return 0;
}

/** A recording is of a console, and never destroys what is there without being told to. */
function refuseRecording(
  {record, force}: {readonly record?: string | undefined; readonly force?: boolean | undefined},
  hasTerminal: boolean,
): void {
  if (record !== undefined && !hasTerminal) throw new UserError('--record needs a terminal: it records the console.', '', 2);
  if (record === undefined && force === true) throw new UserError('--force lets --record replace a file; there is no --record.', '', 2);
}

/** `command`: what opens the console as the recording shows it first. */
function headerOf({stdout, env}: Io, {incident}: Timeline, command: string): Omit<CastHeader, 'timestamp'> {
  const {columns, rows} = stdout;
  return {columns, rows, terminal: env.TERM, title: printable(incident.title), command, tags: ['incident-replay', incident.id]};
}

/** Options that keep what was kept out of a plan that throws nothing. */
const exactly = (plan: Plan, keeps: boolean): readonly string[] => (keeps ? (plan.length === 0 ? ['--fresh'] : []) : ['--no-keep']);

/** How the console looks and what it takes. `keptTheme`: undefined where none has been chosen. */
type Looks = {
  readonly theme: ThemeName;
  readonly ascii?: boolean | undefined;
  readonly mouse?: boolean | undefined;
  readonly keptTheme?: ThemeName | undefined;
  readonly isHeard?: boolean;
};

/** The same as options; nothing for what it would be anyway. */
export function looksOf({theme, ascii, mouse = true, keptTheme, isHeard = false}: Looks): readonly string[] {
  return [
    ...(isHeard ? ['--screen-reader'] : []),
    ...(theme === 'dark' && keptTheme === undefined ? [] : ['--theme', theme]),
    ...(ascii === undefined ? [] : [ascii ? '--ascii' : '--no-ascii']),
    ...(mouse ? [] : ['--no-mouse']),
  ];
}

/** A command line that opens exactly this: the timeline, the plan, the moment, and the looks. */
export function reopenCommand(
  {argument, timeline}: Pick<Opened, 'argument' | 'timeline'>,
  plan: Plan,
  atMs: Ms,
  looks: readonly string[] = [],
): string {
  const time = (ms: Ms): string => sinceStartExact(timeline, ms);
  const edits = plan.flatMap(edit => {
    if (edit.op === 'remove') return ['--without', edit.action];
    return [edit.op === 'add' ? '--what-if' : '--move', `${subjectOf(edit)}@${time(edit.atMs)}`];
  });
  return ['incident-replay', 'play', argument, '--at', time(atMs), ...edits, ...looks].map(quoted).join(' ');
}

/** A word as a POSIX shell takes it. */
const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`);
