import stringWidth from 'string-width';

const graphemes = new Intl.Segmenter('en', {granularity: 'grapheme'});

/** Characters that take one column and join with nothing: ASCII, Latin, dashes and quotes, arrows and mathematics, boxes and shapes, ticks, Braille. */
function isSimple(code: number): boolean {
  if (code < 0x7f) return code >= 0x20;
  if (code < 0x300) return code >= 0xa0 && code !== 0xad;
  if (code < 0x205f) return code >= 0x2010 && (code < 0x2028 || code >= 0x2030);
  if (code < 0x2500) return code >= 0x2190 && code < 0x231a;
  if (code < 0x25fd) return true;
  return (code >= 0x2713 && code < 0x2719) || (code >= 0x2800 && code < 0x2900);
}

function allSimple(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (!isSimple(text.charCodeAt(index))) return false;
  return true;
}

/** Columns that a text takes on a terminal: not its length. */
export const width = (text: string): number => (allSimple(text) ? text.length : stringWidth(text));

/** The longest beginning of `text` that fits into `columns`, whole characters only. */
function head(text: string, columns: number): string {
  if (allSimple(text)) return text.slice(0, columns);
  let taken = '';
  let used = 0;
  for (const {segment} of graphemes.segment(text)) {
    used += width(segment);
    if (used > columns) break;
    taken += segment;
  }
  return taken;
}

/** Exactly `columns` wide: padded with spaces, or cut with `…` as its last column. */
export function fit(text: string, columns: number, align: 'left' | 'right' = 'left'): string {
  if (columns <= 0) return '';
  const wide = width(text);
  const shown = wide <= columns ? text : `${head(text, columns - 1)}…`;
  // Cutting before a wide character can leave one column over.
  const padding = ' '.repeat(columns - (wide <= columns ? wide : width(shown)));
  return align === 'left' ? shown + padding : padding + shown;
}

/** Lines of at most `columns`, broken between words; a longer word is broken inside. A text of nothing is one empty line. */
export function wrap(text: string, columns: number): readonly string[] {
  const room = Math.max(1, columns);
  return text.split('\n').flatMap(paragraph => wrapParagraph(paragraph, room));
}

function wrapParagraph(paragraph: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(/\s+/).filter(part => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (width(longer) <= columns) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (width(line) > columns) {
      // A character wider than the whole line is taken all the same: a line without progress would never end.
      const piece = head(line, columns) || (graphemes.segment(line)[Symbol.iterator]().next().value?.segment ?? line);
      if (piece.length === line.length) break;
      lines.push(piece);
      line = line.slice(piece.length);
    }
  }
  lines.push(line);
  return lines;
}

const space = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
const unprintable = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
const halves = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** What may stand in a text without a column of its own: marks, joiners, soft hyphens, fillers. */
const mayHaveNoWidth = /[\p{Mark}\p{Format}\p{Default_Ignorable_Code_Point}]/u;

/**
 * The last defence between a file and the terminal: one line without control characters, escape bytes, text-direction
 * overrides and halves of characters. Breaks and tabs become a space, the rest `�`. What takes no column is left out where it joins
 * with nothing: it would move what stands beside it.
 */
export function printable(text: string): string {
  if (allSimple(text)) return text;
  const harmless = text.replace(space, ' ').replace(unprintable, '\ufffd').replace(halves, '\ufffd');
  if (!mayHaveNoWidth.test(harmless)) return harmless;
  return Array.from(graphemes.segment(harmless), ({segment}) => (stringWidth(segment) === 0 ? '' : segment)).join('');
}
