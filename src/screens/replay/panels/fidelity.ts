import {dateOf, hourMinute, stamp} from '../../../format/clock.js';
import {printable, width as widthOf} from '../../../format/text.js';
import {type EdgeClass, edgeClasses, type Fidelity, type FidelityEdge} from '../../../review/fidelity.js';
import {cell, type Line, type Role, rule, span} from '../../../screen/line.js';
import type {Ms, Timeline} from '../../../timeline/types.js';
import {fidelityAsked} from '../state/answering.js';
import type {PanelView} from '../state/panel.js';
import {scrolling} from '../state/panel.js';
import {answerTo} from '../state/questions.js';
import {scrollOf} from '../state/state.js';
import type {Stage} from '../state/timeline-index.js';
import type {View} from '../state/view.js';

/** Published against simulated, edge by edge. */

const meanings: Readonly<Record<EdgeClass, string>> = {
  predicted: 'not fitted: evidence',
  fitted: 'made to agree',
  input: 'given to the model',
  unreachable: 'told before the cause',
};

export const fidelityIn = (view: View): Fidelity | undefined => answerTo(view.answers, fidelityAsked(view));

const minutes = (value: number | null): string => (value === null ? '–' : value.toFixed(1));

/** `predicted     21 edges   mean 1.5 min   worst 8.0 min   not fitted: the evidence` */
function summaryLine(fidelity: Fidelity | undefined, name: EdgeClass): Line {
  const own = fidelity?.summary[name];
  const numbers =
    own === undefined
      ? '   …'
      : `${String(own.n).padStart(4)} edges${minutes(own.meanAbsError).padStart(6)} min mean${minutes(own.maxAbsError).padStart(6)} min worst`;
  return [span(` ${cell(name, 12)}`, name === 'predicted' ? 'bold' : undefined), span(cell(numbers, 44)), span(meanings[name], 'dim')];
}

export const agreement: PanelView = {
  title: (_, width) =>
    rule(width, [
      {at: 1, span: span('FIDELITY', 'selected')},
      {at: 12, span: span('FACT', 'bold')},
      {at: 19, span: span('against', 'dim')},
      {at: 29, span: span('SIMULATED', 'simulated')},
    ]),
  need: () => edgeClasses.length,
  lines: view => edgeClasses.map(name => summaryLine(fidelityIn(view), name)),
};

/** Widths of the columns; 0: not shown. */
type Columns = {readonly title: number; readonly confidence: number; readonly parameter: number; readonly source: number};

const edgeColumns = 6;
const timeColumns = 10;
const errorColumns = 7;

function columnsFor({timeline}: Stage, edges: readonly FidelityEdge[], width: number): Columns {
  const longest = Math.max(0, ...edges.map(edge => widthOf(titleOf(timeline, edge))));
  // A title is worth more than what stands at the end of its row.
  const least = Math.min(longest, 28);
  const wanted = {confidence: 14, parameter: 26, source: 26};
  const shown = {confidence: 0, parameter: 0, source: 0};
  let left = width - 2 - edgeColumns - 2 * timeColumns - errorColumns - 2 - least;
  for (const name of ['confidence', 'parameter', 'source'] as const) {
    if (left < wanted[name]) break;
    shown[name] = wanted[name];
    left -= wanted[name];
  }
  return {title: least + Math.max(0, Math.min(left, longest - least)), ...shown};
}

export const titleOf = ({impacts}: Timeline, {impact}: FidelityEdge): string =>
  printable(impacts.find(({id}) => id === impact)?.title ?? impact);

function headLine({title, confidence, parameter, source}: Columns): Line {
  const words = [
    cell('', 2 + title + edgeColumns),
    cell('published', timeColumns, 'right'),
    cell('simulated', timeColumns, 'right'),
    cell('off', errorColumns, 'right'),
    '  ',
    cell('confidence', confidence),
    cell('fitted parameter', parameter),
    cell('source', source),
  ];
  return [span(words.join(''), 'dim')];
}

/** `02:40`; `21T04:05` more than a day after the run's start, as go-to takes it. */
export function shortStamp(timeline: Timeline, atMs: Ms): string {
  const clock = hourMinute(timeline, atMs);
  return stamp(timeline, atMs) === clock ? clock : `${dateOf(timeline, atMs).split(' ')[0]}T${clock}`;
}

/** Far off is only a matter of what was not fitted or given. */
const errorRole = ({errorMinutes, class: name}: FidelityEdge): Role | undefined => {
  if (errorMinutes === null) return 'major';
  if (name !== 'predicted') return 'dim';
  return Math.abs(errorMinutes) < 5 ? 'ok' : Math.abs(errorMinutes) < 15 ? 'degraded' : 'partial';
};

function edgeLine({stage}: View, edge: FidelityEdge, columns: Columns): Line {
  const {timeline} = stage;
  const {simulatedAtMs, errorMinutes} = edge;
  const error = errorMinutes === null ? 'never' : `${errorMinutes > 0 ? '+' : ''}${errorMinutes.toFixed(1)}`;
  return [
    span(`  ${cell(titleOf(timeline, edge), columns.title)}`),
    span(cell(edge.edge === 'start' ? ' start' : ' end', edgeColumns), 'dim'),
    span(cell(shortStamp(timeline, edge.publishedAtMs), timeColumns, 'right')),
    span(cell(simulatedAtMs === null ? '–' : shortStamp(timeline, simulatedAtMs), timeColumns, 'right'), 'simulated'),
    span(cell(error, errorColumns, 'right'), errorRole(edge)),
    span('  '),
    span(
      cell(edge.confidence, columns.confidence),
      edge.confidence === 'official' || edge.confidence === 'corroborated' ? 'ok' : 'degraded',
    ),
    span(cell(edge.parameter === null ? '' : printable(edge.parameter), columns.parameter), 'dim'),
    span(cell(sourceOf(stage, edge), columns.source), 'dim'),
  ];
}

/** The first source by its publisher, and how many more there are. */
function sourceOf({sourceById}: Stage, {source}: FidelityEdge): string {
  const [first = '', ...more] = source.split(', ').filter(id => id !== '');
  const known = sourceById.get(first);
  return printable(`${known?.publisher || known?.title || first}${more.length > 0 ? ` +${more.length}` : ''}`);
}

export const edges: PanelView = scrolling({
  title: () => [
    {at: 1, span: span('EDGES', 'bold')},
    {at: 9, span: span('minutes at which windows start and end', 'dim')},
  ],
  head: (view, width) => [headLine(columnsFor(view.stage, fidelityIn(view)?.edges ?? [], width))],
  lines(view, width) {
    const fidelity = fidelityIn(view);
    if (fidelity === undefined) return [[span(' comparing…', 'accent')]];
    if (fidelity.edges.length === 0) return [[span(' This file names no published window that its model can show.', 'dim')]];
    const columns = columnsFor(view.stage, fidelity.edges, width);
    return edgeClasses.flatMap((name): readonly Line[] => {
      const own = fidelity.edges.filter(edge => edge.class === name);
      return own.length === 0 ? [] : [[span(` ${name.toUpperCase()}`, 'bold')], ...own.map(edge => edgeLine(view, edge, columns))];
    });
  },
  scroll: ({state}) => scrollOf(state.screen),
});
