import {holds} from '../../../engine/orders.js';
import {type FiredAction, type Run, statusAt, valueAt} from '../../../engine/run.js';
import {hourMinute} from '../../../format/clock.js';
import {quantity} from '../../../format/number.js';
import {printable} from '../../../format/text.js';
import type {ActionSpec, Condition, Mitigation, Ms, Service, Status, TimelineEvent, Unit} from '../../../timeline/types.js';
import type {Facts, Happening} from './facts.js';
import {isFiltering, type Listed, listedIn} from './filter.js';
import type {Answers} from './questions.js';
import type {AppState, Subject} from './state.js';
import {countUpTo, type Stage} from './timeline-index.js';

/** Everything a frame is made of, besides the size of the screen. */
export type View = {
  readonly state: AppState;
  readonly stage: Stage;
  /** The run of the plan; history's own when the plan is empty. */
  readonly now: Facts;
  readonly history: Facts;
  /** What was worked out between the frames; what is missing is drawn as pending. */
  readonly answers: Answers;
};

export const isWhatIf = ({state}: View): boolean => state.plan.length > 0;

/** Whether the numbers on screen come from a model; without one they are statuses of the record. */
export const isModelled = ({stage}: View): boolean => stage.timeline.model !== null;

export const statusOf = (run: Run, service: Service, atMs: Ms): Status => statusAt(run, service.id, atMs).status;

export const allStatuses = ({stage, now, state}: View): Status[] =>
  stage.services.map(service => statusOf(now.run, service, state.positionMs));

/** The key number of a service with its unit, and what it counts; empty where there is none. */
export function keyNumber(run: Run, service: Service, atMs: Ms): {readonly value: string; readonly label: string} {
  const [first] = service.signals;
  const value = first === undefined ? undefined : valueAt(run, first.signal, atMs);
  return first === undefined || value === undefined
    ? {value: '', label: ''}
    : {value: quantity(value, first.unit), label: printable(first.label)};
}

/** The rows of the record panel with their times. */
type Rows = Pick<Facts, 'happenings' | 'times'>;

// Keyed by the facts of a run, which never change; of each, the rows of the last filter are kept.
const rowsOfFacts = new WeakMap<Facts, {readonly listed: Listed; readonly rows: Rows}>();

/** The rows of a run without the events that the filter hides. What the model says of itself is no part of the record and stays. */
export function rowsOf({state, stage, now}: View): Rows {
  if (!isFiltering(state.filter)) return now;
  const listed = listedIn(stage, state.filter);
  const known = rowsOfFacts.get(now);
  if (known?.listed === listed) return known.rows;
  const rows = keptRows(now.happenings, listed);
  rowsOfFacts.set(now, {listed, rows});
  return rows;
}

/** The facts among the happenings are the events of the record in its order: the first one is at place 0. */
function keptRows(all: readonly Happening[], {count, placeOf}: Listed): Rows {
  let place = 0;
  let row = 0;
  const happenings = all.filter(({kind}) => {
    if (kind === 'simulated') return true;
    const isKept = row < count && placeOf(row) === place;
    place++;
    if (isKept) row++;
    return isKept;
  });
  return {happenings, times: happenings.map(({atMs}) => atMs)};
}

/** Where the record panel's cursor stands: the newest happening that has happened, moved by the person's offset. */
export function recordIndex(view: View): number {
  const {happenings, times} = rowsOf(view);
  const newest = countUpTo(times, view.state.positionMs) - 1;
  return Math.max(0, Math.min(happenings.length - 1, newest + view.state.recordOffset));
}

export function selectedHappening(view: View): Happening | undefined {
  return rowsOf(view).happenings[recordIndex(view)];
}

/** An event by its id: nearly always the selected one. */
export function eventOf(view: View, id: string): TimelineEvent | undefined {
  const selected = selectedHappening(view);
  return selected?.kind === 'fact' && selected.event.id === id ? selected.event : view.stage.eventById.get(id);
}

/** What the detail beside the panels is about: the selection of the panel that has the keys. */
export function subjectOf(view: View): Subject | null {
  const {state, stage} = view;
  if (state.overlay.type === 'mitigations' || (state.focus === 'mitigations' && state.screen.type !== 'map')) {
    return stage.timeline.mitigations.length > 0 ? {kind: 'mitigation', id: state.mitigation} : null;
  }
  if (state.focus === 'record' && state.screen.type !== 'map') {
    const happening = selectedHappening(view);
    if (happening === undefined) return null;
    return happening.kind === 'fact'
      ? {kind: 'event', id: happening.event.id}
      : {kind: 'happening', atMs: happening.atMs, text: happening.text};
  }
  return stage.services.length > 0 ? {kind: 'service', id: state.service} : null;
}

