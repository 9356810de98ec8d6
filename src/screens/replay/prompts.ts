import {printable} from '../../format/text.js';
import {fitLine, type Line, type Span, span} from '../../screen/line.js';
import {goToForms} from './commands.js';
import {filterWords} from './panels/filter-words.js';
import type {View} from './view.js';

/** What is asked for, and what it takes. */
export const prompts = {
  'go-to': {words: ' go to ', hint: goToForms},
  search: {words: ' search ', hint: 'words of a title, a detail, an id or a service'},
} as const;

/** What is being typed, in the bottom line. */
export function promptLine(view: View, columns: number): Line | undefined {
  const {overlay} = view.state;
  if (overlay.type !== 'go-to' && overlay.type !== 'search') return undefined;
  const {words, hint} = prompts[overlay.type];
  const filter = overlay.type === 'search' ? filterWords(view) : '';
  const forms = filter === '' ? hint : `only in what is listed: ${filter}`;
  const more: Span = overlay.error === '' ? span(`   ${forms}`, 'dim') : span(`   ${printable(overlay.error)}`, 'major');
  return fitLine([span(words, 'accent'), span(printable(overlay.text), 'bold'), span('▏', 'accent'), more], columns);
}
