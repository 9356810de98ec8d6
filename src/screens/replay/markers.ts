import {type Edit, subjectOf} from '../../engine/plan.js';
import {printable} from '../../format/text.js';
import type {Ms, Timeline} from '../../timeline/types.js';
import type {AppState} from './state.js';

type Moment = Pick<AppState, 'plan' | 'positionMs'>;

/** What somebody who looks through a recorded session wants to jump to: a phase entered, a change made or taken back. */
export function markersOf(timeline: Timeline, before: Moment, after: Moment): readonly string[] {
  const made = editsOnlyIn(after, before).map(edit => `${edit.op === 'add' ? 'Thrown' : 'Changed'}: ${nameOf(timeline, edit)}`);
  const takenBack = editsOnlyIn(before, after).map(edit => `Taken back: ${nameOf(timeline, edit)}`);
  return [...phaseEntered(timeline, before, after), ...takenBack, ...made];
}

function phaseEntered({phases}: Timeline, before: Moment, after: Moment): readonly string[] {
  const phaseAt = (atMs: Ms) => phases.findLast(({startsAtMs, endsAtMs}) => startsAtMs <= atMs && atMs < endsAtMs);
  const phase = before.positionMs === after.positionMs ? undefined : phaseAt(after.positionMs);
  return phase === undefined || phase === phaseAt(before.positionMs) ? [] : [`Phase: ${printable(phase.title)}`];
}

function editsOnlyIn({plan}: Moment, {plan: others}: Moment): readonly Edit[] {
  const known = new Set(others.map(edit => JSON.stringify(edit)));
  return plan === others ? [] : plan.filter(edit => !known.has(JSON.stringify(edit)));
}

function nameOf({mitigations}: Timeline, edit: Edit): string {
  const title = edit.op === 'add' ? mitigations.find(({id}) => id === edit.mitigation)?.title : undefined;
  return printable(title ?? subjectOf(edit));
}
