import {fit, width} from '../format/text.js';

/** What a piece of text is for; `theme.ts` says how that looks. Colour is never the only cue: a word or a sign stands beside it. */
export type Role =
  | 'accent'
  | 'bold'
  | 'dim'
  | 'rule'
  | 'key'
  | 'selected'
  | 'history'
  | 'what-if'
  | 'simulated'
  | 'ghost'
  | 'ok'
  | 'degraded'
  | 'partial'
  | 'major';

export type Span = {readonly text: string; readonly role?: Role};

/** One row of the screen, before colour. */
export type Line = readonly Span[];

export const span = (text: string, role?: Role): Span => (role === undefined ? {text} : {text, role});

export const lineWidth = (line: Line): number => line.reduce((columns, {text}) => columns + width(text), 0);

/** A text as one cell of a table: exactly `columns` wide, cut with `…` or padded. */
export const cell = fit;

export const textOf = (line: Line): string => line.map(({text}) => text).join('');

/** Exactly `columns` wide: the last span that does not fit is cut with an ellipsis, what is missing is blank. */
export function fitLine(line: Line, columns: number): Line {
  const fitted: Span[] = [];
  let left = columns;
  for (const [index, piece] of line.entries()) {
    const wide = width(piece.text);
    const last = index === line.length - 1;
    if (wide > left || (wide === left && !last && lineWidth(line.slice(index + 1)) > 0)) {
      if (left > 0) fitted.push({...piece, text: cell(`${piece.text}…`, left)});
      return fitted;
    }
    fitted.push(piece);
    left -= wide;
  }
  if (left > 0) fitted.push(span(' '.repeat(left)));
  return fitted;
}

/** `left` from the left edge, `right` to the right edge; where both do not fit, `left` is cut. */
export function spread(left: Line, right: Line, columns: number): Line {
  const rightColumns = lineWidth(right);
  if (rightColumns >= columns) return fitLine(right, columns);
  return [...fitLine(left, columns - rightColumns), ...right];
}

export const blank = (columns: number): Line => [span(' '.repeat(Math.max(0, columns)))];

/** Words on a rule, each at its column; later ones win. `─ SERVICES ──── since ─` */
export function rule(columns: number, words: readonly {readonly at: number; readonly span: Span}[]): Line {
  const line: Span[] = [];
  let at = 0;
  for (const word of words) {
    const text = ` ${word.span.text} `;
    if (word.at < at || word.at + width(text) > columns) continue;
    if (word.at > at) line.push(span('─'.repeat(word.at - at), 'rule'));
    line.push({...word.span, text});
    at = word.at + width(text);
  }
  if (at < columns) line.push(span('─'.repeat(columns - at), 'rule'));
  return line;
}

/** A screen, or a part of it, in cells. */
export type Size = {readonly columns: number; readonly rows: number};

/** What every screen of an exercise begins with: nobody may take it for the real thing. */
export const exerciseBadge: Span = span(' EXERCISE ', 'history');
