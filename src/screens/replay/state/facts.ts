import type {Plan} from '../../../engine/plan.js';
import type {FiredAction, Run, Window} from '../../../engine/run.js';
import {type Prepared, simulate} from '../../../engine/simulate.js';
import {userMinutesOver} from '../../../engine/user-minutes.js';
import {windowsOf} from '../../../engine/windows.js';
import {allClearOf} from '../../../review/compare.js';
import {impactOf} from '../../../review/impact.js';
import type {Ms, Status, TimelineEvent} from '../../../timeline/types.js';

/** One row of the record panel: what really happened, or what the simulation says of itself. */
export type Happening =
  | {readonly kind: 'fact'; readonly atMs: Ms; readonly event: TimelineEvent}
  | {
      readonly kind: 'simulated';
      readonly atMs: Ms;
      readonly text: string;
      /** It says that statuses change. */
      readonly isStatus?: true;
    };

/** What follows from a run as a whole, worked out once per run; frames only look things up in it. */
export type Facts = {
  readonly run: Run;
  readonly happenings: readonly Happening[];
  /** The times of `happenings`. */
  readonly times: readonly Ms[];
  readonly windows: ReadonlyMap<string, readonly Window[]>;
  /** Impaired user-minutes of the whole run. */
  readonly userMinutes: number;
  /** Impaired user-minutes up to an instant, between samples that are close enough for a picture. */
  userMinutesNear(atMs: Ms): number;
  /** Minutes not operational in the whole run, by service. */
  readonly minutesByService: Readonly<Record<string, number>>;
  /** When everything that counts was well again for good; null: never in this run. */
  readonly allClearAtMs: Ms | null;
};

/** `history`: the run to differ from; for history itself the same run. */
export function factsOf(run: Run, history: Run): Facts {
  const simulated = [...logOf(run), ...(run === history ? [] : [...changesOf(run, history), ...actionsOf(run, history)])];
  const happenings = merge(
    run.timeline.events,
    simulated.sort((a, b) => a.atMs - b.atMs),
  );
  const windows = new Map<string, Window[]>();
  for (const window of windowsOf(run)) windows.set(window.service, [...(windows.get(window.service) ?? []), window]);
  const {userMinutes, byService} = impactOf(run);
  return {
    run,
    happenings,
    times: happenings.map(({atMs}) => atMs),
    windows,
    userMinutes,
    userMinutesNear: sampledImpact(run),
    minutesByService: byService,
    allClearAtMs: allClearOf(run, history),
  };
}

/** The facts of a plan's run; those of the last plan are kept. */
export function lastFacts(prepared: Prepared, history: Facts): (plan: Plan) => Facts {
  let last: {readonly plan: Plan; readonly facts: Facts} | null = null;
  return plan => {
    if (plan.length === 0) return history;
    if (last?.plan !== plan) last = {plan, facts: factsOf(simulate(prepared, plan), prepared.history)};
    return last.facts;
  };
}

/** Enough for a curve across the widest screens. */
const impactSamples = 500;

function sampledImpact(run: Run): (atMs: Ms) => number {
  const stepMs = Math.max(1, (run.endMs - run.startMs) / impactSamples);
  const userMinutesAt = userMinutesOver(run);
  const samples = Array.from({length: impactSamples + 1}, (_, index) => userMinutesAt(run.startMs + index * stepMs));
  return atMs => {
    const place = Math.max(0, Math.min(impactSamples, (atMs - run.startMs) / stepMs));
    const before = samples[Math.floor(place)] ?? 0;
    return before + ((samples[Math.ceil(place)] ?? before) - before) * (place % 1);
  };
}

const logOf = (run: Run): Happening[] => run.log.map(({atMs, text}) => ({kind: 'simulated', atMs, text}));

/** Status changes that history does not have at that time; services that change alike at once share a row. */
function changesOf(run: Run, history: Run): Happening[] {
  const rows = new Map<string, {readonly atMs: Ms; readonly status: Status; readonly names: string[]}>();
  for (const {id, name} of run.timeline.services) {
    const known = new Set(history.tracks.get(id)?.changes.map(keyOf));
    for (const change of run.tracks.get(id)?.changes ?? []) {
      if (change.atMs <= run.startMs || known.has(keyOf(change))) continue;
      const row = rows.get(keyOf(change)) ?? {...change, names: []};
      row.names.push(name);
      rows.set(keyOf(change), row);
    }
  }
  return [...rows.values()].map(({atMs, status, names}) => ({
    kind: 'simulated',
    atMs,
    text: `${status}: ${names.join(', ')}`,
    isStatus: true,
  }));
}

const keyOf = ({atMs, status}: {readonly atMs: Ms; readonly status: Status}) => `${atMs} ${status}`;

/** Actions that this run does at another time than history, or not at all. */
function actionsOf(run: Run, history: Run): Happening[] {
  const known = new Map(history.actions.map(action => [action.id, action.firedAtMs]));
  const titles = new Map(run.timeline.mitigations.map(({id, title}) => [id, title]));
  const rows = new Map(run.timeline.events.map(({action, title}) => [action, title]));
  const words = ({id, origin}: FiredAction) =>
    origin === 'edit' ? `thrown: ${titles.get(id) ?? id} takes effect` : `operators act: ${rows.get(id) ?? id}`;
  return run.actions
    .filter(({id, origin, firedAtMs}) => firedAtMs !== null && (origin === 'edit' || known.get(id) !== firedAtMs))
    .map((action): Happening => ({kind: 'simulated', atMs: action.firedAtMs as Ms, text: words(action)}));
}

/** Both in order of time; at the same instant the record comes first. */
function merge(events: readonly TimelineEvent[], simulated: readonly Happening[]): Happening[] {
  const merged: Happening[] = [];
  let next = 0;
  for (const event of events) {
    for (let entry = simulated[next]; entry !== undefined && entry.atMs < event.atMs; entry = simulated[++next]) merged.push(entry);
    merged.push({kind: 'fact', atMs: event.atMs, event});
  }
  merged.push(...simulated.slice(next));
  return merged;
}
