import {UserError} from '../errors.js';
import {hourMinute} from '../format/clock.js';
import {printable} from '../format/text.js';
import {parseTime} from '../format/time-expression.js';
import type {Mitigation, Ms} from '../timeline/types.js';
import {serviceOrder} from './panels/service-rows.js';
import {countUpTo} from './stage.js';
import type {Action} from './state.js';
import {recordIndex, standingOf, subjectOf, type View} from './view.js';

/** What keys do whose effect depends on what is on the screen. */

const nothing: Action = {type: 'say', notice: ''};

export const selectedMitigation = ({state, stage}: View): Mitigation | undefined =>
  stage.timeline.mitigations.find(({id}) => id === state.mitigation);

/** Why the selected mitigation can be neither thrown nor taken back now; null: it can. */
export function refusalOf(view: View): string | null {
  const mitigation = selectedMitigation(view);
  return mitigation === undefined ? 'Nothing is selected.' : standingOf(view, mitigation).refusal;
}

export function noMitigations({stage}: View): string | null {
  if (stage.timeline.model === null) return 'This file is a record without a model: nothing can be changed.';
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
    notice: `Thrown at ${clock(0)}, works from ${clock(mitigation.leadMinutes)}: ${title}. u undoes it.`,
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

/** Up and down: the selection of what has the keys, or the scroll of what is open, down to `scrollEnd`. */
export function moved(view: View, by: 1 | -1, scrollEnd: number): Action {
  const {state, stage, now} = view;
  if (state.overlay.type === 'help' || state.overlay.type === 'detail') {
    return scrolledBy(view, by, scrollEnd);
  }
  if (state.overlay.type === 'mitigations' || state.focus === 'mitigations') {
    return {
      type: 'select-mitigation',
      id: neighbourIn(
        stage.timeline.mitigations.map(({id}) => id),
        state.mitigation,
        by,
      ),
    };
  }
  if (state.focus === 'services')
    return {
      type: 'select-service',
      id: neighbourIn(
        serviceOrder(stage.services).map(({id}) => id),
        state.service,
        by,
      ),
    };
  if (state.focus !== 'record') return nothing;
  const newest = countUpTo(now.times, state.positionMs) - 1;
  const index = Math.max(0, Math.min(now.happenings.length - 1, recordIndex(view) + by));
  return {type: 'select-record', offset: index - newest};
}

/** What is open, some lines on or back. */
export function scrolledBy({state}: View, by: number, scrollEnd: number): Action {
  return 'scroll' in state.overlay ? {type: 'scroll', to: Math.max(0, Math.min(scrollEnd, state.overlay.scroll + by))} : nothing;
}

const neighbourIn = (ids: readonly string[], id: string, by: 1 | -1): string =>
  ids[Math.max(0, Math.min(ids.length - 1, ids.indexOf(id) + by))] ?? id;

/** Go-to: a time expression, or `next red`, the next moment at which a service gets to a major outage. */
export function goThere(view: View): Action {
  const {overlay, positionMs} = view.state;
  if (overlay.type !== 'go-to' || overlay.text.trim() === '') return {type: 'close'};
  const failed = (error: string): Action => ({type: 'type', text: overlay.text, error});
  if (/^next red$/i.test(overlay.text.trim())) {
    const atMs = nextRedMs(view, positionMs);
    return atMs === null ? failed('No later major outage in this run.') : {type: 'seek', atMs};
  }
  try {
    return {type: 'seek', atMs: parseTime(overlay.text, view.stage.timeline)};
  } catch (error) {
    if (error instanceof UserError) return failed(error.message);
    throw error;
  }
}

function nextRedMs({now}: View, afterMs: Ms): Ms | null {
  const starts = [...now.run.tracks.values()].flatMap(({changes}) =>
    changes.filter(({atMs, status}) => status === 'major outage' && atMs > afterMs).map(({atMs}) => atMs),
  );
  return starts.length === 0 ? null : Math.min(...starts);
}

const longestInput = 80;

/** A key or a paste as text for what is being typed; undefined: nothing is. */
export function typed({state}: View, name: string, input: string): Action | undefined {
  const {overlay} = state;
  if (overlay.type !== 'go-to') return undefined;
  if (name === 'backspace') return {type: 'type', text: [...overlay.text].slice(0, -1).join('')};
  if (input === '' || name.startsWith('ctrl-')) return undefined;
  return {type: 'type', text: [...printable(overlay.text + input)].slice(0, longestInput).join('')};
}
