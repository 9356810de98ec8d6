import {statusAt} from '../../../engine/run.js';
import {printable, width as widthOf} from '../../../format/text.js';
import {cell, type Line, rule, type Span, span} from '../../../screen/line.js';
import {signs} from '../../../screen/signs.js';
import type {MapLayout, MapNode, MapRow, Side} from '../map-layout.js';
import {mapPath} from '../map-path.js';
import {leastStep, railColumns, type ShownRail, shownRails, strongLines, wires} from '../map-wires.js';
import type {PanelView} from '../panel.js';
import type {Action} from '../state.js';
import {isModelled, isWhatIf, statusOf, type View} from '../view.js';

/** The services and what they stand on: control plane left, data plane right, the lines of dependency between them from the cause down. */

/** Widths of the parts of a line; 0: not shown. */
type Columns = {
  readonly margin: number;
  readonly name: Readonly<Record<Side, number>>;
  /** History's sign in a what-if: `(✖)`. */
  readonly ghost: number;
  readonly status: number;
  readonly wires: number;
};

/** Sign and cursor between a name and the lines. */
const signColumns = 2;
const ghostColumns = 4;
const statusColumns = 15;
/** From this width on names may be longer. */
const roomy = 90;

function columnsFor(view: View, width: number): Columns {
  const {nodes, rails} = view.stage.map();
  const longest = (side: Side): number =>
    Math.max(0, ...[...nodes.values()].filter(node => node.side === side).map(({service}) => widthOf(printable(service.name))));
  const name = {left: Math.min(longest('left'), width < roomy ? 18 : 26), right: Math.min(longest('right'), width < roomy ? 18 : 26)};
  const sides = (['left', 'right'] as const).filter(side => name[side] > 0);
  const names = sides.reduce((sum, side) => sum + name[side] + signColumns, 2);
  let left = width - names - railColumns(rails, leastStep);
  const take = (columns: number): number => {
    if (columns * sides.length > left) return 0;
    left -= columns * sides.length;
    return columns;
  };
  // The place of history's signs is kept free, so that nothing moves when a what-if begins.
  const ghost = isModelled(view) ? take(ghostColumns) : 0;
  const status = take(statusColumns);
  const taken = names + (ghost + status) * sides.length;
  const room = Math.max(1, Math.min(width - taken, railColumns(rails, 5)));
  return {margin: 1 + Math.max(0, Math.floor((width - taken - room) / 2)), name, ghost, status, wires: room};
}

/** Where the right side begins. */
const rightAt = (columns: Columns): number => columns.margin + sideColumns(columns, 'left') + columns.wires;

const sideColumns = ({name, ghost, status}: Columns, side: Side): number =>
  name[side] === 0 ? 0 : name[side] + signColumns + ghost + status;

/** What stands on a line of the panel: a row of the map, or the empty line below it. */
type Shown = {readonly row: MapRow; readonly index: number; readonly isBelow: boolean};

/** The rows that are seen: all of them, with air between the layers as far as there is room, else the page with the selected service. */
function shownRows({rows, nodes}: MapLayout, selected: string, height: number): readonly Shown[] {
  const all = rows.map((row, index): Shown => ({row, index, isBelow: false}));
  if (rows.length <= height) return airy(all, height);
  const room = Math.max(1, height);
  const at = nodes.get(selected)?.row ?? 0;
  const first = Math.max(0, Math.min(Math.floor(at / room) * room, rows.length - room));
  return all.slice(first, first + room);
}

function airy(all: readonly Shown[], height: number): readonly Shown[] {
  const endsLayer = ({row, index}: Shown): boolean => {
    const next = all[index + 1]?.row;
    return next !== undefined && next.layer !== row.layer;
  };
  const endsSection = ({index}: Shown): boolean => all[index + 1]?.row.title !== undefined && all[index + 1]?.row.title !== '';
  for (const [gets, lines] of [
    [endsLayer, 2],
    [endsLayer, 1],
    [endsSection, 1],
  ] as const) {
    const spread = all.flatMap(shown =>
      gets(shown) ? [shown, ...Array.from({length: lines}, () => ({...shown, isBelow: true}))] : [shown],
    );
    if (spread.length <= height) return spread;
  }
  return all;
}

function nodeSpans(view: View, node: MapNode | null, side: Side, columns: Columns): Line {
  if (node === null) return [span(' '.repeat(sideColumns(columns, side)))];
  const {state, now, history} = view;
  const {service} = node;
  const {status} = statusAt(now.run, service.id, state.positionMs);
  const {sign, role} = signs[status];
  const isSelected = service.id === state.service;
  const isLeft = side === 'left';
  const align = isLeft ? 'right' : 'left';
  const then = statusOf(history.run, service, state.positionMs);
  const ghost = isWhatIf(view) && then !== status ? `(${signs[then].sign})` : '';
  const spans: Span[] = [
    span(sign, role),
    isSelected ? span(isLeft ? '‹' : '›', 'selected') : span(' '),
    span(cell(printable(service.name), columns.name[side], align), isSelected ? 'selected' : undefined),
    span(cell(ghost === '' ? '' : isLeft ? `${ghost} ` : ` ${ghost}`, columns.ghost, align), 'ghost'),
    span(cell(isLeft ? `${status} ` : ` ${status}`, columns.status, align), status === 'operational' ? 'dim' : role),
  ];
  return isLeft ? spans.reverse() : spans;
}

