import {performance} from 'node:perf_hooks';
import {type Entry, type Play, playOf} from '../../drill/play.js';
import {type Drill, drillOf} from '../../drill/scenario.js';
import {type Choice, type ClockPolicy, setUp} from '../../drill/setup.js';
import {UserError} from '../../errors.js';
import type {ThemeName} from '../../tui/theme.js';
import type {Io} from '../io.js';
import {saysNotUtf8} from '../locale.js';
import {openTimeline} from '../timeline-argument.js';

/** What `drill --solo` takes. */
export type SoloArgs = {
  /** A bundled incident's id or a file; absent: the flagship. */
  readonly timeline?: string | undefined;
  readonly variant?: string | undefined;
  readonly twin?: string | undefined;
  readonly seed?: number | undefined;
  readonly policy?: ClockPolicy | undefined;
  readonly practice?: boolean | undefined;
  readonly theme?: ThemeName | undefined;
  readonly ascii?: boolean | undefined;
};

/** Plays a drill alone, on the whole screen. Resolves with the exit code. */
export async function solo(args: SoloArgs, io: Io): Promise<number> {
  const {timeline} = await openTimeline(io, args.timeline);
  const drill = drillOf(timeline);
  if (drill === null) throw new UserError('There is no drill on this incident.', 'A timeline file has one under "drill".', 2);
  const choice = choiceOf(drill, args);
  if (io.terminal === null) throw new UserError('A drill is played on a terminal.', 'Programs play with: incident-replay drive.', 2);
  const play = playOf(setUp(timeline, drill, choice));
  if (args.practice === true) play.take({type: 'mark', as: 'practice'}, 0);
  const {playSolo} = await import('../../tui/drill/play-solo.js');
  keepJournal(play);
  const {colorLevel, describeBug, terminal, env} = io;
  await playSolo({
    ...terminal,
    play,
    wallMs: wallClock(play),
    theme: args.theme ?? 'dark',
    colorLevel,
    isAscii: args.ascii ?? saysNotUtf8(env),
    describeBug,
  });
  io.stdout.write(`${farewell(play)}\n`);
  return 0;
}

/** The first solo variant, the night itself, seed 1, time standing still while one thinks: unless told otherwise. */
export function choiceOf(drill: Drill, {variant, twin, seed = 1, policy = 'hold'}: SoloArgs): Choice {
  const alone = drill.variants.filter(({isSolo}) => isSolo);
  const chosen = variant ?? alone[0]?.id;
  if (!alone.some(({id}) => id === chosen)) {
    const known = alone.map(({id}) => id).join(', ');
    throw new UserError(
      `There is no variant "${chosen ?? ''}" for one person.`,
      known === '' ? 'This drill has none.' : `Known: ${known}.`,
      2,
    );
  }
  // The ids of twins are not listed: they give the other cause away.
  if (twin !== undefined && !drill.twins.some(({id}) => id === twin)) throw new UserError(`There is no twin "${twin}".`, '', 2);
  return {variant: chosen ?? '', twin: twin ?? null, seed, policy};
}

/** Milliseconds since StartEx; before it, none have passed. */
function wallClock(play: Play): () => number {
  let startedMs: number | null = null;
  return () => {
    if (play.state().phase === 'brief') return 0;
    startedMs ??= performance.now() - play.state().wallMs;
    return Math.round(performance.now() - startedMs);
  };
}

/** Where every accepted input is kept as it comes: the place for the journal's file. */
export function keepJournal(play: Play, write: (entry: Entry) => void = () => {}): () => void {
  return play.onEntry(write);
}

/** What remains on the screen of the shell: how far it went, never what it was about. */
function farewell(play: Play): string {
  const {codeName} = play.setup.drill;
  const {variant, seed} = play.setup.choice;
  return `EXERCISE – ${codeName}, variant ${variant}, seed ${seed}: incident-replay drill --solo --variant ${variant} --seed ${seed}`;
}
