import {printable} from '../../format/text.js';
import {goToForms} from '../commands.js';
import {pictureOfKey} from '../key-names.js';
import {type Binding, bindings, contextOf} from '../keymap.js';
import {fitLine, type Line, lineWidth, type Span, span} from '../line.js';
import type {Overlay} from '../state.js';
import type {View} from '../view.js';
import {filterWords} from './filter-words.js';

/** The bottom line: what was just said, what is being typed, or the keys that work here. */
export function footer(view: View, columns: number): Line {
  const {overlay, notice} = view.state;
  if (overlay.type === 'go-to' || overlay.type === 'search') return promptLine(view, overlay, columns);
  if (notice !== '') return fitLine([span(` ${printable(notice)}`, 'accent')], columns);
  return fitLine(
    hints(view, columns).flatMap(({spans}) => spans),
    columns,
  );
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
  let at = 0;
  for (const {binding, spans} of hints(view, columns)) {
    const offset = column - at;
    at += lineWidth(spans);
    if (column < at) return keyOfHint(binding, offset);
  }
  return undefined;
}

/** A hint speaks for one key; where it stands for a pair, each picture for its own, and the word for the second. */
function keyOfHint(binding: Binding, offset: number): string | undefined {
  const picture = [...(binding.footerKeys ?? '')][offset - 1];
  const opposite = bindings[bindings.indexOf(binding) - 1];
  const pair = [...binding.keys, ...(opposite?.keys ?? [])];
  return (picture === undefined ? undefined : pair.find(key => pictureOfKey(key).endsWith(picture))) ?? binding.keys[0];
}

type Hint = {readonly binding: Binding; readonly spans: readonly Span[]};

/** As many keys as fit, whole; help and quit always. */
function hints(view: View, columns: number): readonly Hint[] {
  const context = contextOf(view);
  const here = bindings
    .filter(({footer: words, contexts}) => words !== undefined && contexts.includes(context))
    .map((binding): Hint => ({binding, spans: keySpans(view, binding)}));
  const last = here.filter(({binding}) => binding.group === 'Program');
  const shown: Hint[] = [];
  let room = columns - lineWidth(last.flatMap(({spans}) => spans));
  for (const hint of here.filter(({binding}) => binding.group !== 'Program')) {
    room -= lineWidth(hint.spans);
    if (room < 0) break;
    shown.push(hint);
  }
  return [...shown, ...last];
}

function keySpans(view: View, binding: Binding): Span[] {
  const works = (binding.unavailable?.(view) ?? null) === null;
  return [
    span(` ${binding.footerKeys ?? pictureOfKey(binding.keys[0] ?? '')}`, works ? 'key' : 'dim'),
    span(` ${typeof binding.footer === 'function' ? binding.footer(view) : binding.footer} `, works ? undefined : 'dim'),
  ];
}
