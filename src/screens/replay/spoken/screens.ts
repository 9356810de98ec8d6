import {hourMinute} from '../../../format/clock.js';
import {grouped, userMinutes} from '../../../format/number.js';
import {printable} from '../../../format/text.js';
import {edgeClasses, type FidelityEdge} from '../../../review/fidelity.js';
import {aloud, listed, sentence} from '../../../screen/aloud.js';
import {comfortable, linear, paragraphs} from '../../../screen/linear.js';
import {shortMinutes, verdict} from '../../../screen/signs.js';
import type {Ms} from '../../../timeline/types.js';
import {type ComparedAction, comparedActions, comparedServices} from '../panels/compare.js';
import {eventDetail} from '../panels/detail.js';
import {agreement, fidelityIn, shortStamp, titleOf} from '../panels/fidelity.js';
import {headings, nameOf} from '../panels/filter.js';
import {mapPath, path} from '../panels/path.js';
import {happenedOf, listedOf, nothingListed, recordCursor} from '../state/cursors.js';
import {type Facet, facetsIn, isFiltering, isShown, shownOf} from '../state/filter.js';
import {isModelled, isWhatIf, nameOfAction, type View} from '../state/view.js';
import {bandLine, serviceSentence} from './sentences.js';

/** How far the model agrees, class by class, then every edge. */
export function fidelityLines(view: View): readonly string[] {
  const fidelity = fidelityIn(view);
  if (fidelity === undefined) return [];
  if (fidelity.edges.length === 0) return ['This file names no published window that its model can show.'];
  return [
    ...linear(agreement.lines(view, comfortable, edgeClasses.length)),
    ...edgeClasses.flatMap(name => fidelity.edges.filter(edge => edge.class === name).map(edge => edgeSentence(view, edge))),
  ];
}

function edgeSentence({stage}: View, edge: FidelityEdge): string {
  const {timeline} = stage;
  const {simulatedAtMs, errorMinutes, publishedAtMs} = edge;
  const off =
    errorMinutes === null
      ? ''
      : errorMinutes === 0
        ? ', to the minute'
        : `, ${Math.abs(errorMinutes).toFixed(1)} min ${errorMinutes < 0 ? 'early' : 'late'}`;
  const simulated = simulatedAtMs === null ? 'never' : shortStamp(timeline, simulatedAtMs);
  const fitted = edge.parameter === null ? '' : `, by ${printable(edge.parameter)}`;
  const words = `${titleOf(timeline, edge)}, ${edge.edge}: FACT ${shortStamp(timeline, publishedAtMs)}, SIMULATED ${simulated}${off}; ${edge.class}${fitted}, ${edge.confidence}`;
  return sentence(aloud(words));
}

/** The map without its lines: the selected service, and the path that leads to it from the cause. */
export function mapPlace(view: View): Place {
  const {state, stage} = view;
  const ids = [...stage.map().nodes.keys()];
  const node = stage.map().nodes.get(state.service);
  const words = `Map: who depends on whom, from the cause down. ${isModelled(view) ? 'SIMULATED' : 'FACT'}. Up and down arrow select a service, escape goes back.`;
  if (node === undefined) return {id: 'map', words, item: '', lines: ['This file names no service whose status can be shown.']};
  const head = `${serviceSentence(view, node.service)} ${ids.indexOf(node.service.id) + 1} of ${ids.length}.`;
  // The path is said once: when it is proved, or where nobody proves it.
  const isPending = mapPath(view, stage.map()).basis === 'pending';
  const lines = [head, ...(isPending ? [] : paragraphs(path.lines(view, comfortable, path.need(view, comfortable))))];
  return {id: 'map', words, item: state.service, lines};
}

/** The record as a list: the event that the cursor is on, in full. */
export function recordPlace(view: View): Place {
  const {row, place} = recordCursor(view);
  const {count} = listedOf(view);
  const words = `The record, FACT: ${grouped(happenedOf(view))} of ${grouped(count)} events have happened. Up and down arrow select, enter goes there, F filters, escape goes back.`;
  const event = view.stage.timeline.events[place];
  const lines =
    event === undefined
      ? [nothingListed(view) ?? '']
      : [`${grouped(row + 1)} of ${grouped(count)}.`, ...linear(eventDetail(view, event, comfortable))];
  return {id: 'record', words, item: String(place), lines, silentOn: ['time']};
}

/** What one can filter by, one thing at a time: whether it is shown, and how many events are listed. */
export function filterPlace(view: View): Place {
  const {overlay} = view.state;
  const row = overlay.type === 'filter' ? overlay.row : 0;
  const facets = facetsIn(view.stage);
  const facet = facets[row];
  const words =
    'Filter of the record, FACT. Up and down arrow select, space shows or hides, A shows all, tab goes to the next group, escape closes.';
  const lines = facet === undefined ? [] : [facetWords(view, facet), listedWords(view)];
  return {id: 'filter', words, item: String(row), lines};
}

