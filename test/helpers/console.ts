import type {Plan} from '../../src/engine/plan.js';
import {type Prepared, simulate} from '../../src/engine/simulate.js';
import {dark, paint} from '../../src/screen/theme.js';
import {workOn} from '../../src/screens/replay/answering.js';
import {factsOf} from '../../src/screens/replay/facts.js';
import {frame} from '../../src/screens/replay/frame.js';
import {type Answer, keyOf, noAnswers, type Question} from '../../src/screens/replay/questions.js';
import {questionsOf} from '../../src/screens/replay/questions-of.js';
import {type AppState, initialState} from '../../src/screens/replay/state.js';
import {type Stage, stageOf} from '../../src/screens/replay/timeline-index.js';
import type {Size, View} from '../../src/screens/replay/view.js';
import type {Ms} from '../../src/timeline/types.js';

/** `80x24` as a size. */
export function size(text: string): Size {
  const [columns = 80, rows = 24] = text.split('x').map(Number);
  return {columns, rows};
}

export const stageFor = ({timeline, history}: Prepared): Stage => stageOf(timeline, history.tracks);

/** What the console would draw for a state, worked out from nothing. */
export function viewOf(prepared: Prepared, state: AppState, stage = stageFor(prepared)): View {
  const history = factsOf(prepared.history, prepared.history);
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
export const screenOf = (view: View, on: Size): readonly string[] => paint(frame(view, on), dark, 0);
