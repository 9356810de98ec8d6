import {pictureOfKey} from '../../screen/key-names.js';
import {MINUTE_MS} from '../../timeline/time.js';
import {bookmarked, noBookmarks, toNextBookmark} from './bookmarks.js';
import {breakpointCleared, breakpointTyped, noBreakpoints} from './breakpoint-text.js';
import {choose} from './choice.js';
import {
  asked,
  goThere,
  mapped,
  moved,
  movedOnMap,
  noMitigations,
  noModel,
  nothingSelected,
  nothingToExplain,
  opened,
  refusalOf,
  scrolledBy,
  throwOrTakeBack,
} from './commands.js';
import {everythingShown, filterList, nextHeading, toggledHere} from './filter-list.js';
import {keyWords} from './key-words.js';
import {movedInList} from './lists.js';
import {below, chosenDeed, type Deed, entriesOf, type KeyRow, paletteOver} from './palette.js';
import {nowhereToGo, readingToggled, timePut} from './record-cursor.js';
import {wholeRecord} from './record-screen.js';
import {nothingSearched, searched, searchedOn} from './search.js';
import {type Action, type Overlay, replay, type Screen} from './state.js';
import type {View} from './view.js';
import {cannotZoom, isZoomed} from './zoom.js';

/** Where a key means something: on a screen, or in what is open over it. */
export const contexts = [
  ...(['replay', 'zoom', 'map', 'compare', 'record', 'fidelity', 'mitigations', 'filter', 'why', 'detail', 'help'] as const),
  ...(['go-to', 'search', 'palette', 'breakpoints'] as const),
] as const;
export type Context = (typeof contexts)[number];

/**
 * What a key asks for: a change of the state, to leave, to copy the command line that comes back here, to open the race lab at this moment,
 * or to close the palette and do a deed.
 */
export type Command =
  | Action
  | {readonly type: 'quit'}
  | {readonly type: 'copy'}
  | {readonly type: 'lab'}
  | {readonly type: 'run'; readonly deed: Deed};

/** Whether a command only changes the state; the others are for whoever runs the console. */
export const isAction = (command: Command | undefined): command is Action =>
  command !== undefined && !['quit', 'copy', 'lab', 'run'].includes(command.type);

export const groups = ['Time', 'What if', 'Looking', 'Program'] as const;
type Group = (typeof groups)[number];

export type Binding = {
  readonly keys: readonly string[];
  /** What it does, for help and README; empty where the row of its opposite speaks for both. */
  readonly help: string;
  /** How help writes the keys, where one row speaks for two. */
  readonly shown?: string;
  /** Two words at most for the bottom line, or what they are now; without it the key is in the help alone. */
  readonly footer?: string | ((view: View) => string);
  /** How the bottom line writes the keys, where one word stands for a pair of rows. */
  readonly footerKeys?: string;
  readonly group: Group;
  readonly contexts: readonly Context[];
  /** Null: the terminal layer answers this key before the console sees it. */
  readonly command: ((view: View, scrollEnd: number, page: number) => Command) | null;
  /** Why the key does nothing now, in words; null: it works. */
  readonly unavailable?: (view: View) => string | null;
};

/** Where time goes on and the plan can change: everywhere but where one types. What the help lists works there too. */
const lists: readonly Context[] = ['palette', 'breakpoints'];
const prompts: readonly Context[] = ['go-to', 'search', ...lists];
const live: readonly Context[] = contexts.filter(context => !prompts.includes(context));
const overlays: readonly Context[] = ['mitigations', 'filter', 'why', 'detail', 'help', ...prompts];
const panelled: readonly Context[] = ['replay', 'zoom'];
const scrolling: readonly Context[] = contexts.filter(context => ![...panelled, 'map', ...prompts].includes(context));
const without = (...left: readonly Context[]): readonly Context[] => live.filter(context => !left.includes(context));

type Answer = Binding['command'];
const always =
  (command: Command): Answer =>
  () =>
    command;
const step = (to: 'event' | 'phase', direction: 1 | -1): Answer => always({type: 'step', to, direction});
const seekBy = (minutes: number): Answer => always({type: 'seek-by', deltaMs: minutes * MINUTE_MS});
const show = (screen: Screen): Answer => always({type: 'show', screen});
const open = (overlay: Overlay): Answer => always({type: 'open', overlay});
const close = always({type: 'close'});
const scrolled =
  (by: 1 | -1): Answer =>
  (view, scrollEnd, page) =>
    movedInList(view, by * page, page) ?? scrolledBy(view, by * 8, scrollEnd);
