import type {Input} from '../../drill/play/input.js';
import {afterKey, fieldsOf} from './forms.js';
import {answerTo, type KeyTable, rowFor} from './keys.js';
import {openedPick, type Picked, picked, picksOf} from './picks.js';
import {type Action, type ConfirmKind, type FormKind, form, type PickKind, type Place} from './state.js';
import type {SeatView} from './view.js';

/** Where a key means something: on the seat's screen, or in what is open over it. */
export const contexts = ['start', 'seat', 'pick', 'read', 'confirm', 'form'] as const;
export type Context = (typeof contexts)[number];

/** What a key asks for: a change of the screen, something for the drill, time to go on, or to leave. */
export type Command =
  | Action
  | {readonly type: 'send'; readonly input: Input; readonly said: string; readonly next?: Action}
  /** The form is finished. */
  | {readonly type: 'submit'}
  /** Simulated minutes; null: until something happens. */
  | {readonly type: 'wait'; readonly minutes: number | null}
  | {readonly type: 'quit'};

/** What the keys look at: the view, and how far what is open can scroll. */
export type KeyView = SeatView & {readonly scrollEnd: number};

export const contextOf = ({ui: {overlay}, observation}: SeatView): Context => {
  if (overlay.type === 'none') return observation.phase === 'brief' ? 'start' : 'seat';
  if (overlay.type === 'help' || overlay.type === 'brief') return 'read';
  return overlay.type;
};

const inSeat: readonly Context[] = ['seat'];
const row = rowFor<KeyView, Context, Command>();

const say = (notice: string): Command => ({type: 'say', notice});
const ofPick = (result: Picked): Command =>
  'overlay' in result
    ? {type: 'open', overlay: result.overlay}
    : {type: 'send', input: result.input, said: result.said, ...shownAfter(result.input)};

/** Where the result of an input is to be read. */
function shownAfter({type}: Input): {readonly next?: Action} {
  const place: Place | null = type === 'look' ? 'looks' : type === 'ask-hint' ? 'decisions' : null;
  return place === null ? {} : {next: {type: 'show', place}};
}

const pickOf =
  (what: PickKind) =>
  ({observation}: KeyView): Command =>
    ofPick(openedPick(what, observation));
const formOf =
  (kind: FormKind) =>
  ({observation}: KeyView): Command => ({
    type: 'open',
    overlay: form(kind, '', fieldsOf(kind, '', observation).length),
  });
const ask = (what: ConfirmKind) => (): Command => ({type: 'open', overlay: {type: 'confirm', what}});
const wait = (minutes: number | null) => (): Command => ({type: 'wait', minutes});

/** Keys of who acts, and of who keeps the time. */
const acts = {
  absent: ({pace, observation: {phase}}: KeyView): boolean =>
    pace === 'watched' || (pace === 'led' && phase !== 'brief' && phase !== 'play'),
};
const keepsTime = {absent: ({pace}: KeyView): boolean => pace !== 'own'};

/** Nothing can be done before StartEx, after EndEx, or while everything stands still. */
function notNow({observation: {phase, isHalted}, pace}: KeyView): string | null {
  if (pace === 'watched') return 'Who watches has no part in play.';
  if (phase === 'brief') return 'The drill has not begun.';
  if (phase !== 'play') return 'The drill is over.';
  if (!isHalted) return null;
  return pace === 'own'
    ? 'Halted: something real has happened. ! goes on.'
    : 'Halted: something real has happened. The facilitator goes on.';
}

const ledByOthers = (view: KeyView): string | null => (view.pace !== 'own' ? 'The facilitator keeps the time.' : notNow(view));

const noneTo =
  (what: PickKind, reason: string) =>
  (view: KeyView): string | null =>
    notNow(view) ?? (picksOf(what, view.observation).length === 0 ? reason : null);

const alone = (view: KeyView): string | null =>
  notNow(view) ?? (view.pace === 'own' ? 'There is nobody to give it to: t notes a to-do.' : null);

const unread = ({observation: {messages}}: KeyView) => messages.find(({isAcknowledged}) => !isAcknowledged);

function acknowledged(view: KeyView): Command {
  const message = unread(view);
  const {seat} = view.observation;
  return message === undefined ? say('') : {type: 'send', input: {type: 'acknowledge', seat, message: message.id}, said: ''};
}

/** Enter on a place does what one does there. */
function opened(view: KeyView): Command {
  const {focus} = view.ui;
  if (focus === 'messages') return unread(view) === undefined ? say('Every message is acknowledged.') : acknowledged(view);
  if (focus === 'words') return formOf('post')(view);
  if (focus === 'notes') return formOf('note')(view);
  const what = ({looks: 'look', decisions: 'decide', orders: 'order', beliefs: 'believe'} as const)[focus];
  return picksOf(what, view.observation).length === 0 ? say('There is nothing here now.') : pickOf(what)(view);
}

