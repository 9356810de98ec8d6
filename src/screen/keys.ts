import {printable} from '../format/text.js';
import {pictureOfKey} from './key-names.js';
import {cell, fitLine, type Line, lineWidth, type Span, span} from './line.js';
import type {CommonMessage, Do, Does, Key, Program, Room, Scene} from './program.js';

export type {Key} from './program.js';

type More<V, M> = Pick<Key<V, M>, 'words' | 'shown' | 'footer' | 'footerKeys' | 'not' | 'absent'>;

/** A row as the tables write it: keys, group, places, help, what it does; then the rest. */
export const keyFor =
  <V, M>() =>
  (
    keys: Key<V, M>['keys'],
    group: string,
    places: readonly string[],
    help: string,
    does: Key<V, M>['does'],
    more: More<V, M> = {},
  ): Key<V, M> => ({keys, group, places, help, does, ...more});

/** One half of a pair, or the whole of a key that is none. */
export type Half<V, M> = {readonly names: readonly string[]; readonly does: Do<V, M> | null; readonly words: string | undefined};

export function halvesOf<V, M>({keys, does, words}: Key<V, M>): readonly Half<V, M>[] {
  if (typeof keys === 'string') return [{names: keys.split(' '), does: typeof does === 'function' ? does : null, words: firstOf(words)}];
  const both = Array.isArray(does) ? (does as readonly [Do<V, M>, Do<V, M>]) : null;
  const wordsOf = (at: 0 | 1): string | undefined => (typeof words === 'string' ? words : words?.[at]);
  return ([0, 1] as const).map(at => ({names: keys[at].split(' '), does: both?.[at] ?? null, words: wordsOf(at)}));
}

const firstOf = (words: string | readonly [string, string] | undefined): string | undefined =>
  typeof words === 'string' ? words : words?.[0];

/** All names of a key. */
export const namesOf = <V, M>(key: Key<V, M>): readonly string[] => halvesOf(key).flatMap(({names}) => names);

export type Keyed<V, M> = Pick<Program<never, V, M>, 'keys' | 'place'>;

/** The keys that have a place here. */
export const present = <V, M>({keys}: Keyed<V, M>, view: V): readonly Key<V, M>[] => keys.filter(({absent}) => absent?.(view) !== true);

/** The row and half that answer a key here and now; undefined: the key means nothing. */
export function keyAt<V, M>(keyed: Keyed<V, M>, view: V, name: string): {readonly key: Key<V, M>; readonly half: Half<V, M>} | undefined {
  const place = keyed.place(view);
  for (const key of keyed.keys) {
    if (key.does === null || !key.places.includes(place)) continue;
    const half = halvesOf(key).find(({names}) => names.includes(name) || names.includes('any'));
    if (half !== undefined) return {key, half};
  }
  return undefined;
}

export const say = (notice: string): CommonMessage => ({type: 'say', notice});

/** What a key comes to; where it does not work, its reason is said. Undefined: it means nothing. */
export function pressed<V, M>(keyed: Keyed<V, M>, view: V, name: string, room: Room): Does<M | CommonMessage> | undefined {
  const found = keyAt(keyed, view, name);
  if (found === undefined) return undefined;
  const reason = found.key.not?.(view) ?? null;
  return reason === null ? found.half.does?.(view, room) : say(reason);
}

/** The keys of a row as help and README write them. */
export const picturesOf = <V, M>(key: Key<V, M>): string => key.shown ?? namesOf(key).map(pictureOfKey).join(' ');

/** A key as it stands on the bottom line. */
export type Hint<V, M> = {readonly key: Key<V, M>; readonly spans: readonly Span[]};

/** The keys that the bottom line names here, as many as fit, whole; those of the program always. */
export function hints<V, M>(keyed: Keyed<V, M>, view: V, columns: number): readonly Hint<V, M>[] {
  const place = keyed.place(view);
  const here = present(keyed, view).flatMap((key): Hint<V, M>[] => {
    const {footer, places} = key;
    const words = typeof footer === 'function' ? footer(view) : (footer ?? '');
    if (words === '' || !places.includes(place)) return [];
    const works = (key.not?.(view) ?? null) === null;
    const picture = key.footerKeys ?? pictureOfKey(namesOf(key)[0] ?? '');
    return [{key, spans: [span(` ${picture}`, works ? 'key' : 'dim'), span(` ${words} `, works ? undefined : 'dim')]}];
  });
  const last = here.filter(({key}) => key.group === 'Program');
  const shown: Hint<V, M>[] = [];
  let room = columns - lineWidth(last.flatMap(({spans}) => spans));
  for (const hint of here.filter(({key}) => key.group !== 'Program')) {
    room -= lineWidth(hint.spans);
    if (room < 0) break;
    shown.push(hint);
  }
  return [...shown, ...last];
}

/** The bottom line: what was just said, or the keys that work here. */
export function keyLine({program, view}: Scene, keyed: Keyed<unknown, unknown>, columns: number): Line {
  const {notice} = program.ui(view);
  if (notice !== '') return fitLine([span(` ${printable(notice)}`, 'accent')], columns);
  return fitLine(
    hints(keyed, view, columns).flatMap(({spans}) => spans),
    columns,
  );
}

