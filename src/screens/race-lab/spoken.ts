import {sizeWords} from '../../export/race.js';
import {printable} from '../../format/text.js';
import {exercises} from '../../race/exercises.js';
import {holdsAll} from '../../race/explore.js';
import {prospectWords} from '../../race/outlook.js';
import {variantOf} from '../../race/protections.js';
import {luckRuns} from '../../race/random-runs.js';
import {waitingAt} from '../../race/waiting.js';
import {aloud, sentence} from '../../screen/aloud.js';
import {textOf} from '../../screen/line.js';
import {comfortable, linear} from '../../screen/linear.js';
import {overlayOf} from './body.js';
import {rowsOf} from './panels/enactors.js';
import {record} from './panels/record.js';
import {planWords} from './panels/store.js';
import {type LabState, rulesOf} from './state.js';
import {choicesOf, lastTold, prospectAt} from './view.js';

/** Of something long so many lines are said at once. */
const pageLines = 10;

/**
 * The lab for ears: what has changed between what a listener knows and what is now, each thing once, in sentences. Pure.
 *
 * @param before null: nothing has been said yet
 */
export function labSpoken(before: LabState | null, after: LabState): readonly string[] {
  if (before === null) return [...greeting, ...labPresent(after)];
  const hasMoved = before.position !== after.position;
  const isOther = before.overlay.type !== after.overlay.type;
  const isTaken = before.replay !== null && after.replay === null;
  return printed([
    after.notice !== before.notice ? after.notice : '',
    ...worldLines(before, after),
    ...taskLines(before, after),
    ...(isOther ? openedLines(after) : changedLines(before, after)),
    ...(hasMoved
      ? [...stepLines(after), ...nextLines(after)]
      : isTaken
        ? nextLines(after)
        : !isOther && before.choice !== after.choice
          ? [chosenLine(after)]
          : []),
    ...(isOther || hasMoved ? [] : checkerLine(before, after)),
  ]);
}

/** What is to be done, when an exercise begins; one that asks first has said it with its answers. */
function taskLines({doing: known}: LabState, {doing}: LabState): readonly string[] {
  if (doing === null || doing.guess !== null || (doing.exercise === known?.exercise && doing.task === known.task)) return [];
  return [`Exercise ${doing.exercise + 1}. ${exercises[doing.exercise]?.tasks[doing.task]?.task ?? ''}`];
}

const greeting: readonly string[] = [
  'The race lab. SIMULATED: a small model of the race that started the outage.',
  'A number does the step that it stands for. U undoes, C checks every way it can go, R replays the shortest story, X has exercises.',
  'Question mark lists the keys, I says everything again, Q quits.',
];

/** Every area, what can happen next, and what is open. */
export function labPresent(state: LabState): readonly string[] {
  const {position} = state;
  const {endpoints, enactors} = rulesOf(state).size;
  return printed([
    worldLine(state),
    ...replayLine(state),
    ...planWords(position),
    ...linear(rowsOf(position, comfortable, enactors)),
    ...linear(record.lines(state, comfortable, endpoints)),
    prospectLine(state),
    `Went backwards: ${state.position.wentBackwards ? 'yes' : 'no'}`,
    ...stepLines(state),
    ...nextLines(state),
    ...(state.overlay.type === 'none' ? [] : openedLines(state)),
  ]);
}

const printed = (lines: readonly string[]): readonly string[] =>
  lines.filter(line => line.trim() !== '').map(line => printable(sentence(aloud(withoutSigns(line)))));

/** Arrows, boxes and brackets become words, or go. */
const withoutSigns = (line: string): string =>
  line
    .replace(/(\d) >=? (\d)/g, '$1 is newer than $2')
    .replaceAll('<- ', '')
    .replaceAll('->', 'to')
    .replaceAll('> ', 'at ')
    .replace(/(\d)<(\d)/g, '$1, back to $2')
    .replaceAll('[x]', 'on:')
    .replaceAll('[ ]', 'off:')
    .replace(/‹ +(\d+) ›/, '$1');

