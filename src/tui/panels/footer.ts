import {printable} from '../../format/text.js';
import {timeForms} from '../../format/time-expression.js';
import {turnForms} from '../commands.js';
import {pictureOfKey} from '../key-names.js';
import {bindings, contextOf} from '../keymap.js';
import {fitLine, type Line, lineWidth, type Span, span} from '../line.js';
import type {Overlay} from '../state.js';
import type {View} from '../view.js';
import {filterWords} from './filter-words.js';

/** The bottom line: what was just said, what is being typed, or the keys that work here. */
export function footer(view: View, columns: number): Line {
  const {overlay, notice} = view.state;
  if ('text' in overlay) return promptLine(view, overlay, columns);
  if (notice !== '') return fitLine([span(` ${printable(notice)}`, 'accent')], columns);
  return fitLine(keyLine(view, columns), columns);
}

/** What is asked for, and what it takes. */
export const prompts = {
  'go-to': {words: ' go to ', hint: `${turnForms} · ${timeForms}`},
  search: {words: ' search ', hint: 'words of a title, a detail, an id or a service'},
} as const;

function promptLine(view: View, {type, text, error}: Extract<Overlay, {readonly text: string}>, columns: number): Line {
  const {words, hint} = prompts[type];
  const filter = type === 'search' ? filterWords(view) : '';
  const forms = filter === '' ? hint : `only in what is listed: ${filter}`;
  const more: Span = error === '' ? span(`   ${forms}`, 'dim') : span(`   ${printable(error)}`, 'major');
  return fitLine([span(words, 'accent'), span(printable(text), 'bold'), span('▏', 'accent'), more], columns);
}

/** As many keys as fit, whole; help and quit always. */
function keyLine(view: View, columns: number): Line {
  const context = contextOf(view);
  const here = bindings.filter(({footer: words, contexts}) => words !== undefined && contexts.includes(context));
  const last = here.filter(({group}) => group === 'Program');
  const line: Span[] = [];
  const room = columns - lineWidth(last.flatMap(binding => keySpans(view, binding)));
  let used = 0;
  for (const binding of here.filter(({group}) => group !== 'Program')) {
    const spans = keySpans(view, binding);
    used += lineWidth(spans);
    if (used > room) break;
    line.push(...spans);
  }
  return [...line, ...last.flatMap(binding => keySpans(view, binding))];
}

function keySpans(view: View, binding: (typeof bindings)[number]): Span[] {
  const works = (binding.unavailable?.(view) ?? null) === null;
  return [
    span(` ${binding.footerKeys ?? pictureOfKey(binding.keys[0] ?? '')}`, works ? 'key' : 'dim'),
    span(` ${binding.footer} `, works ? undefined : 'dim'),
  ];
}