/** The name of the key whose hint stands at a column: of a pair each picture for its own half, and the word for the second. */
export function keyUnder<V, M>(keyed: Keyed<V, M>, view: V, columns: number, column: number): string | undefined {
  let at = 0;
  for (const {key, spans} of hints(keyed, view, columns)) {
    const offset = column - at;
    at += lineWidth(spans);
    if (column >= at) continue;
    const names = namesOf(key);
    const picture = [...(key.footerKeys ?? '')][offset - 1];
    const own = picture === undefined ? undefined : names.find(name => pictureOfKey(name).endsWith(picture));
    return own ?? halvesOf(key).at(-1)?.names[0];
  }
  return undefined;
}

const keyColumns = 9;
/** From this width on the keys stand in two columns. */
export const twoKeyColumnsFrom = 76;

/** The rows that say something, group after group. */
export function explained<V, M>({keys, groups = []}: Pick<Program<never, V, M>, 'keys' | 'groups'>): readonly Key<V, M>[] {
  const rows = keys.filter(({help}) => help !== '');
  const order = [...new Set([...groups, ...rows.map(({group}) => group)])];
  return order.flatMap(group => rows.filter(key => key.group === group));
}

/** Every key with what it does, by group, in two columns where there is room. Many keys push their words on; nothing is cut. */
export function helpLines<V, M>(program: Pick<Program<never, V, M>, 'keys' | 'groups'>, width: number): readonly Line[] {
  const rows = explained(program);
  const all = [...new Set(rows.map(({group}) => group))].flatMap((group): readonly Line[] => [
    [span(` ${group}`, 'bold')],
    ...rows
      .filter(key => key.group === group)
      .map((key): Line => {
        const pictures = picturesOf(key);
        return [span(` ${pictures.length > keyColumns ? pictures : cell(pictures, keyColumns)}`, 'key'), span(` ${key.help}`)];
      }),
  ]);
  if (width < twoKeyColumnsFrom) return all;
  const half = Math.ceil(all.length / 2);
  // A heading goes with its rows.
  const left = all[half - 1]?.length === 1 ? half - 1 : half;
  const columns = Math.floor(width / 2);
  return Array.from(
    {length: Math.max(left, all.length - left)},
    (_, row): Line => [...fitLine(row < left ? (all[row] ?? []) : [], columns), ...(all[row + left] ?? [])],
  );
}

/** The keys as a table for the README. */
export function keyTable<V, M>(program: Pick<Program<never, V, M>, 'keys' | 'groups'>): string {
  const pictures = (key: Key<V, M>): string =>
    picturesOf(key)
      .split(' ')
      .map(picture => (picture === '…' ? picture : `\`${picture}\``))
      .join(' ');
  return ['| key | does |', '|---|---|', ...explained(program).map(key => `| ${pictures(key)} | ${key.help} |`), ''].join('\n');
}

/** What the keys are that every screen has. `places`: where letters are keys. `comeBack`: the line that comes back here. */
export type Standard<V, M = never> = {
  readonly places: readonly string[];
  readonly comeBack: (view: V) => string;
  /** What the help says of `q`, and what it does; default: it ends the program. */
  readonly quit?: string;
  readonly quits?: Do<V, M>;
  readonly theme?: string;
  readonly zoom?: string;
  readonly copy?: string;
  /** Of those the places where `:` is text: a time is typed. */
  readonly texts?: readonly string[];
  /** What the screen has rows of its own for. */
  readonly without?: readonly ('help' | 'zoom' | 'quit')[];
};

/** The keys of every screen, as rows of its table: help, palette, zoom, theme, copy, quit, and what the terminal answers. */
export function standardKeys<V, M>(options: Standard<V, M>): readonly Key<V, M>[] {
  const {
    comeBack,
    quit = 'quit',
    quits = () => ({effect: 'quit'}),
    theme = 'T',
    zoom = 'Z',
    copy = 'S',
    texts = [],
    without = [],
  } = options;
  // Over a text that is read letters are keys, whatever is below.
  const places = [...options.places, 'sheet-read'];
  const row = keyFor<V, M>();
  const rows: readonly (readonly [string, Key<V, M>])[] = [
    [
      'help',
      row('?', 'Program', places, 'all keys; palette; close', () => ({effect: 'open', sheet: 'help'}), {
        shown: '? : esc',
        footer: 'help',
        words: 'help: all keys',
      }),
    ],
    [
      'palette',
      row(
        ':',
        'Program',
        places.filter(place => !texts.includes(place)),
        '',
        () => ({effect: 'open', sheet: 'palette'}),
      ),
    ],
    ['zoom', row(zoom, 'Program', places, '', () => ({effect: 'zoom'}), {words: 'zoom: one panel fills the screen'})],
    ['quit', row('q', 'Program', places, quit, quits, {footer: 'quit'})],
    [
      'theme',
      row(theme, 'Program', places, 'theme; copy a way back; zoom', () => ({type: 'next-theme'}), {
        shown: [theme, copy, zoom].map(name => name.split(' ')[0]).join(' '),
        words: 'next theme',
      }),
    ],
    ['copy', row(copy, 'Program', places, '', view => ({effect: 'copy', text: comeBack(view)}), {words: 'copy how to come back'})],
    ['terminal', row('ctrl-c', 'Program', places, 'quit now, suspend, redraw', null, {shown: '^C ^Z ^L'})],
  ];
  return rows.filter(([name]) => !(without as readonly string[]).includes(name)).map(([, key]) => key);
}
