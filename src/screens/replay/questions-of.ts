import type {Mitigation} from '../../timeline/types.js';
import type {Question} from './questions.js';
import {isWhatIf, standingOf, statusOf, type View} from './view.js';

/** What a frame would like to know: each a question, or null where it does not arise. */

type Asked<K extends Question['kind']> = Extract<Question, {kind: K}> | null;

export const selectedMitigation = ({state, stage}: View): Mitigation | undefined =>
  stage.timeline.mitigations.find(({id}) => id === state.mitigation);

const hasMitigationsOpen = ({state}: View): boolean =>
  state.overlay.type === 'mitigations' || (state.screen.type === 'replay' && state.focus === 'mitigations');

/** What the open mitigation would do if it were thrown now; only while the replay stands still. */
export function previewAsked(view: View): Asked<'preview'> {
  const {plan, positionMs, playing} = view.state;
  const mitigation = selectedMitigation(view);
  if (playing || mitigation === undefined || !hasMitigationsOpen(view)) return null;
  const {thrown, refusal} = standingOf(view, mitigation);
  return thrown || refusal !== null ? null : {kind: 'preview', plan, mitigation: mitigation.id, atMs: positionMs};
}

export function latestAsked(view: View): Asked<'latest'> {
  const mitigation = selectedMitigation(view);
  const canAct = view.stage.timeline.model !== null && mitigation !== undefined && hasMitigationsOpen(view);
  return canAct ? {kind: 'latest', mitigation: mitigation.id} : null;
}

/** Only while the replay stands still: another moment is another question. */
export function whyAsked({state}: View): Asked<'why'> {
  const {overlay, plan, playing, positionMs} = state;
  return overlay.type === 'why' && !playing ? {kind: 'why', plan, service: overlay.service, atMs: positionMs} : null;
}

/** The causes of the service that is selected on the map, for its path. */
export function mapAsked({state, stage, now}: View): Asked<'why'> {
  const {screen, service, plan, playing, positionMs} = state;
  const known = stage.serviceById.get(service);
  if (screen.type !== 'map' || playing || stage.timeline.model === null || known === undefined || known.status === null) return null;
  return statusOf(now.run, known, positionMs) === 'operational' ? null : {kind: 'why', plan, service, atMs: positionMs};
}

export const fidelityAsked = ({state}: View): Asked<'fidelity'> => (state.screen.type === 'fidelity' ? {kind: 'fidelity'} : null);

/** How many worlds the timeline has in which its record could have come about too. */
export const worldsOf = ({stage}: View): number => stage.timeline.model?.worlds?.values.length ?? 0;

export const bandAsked = (view: View): Asked<'band'> =>
  isWhatIf(view) && worldsOf(view) > 0 ? {kind: 'band', plan: view.state.plan} : null;

/** Everything that this frame asks, what a person waits for first. */
export const questionsOf = (view: View): readonly Question[] =>
  [previewAsked(view), whyAsked(view), mapAsked(view), fidelityAsked(view), bandAsked(view), latestAsked(view)].filter(
    question => question !== null,
  );