const up: Answer = (view, scrollEnd, page) => movedInList(view, -1, page) ?? moved(view, -1, scrollEnd);
const down: Answer = (view, scrollEnd, page) => movedInList(view, 1, page) ?? moved(view, 1, scrollEnd);
const chosen =
  (by: 1 | -1): Answer =>
  view =>
    choose(view, by, listLength(view));
const nothingToUndo = ({state}: View) => (state.past.length === 0 ? 'Nothing to undo: the plan is as it was opened.' : null);
const nothingToRedo = ({state}: View) => (state.future.length === 0 ? 'Nothing to redo.' : null);

/** A row: keys, group, contexts, help, what it does; then what the bottom line says, and when it does nothing. */
function row(
  keys: string,
  group: Group,
  contexts: readonly Context[],
  help: string,
  command: Answer,
  more: Pick<Binding, 'footer' | 'footerKeys' | 'shown' | 'unavailable'> = {},
): Binding {
  return {keys: keys.split(' '), group, contexts, help, command, ...more};
}

/** Every key of the console. Help, the bottom line and the README table are printed from these rows; earlier rows win a place below. */
export const bindings: readonly Binding[] = [
  row('enter', 'What if', ['mitigations'], 'mitigation: throw, take back', throwOrTakeBack, {
    footer: 'throw',
    unavailable: refusalOf,
  }),
  row('enter', 'Time', ['go-to'], '', goThere, {footer: 'go'}),
  row('enter', 'Looking', ['search'], '', searched, {footer: 'find'}),
  row('enter', 'Looking', ['palette'], '', ran, {footer: 'run'}),
  row('enter', 'Time', ['breakpoints'], '', breakpointTyped, {footer: 'set'}),
  row('enter', 'Time', ['record'], '', timePut, {footer: 'go there', unavailable: nowhereToGo}),
  row('space enter', 'Looking', ['filter'], '', toggledHere, {footer: 'show, hide'}),
  row('a', 'Looking', ['filter'], '', always(everythingShown), {footer: 'all'}),
  row('f', 'Looking', ['filter'], '', close),
  row('f', 'Looking', ['record'], '', open(filterList), {footer: 'filter'}),
  row('f', 'Looking', without('record', 'filter'), '', open(filterList)),
  row('space', 'Time', without('filter'), 'play or pause', always({type: 'toggle-play'}), {
    footer: ({state}) => (state.playing ? 'pause' : 'play'),
  }),
  row('left h', 'Time', live, '', step('event', -1)),
  row('right l', 'Time', live, 'previous, next event', step('event', 1), {shown: '← → h l', footer: 'event', footerKeys: '←→'}),
  row('m', 'What if', without('mitigations'), 'mitigations at this moment', open({type: 'mitigations', scroll: 0}), {
    footer: 'mitigate',
    unavailable: noMitigations,
  }),
  row('m', 'What if', ['mitigations'], '', close),
  row('enter', 'Looking', [...panelled, 'map'], 'open what is selected; zoom', opened, {
    shown: 'enter z',
    footer: 'open',
    unavailable: nothingSelected,
  }),
  row('enter', 'Looking', ['why', 'detail'], '', close),
  row('tab', 'Looking', panelled, 'next, previous panel', always({type: 'focus-next', by: 1}), {shown: 'tab ⇧tab', footer: 'panel'}),
  row('shift-tab', 'Looking', panelled, '', always({type: 'focus-next', by: -1})),
  row('tab', 'Looking', ['record'], '', readingToggled, {footer: 'panel'}),
  row('tab', 'Looking', ['filter'], '', nextHeading, {footer: 'group'}),
  row('y', 'Looking', without('why'), 'why: the causes, proved', asked, {footer: 'why', unavailable: nothingToExplain}),
  row('y', 'Looking', ['why'], '', close),
  row('c 3', 'Looking', without('compare'), '', show({type: 'compare', scroll: 0}), {footer: 'compare', unavailable: noModel}),
  row('1', 'Looking', live, 'replay, map, compare … race', show(replay), {shown: '1 … 6 c'}),
  row('c 3', 'Looking', ['compare'], '', show(replay), {footer: 'replay'}),
  row('2', 'Looking', without('map'), '', mapped),
  row('2', 'Looking', ['map'], '', show(replay), {footer: 'replay'}),
  row('4', 'Looking', without('record'), '', show(wholeRecord)),
  row('4', 'Looking', ['record'], '', show(replay), {footer: 'replay'}),
  row('5', 'Looking', without('fidelity'), '', show({type: 'fidelity', scroll: 0}), {unavailable: noModel}),
  row('5', 'Looking', ['fidelity'], '', show(replay), {footer: 'replay'}),
  row('6', 'Looking', live, '', always({type: 'lab'})),
  row('up k', 'Looking', live, '', up),
  row('down j', 'Looking', live, 'move the selection, or scroll', down, {
    shown: '↑ ↓ k j',
    footer: 'move',
    footerKeys: '↑↓',
  }),
  row('up', 'Looking', lists, '', chosen(-1)),
  row('down', 'Looking', lists, '', chosen(1), {footer: 'choose', footerKeys: '↑↓'}),
  row('page-up', 'Looking', ['map'], '', view => movedOnMap(view, -8)),
  row('page-down', 'Looking', ['map'], '', view => movedOnMap(view, 8)),
  row('page-up', 'Looking', scrolling, '', scrolled(-1)),
  row('page-down', 'Looking', scrolling, 'read on in what is open', scrolled(1), {shown: 'page ↑ ↓'}),
  row('g', 'Time', live, 'go to a time, event or phase', open({type: 'go-to', text: '', error: ''}), {footer: 'go to'}),
  row('[', 'Time', live, '', always({type: 'change-speed', by: -1})),
  row(']', 'Time', live, 'slower, faster: 1× to 3600×', always({type: 'change-speed', by: 1}), {
    shown: '[ ]',
    footer: 'speed',
    footerKeys: '[]',
  }),
  row('shift-left', 'Time', live, '', step('phase', -1)),
  row('shift-right', 'Time', live, 'previous, next phase', step('phase', 1), {shown: '⇧← ⇧→', footer: 'phase', footerKeys: '⇧←→'}),
  row(',', 'Time', live, '', seekBy(-1)),
  row('.', 'Time', live, 'a minute, an hour back or on', seekBy(1), {shown: ', . < >', footer: 'minute', footerKeys: ',.'}),
  row('<', 'Time', live, '', seekBy(-60)),
  row('>', 'Time', live, '', seekBy(60), {footer: 'hour', footerKeys: '<>'}),
  row('0', 'Time', live, '', ({stage}) => ({type: 'seek', atMs: stage.startMs})),
  row('$', 'Time', live, 'start, end of the run', ({stage}) => ({type: 'seek', atMs: stage.endMs}), {
    shown: '0 $',
    footer: 'ends',
    footerKeys: '0$',
  }),
  row('b', 'Time', live, '', bookmarked),
  row("'", 'Time', live, 'bookmark, next; breakpoints', toNextBookmark, {shown: "b ' B", unavailable: noBookmarks}),
  row('B', 'Time', live, '', open({type: 'breakpoints', text: '', error: '', index: 0})),
  row('ctrl-x', 'Time', ['breakpoints'], '', breakpointCleared, {footer: 'remove', footerKeys: '^X', unavailable: noBreakpoints}),
  row('/', 'Looking', live, 'search, next hit; filter, all', open({type: 'search', text: '', error: ''}), {
    shown: '/ n N f a',
    footer: 'search',
  }),
  row('n', 'Looking', live, '', view => searchedOn(view, 1), {unavailable: nothingSearched}),
  row('N', 'Looking', live, '', view => searchedOn(view, -1), {unavailable: nothingSearched}),
  row('u', 'What if', live, 'undo, redo (the plan)', always({type: 'undo'}), {
    shown: 'u ctrl-r',
    footer: 'undo',
    unavailable: nothingToUndo,
  }),
  row('ctrl-r', 'What if', live, '', always({type: 'redo'}), {unavailable: nothingToRedo}),
  row('z', 'Looking', without('zoom'), '', always({type: 'zoom', on: true}), {unavailable: cannotZoom}),
  row('z', 'Looking', ['zoom'], '', always({type: 'zoom', on: false})),
  row('escape', 'Program', ['zoom'], '', always({type: 'zoom', on: false}), {footer: 'back'}),
  row('escape', 'Program', overlays, '', close, {footer: 'close'}),
  row('escape', 'Program', ['map', 'compare', 'record', 'fidelity'], '', show(replay), {footer: 'back'}),
  row('?', 'Program', without('help'), 'all keys; palette; close', open({type: 'help', scroll: 0}), {shown: '? : esc', footer: 'help'}),
  row(':', 'Program', live, '', view => ({type: 'open', overlay: paletteOver(view)})),
  row('?', 'Program', ['help'], '', close),
  row('q', 'Program', live, 'quit; prints how to come back', always({type: 'quit'}), {footer: 'quit'}),
  row('t', 'Program', live, 'theme; copy how to come back', always({type: 'next-theme'}), {shown: 't s'}),
  row('s', 'Program', live, '', always({type: 'copy'})),
  row('ctrl-c', 'Program', contexts, 'quit now, suspend, redraw', null, {shown: '^C ^Z ^L'}),
  row('ctrl-z', 'Program', contexts, '', null),
  row('ctrl-l', 'Program', contexts, '', null),
];

