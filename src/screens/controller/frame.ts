import type {ControllerRow} from '../../drill/play/controller-view.js';
import {duration} from '../../format/clock.js';
import {percent} from '../../format/number.js';
import {printable} from '../../format/text.js';
import {bodyLines} from '../../screen/frame.js';
import type {Size} from '../../screen/line.js';
import {cell, fitLine, type Line, type Role, rule, span, spread} from '../../screen/line.js';
import type {PanelView} from '../../screen/panel.js';
import {field, heading, prose, proseAfter} from '../../screen/prose.js';
import {scrolling} from '../../screen/scrolling.js';
import {type Column, stack, type Want} from '../../screen/stack.js';
import {exerciseBadge} from '../seat/frame.js';
import {helpLines, keyLine} from '../seat/keys.js';
import {fieldLines, titleLine} from '../seat/overlays.js';
import {beliefsNow, clockAt} from '../seat/view.js';
import {afterPanel, beginPanel, controllerStep} from './guide.js';
import {consoleBindings, consoleContextOf} from './keymap.js';
import {type ConsoleView, comingRows, consoleFields, consolePicksOf, cupboard, givenRows, selectedRow, silentMinutes} from './view.js';

/** The controller's console: what comes next, what is expected, the book. It is private, and says so in its first line. */

const statusSigns: Readonly<Record<ControllerRow['status'], {readonly sign: string; readonly role?: Role}>> = {
  waiting: {sign: '○ waits'},
  held: {sign: '◆ held', role: 'partial'},
  skipped: {sign: '– skipped', role: 'dim'},
  withheld: {sign: '▲ false here', role: 'degraded'},
  delivered: {sign: '✓ given', role: 'ok'},
};

function rowLine(view: ConsoleView, row: ControllerRow, width: number): Line {
  const {observation} = view.book;
  const {sign, role} = statusSigns[row.status];
  const isHere = row.id === selectedRow(view)?.id;
  const isDue = row.sinceMs !== null && row.status === 'waiting';
  const before = [
    span(isHere ? ' ›' : '  ', 'key'),
    span(cell(row.id, 6), isHere ? 'selected' : 'bold'),
    span(cell(isDue ? '▶ now' : sign, 13), isDue ? 'accent' : role),
    span(`${clockAt(observation, row.historyMs)} `, 'dim'),
  ];
  return fitLine([...before, span(printable(`${row.to.join(', ')}: ${row.text}`))], width);
}

const next: PanelView<ConsoleView> = {
  title: (_, width) =>
    rule(width, [
      {at: 1, span: span('NEXT', 'bold')},
      {at: 8, span: span('when it fell that night', 'dim')},
    ]),
  need: ({book}) => comingRows(book).length + cupboard(book).length + 1,
  lines(view, width, height) {
    const {book} = view;
    const lines = [
      ...comingRows(book).map(row => rowLine(view, row, width)),
      heading('Cupboard: comes only when you release it'),
      ...cupboard(book).map(row => rowLine(view, row, width)),
    ];
    const all = [...comingRows(book), null, ...cupboard(book)];
    const at = all.findIndex(row => row?.id === selectedRow(view)?.id);
    const first = Math.max(0, Math.min(at - Math.floor(height / 2), lines.length - height));
    return lines.slice(first, first + height);
  },
};

const card: PanelView<ConsoleView> = {
  title: (view, width) => rule(width, [{at: 1, span: span(selectedRow(view)?.id ?? 'NO ROW WAITS', 'bold')}]),
  need: (view, width) => cardLines(view, width).length,
  lines: cardLines,
};

function cardLines(view: ConsoleView, width: number): readonly Line[] {
  const row = selectedRow(view);
  if (row === undefined) return [];
  const {channel, to, text, expect, objectives} = row;
  return [
    ...field('says', `${channel} to ${to.join(', ')}: ${text}`, width),
    ...field('expected', expect === '' ? '–' : expect, width),
    ...field('objectives', objectives.join(', '), width),
  ];
}