function facetWords(view: View, {dimension, name, count}: Facet): string {
  const choice = view.state.filter[dimension];
  if (name === null) return sentence(aloud(`Group ${headings[dimension].toLowerCase()}: ${shownOf(choice, count)} of ${count} shown`));
  const events = `${grouped(count)} ${count === 1 ? 'event' : 'events'}`;
  return sentence(aloud(`${printable(nameOf(view, dimension, name))}: ${isShown(choice, name) ? 'shown' : 'hidden'}, ${events}`));
}

function listedWords(view: View): string {
  const total = view.stage.eventTimes.length;
  return isFiltering(view.state.filter)
    ? `${grouped(listedOf(view).count)} of ${grouped(total)} events are listed.`
    : `All ${grouped(total)} events are listed.`;
}

/** Where the keys are, as a listener knows it: the place, the thing in it, and all that there is to read about that. */
export type Place = {
  /** What is open, without how far it is scrolled. */
  readonly id: string;
  /** Said on coming here. */
  readonly words: string;
  /** Which of the things in it is selected. */
  readonly item: string;
  readonly lines: readonly string[];
  /** A panel of the replay, not something open over it. */
  readonly isPanel?: true;
  /** What is new in it when these change is said in other words. */
  readonly silentOn?: readonly ('time' | 'plan')[];
};

/** History beside the plan: what it comes to, then every service that changed, those that did not in one line, then the actions. */
export function compareLines(view: View): readonly string[] {
  const rows = comparedServices(view);
  const changed = rows.filter(({change}) => change !== 0);
  const same = rows.filter(({change}) => change === 0).map(({service, inPlan}) => `${printable(service.name)} ${grouped(inPlan)}`);
  return [
    ...outcomeLines(view),
    ...changed.map(({service, inHistory, inPlan, change}) => {
      const less = `${shortMinutes(Math.abs(change)).slice(1)} ${change < 0 ? 'less' : 'more'}`;
      return `${printable(service.name)}: not operational for ${grouped(inPlan)} min, in history ${grouped(inHistory)}, ${lengthWords(less)}`;
    }),
    ...(same.length === 0 ? [] : [`The same minutes not operational as in history: ${listed(same)}`]),
    ...actionLines(view),
  ].map(line => sentence(aloud(line)));
}

/** `6h50 less` is `6 h 50 min less`. */
const lengthWords = (text: string): string =>
  text
    .replace(/^(\d+)m /, '$1 min ')
    .replace(/^(\d+)h(\d\d) /, (_, hours: string, minutes: string) => `${hours} h ${Number(minutes)} min `)
    .replace(/^(\d+)d(\d\d) /, (_, days: string, hours: string) => `${days} d ${Number(hours)} h `);

function outcomeLines(view: View): readonly string[] {
  const {now, history} = view;
  if (!isWhatIf(view)) return [`Nothing is thrown: both are history, ${userMinutes(history.userMinutes)} in all. M opens the mitigations`];
  const hit = comparedServices(view);
  const {timeline, startMs} = view.stage;
  const clear = (atMs: Ms | null): string =>
    atMs === null ? 'never in the run' : atMs === startMs ? 'never lost' : `at ${hourMinute(timeline, atMs)}`;
  const band = bandLine(view);
  return [
    `This plan ${verdict(history.userMinutes, now.userMinutes)}: ${userMinutes(now.userMinutes)}, in history ${userMinutes(history.userMinutes)}`,
    ...(band === '' ? [] : [band]),
    `All clear: ${clear(now.allClearAtMs)}, in history ${clear(history.allClearAtMs)}`,
    `Services hit: ${hit.filter(({inPlan}) => inPlan >= 0.5).length}, in history ${hit.filter(({inHistory}) => inHistory >= 0.5).length}`,
  ];
}

/** What was thrown and what operators did at another time; the rest is counted. */
function actionLines(view: View): readonly string[] {
  const actions = comparedActions(view);
  const isSame = ({action, pastMs}: ComparedAction): boolean => action.origin === 'recorded' && action.firedAtMs === pastMs;
  const same = actions.filter(isSame).length;
  return [
    ...actions.filter(row => !isSame(row)).map(row => actionWords(view, row)),
    ...(same === 0 ? [] : [`Operators do ${same} ${same === 1 ? 'action' : 'actions'} at the same time as in history`]),
  ];
}

function actionWords(view: View, {action, pastMs}: ComparedAction): string {
  const clock = (atMs: Ms): string => hourMinute(view.stage.timeline, atMs);
  const {origin, firedAtMs, reason} = action;
  const name = nameOfAction(view, action);
  if (origin === 'edit')
    return `Thrown: ${name}, ${firedAtMs === null ? `never takes effect: ${printable(reason)}` : `takes effect at ${clock(firedAtMs)}`}`;
  const past = pastMs == null ? 'never' : `at ${clock(pastMs)}`;
  return `Operators: ${name}, ${firedAtMs === null ? `never: ${printable(reason)}` : `at ${clock(firedAtMs)}`}; in history ${past}`;
}
