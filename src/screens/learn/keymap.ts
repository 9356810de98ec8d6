import {answerTo, type KeyTable, rowFor} from '../seat/keys.js';
import {type Action, fieldAt, isList, listAt} from './state.js';
import type {LearnView} from './view.js';

/** Where a key means something. `-last`: in the last field of a page, where enter answers. */
export const contexts = [
  'start',
  'list',
  'help',
  'read',
  'done',
  'pick',
  'text',
  'text-last',
  'number',
  'number-last',
  'turn',
  'turn-last',
] as const;
export type Context = (typeof contexts)[number];

export type Command = Action | {readonly type: 'quit'};

export function contextOf({state, page}: LearnView): Context {
  const {overlay, walk, at} = state;
  if (overlay.type === 'help') return 'help';
  if (overlay.type === 'list') return overlay.isStart ? 'start' : 'list';
  if (walk.stage.type === 'done') return 'done';
  const field = fieldAt(state, page);
  if (field === undefined) return 'read';
  if (isList(page)) return 'pick';
  const kind = field.kind === 'text' ? 'text' : field.kind === 'number' || field.kind === 'clock' ? 'number' : 'turn';
  return at === (page.step?.fields.length ?? 1) - 1 ? `${kind}-last` : kind;
}

const typing: readonly Context[] = ['text', 'text-last'];
const numbers: readonly Context[] = ['number', 'number-last'];
const turning: readonly Context[] = ['turn', 'turn-last'];
const fields: readonly Context[] = [...typing, ...numbers, ...turning];
const lists: readonly Context[] = ['start', 'list', 'pick'];
/** Where letters are keys. */
const plain: readonly Context[] = contexts.filter(context => !typing.includes(context) && context !== 'help');

const row = rowFor<LearnView, Context, Command>();
const go = (): Command => ({type: 'go'});
const move = (by: number) => (): Command => ({type: 'move', by});
const turn = (by: number) => (): Command => ({type: 'turn', by});
const help = (): Command => ({type: 'open', overlay: {type: 'help'}});
const close = (): Command => ({type: 'close'});

/** Every key of `learn`; help and the bottom line are printed from these rows. */
export const bindings: KeyTable<LearnView, Context, Command> = [
  row('enter space', 'Going on', ['start'], '', go, {footer: 'begin'}),
  row('enter space', 'Going on', ['read'], 'go on', go, {footer: 'go on', shown: 'enter'}),
  row('enter space', 'Going on', ['list', 'done'], '', go, {footer: 'open'}),
  row('enter', 'Going on', ['pick'], '', go, {footer: 'choose'}),
  row('enter', 'Going on', ['text', 'number', 'turn'], 'next line; at last, answer', go, {footer: 'next line'}),
  row('enter', 'Going on', ['text-last', 'number-last', 'turn-last'], '', go, {footer: 'answer'}),
  row('left', 'Answering', turning, '', turn(-1)),
  row('right', 'Answering', turning, 'turn a dial; choose', turn(1), {footer: 'turn', footerKeys: '←→', shown: '← →'}),
  row('up shift-tab', 'Answering', [...lists, ...fields], '', move(-1)),
  row('down tab', 'Answering', [...lists, ...fields], 'line above, line below', move(1), {footer: 'move', footerKeys: '↑↓', shown: '↑ ↓'}),
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(number =>
    row(
      String(number),
      'Answering',
      lists,
      number === 1 ? 'pick a row by its number' : '',
      (): Command => ({type: 'pick', index: number - 1}),
      number === 1 ? {shown: '1 … 9'} : {},
    ),
  ),
  row('backspace', 'Answering', [...typing, ...numbers], '', (): Command => ({type: 'erase', isAll: false})),
  row('ctrl-u', 'Answering', [...typing, ...numbers], 'empty the line', (): Command => ({type: 'erase', isAll: true}), {
    footer: 'empty',
    footerKeys: '^U',
    shown: '^U',
  }),
  row(
    'l',
    'Program',
    ['read', 'done', 'pick', ...numbers, ...turning],
    'all lessons',
    ({state}) => ({type: 'open', overlay: listAt(state.walk.lesson)}),
    {footer: 'lessons'},
  ),
  row('escape', 'Program', ['list', 'help'], '', close, {footer: 'close'}),
  row('escape', 'Program', typing, 'help, while typing', help, {footer: 'help, quit'}),
  row(
    'escape',
    'Program',
    plain.filter(context => context !== 'list'),
    '',
    help,
  ),
  row('?', 'Program', plain, 'help', help, {footer: 'help', shown: '? esc'}),
  row('?', 'Program', ['help'], '', close),
  row('enter space', 'Program', ['help'], '', close),
  row('T', 'Program', [...plain, 'help'], 'colours', (): Command => ({type: 'next-theme'})),
  row('q', 'Program', [...plain, 'help'], 'quit; your place is kept', (): Command => ({type: 'quit'}), {footer: 'quit'}),
];

export const commandFor = (key: string, view: LearnView): Command | undefined =>
  answerTo<LearnView, Context, Command>(bindings, key, contextOf(view), view, (): Command => ({type: 'close'}));

/** A key or a paste as text, where something is being typed; undefined: nothing is. */
export function typed(view: LearnView, key: string, input: string): Command | undefined {
  const context = contextOf(view);
  if (input === '' || key.startsWith('ctrl-') || !(typing.includes(context) || numbers.includes(context))) return undefined;
  return {type: 'type', text: input};
}