/** What was given, how long ago, and what good responders typically do: guidance, not an answer key. */
const expected: PanelView<ConsoleView> = scrolling<ConsoleView>({
  title: () => [{at: 1, span: span('GIVEN, AND WHAT IS EXPECTED', 'bold')}],
  lines: ({book}, width) =>
    givenRows(book).flatMap(({id, deliveredAtMs, expect, text}) =>
      proseAfter(
        [span(` ${cell(duration(book.observation.nowMs - (deliveredAtMs ?? 0)), 11)}`, 'accent'), span(`${id} `, 'bold')],
        expect === '' ? text : expect,
        width,
        12,
      ),
    ),
  scroll: () => 0,
});

const bookPanel: PanelView<ConsoleView> = scrolling<ConsoleView>({
  title: () => [{at: 1, span: span('THE BOOK', 'bold')}],
  lines: bookPanelLines,
  scroll: ({ui}) => ui.scroll,
});

function bookPanelLines({book}: ConsoleView, width: number): readonly Line[] {
  const {observation, decisions, hypotheses, scenes, objectives, wallMs, observations, present} = book;
  const believed = beliefsNow(observation);
  return [
    ...scenes.map(
      ({title, wallMinutes, pace, isNow}): Line =>
        spread(
          [span(isNow ? ' › ' : '   ', 'key'), span(printable(title), isNow ? 'bold' : 'dim')],
          [span(`${wallMinutes} min, about ${pace}× `, 'dim')],
          width,
        ),
    ),
    [span(` ${duration(wallMs)} since StartEx`, 'dim')],
    heading(decisions.some(({isOpen}) => isOpen) ? 'Decisions' : 'Decisions: none is open'),
    ...decisions
      .filter(({isOpen}) => isOpen)
      .flatMap(({title, options, history, committed, hintsTaken}) => [
        ...prose(`${title}${hintsTaken > 0 ? ` (${hintsTaken} hints)` : ''}`, width, 'bold'),
        ...options.flatMap(({id, text, effect}) =>
          proseAfter(
            [span(` ${committed === id ? '✓' : ' '} ${id}${history === id ? ' H' : '  '} `, 'key')],
            `${text}: ${effect}`,
            width,
            7,
          ),
        ),
      ]),
    heading('So in this world'),
    ...hypotheses.map(({id, text, isTrue}): Line => {
      const held = believed.find(({hypothesis}) => hypothesis === id);
      return spread(
        [span(isTrue ? ' ● ' : '   ', 'ok'), span(printable(text))],
        [span(held === undefined ? '' : ` ${percent(held.probability)} `, 'accent')],
        width,
      );
    }),
    heading('Last heard of'),
    ...silentMinutes(book).map(({id, title, minutes}): Line => {
      const isHere = present.includes(id);
      const heard = minutes === null ? (isHere ? 'nothing yet' : 'not here') : `${isHere ? '' : 'not here, '}${minutes} min ago`;
      return spread([span(` ${printable(title)}`)], [span(`${heard} `, isHere && minutes !== null ? 'dim' : 'degraded')], width);
    }),
    heading('Objectives'),
    ...objectives.flatMap(({title, rating}) => proseAfter([span(` ${rating ?? '–'} `, 'key')], title, width, 3)),
    ...(observations.length === 0 ? [] : [heading('Observed')]),
    ...observations.flatMap(({atMs, text}) => proseAfter([span(` ${clockAt(observation, atMs)} `, 'dim')], text, width, 7)),
  ];
}

const overlayPanel: PanelView<ConsoleView> = {
  title: ({ui}, width) =>
    titleLine(width, {none: '', help: 'KEYS', book: 'THE BOOK', pick: 'WHICH?', confirm: 'SURE?', form: 'WORDS'}[ui.overlay.type]),
  need: (view, width) => overlayLines(view, width).length,
  lines(view, width) {
    const {overlay} = view.ui;
    return overlayLines(view, width).slice('scroll' in overlay ? overlay.scroll : 0);
  },
};

const questions = {
  end: 'End the exercise for everybody?',
  quit: 'Leave the console? The drill goes on where it is hosted.',
  resume: 'Go on after the halt?',
} as const;

