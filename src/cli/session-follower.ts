import type {WriteStream} from 'node:tty';
import {type Edit, type Plan, subjectOf} from '../engine/plan.js';
import {bugExitCode} from '../errors.js';
import {printable} from '../format/text.js';
import type {AnyProgram, Scene} from '../screen/program.js';
import type {ThemeName} from '../screen/theme.js';
import type {AppState} from '../screens/replay/state/state.js';
import {asShown} from '../surfaces/output.js';
import type {Ms, Timeline} from '../timeline/types.js';
import type {Recording} from './recording.js';

export type SessionOptions = {
  readonly program: AnyProgram;
  readonly recorder?: Recording | undefined;
  /** The command line that opens the replay there. */
  readonly reopen: (plan: Plan, positionMs: Ms, theme: ThemeName) => string;
  /** Told, however it ends, where the replay was left: after a bug (exit code 70) what was last drawn. */
  readonly onLeave: (state: AppState, exitCode: number) => void;
};

/** Follows a session on a screen or in spoken lines, so that wherever it ends there is something to keep and to come back to. */
export function followSession(timeline: Timeline, {program, recorder, reopen, onLeave}: SessionOptions) {
  let last: AppState = program.first;
  let drawn: AppState | undefined;
  /** The replay's own state, also while the race lab is open over it. */
  const stateIn = (scene: Scene): AppState | undefined => (scene.program === program ? scene.view.state : undefined);
  const onDeath = (exitCode: number): void => {
    onLeave((exitCode === bugExitCode ? drawn : undefined) ?? last, exitCode);
    recorder?.end(exitCode);
  };
  return {
    onChange(scene: Scene): void {
      const state = stateIn(scene) ?? last;
      for (const label of markersOf(timeline, last, state)) recorder?.mark(label);
      last = state;
    },
    onShown(scene: Scene): void {
      drawn = stateIn(scene) ?? drawn;
    },
    /** The process ends by a signal or a bug. */
    onDeath,
    /** The person has quit: prints how to come back. */
    quit(stdout: WriteStream): void {
      const comeBack = `${reopen(last.plan, last.positionMs, last.theme)}\n`;
      recorder?.onWrite(asShown(comeBack));
      stdout.write(comeBack);
      onDeath(0);
    },
  };
}

type Moment = Pick<AppState, 'plan' | 'positionMs'>;

/** What somebody who looks through a recorded session wants to jump to: a phase entered, a change made or taken back. */
export function markersOf(timeline: Timeline, before: Moment, after: Moment): readonly string[] {
  const made = editsOnlyIn(after, before).map(edit => `${edit.op === 'add' ? 'Thrown' : 'Changed'}: ${nameOf(timeline, edit)}`);
  const takenBack = editsOnlyIn(before, after).map(edit => `Taken back: ${nameOf(timeline, edit)}`);
  return [...phaseEntered(timeline, before, after), ...takenBack, ...made];
}

function phaseEntered({phases}: Timeline, before: Moment, after: Moment): readonly string[] {
  const phaseAt = (atMs: Ms) => phases.findLast(({startsAtMs, endsAtMs}) => startsAtMs <= atMs && atMs < endsAtMs);
  const phase = before.positionMs === after.positionMs ? undefined : phaseAt(after.positionMs);
  return phase === undefined || phase === phaseAt(before.positionMs) ? [] : [`Phase: ${printable(phase.title)}`];
}

function editsOnlyIn({plan}: Moment, {plan: others}: Moment): readonly Edit[] {
  const known = new Set(others.map(edit => JSON.stringify(edit)));
  return plan === others ? [] : plan.filter(edit => !known.has(JSON.stringify(edit)));
}

function nameOf({mitigations}: Timeline, edit: Edit): string {
  const title = edit.op === 'add' ? mitigations.find(({id}) => id === edit.mitigation)?.title : undefined;
  return printable(title ?? subjectOf(edit));
}
