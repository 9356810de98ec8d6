import type {HotWash} from '../../drill/play/hot-wash.js';
import type {ControlInput} from '../../drill/play/input.js';
import type {RevealPage} from '../../drill/play/reveal-schema.js';
import {onClock} from '../../format/clock.js';
import {printable} from '../../format/text.js';
import {type Key, keyFor, say, standardKeys} from '../../screen/keys.js';
import {exerciseBadge, type Line, type Size, span, spread} from '../../screen/line.js';
import type {Do, Does, Over, Program, Room} from '../../screen/program.js';
import {type Column, stack} from '../../screen/stack.js';
import type {ThemeName} from '../../screen/theme.js';
import {content, type HotWashView, typing} from './pages.js';
import {fieldsOf, type HotWashState, initialState, inputOf, isEmpty, type Message, missingOf, pageOf, reduce} from './state.js';

export type HotWashOptions = {
  /** What the drill is after EndEx, as far as it has come. */
  readonly after: () => HotWash;
  /** The pages of the reveal that are open. It is asked for between keys: other plans are played in it. */
  readonly reveal: () => readonly RevealPage[];
  /** Null: it is done; else why not. */
  readonly send: (input: ControlInput) => string | null;
  /** The file that keeps the drill; empty: none does. */
  readonly journal: string;
  readonly theme: ThemeName;
};

/** The hot wash of somebody who drilled alone, as a screen: own story, questions, the reveal, changes. */
export function hotWashProgram({after, reveal, send, journal, theme}: HotWashOptions): Program<HotWashState, HotWashView, Message> {
  const askedFor = ({after: {open}}: HotWashState): string => `reveal ${open.length}`;
  return {
    name: 'hot wash',
    first: initialState(after(), theme),
    update: reduce,
    view: (state, answers) => ({state, journal, reveal: (answers.get(askedFor(state)) as readonly RevealPage[] | undefined) ?? null}),
    ui: ({state}) => state,
    place: placeOf,
    keys: keysOf(send, after),
    isTyping,
    text: (view, text) => (isTyping(view) && !/[\u0000-\u001f\u007f]/.test(text) ? {type: 'type', text} : undefined),
    typed: ({state}) => (isTyping({state}) ? {field: `${state.page} ${state.at}`, text: state.values[state.at] ?? ''} : undefined),
    head,
    body,
    point: (view, {event}, room) => (event.kind === 'wheel' ? scrolled(event.wheel)(view, room) : 'usual'),
    small: () => [[exerciseBadge]],
    asks: ({state}) =>
      pageOf(state).type === 'reveal' ? [{key: askedFor(state), work: () => ({next: () => ({done: true, value: reveal()})})}] : [],
  };
}

/** Where a key means something. */
type Place = 'typing' | 'filling' | 'reading' | 'end';

function placeOf({state}: HotWashView): Place {
  const {type} = pageOf(state);
  if (type === 'improve') return 'filling';
  return type === 'story' || type === 'question' ? 'typing' : type === 'done' ? 'end' : 'reading';
}

const isTyping = ({state}: Pick<HotWashView, 'state'>): boolean => fieldsOf(pageOf(state)).length > 0;

const everywhere: readonly Place[] = ['typing', 'filling', 'reading', 'end'];
const read: readonly Place[] = ['typing', 'reading', 'end'];

type Doing = Do<HotWashView, Message>;
const scrolled =
  (by: number) =>
  ({state}: HotWashView, {scrollEnd}: Room): Message => ({type: 'scroll', to: Math.max(0, Math.min(scrollEnd, state.scroll + by))});
const toField =
  (by: 1 | -1): Doing =>
  ({state}) => ({type: 'field', at: state.at + by});
const back: Doing = ({state}) => (state.page === 0 ? {effect: 'open', sheet: 'help'} : {type: 'page', to: state.page - 1});

function keysOf(send: HotWashOptions['send'], after: () => HotWash): readonly Key<HotWashView, Message>[] {
  const row = keyFor<HotWashView, Message>();
  /** Enter: the next field, or what this page says, and the next page. */
  const goOn: Doing = ({state}) => {
    const {values, at, page} = state;
    const isChange = pageOf(state).type === 'improve' && !isEmpty(values);
    if (isChange && at < values.length - 1) return {type: 'field', at: at + 1};
    const missing = isChange ? missingOf(values) : null;
    if (missing !== null) return {type: 'field', ...missing};
    // After a change, the next one: three are enough.
    const to = page + (isChange && state.after.improvements.length < 2 ? 0 : 1);
    const input = inputOf(state);
    if (input === null) return {type: 'page', to};
    return {
      effect: 'wait',
      on(): Does<Message> {
        const refused = send(input);
        return refused === null ? {type: 'page', to, after: after()} : say(refused);
      },
    };
  };
  return [
    row('enter', 'See', ['typing', 'filling', 'reading'], 'go on', goOn, {footer: 'goes on'}),
    row('space', 'See', ['reading'], '', goOn),
    row(['shift-tab up', 'tab down'], 'See', ['filling'], 'field above, field below', [toField(-1), toField(1)], {
      footer: 'field',
      footerKeys: '↑↓',
      shown: '↑ ↓',
      words: ['field above', 'field below'],
    }),
    row(['up', 'down'], 'See', read, 'read on', [scrolled(-1), scrolled(1)], {footer: 'read', footerKeys: '↑↓', shown: '↑ ↓'}),
    row(['page-up', 'page-down'], 'See', everywhere, '', [scrolled(-8), scrolled(8)]),
    row('backspace', 'See', ['typing', 'filling'], '', () => ({type: 'erase', isAll: false})),
    row('ctrl-u', 'See', ['typing', 'filling'], 'empty the line', () => ({type: 'erase', isAll: true}), {shown: '^U'}),
    row('escape', 'See', everywhere, 'back; on the first page, help', back, {
      footer: ({state}) => (state.page === 0 ? 'help' : 'back'),
      words: 'back',
    }),
    ...standardKeys<HotWashView, Message>({
      places: ['reading', 'end'],
      comeBack: ({journal}) => (journal === '' ? 'incident-replay drill --solo' : `incident-replay drill resume ${journal}`),
    }),
  ];
}

function head({state}: HotWashView, columns: number): readonly Line[] {
  const {codeName, clock, nowMs} = state.after.observation;
  return [
    spread(
      [span(' '), exerciseBadge, span(`  ${printable(codeName)}`, 'bold')],
      [span(`EndEx at ${onClock(clock, nowMs)} `, 'accent')],
      columns,
    ),
    [span(' No grade, no total: what you knew then, what followed, what you would change.', 'dim')],
  ];
}

/** What the page says, and what is typed always in sight below it. */
function body(view: HotWashView, {columns, rows}: Size, over: Over<HotWashView, Message> | null): readonly Column<HotWashView, Message>[] {
  if (over !== null) return [{width: columns, parts: [{panel: over.panel, height: rows}]}];
  if (!isTyping(view)) return [{width: columns, parts: [{panel: content, height: rows}]}];
  const typed = typing.need(view, columns);
  const least = Math.max(3, rows - typed - 2);
  return [
    {
      width: columns,
      parts: stack<HotWashView, Message>(view, columns, rows, [
        {panel: content, least, most: least},
        {panel: typing, least: typed},
      ]),
    },
  ];
}
