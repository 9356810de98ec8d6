import type {ControllerRow} from '../../drill/play/controller-view.js';
import {revealTitles} from '../../drill/play/reveal-schema.js';
import {revealSteps} from '../../drill/scenario/state.js';
import {onClock} from '../../format/clock.js';
import {printable} from '../../format/text.js';
import {aloud, sentence} from '../../screen/aloud.js';
import type {Line} from '../../screen/line.js';
import {comfortable} from '../../screen/linear.js';
import type {Voice} from '../../screen/program.js';
import {controllerStep} from './guide.js';
import {after, begin, book, card, given, next, worded} from './panels.js';
import {type ControllerState, isAfter, selectedRow} from './state.js';

/** Everything that stands on the console, its signs as words. */
export function consoleAloud(view: ControllerState): readonly Line[] {
  const isBefore = view.book.observation.phase === 'brief';
  const panels = isAfter(view)
    ? [after.still, given.still, book.still]
    : [...(isBefore ? [begin] : []), next, card, given.still, book.still];
  return panels.flatMap(panel => {
    const height = panel.need(view, comfortable);
    const lines = [panel.title(view, comfortable, height + 1), ...panel.lines(view, comfortable, height)];
    return worded(lines);
  });
}

/** How the controller's console sounds: what has happened, at once, and never the clock that goes on. */
export const voice: Voice<ControllerState> = {
  tell(heard, now, byKey) {
    const all = heard === null ? [] : [...said(heard, now), ...news(heard, now), ...(byKey ? underCursor(heard, now) : [])];
    return {heard: now, lines: [...new Set(all.map(text => sentence(aloud(printable(text)))))]};
  },
};

const said = (before: ControllerState, {notice}: ControllerState): readonly string[] =>
  notice === '' || notice === before.notice ? [] : [notice];

function news(before: ControllerState, now: ControllerState): readonly string[] {
  return [
    ...playNews(before, now),
    ...givenNews(before, now),
    ...decisionNews(before, now),
    ...afterNews(before, now),
    ...stepNews(before, now),
  ];
}

const stepNews = (before: ControllerState, now: ControllerState): readonly string[] => {
  const step = controllerStep(now);
  return step === controllerStep(before) ? [] : [step];
};

const phaseNews = {brief: 'The brief', play: 'StartEx', hotWash: 'EndEx: play is over', over: 'The drill is over'} as const;

const isAtEnd = ({book: {scenes}}: ControllerState): boolean => scenes.some(({isNow, isPast}) => isNow && isPast);

/** Whether play goes on, how fast, in which scene, and who is there. */
function playNews(before: ControllerState, now: ControllerState): readonly string[] {
  const [old, {observation, pace, sceneTitle, present}] = [before.book, now.book];
  const {isHalted, isPaused, phase, seats} = observation;
  const titleOf = (id: string): string => seats.find(seat => seat.id === id)?.title ?? id;
  return [
    ...(now.lost === before.lost ? [] : [now.lost ?? 'The host is reached again.']),
    ...(phase === old.observation.phase ? [] : [phaseNews[phase]]),
    ...((!isPaused && old.observation.isPaused) || (!isHalted && old.observation.isHalted) ? ['Play goes on.'] : []),
    ...(isAtEnd(now) && !isAtEnd(before) && !controllerStep(now).includes('its end') ? ['The scene has come to its end.'] : []),
    ...(sceneTitle === old.sceneTitle ? [] : [`Scene: ${sceneTitle}`]),
    ...(pace === old.pace ? [] : [`Pace ${pace}×.`]),
    ...present.filter(id => !old.present.includes(id)).map(id => `${titleOf(id)} is here.`),
    ...old.present.filter(id => !present.includes(id)).map(id => `${titleOf(id)} is gone.`),
  ];
}

/** Messages that have gone out: of a row with what is expected, else as somebody has written them. */
function givenNews({book: old}: ControllerState, {book}: ControllerState): readonly string[] {
  const wasGiven = (id: string): boolean => old.rows.some(row => row.id === id && row.deliveredAtMs !== null);
  const rows = book.rows.filter(({id, deliveredAtMs}) => deliveredAtMs !== null && !wasGiven(id));
  const known = new Set(old.observation.messages.map(({id}) => id));
  const others = book.observation.messages.filter(({id, text}) => !known.has(id) && !rows.some(row => row.text === text));
  return [...rows.map(row => `Given: ${rowWords(row)}`), ...others.map(({channel, text}) => `Message, ${channel}: ${text}`)];
}

const rowWords = ({id, channel, to, text, expect}: ControllerRow): string =>
  `${id}, ${channel} to ${to.join(', ')}: ${text}${expect === '' ? '' : ` Expected: ${expect}`}`;

function decisionNews({book: old}: ControllerState, {book}: ControllerState): readonly string[] {
  return book.decisions.flatMap(({id, title, isOpen, committed, options}) => {
    const before = old.decisions.find(decision => decision.id === id);
    const opened = isOpen && before?.isOpen !== true ? [`To be decided: ${title}`] : [];
    const option = options.find(one => one.id === committed)?.text ?? '';
    return committed !== null && (before?.committed ?? null) === null ? [...opened, `Decided: ${title} ${option}`] : opened;
  });
}

function afterNews({book: old}: ControllerState, {book}: ControllerState): readonly string[] {
  return [
    ...revealSteps.slice(old.revealed, book.revealed).map(step => `Revealed: ${revealTitles[step].toLowerCase()}`),
    ...book.improvements.slice(old.improvements.length).map(({action}) => `Improvement: ${action}`),
    ...book.observations.slice(old.observations.length).map(({text}) => `Observed: ${text}`),
  ];
}

const statusWords = {
  ...{waiting: 'waits', held: 'is held back', skipped: 'is skipped'},
  ...{withheld: 'is false here', delivered: 'is given'},
} as const;

/** The row that the cursor has come to, or its new words. */
function underCursor(before: ControllerState, now: ControllerState): readonly string[] {
  const row = selectedRow(now);
  const old = selectedRow(before);
  if (row === undefined || (row.id === old?.id && row.text === old.text)) return [];
  const fell = onClock(now.book.observation.clock, row.historyMs);
  return [`Selected: ${rowWords(row)} It ${statusWords[row.status]}; that night at ${fell}.`];
}
