import type {Plan} from '../../src/engine/plan.js';
import {type Prepared, simulate} from '../../src/engine/simulate.js';
import {frame, layOut, roomOf} from '../../src/screen/frame.js';
import {pressed} from '../../src/screen/keys.js';
import {type Size, textOf} from '../../src/screen/line.js';
import type {AnyProgram, Does, Room, Scene} from '../../src/screen/program.js';
import {replayProgram} from '../../src/screens/replay/program.js';
import {questionsOf, workOn} from '../../src/screens/replay/state/answering.js';
import {factsOf} from '../../src/screens/replay/state/facts.js';
import {type Answer, keyOf, noAnswers, type Question} from '../../src/screens/replay/state/questions.js';
import {type Action, type AppState, initialState} from '../../src/screens/replay/state/state.js';
import {type Stage, stageOf} from '../../src/screens/replay/state/timeline-index.js';
import type {View} from '../../src/screens/replay/state/view.js';
import type {Ms} from '../../src/timeline/types.js';

/** `80x24` as a size. */
export function size(text: string): Size {
  const [columns = 80, rows = 24] = text.split('x').map(Number);
  return {columns, rows};
}

/** Of a stage that a test has made, the console that shows it. */
const programs = new WeakMap<Stage, AnyProgram>();

/** The console as it starts with a state. */
export function replayFrom(prepared: Prepared, state: AppState) {
  const program = replayProgram({
    prepared,
    opening: {positionMs: state.positionMs, plan: state.plan, start: state},
    theme: state.theme,
    reopen: (plan, atMs) => `reopen ${plan.length} ${atMs}`,
  });
  programs.set(program.view(program.first, new Map()).stage, program);
  return program;
}

/** A view as a frame, a key and the mouse take it. */
export function sceneOf(view: View): Scene {
  const program = programs.get(view.stage);
  if (program === undefined) throw new Error('no view of viewOf or viewAt');
  return {program, view, sheet: null, isZoomed: false};
}

export const stageFor = ({timeline, history}: Prepared): Stage => stageOf(timeline, history.tracks);

/** What the console would draw for a state, worked out from nothing. */
export function viewOf(prepared: Prepared, state: AppState, stage = stageFor(prepared)): View {
  const history = factsOf(prepared.history, prepared.history);
  if (!programs.has(stage)) programs.set(stage, replayFrom(prepared, state));
  const now = state.plan.length === 0 ? history : factsOf(simulate(prepared, state.plan), prepared.history);
  return {state, stage, now, history, answers: noAnswers};
}

/** The console at a moment, with a plan; `change` sets anything else of the state. */
export function viewAt(prepared: Prepared, atMs: Ms, plan: Plan = [], change: Partial<AppState> = {}): View {
  const stage = stageFor(prepared);
  return viewOf(prepared, {...initialState(stage, atMs, plan), ...change}, stage);
}

const known = new WeakMap<Prepared, Map<string, Answer>>();

/** The same view once everything that it asks has been worked out. */
export function answered(prepared: Prepared, view: View): View {
  const answers = known.get(prepared) ?? new Map<string, Answer>();
  known.set(prepared, answers);
  for (const question of questionsOf(view)) if (!answers.has(keyOf(question))) answers.set(keyOf(question), answerOf(prepared, question));
  return {...view, answers};
}

/** The answer to a question, however long it takes. */
export function answerOf(prepared: Prepared, question: Question): Answer {
  const work = workOn(prepared)(question);
  for (;;) {
    const {done, value} = work.next();
    if (done === true) return value;
  }
}

/** The rows of the screen without colour. */
export const screenOf = (view: View, on: Size): readonly string[] => frame(sceneOf(view), on).map(textOf);

/** How far what is open scrolls, and how long a page of its list is. */
export const roomAt = (view: View, on: Size): Room => roomOf(sceneOf(view), on);

/** Where the panels stand. */
export const layoutOf = (view: View, on: Size) => layOut(sceneOf(view), on);

/** What a key asks for, besides closing a text that is open over everything. */
export function askedBy(view: View, key: string, room: Room = roomAt(view, size('80x24'))): Does<Action> | undefined {
  return single(pressed(sceneOf(view).program, view, key, room) as Does<Action> | undefined);
}

/** Whether it only changes the state. */
export const isAction = (does: Does<Action> | undefined): does is Action => does !== undefined && !('effect' in does);

export function single(does: Does<Action> | undefined): Does<Action> | undefined {
  return does !== undefined && 'effect' in does && does.effect === 'all' ? does.of.at(-1) : does;
}