function moved(by: number) {
  return (view: KeyView): Command => {
    const {ui, scrollEnd, observation} = view;
    const {overlay} = ui;
    if (overlay.type === 'pick') {
      const last = picksOf(overlay.what, observation).length - 1;
      return {type: 'choose', index: Math.max(0, Math.min(last, overlay.index + by))};
    }
    const from = 'scroll' in overlay ? overlay.scroll : ui.scroll;
    return {type: 'scroll', to: Math.max(0, Math.min(scrollEnd, from + by))};
  };
}

/** The `index`th of an open list, or the one the cursor is on. */
function taken(index?: number) {
  return ({ui: {overlay}, observation}: KeyView): Command => {
    if (overlay.type !== 'pick') return say('');
    const item = picksOf(overlay.what, observation)[index ?? overlay.index];
    if (item === undefined) return say('There is no such number.');
    return item.refusal === null ? ofPick(picked(overlay.what, item.id, observation)) : say(item.refusal);
  };
}

function confirmed({ui: {overlay}, observation: {seat}}: KeyView): Command {
  if (overlay.type !== 'confirm') return say('');
  if (overlay.what === 'quit') return {type: 'quit'};
  if (overlay.what === 'end') return {type: 'send', input: {type: 'end-ex'}, said: ''};
  if (overlay.what === 'resume') return {type: 'send', input: {type: 'resume'}, said: 'The drill goes on.'};
  return {type: 'send', input: {type: 'take-command', seat, readBack: true}, said: 'You command.'};
}

const close = (): Command => ({type: 'close'});
const field =
  (by: 1 | -1) =>
  ({ui: {overlay}}: KeyView): Command => {
    if (overlay.type !== 'form') return say('');
    const at = overlay.at + by;
    return at >= overlay.values.length ? {type: 'submit'} : {type: 'field', at: Math.max(0, at)};
  };
const nextField = ({ui: {overlay}}: KeyView): Command =>
  overlay.type === 'form' ? {type: 'field', at: (overlay.at + 1) % overlay.values.length} : say('');

