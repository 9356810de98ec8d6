import {type Plan, throwAt} from '../../../engine/plan.js';
import {type Prepared, simulate} from '../../../engine/simulate.js';
import {UserError, unreachable} from '../../../errors.js';
import {bandSoFar, type Sample, sampleOf, worldForScores} from '../../../review/band.js';
import {fidelityOf} from '../../../review/fidelity.js';
import {impactOf} from '../../../review/impact.js';
import {latestUsefulWork} from '../../../review/latest-useful.js';
import {whyOf} from '../../../review/why.js';
import type {Question as Asked} from '../../../screen/background.js';
import {MINUTE_MS} from '../../../timeline/time.js';
import type {Mitigation, Timeline} from '../../../timeline/types.js';
import {type Answer, type BandSoFar, keyOf, type LatestSoFar, type Question} from './questions.js';
import {isWhatIf, standingOf, statusOf, type View} from './view.js';

/** What a frame would like to know: each a question, or null where it does not arise. */

type AskedOf<K extends Question['kind']> = Extract<Question, {kind: K}> | null;

export const selectedMitigation = ({state, stage}: View): Mitigation | undefined =>
  stage.timeline.mitigations.find(({id}) => id === state.mitigation);

const hasMitigationsOpen = ({state}: View): boolean =>
  state.overlay.type === 'mitigations' || (state.screen.type === 'replay' && state.focus === 'mitigations');

/** What the open mitigation would do if it were thrown now; only while the replay stands still. */
export function previewAsked(view: View): AskedOf<'preview'> {
  const {plan, positionMs, playing} = view.state;
  const mitigation = selectedMitigation(view);
  if (playing || mitigation === undefined || !hasMitigationsOpen(view)) return null;
  const {thrown, refusal} = standingOf(view, mitigation);
  return thrown || refusal !== null ? null : {kind: 'preview', plan, mitigation: mitigation.id, atMs: positionMs};
}

export function latestAsked(view: View): AskedOf<'latest'> {
  const mitigation = selectedMitigation(view);
  const canAct = view.stage.timeline.model !== null && mitigation !== undefined && hasMitigationsOpen(view);
  return canAct ? {kind: 'latest', mitigation: mitigation.id} : null;
}

/** Only while the replay stands still: another moment is another question. */
export function whyAsked({state}: View): AskedOf<'why'> {
  const {overlay, plan, playing, positionMs} = state;
  return overlay.type === 'why' && !playing ? {kind: 'why', plan, service: overlay.service, atMs: positionMs} : null;
}

/** The causes of the service that is selected on the map, for its path. */
export function mapAsked({state, stage, now}: View): AskedOf<'why'> {
  const {screen, service, plan, playing, positionMs} = state;
  const known = stage.serviceById.get(service);
  if (screen.type !== 'map' || playing || stage.timeline.model === null || known === undefined || known.status === null) return null;
  return statusOf(now.run, known, positionMs) === 'operational' ? null : {kind: 'why', plan, service, atMs: positionMs};
}

export const fidelityAsked = ({state}: View): AskedOf<'fidelity'> => (state.screen.type === 'fidelity' ? {kind: 'fidelity'} : null);

/** How many worlds the timeline has in which its record could have come about too. */
export const worldsOf = ({stage}: View): number => stage.timeline.model?.worlds?.values.length ?? 0;

export const bandAsked = (view: View): AskedOf<'band'> =>
  isWhatIf(view) && worldsOf(view) > 0 ? {kind: 'band', plan: view.state.plan} : null;

/** Everything that this frame asks, what a person waits for first. */
export const questionsOf = (view: View): readonly Question[] =>
  [previewAsked(view), whyAsked(view), mapAsked(view), fidelityAsked(view), bandAsked(view), latestAsked(view)].filter(
    question => question !== null,
  );

/** Slices of work on one question. What a slice yields is shown until there is more. */
export type Work = Generator<Answer | undefined, Answer>;

/** How long a question waits for its first slice, so that a run of keys does not start what the next key drops. */
const patienceMs: Readonly<Record<Question['kind'], number>> = {preview: 40, why: 40, fidelity: 0, band: 250, latest: 250};

/** What a frame of a timeline asks, with how each is answered. */
export function asking(prepared: Prepared): (view: View) => readonly Asked[] {
  const begin = workOn(prepared);
  return view =>
    questionsOf(view).map(question => ({
      key: keyOf(question),
      patienceMs: patienceMs[question.kind],
      work: () => begin(question),
    }));
}

/** How questions about a timeline are answered. Its other worlds are made ready once, when they are first needed. */
export function workOn(prepared: Prepared): (question: Question) => Work {
  const worlds: Prepared[] = [];
  return question => work(prepared, worlds, question);
}

function* work(prepared: Prepared, worlds: Prepared[], question: Question): Generator<Answer | undefined, Answer> {
  switch (question.kind) {
    case 'preview':
      return {userMinutes: impactOf(simulate(prepared, throwAt(question.plan, question.mitigation, question.atMs))).userMinutes};
    case 'why':
      return whyOf(prepared, question.plan, question.service, question.atMs);
    case 'fidelity':
      return fidelityOf(prepared);
    case 'band':
      return yield* bandWork(prepared, worlds, question.plan);
    case 'latest':
      return yield* latestWork(prepared, question.mitigation);
    default:
      return unreachable(question);
  }
}

/** Each minute is a slice of its own; how far it has come is worth a frame every half hour of them. */
const latestStepMs = 30 * MINUTE_MS;

function* latestWork(prepared: Prepared, mitigation: string): Generator<LatestSoFar | undefined, LatestSoFar> {
  const looking = latestUsefulWork(prepared, mitigation);
  let triedMs = prepared.timeline.incident.endsAtMs;
  for (;;) {
    const {done, value} = looking.next();
    if (done === true) return {triedMs, latest: value};
    const isFurther = triedMs - value >= latestStepMs;
    if (isFurther) triedMs = value;
    yield isFurther ? {triedMs, latest: null} : undefined;
  }
}

/** A slice makes one world ready or tries the plan in one; after each, how far it has come. */
function* bandWork({timeline}: Prepared, worlds: Prepared[], plan: Plan): Generator<BandSoFar, BandSoFar> {
  const count = timeline.model?.worlds?.values.length ?? 0;
  const samples: Sample[] = [];
  const soFar = (): BandSoFar => ({worlds: samples.length, band: null});
  for (let index = 0; index < count; index++) {
    let world = worlds[index];
    if (world === undefined) {
      const made = worldOrProblem(timeline, index);
      if (typeof made === 'string') return {...soFar(), problem: made};
      worlds[index] = world = made;
      yield soFar();
    }
    samples.push(sampleOf(world, plan));
    yield soFar();
  }
  return {worlds: count, band: bandSoFar(samples)};
}

/** A world of a file that does not run is the file's mistake, and no reason to end the replay. */
function worldOrProblem(timeline: Timeline, index: number): Prepared | string {
  try {
    return worldForScores(timeline, index);
  } catch (error) {
    if (error instanceof UserError) return `world ${index}: ${error.message}`;
    throw error;
  }
}
