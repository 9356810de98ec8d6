import {hourMinute, stamp} from '../../../format/clock.js';
import {printable, width as widthOf} from '../../../format/text.js';
import {cell, type Line, rule, type Span, span} from '../../../screen/line.js';
import {blocks, joined} from '../../../screen/sparks.js';
import {MINUTE_MS} from '../../../timeline/time.js';
import type {Ms} from '../../../timeline/types.js';
import {latestAsked} from '../state/answering.js';
import {hitsIn, nextHits} from '../state/breakpoints.js';
import {listedOf} from '../state/cursors.js';
import type {Facts} from '../state/facts.js';
import {answerTo} from '../state/questions.js';
import type {Stage} from '../state/timeline-index.js';
import {isModelled, isWhatIf, isZoomed, type View} from '../state/view.js';
import {phaseIndexOf} from './header.js';
import {filterWords} from './words.js';

/** Where an instant stands on the timeline bar, and back. */
export type BarScale = {
  readonly width: number;
  /** The column of an instant, from 0; instants outside the bar stand on its ends. */
  columnOf(atMs: Ms): number;
  /** The first instant of a column; of column `width`: the end. */
  startOf(column: number): Ms;
  /** The column of the mark between the main part and the folded tail; null: nothing is folded. */
  readonly breakColumn: number | null;
};

/** A tail longer than this share of the main part is folded … */
const longTail = 0.1;
/** … into at most this share of the bar. */
const foldedShare = 0.12;

const within = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));

function linear(startMs: Ms, endMs: Ms, first: number, columns: number) {
  const lengthMs = Math.max(1, endMs - startMs);
  return {
    columnOf: (atMs: Ms) => first + within(Math.floor(((atMs - startMs) / lengthMs) * columns), 0, columns - 1),
    startOf: (column: number) => Math.ceil(startMs + ((column - first) * lengthMs) / columns),
  };
}

/**
 * A bar of `width` columns from `startMs` to `endMs`. It is linear up to `mainEndMs`; a longer stretch after that (a model runs on until
 * the slowest recovery) is folded into a few columns behind a break mark, so that the incident itself keeps the room.
 */
export function barScale(startMs: Ms, endMs: Ms, mainEndMs: Ms, width: number): BarScale {
  const mainMs = mainEndMs - startMs;
  const tailColumns = Math.floor(width * foldedShare) - 1;
  if (mainMs <= 0 || endMs - mainEndMs <= mainMs * longTail || tailColumns < 1) {
    return {width, breakColumn: null, ...linear(startMs, endMs, 0, width)};
  }
  const breakColumn = width - tailColumns - 1;
  const main = linear(startMs, mainEndMs, 0, breakColumn);
  const tail = linear(mainEndMs, endMs, breakColumn + 1, tailColumns);
  return {
    width,
    breakColumn,
    columnOf: atMs => (atMs < mainEndMs ? main.columnOf(atMs) : atMs === mainEndMs ? breakColumn : tail.columnOf(atMs)),
    startOf: column => (column < breakColumn ? main.startOf(column) : column === breakColumn ? mainEndMs : tail.startOf(column)),
  };
}

const labelSteps = [5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440, 2880, 10_080] as const;
/** A label needs this many columns to stand apart from the next one. */
const labelColumns = 9;

/** Local times at round hours; the end of a folded tail at the right edge. */
export function axisLine({timeline, startMs, endMs}: Stage, scale: BarScale): Line {
  const mainColumns = scale.breakColumn ?? scale.width;
  const mainEndMs = scale.startOf(mainColumns);
  const mainMinutes = Math.max(1, (mainEndMs - startMs) / 60_000);
  const step = labelSteps.find(minutes => (mainColumns * minutes) / mainMinutes >= labelColumns) ?? 10_080;
  const [hours = 0, minutes = 0] = hourMinute(timeline, startMs).split(':').map(Number);
  const firstMs = startMs + ((step - ((hours * 60 + minutes) % step)) % step) * 60_000;
  let text = '';
  for (let atMs = firstMs; atMs < mainEndMs; atMs += step * 60_000) {
    const column = scale.columnOf(atMs);
    if (column < text.length || column + 5 > mainColumns) continue;
    text = text.padEnd(column) + hourMinute(timeline, atMs);
  }
  if (scale.breakColumn === null) return [span(text.padEnd(scale.width), 'dim')];
  const tail = scale.width - scale.breakColumn - 1;
  const end = widthOf(stamp(timeline, endMs)) <= tail ? stamp(timeline, endMs) : hourMinute(timeline, endMs);
  const words = widthOf(end) <= tail ? cell(end, tail, 'right') : ' '.repeat(tail);
  return [span(text.padEnd(scale.breakColumn), 'dim'), span('≈', 'rule'), span(words, 'dim')];
}

