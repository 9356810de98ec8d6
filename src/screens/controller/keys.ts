import type {ControllerView} from '../../drill/play/controller-view.js';
import {improvementAsks} from '../../drill/play/hot-wash.js';
import type {ControlInput} from '../../drill/play/input.js';
import type {ControllerPort} from '../../drill/play/port.js';
import {channels} from '../../drill/scenario/schema.js';
import {ratings} from '../../drill/scenario/state.js';
import {type Key, keyFor, say, standardKeys} from '../../screen/keys.js';
import type {Line} from '../../screen/line.js';
import {comfortable} from '../../screen/linear.js';
import {type Do, type Does, onceAnswered, type Room} from '../../screen/program.js';
import type {Field, Sheet, Values} from '../../screen/sheet.js';
import {bookLines, worded} from './panels.js';
import {type ControllerState, isAfter, type Message, selectable, selectedRow} from './state.js';

type Doing = Do<ControllerState, Message>;
type Open = Sheet<ControllerState, Message>;
type Reason = (state: ControllerState) => string | null;

const inPlay: Reason = ({book}) => (book.observation.phase === 'play' ? null : 'The drill is not being played.');
const onRow: Reason = state => inPlay(state) ?? (selectedRow(state) === undefined ? 'No row waits.' : null);
const afterEnd: Reason = ({book}) => (book.observation.phase === 'hotWash' ? null : 'This belongs after EndEx.');
const beforeLock: Reason = state => afterEnd(state) ?? (state.book.isStoryLocked ? 'The story is locked: the reveal has begun.' : null);

/** The bottom line names the keys of this part of the drill; help names all of them. */
const during = (words: string) => (state: ControllerState) => (isAfter(state) ? '' : words);
const afterwards = (words: string) => (state: ControllerState) => (isAfter(state) ? words : '');

const moved =
  (by: number): Doing =>
  state => {
    const rows = selectable(state.book);
    const at = rows.findIndex(({id}) => id === selectedRow(state)?.id);
    return {type: 'select', row: rows[Math.max(0, Math.min(rows.length - 1, at + by))]?.id ?? ''};
  };

export const scrolled =
  (by: number) =>
  ({scroll}: ControllerState, {scrollEnd}: Room): Message => ({type: 'scroll', to: Math.max(0, Math.min(scrollEnd, scroll + by))});

/** The paces of the drill, simulated minutes a wall minute. */
const paces = [1, 2, 4, 6, 10, 15, 20, 30, 60] as const;

const here = ['console'];

/** An input for the drill, then what is said of it, or why it is not taken. */
type Sent = (input: ControlInput, said: string) => Does<Message>;

const row = keyFor<ControllerState, Message>();
const open = (sheet: Open): Does<Message> => ({effect: 'open', sheet});
const ask = (question: string, yes: () => Does<Message>): Does<Message> =>
  open({kind: 'confirm', id: 'sure', title: () => 'SURE?', question, yes});

/** Space keeps the time: it begins, pauses and goes on. */
const keepTime =
  (sent: Sent): Doing =>
  ({book}) => {
    const {phase, isPaused} = book.observation;
    if (phase === 'brief') return sent({type: 'start-ex'}, 'StartEx.');
    return sent({type: isPaused ? 'resume' : 'pause'}, isPaused ? 'Play goes on.' : 'Paused.');
  };

/** The row under the cursor, released, held or skipped. */
const steer =
  (sent: Sent, type: 'release' | 'hold' | 'skip', said: string): Doing =>
  state => {
    const selected = selectedRow(state);
    if (selected === undefined) return undefined;
    const words = type === 'hold' && selected.status === 'held' ? 'may come again' : said;
    return sent({type, inject: selected.id}, `${selected.id} ${words}. u takes it back.`);
  };

const faster =
  (sent: Sent, by: 1 | -1): Doing =>
  ({book: {pace}}) => {
    const next = by === 1 ? paces.find(one => one > pace) : paces.findLast(one => one < pace);
    if (next === undefined) return say(by === 1 ? 'That is the highest pace.' : 'That is real time.');
    return sent({type: 'pace', pace: next}, `Pace ${next}×.`);
  };

const pick =
  (sent: Sent, {id, title, of, input, said}: Pick): Doing =>
  () =>
    open({
      kind: 'list',
      id,
      title: () => title,
      rows: ({book}) => of(book).map(({id: chosen, title: words}) => ({id: chosen, words})),
      take: (_, {id: chosen}) => sent(input(chosen), said),
    });
const somethingTo =
  ({of, none}: Pick): Reason =>
  state =>
    inPlay(state) ?? (of(state.book).length === 0 ? none : null);

