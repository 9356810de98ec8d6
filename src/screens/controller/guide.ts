import {revealTitles} from '../../drill/play/reveal-schema.js';
import {revealSteps} from '../../drill/scenario/state.js';
import {type ControllerState, comingRows, cupboard} from './state.js';

/** What leads a facilitator who has read nothing. */

const policyWords = {hold: 'time stands until it is made', tax: 'talk costs four minutes a minute', run: 'time goes on'} as const;

/** One thing that can be done now, with its key. */
export function controllerStep(view: ControllerState): string {
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

function hereWords({book: {observation, present}}: ControllerState): string {
  const here = observation.seats.filter(({id}) => present.includes(id)).length;
  return `${here} of ${observation.seats.length} seats are here.`;
}

function afterStep({book: {scenes, isStoryLocked, revealed}}: ControllerState): string {
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
