import type {ControlInput} from '../../drill/play/input.js';
import {afterKey} from '../seat/forms.js';
import {answerTo, type KeyTable, rowFor} from '../seat/keys.js';
import type {ConsoleAction, ConsoleForm, ConsolePick} from './state.js';
import {type ConsoleView, consoleFields, consoleInput, consolePicksOf, selectable, selectedRow} from './view.js';

export const consoleContexts = ['console', 'pick', 'read', 'confirm', 'form'] as const;
export type ConsoleContext = (typeof consoleContexts)[number];
export type ConsoleCommand =
  | ConsoleAction
  | {readonly type: 'send'; readonly input: ControlInput; readonly said: string}
  | {readonly type: 'quit'};
export type ConsoleKeyView = ConsoleView & {readonly scrollEnd: number};

export const consoleContextOf = ({ui: {overlay}}: ConsoleView): ConsoleContext =>
  overlay.type === 'none' ? 'console' : 'scroll' in overlay ? 'read' : overlay.type;

const row = rowFor<ConsoleKeyView, ConsoleContext, ConsoleCommand>();
const here: readonly ConsoleContext[] = ['console'];
const say = (notice: string): ConsoleCommand => ({type: 'say', notice});
const send = (input: ControlInput, said: string) => (): ConsoleCommand => ({type: 'send', input, said});

/** The row under the cursor, released, held or skipped. */
const steer =
  (type: 'release' | 'hold' | 'skip', said: string) =>
  (view: ConsoleKeyView): ConsoleCommand => {
    const selected = selectedRow(view);
    if (selected === undefined) return say('');
    const words = type === 'hold' && selected.status === 'held' ? 'may come again' : said;
    return {type: 'send', input: {type, inject: selected.id}, said: `${selected.id} ${words}. u takes it back.`};
  };

const phaseOf = ({book}: ConsoleKeyView) => book.observation.phase;
const inPlay = (view: ConsoleKeyView): string | null => (phaseOf(view) === 'play' ? null : 'The drill is not being played.');
const onRow = (view: ConsoleKeyView): string | null => inPlay(view) ?? (selectedRow(view) === undefined ? 'No row waits.' : null);
const afterEnd = (view: ConsoleKeyView): string | null => (phaseOf(view) === 'hotWash' ? null : 'This belongs after EndEx.');
const beforeLock = (view: ConsoleKeyView): string | null =>
  afterEnd(view) ?? (view.book.isStoryLocked ? 'The story is locked: the reveal has begun.' : null);

const formOf =
  (kind: ConsoleForm) =>
  (view: ConsoleKeyView): ConsoleCommand => {
    const about = kind === 'edit' ? (selectedRow(view)?.id ?? '') : '';
    const values = consoleFields(kind, about, view.book).map(() => '');
    return {type: 'open', overlay: {type: 'form', kind, about, values, at: 0, error: ''}};
  };

const pickOf = (what: ConsolePick) => (): ConsoleCommand => ({type: 'open', overlay: {type: 'pick', what, index: 0}});
const somethingTo =
  (what: ConsolePick, reason: string) =>
  (view: ConsoleKeyView): string | null =>
    inPlay(view) ?? (consolePicksOf(what, view.book).length === 0 ? reason : null);

function moved(by: number) {
  return (view: ConsoleKeyView): ConsoleCommand => {
    const {ui, book, scrollEnd} = view;
    if ('scroll' in ui.overlay) return {type: 'scroll', to: Math.max(0, Math.min(scrollEnd, ui.overlay.scroll + by))};
    if (ui.overlay.type === 'pick') {
      const last = consolePicksOf(ui.overlay.what, book).length - 1;
      return {type: 'choose', index: Math.max(0, Math.min(last, ui.overlay.index + by))};
    }
    const rows = selectable(book);
    const at = rows.findIndex(({id}) => id === selectedRow(view)?.id);
    return {type: 'select', row: rows[Math.max(0, Math.min(rows.length - 1, at + by))]?.id ?? ''};
  };
}