/** How a mitigation stands at this moment of this run; `short` for narrow places. `refusal`: why it cannot be thrown or taken back now; null: it can. */
export type Standing = {readonly words: string; readonly short: string; readonly thrown: boolean; readonly refusal: string | null};

export function standingOf(view: View, mitigation: Mitigation): Standing {
  const {state, stage, now} = view;
  const {timeline} = stage;
  const clock = (atMs: Ms) => hourMinute(timeline, atMs);
  const thrown = state.plan.find(edit => edit.op === 'add' && edit.mitigation === mitigation.id);
  if (thrown?.op === 'add') {
    const worksMs = thrown.atMs + mitigation.leadMinutes * 60_000;
    const stuck = !mitigation.reversible && state.positionMs >= worksMs;
    const short = `${clock(thrown.atMs)}, works ${clock(worksMs)}`;
    const refusal = stuck ? `It works since ${clock(worksMs)} and cannot be taken back. Go back before that, or u undoes the throw.` : null;
    return {words: stuck ? `thrown ${clock(thrown.atMs)}, cannot be taken back` : `thrown ${short}`, short, thrown: true, refusal};
  }
  const not = (short: string, words: string, refusal: string | null): Standing => ({words, short, thrown: false, refusal});
  if (timeline.model === null) return not('no model', 'no model', 'This file is a record without a model: nothing can be changed.');
  const who = now === view.history ? 'in history' : 'by operators';
  const doneMs = doneInRun(view, mitigation);
  if (doneMs !== null && doneMs <= state.positionMs) {
    const done = `done ${clock(doneMs)}`;
    return not(done, `${done} ${who}`, `Operators did this at ${clock(doneMs)}. Go back before that to do it earlier.`);
  }
  const missing = mitigation.precondition === null ? null : missingFor(view, mitigation.precondition);
  if (missing !== null) {
    const words = printable(mitigation.precondition?.says ?? '');
    return not('not yet', `needs ${words || missing}`, `Not yet: it needs ${words === '' ? missing : `${words} (${missing})`}.`);
  }
  return not('ready', doneMs === null ? 'ready' : `ready; ${who} ${clock(doneMs)}`, null);
}

/** When operators do the same thing in this run; null: they do not. */
function doneInRun({stage, now}: View, mitigation: Mitigation): Ms | null {
  const times = now.run.actions
    .filter(({id, origin}) => origin === 'recorded' && isSame(stage.recorded.get(id), mitigation))
    .map(({firedAtMs}) => firedAtMs)
    .filter(atMs => atMs !== null);
  return times.length === 0 ? null : Math.min(...times);
}

/** Whether a recorded action is this mitigation: nothing that both say plainly differs. */
function isSame(action: ActionSpec | undefined, {target, verb, params}: Mitigation): boolean {
  if (action === undefined || action.target !== target || action.verb !== verb) return false;
  return Object.entries(params).every(([name, value]) => {
    const other = action.params[name];
    return other === undefined || typeof other === 'object' || typeof value === 'object' || other === value;
  });
}

/** What an action is called: as the mitigation that it is, else as the record tells of it. */
export function nameOfAction({stage}: View, {id, origin}: FiredAction): string {
  const {mitigations, events} = stage.timeline;
  const mitigation = mitigations.find(one => (origin === 'edit' ? one.id === id : isSame(stage.recorded.get(id), one)));
  return printable(mitigation?.title ?? events.find(({action}) => action === id)?.title ?? id);
}

const opWords = {'<': 'below', '<=': 'at most', '>=': 'at least', '>': 'above'} as const;

const unitOf = ({labelOfSignal}: Stage, signal: string): Unit => labelOfSignal.get(signal)?.signal.unit ?? 'count';

/** A condition in words with its number, as the screen names the signal: `NLB errors at least 1 %`. */
export function conditionWords(stage: Stage, {signal, op, value}: Condition): string {
  const known = stage.labelOfSignal.get(signal);
  const name = known === undefined ? signal : `${known.service.name} ${known.signal.label}`;
  return printable(`${name} ${opWords[op]} ${quantity(value, unitOf(stage, signal))}`);
}

/** A condition that does not hold, in words with numbers: `NLB errors at least 1 %, now 0.2 %`; null: it holds. */
function missingFor({state, stage, now}: View, condition: Condition): string | null {
  const value = valueAt(now.run, condition.signal, state.positionMs);
  if (value === undefined || holds(value, condition)) return null;
  return `${conditionWords(stage, condition)}, now ${quantity(value, unitOf(stage, condition.signal))}`;
}

/** Whether one panel of the replay has all the room, also under what is open over it. */
export const isZoomed = ({state}: View): boolean => state.zoomed && state.screen.type === 'replay';

/** Which row of the list below a text is chosen, of `count`; a list that got shorter has its last one chosen. */
export const chosenOf = ({state}: View, count: number): number =>
  'index' in state.overlay ? Math.max(0, Math.min(state.overlay.index, count - 1)) : 0;
