import type {DrillPort} from '../../drill/play/port.js';
import {type Key, keyFor, say, standardKeys} from '../../screen/keys.js';
import type {Room} from '../../screen/program.js';
import {type Doing, deed, type FormKind, openedForm} from './forms.js';
import {briefSheet, type ConfirmKind, confirmSheet, openedPick, type PickKind, picksOf} from './sheets.js';
import type {Message, SeatState} from './state.js';

/** Where a key means something: before StartEx, or on the seat's screen. What is open over it has keys of its own. */
export type Where = 'start' | 'seat';
export const placeOf = ({observation}: SeatState): Where => (observation.phase === 'brief' ? 'start' : 'seat');
const inSeat: readonly Where[] = ['seat'];
const everywhere: readonly Where[] = ['start', 'seat'];

/** Lets simulated time go on for so many minutes, or until something happens (null), and says what came. Null: somebody else keeps the time. */
export type Wait = ((minutes: number | null) => string) | null;

type Reason = (state: SeatState) => string | null;

/** Keys of who acts, and of who keeps the time. */
const acts = {
  absent: ({pace, observation: {phase}}: SeatState): boolean =>
    pace === 'watched' || (pace === 'led' && phase !== 'brief' && phase !== 'play'),
};
const keepsTime = {absent: ({pace}: SeatState): boolean => pace !== 'own'};

/** Nothing can be done before StartEx, after EndEx, or while everything stands still. */
const notNow: Reason = ({observation: {phase, isHalted}, pace}) => {
  if (pace === 'watched') return 'Who watches has no part in play.';
  if (phase === 'brief') return 'The drill has not begun.';
  if (phase !== 'play') return 'The drill is over.';
  if (!isHalted) return null;
  return pace === 'own'
    ? 'Halted: something real has happened. ! goes on.'
    : 'Halted: something real has happened. The facilitator goes on.';
};

const ledByOthers: Reason = state => (state.pace !== 'own' ? 'The facilitator keeps the time.' : notNow(state));

const noneTo =
  (what: PickKind, reason: string): Reason =>
  state =>
    notNow(state) ?? (picksOf(what, state.observation).length === 0 ? reason : null);

const nobodyElse: Reason = state => notNow(state) ?? (state.pace === 'own' ? 'There is nobody to give it to: t notes a to-do.' : null);

const commands: Reason = ({pace, observation: {commander, seat}}) => (pace === 'own' || commander === seat ? 'You command.' : null);

const unread = ({observation: {messages}}: SeatState) => messages.find(({isAcknowledged}) => !isAcknowledged);
const allRead: Reason = state => (unread(state) === undefined ? 'Every message is acknowledged.' : null);

const scrolled =
  (by: number) =>
  ({scroll}: SeatState, {scrollEnd}: Room): Message => ({type: 'scroll', to: Math.max(0, Math.min(scrollEnd, scroll + by))});

type Row = Key<SeatState, Message>;
const row = keyFor<SeatState, Message>();
const said = (notice: string): Doing => say(notice);

const pick =
  (port: DrillPort, what: PickKind) =>
  ({observation}: SeatState): Doing =>
    openedPick(port, what, observation);
const form = (port: DrillPort, kind: FormKind) => (): Doing => openedForm(port, kind);
const ask = (port: DrillPort, what: ConfirmKind) => (): Doing => ({effect: 'open', sheet: confirmSheet(port, what)});

const acknowledged = (port: DrillPort, state: SeatState): Doing =>
  deed(port, {input: {type: 'acknowledge', seat: state.observation.seat, message: unread(state)?.id ?? ''}, said: ''});

/** Every key of a participant's screen; earlier rows win a place at the bottom. `comeBack`: the command line that comes back here. */
export const keysOf = (port: DrillPort, wait: Wait, comeBack: string): readonly Row[] => [
  ...actKeys(port),
  ...timeKeys(port, wait),
  ...moreKeys(port),
  ...programKeys(port),
  ...standardKeys<SeatState, Message>({
    places: everywhere,
    comeBack: () => comeBack,
    quit: 'quit; a drill can be resumed',
    quits: ask(port, 'quit'),
  }),
];

/** What play is made of. */
const actKeys = (port: DrillPort): readonly Row[] => [
  row('a', 'See', inSeat, 'acknowledge a message', state => acknowledged(port, state), {
    ...{footer: 'ack', not: state => notNow(state) ?? allRead(state)},
    ...acts,
  }),
  row('l', 'See', inSeat, 'look at a panel', pick(port, 'look'), {
    ...{footer: 'look', not: noneTo('look', 'This seat has no panels: ask an expert.')},
    ...acts,
  }),
  row('b', 'See', inSeat, 'believe: how sure, and why', pick(port, 'believe'), {
    ...{footer: 'think', not: noneTo('believe', 'There is nothing to believe.')},
    ...acts,
  }),
  row('o', 'Act', inSeat, 'order an action', pick(port, 'order'), {
    ...{footer: 'order', not: noneTo('order', 'This seat orders nothing.')},
    ...acts,
  }),
  row('d', 'Act', inSeat, 'decide: rank, and say why', pick(port, 'decide'), {
    ...{footer: 'decide', not: noneTo('decide', 'There is nothing for you to decide.')},
    ...acts,
  }),
  row('p', 'Act', inSeat, 'post a word to an audience', form(port, 'post'), {footer: 'post', not: notNow, ...acts}),
];

