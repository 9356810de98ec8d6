import {randomAt} from '../model/random.js';
import {lessons} from './index.js';
import {type Answers, type Book, type Exercise, incomplete, type Lesson, type Passed, type Step, type Verdict} from './lesson.js';

/** Where in a lesson a learner is: at a page, told how an answer was, after the explanation, at its card, or past the last one. */
export type Stage =
  | {readonly type: 'page'}
  | {readonly type: 'told'; readonly verdict: Verdict; readonly answers: Answers; readonly isLastTry: boolean}
  | {readonly type: 'explained'}
  | {readonly type: 'card'}
  | {readonly type: 'done'};

/** A learner's way through the lessons. Immutable; a lesson's exercise follows from `seed`, `lesson` and how often it was opened. */
export type Walk = {
  readonly seed: number;
  /** Which of `lessons`. */
  readonly lesson: number;
  /** How often each lesson was opened on a new seed before, by lesson. */
  readonly opened: Readonly<Record<string, number>>;
  /** Whether its first pages have been read. */
  readonly isAgain: boolean;
  /** The answers that were taken, a page each. */
  readonly given: readonly Answers[];
  /** Misses since something was right: on this page, and on the seeds before where it cannot be asked twice. */
  readonly misses: number;
  /** Misses in this lesson in all. */
  readonly missesInAll: number;
  readonly passed: Book;
  readonly stage: Stage;
};

export const beginning = (seed: number): Walk => ({
  ...{seed, lesson: 0, opened: {}, isAgain: false, given: [], misses: 0, missesInAll: 0, passed: {}},
  stage: {type: 'page'},
});

export const lessonOf = ({lesson}: Pick<Walk, 'lesson'>): Lesson => lessons[lesson] ?? (lessons[0] as Lesson);

/** A seed for every opening of every lesson. */
export const seedOf = (seed: number, lesson: string, opened: number): number =>
  Math.floor(randomAt(seed, `learn ${lesson}`, opened) * 2 ** 31);

/** The exercise that a learner has before him. Opening it again gives an equal one. */
export function exerciseOf(walk: Walk): Exercise {
  const lesson = lessonOf(walk);
  return lesson.open(seedOf(walk.seed, lesson.id, walk.opened[lesson.id] ?? 0), walk.isAgain, walk.passed);
}

export type Input =
  /** What was filled in. */
  | {readonly type: 'answer'; readonly answers: Answers}
  /** On, from what one has been told or has read. */
  | {readonly type: 'on'}
  | {readonly type: 'open'; readonly lesson: number};

/** What is to be filled in before an answer can be taken; null: nothing. */
export const missing = (step: Step | null, answers: Answers): string | null => (step === null ? null : incomplete(step, answers));

/** The next state. Pure; what means nothing now changes nothing. `exercise`: that of the walk. */
export function walked(walk: Walk, exercise: Exercise, input: Input): Walk {
  if (input.type === 'open') return opened(walk, input.lesson);
  if (input.type === 'answer') return walk.stage.type === 'page' ? answered(walk, exercise, input.answers) : walk;
  switch (walk.stage.type) {
    case 'told':
      return afterWords(walk, exercise, walk.stage);
    case 'explained':
      return anew(walk);
    case 'card':
      return passedOn(walk, exercise);
    default:
      return walk;
  }
}

/** A lesson by its number, on a seed that was never seen. */
function opened(walk: Walk, lesson: number): Walk {
  const {id} = lessonOf({lesson});
  const isKnown = walk.opened[id] !== undefined || walk.passed[id] !== undefined || (lesson === walk.lesson && walk.given.length > 0);
  const times = isKnown ? (walk.opened[id] ?? 0) + 1 : 0;
  return {
    ...walk,
    ...{lesson, isAgain: false, given: [], misses: 0, missesInAll: 0, stage: {type: 'page'}},
    opened: {...walk.opened, [id]: times},
  };
}

function answered(walk: Walk, exercise: Exercise, answers: Answers): Walk {
  const step = exercise.step(walk.given);
  if (step === null || missing(step, answers) !== null) return walk;
  const verdict = step.question?.check(answers);
  if (verdict === undefined) return taken(walk, exercise, answers);
  const isMiss = verdict.grade === 'near' || verdict.grade === 'wrong';
  const misses = walk.misses + (isMiss ? 1 : 0);
  const isLastTry = isMiss && misses >= (step.question?.patience ?? 2);
  return {...walk, misses, missesInAll: walk.missesInAll + (isMiss ? 1 : 0), stage: {type: 'told', verdict, answers, isLastTry}};
}

/** The answer stands; the next page, or the card. Only a right answer wipes out the misses before it. */
function taken(walk: Walk, exercise: Exercise, answers: Answers, isRight = false): Walk {
  const given = [...walk.given, answers];
  const stage: Stage = {type: exercise.step(given) === null ? 'card' : 'page'};
  return {...walk, given, stage, misses: isRight ? 0 : walk.misses};
}

function afterWords(walk: Walk, exercise: Exercise, {verdict, answers, isLastTry}: Extract<Stage, {type: 'told'}>): Walk {
  if (verdict.grade === 'right' || verdict.grade === 'noted') return taken(walk, exercise, answers, verdict.grade === 'right');
  if (isLastTry) return {...walk, stage: {type: 'explained'}};
  return verdict.isSpent ? anew(walk, walk.misses) : {...walk, stage: {type: 'page'}};
}

/** The same lesson on a new seed, without its first pages. */
function anew(walk: Walk, misses = 0): Walk {
  const {id} = lessonOf(walk);
  return {...walk, opened: {...walk.opened, [id]: (walk.opened[id] ?? 0) + 1}, isAgain: true, given: [], misses, stage: {type: 'page'}};
}

function passedOn(walk: Walk, exercise: Exercise): Walk {
  const {id} = lessonOf(walk);
  const entry: Passed = {seed: exercise.seed, misses: walk.missesInAll, story: exercise.story(walk.given)};
  const next = {...walk, passed: {...walk.passed, [id]: entry}, isAgain: false, given: [], misses: 0, missesInAll: 0};
  return walk.lesson + 1 < lessons.length ? {...next, lesson: walk.lesson + 1, stage: {type: 'page'}} : {...next, stage: {type: 'done'}};
}