function overlayLines(view: ConsoleView, width: number): readonly Line[] {
  const {
    ui: {overlay},
    book,
  } = view;
  switch (overlay.type) {
    case 'book':
      return bookPanelLines(view, width);
    case 'help':
      return helpLines(consoleBindings, width);
    case 'pick':
      return consolePicksOf(overlay.what, book).map(
        ({words}, index): Line => [
          span(index === overlay.index ? ' › ' : '   ', 'key'),
          span(printable(words), index === overlay.index ? 'selected' : undefined),
        ],
      );
    case 'confirm':
      return prose(questions[overlay.what], width, 'bold');
    case 'form':
      return [
        ...fieldLines(consoleFields(overlay.kind, overlay.about, book), overlay, width),
        ...(overlay.error === '' ? [] : proseAfter([span(' ✖ ', 'major')], overlay.error, width, 3, 'major')),
      ];
    default:
      return [];
  }
}

const headerRows = 3;

function header(view: ConsoleView, columns: number): readonly Line[] {
  const {book, invite = null, lost = null} = view;
  const {observation, pace, sceneTitle} = book;
  const {phase, isHalted, isPaused} = observation;
  const state = isHalted
    ? span(' HALT ', 'major')
    : isPaused
      ? span(' paused ', 'degraded')
      : span(` ${{brief: 'not begun', play: 'in play', hotWash: 'EndEx', over: 'over'}[phase]} `, 'accent');
  return [
    spread(
      [span(' '), exerciseBadge, span(' CONTROLLER – PRIVATE ', 'what-if'), span(` ${printable(observation.codeName)}`, 'bold')],
      [state, span(` ${pace}× `), span(`${clockAt(observation, observation.nowMs)} ${observation.clock.zone} `, 'accent')],
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

function wantsFor({book: {observation}}: ConsoleView, room: number): readonly Want<ConsoleView>[] {
  const {phase} = observation;
  if (phase !== 'play' && phase !== 'brief')
    return [
      {panel: afterPanel, least: Math.floor(room * 0.6)},
      {panel: expected, least: 4},
    ];
  const rows = [
    {panel: next, least: Math.floor(room * 0.35)},
    {panel: card, least: 5},
  ];
  return phase === 'brief' ? [{panel: beginPanel, least: 8}, ...rows] : [...rows, {panel: expected, least: 4}];
}

function columnsOf(view: ConsoleView, columns: number, room: number): readonly Column<ConsoleView>[] {
  const over: readonly Want<ConsoleView>[] | null = view.ui.overlay.type === 'none' ? null : [{panel: overlayPanel, least: 4}];
  const rows = wantsFor(view, room);
  if (columns < 110) return [{width: columns, parts: stack(view, columns, room, over ?? rows)}];
  const left = Math.floor((columns - 1) * 0.55);
  const right = columns - 1 - left;
  return [
    {width: left, parts: stack(view, left, room, rows)},
    {width: right, parts: stack(view, right, room, over ?? [{panel: bookPanel, least: 4}])},
  ];
}

/** How far the book, or the open help, can scroll. */
export function consoleScrollEnd(view: ConsoleView, {columns, rows}: Size): number {
  const room = rows - headerRows - 1;
  for (const {width, parts} of columnsOf(view, columns, room)) {
    for (const {panel, height} of parts)
      if (panel === bookPanel || panel === overlayPanel) return Math.max(0, panel.need(view, width) - (height - 1));
  }
  return 0;
}

/** The bottom line names the keys of this part of the drill; help names all of them. */
const keysNow = ({book: {observation}}: ConsoleView): typeof consoleBindings => {
  const isAfter = observation.phase !== 'play' && observation.phase !== 'brief';
  return consoleBindings.filter(({group}) => (isAfter ? group !== 'Rows' && group !== 'Time' : group !== 'After'));
};

/** The controller's whole screen. */
export function consoleFrame(view: ConsoleView, {columns, rows}: Size): readonly Line[] {
  const room = rows - headerRows - 1;
  return [
    ...header(view, columns),
    ...bodyLines(view, columnsOf(view, columns, room), room),
    keyLine(keysNow(view), consoleContextOf(view), {...view, scrollEnd: 0}, view.ui.notice, columns),
  ].map(line => fitLine(line, columns));
}
