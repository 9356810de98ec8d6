import {stamp} from '../../format/clock.js';
import {printable} from '../../format/text.js';
import {removing, wordsOf} from './breakpoint-words.js';
import {chosenOf} from './choice.js';
import type {Action, Overlay} from './state.js';
import type {Stage} from './timeline-index.js';
import type {View} from './view.js';

/** A row of the key table as the palette lists it. */
export type KeyRow = {
  /** The key that is pressed when it is run; null: only the key itself does it. */
  readonly key: string | null;
  /** As a person reads it. */
  readonly picture: string;
  readonly words: string;
  /** Why it does nothing below the palette; null: it works. */
  readonly reason: string | null;
  /** Whether it means anything there; if not, it is listed last. */
  readonly isHere: boolean;
};

/** What running an entry does once the palette has closed: presses a key, or sends an action. */
export type Deed = {readonly key: string} | Action;

export type Entry = {
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
  deed(view: View): Deed;
};

/** What the console shows without the palette. */
export function below(view: View): View {
  const {overlay} = view.state;
  return overlay.type === 'palette' ? {...view, state: {...view.state, overlay: overlay.below}} : view;
}

/** The palette over what is open now. */
export const paletteOver = ({state}: View): Overlay => ({type: 'palette', text: '', index: 0, below: state.overlay});

function keyEntry({key, picture, words, reason}: KeyRow): Entry {
  const name = words.toLowerCase();
  return {
    sort: picture,
    words,
    note: reason ?? '',
    works: reason === null,
    isKey: true,
    name,
    text: `${name}\n${picture}\nkey`,
    deed: () => (key === null || reason !== null ? {type: 'say', notice: reason ?? ''} : {key}),
  };
}

function thing(sort: string, title: string, note: string, also: string, deed: Entry['deed']): Entry {
  const words = printable(title);
  const name = words.toLowerCase();
  return {sort, words, note, works: true, isKey: false, name, text: `${name}\n${sort}\n${also.toLowerCase()}`, deed};
}

// Keyed by the stage, which never changes while a timeline is on the screen.
const thingsOfStage = new WeakMap<Stage, readonly Entry[]>();

/** Services, mitigations and phases of a timeline. */
function thingsOf(stage: Stage): readonly Entry[] {
  const known = thingsOfStage.get(stage);
  if (known !== undefined) return known;
  const {timeline, startMs, endMs, services} = stage;
  const inRun = timeline.phases.filter(({startsAtMs}) => startsAtMs >= startMs && startsAtMs <= endMs);
  const things = [
    ...services.map(({id, name, group}) => thing('service', name, printable(group), `${id} ${group}`, () => ({type: 'show-service', id}))),
    ...timeline.mitigations.map(({id, title}) => thing('mitigation', title, '', id, () => ({type: 'show-mitigation', id}))),
    ...inRun.map(({id, title, startsAtMs}) =>
      thing('phase', title, `from ${stamp(timeline, startsAtMs)}`, id, () => ({type: 'seek', atMs: startsAtMs})),
    ),
  ];
  thingsOfStage.set(stage, things);
  return things;
}

function setByPerson({state, stage}: View): readonly Entry[] {
  return [
    ...state.bookmarks.map(atMs => thing('bookmark', stamp(stage.timeline, atMs), 'go there', '', () => ({type: 'seek', atMs}))),
    ...state.breakpoints.map((breakpoint, index) =>
      thing('breakpoint', wordsOf(stage, breakpoint), 'remove it', '', view => removing(view, index)),
    ),
  ];
}

/** How well a word fits: 0 a name begins with it, 1 a word of the name does, 2 it is inside the name, 3 elsewhere; -1: not at all. */
function fitOf({name, text}: Entry, word: string): number {
  const at = name.indexOf(word);
  if (at === 0) return 0;
  if (at < 0) return text.includes(word) ? 3 : -1;
  return name.includes(` ${word}`) ? 1 : 2;
}

/** What is listed: the keys; once something is typed everything that has all its words, the best fit first, equals as they stand. */
export function entriesOf(view: View, keys: readonly KeyRow[]): readonly Entry[] {
  const {overlay} = view.state;
  const text = overlay.type === 'palette' ? overlay.text : '';
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '');
  const keyEntries = [true, false].flatMap(isHere => keys.filter(row => row.isHere === isHere)).map(keyEntry);
  if (words.length === 0) return keyEntries;
  return [...keyEntries, ...thingsOf(view.stage), ...setByPerson(view)]
    .map(entry => ({entry, fits: words.map(word => fitOf(entry, word))}))
    .filter(({fits}) => !fits.includes(-1))
    .map(({entry, fits}) => ({entry, fit: fits.reduce((sum, fit) => sum + fit, 0)}))
    .sort((a, b) => a.fit - b.fit)
    .map(({entry}) => entry);
}

/** What running the chosen entry does; undefined: nothing fits what is typed. */
export function chosenDeed(view: View, keys: readonly KeyRow[]): Deed | undefined {
  const entries = entriesOf(view, keys);
  return entries[chosenOf(view, entries.length)]?.deed(view);
}
