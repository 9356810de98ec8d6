import {unreachable} from '../../../errors.js';
import type {Size} from '../../../screen/line.js';
import type {Over} from '../../../screen/program.js';
import {stack} from '../../../screen/stack.js';
import type {Column, PanelView, Want} from '../state/panel.js';
import type {Action, Panel, Screen} from '../state/state.js';
import {isModelled, isZoomed, type View} from '../state/view.js';
import {breakpoints} from './breakpoints.js';
import {comparison, outcome} from './compare.js';
import {card, detail, detailBesideCard, openDetail} from './detail.js';
import {agreement, edges} from './fidelity.js';
import {filterPanel} from './filter.js';
import {impact} from './impact.js';
import {map} from './map.js';
import {mitigations} from './mitigations.js';
import {path} from './path.js';
import {record} from './record.js';
import {recordTable, recordText} from './record-table.js';
import {services, servicesFit} from './services.js';
import {why} from './why.js';

const twoColumnsFrom = 110;
const threeColumnsFrom = 180;

/** Where every panel stands between header and timeline bar; `open`: what is open over all of them. */
export function bodyOf(view: View, {columns, rows}: Size, open: Over<View, Action> | null): readonly Column[] {
  const {screen} = view.state;
  const over = open === null ? overlayWants(view) : [{panel: open.panel, least: open.open.sheet.kind === 'list' ? 6 : 4}];
  if (screen.type === 'map') return mapAndPath(view, columns, rows, over);
  if (screen.type === 'record') return recordColumns(view, columns, rows, open === null ? null : over);
  if (screen.type !== 'replay') return whole(view, screens[screen.type], columns, rows, over);
  if (isZoomed(view)) return whole(view, [{panel: panelOf[view.state.focus], least: 4}], columns, rows, over);
  if (columns < twoColumnsFrom) return one(view, columns, rows, over);
  return columns < threeColumnsFrom ? two(view, columns, rows, over) : three(view, columns, rows, open === null ? null : over);
}

type Wants = readonly Want[] | null;

/** Services take one of their forms whole, so that no row of theirs is empty. */
function servicesWant(view: View, room: number): Want {
  const rows = servicesFit(view, room);
  return {panel: services, least: rows, most: rows};
}

/** What stands in the place of a part of the screen while something is open; null: nothing that needs room is. */
function overlayWants({state}: View): Wants {
  switch (state.overlay.type) {
    case 'none':
    case 'go-to':
    case 'search':
      return null;
    case 'filter':
      return [{panel: filterPanel, least: 14}, ...(state.screen.type === 'replay' ? [{panel: record, least: 8}] : [])];
    case 'why':
      return [{panel: why, least: 4}];
    case 'detail':
      return [{panel: openDetail, least: 4}];
    case 'breakpoints':
      return [{panel: breakpoints, least: 6}];
    case 'mitigations':
      return [
        {panel: mitigations, least: 4},
        {panel: card, least: 5},
      ];
    default:
      return unreachable(state.overlay);
  }
}

const screens: Readonly<Record<'compare' | 'fidelity', readonly Want[]>> = {
  compare: [
    {panel: outcome, least: 3},
    {panel: comparison, least: 4},
  ],
  fidelity: [
    {panel: agreement, least: 5},
    {panel: edges, least: 4},
  ],
};

/** What the keys are in, for zooming. */
const panelOf: Readonly<Record<Panel, PanelView>> = {services, record, mitigations, impact};
/** The panels of a screen, where their order alone matters. */
function wantsOf(screen: Screen['type']): readonly Want[] {
  if (screen === 'replay') return [];
  if (screen === 'map')
    return [
      {panel: map, least: 4},
      {panel: path, least: 1},
    ];
  return screen === 'record'
    ? [
        {panel: recordTable, least: 4},
        {panel: recordText, least: 1},
      ]
    : screens[screen];
}

/** The panels of what is open, or else of a screen of its own; none for the plain replay. */
export function openPanels(view: View): readonly PanelView[] {
  const {screen} = view.state;
  const wants = overlayWants(view) ?? wantsOf(screen.type);
  return wants.map(({panel}) => panel);
}

/** What takes the lower part for the panel that has the keys. */
const lowerOf = ({state}: View): PanelView => (state.focus === 'mitigations' ? mitigations : state.focus === 'impact' ? impact : record);

/** A screen of its own; what is open stands beside it where there is room, else in its place. */
function whole(view: View, wants: readonly Want[], columns: number, rows: number, over: Wants): readonly Column[] {
  if (over === null || columns < threeColumnsFrom) return [{width: columns, parts: stack(view, columns, rows, over ?? wants)}];
  const right = Math.floor(columns * 0.4);
  const left = columns - 1 - right;
  return [
    {width: left, parts: stack(view, left, rows, wants)},
    {width: right, parts: stack(view, right, rows, over)},
  ];
}

