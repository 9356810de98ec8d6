import {dateOf, dayMs, hourMinute} from '../../../format/clock.js';
import {grouped} from '../../../format/number.js';
import {printable, width as widthOf} from '../../../format/text.js';
import {kindWords} from '../../../format/words.js';
import {firstShown} from '../../../screen/first-shown.js';
import {cell, type Line, rule, span} from '../../../screen/line.js';
import type {EventKind, TimelineEvent} from '../../../timeline/types.js';
import {happenedOf, listedOf} from '../state/cursors.js';
import type {Happening} from '../state/facts.js';
import type {PanelView} from '../state/panel.js';
import {countUpTo} from '../state/timeline-index.js';
import {isWhatIf, recordIndex, rowsOf, type View} from '../state/view.js';
import {filterWords} from './words.js';

export const precisionMarks = {exact: ' ', about: '~', before: '<', after: '>', day: ' '} as const;
/** Share of the panel that lies before the `now` line. */
const pastShare = 0.6;
/** Where there is room, the source of a fact stands at the right edge. */
const withSource = 72;

/** Seven columns: ` 02:25`, `~02:25`, ` 21 Oct`. */
function timeOf(view: View, happening: Happening): string {
  const {timeline, startMs} = view.stage;
  const event = happening.kind === 'fact' ? happening.event : null;
  const near = happening.atMs >= startMs && happening.atMs < startMs + dayMs && event?.precision !== 'day';
  const words = near ? hourMinute(timeline, happening.atMs) : dateOf(timeline, happening.atMs).replace(/ \d{4}$/, '');
  return cell(`${precisionMarks[event?.precision ?? 'exact']}${words}`, 7);
}

export function sourceWords(view: View, event: TimelineEvent): string {
  const [first] = event.sources;
  const source = first === undefined ? undefined : view.stage.sourceById.get(first);
  const more = event.sources.length > 1 ? ` +${event.sources.length - 1}` : '';
  return source === undefined ? '' : `${printable(source.publisher === '' ? source.title : source.publisher)}${more}`;
}

function happeningLine(view: View, index: number, width: number): Line {
  const happening = rowsOf(view).happenings[index] as Happening;
  const past = happening.atMs <= view.state.positionMs;
  const selected = view.state.focus === 'record' && index === recordIndex(view);
  const text = printable(happening.kind === 'fact' ? happening.event.title : happening.text);
  const room = width - 2 - 8 - 11 - 1;
  const sourceColumns = Math.min(18, Math.floor(width / 5));
  // The title comes first: the source stands beside it only where both fit.
  const hasSource = happening.kind === 'fact' && width >= withSource && widthOf(text) <= room - sourceColumns - 1;
  const source = hasSource ? ` ${cell(sourceWords(view, happening.event), sourceColumns, 'right')}` : '';
  const word = happening.kind === 'fact' ? kindWords[happening.event.kind] : 'SIMULATED';
  const plain = selected ? 'selected' : past ? undefined : 'dim';
  return [
    selected ? span(' ›', 'selected') : span('  '),
    span(`${timeOf(view, happening)} `, plain ?? 'dim'),
    span(cell(word, 11), happening.kind === 'simulated' ? 'simulated' : past ? kindRole(happening.event.kind) : 'dim'),
    span(cell(text, room - widthOf(source)), plain),
    span(`${source} `, 'dim'),
  ];
}

export const kindRole = (kind: EventKind) =>
  kind === 'fault' || kind === 'impact' ? 'major' : kind === 'recovery' ? 'ok' : kind === 'action' ? 'bold' : 'dim';

function nowLine(view: View, width: number): Line {
  const words = ` ${hourMinute(view.stage.timeline, view.state.positionMs)}  now `;
  return [span('  '), span(words, 'accent'), span('╌'.repeat(Math.max(0, width - words.length - 3)), 'rule'), span(' ')];
}

/** The rows of a window of `height` around now; the `now` line stands between what has happened and what has not. */
function windowOf(view: View, height: number): {readonly first: number; readonly nowRow: number} {
  const {happenings, times} = rowsOf(view);
  const total = happenings.length + 1;
  const nowRow = countUpTo(times, view.state.positionMs);
  const selected = recordIndex(view);
  const selectedRow = selected < nowRow ? selected : selected + 1;
  const top = view.state.tops.record ?? nowRow - Math.floor(height * pastShare);
  return {first: firstShown(top, selectedRow, total, height), nowRow};
}

function title(view: View, width: number): Line {
  const {now, stage, state} = view;
  const count = `${grouped(happenedOf(view))} of ${grouped(listedOf(view).count)}`;
  const filter = filterWords(view);
  const focused = state.focus === 'record' && state.overlay.type === 'none';
  const marked = now.happenings.length > stage.eventTimes.length;
  const legend = isWhatIf(view) && filter === '' ? 'FACT: what happened' : 'FACT';
  const countAt = width - count.length - 3;
  // That a filter is on must be said: where both do not fit, the count goes.
  const filterAt = countAt - filter.length - 3;
  const right =
    filter === ''
      ? [{at: countAt, span: span(count, 'dim')}]
      : filterAt >= 17
        ? [
            {at: filterAt, span: span(filter, 'accent')},
            {at: countAt, span: span(count, 'dim')},
          ]
        : [{at: width - filter.length - 3, span: span(filter, 'accent')}];
  return rule(width, [
    {at: 1, span: span('RECORD', focused ? 'selected' : 'bold')},
    {at: 10, span: span(legend, 'bold')},
    ...(marked && width >= 60 && (filter === '' || filterAt >= 30) ? [{at: 13 + legend.length, span: span('SIMULATED', 'simulated')}] : []),
    ...right,
  ]);
}

export const record: PanelView = {
  title,
  need: view => rowsOf(view).happenings.length + 1,
  lines(view, width, height) {
    const {first, nowRow} = windowOf(view, height);
    const rows = Math.min(height, rowsOf(view).happenings.length + 1 - first);
    return Array.from({length: Math.max(0, rows)}, (_, offset) => {
      const row = first + offset;
      if (row === nowRow) return nowLine(view, width);
      return happeningLine(view, row < nowRow ? row : row - 1, width);
    });
  },
  click(view, _width, height, offset) {
    const {first, nowRow} = windowOf(view, height);
    const row = first + offset;
    if (row === nowRow || row > rowsOf(view).happenings.length) return undefined;
    const index = row < nowRow ? row : row - 1;
    return {type: 'select-record', offset: index - (nowRow - 1), top: first};
  },
};
