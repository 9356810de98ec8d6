import type {ControllerPort} from '../../drill/play/port.js';
import {onClock} from '../../format/clock.js';
import {printable} from '../../format/text.js';
import {exerciseBadge, fitLine, type Line, type Size, span, spread} from '../../screen/line.js';
import type {Over, Program} from '../../screen/program.js';
import {type Column, stack, type Want} from '../../screen/stack.js';
import type {ThemeName} from '../../screen/theme.js';
import {controllerStep} from './guide.js';
import {keysOf, scrolled} from './keys.js';
import {after, begin, book, card, given, next} from './panels.js';
import {consoleAloud, voice} from './spoken.js';
import {type ControllerState, initialState, isAfter, knownBy, type Message, reduce} from './state.js';

export type ControllerOptions = {
  readonly port: ControllerPort;
  readonly theme: ThemeName;
  /** The command line that comes back here; default: what joins with the code of the controllers. */
  readonly comeBack?: string | undefined;
};

/** The controller's console as a screen: what comes next, what is expected, the book. It is private, and says so in its first line. */
export function controllerProgram({port, theme, comeBack}: ControllerOptions): Program<ControllerState, ControllerState, Message> {
  return {
    name: 'the controller’s console',
    first: initialState(knownBy(port), theme),
    update: reduce,
    view: state => state,
    ui: state => state,
    place: () => 'console',
    keys: keysOf(port.send, ({invite}) => comeBack ?? `incident-replay drill join --controller ${invite?.controller ?? 'CODE'}`),
    head,
    body,
    // The wheel reads on in what is under it, where that can be read on in.
    point: (view, {event, place}, room) =>
      event.kind === 'wheel' && place?.type === 'panel' && place.isLast && place.panel.scrolls === true
        ? scrolled(event.wheel)(view, room)
        : 'usual',
    small: ({book: {observation}}) => [[exerciseBadge], [span(onClock(observation.clock, observation.nowMs), 'accent')]],
    voice,
    aloud: consoleAloud,
    hears(send) {
      const tell = (): void => send({type: 'news', known: knownBy(port)});
      const stop = port.onChange(tell);
      tell(); // what has changed since the program was made
      return stop;
    },
  };
}

const phaseWords = {brief: 'not begun', play: 'in play', hotWash: 'EndEx', over: 'over'} as const;

function head(view: ControllerState, columns: number): readonly Line[] {
  const {book: known, invite, lost} = view;
  const {observation, pace, sceneTitle} = known;
  const {phase, isHalted, isPaused} = observation;
  const state = isHalted ? span(' HALT ', 'major') : isPaused ? span(' paused ', 'degraded') : span(` ${phaseWords[phase]} `, 'accent');
  return [
    spread(
      [span(' '), exerciseBadge, span(' CONTROLLER – PRIVATE ', 'what-if'), span(` ${printable(observation.codeName)}`, 'bold')],
      [state, span(` ${pace}× `), span(`${onClock(observation.clock, observation.nowMs)} ${observation.clock.zone} `, 'accent')],
      columns,
    ),
    spread(
      [lost === null ? span(` ${printable(sceneTitle)}`, 'dim') : span(` ${lost} `, 'major')],
      [span(invite === null ? '' : `  seats ${invite.seats}  controller ${codeIn(invite.controller)} `, 'dim')],
      columns,
    ),
    fitLine([span(' ▶ ', 'accent'), span(controllerStep(view), 'accent')], columns),
  ];
}

const codeIn = (invitation: string): string => invitation.split('@')[0] ?? '';

const twoColumnsFrom = 110;

type Wants = readonly Want<ControllerState, Message>[];

/** Rows to come before and during play; after it what is to be talked about. `isRead`: the page keys read on in one of them. */
function wantsFor(view: ControllerState, room: number, isRead: boolean): Wants {
  if (isAfter(view))
    return [
      {panel: isRead ? after.read : after.still, least: Math.floor(room * 0.6)},
      {panel: given.still, least: 4},
    ];
  const rows: Wants = [
    {panel: next, least: Math.floor(room * 0.35)},
    {panel: card, least: 5},
  ];
  return view.book.observation.phase === 'brief'
    ? [{panel: begin, least: 8}, ...rows]
    : [...rows, {panel: isRead ? given.read : given.still, least: 4}];
}

/** The book stands beside the rows where there is room; what is open stands in its place, else in that of everything. */
function body(
  view: ControllerState,
  {columns, rows}: Size,
  over: Over<ControllerState, Message> | null,
): readonly Column<ControllerState, Message>[] {
  const open: Wants | null = over === null ? null : [{panel: over.panel, least: 4}];
  if (columns < twoColumnsFrom) return [{width: columns, parts: stack(view, columns, rows, open ?? wantsFor(view, rows, true))}];
  const left = Math.floor((columns - 1) * 0.55);
  const right = columns - 1 - left;
  return [
    {width: left, parts: stack(view, left, rows, wantsFor(view, rows, false))},
    {width: right, parts: stack(view, right, rows, open ?? [{panel: book.read, least: 4}])},
  ];
}
