import {printable} from '../../../format/text.js';
import {firstShown} from '../../../screen/first-shown.js';
import {cell, type Line, span} from '../../../screen/line.js';
import {countsLine, countsOf} from '../../../screen/signs.js';
import type {Service} from '../../../timeline/types.js';
import type {AppState} from '../state.js';
import {statusOf, type View} from '../view.js';

/** What a row of the services panel is. */
export type Row =
  | {readonly type: 'group'; readonly title: string}
  | {readonly type: 'service'; readonly service: Service}
  | {readonly type: 'folded'; readonly title: string; readonly services: readonly Service[]};

type Group = {readonly title: string; readonly services: readonly Service[]; readonly rows: readonly Row[]};

/** The services of a file as the panel lists them, in groups and with everything open. */
type Outline = {readonly groups: readonly Group[]; readonly rows: readonly Row[]};

// Keyed by the services of a file, which never change: there may be thousands, and every frame asks.
const outlines = new WeakMap<readonly Service[], Outline>();

function outlineOf(services: readonly Service[]): Outline {
  const outline = outlines.get(services) ?? outlined(services);
  outlines.set(services, outline);
  return outline;
}

/** Groups in the order in which the file first names them. */
function outlined(services: readonly Service[]): Outline {
  const byTitle = new Map<string, Service[]>();
  for (const service of services) {
    const group = byTitle.get(service.group) ?? [];
    group.push(service);
    byTitle.set(service.group, group);
  }
  const groups = Array.from(byTitle, ([title, members]): Group => {
    return {title, services: members, rows: members.map(service => ({type: 'service', service}))};
  });
  const isHeaded = groups.length >= 2;
  return {groups, rows: groups.flatMap(({title, rows}): readonly Row[] => (isHeaded ? [{type: 'group', title}, ...rows] : rows))};
}

/** The services as the panel lists them. */
export const serviceOrder = (services: readonly Service[]): readonly Service[] =>
  outlineOf(services).groups.flatMap(group => group.services);

/** Rows with everything open. */
export const allRows = ({stage}: View): readonly Row[] => outlineOf(stage.services).rows;

/** Rows as they are drawn; `top`: how many are above the first. */
type Page = {readonly rows: readonly Row[]; readonly top: number};

/** The forms of the list, the fullest first: everything; customers folded; no headings either. */
function forms(view: View): readonly (readonly Row[])[] {
  const folded = foldedGroups(view);
  const headed = folded.flatMap(({group, rows}): readonly Row[] =>
    rows[0]?.type === 'folded' ? rows : [{type: 'group', title: group.title}, ...rows],
  );
  return [allRows(view), headed, folded.flatMap(({rows}) => rows)];
}

/** How many of `room` rows the list fills. */
export const servicesFit = (view: View, room: number): number => Math.max(1, pageFor(view, Math.max(2, room)).rows.length);

/**
 * As much as fits: first customers become one line, then headings go, then the rows come in pages. What is not on the page
 * is counted in its last row. The page follows the selection alone, so nothing moves while the incident plays.
 */
export function pageFor(view: View, height: number): Page {
  const all = forms(view);
  const whole = all.find(rows => rows.length <= height);
  return whole === undefined ? pageOf(all.at(-1) ?? [], view.state, height) : {rows: whole, top: 0};
}

/** Groups with their rows; customers are one row unless one of them is selected. */
function foldedGroups({stage, state}: View): readonly {readonly group: Group; readonly rows: readonly Row[]}[] {
  const isFolded = ({title, services}: Group) =>
    /customer/i.test(title) && services.length > 2 && !services.some(({id}) => id === state.service);
  return outlineOf(stage.services).groups.map(group => ({
    group,
    rows: isFolded(group) ? [{type: 'folded', title: group.title, services: group.services}] : group.rows,
  }));
}

function pageOf(rows: readonly Row[], {service: selected, tops}: AppState, height: number): Page {
  const room = Math.max(1, height - 1);
  const index = Math.max(
    0,
    rows.findIndex(row => row.type === 'service' && row.service.id === selected),
  );
  const first = firstShown(tops.services ?? Math.floor(index / room) * room, index, rows.length, room);
  const page = rows.slice(first, first + room);
  const hidden = [...rows.slice(0, first), ...rows.slice(first + room)].flatMap(row =>
    row.type === 'service' ? [row.service] : row.type === 'folded' ? row.services : [],
  );
  return {rows: [...page, {type: 'folded', title: `${hidden.length} more`, services: hidden}], top: first};
}

/** ` Customers  12     ✖ 1  ◆ 4  ▲ 0  ● 7 ` */
export function foldedLine({now, state}: View, title: string, services: readonly Service[], nameColumns: number): Line {
  const counts = countsOf(services.map(service => statusOf(now.run, service, state.positionMs)));
  return [span(`   ${cell(printable(title), nameColumns)} `, 'dim'), ...countsLine(counts)];
}
