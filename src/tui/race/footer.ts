import {printable} from '../../format/text.js';
import {pictureOfKey} from '../key-names.js';
import {fitLine, type Line, lineWidth, type Span, span} from '../line.js';
import {type LabBinding, labBindings, labContextOf} from './keymap.js';
import type {LabState} from './state.js';

/** The bottom line: what was just said, the code that is being typed, or the keys that work here. */
export function labFooter(state: LabState, columns: number): Line {
  const {overlay, notice} = state;
  if (overlay.type === 'code') return promptLine(overlay, columns);
  if (notice !== '') return fitLine([span(` ${printable(notice)}`, 'accent')], columns);
  return fitLine(
    hints(state, columns).flatMap(({spans}) => spans),
    columns,
  );
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
  let at = 0;
  for (const {binding, spans} of hints(state, columns)) {
    at += lineWidth(spans);
    if (column < at) return binding.keys[0];
  }
  return undefined;
}

type Hint = {readonly binding: LabBinding; readonly spans: readonly Span[]};

/** As many keys as fit, whole; those of the program always. */
function hints(state: LabState, columns: number): readonly Hint[] {
  const context = labContextOf(state);
  const works = ({unavailable}: LabBinding): boolean => (unavailable?.(state) ?? null) === null;
  const here = labBindings
    .filter(binding => binding.footer !== undefined && binding.contexts.includes(context))
    .filter(({footerWhen}) => footerWhen?.(state) ?? true)
    .map((binding): Hint => ({binding, spans: keySpans(binding, works(binding))}));
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

const keySpans = ({footerKeys, keys, footer}: LabBinding, works: boolean): Span[] => [
  span(` ${footerKeys ?? pictureOfKey(keys[0] ?? '')}`, works ? 'key' : 'dim'),
  span(` ${footer} `, works ? undefined : 'dim'),
];
