import {grouped} from '../../../format/number.js';
import {printable} from '../../../format/text.js';
import {kindWords} from '../../../format/words.js';
import {cell, fitLine, type Line, rule, span} from '../../../screen/line.js';
import {firstShown} from '../../../screen/list-window.js';
import type {EventKind} from '../../../timeline/types.js';
import {listedOf, toggledRow} from '../state/cursors.js';
import {type Dimension, type Facet, facetsIn, isFiltering, isShown, shownOf} from '../state/filter.js';
import type {PanelView} from '../state/panel.js';
import type {View} from '../state/view.js';

export const headings: Readonly<Record<Dimension, string>> = {kinds: 'KIND', confidences: 'CONFIDENCE', services: 'SERVICE'};

/** From these widths on the services, and the kinds too, stand in a column of their own. */
const twoColumnsFrom = 72;
const threeColumnsFrom = 110;

/** The word at the end of what is hidden. */
const hiddenColumns = 8;

/** A stretch of the list that stands in one column of the panel; `first`: the row of the list at its top. */
type Box = {readonly left: number; readonly width: number; readonly first: number; readonly end: number};

/** The part of the list from `from` to `end` that is seen; where the cursor is elsewhere, its beginning. */
function boxOf({state}: View, place: Pick<Box, 'left' | 'width'>, from: number, end: number, height: number): Box {
  const {row, top} = state.overlay.type === 'filter' ? state.overlay : {row: 0, top: 0};
  const isHere = row >= from && row < end;
  return {...place, end, first: from + (isHere ? firstShown(row - from, Math.max(0, top - from), height, end - from) : 0)};
}

function boxesOf(view: View, width: number, height: number): readonly Box[] {
  const facets = facetsIn(view.stage);
  const headingAt = (dimension: Dimension) => facets.findIndex(facet => facet.dimension === dimension);
  const starts =
    width < twoColumnsFrom
      ? [0]
      : width < threeColumnsFrom
        ? [0, headingAt('services')]
        : [0, headingAt('confidences'), headingAt('services')];
  const columns = Math.floor(width / starts.length);
  return starts.map((from, index) => {
    const left = index * columns;
    const place = {left, width: index === starts.length - 1 ? width - left : columns};
    return boxOf(view, place, from, starts[index + 1] ?? facets.length, height);
  });
}

export function nameOf({stage}: View, dimension: Dimension, name: string): string {
  if (dimension === 'kinds') return kindWords[name as EventKind] ?? printable(name);
  if (dimension === 'confidences') return name;
  return name === '' ? 'no service' : printable(stage.serviceById.get(name)?.name ?? name);
}

function facetLine(view: View, row: number, width: number): Line {
  const facet = facetsIn(view.stage)[row] as Facet;
  const {overlay} = view.state;
  const selected = overlay.type === 'filter' && overlay.row === row;
  return [
    selected ? span(' › ', 'selected') : span('   '),
    ...(facet.name === null ? headingSpans : nameSpans)(view, facet, width - 3, selected),
  ];
}

function headingSpans({state}: View, {dimension, count}: Facet, columns: number, selected: boolean): Line {
  const shown = shownOf(state.filter[dimension], count);
  const sign = shown === count ? '[x]' : shown === 0 ? '[ ]' : '[-]';
  const words = `${grouped(shown)} of ${grouped(count)}`;
  const room = columns - 4 - hiddenColumns;
  const role = selected ? 'selected' : 'bold';
  return [span(`${sign} `, role), span(cell(headings[dimension], room - words.length - 1), role), span(` ${words}`, 'dim')];
}

function nameSpans(view: View, {dimension, name, count}: Facet, columns: number, selected: boolean): Line {
  const isOn = isShown(view.state.filter[dimension], name ?? '');
  const words = grouped(count);
  const room = columns - 5 - hiddenColumns;
  const role = selected ? 'selected' : isOn ? undefined : 'dim';
  return [
    span(isOn ? ' [x] ' : ' [ ] ', role),
    span(cell(nameOf(view, dimension, name ?? ''), room - words.length - 1), role),
    span(` ${words}`, isOn ? undefined : 'dim'),
    span(isOn ? '' : ' hidden', 'dim'),
  ];
}

/** Where the title says how many events are listed. */
const wordsAt = 17;

function title(view: View, width: number, height: number): Line {
  const {count} = listedOf(view);
  const total = view.stage.eventTimes.length;
  const hidden = boxesOf(view, width, height - 1).reduce((sum, {first, end}) => sum + Math.max(0, end - first - (height - 1)), 0);
  const key = hidden > 0 ? `${hidden} more: ↓` : isFiltering(view.state.filter) ? 'a: show all' : 'esc closes';
  const keyAt = width - key.length - 3;
  const long = `${grouped(count)} of ${grouped(total)} events`;
  const words = wordsAt + long.length + 2 <= keyAt ? long : long.replace(/ events$/, '');
  return rule(width, [
    {at: 1, span: span('FILTER', 'selected')},
    {at: 10, span: span('FACT', 'bold')},
    {at: wordsAt, span: span(words, 'accent')},
    {at: keyAt, span: span(key, 'dim')},
  ]);
}

/** Kinds, confidences and services with the number of their events, each shown or hidden. */
export const filterPanel: PanelView = {
  title,
  need: (view, width) => {
    const {length} = facetsIn(view.stage);
    return width < twoColumnsFrom ? length : Math.max(...boxesOf(view, width, length).map(({first, end}) => end - first));
  },
  page: (_, __, height) => height,
  lines(view, width, height) {
    const boxes = boxesOf(view, width, height);
    const lineAt = ({first, end, width: columns}: Box, row: number): Line =>
      fitLine(first + row < end ? facetLine(view, first + row, columns) : [], columns);
    return Array.from({length: height}, (_, row) => boxes.flatMap(box => lineAt(box, row)));
  },
  click(view, width, height, row, column) {
    const box = boxesOf(view, width, height).find(({left, width: columns}) => column >= left && column < left + columns);
    return box === undefined || row < 0 || row >= height || box.first + row >= box.end ? undefined : toggledRow(view, box.first + row);
  },
};
