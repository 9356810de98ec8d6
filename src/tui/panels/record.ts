import {dateOf, dayMs, hourMinute} from '../../format/clock.js';
import {printable, width as widthOf} from '../../format/text.js';
import {kindWords} from '../../format/words.js';
import type {EventKind, TimelineEvent} from '../../timeline/types.js';
import type {Happening} from '../facts.js';
import {cell, type Line, rule, span} from '../line.js';
import {countUpTo} from '../stage.js';
import {isWhatIf, recordIndex, type View} from '../view.js';
import {firstShown} from './first-shown.js';
import type {PanelView} from './panel.js';

const precisionMarks = {exact: ' ', about: '~', before: '<', after: '>', day: ' '} as const;
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
  const happening = view.now.happenings[index] as Happening;
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

const kindRole = (kind: EventKind) =>
  kind === 'fault' || kind === 'impact' ? 'major' : kind === 'recovery' ? 'ok' : kind === 'action' ? 'bold' : 'dim';

function nowLine(view: View, width: number): Line {
  const words = ` ${hourMinute(view.stage.timeline, view.state.positionMs)}  now `;
  return [span('  '), span(words, 'accent'), span('╌'.repeat(Math.max(0, width - words.length - 3)), 'rule'), span(' ')];
}

/** The rows of a window of `height` around now; the `now` line stands between what has happened and what has not. */
function windowOf(view: View, height: number): {readonly first: number; readonly nowRow: number} {
  const total = view.now.happenings.length + 1;
  const nowRow = countUpTo(view.now.times, view.state.positionMs);
  const selected = recordIndex(view);
  const selectedRow = selected < nowRow ? selected : selected + 1;
  const top = view.state.tops.record ?? nowRow - Math.floor(height * pastShare);
  return {first: firstShown(top, selectedRow, total, height), nowRow};
}

function title(view: View, width: number): Line {
  const {now, stage, state} = view;
  const happened = countUpTo(stage.eventTimes, state.positionMs);
  const count = `${happened} of ${stage.eventTimes.length}`;
  const legend = isWhatIf(view) ? 'FACT: what happened' : 'FACT';
  const focused = state.focus === 'record' && state.overlay.type === 'none';
  const marked = now.happenings.length > stage.eventTimes.length;
  return rule(width, [
    {at: 1, span: span('RECORD', focused ? 'selected' : 'bold')},
    {at: 10, span: span(legend, 'bold')},
    ...(marked && width >= 60 ? [{at: 13 + legend.length, span: span('SIMULATED', 'simulated')}] : []),
    {at: width - count.length - 3, span: span(count, 'dim')},
  ]);
}

export const record: PanelView = {
  title,
  need: view => view.now.happenings.length + 1,
  lines(view, width, height) {
    const {first, nowRow} = windowOf(view, height);
    const rows = Math.min(height, view.now.happenings.length + 1 - first);
    return Array.from({length: Math.max(0, rows)}, (_, offset) => {
      const row = first + offset;
      if (row === nowRow) return nowLine(view, width);
      return happeningLine(view, row < nowRow ? row : row - 1, width);
    });
  },
  click(view, _width, height, offset) {
    const {first, nowRow} = windowOf(view, height);
    const row = first + offset;
    if (row === nowRow || row > view.now.happenings.length) return undefined;
    const index = row < nowRow ? row : row - 1;
    return {type: 'select-record', offset: index - (nowRow - 1), top: first};
  },
};
