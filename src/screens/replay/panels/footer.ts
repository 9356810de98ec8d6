import {printable} from '../../../format/text.js';
import {fitLine, type Line, type Span, span} from '../../../screen/line.js';
import {goToForms} from '../commands.js';
import {fittingHints, type Hint, hintOf, keyAtColumn, spansOf} from '../key-hints.js';
import {type Binding, bindings, contextOf} from '../keymap.js';
import type {Overlay} from '../state.js';
import type {View} from '../view.js';
import {filterWords} from './filter-words.js';

/** The bottom line: what was just said, what is being typed, or the keys that work here. */
export function footer(view: View, columns: number): Line {
  const {overlay, notice} = view.state;
  if (overlay.type === 'go-to' || overlay.type === 'search') return promptLine(view, overlay, columns);
  if (notice !== '') return fitLine([span(` ${printable(notice)}`, 'accent')], columns);
  return fitLine(spansOf(hints(view, columns)), columns);
}

/** What is asked for, and what it takes. */
export const prompts = {
  'go-to': {words: ' go to ', hint: goToForms},
  search: {words: ' search ', hint: 'words of a title, a detail, an id or a service'},
} as const;

function promptLine(view: View, {type, text, error}: Extract<Overlay, {readonly type: 'go-to' | 'search'}>, columns: number): Line {
  const {words, hint} = prompts[type];
  const filter = type === 'search' ? filterWords(view) : '';
  const forms = filter === '' ? hint : `only in what is listed: ${filter}`;
  const more: Span = error === '' ? span(`   ${forms}`, 'dim') : span(`   ${printable(error)}`, 'major');
  return fitLine([span(words, 'accent'), span(printable(text), 'bold'), span('▏', 'accent'), more], columns);
}

/** The key whose hint stands at a column of the bottom line; undefined: none does. */
export function keyAt(view: View, columns: number, column: number): string | undefined {
  const {overlay, notice} = view.state;
  if (overlay.type === 'go-to' || overlay.type === 'search' || notice !== '') return undefined;
  return keyAtColumn(hints(view, columns), bindings, column);
}

function hints(view: View, columns: number): readonly Hint<Binding>[] {
  const context = contextOf(view);
  const here = bindings.flatMap(row => {
    const {footer: words, contexts, unavailable} = row;
    if (words === undefined || !contexts.includes(context)) return [];
    return [hintOf(row, typeof words === 'function' ? words(view) : words, (unavailable?.(view) ?? null) === null)];
  });
  return fittingHints(here, columns);
}
