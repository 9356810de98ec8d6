import {exercises as all, type Exercise, type Task} from '../../../race/exercises.js';
import {type Line, rule, span} from '../../../screen/line.js';
import {firstShown} from '../../../screen/list-window.js';
import type {PanelView} from '../../../screen/panel.js';
import type {Does} from '../../../screen/program.js';
import {prose} from '../../../screen/prose.js';
import {startExercise} from '../keys.js';
import type {LabAction, LabState} from '../state.js';

/** What to try, one building on the other; of the chosen one what is to be done. */
export const exercises: PanelView<LabState, Does<LabAction>> = {
  title: ({passed}, width) =>
    rule(width, [
      {at: 1, span: span('EXERCISES', 'selected')},
      {at: 13, span: span(`${passed.length} of ${all.length} done`, 'dim')},
    ]),
  need: (state, width) => exerciseLines(state, width).length,
  lines: (state, width, height) => shownLines(state, width, height).map(({line}) => line),
  click(state, width, height, row) {
    const exercise = shownLines(state, width, height)[row]?.exercise;
    if (exercise === undefined) return undefined;
    return chosenOf(state) === exercise ? startExercise(state) : {type: 'open', overlay: {type: 'exercises', row: exercise}};
  },
};

type Owned = {readonly exercise: number; readonly line: Line};

function shownLines(state: LabState, width: number, height: number): readonly Owned[] {
  const lines = exerciseLines(state, width);
  const first = lines.length <= height ? 0 : firstShown(Math.max(0, chosenOf(state)), 0, height, lines.length);
  return lines.slice(first, first + height);
}

const chosenOf = ({overlay}: LabState): number => (overlay.type === 'exercises' ? overlay.row : -1);

/** Of the chosen exercise, or the one under way, its tasks too. */
function exerciseLines(state: LabState, width: number): readonly Owned[] {
  const chosen = chosenOf(state);
  const unfolded = chosen < 0 ? state.doing?.exercise : chosen;
  return all.flatMap((exercise, index): readonly Owned[] => {
    const isDone = state.passed.includes(index);
    const head: Line = [
      span(index === chosen ? '›' : ' ', 'selected'),
      span(` ${index + 1}  `, 'key'),
      span(isDone ? 'done  ' : '      ', 'ok'),
      span(exercise.title, index === chosen ? 'selected' : undefined),
    ];
    const lines = index === unfolded ? [head, ...taskLines(state, exercise, index, width)] : [head];
    return lines.map(line => ({exercise: index, line}));
  });
}

function taskLines({doing}: LabState, {tasks}: Exercise, index: number, width: number): readonly Line[] {
  const at = doing?.exercise === index ? doing : null;
  const mark = (place: number): string => (at === null || place > at.task || (place === at.task && !at.isDone) ? '' : 'done: ');
  return tasks.flatMap(({task, lesson}: Task, place) => {
    const letter = tasks.length > 1 ? `${String.fromCharCode('a'.charCodeAt(0) + place)}  ` : '';
    const learnt = mark(place) === '' ? '' : ` ${lesson}`;
    return prose(`${letter}${mark(place)}${task}${learnt}`, width - 10, at?.task === place ? undefined : 'dim').map(
      (line): Line => [span('          '), ...line],
    );
  });
}