export function contextOf(view: View): Context {
  const {overlay, screen} = view.state;
  if (overlay.type !== 'none') return overlay.type;
  return isZoomed(view) ? 'zoom' : screen.type;
}

/** The row that answers a key here and now; undefined: the key means nothing. */
export const bindingFor = (key: string, context: Context): Binding | undefined =>
  bindings.find(({keys, contexts, command}) => command !== null && keys.includes(key) && contexts.includes(context));

/**
 * What a key asks for; where it is not available, its reason is said instead. `scrollEnd`: how far what is open can scroll; `page`: rows
 * that a page of its list has. Undefined: the key means nothing.
 */
export function commandFor(key: string, view: View, scrollEnd: number, page = 8): Command | undefined {
  const binding = bindingFor(key, contextOf(view));
  if (binding?.command === undefined || binding.command === null) return undefined;
  const reason = binding.unavailable?.(view) ?? null;
  return reason === null ? binding.command(view, scrollEnd, page) : {type: 'say', notice: reason};
}

/** The keys of a row as help and README write them. */
export const keysOf = ({keys, shown}: Binding): string => shown ?? keys.map(pictureOfKey).join(' ');

/** The rows of a group that say something. */
export const rowsOf = (group: (typeof groups)[number]): readonly Binding[] =>
  bindings.filter(binding => binding.group === group && binding.help !== '');

