import type {Run} from '../../engine/run.js';
import {UserError} from '../../errors.js';
import {hourMinute} from '../../format/clock.js';
import {printable} from '../../format/text.js';
import {parseTime} from '../../format/time-expression.js';
import {timeForms} from '../../format/time-forms.js';
import {type Ms, type Service, type Status, statuses} from '../../timeline/types.js';
import {goToForms} from './panels/header.js';
import {serviceOrder} from './panels/services.js';
import {selectedMitigation} from './state/answering.js';
import type {Action, Panel} from './state/state.js';
import {countUpTo, neighbour} from './state/timeline-index.js';
import {chosenOf, isModelled, recordIndex, rowsOf, standingOf, statusOf, subjectOf, type View} from './state/view.js';

/** What keys do whose effect depends on what is on the screen. */

const nothing: Action = {type: 'say', notice: ''};

/** Why the selected mitigation can be neither thrown nor taken back now; null: it can. */
export function refusalOf(view: View): string | null {
  const mitigation = selectedMitigation(view);
  return mitigation === undefined ? 'Nothing is selected.' : standingOf(view, mitigation).refusal;
}

export const noModel = (view: View): string | null =>
  isModelled(view) ? null : 'This file is a record without a model: nothing in it is simulated.';

export function noMitigations(view: View): string | null {
  const {stage} = view;
  if (!isModelled(view)) return 'This file is a record without a model: nothing can be changed.';
  return stage.timeline.mitigations.length === 0 ? 'This file names no mitigations.' : null;
}

export function throwOrTakeBack(view: View): Action {
  const mitigation = selectedMitigation(view);
  if (mitigation === undefined) return nothing;
  const title = printable(mitigation.title);
  if (standingOf(view, mitigation).thrown) return {type: 'take-back', mitigation: mitigation.id, notice: `Taken back: ${title}.`};
  const clock = (delayMinutes: number) => hourMinute(view.stage.timeline, view.state.positionMs + delayMinutes * 60_000);
  return {
    type: 'throw',
    mitigation: mitigation.id,
    notice: `Thrown at ${clock(0)}, works from ${clock(mitigation.leadMinutes)}; u undoes it: ${title}.`,
  };
}

export const nothingSelected = (view: View): string | null => (subjectOf(view) === null ? 'Nothing is selected.' : null);

/** Enter on a panel: the mitigations open as a whole, everything else as its detail. */
export function opened(view: View): Action {
  const subject = subjectOf(view);
  if (subject === null) return nothing;
  if (subject.kind === 'mitigation') return {type: 'open', overlay: {type: 'mitigations', scroll: 0}};
  return {type: 'open', overlay: {type: 'detail', subject, scroll: 0}};
}

/** The service that a person would ask about: the open or selected one; else the worst, of equals the first. */
function questionable(view: View): Service | undefined {
  const {state, stage, now} = view;
  const subject =
    state.overlay.type === 'detail'
      ? state.overlay.subject
      : state.screen.type === 'replay' || state.screen.type === 'map'
        ? subjectOf(view)
        : null;
  if (subject?.kind === 'service') return stage.serviceById.get(subject.id);
  const severity = (service: Service) => statuses.indexOf(statusOf(now.run, service, state.positionMs));
  return stage.services.reduce<Service | undefined>(
    (worst, service) => (worst === undefined || severity(service) > severity(worst) ? service : worst),
    undefined,
  );
}

/** Why there is no why; null: there is. */
export function nothingToExplain(view: View): string | null {
  if (!isModelled(view)) return 'This file is a record without a model: causes cannot be tried out.';
  const service = questionable(view);
  if (service === undefined) return 'This file names no services.';
  if (statusOf(view.now.run, service, view.state.positionMs) !== 'operational') return null;
  return `${printable(service.name)} is operational at this moment: there is nothing to explain.`;
}

export function asked(view: View): Action {
  const service = questionable(view);
  return service === undefined ? nothing : {type: 'open', overlay: {type: 'why', service: service.id, scroll: 0}};
}

/** Up and down: the selection of what has the keys, or the scroll of what is open, down to `scrollEnd`. */
export function moved(view: View, by: 1 | -1, scrollEnd: number): Action {
  const {overlay, screen, focus} = view.state;
  if (overlay.type === 'none' && screen.type === 'map') return movedOnMap(view, by);
  if (overlay.type === 'none' ? screen.type !== 'replay' : overlay.type !== 'mitigations') return scrolledBy(view, by, scrollEnd);
  return movedIn(view, overlay.type === 'mitigations' ? 'mitigations' : focus, by);
}

/** The selection of a panel, a row on or back. */
export function movedIn(view: View, panel: Panel, by: 1 | -1): Action {
  const {state, stage} = view;
  if (panel === 'mitigations') {
    return {
      type: 'select-mitigation',
      id: neighbourIn(
        stage.timeline.mitigations.map(({id}) => id),
        state.mitigation,
        by,
      ),
    };
  }
  if (panel === 'services')
    return {
      type: 'select-service',
      id: neighbourIn(
        serviceOrder(stage.services).map(({id}) => id),
        state.service,
        by,
      ),
    };
  if (panel !== 'record') return nothing;
  const {times} = rowsOf(view);
  const newest = countUpTo(times, state.positionMs) - 1;
  const index = Math.max(0, Math.min(times.length - 1, recordIndex(view) + by));
  return {type: 'select-record', offset: index - newest};
}

