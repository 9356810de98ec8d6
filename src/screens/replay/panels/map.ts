import {statusAt} from '../../../engine/run.js';
import {printable, width as widthOf} from '../../../format/text.js';
import {cell, type Line, type Role, rule, type Span, span} from '../../../screen/line.js';
import {signs} from '../../../screen/signs.js';
import type {MapLayout, MapNode, MapRow, Rail, Side} from '../state/map-layout.js';
import type {PanelView} from '../state/panel.js';
import type {Action} from '../state/state.js';
import {isModelled, isWhatIf, statusOf, type View} from '../state/view.js';
import {type Edge, mapPath} from './path.js';

/** The lines between the two sides of the map, one row of them at a time. */

/** A rail and the column in which it stands. */
export type ShownRail = Rail & {readonly x: number};

/** The lines on the path, looked up by row: `until` is the last row to which a service's rail is strong. */
type Strong = {readonly edges: ReadonlySet<string>; readonly until: ReadonlyMap<string, number>; readonly role: Role};

const keyOf = (from: string, to: string): string => `${from}\n${to}`;

export function strongLines({nodes}: MapLayout, edges: readonly Edge[], role: Role): Strong {
  const until = new Map<string, number>();
  for (const {from, to} of edges) until.set(from, Math.max(until.get(from) ?? 0, nodes.get(to)?.row ?? 0));
  return {edges: new Set(edges.map(({from, to}) => keyOf(from, to))), until, role};
}

/** 0: no line, 1: a quiet one, 2: one of the path. */
type Weight = 0 | 1 | 2;
/** A cell's arms, and whether what goes to its left or right is soft alone. */
type Cell = {up: Weight; down: Weight; left: Weight; right: Weight; isJoint: boolean; isSoft: boolean};

/** Box characters by the weights of their arms up, down, left and right, as digits to the base of three. */
const boxes = ' ╶╺╴─╼╸╾━╷┌┍┐┬┮┑┭┯╻┎┏┒┰┲┓┱┳╵└┕┘┴┶┙┵┷│├┝┤┼┾┥┽┿╽┟┢┧╁╆┪╅╈╹┖┗┚┸┺┛┹┻╿┞┡┦╀╄┩╃╇┃┠┣┨╂╊┫╉╋';
const box = (up: Weight, down: Weight, left: Weight, right: Weight): string => boxes[27 * up + 9 * down + 3 * left + right] ?? ' ';

/** What is between the sides beside a row; `isBelow`: the empty line that follows it. */
export function wires(row: MapRow, index: number, isBelow: boolean, rails: readonly ShownRail[], strong: Strong, width: number): Line {
  const cells = Array.from({length: width}, (): Cell => ({up: 0, down: 0, left: 0, right: 0, isJoint: false, isSoft: false}));
  for (const rail of rails) {
    const cell = cells[rail.x];
    if (cell === undefined) continue;
    const strongTo = strong.until.get(rail.service) ?? -1;
    cell.down = index >= rail.fromRow && index < rail.toRow ? (strongTo > index ? 2 : 1) : 0;
    const comesDown = index > rail.fromRow && index <= rail.toRow;
    cell.up = isBelow ? cell.down : comesDown ? (strongTo >= index ? 2 : 1) : 0;
  }
  if (!isBelow) for (const node of [row.left, row.right]) if (node !== null) branch(cells, node, rails, strong);
  return joined(cells.map(cell => glyph(cell, strong.role)));
}

type Touch = {readonly x: number; readonly isStrong: boolean; readonly isSoft: boolean};

