import {wrap} from '../../../format/text.js';
import type {Choice} from '../../../race/choice.js';
import {exercises} from '../../../race/exercises.js';
import {waitingAt} from '../../../race/waiting.js';
import {cell, type Line, rule, type Span, span} from '../../../screen/line.js';
import {firstShown} from '../../../screen/list-window.js';
import type {PanelView} from '../../../screen/panel.js';
import type {LabAction, LabState} from '../state.js';
import {choicesOf, mostChoices} from '../view.js';

const whoColumns = 14;
const effectColumns = 34;

/** What can happen next, each with its effect in numbers before it is done; below it what cannot, and why. */
export const next: PanelView<LabState, LabAction> = {
  title: (state, width) => {
    const hidden = hiddenOf(state);
    return rule(width, [
      {at: 1, span: span('WHAT CAN HAPPEN NEXT', 'selected')},
      ...(hidden === '' ? [] : [{at: 24, span: span(hidden, 'dim')}]),
      ...exerciseWords(state, width),
    ]);
  },
  // Who is blocked needs two lines, where as much cannot be done.
  need: ({position}) => Math.max(4, mostChoices(position.model)),
  lines(state, width, height) {
    const {lines, first} = shownLines(state, width, height);
    return lines.slice(first, first + height);
  },
  click(state, width, height, row) {
    const place = shownLines(state, width, height).first + row;
    return state.replay === null && choicesOf(state).choices[place] !== undefined ? {type: 'do', place} : undefined;
  },
};

/** All lines, and the first of them in sight. */
function shownLines(state: LabState, width: number, height: number): {readonly lines: readonly Line[]; readonly first: number} {
  const choices = choiceLines(state, width);
  const whole = [...choices, ...waitingLines(state, width, reason => reason)];
  const lines = whole.length <= height ? whole : [...choices, ...waitingLines(state, width, firstPart)];
  return {lines, first: lines.length <= height ? 0 : firstShown(state.choice, 0, height, lines.length)};
}

/** In a replay the choices wait for whoever takes over. */
const hiddenOf = ({replay}: LabState): string => (replay === null ? '' : 'e takes over from here');

function exerciseWords({doing}: LabState, width: number): readonly {readonly at: number; readonly span: Span}[] {
  if (doing === null) return [];
  const {tasks} = exercises[doing.exercise] ?? {tasks: []};
  const letter = tasks.length > 1 ? String.fromCharCode('a'.charCodeAt(0) + doing.task) : '';
  const short = doing.isDone ? 'DONE: x goes on' : (tasks[doing.task]?.short ?? '');
  const words = `exercise ${doing.exercise + 1}${letter}: ${short}`;
  return [{at: Math.max(24, width - words.length - 4), span: span(words, doing.isDone ? 'ok' : 'accent')}];
}

function choiceLines(state: LabState, width: number): readonly Line[] {
  const {choices, hinted} = choicesOf(state);
  if (choices.length === 0) return [[span(' Nothing can happen any more: STUCK. ', 'major'), span('u goes back, 0 starts again.')]];
  return choices.map((choice, place) => choiceLine(choice, place, state, place === hinted, width));
}

function choiceLine(
  {key, actor, action, effect, warning}: Choice,
  place: number,
  {choice, replay}: LabState,
  isHinted: boolean,
  width: number,
): Line {
  const isChosen = replay === null && place === choice;
  const who = action.enactor === null ? actor : `${actor} ${action.name}`;
  const number = place < 9 ? key : ' ';
  const room = width - 5 - whoColumns - warning.length - 4 - (isHinted ? 11 : 0);
  return [
    span(isChosen ? '›' : ' ', 'selected'),
    span(` ${replay === null ? number : '·'}  `, replay === null ? 'key' : 'dim'),
    span(cell(who, whoColumns), isChosen ? 'selected' : undefined),
    span(cell(effect, warning === '' && !isHinted ? room : Math.min(room, Math.max(effectColumns, effect.length + 2)))),
    span(warning === '' ? '' : `(${warning})`, 'major'),
    span(isHinted ? ' <- nearest' : '', 'accent'),
  ];
}

/** Of a reason what stands before the semicolon, where there is no room for all of it. */
const firstPart = (reason: string): string => reason.split(';')[0] ?? reason;

/** Greyed, with its reason, never hidden. */
function waitingLines(state: LabState, width: number, said: (reason: string) => string): readonly Line[] {
  return waitingAt(state.position).flatMap(({actors, step, reason}) => {
    const who = `${actors} ${step}`.trim();
    const indent = Math.max(5 + whoColumns, 6 + who.length);
    return wrap(said(reason), Math.max(20, width - indent - 1)).map(
      (line, index): Line => [span(index === 0 ? ` -   ${who.padEnd(indent - 5)}` : ' '.repeat(indent), 'dim'), span(line, 'dim')],
    );
  });
}
