import {type Line, type Role, type Span, span} from '../../screen/line.js';
import type {MapLayout, MapNode, MapRow, Rail} from './map-layout.js';
import type {Edge} from './map-path.js';

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