function lineOf(view: View, {row, index, isBelow}: Shown, columns: Columns, drawn: Drawn): Line {
  const between = wires(row, index, isBelow, drawn.rails, drawn.strong, columns.wires);
  const margin = span(' '.repeat(columns.margin));
  if (row.title !== '' && !isBelow) {
    const blank = span(' '.repeat(sideColumns(columns, 'left')));
    return [margin, blank, ...between, span(`  ${printable(row.title).toUpperCase()}`, 'dim')];
  }
  const left = isBelow ? null : row.left;
  const right = isBelow ? null : row.right;
  return [margin, ...nodeSpans(view, left, 'left', columns), ...between, ...nodeSpans(view, right, 'right', columns)];
}

/** The lines of the map as they are drawn now; `hidden`: how many there is no room for. */
type Drawn = {readonly rails: readonly ShownRail[]; readonly hidden: number; readonly strong: ReturnType<typeof strongLines>};

function drawn(view: View, columns: Columns, shown: readonly Shown[]): Drawn {
  const layout = view.stage.map();
  const path = mapPath(view, layout);
  const wanted = new Set(path.edges.map(({from}) => from));
  const page = {first: shown[0]?.index ?? 0, last: shown.at(-1)?.index ?? 0};
  return {
    ...shownRails(layout.rails, page, wanted, columns.wires),
    strong: strongLines(layout, path.edges, path.kind === 'broken' ? 'major' : 'accent'),
  };
}

function title(view: View, width: number, height: number): Line {
  const layout = view.stage.map();
  const columns = columnsFor(view, width);
  const {titles} = layout;
  const basis = isModelled(view) ? span('SIMULATED', 'simulated') : span('FACT', 'bold');
  // Above the names, which end where the lines begin.
  const leftAt = Math.max(7, columns.margin + sideColumns(columns, 'left') - titles.left.length - 2);
  const basisAt = titles.left === '' ? 7 : leftAt + titles.left.length + 3;
  const shown = shownRows(layout, view.state.service, height - 1);
  const {hidden} = drawn(view, columns, shown);
  const hiddenAt = basisAt + basis.text.length + 3;
  const hiddenWords = hidden > 0 ? `${hidden} lines hidden` : '';
  const more = moreWords(view, shown);
  const moreAt = width - more.length - 2;
  const dataFrom = hiddenAt + (hidden > 0 ? hiddenWords.length + 3 : 0);
  const dataAt = Math.max(dataFrom, Math.min(rightAt(columns) - 1, moreAt - titles.right.length - 3));
  const data = cell(titles.right.toUpperCase(), Math.min(titles.right.length, moreAt - dataAt - 2));
  return rule(width, [
    {at: 1, span: span('MAP', view.state.overlay.type === 'none' ? 'selected' : 'bold')},
    ...(titles.left === '' ? [] : [{at: leftAt, span: span(titles.left.toUpperCase(), 'bold')}]),
    {at: basisAt, span: basis},
    ...(hidden > 0 ? [{at: hiddenAt, span: span(hiddenWords, 'degraded')}] : []),
    ...(data === '' ? [] : [{at: dataAt, span: span(data, 'bold')}]),
    {at: moreAt, span: span(more, 'dim')},
  ]);
}

/** How many services are on other pages, and where; else what a sign in brackets or a broken line means. */
function moreWords(view: View, shown: readonly Shown[]): string {
  const {nodes, rows} = view.stage.map();
  const hidden = nodes.size - servicesOf(shown).length;
  if (hidden === 0) return isWhatIf(view) ? '( ) history' : '╌ soft';
  const up = (shown[0]?.index ?? 0) > 0 ? '↑' : '';
  const down = (shown.at(-1)?.index ?? 0) < rows.length - 1 ? '↓' : '';
  return `${hidden} more ${up}${down}`;
}

const servicesOf = (rows: readonly Shown[]): readonly MapNode[] =>
  rows.flatMap(({row, isBelow}) => (isBelow ? [] : [row.left, row.right].filter(node => node !== null)));

export const map: PanelView = {
  title,
  need: view => Math.max(1, view.stage.map().rows.length),
  lines(view, width, height) {
    const layout = view.stage.map();
    if (layout.nodes.size === 0) return [[span(' This file names no service whose status can be shown.', 'dim')]];
    const columns = columnsFor(view, width);
    const shown = shownRows(layout, view.state.service, height);
    const now = drawn(view, columns, shown);
    return shown.map(row => lineOf(view, row, columns, now));
  },
  click(view, width, height, row, column): Action | undefined {
    const shown = shownRows(view.stage.map(), view.state.service, height)[row];
    if (shown === undefined || shown.isBelow) return undefined;
    const columns = columnsFor(view, width);
    const node = column < rightAt(columns) - columns.wires ? shown.row.left : column >= rightAt(columns) ? shown.row.right : null;
    return node === null ? undefined : {type: 'select-service', id: node.service.id};
  },
};