const scrolled =
  (by: number) =>
  ({ui, scrollEnd}: ConsoleKeyView): ConsoleCommand => {
    const from = 'scroll' in ui.overlay ? ui.overlay.scroll : ui.scroll;
    return {type: 'scroll', to: Math.max(0, Math.min(scrollEnd, from + by))};
  };

/** The paces of the drill, simulated minutes a wall minute. */
const paces = [1, 2, 4, 6, 10, 15, 20, 30, 60] as const;
const faster =
  (by: 1 | -1) =>
  ({book: {pace}}: ConsoleKeyView): ConsoleCommand => {
    const next = by === 1 ? paces.find(one => one > pace) : paces.findLast(one => one < pace);
    return next === undefined
      ? say(by === 1 ? 'That is the highest pace.' : 'That is real time.')
      : {type: 'send', input: {type: 'pace', pace: next}, said: `Pace ${next}×.`};
  };

function taken({ui: {overlay}, book}: ConsoleKeyView): ConsoleCommand {
  if (overlay.type !== 'pick') return say('');
  const picked = consolePicksOf(overlay.what, book)[overlay.index];
  if (picked === undefined) return {type: 'close'};
  const input: ControlInput = overlay.what === 'scene' ? {type: 'scene', scene: picked.id} : {type: 'give-hint', decision: picked.id};
  return {type: 'send', input, said: overlay.what === 'scene' ? 'The scene begins.' : 'The hint is open.'};
}

function confirmed({ui: {overlay}}: ConsoleKeyView): ConsoleCommand {
  if (overlay.type !== 'confirm') return say('');
  if (overlay.what === 'quit') return {type: 'quit'};
  return overlay.what === 'end'
    ? {type: 'send', input: {type: 'end-ex'}, said: 'EndEx.'}
    : {type: 'send', input: {type: 'resume'}, said: 'Play goes on.'};
}

function goneOn({ui: {overlay}, book}: ConsoleKeyView): ConsoleCommand {
  if (overlay.type !== 'form') return say('');
  if (overlay.at < overlay.values.length - 1) return {type: 'field', at: overlay.at + 1};
  return {type: 'send', input: consoleInput(overlay, book), said: 'Done.'};
}

const fieldBack = ({ui: {overlay}}: ConsoleKeyView): ConsoleCommand =>
  overlay.type === 'form' ? {type: 'field', at: Math.max(0, overlay.at - 1)} : say('');
const close = (): ConsoleCommand => ({type: 'close'});
const ask = (what: 'end' | 'quit') => (): ConsoleCommand => ({type: 'open', overlay: {type: 'confirm', what}});

/** Space keeps the time: it begins, pauses and goes on. */
function keptTime(view: ConsoleKeyView): ConsoleCommand {
  const {phase, isPaused} = view.book.observation;
  if (phase === 'brief') return {type: 'send', input: {type: 'start-ex'}, said: 'StartEx.'};
  return {type: 'send', input: {type: isPaused ? 'resume' : 'pause'}, said: isPaused ? 'Play goes on.' : 'Paused.'};
}