const margin = 1;
const latestSign = '⌐';
const bookmarkSign = '▼';
export const breakpointSign = '◇';

/** Rows of the bar, its title included: a part of the replay, and of the map where there is height. Impact over time joins where there is height; in a what-if history's below it. */
export function barRows(view: View, rows: number): number {
  const {type} = view.state.screen;
  if ((type !== 'replay' && !(type === 'map' && rows >= 30)) || isZoomed(view)) return 0;
  return 4 + (hasImpact(view, rows) ? (isWhatIf(view) ? 2 : 1) : 0);
}

const hasImpact = (view: View, rows: number): boolean => rows >= 30 && isModelled(view);

function scaleOf({stage}: View, columns: number): BarScale {
  const {timeline, startMs, endMs} = stage;
  return barScale(startMs, endMs, timeline.incident.endsAtMs, Math.max(1, columns - 2 * margin));
}

/** The first whole minute that a column of the screen stands for; beyond the bar, its ends. */
export function momentAt(view: View, columns: number, column: number): Ms {
  const scale = scaleOf(view, columns);
  const place = Math.max(-1, Math.min(scale.width, column - margin));
  if (place < 0) return view.stage.startMs;
  const startMs = scale.startOf(place);
  const minuteMs = Math.ceil(startMs / MINUTE_MS) * MINUTE_MS;
  // The first instant behind the break mark stands on the mark; a column can be shorter than a minute.
  return [minuteMs, minuteMs + MINUTE_MS].find(atMs => scale.columnOf(atMs) === place) ?? startMs;
}

export function timelineBar(view: View, columns: number, rows: number): readonly Line[] {
  if (barRows(view, rows) === 0) return [];
  const scale = scaleOf(view, columns);
  const here = scale.columnOf(view.state.positionMs);
  const impactRows = hasImpact(view, rows) ? impactLines(view, scale, here) : [];
  return [
    title(view, columns, impactRows.length > 0),
    ...[phaseLine(view, scale), densityLine(view, scale, here), ...impactRows, axisLine(view.stage, scale)].map(line => [
      span(' '.repeat(margin)),
      ...line,
    ]),
  ];
}

function title(view: View, columns: number, hasCurve: boolean): Line {
  const filter = filterWords(view);
  const events = filter === '' ? 'events' : `events, ${filter}`;
  const more = events.length - 'events'.length;
  const thrown = isWhatIf(view) ? [{at: 21 + more, span: span('▲ thrown', 'accent')}] : [];
  const latestAt = more + (!hasCurve ? 32 : columns < 110 ? 61 : 93);
  const curve = [
    {at: 32 + more, span: span('users affected', 'dim')},
    {at: 49 + more, span: span('SIMULATED', 'simulated')},
    ...(isWhatIf(view) ? [{at: 61 + more, span: span('upper what-if, lower history', 'dim')}] : []),
  ];
  const latest = latestAsked(view) === null ? [] : [{at: latestAt, span: span(`${latestSign} latest useful`, 'accent')}];
  const fixed = [...thrown, ...(hasCurve ? curve : []), ...latest];
  const last = fixed.at(-1);
  return rule(columns, [
    {at: 1, span: span('TIMELINE', 'bold')},
    {at: 12, span: span(events, filter === '' ? 'dim' : 'accent')},
    ...fixed,
    ...markWords(view, columns, last === undefined ? 20 + more : last.at + last.span.text.length + 2),
  ]);
}

/** What the marks of a person are, at the right end; a word each where there is little room after `fromColumn`. */
function markWords({state}: View, columns: number, fromColumn: number) {
  const signs = [
    ...(state.breakpoints.length === 0 ? [] : [{sign: breakpointSign, words: ['breakpoint', 'stop']}]),
    ...(state.bookmarks.length === 0 ? [] : [{sign: bookmarkSign, words: ['bookmark', 'mark']}]),
  ];
  const forms = [0, 1].map(form => signs.map(({sign, words}) => `${sign} ${words[form]}`));
  const wide = (texts: readonly string[]) => texts.reduce((sum, text) => sum + text.length + 3, 0);
  const texts = forms.find(form => wide(form) < columns - fromColumn) ?? [];
  return texts.map((text, index) => ({at: columns - wide(texts.slice(index)), span: span(text, 'accent')}));
}

