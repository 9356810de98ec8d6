import type {Edit} from '../../../engine/plan.js';
import {unreachable} from '../../../errors.js';
import {hourMinute} from '../../../format/clock.js';
import {userMinutes} from '../../../format/number.js';
import {printable} from '../../../format/text.js';
import {aloud} from '../../../screen/aloud.js';
import {verdict} from '../../../screen/signs.js';
import {bandSentence} from '../panels/band-words.js';
import {answerTo} from '../questions.js';
import {bandAsked} from '../questions-of.js';
import {isWhatIf, nameOfAction, type View} from '../view.js';

/** `Check plan freshness at each write, thrown at 23:33`. */
function editWords(view: View, edit: Edit): string {
  const {timeline} = view.stage;
  const action = (id: string): string => {
    const recorded = view.history.run.actions.find(each => each.id === id);
    return recorded === undefined ? printable(id) : nameOfAction(view, recorded);
  };
  switch (edit.op) {
    case 'add':
      return `${printable(timeline.mitigations.find(({id}) => id === edit.mitigation)?.title ?? edit.mitigation)}, thrown at ${hourMinute(timeline, edit.atMs)}`;
    case 'remove':
      return `without ${action(edit.action)}`;
    case 'move':
      return `${action(edit.action)}, moved to ${hourMinute(timeline, edit.atMs)}`;
    default:
      return unreachable(edit);
  }
}

/** What differs from history: `The plan: …; ….` */
export const planLine = (view: View): string =>
  isWhatIf(view)
    ? aloud(`The plan: ${view.state.plan.map(edit => editWords(view, edit)).join('; ')}.`)
    : 'The plan is empty: this is HISTORY.';

/** `WHAT-IF: saves 28.9 billion user-minutes, minus 30 percent against history. SIMULATED.` */
export function verdictLine(view: View): string {
  const {now, history} = view;
  if (!isWhatIf(view)) return aloud(`HISTORY: ${userMinutes(history.userMinutes)} in all. SIMULATED.`);
  return aloud(`WHAT-IF: ${verdict(history.userMinutes, now.userMinutes)} against history. SIMULATED.`);
}

/** In which band other worlds that fit the record put the saving; empty until it is known. */
export function bandLine(view: View): string {
  const soFar = answerTo(view.answers, bandAsked(view));
  if (soFar === undefined || (soFar.band === null && soFar.problem === undefined)) return '';
  return aloud(`${bandSentence(view).replace(/^band/, 'Band:')}. SIMULATED.`);
}