/** The map keeps its place whatever happens: the path in words, or what is open, stands beside it where there is room. */
function mapAndPath(view: View, columns: number, rows: number, over: Wants): readonly Column[] {
  if (columns < twoColumnsFrom) {
    const height = Math.min(map.need(view, columns), rows - 3);
    return [
      {
        width: columns,
        parts: stack(
          view,
          columns,
          rows,
          over ?? [
            {panel: map, least: height, most: height},
            {panel: path, least: 1},
          ],
        ),
      },
    ];
  }
  const right = Math.floor(columns * 0.4);
  const left = columns - 1 - right;
  return [
    {width: left, parts: stack(view, left, rows, [{panel: map, least: 4}])},
    {width: right, parts: stack(view, right, rows, over ?? [{panel: path, least: 4}])},
  ];
}

/** From this width on the text of an event stands beside the table of the record. */
const textBesideFrom = 150;
/** Share of the width beside the table, and of the height below it, that the text takes. */
const textShare = {beside: 0.34, below: 0.42, reading: 0.7} as const;

/** The record as a table with the text of the selected event; where there is room, the filter stands in the text's place. */
function recordColumns(view: View, columns: number, rows: number, open: Wants): readonly Column[] {
  const {overlay, screen} = view.state;
  const over = open ?? overlayWants(view);
  const isOver = over !== null && (open !== null || overlay.type !== 'filter' || columns < twoColumnsFrom);
  if (isOver) return whole(view, [{panel: recordTable, least: 4}], columns, rows, over);
  const below = over?.[0]?.panel ?? recordText;
  if (columns >= textBesideFrom) {
    const right = Math.floor(columns * textShare.beside);
    const left = columns - 1 - right;
    return [
      {width: left, parts: [{panel: recordTable, height: rows}]},
      {width: right, parts: [{panel: below, height: rows}]},
    ];
  }
  const isReading = screen.type === 'record' && screen.reading;
  const height = Math.floor(rows * (isReading ? textShare.reading : textShare.below));
  return [
    {
      width: columns,
      parts: [
        {panel: recordTable, height: rows - height},
        {panel: below, height},
      ],
    },
  ];
}

function one(view: View, width: number, rows: number, over: Wants): readonly Column[] {
  const wants = over ?? [
    servicesWant(view, Math.max(Math.ceil(rows * 0.55), rows - 12)),
    {panel: lowerOf(view), least: rows > 24 ? 8 : 5},
    {panel: detail, least: 10},
  ];
  return [{width, parts: stack(view, width, rows, wants)}];
}

function two(view: View, columns: number, rows: number, over: Wants): readonly Column[] {
  const left = Math.min(84, Math.floor((columns - 1) * 0.61));
  const right = columns - 1 - left;
  const below: readonly Want[] = isModelled(view) && view.state.overlay.type !== 'mitigations' ? [{panel: mitigations, least: 4}] : [];
  const leftParts = stack(view, left, rows, [servicesWant(view, rows - 6), ...below, {panel: impact, least: 4}]);
  const isShown = (wanted: PanelView): boolean => leftParts.some(({panel}) => panel === wanted);
  // What has the keys and stands nowhere yet takes the lower part.
  const focused = panelOf[view.state.focus];
  const lower = (focused === impact || focused === mitigations) && !isShown(focused) ? focused : detail;
  const rightParts = stack(
    view,
    right,
    rows,
    over ?? [
      {panel: record, least: Math.floor(rows * 0.45)},
      {panel: lower, least: 8},
    ],
  );
  return [
    {width: left, parts: leftParts},
    {width: right, parts: rightParts},
  ];
}

function three(view: View, columns: number, rows: number, open: Wants): readonly Column[] {
  const left = Math.min(92, Math.floor(columns * 0.4));
  const right = Math.floor(columns * 0.25);
  const middle = columns - 2 - left - right;
  const leftColumn = {
    width: left,
    parts: stack(view, left, rows, [servicesWant(view, rows - 8), {panel: impact, least: 6}]),
  };
  const over = open ?? overlayWants(view);
  // The mitigations have their own place here.
  if (over !== null && (open !== null || view.state.overlay.type !== 'mitigations')) {
    const width = middle + 1 + right;
    return [leftColumn, {width, parts: stack(view, width, rows, over)}];
  }
  return [
    leftColumn,
    {
      width: middle,
      parts: stack(view, middle, rows, [
        {panel: record, least: Math.floor(rows * 0.45)},
        {panel: detailBesideCard, least: 8},
      ]),
    },
    {
      width: right,
      parts: stack(view, right, rows, [
        {panel: mitigations, least: 4},
        {panel: card, least: 8},
      ]),
    },
  ];
}
