/**
 * One Enactor's walk: take the newest plan, write it endpoint by endpoint, clean up. The race is in here; it is logged in the words of
 * the race lab.
 */

import type {Wiring} from '../model/mechanism.js';
import type {Signals, Slot} from '../model/signals.js';
import type {Ms} from '../timeline/types.js';

const SECOND_MS = 1000;

export type Endpoint = {readonly name: string; readonly resolves: Slot; readonly plan: Slot; readonly highest: Slot; readonly pinned: Slot};
/** `stage`: 0 between passes, k at the k-th endpoint, endpoints + 1 at clean-up. `passMs`: when the latest pass was to begin. */
export type Enactor = {readonly id: string; readonly carried: Slot; readonly nextMs: Slot; readonly stage: Slot; readonly passMs: Slot};
export type Stall = {readonly enactor: string; readonly passMs: Ms; readonly endpoint: string; readonly stallMs: Ms};

/** What its parts share. Periods and waits in seconds; `retain` in generations. */
export type Automation = {
  readonly spec: {
    readonly periodSeconds: number;
    readonly perEndpointSeconds: number;
    readonly cleanupSeconds: number;
    readonly retain: number;
  };
  readonly signals: Signals;
  readonly say: Wiring['say'];
  readonly endpoints: readonly Endpoint[];
  readonly enactors: readonly Enactor[];
  readonly stalls: readonly Stall[];
  /** Plans below this generation have been deleted, unless live and protected. */
  readonly oldestKept: Slot;
  readonly fence: Slot;
  readonly guard: Slot;
  readonly repair: Slot;
  readonly toldStuck: Slot;
  newestAt(atMs: Ms): number;
};

/** An Enactor's write to one endpoint; false when it cannot be made. Told to the log where a person would want to know. */
function write({signals, say, fence, repair}: Automation, enactor: Enactor, endpoint: Endpoint, atMs: Ms): boolean {
  const plan = signals.get(enactor.carried);
  const live = signals.get(endpoint.plan);
  if (signals.get(endpoint.resolves) === 0) {
    if (signals.get(repair) === 0) return false;
    say(atMs, `${enactor.id} writes plan ${plan} over the empty ${endpoint.name} record. It resolves again.`);
  } else if (signals.get(fence) === 1 && live >= plan) {
    if (live > plan)
      say(
        atMs,
        `${enactor.id} is refused at ${endpoint.name}. The write itself looks: set to ${plan} only if what is there is not newer. ` +
          `Plan ${live} is: refused.`,
      );
    return true;
  } else if (live > plan) {
    say(atMs, `${enactor.id} does not look again. It writes plan ${plan} over plan ${live} on ${endpoint.name}.`);
  }
  signals.set(endpoint.plan, plan);
  signals.set(endpoint.highest, Math.max(plan, signals.get(endpoint.highest)));
  signals.set(endpoint.resolves, 1);
  signals.set(endpoint.pinned, 0);
  return true;
}

/** Deletes plans far older than the one just applied; a record whose live plan goes is empty. */
function cleanUp({spec, signals, say, endpoints, oldestKept, guard}: Automation, enactor: Enactor, atMs: Ms): void {
  const limit = signals.get(enactor.carried) - spec.retain;
  if (limit <= signals.get(oldestKept)) return;
  signals.set(oldestKept, limit);
  if (signals.get(guard) === 1) return;
  for (const endpoint of endpoints) {
    const live = signals.get(endpoint.plan);
    if (live >= limit || signals.get(endpoint.pinned) === 1 || signals.get(endpoint.resolves) === 0) continue;
    signals.set(endpoint.resolves, 0);
    say(
      atMs,
      `${enactor.id} finished plan ${signals.get(enactor.carried)} and deletes everything ${spec.retain + 1} or more generations older. ` +
        `Plan ${live} is live. The ${endpoint.name} record points at a plan that does not exist. No addresses.`,
    );
  }
}

const isKept = ({signals, endpoints, oldestKept}: Automation, plan: number): boolean =>
  plan >= signals.get(oldestKept) ||
  endpoints.some(endpoint => signals.get(endpoint.plan) === plan && signals.get(endpoint.resolves) === 1);

/** Ends a pass. One that took longer than a period is followed by the next at once; after that the old rhythm goes on. */
function endPass({spec, signals}: Automation, enactor: Enactor, atMs: Ms): void {
  signals.set(enactor.carried, 0);
  signals.set(enactor.stage, 0);
  signals.set(enactor.nextMs, Math.max(atMs, signals.get(enactor.passMs) + spec.periodSeconds * SECOND_MS));
}

/** Begins again with whole passes, at each Enactor's own phase. */
export function startAgain({spec, signals, enactors}: Automation, atMs: Ms): void {
  const periodMs = spec.periodSeconds * SECOND_MS;
  for (const {carried, stage, nextMs, passMs} of enactors) {
    signals.set(carried, 0);
    signals.set(stage, 0);
    signals.set(nextMs, signals.get(passMs) + Math.ceil((atMs - signals.get(passMs)) / periodMs) * periodMs);
  }
}

/** Sets the Enactor's next stage and when it is due. */
function goTo({spec, signals, endpoints, stalls}: Automation, enactor: Enactor, stage: number, atMs: Ms): void {
  const endpoint = endpoints[stage - 1];
  const passMs = signals.get(enactor.passMs);
  const stall = stalls.find(other => other.enactor === enactor.id && other.passMs === passMs && other.endpoint === endpoint?.name);
  const waitSeconds = endpoint === undefined ? spec.cleanupSeconds : spec.perEndpointSeconds;
  signals.set(enactor.stage, stage);
  signals.set(enactor.nextMs, atMs + waitSeconds * SECOND_MS + (stall?.stallMs ?? 0));
}

/** Does what an Enactor has due. Its one freshness check is that it takes the newest plan when a pass begins. */
export function advance(automation: Automation, enactor: Enactor, atMs: Ms): void {
  const {spec, signals, endpoints, say, toldStuck, newestAt} = automation;
  const stage = signals.get(enactor.stage);
  const endpoint = endpoints[stage - 1];
  const plan = signals.get(enactor.carried);
  if (stage === 0) {
    const periodMs = spec.periodSeconds * SECOND_MS;
    const passMs = signals.get(enactor.passMs);
    signals.set(enactor.passMs, passMs + Math.floor((atMs - passMs) / periodMs) * periodMs);
    signals.set(enactor.carried, newestAt(atMs));
    goTo(automation, enactor, 1, atMs);
  } else if (endpoint === undefined) {
    cleanUp(automation, enactor, atMs);
    endPass(automation, enactor, atMs);
  } else if (!isKept(automation, plan)) {
    endPass(automation, enactor, atMs);
  } else if (write(automation, enactor, endpoint, atMs)) {
    goTo(automation, enactor, stage + 1, atMs);
  } else {
    if (signals.get(toldStuck) === 0)
      say(
        atMs,
        `${enactor.id} has plan ${plan}, which is fine. But each write must also record what was there before, and that no longer exists on ` +
          `${endpoint.name}. The write fails, is retried, fails.`,
      );
    signals.set(toldStuck, 1);
    endPass(automation, enactor, atMs);
  }
}

/** The Enactor with the earliest thing due; the first one where two are due at once. */
export function nextDue({signals, enactors}: Automation): Enactor {
  let first = enactors[0] as Enactor;
  for (const other of enactors) if (signals.get(other.nextMs) < signals.get(first.nextMs)) first = other;
  return first;
}
