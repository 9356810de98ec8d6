import {lessons} from '../../src/learn/index.js';
import type {Answers, Exercise, Field, Step} from '../../src/learn/lesson.js';
import {beginning, exerciseOf, type Walk, walked} from '../../src/learn/walk.js';
import {frame} from '../../src/screen/frame.js';
import {type Size, textOf} from '../../src/screen/line.js';
import {learnProgram} from '../../src/screens/learn/program.js';
import {closed, draftOf, initialState, type LearnState} from '../../src/screens/learn/state.js';
import {pages} from '../../src/screens/learn/view.js';

/** Which lesson has this id. */
export const lessonIndex = (id: string): number => lessons.findIndex(lesson => lesson.id === id);

/** A walk at the first page of a lesson. */
export const walkAt = (id: string, seed: number): Walk => ({...beginning(seed), lesson: lessonIndex(id)});

/** The page of a walk; a lesson without one is a mistake of the test. */
export function stepOf(exercise: Exercise, given: readonly Answers[]): Step {
  const step = exercise.step(given);
  if (step === null) throw new Error('the lesson has no further page');
  return step;
}

/** Goes on until `until`, answering with `answerTo`. */
export function play(from: Walk, answerTo: (step: Step, walk: Walk) => Answers, until: (walk: Walk) => boolean, most = 400): Walk {
  let walk = from;
  for (let steps = 0; !until(walk); steps++) {
    if (steps > most) throw new Error(`no end after ${most} steps: ${JSON.stringify(walk.stage)}`);
    const exercise = exerciseOf(walk);
    const next =
      walk.stage.type === 'page'
        ? walked(walk, exercise, {type: 'answer', answers: answerTo(stepOf(exercise, walk.given), walk)})
        : walked(walk, exercise, {type: 'on'});
    if (next === walk) throw new Error(`nothing goes on: ${JSON.stringify(walk.stage)}`);
    walk = next;
  }
  return walk;
}

/** Somebody who knows: what the simulation works out; what is not asked for stays as it stands. */
export const knowing = (step: Step): Answers => ({...draftOf(step), ...step.solution()});

/** A form that can be handed in, and is wrong wherever something is asked. */
export function wrong(step: Step): Answers {
  const right = knowing(step);
  const [first] = step.fields;
  // In the mini-drill: decides without having looked, and is done.
  if (first?.kind === 'choice' && first.id === 'act') {
    const act = ['end', 'decide', 'wait'].find(wanted => first.options.some(({id}) => id === wanted));
    return {act: act ?? ''};
  }
  if (step.question === null) return right;
  return Object.fromEntries(step.fields.map(field => [field.id, wrongFor(field, right[field.id] ?? '')]));
}

function wrongFor(field: Field, right: string): string {
  switch (field.kind) {
    case 'number':
      return Number(right) > 50 ? '0' : '100';
    case 'clock':
      return right < '12:00' ? '23:58' : '00:01';
    case 'choice':
      return field.options.find(({id}) => id !== right)?.id ?? '';
    case 'dial':
      return String(field.texts.length - 1);
    default:
      return 'x';
  }
}

/** What is on the screen for a walk, with what is half filled in. */
export function learnScreen(walk: Walk, size: Size, change: Partial<LearnState> = {}): readonly string[] {
  const pageOf = pages();
  const state = {...initialState(walk, pageOf, 'dark', closed), ...change};
  return frame({program: learnProgram(walk, 'dark'), view: {state, page: pageOf(walk)}, sheet: null, isZoomed: false}, size).map(textOf);
}

/** The keys that fill in these answers and hand them in, one after the other. */
export function keysFor({fields}: Step, answers: Answers): readonly string[] {
  const [first] = fields;
  if (fields.length === 1 && first?.kind === 'choice') return [String(first.options.findIndex(({id}) => id === answers[first.id]) + 1)];
  if (fields.length === 0) return ['enter'];
  return fields.flatMap(field => [...keysOf(field, answers[field.id] ?? ''), 'enter']);
}

function keysOf(field: Field, value: string): readonly string[] {
  if (field.kind === 'dial') {
    const by = Number(value) - field.start;
    return Array.from({length: Math.abs(by)}, () => (by > 0 ? 'right' : 'left'));
  }
  if (field.kind === 'choice') return Array.from({length: field.options.findIndex(({id}) => id === value) + 1}, () => 'right');
  return field.kind === 'text' && field.start !== '' ? ['ctrl-u', value] : [value];
}
