import {statusAt} from '../../../engine/run.js';
import {hourMinute} from '../../../format/clock.js';
import {printable, width as widthOf} from '../../../format/text.js';
import {sustainedAt} from '../../../review/sustain.js';
import {firstShown} from '../../../screen/first-shown.js';
import {cell, type Line, rule, type Span, span} from '../../../screen/line.js';
import {countsLine, countsOf, shortMinutes, signs, sustainSign} from '../../../screen/signs.js';
import {sparkOf} from '../../../screen/sparks.js';
import type {Service} from '../../../timeline/types.js';
import type {PanelView} from '../state/panel.js';
import type {AppState} from '../state/state.js';
import {isModelled, isWhatIf, keyNumber, statusOf, type View} from '../state/view.js';

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

/** Widths of the columns of a service row; 0: not shown. */
type Columns = {
  readonly name: number;
  /** The number, and before it the sign of what stays down by itself, apart from it. */
  readonly value: number;
  readonly label: number;
  readonly spark: number;
  readonly since: number;
  readonly against: number;
};

/** Cursor, sign, and the spaces after them. */
const lead = 4;
const statusColumns = 14;
/** Below this many columns a what-if shows the difference to history in the place of `since`. */
const roomy = 84;
/** From here on (zoomed) labels stand whole, and the last hours are drawn finer. */
const spacious = 140;

/** The columns that the longest name takes, and the longest label. */
type Longest = {readonly name: number; readonly label: number};

// Keyed by the services of a file, which never change: there may be thousands, and every frame asks.
const longestOf = new WeakMap<readonly Service[], Longest>();

function longestIn(services: readonly Service[]): Longest {
  const longest = (texts: readonly string[]) => texts.reduce((most, text) => Math.max(most, widthOf(printable(text))), 0);
  const known = longestOf.get(services) ?? {
    name: longest(services.map(({name}) => name)),
    label: longest(services.map(({signals}) => signals[0]?.label ?? '')),
  };
  longestOf.set(services, known);
  return known;
}

function columnsFor(view: View, width: number): Columns {
  const longest = longestIn(view.stage.services);
  const name = Math.min(longest.name, width >= roomy ? 24 : 18);
  const value = isModelled(view) ? 10 : 0;
  const against = isWhatIf(view) ? 8 : 0;
  const since = isWhatIf(view) && width < roomy ? 0 : 5;
  const gaps = [value, since, against].filter(columns => columns > 0).length;
  const left = width - lead - name - 1 - statusColumns - value - since - against - gaps - 1;
  const wanted = value === 0 ? 0 : Math.min(longest.label, width >= spacious ? 24 : 14);
  // The label is the first to go: its words stand in the detail too, the picture of the last hours nowhere else.
  const label = left - wanted - 2 >= 8 ? wanted : left >= 16 ? left - 10 : 0;
  return {
    name,
    value,
    label,
    spark: Math.max(0, Math.min(width >= spacious ? 96 : 36, left - label - 1 - (label > 0 ? 1 : 0))),
    since,
    against,
  };
}

function offsets(columns: Columns) {
  const value = lead + columns.name + 1 + statusColumns;
  const spark = value + (columns.value > 0 ? 1 + columns.value : 0) + (columns.label > 0 ? 1 + columns.label : 0) + 1;
  const since = spark + columns.spark + 1;
  return {spark, since, against: since + (columns.since > 0 ? columns.since + 1 : 0)};
}

function title(view: View, width: number): Line {
  const columns = columnsFor(view, width);
  const at = offsets(columns);
  const focused = view.state.focus === 'services' && view.state.overlay.type === 'none';
  return rule(width, [
    {at: 1, span: span('SERVICES', focused ? 'selected' : 'bold')},
    {at: 12, span: isModelled(view) ? span('SIMULATED', 'simulated') : span('FACT', 'bold')},
    ...(isModelled(view) ? [{at: 24, span: span(`${sustainSign} cause gone`, 'dim')}] : []),
    ...(columns.spark >= 8 ? [{at: at.spark - 1, span: span(columns.spark >= 9 ? 'last 3 h' : 'last 3h', 'dim')}] : []),
    ...(columns.since > 0 ? [{at: at.since - 1, span: span('since', 'dim')}] : []),
    ...(columns.against > 0 ? [{at: at.against + 1, span: span('change', 'dim')}] : []),
  ]);
}

function serviceLine(view: View, service: Service, columns: Columns): Line {
  const {state, now, stage} = view;
  const {status, atMs} = statusAt(now.run, service.id, state.positionMs);
  const {sign, role} = signs[status];
  const selected = service.id === state.service && state.focus === 'services';
  const {value, label} = keyNumber(now.run, service, state.positionMs);
  const line: Span[] = [
    selected ? span(' ›', 'selected') : span('  '),
    span(`${sign} `, role),
    selected ? span(cell(printable(service.name), columns.name), 'selected') : span(cell(printable(service.name), columns.name)),
    status === 'operational' ? span(` ${status.padEnd(statusColumns)}`, 'dim') : span(` ${status.padEnd(statusColumns)}`, role),
  ];
  if (columns.value > 0) {
    const isSustained = sustainedAt(now.run, service, state.positionMs) !== null;
    line.push(span(isSustained ? ` ${sustainSign}` : '  ', 'degraded'), span(cell(value, columns.value - 1, 'right')));
  }
  if (columns.label > 0) line.push(span(` ${cell(label, columns.label)}`, 'dim'));
  line.push(span(' '), ...sparkOf(now.run, service, state.positionMs, columns.spark));
  if (columns.since > 0) line.push(span(` ${atMs > now.run.startMs ? hourMinute(stage.timeline, atMs) : '     '}`, 'dim'));
  if (columns.against > 0) line.push(span(' '), ...againstHistory(view, service, status));
  return line;
}

/** History's sign where it differs at this moment, and the difference in minutes not operational over the whole run. */
function againstHistory({history, now, state}: View, service: Service, status: string): Span[] {
  const then = statusAt(history.run, service.id, state.positionMs).status;
  const difference = (now.minutesByService[service.id] ?? 0) - (history.minutesByService[service.id] ?? 0);
  return [
    span(then === status ? '  ' : `${signs[then].sign} `, 'ghost'),
    span(cell(shortMinutes(difference), 6, 'right'), difference > 0 ? 'major' : 'ok'),
  ];
}

export const services: PanelView = {
  title,
  need: view => Math.max(1, allRows(view).length),
  lines(view, width, height) {
    if (view.stage.services.length === 0) return [[span(' This file names no service whose status can be shown.', 'dim')]];
    const columns = columnsFor(view, width);
    return pageFor(view, height).rows.map(row => {
      if (row.type === 'group') return [span(` ${printable(row.title).toUpperCase()}`, 'dim')];
      if (row.type === 'folded') return foldedLine(view, row.title, row.services, columns.name);
      return serviceLine(view, row.service, columns);
    });
  },
  click(view, _width, height, row) {
    const {rows, top} = pageFor(view, height);
    const clicked = rows[row];
    return clicked?.type === 'service' ? {type: 'select-service', id: clicked.service.id, top} : undefined;
  },
};
