import {hourMinute} from '../../../format/clock.js';
import {grouped, userMinutes} from '../../../format/number.js';
import {printable} from '../../../format/text.js';
import {aloud, listed, sentence} from '../../../screen/aloud.js';
import {shortMinutes, verdict} from '../../../screen/signs.js';
import type {Ms} from '../../../timeline/types.js';
import {type ComparedAction, comparedActions, comparedServices} from '../panels/compare.js';
import {isWhatIf, nameOfAction, type View} from '../view.js';
import {bandLine} from './plan.js';

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
