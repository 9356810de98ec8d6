import {lessons} from '../../learn/index.js';
import {lessonOf, type Walk} from '../../learn/walk.js';
import {exerciseBadge, type Line, rule, span, spread} from '../../screen/line.js';
import type {PanelView} from '../../screen/panel.js';
import type {Program} from '../../screen/program.js';
import type {ThemeName} from '../../screen/theme.js';
import {bodyAloud, bodyOf} from './body.js';
import {isTyping, keys, placeOf, typed} from './keys.js';
import {nextStep} from './next-step.js';
import {type Action, initialState, type LearnState, type Overlay, reduce} from './state.js';
import {type LearnView, pages} from './view.js';

/** A page of a lesson, or the list of lessons: one panel. */
const page: PanelView<LearnView, Action> = {
  title: (_, width) => rule(width, []),
  need: (view, width) => bodyOf(view, width, 40).lines.length,
  lines: (view, width, height) => bodyOf(view, width, height).lines,
  click(view, width, height, row) {
    const owner = bodyOf(view, width, height).owners[row] ?? -1;
    return owner < 0 ? undefined : {type: 'point', index: owner};
  },
};

/** Nine lessons as a screen. `overlay`: what lies over the first page; default: the list of lessons. */
export function learnProgram(walk: Walk, theme: ThemeName, overlay?: Overlay): Program<LearnState, LearnView, Action> {
  const pageOf = pages();
  return {
    name: 'learn',
    first: initialState(walk, pageOf, theme, overlay),
    update: (state, message) => reduce(pageOf, state, message),
    view: state => ({state, page: pageOf(state.walk)}),
    ui: ({state}) => state,
    place: placeOf,
    keys,
    isTyping,
    text: typed,
    head,
    body: (_, {columns, rows}, over) => [{width: columns, parts: [{panel: over?.panel ?? page, height: rows}]}],
    aloud: bodyAloud,
    small: () => [[span('LEARN', 'accent')]],
  };
}

function head(view: LearnView, columns: number): readonly Line[] {
  const {walk, overlay} = view.state;
  const {title} = lessonOf(walk);
  const isLesson = overlay.type === 'none' && walk.stage.type !== 'done';
  const progress = lessons
    .map(({id}, index) => (index === walk.lesson && isLesson ? '◆' : walk.passed[id] === undefined ? '·' : '●'))
    .join('');
  const left: Line = isLesson
    ? [span(`  learn, ${walk.lesson + 1} of ${lessons.length}  `, 'dim'), span(title, 'bold')]
    : [span('  learn, thirty minutes, alone', 'dim')];
  return [
    spread([span(' '), exerciseBadge, ...left], [span('SIMULATED', 'simulated'), span(`  ${progress} `, 'accent')], columns),
    [span(' ▶ ', 'accent'), span(nextStep(view), 'accent')],
  ];
}
