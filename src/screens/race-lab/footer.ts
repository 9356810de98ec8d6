import {printable} from '../../format/text.js';
import {fitLine, type Line, span} from '../../screen/line.js';
import {fittingHints, type Hint, hintOf, keyAtColumn, spansOf} from '../replay/key-hints.js';
import {type LabBinding, labBindings, labContextOf} from './keymap.js';
import type {LabState} from './state.js';

/** The bottom line: what was just said, the code that is being typed, or the keys that work here. */
export function labFooter(state: LabState, columns: number): Line {
  const {overlay, notice} = state;
  if (overlay.type === 'code') return promptLine(overlay, columns);
  if (notice !== '') return fitLine([span(` ${printable(notice)}`, 'accent')], columns);
  return fitLine(spansOf(hints(state, columns)), columns);
}

export const codePrompt = 'a code such as 3-4-1-2-none-4115-x7, or the command line with it';

function promptLine({text, error}: Extract<LabState['overlay'], {type: 'code'}>, columns: number): Line {
  const more = error === '' ? span(`   ${codePrompt}`, 'dim') : span(`   ${printable(error)}`, 'major');
  // The end of a long code is what one looks at.
  const room = Math.max(12, columns - 50);
  const shown = text.length > room ? `…${text.slice(1 - room)}` : text;
  return fitLine([span(' position code ', 'accent'), span(printable(shown), 'bold'), span('▏', 'accent'), more], columns);
}

/** The key whose hint stands at a column of the bottom line; undefined: none does. */
export function labKeyAt(state: LabState, columns: number, column: number): string | undefined {
  if (state.overlay.type === 'code' || state.notice !== '') return undefined;
  return keyAtColumn(hints(state, columns), labBindings, column);
}

function hints(state: LabState, columns: number): readonly Hint<LabBinding>[] {
  const context = labContextOf(state);
  const here = labBindings.flatMap(row => {
    const {footer: words, contexts, footerWhen, unavailable} = row;
    if (words === undefined || !contexts.includes(context) || footerWhen?.(state) === false) return [];
    return [hintOf(row, words, (unavailable?.(state) ?? null) === null)];
  });
  return fittingHints(here, columns);
}
