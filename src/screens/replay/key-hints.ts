import {pictureOfKey} from '../../screen/key-names.js';
import {lineWidth, type Span, span} from '../../screen/line.js';

/** What the bottom line needs of a row of a key table. */
type HintRow = {readonly keys: readonly string[]; readonly footerKeys?: string; readonly group: string};

/** A row of a key table as it stands on the bottom line. */
export type Hint<R extends HintRow> = {readonly row: R; readonly spans: readonly Span[]};

/** A key, and two words at most; dim where it does nothing now. */
export const hintOf = <R extends HintRow>(row: R, words: string, works: boolean): Hint<R> => ({
  row,
  spans: [
    span(` ${row.footerKeys ?? pictureOfKey(row.keys[0] ?? '')}`, works ? 'key' : 'dim'),
    span(` ${words} `, works ? undefined : 'dim'),
  ],
});

/** As many hints as fit, whole; those of the program always. */
export function fittingHints<R extends HintRow>(hints: readonly Hint<R>[], columns: number): readonly Hint<R>[] {
  const last = hints.filter(({row}) => row.group === 'Program');
  const shown: Hint<R>[] = [];
  let room = columns - lineWidth(spansOf(last));
  for (const hint of hints.filter(({row}) => row.group !== 'Program')) {
    room -= lineWidth(hint.spans);
    if (room < 0) break;
    shown.push(hint);
  }
  return [...shown, ...last];
}

export const spansOf = <R extends HintRow>(hints: readonly Hint<R>[]): readonly Span[] => hints.flatMap(({spans}) => spans);

/** The key whose hint stands at a column of the bottom line; undefined: none does. `table`: all rows, a pair's opposite before its hint. */
export function keyAtColumn<R extends HintRow>(hints: readonly Hint<R>[], table: readonly R[], column: number): string | undefined {
  let at = 0;
  for (const {row, spans} of hints) {
    const offset = column - at;
    at += lineWidth(spans);
    if (column < at) return keyOfHint(row, table, offset);
  }
  return undefined;
}

/** A hint speaks for one key; where it stands for a pair, each picture for its own, and the word for the second. */
function keyOfHint<R extends HintRow>(row: R, table: readonly R[], offset: number): string | undefined {
  const picture = [...(row.footerKeys ?? '')][offset - 1];
  const opposite = table[table.indexOf(row) - 1];
  const pair = [...row.keys, ...(opposite?.keys ?? [])];
  return (picture === undefined ? undefined : pair.find(key => pictureOfKey(key).endsWith(picture))) ?? row.keys[0];
}
