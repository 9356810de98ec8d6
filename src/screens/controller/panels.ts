import type {ControllerRow} from '../../drill/play/controller-view.js';
import {beliefsNow} from '../../drill/play/observe.js';
import {revealTitles} from '../../drill/play/reveal-schema.js';
import {revealSteps} from '../../drill/scenario/state.js';
import {duration, onClock} from '../../format/clock.js';
import {percent, plural} from '../../format/number.js';
import {printable} from '../../format/text.js';
import {cell, fitLine, type Line, type Role, rule, span, spread} from '../../screen/line.js';
import type {PanelView} from '../../screen/panel.js';
import {field, heading, prose, proseAfter} from '../../screen/prose.js';
import {scrolling} from '../../screen/scrolling.js';
import {type ControllerState, comingRows, cupboard, givenRows, type Message, selectedRow, silentMinutes} from './state.js';

/** The panels of the controller's console: what comes next, what is expected, the book, and what is to be done before and after play. */

type Draw = (view: ControllerState, width: number) => readonly Line[];

/** Lines for ears: signs as words. */
export const worded = (lines: readonly Line[]): readonly Line[] =>
  lines.map(line => line.map(piece => ({...piece, text: signWords.reduce((text, [sign, word]) => text.replace(sign, word), piece.text)})));

const signWords: readonly (readonly [sign: RegExp, word: string])[] = [
  [/^[○◆▲▶✓] (?=\w)/, ''],
  [/^ ✓ (\w+)/, ' chosen: $1'],
  [/^( .*\w) H $/, '$1, as that night: '],
  [/^ ● $/, 'It is so: '],
  [/^ ○ $/, 'Not yet: '],
  [/^ ✓ $/, 'Done: '],
  [/^ – $/, 'Not rated: '],
  [/^–$/, 'nothing'],
];

const statusSigns: Readonly<Record<ControllerRow['status'], {readonly sign: string; readonly role?: Role}>> = {
  waiting: {sign: '○ waits'},
  held: {sign: '◆ held', role: 'partial'},
  skipped: {sign: '– skipped', role: 'dim'},
  withheld: {sign: '▲ false here', role: 'degraded'},
  delivered: {sign: '✓ given', role: 'ok'},
};

function rowLine(view: ControllerState, row: ControllerRow, width: number): Line {
  const {observation} = view.book;
  const {sign, role} = statusSigns[row.status];
  const isHere = row.id === selectedRow(view)?.id;
  const isDue = row.sinceMs !== null && row.status === 'waiting';
  const before = [
    span(isHere ? ' ›' : '  ', 'key'),
    span(cell(row.id, 6), isHere ? 'selected' : 'bold'),
    span(cell(isDue ? '▶ now' : sign, 13), isDue ? 'accent' : role),
    span(`${onClock(observation.clock, row.historyMs)} `, 'dim'),
  ];
  return fitLine([...before, span(printable(`${row.to.join(', ')}: ${row.text}`))], width);
}

/** What comes next, the row under the cursor marked. */
export const next: PanelView<ControllerState, Message> = {
  title: (_, width) =>
    rule(width, [
      {at: 1, span: span('NEXT', 'bold')},
      {at: 8, span: span('when it fell that night', 'dim')},
    ]),
  need: ({book}) => comingRows(book).length + cupboard(book).length + 1,
  lines(view, width, height) {
    const {rows, first} = inSight(view, height);
    const lines = rows.map(row => (row === null ? heading('Cupboard: comes only when you release it') : rowLine(view, row, width)));
    return lines.slice(first, first + height);
  },
  click(view, _width, height, at) {
    const {rows, first} = inSight(view, height);
    const row = rows[first + at] ?? null;
    return row === null ? undefined : {type: 'select', row: row.id};
  },
};

/** The rows to come, with the heading of the cupboard between them (null), and the first that is in sight: the cursor always is. */
function inSight(view: ControllerState, height: number) {
  const {book} = view;
  const rows = [...comingRows(book), null, ...cupboard(book)];
  const at = rows.findIndex(row => row?.id === selectedRow(view)?.id);
  return {rows, first: Math.max(0, Math.min(at - Math.floor(height / 2), rows.length - height))};
}

/** The row under the cursor, whole. */
export const card: PanelView<ControllerState> = {
  title: (view, width) => rule(width, [{at: 1, span: span(selectedRow(view)?.id ?? 'NO ROW WAITS', 'bold')}]),
  need: (view, width) => cardLines(view, width).length,
  lines: cardLines,
};

