import {lessons} from '../../learn/index.js';
import type {Card, Figure, Grade} from '../../learn/lesson.js';
import {lessonOf, type Stage} from '../../learn/walk.js';
import {cell, fitLine, type Line, type Role, span} from '../../screen/line.js';
import {comfortable} from '../../screen/linear.js';
import {prose} from '../../screen/prose.js';
import {figureLines} from './figures.js';
import {formLines} from './form.js';
import type {LearnView} from './view.js';

const twoColumnsFrom = 120;
/** Longer lines than this are hard to read. */
const widestText = 84;

/** A part of the page: fixed lines, or a figure that takes what height there is. `owners`: which row or field each line belongs to. */
type Part = {readonly lines: readonly Line[]; readonly owners?: readonly number[]} | {readonly figure: Figure};

/** The page as it stands: its lines, and the row or field that each belongs to (-1: none), for the mouse. */
export type Body = {readonly lines: readonly Line[]; readonly owners: readonly number[]};

/** The page for ears: one column, no line broken. */
export const bodyAloud = (view: LearnView): readonly Line[] =>
  view.state.overlay.type === 'list'
    ? listLines(view, comfortable, 400).lines
    : stacked([...wordsOf(view, comfortable), ...figuresOf(view), ...blanksOf(view, comfortable)], comfortable, 400).lines;

export function bodyOf(view: LearnView, columns: number, room: number): Body {
  const {overlay} = view.state;
  if (overlay.type === 'list') return listLines(view, columns, room);
  const width = Math.min(widestText, columns);
  if (columns < twoColumnsFrom) return stacked([...wordsOf(view, width), ...figuresOf(view), ...blanksOf(view, width)], width, room);
  const left = Math.min(widestText, Math.floor((columns - 3) / 2));
  const words = stacked([...wordsOf(view, left), ...blanksOf(view, left)], left, room);
  const right = Math.min(110, columns - left - 3);
  const figures = stacked(figuresOf(view), right, room);
  const lines = Array.from({length: Math.max(words.lines.length, figures.lines.length)}, (_, row) => [
    ...fitLine(words.lines[row] ?? [], left),
    span('   '),
    ...(figures.lines[row] ?? []),
  ]);
  return {lines, owners: words.owners};
}

/** Parts below one another, a free line between them; where there is no room for free lines, without. */
function stacked(parts: readonly Part[], width: number, room: number): Body {
  const fixed = parts.reduce((rows, part) => rows + ('lines' in part ? part.lines.length : 0), 0);
  const tallest = room - fixed - parts.length - 1;
  const figures = parts.filter(part => 'figure' in part).length;
  const all = parts
    .map((part): Body => {
      const lines = 'lines' in part ? part.lines : figureLines(part.figure, width, Math.floor(tallest / Math.max(1, figures)));
      return {lines, owners: ('owners' in part ? part.owners : undefined) ?? lines.map(() => -1)};
    })
    .filter(({lines}) => lines.length > 0);
  const used = all.reduce((rows, {lines}) => rows + lines.length, 0);
  const isTight = used + all.length > room;
  return {
    lines: all.flatMap(({lines}) => (isTight ? lines : [[], ...lines])),
    owners: all.flatMap(({owners}) => (isTight ? owners : [-1, ...owners])),
  };
}

const signs: Readonly<Record<Grade, readonly [string, string, Role]>> = {
  right: ['●', 'Right.', 'ok'],
  noted: ['●', 'This is what happens.', 'accent'],
  near: ['▲', 'Near, not yet.', 'degraded'],
  wrong: ['✖', 'Not yet.', 'major'],
};

/** What is said: the page's words, how an answer was, or the card. */
function wordsOf(view: LearnView, width: number): readonly Part[] {
  const {page, state} = view;
  const {stage} = state.walk;
  switch (stage.type) {
    case 'page':
      return (page.step?.says ?? []).map(text => ({lines: prose(text, width)}));
    case 'told':
      return toldLines(stage, width);
    case 'explained':
      return ['Let us look at it together.', ...page.exercise.explains].map((text, index) => ({
        lines: prose(text, width, index === 0 ? 'bold' : undefined),
      }));
    case 'card':
      return cardLines(lessonOf(state.walk).card, width);
    default:
      return endLines(view, width);
  }
}

type Told = Extract<Stage, {type: 'told'}>;

/** Whether the truth may be told: nothing more is asked on this page. */
const isOver = ({verdict, isLastTry}: Told): boolean => isLastTry || verdict.grade === 'right' || verdict.grade === 'noted';