type Fill = (name: keyof typeof forms) => Doing;

const keysOfPlay = (sent: Sent, fill: Fill): readonly Key<ControllerState, Message>[] => [
  row('space', 'Time', here, 'StartEx; pause, go on', keepTime(sent), {
    footer: during('time'),
    not: state => (isAfter(state) ? 'The exercise is over.' : null),
  }),
  row('r', 'Rows', here, 'release the row now', steer(sent, 'release', 'released'), {footer: during('release'), not: onRow}),
  row('h', 'Rows', here, 'hold it back, or let it come', steer(sent, 'hold', 'held back'), {footer: during('hold'), not: onRow}),
  row('s', 'Rows', here, 'skip it', steer(sent, 'skip', 'skipped'), {footer: during('skip'), not: onRow}),
  row('e', 'Rows', here, 'edit its words', fill('edit'), {footer: during('edit'), not: onRow}),
  row('a', 'Rows', here, 'add a message of your own', fill('add'), {footer: during('add'), not: inPlay}),
  row('u', 'Rows', here, 'take back the last key (10 s)', () => sent({type: 'undo'}, 'Taken back.'), {
    footer: during('undo'),
    not: ({book}) => (book.canUndo ? null : 'Nothing to take back.'),
  }),
  row('o', 'See', here, 'observe: o and what you saw', fill('observe'), {footer: 'observe'}),
  row('i', 'Rows', here, 'give a hint', pick(sent, hints), {footer: during('hint'), not: somethingTo(hints)}),
  row('b', 'See', here, 'the book: decisions, seats', () => open(bookSheet), {footer: 'book'}),
  row('n', 'Time', here, 'go to another scene', pick(sent, scenes), {not: somethingTo(scenes)}),
  row(['+', '-'], 'Time', here, 'faster, slower', [faster(sent, 1), faster(sent, -1)], {not: inPlay, words: ['faster', 'slower']}),
  row('E', 'Time', here, 'end the exercise (EndEx)', () => ask('End the exercise for everybody?', () => sent({type: 'end-ex'}, 'EndEx.')), {
    not: inPlay,
  }),
];

const keysOfAfter = (sent: Sent, fill: Fill): readonly Key<ControllerState, Message>[] => [
  row('R', 'After', here, 'rate an objective', fill('rate'), {footer: afterwards('rate')}),
  row('t', 'After', here, 'tell a scene in their words', fill('tell'), {footer: afterwards('tell'), not: beforeLock}),
  row('L', 'After', here, 'lock the team’s story', () => sent({type: 'lock-story'}, 'Locked.'), {
    footer: afterwards('lock'),
    not: beforeLock,
  }),
  row('v', 'After', here, 'reveal the next step', () => sent({type: 'reveal'}, 'The next step is open.'), {
    footer: afterwards('reveal'),
    not: afterEnd,
  }),
  row('w', 'After', here, 'write an improvement', fill('improve'), {footer: afterwards('improve'), not: afterEnd}),
];

/** Every key of the controller's console: one each, and one to take the last one back. `comeBack`: the line that comes back here. */
export function keysOf(
  send: ControllerPort['send'],
  comeBack: (state: ControllerState) => string,
): readonly Key<ControllerState, Message>[] {
  const sent: Sent = (input, said) => ({effect: 'wait', on: () => onceAnswered(send(input), refused => say(refused ?? said))});
  const fill: Fill = name => state => open(formSheet(forms[name], name, name === 'edit' ? (selectedRow(state)?.id ?? '') : '', send));
  return [
    ...keysOfPlay(sent, fill),
    ...keysOfAfter(sent, fill),
    row(['up', 'down'], 'See', here, 'choose a row', [moved(-1), moved(1)], {words: ['row above', 'row below']}),
    row(['page-up', 'page-down'], 'See', here, 'read on in the book', [scrolled(-8), scrolled(8)], {
      shown: 'page ↑ ↓',
      words: ['read back', 'read on'],
    }),
    // Whatever is open, as long as letters are no text there.
    row('!', 'Program', [...here, 'sheet-list', 'sheet-confirm'], 'HALT – real incident; go on', ({book}) =>
      book.observation.isHalted
        ? ask('Go on after the halt?', () => sent({type: 'resume'}, 'Play goes on.'))
        : {effect: 'all', of: [{effect: 'close'}, sent({type: 'halt'}, 'HALT.')]},
    ),
    ...standardKeys<ControllerState, Message>({
      places: here,
      comeBack,
      quits: () => ask('Leave the console? The drill goes on where it is hosted.', () => ({effect: 'quit'})),
    }),
  ];
}

const bookToRead = (state: ControllerState, width: number): readonly Line[] =>
  width === comfortable ? worded(bookLines(state, width)) : bookLines(state, width);
