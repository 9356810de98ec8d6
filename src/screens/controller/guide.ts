import {revealTitles} from '../../drill/play/reveal-schema.js';
import {revealSteps} from '../../drill/scenario/state.js';
import {printable} from '../../format/text.js';
import {type Line, rule, span} from '../../screen/line.js';
import type {PanelView} from '../../screen/panel.js';
import {field, heading, prose, proseAfter} from '../../screen/prose.js';
import {scrolling} from '../../screen/scrolling.js';
import {type ConsoleView, comingRows, cupboard} from './view.js';

/** What leads a facilitator who has read nothing: what to do now, how it begins, and what comes after EndEx. */

const policyWords = {hold: 'time stands until it is made', tax: 'talk costs four minutes a minute', run: 'time goes on'} as const;

/** One thing that can be done now, with its key. */
export function controllerStep(view: ConsoleView): string {
  const {book} = view;
  const {phase, isHalted, isPaused} = book.observation;
  if (isHalted) return 'HALT – real incident. Everything stands still; ! goes on when it is over.';
  if (phase === 'brief') return `${hereWords(view)} space begins (StartEx).`;
  if (phase !== 'play') return afterStep(view);
  if (isPaused) return 'Paused. space goes on.';
  const open = book.decisions.filter(({isOpen, committed}) => isOpen && committed === null);
  const [decision] = open;
  if (decision !== undefined)
    return `${decision.id} is being decided: ${policyWords[book.policy]}.${decision.hintsLeft > 0 ? ' i gives a hint.' : ''}`;
  const scene = book.scenes.find(({isNow}) => isNow);
  const isLast = book.scenes.at(-1)?.isNow === true;
  if (scene?.isPast === true)
    return isLast ? 'The last scene has come to its end. E ends the exercise.' : 'This scene has come to its end. n goes to the next one.';
  if (scene !== undefined && book.pace * 2 < scene.pace)
    return `Pace ${book.pace}×; this scene is planned at about ${scene.pace}×. + is faster.`;
  const due = cupboard(book).find(({sinceMs}) => sinceMs !== null);
  if (due !== undefined && comingRows(book).every(({sinceMs}) => sinceMs === null))
    return `${due.id} of the cupboard would fit now, if the team is stuck: ↓ and r.`;
  return 'Play runs by itself. o notes what you see; r releases the row under the cursor at once.';
}

function hereWords({book: {observation, present}}: ConsoleView): string {
  const here = observation.seats.filter(({id}) => present.includes(id)).length;
  return `${here} of ${observation.seats.length} seats are here.`;
}

function afterStep({book: {scenes, isStoryLocked, revealed}}: ConsoleView): string {
  if (!isStoryLocked) {
    return scenes.some(({story}) => story !== '')
      ? 't writes another scene; L locks the story, then v reveals.'
      : 'How did it look to them? t writes it by scene; then L locks it, v reveals.';
  }
  const next = revealSteps[revealed];
  return next === undefined
    ? 'w writes an improvement, R rates an objective. Then q, and drill report makes the report.'
    : `v reveals step ${revealed + 1} of ${revealSteps.length} to everybody: ${revealTitles[next].toLowerCase()}.`;
}

/** Before StartEx: who is there, what the others type, what begins it. */
export const beginPanel: PanelView<ConsoleView> = {
  title: (_, width) => rule(width, [{at: 1, span: span('BEFORE IT BEGINS', 'bold')}]),
  need: (view, width) => beginLines(view, width).length,
  lines: beginLines,
};

function beginLines({book, invite = null}: ConsoleView, width: number): readonly Line[] {
  const {observation, present, scenes} = book;
  const titles = (isHere: boolean): string =>
    observation.seats
      .filter(({id}) => present.includes(id) === isHere)
      .map(({title}) => title)
      .join(', ');
  const [first] = scenes;
  return [
    ...(invite === null ? [] : field('seats type', `incident-replay drill join ${invite.seats}`, width)),
    ...field('here', titles(true) || 'nobody yet', width),
    ...field('missing', titles(false) || 'nobody', width),
    ...field('then', 'read the brief together: it is on every seat’s screen', width),
    ...(first === undefined ? [] : field('pace', `+ and - set it in play; the first scene is planned at about ${first.pace}×`, width)),
  ];
}

/** After EndEx: the team's story, what is revealed, what is to be changed. */
export const afterPanel: PanelView<ConsoleView> = scrolling<ConsoleView>({
  title: () => [{at: 1, span: span('AFTER THE EXERCISE', 'bold')}],
  lines: ({book}, width) => {
    const {scenes, revealed, improvements, isStoryLocked} = book;
    return [
      heading(`Their story${isStoryLocked ? ': locked' : ''}`),
      ...scenes.flatMap(({title, story}) =>
        proseAfter(
          [span(story === '' ? ' ○ ' : ' ✓ ', story === '' ? 'dim' : 'ok')],
          story === '' ? `${title}: nothing written` : `${title}: ${story}`,
          width,
          3,
        ),
      ),
      heading('The reveal, on every screen'),
      ...revealSteps.map(
        (step, index): Line => [
          span(index < revealed ? ' ✓ ' : ' ○ ', index < revealed ? 'ok' : 'dim'),
          span(revealTitles[step].toLowerCase(), index < revealed ? undefined : 'dim'),
        ],
      ),
      heading(improvements.length === 0 ? 'Improvements: none yet' : 'Improvements'),
      ...improvements.flatMap(({action, owner, due}) =>
        proseAfter([span(' ✓ ', 'ok')], `${printable(action)} (${owner}, ${due})`, width, 3),
      ),
      ...(isStoryLocked ? [] : prose('Nothing of history is told before their own story is locked.', width, 'dim')),
    ];
  },
  scroll: () => 0,
});