/** What the palette calls a row: its own words; where the help has one row for several keys, those of its first key. */
function wordsOf(binding: Binding): string {
  const {keys, help, shown} = binding;
  const isFirst = bindings.find(other => other.keys.includes(keys[0] ?? '')) === binding;
  if (help === '' && !isFirst) return '';
  return (help !== '' && shown === undefined ? undefined : keyWords[keys[0] ?? '']) ?? help;
}

/** The rows that have words, as they stand below the palette; of several with the same words, the one that answers there. */
export function keyRows(view: View): readonly KeyRow[] {
  const here = below(view);
  const context = contextOf(here);
  const rows = new Map<string, KeyRow>();
  for (const binding of bindings) {
    const {keys, contexts: places, command, unavailable} = binding;
    const words = wordsOf(binding);
    const isHere = command !== null && places.includes(context);
    if (words === '' || (rows.has(words) && !isHere)) continue;
    const key = command === null ? null : (keys[0] ?? '');
    const picture = key === null ? keysOf(binding) : keys.map(pictureOfKey).join(' ');
    const reason = key === null ? 'press the key itself' : isHere ? (unavailable?.(here) ?? null) : placeWords(places);
    rows.set(words, {key, picture, words, reason, isHere});
  }
  return [...rows.values()];
}

const placeWords = (places: readonly Context[]): string => (places.length <= 2 ? `only in the ${places[0]}` : 'not here');

/** Rows of the list that is open below a text. */
const listLength = (view: View): number =>
  view.state.overlay.type === 'palette' ? entriesOf(view, keyRows(view)).length : view.state.breakpoints.length;

function ran(view: View): Command {
  const deed = chosenDeed(view, keyRows(view));
  return deed === undefined ? {type: 'say', notice: 'Nothing has all these words.'} : {type: 'run', deed};
}
