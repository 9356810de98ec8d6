import {codeOf} from '../../../race/code.js';
import {exercises} from '../../../race/exercises.js';
import {lessonOf, namesOf, protections} from '../../../race/protections.js';
import {ruleToLeaveWith, staleEnactor, staleSentence, timeOfCheck} from '../../../race/stale-check.js';
import {type Line, lineWidth, rule, span} from '../../../screen/line.js';
import type {PanelView} from '../../../screen/panel.js';
import {field, heading, prose, proseAfter} from '../../../screen/prose.js';
import {scrolling} from '../../../screen/scrolling.js';
import {type LabAction, type LabState, rulesOf} from '../state.js';
import {lastTold} from '../view.js';

/** What the last step did and what that means. Its title is the step itself. */
export const told: PanelView<LabState, LabAction> = {
  title(state, width) {
    const step = lastTold(state);
    if (step === null) return rule(width, [{at: 1, span: span('THE START', 'bold')}]);
    const label = `${step.step}  ${step.label}`;
    let at = label.length + 4;
    const badges = step.badges.map(badge => {
      const word = {at, span: span(badge, badge === 'GOES BACKWARDS' ? ('partial' as const) : ('major' as const))};
      at += badge.length + 3;
      return word;
    });
    return rule(width, [{at: 1, span: span(label, 'bold')}, ...badges]);
  },
  need: (state, width) => toldLines(state, width).length,
  lines: (state, width, height) => fitted(wordsOf(state), width, height),
};

/** What there is to say, in pieces that are shown whole or not at all; `note`: what is said before it in a replay. */
type Words = {readonly note: readonly string[]; readonly sentences: readonly string[]};

function wordsOf(state: LabState): Words {
  const {replay, position} = state;
  const note = replay?.notes.get(position.path.length) ?? '';
  return {note: sentencesIn(note), sentences: sentencesIn(lastTold(state)?.sentences.join(' ') ?? startWords(state))};
}

const sentencesIn = (text: string): readonly string[] => (text === '' ? [] : text.split(/(?<=\.) /));

/** All of it. */
export const toldLines = (state: LabState, width: number): readonly Line[] => flowing(wordsOf(state), width);

const more = ' (y: more)';

/** As much as there is room for; where that is not all, which key shows the rest. */
function fitted({note, sentences}: Words, width: number, height: number): readonly Line[] {
  const all = note.length + sentences.length;
  for (let count = all; count > 1; count--) {
    const part = {note: note.slice(0, count), sentences: sentences.slice(0, Math.max(0, count - note.length))};
    const lines = flowing(part, width, count < all ? more : '');
    if (lines.length <= height) return lines;
  }
  return flowing({note: note.slice(0, 1), sentences: note.length > 0 ? [] : sentences.slice(0, 1)}, width, all > 1 ? more : '');
}

/** A note shorter than this leaves room beside it. */
const besideNote = 24;

function flowing({note, sentences}: Words, width: number, end = ''): readonly Line[] {
  const noted = prose(note.join(' '), width, 'accent');
  const text = `${sentences.join(' ')}${end}`.trimStart();
  const last = noted.at(-1);
  if (last === undefined || lineWidth(last) > width - besideNote) return [...noted, ...prose(text, width)];
  return [...noted.slice(0, -1), ...proseAfter([...last, span(' ')], text, width)];
}

/** At the start: what is to be done, and what there is. */
function startWords({replay, position, doing}: LabState): string {
  if (replay !== null) return 'A healthy system: plan 1 is live and resolves. → does the first step, space plays them all.';
  const task = doing === null || doing.isDone ? undefined : exercises[doing.exercise]?.tasks[doing.task];
  if (task !== undefined) return `${task.task} h marks the step nearest to the outage; ? shows all keys.`;
  const who =
    'The Planner makes plans. Each enactor picks the newest, checks that it is newer than what DNS has, writes it, and cleans up.';
  return `${who} A number does a step${position.model.rules.size.enactors > 1 ? '; x has exercises, r shows how it breaks' : ''}.`;
}

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
