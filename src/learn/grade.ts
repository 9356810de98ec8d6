import type {Figure, Grade, Verdict} from './lesson.js';

/** Within the tolerance right, within twice that near. */
export function gradeOf(said: number, truth: number, tolerance: number): Grade {
  const off = Math.abs(said - truth);
  if (off <= tolerance) return 'right';
  return off <= 2 * tolerance ? 'near' : 'wrong';
}

const order: readonly Grade[] = ['right', 'noted', 'near', 'wrong'];

/** The worst of several. */
export const worst = (grades: readonly Grade[]): Grade =>
  grades.reduce((bad, grade) => (order.indexOf(grade) > order.indexOf(bad) ? grade : bad), 'right');

/** A verdict with what it needs and no more. */
export const verdict = (
  grade: Grade,
  words: Partial<Pick<Verdict, 'truth' | 'why' | 'hint' | 'tried' | 'isSpent'>>,
  figures: readonly Figure[] = [],
): Verdict => ({
  ...{grade, figures, truth: '', why: '', hint: '', tried: [], isSpent: false},
  ...words,
});