/** The map, from the top: the services of a row from left to right. */
export function movedOnMap({state, stage}: View, by: number): Action {
  return {type: 'select-service', id: neighbourIn([...stage.map().nodes.keys()], state.service, by)};
}

/** Opens the map at what the person is looking at; where that is no service, at the worst one that tells most: of equals the furthest from the cause. */
export function mapped(view: View): Action {
  const {state, stage, now} = view;
  const subject = state.overlay.type === 'detail' ? state.overlay.subject : subjectOf(view);
  if (subject?.kind === 'service' && stage.map().nodes.has(subject.id)) return {type: 'show', screen: {type: 'map'}, service: subject.id};
  const nodes = [...stage.map().nodes.values()].map(({service}) => service);
  const severity = (service: Service) => statuses.indexOf(statusOf(now.run, service, state.positionMs));
  const isPlaned = ({plane}: Service) => plane !== null;
  const candidates = nodes.some(service => isPlaned(service) && severity(service) > 0) ? nodes.filter(isPlaned) : nodes;
  const worst = candidates.reduce<Service | undefined>(
    (found, service) => (severity(service) > 0 && (found === undefined || severity(service) >= severity(found)) ? service : found),
    undefined,
  );
  return {type: 'show', screen: {type: 'map'}, service: worst?.id ?? state.service};
}

/** What is open, some lines on or back. */
export function scrolledBy({state}: View, by: number, scrollEnd: number): Action {
  const top = state.overlay.type === 'none' ? state.screen : state.overlay;
  return 'scroll' in top ? {type: 'scroll', to: Math.max(0, Math.min(scrollEnd, top.scroll + by))} : nothing;
}

const neighbourIn = (ids: readonly string[], id: string, by: number): string =>
  ids[Math.max(0, Math.min(ids.length - 1, ids.indexOf(id) + by))] ?? id;

/** Go-to: a time expression, or the next or last moment at which a service gets worse: `next red`, `last degraded`. */
export function goThere(view: View): Action {
  const {overlay} = view.state;
  if (overlay.type !== 'go-to' || overlay.text.trim() === '') return {type: 'close'};
  const failed = (error: string): Action => ({type: 'type', text: overlay.text, error});
  const turn = turnForm.exec(overlay.text.trim());
  if (turn !== null) {
    const direction = turn[1]?.toLowerCase() === 'next' ? 1 : -1;
    const status = turn[2]?.toLowerCase() === 'red' ? 'major outage' : 'degraded';
    const atMs = neighbour(turnsTo(view.now.run, status), view.state.positionMs, direction);
    return atMs === undefined
      ? failed(`No service turns to ${status} ${direction === 1 ? 'after' : 'before'} this.`)
      : {type: 'seek', atMs};
  }
  try {
    return {type: 'seek', atMs: parseTime(overlay.text, view.stage.timeline)};
  } catch (error) {
    if (error instanceof UserError) return failed(`${error.message} ${error.hint.includes(timeForms) ? `Try ${goToForms}.` : error.hint}`);
    throw error;
  }
}

const turnForm = /^(next|last) +(red|degraded)$/i;

/** The moments at which a service of the run gets worse to a status, in order. */
function turnsTo(run: Run, wanted: Status): readonly Ms[] {
  const severity = (status: Status | undefined) => (status === undefined ? Infinity : statuses.indexOf(status));
  return [...run.tracks.values()]
    .flatMap(({changes}) =>
      changes
        .filter(({status}, index) => status === wanted && severity(changes[index - 1]?.status) < severity(wanted))
        .map(({atMs}) => atMs),
    )
    .sort((a, b) => a - b);
}

const longestInput = 80;

/** A key or a paste as text for what is being typed; undefined: nothing is. */
export function typed({state}: View, name: string, input: string): Action | undefined {
  const {overlay} = state;
  if (!('text' in overlay)) return undefined;
  if (name === 'backspace') return {type: 'type', text: [...overlay.text].slice(0, -1).join('')};
  if (input === '' || name.startsWith('ctrl-')) return undefined;
  return {type: 'type', text: [...printable(overlay.text + input)].slice(0, longestInput).join('')};
}

/** Why no panel can be zoomed now; null: one can. */
export function cannotZoom({state}: View): string | null {
  if (state.overlay.type !== 'none') return 'esc closes what is open; then z zooms the panel that has the keys.';
  return state.screen.type === 'replay' ? null : 'This screen fills the room already.';
}

/** The choice, some rows on or back. */
export const choose = (view: View, by: number, count: number): Action => ({
  type: 'choose',
  index: Math.max(0, Math.min(count - 1, chosenOf(view, count) + by)),
});

export const noBookmarks = ({state}: View): string | null =>
  state.bookmarks.length === 0 ? 'There are no bookmarks: b sets one at this moment.' : null;

/** Sets one at this moment, or removes the one that is there. */
export function bookmarked({state, stage}: View): Action {
  const clock = hourMinute(stage.timeline, state.positionMs);
  const isSet = state.bookmarks.includes(state.positionMs);
  return {type: 'bookmark', notice: isSet ? `Bookmark at ${clock} removed.` : `Bookmark set at ${clock}. ' goes to the next one.`};
}

/** To the next bookmark; after the last one, to the first. */
export function toNextBookmark({state}: View): Action {
  const {bookmarks, positionMs} = state;
  const atMs = bookmarks.find(other => other > positionMs) ?? bookmarks[0];
  if (atMs === undefined || atMs === positionMs) return {type: 'say', notice: 'This is the only bookmark.'};
  return {type: 'seek', atMs};
}
