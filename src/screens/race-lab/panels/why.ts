import {codeOf} from '../../../race/code.js';
import {lessonOf, namesOf, protections} from '../../../race/protections.js';
import {ruleToLeaveWith, staleEnactor, staleSentence, timeOfCheck} from '../../../race/stale-check.js';
import {type Line, span} from '../../../screen/line.js';
import type {PanelView} from '../../../screen/panel.js';
import {field, heading, prose} from '../../../screen/prose.js';
import {scrolling} from '../../../screen/scrolling.js';
import {type LabAction, type LabState, rulesOf} from '../state.js';
import {lastTold} from '../view.js';
import {toldLines} from './told.js';

/** What has just happened and why it could; what the protections that are on teach; what to leave with. */
export const why: PanelView<LabState, LabAction> = scrolling<LabState>({
  title: () => [
    {at: 1, span: span('WHY', 'selected')},
    {at: 7, span: span('SIMULATED', 'simulated')},
  ],
  lines: (state, width) => [
    ...stepLines(state, width),
    ...staleLines(state, width),
    ...lessonLines(state, width),
    ...codeLines(state, width),
  ],
  scroll: ({overlay}) => ('scroll' in overlay ? overlay.scroll : 0),
});

function stepLines(state: LabState, width: number): readonly Line[] {
  const told = lastTold(state);
  const head = told === null ? 'The start' : `Step ${told.step}: ${told.label}${told.badges.map(badge => `   ${badge}`).join('')}`;
  return [heading(head), ...toldLines(state, width)];
}

function staleLines({position}: LabState, width: number): readonly Line[] {
  const name = staleEnactor(position);
  const about = name === null ? [] : prose(staleSentence(name, position.wentBackwards), width);
  return [[], heading('The stale check'), ...about, ...prose(timeOfCheck, width), ...prose(ruleToLeaveWith, width, 'bold')];
}

function lessonLines(state: LabState, width: number): readonly Line[] {
  const {protect} = rulesOf(state);
  const chosen = namesOf(protect);
  if (chosen.length === 0) return [];
  const lessons = protections
    .filter(({name}) => chosen.includes(name))
    .flatMap(({name, words}) => field(name, `${words}. ${lessonOf(name, protect)}`, width));
  return [[], heading('The protections'), ...lessons];
}

const codeLines = ({position}: LabState, width: number): readonly Line[] => [
  [],
  heading('This position'),
  ...prose(`${codeOf(position)}  (s copies it, g opens one)`, width),
];
