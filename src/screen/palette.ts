import {printable, width as widthOf} from '../format/text.js';
import {pictureOfKey} from './key-names.js';
import {type Half, halvesOf, type Key, pressed} from './keys.js';
import {cell, type Line, span} from './line.js';
import type {Does, Program, Room, Thing} from './program.js';
import {prose} from './prose.js';
import type {Row, Sheet} from './sheet.js';

// biome-ignore lint/suspicious/noExplicitAny: the palette of any program
type Any = any;

const sortColumns = 11;

type Entry = {
  /** The key, or what kind of thing it is. */
  readonly sort: string;
  readonly words: string;
  /** What it does where its words do not say it; or why it does nothing. */
  readonly note: string;
  readonly works: boolean;
  readonly isKey: boolean;
  /** What is searched, in lower case: first what it is called, then everything. */
  readonly name: string;
  readonly text: string;
  does(view: Any, room: Room): Does<Any> | undefined;
};

/** What the palette calls a key: its own words, or those of its row where that has one key. Empty: it has none. */
const wordsOf = ({help, shown}: Key<Any, Any>, {words}: Half<Any, Any>): string => words ?? (shown === undefined ? help : '');

const placeWords = (places: readonly string[]): string => (places.length <= 2 ? `only in the ${places[0]}` : 'not here');

/** The keys that have words; of several with the same words, the one that answers here. Those that mean nothing here come last. */
function keyEntries(program: Program<Any, Any, Any>, view: Any): readonly Entry[] {
  const place = program.place(view);
  const found = new Map<string, {readonly entry: Entry; readonly isHere: boolean}>();
  for (const key of program.keys as readonly Key<Any, Any>[]) {
    if (key.absent?.(view) === true) continue;
    for (const half of halvesOf(key)) {
      const words = wordsOf(key, half) || (key.does === null ? key.help : '');
      const isHere = key.does !== null && key.places.includes(place);
      if (words === '' || (found.has(words) && !(isHere && found.get(words)?.isHere !== true))) continue;
      const name = half.names[0] ?? '';
      const all = half.names.map(pictureOfKey).join(' ');
      const picture = key.does === null ? (key.shown ?? name) : widthOf(all) < sortColumns ? all : pictureOfKey(name);
      const reason = key.does === null ? 'press the key itself' : isHere ? (key.not?.(view) ?? null) : placeWords(key.places);
      const lower = words.toLowerCase();
      const entry: Entry = {
        sort: picture,
        words,
        note: reason ?? '',
        works: reason === null,
        isKey: true,
        name: lower,
        text: `${lower}\n${picture}\nkey`,
        does: (now, room) => (reason === null ? pressed(program, now, name, room) : {type: 'say', notice: reason}),
      };
      // In the order of those that are listed.
      found.delete(words);
      found.set(words, {entry, isHere});
    }
  }
  const all = [...found.values()];
  return [...all.filter(({isHere}) => isHere), ...all.filter(({isHere}) => !isHere)].map(({entry}) => entry);
}

function thingEntry({sort, words: title, note = '', also = '', does}: Thing<Any, Any>): Entry {
  const words = printable(title);
  const name = words.toLowerCase();
  return {sort, words, note: printable(note), works: true, isKey: false, name, text: `${name}\n${sort}\n${also.toLowerCase()}`, does};
}

/** How well a word fits: 0 a name begins with it, 1 a word of the name does, 2 it is inside the name, 3 elsewhere; -1: not at all. */
function fitOf({name, text}: Entry, word: string): number {
  const at = name.indexOf(word);
  if (at === 0) return 0;
  if (at < 0) return text.includes(word) ? 3 : -1;
  return name.includes(` ${word}`) ? 1 : 2;
}

/** The keys; once something is typed everything that has all its words, the best fit first, equals as they stand. */
function entriesOf(program: Program<Any, Any, Any>, view: Any, typed: string): readonly Entry[] {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '');
  const keys = keyEntries(program, view);
  if (words.length === 0) return keys;
  return [...keys, ...(program.things?.(view) ?? []).map(thingEntry)]
    .map(entry => ({entry, fits: words.map(word => fitOf(entry, word))}))
    .filter(({fits}) => !fits.includes(-1))
    .map(({entry, fits}) => ({entry, fit: fits.reduce((sum, fit) => sum + fit, 0)}))
    .sort((a, b) => a.fit - b.fit)
    .map(({entry}) => entry);
}

/** Further out a note is no longer beside its name. */
const widest = 100;
/** A shorter beginning of a reason says nothing. */
const leastNote = 12;

function lineOf({sort, words, note, works, isKey}: Entry, isChosen: boolean, width: number): Line {
  const room = Math.min(width, widest) - 2 - sortColumns - 1;
  const left = room - widthOf(words) - 2;
  // The name comes first; of a note that is no reason one needs no part.
  const noteColumns = widthOf(note) <= left ? widthOf(note) : works || left < leastNote ? 0 : left;
  return [
    isChosen ? span(' ›', 'selected') : span('  '),
    span(cell(sort, sortColumns), isChosen ? 'selected' : isKey && works ? 'key' : 'dim'),
    span(cell(words, room - noteColumns - 1), isChosen ? 'selected' : works ? undefined : 'dim'),
    span(` ${cell(note, noteColumns)} `, 'dim'),
  ];
}

/** Everything that can be done, and everything that can be gone to, by its name. `roomOf`: as the frame gives it, when it is run. */
export function paletteOf(program: Program<Any, Any, Any>, roomOf: () => Room): Sheet<Any, Any> {
  const hint = program.things === undefined ? 'type to find keys' : `type to find keys, ${program.finds ?? 'and more'}`;
  let entries: readonly Entry[] = [];
  return {
    kind: 'list',
    id: 'palette',
    isSearched: true,
    title: () => 'PALETTE',
    empty: 'Nothing has all these words.',
    about(_, row, width) {
      const entry = row === undefined ? undefined : entries[Number(row.id)];
      const says = entry === undefined || entry.works ? prose(hint, width, 'dim') : prose(entry.note, width, 'degraded');
      return width < 80 ? [says[0] ?? [], says[1] ?? []] : [says[0] ?? []];
    },
    rows(view, text): readonly Row[] {
      entries = entriesOf(program, view, text);
      return entries.map((entry, index) => ({
        id: String(index),
        words: entry.isKey ? entry.words : `${entry.sort}: ${entry.words}`,
        beside: entry.note,
        line: (isChosen, width) => lineOf(entry, isChosen, width),
      }));
    },
    // What a page is, and how far one can scroll, is seen once the palette has closed.
    take: (view, {id}) => ({effect: 'all', of: [{effect: 'close'}, {effect: 'wait', on: () => entries[Number(id)]?.does(view, roomOf())}]}),
  };
}
