import {printable} from '../../format/text.js';
import {bodyLines, smallest} from '../../screen/frame.js';
import type {Size} from '../../screen/line.js';
import {cell, fitLine, type Line, type Span, span, spread} from '../../screen/line.js';
import type {PanelView} from '../../screen/panel.js';
import {type Column, stack, type Want} from '../../screen/stack.js';
import {bindings, contextOf} from './keymap.js';
import {keyLine} from './keys.js';
import {nextStep} from './next-step.js';
import {actionCard, briefPanel, confirmPanel, formPanel, helpPanel, pickList, startPanel, waitPanel} from './overlays.js';
import {parts} from './panels.js';
import {revealPanel} from './reveal-pages.js';
import type {Place} from './state.js';
import {clockAt, type SeatView, toDecide, whoWords} from './view.js';

export const headerRows = 3;
const twoColumnsFrom = 110;

/** A participant's whole screen: `size.rows` lines, each exactly `size.columns` wide. Made of an observation alone. */
export function seatFrame(view: SeatView, size: Size): readonly Line[] {
  const {columns, rows} = size;
  if (columns < smallest.columns || rows < smallest.rows) return tooSmall(view, size);
  const {scrollEnd: _, ...body} = seatLayout(view, size);
  return [
    ...header(view, columns),
    ...bodyLines(view, body.columns, body.rows),
    keyLine(bindings, contextOf(view), {...view, scrollEnd: 0}, view.ui.notice, columns),
  ].map(line => fitLine(line, columns));
}

export const exerciseBadge: Span = span(' EXERCISE ', 'history');

/** What every screen of a drill begins with. */
function header(view: SeatView, columns: number): readonly Line[] {
  const {observation, lost = null} = view;
  const {isHalted, isPaused, phase} = observation;
  const state = isHalted
    ? span(' HALT ', 'major')
    : isPaused
      ? span(' paused ', 'degraded')
      : phase === 'play'
        ? span('')
        : span(` ${phaseWords[phase]} `, 'accent');
  const right: Line = [
    state,
    span('  '),
    span(`${clockAt(observation, observation.nowMs)} ${observation.clock.zone}`, 'accent'),
    span('  '),
    span(printable(whoWords(observation))),
    span(' '),
  ];
  return [
    spread([span(' '), exerciseBadge, span(`  ${printable(observation.codeName)}`, 'bold')], right, columns),
    spread(
      [lost === null ? span(` ${phase === 'play' ? printable(observation.scene) : ''}`, 'dim') : span(` ${lost} `, 'major')],
      [span(' ')],
      columns,
    ),
    spread([span(' ▶ ', 'accent'), span(nextStep(view), 'accent')], [...counters(view), span(' ')], columns),
  ];
}

const phaseWords = {brief: 'not begun', play: '', hotWash: 'EndEx', over: 'over'} as const;

/** What waits, in words, where its part may be out of sight. */
function counters({observation}: SeatView): Line {
  const unread = observation.messages.filter(({isAcknowledged}) => !isAcknowledged).length;
  const open = toDecide(observation).length;
  const overdue = observation.audiences.filter(({dueAtMs}) => dueAtMs !== null && dueAtMs < observation.nowMs).length;
  const counter = (count: number, words: string): Line => (count === 0 ? [] : [span(`  ${count} ${words}`, 'degraded')]);
  return [...counter(unread, 'new'), ...counter(open, 'to decide'), ...counter(overdue, 'overdue')];
}

