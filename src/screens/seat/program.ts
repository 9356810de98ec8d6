import type {DrillPort} from '../../drill/play/port.js';
import {exerciseBadge, type Size, span} from '../../screen/line.js';
import type {PanelView} from '../../screen/panel.js';
import type {AnyProgram, Over, Program, Thing} from '../../screen/program.js';
import {proseAfter} from '../../screen/prose.js';
import {type Column, stack, type Want} from '../../screen/stack.js';
import type {ThemeName} from '../../screen/theme.js';
import {head} from './head.js';
import {keysOf, placeOf, type Wait} from './keys.js';
import {panelAt} from './panels.js';
import {actionCard, picked, picksOf} from './sheets.js';
import {seatAloud, voice} from './spoken.js';
import {initialState, type Message, newsFrom, type Place, reduce, type SeatState} from './state.js';
import {clockAt, toDecide} from './view.js';
import {wholePanel} from './whole.js';

export type SeatOptions = {
  readonly port: DrillPort;
  readonly wait: Wait;
  readonly theme: ThemeName;
  /** The command line that comes back here. */
  readonly comeBack: string;
  /** What takes its place after EndEx; absent: nothing does. */
  readonly next?: () => AnyProgram;
};

/** A participant's screen: what this seat may know, and what it may do. */
export function seatProgram({port, wait, theme, comeBack, next}: SeatOptions): Program<SeatState, SeatState, Message> {
  return {
    name: 'the drill',
    first: initialState(port, wait !== null, theme),
    update: reduce,
    view: state => state,
    ui: state => state,
    place: placeOf,
    keys: keysOf(port, wait, comeBack),
    head,
    body,
    focus: state => wholePanel(state) ?? panelAt(state.focus, true),
    small: ({observation}) => [[exerciseBadge], [span(clockAt(observation, observation.nowMs), 'accent')]],
    helpMore: (_, width) => [
      [span(' ● normal  ', 'ok'), span('▲ not normal  ', 'degraded'), span('○ not acknowledged', 'degraded')],
      ...proseAfter([span(' SIMULATED ', 'simulated')], 'worked out by a model, as every message and reading here is', width, 11),
    ],
    things: state => thingsIn(port, state),
    finds: 'panels and actions',
    voice,
    aloud: seatAloud,
    hears(send) {
      const tell = (): void => {
        const news = newsFrom(port);
        send(next !== undefined && isOver(news.observation) ? {effect: 'replace', program: next()} : news);
      };
      const stop = port.onChange(tell);
      tell(); // what has changed since the program was made
      return stop;
    },
  };
}

export const isOver = ({phase}: {readonly phase: SeatState['observation']['phase']}): boolean => phase === 'hotWash' || phase === 'over';

/** What can be looked at and ordered now, by its name. */
const thingsIn = (port: DrillPort, {observation, pace}: SeatState): readonly Thing<SeatState, Message>[] =>
  observation.phase !== 'play' || observation.isHalted || pace === 'watched'
    ? []
    : (['look', 'order'] as const).flatMap(what =>
        picksOf(what, observation)
          .filter(({not}) => not === null)
          .map(({id, words, beside}) => ({
            ...{sort: what, words},
            ...(beside !== undefined && {note: beside}),
            does: state => picked(port, what, id, state.observation),
          })),
      );

type SeatColumn = Column<SeatState, Message>;
type SeatWant = Want<SeatState, Message>;
const twoColumnsFrom = 110;

/** Where every part stands between the head and the keys. */
function body(state: SeatState, {columns, rows}: Size, over: Over<SeatState, Message> | null): readonly SeatColumn[] {
  const column = (width: number, wants: readonly SeatWant[]): SeatColumn => ({width, parts: stack(state, width, rows, wants)});
  const whole = wholePanel(state);
  const open = over === null ? (whole === null ? null : [{panel: whole as PanelView<SeatState, Message>, least: 4}]) : openWants(over);
  if (open !== null && (whole !== null || columns < twoColumnsFrom)) return [column(columns, open)];
  // While something is open, it has the keys.
  const want = (place: Place, least: number): SeatWant => ({panel: panelAt(place, over === null && state.focus === place), least});
  if (columns < twoColumnsFrom) return [column(columns, oneColumn(state, rows, want))];
  const left = Math.floor((columns - 1) * 0.5);
  const right =
    open ??
    (state.pace === 'watched'
      ? [want('orders', 4), want('notes', 3)]
      : [want('looks', Math.floor(rows * 0.35)), want('orders', 4), want('beliefs', 4), want('notes', 3)]);
  return [
    column(left, [want('messages', Math.floor(rows * 0.35)), want('decisions', 5), want('words', 4)]),
    column(columns - 1 - left, right),
  ];
}

/** How what is open shares the room: below the list of actions stands what one takes. */
function openWants({open: {sheet, index}, panel}: Over<SeatState, Message>): readonly SeatWant[] {
  if (sheet.kind === 'list' && sheet.id === 'order')
    return [
      {panel, least: 8},
      {panel: actionCard(index), least: 6, most: 8},
    ];
  return [{panel, least: 4}];
}

/** Messages, the part that has the keys, and what there is room for besides. */
function oneColumn(state: SeatState, rows: number, want: (place: Place, least: number) => SeatWant): readonly SeatWant[] {
  const more = placesFor(state);
  const lower = state.focus === 'messages' ? (toDecide(state.observation).length > 0 ? 'decisions' : (more[0] ?? 'looks')) : state.focus;
  return [want('messages', Math.floor(rows * 0.4)), want(lower, 8), ...more.filter(place => place !== lower).map(place => want(place, 6))];
}

/** What somebody works with stands first, where there is not room for everything. */
function placesFor({observation: {role}, pace}: SeatState): readonly Place[] {
  if (pace === 'own') return ['looks', 'decisions', 'orders', 'words'];
  switch (role) {
    case 'incidentCommander':
    case 'deputy':
      return ['notes', 'decisions', 'words', 'orders', 'looks'];
    case 'scribe':
    case null:
      return ['notes', 'orders', 'decisions', 'words'];
    case 'customerLiaison':
    case 'internalLiaison':
      return ['words', 'notes', 'decisions', 'looks'];
    default:
      return ['looks', 'orders', 'decisions', 'notes', 'words'];
  }
}
