import {dateOf} from '../../../format/clock.js';
import {grouped} from '../../../format/number.js';
import {printable} from '../../../format/text.js';
import {kindWords} from '../../../format/words.js';
import {cell, type Line, rule, span} from '../../../screen/line.js';
import {prose} from '../../../screen/prose.js';
import type {Ms, Timeline, TimelineEvent} from '../../../timeline/types.js';
import {cursorPut, happenedOf, listedOf, nothingListed, onLine, recordCursor, topLine} from '../state/cursors.js';
import type {PanelView} from '../state/panel.js';
import {scrollOf} from '../state/state.js';
import type {View} from '../state/view.js';
import {eventDetail} from './detail.js';
import {shortStamp} from './fidelity.js';
import {kindRole, precisionMarks, sourceWords} from './record.js';
import {filterWords} from './words.js';

function allLines(view: View, width: number): readonly Line[] {
  const event = view.stage.timeline.events[recordCursor(view).place];
  return event === undefined ? prose('Nothing is selected.', width, 'dim') : eventDetail(view, event, width);
}

/** The full text of the event that the cursor of the Record screen is on. */
export const recordText: PanelView = {
  scrolls: true,
  title(view, width, height) {
    const {screen, overlay} = view.state;
    const isReading = overlay.type === 'none' && screen.type === 'record' && screen.reading;
    const hidden = Math.max(0, allLines(view, width).length - (height - 1) - scrollOf(screen));
    const more = hidden > 0 ? `${hidden} more: ${isReading ? '↓' : 'tab'}` : '';
    return rule(width, [
      {at: 1, span: span('EVENT', isReading ? 'selected' : 'bold')},
      ...(more === '' ? [] : [{at: width - more.length - 3, span: span(more, 'dim')}]),
    ]);
  },
  need: (view, width) => allLines(view, width).length,
  lines(view, width, height) {
    const lines = allLines(view, width);
    const first = Math.max(0, Math.min(scrollOf(view.state.screen), lines.length - height));
    return lines.slice(first, first + height);
  },
};

/** Widths of the columns, each but the first two with a space before it; 0: not shown. */
type Columns = {
  readonly time: number;
  readonly title: number;
  readonly confidence: number;
  readonly services: number;
  readonly source: number;
};

const kindColumns = 11;
/** What makes room for the other columns, and what is enough for nearly every title. */
const titleColumns = {least: 40, most: 58} as const;
const wanted = {confidence: 16, services: 14, source: 18} as const;
/** From this width on later days have their hour too. */
const roomy = 100;
const disputedSign = '≠';

/** How sure a row is comes after its title, then where, then who says so; room that is left goes to titles, then to the last two. */
function columnsFor(width: number): Columns {
  const time = width < roomy ? 7 : 9;
  const shown = {confidence: 0, services: 0, source: 0};
  let left = width - 2 - time - 1 - kindColumns - titleColumns.least - 1;
  for (const name of ['confidence', 'services', 'source'] as const) {
    if (left < wanted[name]) break;
    shown[name] = wanted[name];
    left -= wanted[name];
  }
  const forTitle = Math.min(left, titleColumns.most - titleColumns.least);
  const forServices = Math.min(left - forTitle, shown.services === 0 ? 0 : 5);
  const forSource = Math.min(left - forTitle - forServices, shown.source === 0 ? 0 : 8);
  return {
    time,
    title: titleColumns.least + forTitle,
    confidence: shown.confidence,
    services: shown.services + forServices,
    source: shown.source + forSource,
  };
}

/** `02:25`, `21T04:05` a day and more after the run's start; in narrow tables the day alone, as where no hour is known. */
function clockOf({stage: {timeline}}: View, atMs: Ms, columns: number): string {
  const words = shortStamp(timeline, atMs);
  return words.length < columns ? words : dayOf(timeline, atMs);
}

const dayOf = (timeline: Timeline, atMs: Ms): string => dateOf(timeline, atMs).replace(/ \d{4}$/, '');

function timeOf(view: View, {atMs, precision}: TimelineEvent, columns: number): string {
  const words = precision === 'day' ? dayOf(view.stage.timeline, atMs) : clockOf(view, atMs, columns);
  return cell(`${precisionMarks[precision].trim()}${words}`, columns, 'right');
}