/** What is open, and how it shares the room; null: nothing is. */
function overlayWants({ui, observation, pace}: SeatView): readonly Want<SeatView>[] | null {
  switch (ui.overlay.type) {
    case 'none':
      if (observation.reveal.length > 0) return [{panel: revealPanel, least: 4}];
      return observation.phase === 'brief' ? [{panel: pace === 'own' ? startPanel : waitPanel, least: 4}] : null;
    case 'help':
      return [{panel: helpPanel, least: 4}];
    case 'brief':
      return [{panel: briefPanel, least: 4}];
    case 'confirm':
      return [{panel: confirmPanel, least: 3}];
    case 'form':
      return [{panel: formPanel, least: 4}];
    default:
      return ui.overlay.what === 'order'
        ? [
            {panel: pickList, least: 8},
            {panel: actionCard, least: 6, most: 8},
          ]
        : [{panel: pickList, least: 4}];
  }
}

type SeatLayout = {readonly rows: number; readonly columns: readonly Column<SeatView>[]; readonly scrollEnd: number};

const want = (place: Place, least: number): Want<SeatView> => ({panel: parts[place], least});

/** What somebody works with stands first, where there is not room for everything. */
function placesFor({observation: {role}, pace}: SeatView): readonly Place[] {
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

/** Where every part stands between header and bottom line. */
export function seatLayout(view: SeatView, {columns, rows}: Size): SeatLayout {
  const room = rows - headerRows - 1;
  const over = overlayWants(view);
  const isWhole = view.observation.phase === 'brief' || view.observation.reveal.length > 0;
  if (isWhole) return withEnd(view, room, [{width: columns, parts: stack(view, columns, room, over ?? [])}]);
  if (columns < twoColumnsFrom) {
    const more = placesFor(view);
    const lower =
      view.ui.focus === 'messages' ? (toDecide(view.observation).length > 0 ? 'decisions' : (more[0] ?? 'looks')) : view.ui.focus;
    const wants = over ?? [
      want('messages', Math.floor(room * 0.4)),
      want(lower, 8),
      ...more.filter(place => place !== lower).map(place => want(place, 6)),
    ];
    return withEnd(view, room, [{width: columns, parts: stack(view, columns, room, wants)}]);
  }
  const left = Math.floor((columns - 1) * 0.5);
  const right = columns - 1 - left;
  const leftWants = [want('messages', Math.floor(room * 0.35)), want('decisions', 5), want('words', 4)];
  const rightWants =
    over ??
    (view.pace === 'watched'
      ? [want('orders', 4), want('notes', 3)]
      : [want('looks', Math.floor(room * 0.35)), want('orders', 4), want('beliefs', 4), want('notes', 3)]);
  return withEnd(view, room, [
    {width: left, parts: stack(view, left, room, leftWants)},
    {width: right, parts: stack(view, right, room, rightWants)},
  ]);
}

/** What the arrow keys scroll. */
function scrolledPanel({ui: {overlay, focus}, observation, pace}: SeatView): PanelView<SeatView> {
  if (overlay.type === 'help') return helpPanel;
  if (overlay.type === 'brief') return briefPanel;
  if (observation.reveal.length > 0) return revealPanel;
  if (observation.phase === 'brief') return pace === 'own' ? startPanel : waitPanel;
  return parts[focus];
}

/** How far what is open, or else the part that has the keys, can scroll. */
function withEnd(view: SeatView, rows: number, columns: readonly Column<SeatView>[]): SeatLayout {
  const scrolled = scrolledPanel(view);
  let scrollEnd = 0;
  for (const {width, parts: shown} of columns) {
    for (const {panel, height} of shown) if (panel === scrolled) scrollEnd = Math.max(0, panel.need(view, width) - (height - 1));
  }
  return {rows, columns, scrollEnd};
}

function tooSmall({observation}: SeatView, {columns, rows}: Size): readonly Line[] {
  const lines: readonly Line[] = [
    [exerciseBadge],
    [span(clockAt(observation, observation.nowMs), 'accent')],
    [span(cell(`needs ${smallest.columns}x${smallest.rows}, has ${columns}x${rows}`, columns))],
    [span('q quits', 'dim')],
  ];
  return Array.from({length: rows}, (_, row) => fitLine(lines[row] ?? [], columns));
}
