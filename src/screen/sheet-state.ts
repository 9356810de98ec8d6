import {chosenIndex, fieldsOf, isTypedInto, type OpenSheet, rowsOf} from './sheet.js';

// biome-ignore lint/suspicious/noExplicitAny: the view of any program
type Any = any;

/** A field or a search holds no more characters than this; a prompt takes a whole command line. */
const longestText = 400;
const longestLine = 2000;

/** How many rows or fields there are to choose from. */
export const countIn = (open: OpenSheet, view: Any): number =>
  open.sheet.kind === 'form' ? fieldsOf(open, view).length : rowsOf(open, view).length;

/** The cursor of a list, held at its ends; of a form, around them; a text is scrolled. */
export function moved(open: OpenSheet, view: Any, by: number, scrollEnd: number): OpenSheet {
  const {kind} = open.sheet;
  if (kind === 'read') return {...open, scroll: Math.max(0, Math.min(scrollEnd, open.scroll + by))};
  const count = Math.max(1, countIn(open, view));
  const to = chosenIndex(open, count) + by;
  return {...open, index: kind === 'form' ? (to + count) % count : Math.max(0, Math.min(count - 1, to))};
}

/** What is typed, after a change of it: of the field, the prompt or the search. */
function retyped(open: OpenSheet, view: Any, change: (text: string) => string): OpenSheet {
  if (open.sheet.kind !== 'form') return {...open, text: change(open.text), index: 0, error: ''};
  const name = fieldsOf(open, view)[open.index]?.[0];
  return name === undefined ? open : {...open, typed: {...open.typed, [name]: change(open.typed[name] ?? '')}, error: ''};
}

export const erased = (open: OpenSheet, view: Any, isAll: boolean): OpenSheet =>
  retyped(open, view, text => (isAll ? '' : [...text].slice(0, -1).join('')));

/** The next or the last one of a field's choices; a field without choices stays. */
export function turned(open: OpenSheet, view: Any, by: 1 | -1): OpenSheet {
  const [name, field] = fieldsOf(open, view)[open.index] ?? [];
  if (name === undefined || field?.choices === undefined) return open;
  const {choices} = field;
  const now = Math.max(
    0,
    choices.findIndex(({id}) => id === (open.typed[name] ?? '')),
  );
  const next = choices[(now + by + choices.length) % choices.length]?.id ?? '';
  return {...open, typed: {...open.typed, [name]: next}, error: ''};
}

/** A text that is typed or pasted; null: nothing is typed here. */
export function typedInto(open: OpenSheet, view: Any, input: string): OpenSheet | null {
  if (!isTypedInto(open) || input === '' || /[\u0000-\u001f\u007f]/.test(input)) return null;
  if (fieldsOf(open, view)[open.index]?.[1].choices !== undefined) return input === ' ' ? turned(open, view, 1) : null;
  return retyped(open, view, old => (old + input).slice(0, open.sheet.kind === 'prompt' ? longestLine : longestText));
}