/** Who drills alone keeps the time. */
function timeKeys(port: DrillPort, wait: Wait): readonly Row[] {
  const waits = (minutes: number | null) => (): Doing => ({effect: 'wait', on: () => said(wait?.(minutes) ?? '')});
  const led = {not: ledByOthers, ...keepsTime};
  return [
    row('space', 'Time', inSeat, 'wait until something happens', waits(null), {footer: 'wait', ...led}),
    row('1', 'Time', inSeat, 'wait 1, 5, 15 minutes', waits(1), {shown: '1 2 3', words: 'wait 1 minute', ...led}),
    row('2', 'Time', inSeat, '', waits(5), {words: 'wait 5 minutes', ...led}),
    row('3', 'Time', inSeat, '', waits(15), {words: 'wait 15 minutes', ...led}),
    row('e', 'Time', inSeat, 'end the exercise (EndEx)', ask(port, 'end'), led),
    row('enter space', 'Time', ['start'], 'begin (StartEx)', () => deed(port, {input: {type: 'start-ex'}, said: ''}), {
      ...{shown: 'enter', words: 'begin (StartEx)', footer: 'begin'},
      ...{not: ({pace}) => (pace === 'own' ? null : 'The facilitator begins the drill.'), ...keepsTime},
    }),
  ];
}

const moreKeys = (port: DrillPort): readonly Row[] => [
  row('h', 'Act', inSeat, 'a hint: free, and reported', pick(port, 'hint'), {
    ...{footer: 'hint', not: noneTo('hint', 'There are hints on what you have to decide now.')},
    ...acts,
  }),
  row('x', 'Act', inSeat, 'call an order off', pick(port, 'call-off'), {
    not: noneTo('call-off', 'No order can be called off now.'),
    ...acts,
  }),
  row('m', 'Act', inSeat, 'take command', ask(port, 'command'), {not: state => notNow(state) ?? commands(state), ...acts}),
  row('c', 'Act', inSeat, 'report conditions and needs', form(port, 'can'), {not: notNow, ...acts}),
  row('n', 'Act', inSeat, 'a note; a to-do', form(port, 'note'), {
    ...{shown: 'n t', words: 'write a note', footer: 'note', not: notNow},
    ...acts,
  }),
  row('t', 'Act', inSeat, '', form(port, 'todo'), {words: 'write a to-do', not: notNow, ...acts}),
  row('g', 'Act', inSeat, 'give, take, finish a task', form(port, 'task'), {
    ...{shown: 'g y z', words: 'give a task', not: nobodyElse},
    ...acts,
  }),
  row('y', 'Act', inSeat, '', pick(port, 'take-task'), {
    ...{words: 'take a task', not: noneTo('take-task', 'No task waits for you.')},
    ...acts,
  }),
  row('z', 'Act', inSeat, '', pick(port, 'finish-task'), {
    ...{words: 'finish a task', not: noneTo('finish-task', 'You have no task.')},
    ...acts,
  }),
  row(['shift-tab', 'tab'], 'See', inSeat, 'next, previous part', [() => ({type: 'focus', by: -1}), () => ({type: 'focus', by: 1})], {
    ...{shown: 'tab ⇧tab', footer: 'part', footerKeys: 'tab', words: ['previous part', 'next part']},
  }),
  row('enter', 'See', inSeat, 'do what is done in this part', state => opened(port, state), {not: notNow, ...acts}),
  row(['up', 'down'], 'See', everywhere, 'read on', [scrolled(-1), scrolled(1)], {shown: '↑ ↓', words: ['read back', 'read on']}),
  row(['page-up', 'page-down'], 'See', everywhere, '', [scrolled(-8), scrolled(8)]),
];

/** Enter on a part does what one does there. */
function opened(port: DrillPort, state: SeatState): Doing {
  const {focus, observation} = state;
  if (focus === 'messages') return unread(state) === undefined ? said(allRead(state) ?? '') : acknowledged(port, state);
  if (focus === 'words') return openedForm(port, 'post');
  if (focus === 'notes') return openedForm(port, 'note');
  const what = ({looks: 'look', decisions: 'decide', orders: 'order', beliefs: 'believe'} as const)[focus];
  return picksOf(what, observation).length === 0 ? said('There is nothing here now.') : openedPick(port, what, observation);
}

const programKeys = (port: DrillPort): readonly Row[] => [
  row('i', 'Program', inSeat, 'the brief again', () => ({effect: 'open', sheet: briefSheet})),
  row(
    'f',
    'Program',
    everywhere,
    'I recognise this incident',
    ({observation: {seat}}) => deed(port, {input: {type: 'recognise', seat}, said: 'Noted for the report. Play on.'}),
    acts,
  ),
  // It works whatever is open, but where letters are text.
  row('!', 'Program', [...everywhere, 'sheet-list', 'sheet-confirm'], 'HALT – real incident; go on', ({observation: {isHalted}, pace}) => {
    if (!isHalted) return {effect: 'all', of: [{effect: 'close'}, deed(port, {input: {type: 'halt'}, said: ''})]};
    return pace === 'own' ? ask(port, 'resume')() : said('The facilitator goes on when it is over.');
  }),
  row('r', 'Program', ['start'], 'mark it as practice', () => deed(port, practice), {
    ...{footer: 'practice', not: ({pace}) => (pace === 'own' ? null : 'The facilitator says what this is.')},
    ...keepsTime,
  }),
];

const practice = {input: {type: 'mark', as: 'practice'}, said: 'Practice: the report says so.'} as const;
