import {exercises as all, type Exercise, type Task} from '../../../race/exercises.js';
import {type Line, rule, span} from '../../../screen/line.js';
import {firstShown} from '../../../screen/list-window.js';
import type {PanelView} from '../../../screen/panel.js';
import {prose} from '../../../screen/prose.js';
import type {LabAction, LabState} from '../state.js';

/** What to try, one building on the other; of the chosen one what is to be done. */
export const exercises: PanelView<LabState, LabAction> = {
  title: ({passed}, width) =>
    rule(width, [
      {at: 1, span: span('EXERCISES', 'selected')},
      {at: 13, span: span(`${passed.length} of ${all.length} done`, 'dim')},
    ]),
  need: (state, width) => exerciseLines(state, width).length,
  lines(state, width, height) {
    const lines = exerciseLines(state, width);
    const chosen = chosenOf(state);
    const first = lines.length <= height ? 0 : firstShown(Math.max(0, chosen), 0, height, lines.length);
    return lines.slice(first, first + height);
  },
};

const chosenOf = ({overlay}: LabState): number => (overlay.type === 'exercises' ? overlay.row : -1);

/** Of the chosen exercise, or the one under way, its tasks too. */
function exerciseLines(state: LabState, width: number): readonly Line[] {
  const chosen = chosenOf(state);
  const unfolded = chosen < 0 ? state.doing?.exercise : chosen;
  return all.flatMap((exercise, index): readonly Line[] => {
    const isDone = state.passed.includes(index);
    const head: Line = [
      span(index === chosen ? '›' : ' ', 'selected'),
      span(` ${index + 1}  `, 'key'),
      span(isDone ? 'done  ' : '      ', 'ok'),
      span(exercise.title, index === chosen ? 'selected' : undefined),
    ];
    return index === unfolded ? [head, ...taskLines(state, exercise, index, width)] : [head];
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

/** The task that enter begins: the one after what has been done. */
export function nextTask({doing}: LabState, exercise: number): number {
  const count = all[exercise]?.tasks.length ?? 1;
  if (doing?.exercise !== exercise) return 0;
  return doing.isDone ? (doing.task + 1) % count : doing.task;
}

/** The question of an exercise that asks first. */
export const guess: PanelView<LabState, LabAction> = {
  title: (_, width) => rule(width, [{at: 1, span: span('WHAT DO YOU THINK?', 'selected')}]),
  need: (state, width) => guessLines(state, width).length,
  lines: (state, width) => guessLines(state, width),
};

function guessLines({doing, overlay}: LabState, width: number): readonly Line[] {
  const task = doing === null ? undefined : all[doing.exercise]?.tasks[doing.task];
  const chosen = overlay.type === 'guess' ? overlay.row : -1;
  const answers = (task?.answers ?? []).map(
    (answer, index): Line => [
      span(index === chosen ? '›' : ' ', 'selected'),
      span(` ${index + 1}  `, 'key'),
      span(answer, index === chosen ? 'selected' : undefined),
    ],
  );
  return [...prose(task?.task ?? '', width), [], ...answers];
}