/** Every key of a participant's screen; earlier rows win a place at the bottom. */
export const bindings: KeyTable<KeyView, Context, Command> = [
  row('a', 'See', inSeat, 'acknowledge a message', acknowledged, {
    footer: 'ack',
    unavailable: view => notNow(view) ?? (unread(view) === undefined ? 'Every message is acknowledged.' : null),
    ...acts,
  }),
  row('l', 'See', inSeat, 'look at a panel', pickOf('look'), {
    footer: 'look',
    unavailable: noneTo('look', 'This seat has no panels: ask an expert.'),
    ...acts,
  }),
  row('b', 'See', inSeat, 'believe: how sure, and why', pickOf('believe'), {
    footer: 'think',
    unavailable: noneTo('believe', 'There is nothing to believe.'),
    ...acts,
  }),
  row('o', 'Act', inSeat, 'order an action', pickOf('order'), {
    footer: 'order',
    unavailable: noneTo('order', 'This seat orders nothing.'),
    ...acts,
  }),
  row('d', 'Act', inSeat, 'decide: rank, and say why', pickOf('decide'), {
    footer: 'decide',
    unavailable: noneTo('decide', 'There is nothing for you to decide.'),
    ...acts,
  }),
  row('p', 'Act', inSeat, 'post a word to an audience', formOf('post'), {footer: 'post', unavailable: notNow, ...acts}),
  row('space', 'Time', inSeat, 'wait until something happens', wait(null), {footer: 'wait', unavailable: ledByOthers, ...keepsTime}),
  row('1', 'Time', inSeat, 'wait 1, 5, 15 minutes', wait(1), {shown: '1 2 3', unavailable: ledByOthers, ...keepsTime}),
  row('2', 'Time', inSeat, '', wait(5), {unavailable: ledByOthers, ...keepsTime}),
  row('3', 'Time', inSeat, '', wait(15), {unavailable: ledByOthers, ...keepsTime}),
  row('h', 'Act', inSeat, 'a hint: free, and reported', pickOf('hint'), {
    footer: 'hint',
    unavailable: noneTo('hint', 'There are hints on what you have to decide now.'),
    ...acts,
  }),
  row('x', 'Act', inSeat, 'call an order off', pickOf('call-off'), {
    unavailable: noneTo('call-off', 'No order can be called off now.'),
    ...acts,
  }),
  row('m', 'Act', inSeat, 'take command', ask('command'), {
    unavailable: view =>
      notNow(view) ?? (view.pace === 'own' || view.observation.commander === view.observation.seat ? 'You command.' : null),
    ...acts,
  }),
  row('c', 'Act', inSeat, 'report conditions and needs', formOf('can'), {unavailable: notNow, ...acts}),
  row('n', 'Act', inSeat, 'a note; a to-do', formOf('note'), {shown: 'n t', footer: 'note', unavailable: notNow, ...acts}),
  row('t', 'Act', inSeat, '', formOf('todo'), {unavailable: notNow, ...acts}),
  row('g', 'Act', inSeat, 'give, take, finish a task', formOf('task'), {shown: 'g y z', unavailable: alone, ...acts}),
  row('y', 'Act', inSeat, '', pickOf('take-task'), {unavailable: noneTo('take-task', 'No task waits for you.'), ...acts}),
  row('z', 'Act', inSeat, '', pickOf('finish-task'), {unavailable: noneTo('finish-task', 'You have no task.'), ...acts}),
  row('tab', 'See', inSeat, 'next, previous part', () => ({type: 'focus', by: 1}), {shown: 'tab ⇧tab', footer: 'part'}),
  row('shift-tab', 'See', inSeat, '', () => ({type: 'focus', by: -1})),
  row('enter', 'See', inSeat, 'do what is done in this part', opened, {unavailable: notNow, ...acts}),
  row('up', 'See', ['start', 'seat', 'pick', 'read'], '', moved(-1)),
  row('down', 'See', ['start', 'seat', 'pick', 'read'], 'read on; move', moved(1), {shown: '↑ ↓'}),
  row('page-up', 'See', ['start', 'seat', 'pick', 'read'], '', moved(-8)),
  row('page-down', 'See', ['start', 'seat', 'pick', 'read'], '', moved(8)),
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(number =>
    row(String(number), 'See', ['pick'], '', taken(number - 1), number === 1 ? {footer: 'pick', footerKeys: '1-9'} : {}),
  ),
  row('enter', 'See', ['pick'], '', taken(), {footer: 'pick this'}),
  row('enter', 'See', ['form'], '', field(1), {footer: 'next, done'}),
  row('tab down', 'See', ['form'], '', nextField, {footer: 'field', footerKeys: '↑↓'}),
  row('shift-tab up', 'See', ['form'], '', field(-1)),
  row('y enter', 'See', ['confirm'], '', confirmed, {footer: 'yes'}),
  row('n', 'See', ['confirm'], '', close, {footer: 'no'}),
  row('i', 'Program', inSeat, 'the brief again', () => ({type: 'open', overlay: {type: 'brief', scroll: 0}})),
  row(
    'f',
    'Program',
    ['start', 'seat'],
    'I recognise this incident',
    ({observation: {seat}}) => ({type: 'send', input: {type: 'recognise', seat}, said: 'Noted for the report. Play on.'}),
    acts,
  ),
  row('e', 'Time', inSeat, 'end the exercise (EndEx)', ask('end'), {unavailable: ledByOthers, ...keepsTime}),
  row('!', 'Program', ['start', 'seat', 'pick', 'read', 'confirm'], 'HALT – real incident; go on', ({observation: {isHalted}, pace}) => {
    if (!isHalted) return {type: 'send', input: {type: 'halt'}, said: ''};
    return pace === 'own' ? {type: 'open', overlay: {type: 'confirm', what: 'resume'}} : say('The facilitator goes on when it is over.');
  }),
  row('T', 'Program', ['start', 'seat'], 'theme', () => ({type: 'next-theme'})),
  row('enter space', 'Time', ['start'], 'begin (StartEx)', () => ({type: 'send', input: {type: 'start-ex'}, said: ''}), {
    shown: 'enter',
    footer: 'begin',
    unavailable: ({pace}) => (pace === 'own' ? null : 'The facilitator begins the drill.'),
    ...keepsTime,
  }),
  row(
    'r',
    'Program',
    ['start'],
    'mark it as practice',
    () => ({type: 'send', input: {type: 'mark', as: 'practice'}, said: 'Practice: the report says so.'}),
    {footer: 'practice', unavailable: ({pace}) => (pace === 'own' ? null : 'The facilitator says what this is.'), ...keepsTime},
  ),
  row('escape', 'Program', ['pick', 'read', 'confirm', 'form'], '', close, {footer: 'close'}),
  row('?', 'Program', ['start', 'seat'], 'all keys', () => ({type: 'open', overlay: {type: 'help', scroll: 0}}), {
    shown: '? esc',
    footer: 'help',
  }),
  row('?', 'Program', ['read'], '', close),
  row('q', 'Program', ['start', 'seat'], 'quit; a drill can be resumed', ask('quit'), {footer: 'quit'}),
];

export const commandFor = (key: string, view: KeyView): Command | undefined => answerTo(bindings, key, contextOf(view), view, say);

/** What a key types where a form waits; undefined: nothing. */
export function typed({ui: {overlay}, observation}: SeatView, key: string, input: string): Command | undefined {
  if (overlay.type !== 'form') return undefined;
  const field = fieldsOf(overlay.kind, overlay.about, observation)[overlay.at];
  const value = afterKey(field, overlay.values[overlay.at] ?? '', key, input);
  return value === undefined ? undefined : {type: 'type', value};
}
