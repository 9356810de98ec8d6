import {lessons} from './index.js';
import type {Answers, Lesson} from './lesson.js';
import {seedOf} from './walk.js';

/** What one page of a lesson asks, answers that are right, and what the simulation says to them. */
export type Truth = {readonly asks: string; readonly answer: Answers; readonly says: string; readonly isRight: boolean};

/** Longest lesson and some; a lesson that goes on for ever is a bug. */
const mostPages = 60;

/** The checks of a lesson on a seed, answered by what the simulation works out. */
export function truthsOf(lesson: Lesson, seed: number): readonly Truth[] {
  const exercise = lesson.open(seed, false, {});
  const truths: Truth[] = [];
  let given: readonly Answers[] = [];
  for (let page = exercise.step(given); page !== null && given.length < mostPages; page = exercise.step(given)) {
    const answer = page.solution();
    const verdict = page.question?.check(answer);
    if (verdict !== undefined)
      truths.push({
        asks: page.says.join(' '),
        answer,
        says: verdict.truth,
        isRight: verdict.grade === 'right' || verdict.grade === 'noted',
      });
    given = [...given, answer];
  }
  return truths;
}

/** The checks of every lesson, as a learner meets them who begins with this seed. */
export const curriculumTruths = (seed: number) =>
  lessons.map(lesson => {
    const own = seedOf(seed, lesson.id, 0);
    return {lesson: lesson.id, title: lesson.title, minutes: lesson.minutes, seed: own, checks: truthsOf(lesson, own)};
  });
