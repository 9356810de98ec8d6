import {printable} from '../../format/text.js';
import {pictureOfKey} from '../../screen/key-names.js';
import {cell, fitLine, type Line, span} from '../../screen/line.js';
import {fittingHints, hintOf, spansOf} from '../replay/key-hints.js';

/** A row of a key table: keys, where they mean something, what they do; help and the bottom line are printed from it. */
export type KeyRow<V, Context extends string, Command> = {
  readonly keys: readonly string[];
  /** For the help; empty where the row of its opposite speaks for both. */
  readonly help: string;
  /** How help writes the keys, where one row speaks for several. */
  readonly shown?: string;
  /** Two words at most for the bottom line; without it the key is in the help alone. */
  readonly footer?: string;
  /** How the bottom line writes the keys, where one word stands for a pair of rows. */
  readonly footerKeys?: string;
  readonly group: string;
  readonly contexts: readonly Context[];
  readonly command: (view: V) => Command;
  /** Why the key does nothing now, in words; null: it works. */
  readonly unavailable?: (view: V) => string | null;
  /** Whether the key has no place in this drill at all: neither help nor the bottom line names it. */
  readonly absent?: (view: V) => boolean;
};

/** A row as the tables write it: keys, group, contexts, help, what it does; then the rest. */
export const rowFor =
  <V, Context extends string, Command>() =>
  (
    keys: string,
    group: string,
    contexts: readonly Context[],
    help: string,
    command: (view: V) => Command,
    more: Pick<KeyRow<V, Context, Command>, 'footer' | 'footerKeys' | 'shown' | 'unavailable' | 'absent'> = {},
  ): KeyRow<V, Context, Command> => ({keys: keys.split(' '), group, contexts, help, command, ...more});

export type KeyTable<V, Context extends string, Command> = readonly KeyRow<V, Context, Command>[];

/** The rows that have a place in this drill. */
export const present = <V, C extends string, X>(table: KeyTable<V, C, X>, view: V): KeyTable<V, C, X> =>
  table.filter(({absent}) => absent?.(view) !== true);

/** The row that answers a key here and now; undefined: the key means nothing. */
export const rowAt = <V, C extends string, X>(table: KeyTable<V, C, X>, key: string, context: C): KeyRow<V, C, X> | undefined =>
  table.find(({keys, contexts}) => keys.includes(key) && contexts.includes(context));

/** What a key asks for; where it is not available, its reason is said instead. */
export function answerTo<V, C extends string, X>(
  table: KeyTable<V, C, X>,
  key: string,
  context: C,
  view: V,
  say: (reason: string) => X,
): X | undefined {
  const row = rowAt(table, key, context);
  if (row === undefined) return undefined;
  const reason = row.unavailable?.(view) ?? null;
  return reason === null ? row.command(view) : say(reason);
}

/** The bottom line: what was just said, or as many keys as fit, whole; help and quit always. */
export function keyLine<V, C extends string, X>(table: KeyTable<V, C, X>, context: C, view: V, notice: string, columns: number): Line {
  if (notice !== '') return fitLine([span(` ${printable(notice)}`, 'accent')], columns);
  const here = present(table, view).flatMap(row => {
    const {footer: words, contexts, unavailable} = row;
    return words === undefined || !contexts.includes(context) ? [] : [hintOf(row, words, (unavailable?.(view) ?? null) === null)];
  });
  return fitLine(spansOf(fittingHints(here, columns)), columns);
}

const keyColumns = 9;

/** Every key with what it does, by group, in two columns where there is room. */
export function helpLines<V, C extends string, X>(table: KeyTable<V, C, X>, width: number): readonly Line[] {
  const groups = [...new Set(table.map(({group}) => group))];
  const all = groups.flatMap((group): readonly Line[] => [
    [span(` ${group}`, 'bold')],
    ...table
      .filter(row => row.group === group && row.help !== '')
      .map(({keys, shown, help}) => [span(` ${cell(shown ?? keys.map(pictureOfKey).join(' '), keyColumns)}`, 'key'), span(` ${help}`)]),
  ]);
  if (width < 76) return all;
  const half = Math.ceil(all.length / 2);
  // A heading goes with its rows.
  const left = all[half - 1]?.length === 1 ? half - 1 : half;
  const columns = Math.floor(width / 2);
  return Array.from(
    {length: Math.max(left, all.length - left)},
    (_, row): Line => [...fitLine(row < left ? (all[row] ?? []) : [], columns), ...(all[row + left] ?? [])],
  );
}