/** The first service, and how many more there are. */
function serviceWords({stage}: View, {services}: TimelineEvent): string {
  const [first] = services;
  if (first === undefined) return '';
  const more = services.length > 1 ? ` +${services.length - 1}` : '';
  return `${printable(stage.serviceById.get(first)?.name ?? first)}${more}`;
}

/** A cell of one more column, with a space before it. */
const column = (text: string, columns: number): string => (columns === 0 ? '' : ` ${cell(text, columns - 1)}`);

function eventLine(view: View, row: number, columns: Columns): Line {
  const event = view.stage.timeline.events[listedOf(view).placeOf(row)] as TimelineEvent;
  const isPast = event.atMs <= view.state.positionMs;
  const selected = row === recordCursor(view).row;
  const plain = selected ? 'selected' : isPast ? undefined : 'dim';
  const isSure = event.confidence === 'official' || event.confidence === 'corroborated';
  const isDisputed = event.conflicts.length > 0;
  return [
    selected ? span(' ›', 'selected') : span('  '),
    span(`${timeOf(view, event, columns.time)} `, plain ?? 'dim'),
    span(cell(kindWords[event.kind], kindColumns), isPast ? kindRole(event.kind) : 'dim'),
    span(cell(printable(event.title), columns.title), plain),
    span(column(isDisputed ? disputedSign : '', columns.confidence === 0 ? 0 : 2), isPast ? 'degraded' : 'dim'),
    span(column(event.confidence, Math.max(0, columns.confidence - 2)), !isPast ? 'dim' : isSure ? 'ok' : 'degraded'),
    span(column(serviceWords(view, event), columns.services), isPast ? undefined : 'dim'),
    span(column(sourceWords(view, event), columns.source), 'dim'),
  ];
}

function headLine({time, title, confidence, services, source}: Columns): Line {
  const words = [
    cell('time', 2 + time, 'right'),
    ` ${cell('kind', kindColumns)}`,
    cell('what happened', title),
    column('  confidence', confidence),
    column('service', services),
    column('source', source),
  ];
  return [span(words.join(''), 'dim')];
}

function nowLine(view: View, {time}: Columns, width: number): Line {
  const clock = cell(clockOf(view, view.state.positionMs, time), time, 'right');
  return [span('  '), span(`${clock} now `, 'accent'), span('╌'.repeat(Math.max(0, width - time - 8)), 'rule'), span(' ')];
}

function titleLine(view: View, width: number): Line {
  const {screen, overlay} = view.state;
  const hasKeys = overlay.type === 'none' && screen.type === 'record' && !screen.reading;
  const filter = filterWords(view);
  const happened = `${grouped(happenedOf(view))} of ${grouped(listedOf(view).count)}`;
  const happenedAt = width - happened.length - 3;
  const legend = `${disputedSign} sources disagree`;
  return rule(width, [
    {at: 1, span: span('RECORD', hasKeys ? 'selected' : 'bold')},
    {at: 10, span: span('FACT', 'bold')},
    ...(width >= 72 ? [{at: 17, span: span(legend, 'dim')}] : []),
    ...(filter === '' ? [] : [{at: happenedAt - filter.length - 3, span: span(filter, 'accent')}]),
    {at: happenedAt, span: span(happened, 'dim')},
  ]);
}

/** Every event of the record that the filter lists, whether it has happened yet or not. */
export const recordTable: PanelView = {
  title: titleLine,
  need: view => listedOf(view).count + 2,
  page: (_view, _width, height) => height - 1,
  lines(view, width, height) {
    const columns = columnsFor(width);
    const top = topLine(view, height - 1);
    const reason = nothingListed(view);
    const rows = Array.from({length: Math.max(0, height - 1)}, (_, line): Line => {
      const on = onLine(view, top + line);
      return on === null ? [] : on === 'now' ? nowLine(view, columns, width) : eventLine(view, on, columns);
    });
    return [headLine(columns), ...(reason === null ? rows : [[span(`  ${reason}`, 'accent')]])];
  },
  click: (view, _width, height, row) => (row === 0 ? undefined : cursorPut(view, row - 1, height - 1)),
};