/** Phase names between rules, each in its own stretch; the one that holds now stands out. */
function phaseLine(view: View, scale: BarScale): Line {
  const {stage} = view;
  const spans: Span[] = [];
  let column = 0;
  const holds = phaseIndexOf(view);
  for (const [index, {title: name, startsAtMs, endsAtMs}] of stage.timeline.phases.entries()) {
    const first = Math.max(column, scale.columnOf(startsAtMs));
    const after = endsAtMs >= stage.endMs ? scale.width : scale.columnOf(endsAtMs);
    if (after - first < 2) continue;
    if (first > column) spans.push(span(' '.repeat(first - column)));
    const isNow = index === holds;
    spans.push(span('│', 'rule'), span(cell(`${printable(name)}`, after - first - 1), isNow ? 'accent' : 'dim'));
    column = after;
  }
  if (column < scale.width) spans.push(span(' '.repeat(scale.width - column)));
  return spans;
}

/** Listed events of the record in each column, the position, bookmarks, where breakpoints are hit next, where mitigations were thrown, and until when the open one would help. */
function densityLine(view: View, scale: BarScale, here: number): Line {
  const {state} = view;
  const {upTo} = listedOf(view);
  const before = (column: number): number => upTo(scale.startOf(column) - 1);
  const counts = Array.from({length: scale.width}, (_, column) => before(column + 1) - before(column));
  const most = Math.max(1, ...counts);
  const thrown = new Set(state.plan.flatMap(edit => (edit.op === 'add' ? [scale.columnOf(edit.atMs)] : [])));
  const bookmarks = new Set(state.bookmarks.map(scale.columnOf));
  const stops = new Set(
    nextHits(hitsIn(view.now.run, state.breakpoints), state.positionMs).map(atMs => (atMs === undefined ? -1 : scale.columnOf(atMs))),
  );
  const latestMs = answerTo(view.answers, latestAsked(view))?.latest?.atMs ?? null;
  const latest = latestMs === null ? -1 : scale.columnOf(latestMs);
  return joined(
    counts.map((count, column) => {
      if (column === here) return span('┃', 'accent');
      if (column === latest) return span(latestSign, 'accent');
      if (thrown.has(column)) return span('▲', 'accent');
      if (stops.has(column)) return span(breakpointSign, 'accent');
      if (bookmarks.has(column)) return span(bookmarkSign, 'accent');
      if (column === scale.breakColumn) return span('≈', 'rule');
      // A square root keeps one event visible beside the busiest minute.
      const bar = count === 0 ? ' ' : (blocks[Math.ceil(Math.sqrt(count / most) * 7) - 1] ?? '▇');
      return span(bar, column < here ? undefined : 'dim');
    }),
  );
}

function impactLines(view: View, scale: BarScale, here: number): readonly Line[] {
  const {now, history} = view;
  const rows = isWhatIf(view) ? [now, history] : [history];
  const rates = rows.map(facts => ratesOf(facts, scale));
  const most = Math.max(1, ...rates.flat());
  return rates.map((values, row) =>
    joined(
      values.map((value, column) => {
        if (column === here) return span('┃', 'accent');
        if (column === scale.breakColumn) return span('≈', 'rule');
        const bar = value < most / 1000 ? ' ' : (blocks[Math.max(0, Math.ceil((value / most) * 7) - 1)] ?? '▇');
        return span(bar, row === 1 ? 'ghost' : column < here ? 'partial' : 'dim');
      }),
    ),
  );
}

/** Users affected in each column: impaired user-minutes per minute. */
function ratesOf(facts: Facts, scale: BarScale): number[] {
  return Array.from({length: scale.width}, (_, column) => {
    const fromMs = scale.startOf(column);
    const toMs = scale.startOf(column + 1);
    return toMs <= fromMs ? 0 : Math.max(0, facts.userMinutesNear(toMs) - facts.userMinutesNear(fromMs)) / ((toMs - fromMs) / 60_000);
  });
}
