import {aloud, sentence} from '../../../screen/aloud.js';
import {breakpointForms} from '../breakpoint-text.js';
import {nextWords, wordsOf} from '../breakpoint-words.js';
import {hitsOf} from '../breakpoints.js';
import {chosenOf} from '../choice.js';
import type {View} from '../view.js';
import type {Place} from './place.js';

/** The list of breakpoints, into which one types: what is chosen, and how many there are. */
export function breakpointPlace(view: View): Place {
  const {state, stage, now} = view;
  const {breakpoints} = state;
  const index = chosenOf(view, breakpoints.length);
  const chosen = breakpoints[index];
  const words = aloud(
    `Breakpoints: where playing stops. It takes: ${breakpointForms(stage)}. Enter sets what is typed, control X removes the chosen one, escape closes.`,
  );
  if (chosen === undefined) return {id: 'breakpoints', words, item: '', lines: ['None is set: nothing stops playing.']};
  const when = nextWords(stage, hitsOf(now.run, chosen), state.positionMs);
  const line = `${wordsOf(stage, chosen)}, ${when}. ${index + 1} of ${breakpoints.length}`;
  return {id: 'breakpoints', words, item: `${index} of ${breakpoints.length}`, lines: [sentence(aloud(line))]};
}