const bookSheet: Open = {kind: 'read', id: 'book', title: () => 'THE BOOK', lines: bookToRead};

/** Something that is picked from a list. */
type Pick = {
  readonly id: string;
  readonly title: string;
  of(book: ControllerView): readonly {readonly id: string; readonly title: string}[];
  /** Why there is nothing to pick. */
  readonly none: string;
  input(chosen: string): ControlInput;
  readonly said: string;
};

const hints: Pick = {
  id: 'hint',
  title: 'A HINT ON WHAT?',
  of: ({decisions}) => decisions.filter(({isOpen, committed, hintsLeft}) => isOpen && committed === null && hintsLeft > 0),
  none: 'There is no hint on anything that is being decided.',
  input: decision => ({type: 'give-hint', decision}),
  said: 'The hint is open.',
};

const scenes: Pick = {
  id: 'scene',
  title: 'WHICH SCENE?',
  of: book => book.scenes.filter(({isNow, isPast}) => !isNow && !isPast),
  none: 'No other scene is to come.',
  input: scene => ({type: 'scene', scene}),
  said: 'The scene begins.',
};

/** Something that is written into fields. `about`: the row that it is about. */
type Form = {
  readonly title: string;
  fields(book: ControllerView, about: string): Readonly<Record<string, Field>>;
  input(values: Values, about: string): ControlInput;
};

const formSheet = ({title, fields, input}: Form, id: string, about: string, send: ControllerPort['send']): Open => ({
  kind: 'form',
  id,
  title: () => title,
  fields: ({book}) => fields(book, about),
  // What was typed stays: the reason stands beside it.
  send: (_, values) =>
    onceAnswered(send(input(values, about)), refused => (refused === null ? say('Done.') : {missing: refused, field: ''})),
});

const choice = (id: string): {readonly id: string; readonly title: string} => ({id, title: id});

const ratingWords = {
  P: 'P performed without challenges',
  S: 'S with some challenges',
  M: 'M with major challenges',
  U: 'U unable to be performed',
} as const;

const forms = {
  edit: {
    title: 'ITS WORDS',
    fields: ({rows}, about) => ({
      words: {label: 'words', asks: 'in your own', suggestion: rows.find(({id}) => id === about)?.text ?? ''},
    }),
    input: ({words = ''}, about) => ({type: 'edit', inject: about, text: words}),
  },
  add: {
    title: 'A MESSAGE',
    fields: ({observation}) => ({
      channel: {label: 'channel', asks: '← → chooses', choices: ['chat', ...channels.filter(name => name !== 'chat')].map(choice)},
      to: {label: 'to', asks: '', choices: [{id: 'all', title: 'everybody'}, ...observation.seats]},
      words: {label: 'words', asks: 'what it says'},
    }),
    input: ({channel, to = '', words = ''}) => ({
      type: 'add',
      channel: channels.find(name => name === channel) ?? 'chat',
      to: [to],
      text: words,
    }),
  },
  observe: {
    title: 'WHAT YOU SAW',
    fields: () => ({seen: {label: 'seen', asks: 'what was said or done; no adjective about a person'}}),
    input: ({seen = ''}) => ({type: 'observe', text: seen, objective: null}),
  },
  rate: {
    title: 'AN OBJECTIVE',
    fields: ({objectives}) => ({
      objective: {label: 'objective', asks: '← → chooses', choices: objectives},
      rating: {label: 'rating', asks: '', choices: ratings.map(id => ({id, title: ratingWords[id]}))},
      why: {label: 'why', asks: 'what was seen'},
    }),
    input: ({objective = '', rating, why = ''}) => ({
      type: 'rate',
      objective,
      rating: ratings.find(id => id === rating) ?? 'P',
      note: why,
    }),
  },
  tell: {
    title: 'A SCENE IN THE TEAM’S WORDS',
    fields: ({scenes: all}) => ({
      // The next scene that is not written yet stands first.
      scene: {label: 'scene', asks: '← → chooses', choices: all.toSorted((a, b) => Number(a.story !== '') - Number(b.story !== ''))},
      words: {label: 'words', asks: 'how it looked to the team then, in its own words'},
    }),
    input: ({scene = '', words = ''}) => ({type: 'tell', scene, text: words}),
  },
  improve: {
    title: 'AN IMPROVEMENT',
    fields: () => Object.fromEntries(Object.entries(improvementAsks).map(([label, asks]) => [label, {label, asks}])),
    input: ({area = '', change = '', owner = '', due = '', check = ''}) => ({type: 'improve', area, action: change, owner, due, check}),
  },
} satisfies Readonly<Record<string, Form>>;