/** The line of one service: from its side to the furthest rail that it touches. */
function branch(cells: Cell[], node: MapNode, rails: readonly ShownRail[], {edges, until}: Strong): void {
  const own = node.service.id;
  const touches = rails.flatMap(({service, x}): Touch[] => {
    if (service === own) return [{x, isStrong: until.has(own), isSoft: false}];
    const dependency = node.dependsOn.find(other => other.service === service);
    return dependency === undefined ? [] : [{x, isStrong: edges.has(keyOf(service, own)), isSoft: dependency.how === 'soft'}];
  });
  for (const {x} of touches) (cells[x] as Cell).isJoint = true;
  // How far something reaches, counted from the node's side.
  const [near, far] = node.side === 'left' ? (['left', 'right'] as const) : (['right', 'left'] as const);
  const distance = (x: number): number => (node.side === 'left' ? x : cells.length - 1 - x);
  const reach = (some: readonly Touch[]): number => Math.max(-1, ...some.map(({x}) => distance(x)));
  const all = reach(touches);
  const heavy = reach(touches.filter(({isStrong}) => isStrong));
  const hard = reach(touches.filter(({isSoft}) => !isSoft));
  for (const [x, cell] of cells.entries()) {
    const at = distance(x);
    if (at > all) continue;
    cell[near] = at <= heavy ? 2 : larger(cell[near], 1);
    if (at < all) cell[far] = at < heavy ? 2 : larger(cell[far], 1);
    cell.isSoft = at > hard;
  }
}

const larger = (a: Weight, b: Weight): Weight => (a > b ? a : b);

/**
 * A rail and a line that meet are joined; a joint that could be taken for a crossing is a thick knot. Where they only cross, thin
 * lines do so plainly, and a strong one covers the other.
 */
function glyph({up, down, left, right, isJoint, isSoft}: Cell, path: Role): Span {
  const along = larger(left, right);
  const through = larger(up, down);
  const role = larger(along, through) === 2 ? path : 'dim';
  if (isJoint) {
    const isThin = up === 1 && down === 1 && left === 1 && right === 1;
    return span(isThin ? '╋' : box(up, down, left, right), role);
  }
  if (through === 1 && along === 1) return span('┼', role);
  if (through > 0 && through >= along) return span(box(up, down, 0, 0), role);
  if (along === 0) return span(' ');
  return span(along === 2 ? (isSoft ? '╍' : '━') : isSoft ? '╌' : '─', role);
}

function joined(spans: readonly Span[]): Line {
  const line: Span[] = [];
  for (const piece of spans) {
    const last = line.at(-1);
    if (last !== undefined && last.role === piece.role) line[line.length - 1] = {...last, text: last.text + piece.text};
    else line.push(piece);
  }
  return line;
}

/**
 * Rails with their columns, and how many have none. Where there is not room for all, those that pass by the page are drawn: of them
 * first those of the path, then those with most who depend on them.
 *
 * @param page the rows that are seen
 * @param wanted services whose rails are on the path
 */
export function shownRails(
  rails: readonly Rail[],
  page: {readonly first: number; readonly last: number},
  wanted: ReadonlySet<string>,
  width: number,
): {readonly rails: readonly ShownRail[]; readonly hidden: number} {
  const most = Math.max(0, Math.floor((width - 1) / leastStep));
  const near = rails.length <= most ? rails : rails.filter(({fromRow, toRow}) => fromRow <= page.last && toRow >= page.first);
  const worth = (rail: Rail): number => (wanted.has(rail.service) ? rails.length : 0) + rail.users;
  const kept = new Set([...near].sort((a, b) => worth(b) - worth(a)).slice(0, most));
  const shown = near.filter(rail => kept.has(rail));
  const step = Math.max(leastStep, Math.min(mostStep, Math.floor((width - 1) / Math.max(1, shown.length))));
  const lead = Math.floor((width - ((shown.length - 1) * step + 1)) / 2);
  return {rails: shown.map((rail, index) => ({...rail, x: lead + index * step})), hidden: near.length - shown.length};
}

export const leastStep = 2;
const mostStep = 5;

/** Columns that rails take at a step. */
export const railColumns = (rails: readonly Rail[], step: number): number => Math.max(2, rails.length * step + 1);

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
