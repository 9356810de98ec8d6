import {holds} from '../engine/orders.js';
import {history, type Plan} from '../engine/plan.js';
import type {Run} from '../engine/run.js';
import {type Prepared, simulate} from '../engine/simulate.js';
import {MINUTE_MS} from '../timeline/time.js';
import type {Cue, Mitigation, Ms} from '../timeline/types.js';

/** Instants from one to another, both included. */
export type Stretch = {readonly fromMs: Ms; readonly untilMs: Ms};

/** The stretches of a run in which a cue is complete: it holds and has held for its minutes, after one of its actions. */
export function stretchesOf(run: Run, cue: Cue): readonly Stretch[] {
  const column = run.columns.get(cue.signal);
  if (column === undefined) return [];
  const afterMs = followsMs(run, cue.after);
  const stretches: Stretch[] = [];
  let seenMs: Ms | null = null;
  let fromMs: Ms | null = null;
  for (let row = 0; row <= run.rows; row++) {
    const atMs = run.startMs + row * run.stepMs;
    const isSeen = row < run.rows && atMs > afterMs && holds(run.table[row * run.signals.length + column] as number, cue);
    seenMs = isSeen ? (seenMs ?? atMs) : null;
    const isComplete = seenMs !== null && atMs - seenMs >= cue.forMinutes * MINUTE_MS;
    if (isComplete) fromMs ??= atMs;
    else if (fromMs !== null) {
      stretches.push({fromMs, untilMs: atMs - run.stepMs});
      fromMs = null;
    }
  }
  return stretches;
}

/** When the first of these recorded actions, or the same order by a person, was done; no actions: before everything. */
function followsMs({actions}: Run, after: readonly string[]): Ms {
  if (after.length === 0) return Number.NEGATIVE_INFINITY;
  const named = actions.filter(({id}) => after.includes(id));
  const done = actions.filter(({target, verb}) => named.some(action => action.target === target && action.verb === verb));
  return Math.min(...done.map(({firedAtMs}) => firedAtMs ?? Number.POSITIVE_INFINITY));
}

/** To throw a mitigation so long after its cue is complete, as soon as it is then (or again). */
export type Response = {readonly mitigation: string; readonly waitMs: Ms};

/** Turns responses into the plan that people who follow them come to. */
export type Follower = (responses: readonly Response[]) => Plan;

/** So many plans' cues are remembered before it starts anew. */
const remembered = 4000;

/**
 * People who know nothing but what they see. Throw by throw: of the responses whose cue is complete in the run so far, the one
 * that takes effect first is added, and the run goes on from there, because what it does may change the later cues. A cue that
 * never comes leaves its mitigation out. A mitigation without a cue is something to prepare in advance, and is left out too.
 *
 * @param fromMs nothing is thrown before
 */
export function followerOf(prepared: Prepared, fromMs: Ms = prepared.history.startMs): Follower {
  const mitigations = new Map(prepared.timeline.mitigations.map(mitigation => [mitigation.id, mitigation]));
  const seen = new Map<string, ReadonlyMap<string, readonly Stretch[]>>();
  const seenIn = (plan: Plan): ReadonlyMap<string, readonly Stretch[]> => {
    const key = JSON.stringify(plan);
    const known = seen.get(key);
    if (known !== undefined) return known;
    const run = simulate(prepared, plan);
    const found = new Map([...mitigations.values()].map(({id, cue}) => [id, cue === null ? [] : stretchesOf(run, cue)]));
    if (seen.size >= remembered) seen.clear();
    seen.set(key, found);
    return found;
  };
  return responses => {
    let plan: Plan = history;
    const waiting = new Map(responses.map(({mitigation, waitMs}) => [mitigation, waitMs]));
    while (waiting.size > 0) {
      const cues = seenIn(plan);
      const next = firstOf(mitigations, waiting, cues, fromMs);
      if (next === null) break;
      waiting.delete(next.mitigation);
      plan = [...plan, {op: 'add', ...next}];
    }
    return plan;
  };
}

type Throw = {readonly mitigation: string; readonly atMs: Ms};

/** The throw that takes effect first; of those at the same instant, the first by name. */
function firstOf(
  mitigations: ReadonlyMap<string, Mitigation>,
  waiting: ReadonlyMap<string, Ms>,
  cues: ReadonlyMap<string, readonly Stretch[]>,
  fromMs: Ms,
): Throw | null {
  let first: (Throw & {readonly effectMs: Ms}) | null = null;
  for (const mitigation of [...waiting.keys()].sort()) {
    const atMs = throwMs(cues.get(mitigation) ?? [], waiting.get(mitigation) ?? 0, fromMs);
    if (atMs === null) continue;
    const effectMs = atMs + (mitigations.get(mitigation)?.leadMinutes ?? 0) * MINUTE_MS;
    if (first === null || effectMs < first.effectMs) first = {mitigation, atMs, effectMs};
  }
  return first === null ? null : {mitigation: first.mitigation, atMs: first.atMs};
}

/** So long after a cue was first complete, at the first instant at which it is. */
function throwMs(stretches: readonly Stretch[], waitMs: Ms, fromMs: Ms): Ms | null {
  const [first] = stretches;
  if (first === undefined) return null;
  const earliestMs = Math.max(first.fromMs + waitMs, fromMs);
  const stretch = stretches.find(({untilMs}) => untilMs >= earliestMs);
  return stretch === undefined ? null : Math.max(earliestMs, stretch.fromMs);
}