function toldLines(told: Told, width: number): readonly Part[] {
  const {verdict} = told;
  const [sign, words, role] = signs[verdict.grade];
  const said = isOver(told) ? [verdict.truth, verdict.why] : [verdict.hint];
  return [
    {lines: [[span(` ${sign} `, role), span(words, role)]]},
    ...said.filter(text => text !== '').map(text => ({lines: prose(text, width)})),
  ];
}

function cardLines({title, idea, ask}: Card, width: number): readonly Part[] {
  const inner = Math.min(64, width - 4);
  const edge = (left: string, right: string): Line => [span(`  ${left}${'─'.repeat(inner)}${right}`, 'rule')];
  const framed = (line: Line): Line => [span('  │', 'rule'), ...fitLine(line, inner), span('│', 'rule')];
  const lines = [[], ...prose(title, inner, 'bold'), [], ...prose(idea, inner), [], ...prose(ask, inner, 'accent'), []];
  return [{lines: prose('A card to keep:', width, 'dim')}, {lines: [edge('┌', '┐'), ...lines.map(framed), edge('└', '┘')]}];
}

const endLines = (view: LearnView, width: number): readonly Part[] => {
  const own = view.state.walk.passed.close?.story[0];
  return [
    {lines: prose('That was all of it. Nine lessons, and none of them had a grade.', width, 'bold')},
    ...(own === undefined ? [] : [{lines: prose(`You would look for: ${own}`, width)}]),
    {lines: prose('Your checklist, with blanks for your own team: incident-replay learn --checklist', width)},
    {lines: prose('Every lesson can be taken again, with other numbers: enter shows them.', width, 'dim')},
  ];
};

/** The pictures of a page, or of what one is told. */
function figuresOf({page, state}: LearnView): readonly Part[] {
  const {stage} = state.walk;
  const asFigures = (figures: readonly Figure[]): readonly Part[] => figures.map(figure => ({figure}));
  if (stage.type === 'page') return asFigures(page.step?.figures(state.draft) ?? []);
  if (stage.type !== 'told') return [];
  const {verdict} = stage;
  const shown = [...verdict.tried, ...(isOver(stage) ? verdict.figures : [])];
  // A hint is read beside what it is about.
  return asFigures(shown.length > 0 ? shown : (page.step?.figures(state.draft) ?? []));
}

/** The blanks; after a miss, with what was tried. */
function blanksOf(view: LearnView, width: number): readonly Part[] {
  const {stage} = view.state.walk;
  const isMissed = stage.type === 'told' && !isOver(stage) && !stage.verdict.isSpent;
  const blanks = stage.type === 'page' || isMissed ? formLines(view, width) : [];
  return blanks.length === 0
    ? []
    : [{lines: blanks.flatMap(({lines}) => lines), owners: blanks.flatMap(({lines, owner}) => lines.map(() => owner))}];
}

/** How it begins, and where a lesson is chosen. */
function listLines({state}: LearnView, columns: number, room: number): Body {
  const {walk, overlay} = state;
  if (overlay.type !== 'list') return {lines: [], owners: []};
  const width = columns === comfortable ? columns : Math.min(widestText, columns);
  const isBack = Object.keys(walk.passed).length > 0 || walk.given.length > 0;
  const words = overlay.isStart
    ? isBack
      ? ['Welcome back. Your place is kept; enter goes on from there.']
      : [
          'Nine short lessons for the first weeks on call. Each asks you to predict or to act, and a simulation answers.',
          'You cannot break anything. Nobody sees this, nothing is graded, and q keeps your place.',
        ]
    : ['Any lesson, as often as you like; the numbers are new every time.'];
  const rows = lessons.map(({id, title, minutes}, index): Line => {
    const isHere = index === overlay.at;
    const mark = walk.passed[id] === undefined ? (index === walk.lesson && isBack ? 'here' : '') : 'passed';
    return [
      span(isHere ? ' › ' : '   ', 'accent'),
      span(`${index + 1}  `, 'key'),
      span(cell(title, 32), isHere ? 'selected' : undefined),
      span(cell(`${minutes} min`, 8), 'dim'),
      span(mark, mark === 'passed' ? 'ok' : 'accent'),
    ];
  });
  return stacked([...words.map(text => ({lines: prose(text, width)})), {lines: rows, owners: rows.map((_, index) => index)}], width, room);
}
