import type {Exercise} from '../../learn/lesson.js';
import {exerciseOf, lessonOf, type Walk} from '../../learn/walk.js';
import type {LearnState, Page} from './state.js';

/** Everything that is drawn. */
export type LearnView = {readonly state: LearnState; readonly page: Page};

/** The page of a walk. The newest exercise and page are kept: a key in between costs nothing. */
export function pages(): (walk: Walk) => Page {
  let exercise: {readonly key: string; readonly made: Exercise} | null = null;
  let page: {readonly given: Walk['given']; readonly made: Page} | null = null;
  return walk => {
    const {id} = lessonOf(walk);
    const key = `${walk.seed} ${id} ${walk.opened[id] ?? 0} ${walk.isAgain} ${Object.keys(walk.passed).length}`;
    if (exercise?.key !== key) {
      exercise = {key, made: exerciseOf(walk)};
      page = null;
    }
    if (page?.given !== walk.given) page = {given: walk.given, made: {exercise: exercise.made, step: exercise.made.step(walk.given)}};
    return page.made;
  };
}