function cardLines(view: ControllerState, width: number): readonly Line[] {
  const row = selectedRow(view);
  if (row === undefined) return [];
  const {channel, to, text, expect, objectives} = row;
  return [
    ...field('says', `${channel} to ${to.join(', ')}: ${text}`, width),
    ...field('expected', expect === '' ? '–' : expect, width),
    ...field('objectives', objectives.join(', '), width),
  ];
}

/** A text below its title. Where it is read on in, the page keys scroll it. */
const reading = (title: string, lines: Draw) => ({
  read: scrolling<ControllerState>({title: () => [{at: 1, span: span(title, 'bold')}], lines, scroll: ({scroll}) => scroll}),
  still: scrolling<ControllerState>({title: () => [{at: 1, span: span(title, 'bold')}], lines, scroll: () => 0}),
});

/** What was given, how long ago, and what good responders typically do: guidance, not an answer key. */
const givenLines: Draw = ({book}, width) =>
  givenRows(book).flatMap(({id, deliveredAtMs, expect, text}) =>
    proseAfter(
      [span(` ${cell(duration(book.observation.nowMs - (deliveredAtMs ?? 0)), 11)}`, 'accent'), span(`${id} `, 'bold')],
      expect === '' ? text : expect,
      width,
      12,
    ),
  );

export function bookLines({book}: ControllerState, width: number): readonly Line[] {
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
        ...prose(`${title}${hintsTaken > 0 ? ` (${plural(hintsTaken, 'hint')})` : ''}`, width, 'bold'),
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
    ...observations.flatMap(({atMs, text}) => proseAfter([span(` ${onClock(observation.clock, atMs)} `, 'dim')], text, width, 7)),
  ];
}

/** Before StartEx: who is there, what the others type, what begins it. */
export const begin: PanelView<ControllerState> = {
  title: (_, width) => rule(width, [{at: 1, span: span('BEFORE IT BEGINS', 'bold')}]),
  need: (view, width) => beginLines(view, width).length,
  lines: beginLines,
};

function beginLines({book, invite}: ControllerState, width: number): readonly Line[] {
  const {observation, present, scenes} = book;
  const titles = (isHere: boolean): string =>
    observation.seats
      .filter(({id}) => present.includes(id) === isHere)
      .map(({title}) => title)
      .join(', ');
  const [first] = scenes;
  return [
    ...(invite === null ? [] : field('seats type', `incident-replay drill join ${invite.seats}`, width)),
    ...field('here', titles(true) || 'nobody yet', width),
    ...field('missing', titles(false) || 'nobody', width),
    ...field('then', 'read the brief together: it is on every seat’s screen', width),
    ...(first === undefined ? [] : field('pace', `+ and - set it in play; the first scene is planned at about ${first.pace}×`, width)),
  ];
}

/** The team’s story, what is revealed, what is to be changed. */
const afterLines: Draw = ({book}, width) => {
  const {scenes, revealed, improvements, isStoryLocked} = book;
  return [
    heading(`Their story${isStoryLocked ? ': locked' : ''}`),
    ...scenes.flatMap(({title, story}) =>
      proseAfter(
        [span(story === '' ? ' ○ ' : ' ✓ ', story === '' ? 'dim' : 'ok')],
        story === '' ? `${title}: nothing written` : `${title}: ${story}`,
        width,
        3,
      ),
    ),
    heading('The reveal, on every screen'),
    ...revealSteps.map(
      (step, index): Line => [
        span(index < revealed ? ' ✓ ' : ' ○ ', index < revealed ? 'ok' : 'dim'),
        span(revealTitles[step].toLowerCase(), index < revealed ? undefined : 'dim'),
      ],
    ),
    heading(improvements.length === 0 ? 'Improvements: none yet' : 'Improvements'),
    ...improvements.flatMap(({action, owner, due}) => proseAfter([span(' ✓ ', 'ok')], `${printable(action)} (${owner}, ${due})`, width, 3)),
    ...(isStoryLocked ? [] : prose('Nothing of history is told before their own story is locked.', width, 'dim')),
  ];
};

export const given = reading('GIVEN, AND WHAT IS EXPECTED', givenLines);
export const book = reading('THE BOOK', bookLines);
export const after = reading('AFTER THE EXERCISE', afterLines);