/** Every key of the controller's console: one each, and one to take the last one back. */
export const consoleBindings: KeyTable<ConsoleKeyView, ConsoleContext, ConsoleCommand> = [
  row('space', 'Time', here, 'StartEx; pause, go on', keptTime, {footer: 'time'}),
  row('r', 'Rows', here, 'release the row now', steer('release', 'released'), {footer: 'release', unavailable: onRow}),
  row('h', 'Rows', here, 'hold it back, or let it come', steer('hold', 'held back'), {footer: 'hold', unavailable: onRow}),
  row('s', 'Rows', here, 'skip it', steer('skip', 'skipped'), {footer: 'skip', unavailable: onRow}),
  row('e', 'Rows', here, 'edit its words', formOf('edit'), {footer: 'edit', unavailable: onRow}),
  row('a', 'Rows', here, 'add a message of your own', formOf('add'), {footer: 'add', unavailable: inPlay}),
  row('u', 'Rows', here, 'take the last key back, for 10 seconds', send({type: 'undo'}, 'Taken back.'), {
    footer: 'undo',
    unavailable: ({book}) => (book.canUndo ? null : 'Nothing to take back.'),
  }),
  row('o', 'See', here, 'observe: o and what you saw', formOf('observe'), {footer: 'observe'}),
  row('i', 'Rows', here, 'give a hint', pickOf('hint'), {
    footer: 'hint',
    unavailable: somethingTo('hint', 'There is no hint on anything that is being decided.'),
  }),
  row('b', 'See', here, 'the book: decisions, scenes, seats', () => ({type: 'open', overlay: {type: 'book', scroll: 0}}), {footer: 'book'}),
  row('n', 'Time', here, 'go to another scene', pickOf('scene'), {unavailable: somethingTo('scene', 'No other scene is to come.')}),
  row('+', 'Time', here, 'faster, slower', faster(1), {shown: '+ -', unavailable: inPlay}),
  row('-', 'Time', here, '', faster(-1), {unavailable: inPlay}),
  row('E', 'Time', here, 'end the exercise (EndEx)', ask('end'), {unavailable: inPlay}),
  row('R', 'After', here, 'rate an objective', formOf('rate'), {footer: 'rate'}),
  row('t', 'After', here, 'tell a scene in the team’s words', formOf('tell'), {footer: 'tell', unavailable: beforeLock}),
  row('L', 'After', here, 'lock the team’s story', send({type: 'lock-story'}, 'Locked.'), {footer: 'lock', unavailable: beforeLock}),
  row('v', 'After', here, 'reveal the next step', send({type: 'reveal'}, 'The next step is open.'), {
    footer: 'reveal',
    unavailable: afterEnd,
  }),
  row('w', 'After', here, 'write an improvement', formOf('improve'), {footer: 'improve', unavailable: afterEnd}),
  row('up', 'See', ['console', 'pick', 'read'], '', moved(-1)),
  row('down', 'See', ['console', 'pick', 'read'], 'choose a row', moved(1), {shown: '↑ ↓'}),
  row('page-up', 'See', ['console', 'read'], '', scrolled(-8)),
  row('page-down', 'See', ['console', 'read'], 'read on in the book', scrolled(8), {shown: 'page ↑ ↓'}),
  row('enter', 'See', ['pick'], '', taken, {footer: 'this one'}),
  row('enter', 'See', ['form'], '', goneOn, {footer: 'next, done'}),
  row('tab down', 'See', ['form'], '', goneOn),
  row('shift-tab up', 'See', ['form'], '', fieldBack),
  row('y enter', 'See', ['confirm'], '', confirmed, {footer: 'yes'}),
  row('n', 'See', ['confirm'], '', close, {footer: 'no'}),
  row('!', 'Program', ['console', 'pick', 'read', 'confirm'], 'HALT – real incident; go on', ({book}) =>
    book.observation.isHalted
      ? {type: 'open', overlay: {type: 'confirm', what: 'resume'}}
      : {type: 'send', input: {type: 'halt'}, said: 'HALT.'},
  ),
  row('T', 'Program', here, 'theme', () => ({type: 'next-theme'})),
  row('escape', 'Program', ['pick', 'read', 'confirm', 'form'], '', close, {footer: 'close'}),
  row('?', 'Program', here, 'all keys', () => ({type: 'open', overlay: {type: 'help', scroll: 0}}), {shown: '? esc', footer: 'help'}),
  row('?', 'Program', ['read'], '', close),
  row('q', 'Program', here, 'quit', ask('quit'), {footer: 'quit'}),
];

export const consoleCommand = (key: string, view: ConsoleKeyView): ConsoleCommand | undefined =>
  answerTo(consoleBindings, key, consoleContextOf(view), view, say);

export function consoleTyped({ui: {overlay}, book}: ConsoleView, key: string, input: string): ConsoleCommand | undefined {
  if (overlay.type !== 'form') return undefined;
  const value = afterKey(consoleFields(overlay.kind, overlay.about, book)[overlay.at], overlay.values[overlay.at] ?? '', key, input);
  return value === undefined ? undefined : {type: 'type', value};
}