const worldLine = (state: LabState): string => {
  const {size, protect} = rulesOf(state);
  return `${sizeWords(size)}. Protections: ${variantOf(protect).replaceAll('+', ', ')}`;
};

function worldLines(before: LabState, after: LabState): readonly string[] {
  const isOther = worldLine(before) !== worldLine(after);
  const isReplay = before.replay?.title !== after.replay?.title && after.replay !== null;
  return [isOther ? worldLine(after) : '', ...(isReplay ? replayLine(after) : [])];
}

const replayLine = ({replay}: LabState): readonly string[] =>
  replay === null ? [] : [`Replay of ${replay.title}. Right arrow does a step, E takes over, escape goes back`];

function prospectLine(state: LabState): string {
  const prospect = prospectAt(state);
  return prospect === null ? '' : prospectWords(prospect);
}

/** The last step, its badges, its sentences, and how near the outage is now. */
function stepLines(state: LabState): readonly string[] {
  const told = lastTold(state);
  const note = state.replay?.notes.get(state.position.path.length) ?? '';
  if (told === null) return ['The start. A healthy system: plan 1 is live and resolves', note];
  return [`Step ${told.step}: ${told.label}`, ...told.badges, told.sentences.join(' '), note, prospectLine(state)];
}

/** What can be done, each with its number; what cannot, and why. */
function nextLines(state: LabState): readonly string[] {
  if (state.replay !== null) return state.rest.length === 0 ? ['The story ends here. E takes over'] : [];
  const {choices, hinted} = choicesOf(state);
  if (choices.length === 0) return ['Nothing can happen any more: STUCK. U goes back, 0 starts again'];
  return [
    ...choices.map(({key, actor, action, effect, warning}, place) => {
      const who = action.enactor === null ? actor : `${actor} ${action.name}`;
      return `${place < 9 ? `${key}: ` : ''}${who}, ${effect}${warning === '' ? '' : `, ${warning}`}${place === hinted ? ', nearest to the outage' : ''}`;
    }),
    ...waitingAt(state.position).map(({actors, step, reason}) => `${actors} ${step}: ${reason}`),
  ];
}

function chosenLine(state: LabState): string {
  const choice = choicesOf(state).choices[state.choice];
  return choice === undefined ? '' : `Selected: ${choice.actor}, ${choice.effect}`;
}

/** What is open, read out. */
function openedLines(state: LabState): readonly string[] {
  if (state.overlay.type === 'none') return ['Back to the steps'];
  return overlayText(state).slice(0, state.overlay.type === 'why' || state.overlay.type === 'results' ? 40 : pageLines * 3);
}

function overlayText(state: LabState): readonly string[] {
  const panel = overlayOf(state.overlay);
  if (panel === null) return [];
  const need = panel.need(state, comfortable);
  return [panel.title(state, comfortable, need + 1), ...panel.lines(state, comfortable, need)]
    .map(textOf)
    .filter(text => text.trim() !== '');
}

/** In what stays open: the row that is chosen now, and what has become another. */
function changedLines(before: LabState, after: LabState): readonly string[] {
  if (after.overlay.type === 'none' || before.overlay === after.overlay) {
    const isChecked = after.overlay.type === 'results' && before.checker.type !== after.checker.type;
    const isTried = after.overlay.type === 'luck' && before.luck !== after.luck && after.luck.every(({luck}) => luck.runs === luckRuns);
    return isChecked || isTried ? overlayText(after) : [];
  }
  const known = new Set(overlayText(before));
  const news = overlayText(after).filter(line => !known.has(line));
  const chosen = news.find(line => line.startsWith('›'));
  return chosen === undefined ? news.slice(0, pageLines) : [chosen];
}

/** Said once, when the checker has come to its end. */
function checkerLine({checker: was}: LabState, {checker, overlay}: LabState): readonly string[] {
  if (was.type === checker.type || overlay.type === 'results') return [];
  if (checker.type === 'done')
    return [`The checker is done: ${holdsAll(checker.outlook.explored.check) ? 'HOLDS' : 'BROKEN'}. C says more`];
  return checker.type === 'waiting' ? ['This world is large: C checks it'] : [];
}
