import {type Key, keyFor, standardKeys} from '../../screen/keys.js';
import type {Does} from '../../screen/program.js';
import {type Action, fieldAt, isList, listAt} from './state.js';
import type {LearnView} from './view.js';

/** Where a key means something. `-last`: in the last field of a page, where enter answers. */
const places = ['start', 'list', 'read', 'done', 'pick', 'text', 'text-last', 'number', 'number-last', 'turn', 'turn-last'] as const;
export type Place = (typeof places)[number];

export function placeOf({state, page}: LearnView): Place {
  const {overlay, walk, at} = state;
  if (overlay.type === 'list') return overlay.isStart ? 'start' : 'list';
  if (walk.stage.type === 'done') return 'done';
  const field = fieldAt(state, page);
  if (field === undefined) return 'read';
  if (isList(page)) return 'pick';
  const kind = field.kind === 'text' ? 'text' : field.kind === 'number' || field.kind === 'clock' ? 'number' : 'turn';
  return at === (page.step?.fields.length ?? 1) - 1 ? `${kind}-last` : kind;
}

const typing: readonly Place[] = ['text', 'text-last'];
const numbers: readonly Place[] = ['number', 'number-last'];
const turning: readonly Place[] = ['turn', 'turn-last'];
const fields: readonly Place[] = [...typing, ...numbers, ...turning];
const lists: readonly Place[] = ['start', 'list', 'pick'];
/** Where letters are keys. */
const plain: readonly Place[] = places.filter(place => !typing.includes(place));

type Answer = Does<Action>;
const row = keyFor<LearnView, Action>();
const go = (): Answer => ({type: 'go'});
const move = (by: number) => (): Answer => ({type: 'move', by});
const turn = (by: number) => (): Answer => ({type: 'turn', by});
const help = (): Answer => ({effect: 'open', sheet: 'help'});

/** Every key of `learn`. `comeBack`: the command line that comes back here. */
export const keys: readonly Key<LearnView, Action>[] = [
  row('enter space', 'Going on', ['start'], '', go, {footer: 'begin'}),
  row('enter space', 'Going on', ['read'], 'go on', go, {footer: 'go on', shown: 'enter', words: 'go on'}),
  row('enter space', 'Going on', ['list', 'done'], '', go, {footer: 'open'}),
  row('enter', 'Going on', ['pick'], '', go, {footer: 'choose'}),
  row('enter', 'Going on', ['text', 'number', 'turn'], 'next line; at last, answer', go, {footer: 'next line'}),
  row('enter', 'Going on', ['text-last', 'number-last', 'turn-last'], '', go, {footer: 'answer'}),
  row(['left', 'right'], 'Answering', turning, 'turn a dial; choose', [turn(-1), turn(1)], {footer: 'turn', footerKeys: '←→'}),
  row(['up shift-tab', 'down tab'], 'Answering', [...lists, ...fields], 'line above, line below', [move(-1), move(1)], {
    footer: 'move',
    footerKeys: '↑↓',
    shown: '↑ ↓',
    words: ['line above', 'line below'],
  }),
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(number =>
    row(
      String(number),
      'Answering',
      lists,
      number === 1 ? 'pick a row by its number' : '',
      (): Answer => ({type: 'pick', index: number - 1}),
      number === 1 ? {shown: '1 … 9', words: 'pick the first row'} : {},
    ),
  ),
  row('backspace', 'Answering', [...typing, ...numbers], '', (): Answer => ({type: 'erase', isAll: false})),
  row('ctrl-u', 'Answering', [...typing, ...numbers], 'empty the line', (): Answer => ({type: 'erase', isAll: true}), {
    footer: 'empty',
    footerKeys: '^U',
    shown: '^U',
    words: 'empty the line',
  }),
  row(
    'l',
    'Program',
    ['read', 'done', 'pick', ...numbers, ...turning],
    'all lessons',
    ({state}) => ({type: 'open', overlay: listAt(state.walk.lesson)}),
    {footer: 'lessons'},
  ),
  row('escape', 'Program', ['list'], '', () => ({type: 'close'}), {footer: 'close'}),
  row('escape', 'Program', typing, 'help, while typing', help, {footer: 'help, quit'}),
  row(
    'escape',
    'Program',
    plain.filter(place => place !== 'list'),
    '',
    help,
  ),
  ...standardKeys<LearnView, Action>({
    places: plain,
    texts: numbers,
    comeBack: ({state}) => `incident-replay learn --lesson ${state.walk.lesson + 1}`,
    quit: 'quit; your place is kept',
  }),
];

/** A key or a paste as text, where something is being typed; undefined: nothing is. */
export function typed(view: LearnView, input: string): Answer | undefined {
  const place = placeOf(view);
  return typing.includes(place) || numbers.includes(place) ? {type: 'type', text: input} : undefined;
}

export const isTyping = (view: LearnView): boolean => typing.includes(placeOf(view));
