import * as z from 'zod';
import {expression} from '../model/expression-schema.js';
import {mechanism, type Output, type Wiring} from '../model/mechanism.js';
import {relax} from '../model/relax.js';
import type {Slot} from '../model/signals.js';

/** A dependency availability below this starts the hold clock: a tiny permanent error must not. */
const IMPAIRED_BELOW = 0.98;
const SECONDS = 60;
const UNLIMITED = Number.POSITIVE_INFINITY;

const parameters = z.object({
  deps: z
    .array(
      z.object({
        on: expression.describe('Availability of the dependency, 0 to 1.'),
        w: z.number().min(0).max(1).default(1).describe('Share of requests that need it.'),
        calls: z.number().positive().default(1).describe('Calls to it per request.'),
      }),
    )
    .default([])
    .describe('What it needs. Availability is the product over dependencies of (1 - w (1 - on)) ^ calls.'),
  holdSeconds: z.number().min(0).default(0).describe('How long caches and open sessions hide a broken dependency, in seconds.'),
  fallTauSeconds: z.number().positive().default(10).describe('Time constant of getting worse, in seconds.'),
  riseTauSeconds: z.number().positive().default(10).describe('Time constant of getting better, in seconds.'),
  rate: z.number().min(0).default(1).describe('Requests per minute at profile 1, in units of the healthy peak.'),
  profile: expression.default(1).describe("The day's demand, 1 at the peak."),
  capacity: expression.optional().describe('Capacity, as a share of the healthy one. With `util`.'),
  util: expression.optional().describe('Load at profile 1 as a share of the healthy capacity.'),
  retryAmp: z.number().min(0).default(0).describe('Extra load per failed request (retries).'),
  retry: z
    .object({
      everyMinutes: z.number().positive().describe('A failed request comes back after this many minutes.'),
      abandonMinutes: z.number().positive().describe('… and is given up after about this many.'),
    })
    .optional()
    .describe('Pent-up demand: failed requests wait and return.'),
  standingLimit: z.number().positive().optional().describe('The API limit that always stands, in requests per minute. Without it: none.'),
});

type Parameters = z.output<typeof parameters>;

const outputs: readonly Output[] = [
  {name: 'err', unit: 'ratio', healthy: 0, what: 'share of requests that fail'},
  {name: 'avail', unit: 'ratio', healthy: 1, what: 'share of requests that succeed'},
  {name: 'dep', unit: 'ratio', healthy: 1, what: 'availability of its dependencies as seen through caches'},
  {name: 'ok', unit: 'perMinute', healthy: 1, what: 'requests that succeed'},
  {name: 'offered', unit: 'perMinute', healthy: 1, what: 'requests that arrive'},
  {name: 'pent', unit: 'count', healthy: 0, what: 'failed requests waiting to come back'},
  {name: 'throttled', unit: 'ratio', healthy: 0, what: 'share of requests turned away by a limit'},
];

/** Only where retries load a limited capacity. */
const loopOutputs: readonly Output[] = [
  {name: 'sustained', unit: 'ratio', healthy: 0, what: '1 while retries alone keep it overloaded: without them the load would fit'},
  {name: 'shed', unit: 'ratio', healthy: 0, what: 'while sustained: share of the load that would have to go'},
];
const canLoop = ({capacity, retryAmp}: Parameters): boolean => capacity !== undefined && retryAmp > 1;

/** Keeps `dep`, the dependencies as callers see them: worse only after the hold, then with one time constant down and another up. */
function viewOf(spec: Parameters, {signals, input, state}: Wiring, dep: Slot): (minutes: number) => void {
  const deps = spec.deps.map(({on, w, calls}) => ({on: input(on), w, calls}));
  const holdMinutes = spec.holdSeconds / SECONDS;
  const fallMinutes = spec.fallTauSeconds / SECONDS;
  const riseMinutes = spec.riseTauSeconds / SECONDS;
  const impairedMinutes = state(0);
  return minutes => {
    let available = 1;
    for (const {on, w, calls} of deps) {
      const one = 1 - w * (1 - signals.get(on));
      available *= calls === 1 ? one : one ** calls;
    }
    const isImpaired = available < IMPAIRED_BELOW;
    signals.set(impairedMinutes, isImpaired ? signals.get(impairedMinutes) + minutes : 0);
    const before = signals.get(dep);
    if (available >= before) {
      signals.set(dep, relax(before, available, minutes, riseMinutes));
    } else {
      const falling = isImpaired ? Math.max(0, Math.min(minutes, signals.get(impairedMinutes) - holdMinutes)) : minutes;
      signals.set(dep, relax(before, available, falling, fallMinutes));
    }
  };
}

/** Share of the load beyond capacity, retries of what failed a step ago included. */
function overloadOf({capacity, util, retryAmp}: Parameters, {signals, input}: Wiring, err: Slot): (demand: number) => number {
  if (capacity === undefined) return () => 0;
  const healthy = input(capacity);
  const use = input(util ?? 0);
  return demand => {
    const load = signals.get(use) * demand * (1 + retryAmp * signals.get(err));
    return load > signals.get(healthy) ? 1 - signals.get(healthy) / load : 0;
  };
}

/** Tells when the retries alone keep the overload going, and how much load would end it: down to capacity 4a / (a+1)². */
function loopOf(spec: Parameters, {signals, input, output}: Wiring, err: Slot): (demand: number) => void {
  if (spec.capacity === undefined || !canLoop(spec)) return () => undefined;
  const capacity = input(spec.capacity);
  const use = input(spec.util ?? 0);
  const sustained = output('sustained');
  const shed = output('shed');
  const exit = (4 * spec.retryAmp) / (spec.retryAmp + 1) ** 2;
  return demand => {
    const load = signals.get(use) * demand;
    const healthy = signals.get(capacity);
    const isLoop = signals.get(err) > 0 && load <= healthy && load * (1 + spec.retryAmp * signals.get(err)) > healthy;
    signals.set(sustained, isLoop ? 1 : 0);
    signals.set(shed, isLoop ? Math.max(0, 1 - (healthy * exit) / load) : 0);
  };
}

/**
 * A request service. Retries make overload hysteretic: with retryAmp a > 1 it begins at capacity = util and ends only at
 * util (a+1)² / 4a (Bronson et al., HotOS'21: workload amplification sustains the failure after its trigger).
 */
export const service = mechanism({
  type: 'service',
  what: 'A request service: dependencies seen through caches, capacity against load with retries, limits, pent-up demand.',
  parameters,
  verbs: {
    throttle: {what: 'Admit at most `limit` requests a minute.', parameters: z.object({limit: z.number().min(0)})},
    relax: {
      what: 'Raise the limit steadily until the standing one.',
      parameters: z.object({perMin: z.number().min(0).describe('Rise of the limit per minute.')}),
      overrules: ['throttle'],
    },
    unthrottle: {what: 'Take the limit away at once.', parameters: z.object({}), overrules: ['throttle']},
  },
  outputs: spec => (canLoop(spec) ? [...outputs, ...loopOutputs] : outputs),
  build(spec, wiring) {
    const {signals, input, output, state} = wiring;
    const err = output('err');
    const avail = output('avail');
    const dep = output('dep');
    const ok = output('ok');
    const offered = output('offered');
    const pent = output('pent');
    const throttled = output('throttled');
    const profile = input(spec.profile);
    const view = viewOf(spec, wiring, dep);
    const errBefore = state(0);
    const pentBefore = state(0);
    const overload = overloadOf(spec, wiring, errBefore);
    const observeLoop = loopOf(spec, wiring, err);
    const standing = spec.standingLimit ?? UNLIMITED;
    const limit = state(standing);
    const relaxPerMin = state(0);
    const {retry} = spec;
    return {
      step(_atMs, minutes) {
        const fresh = spec.rate * signals.get(profile);
        if (minutes > 0) {
          signals.set(errBefore, signals.get(err));
          signals.set(pentBefore, signals.get(pent));
        }
        const waiting = signals.get(pentBefore);
        view(minutes);
        if (signals.get(relaxPerMin) > 0) signals.set(limit, Math.min(standing, signals.get(limit) + signals.get(relaxPerMin) * minutes));
        const arriving = fresh + (retry === undefined ? 0 : waiting / retry.everyMinutes);
        const admitted = Math.min(arriving, signals.get(limit));
        const succeeding = admitted * signals.get(dep) * (1 - overload(signals.get(profile)));
        const served = arriving > 0 ? succeeding / arriving : 1;
        if (retry !== undefined && minutes > 0)
          signals.set(pent, Math.max(0, waiting + (fresh - succeeding - waiting / retry.abandonMinutes) * minutes));
        signals.set(ok, succeeding);
        signals.set(offered, arriving);
        signals.set(throttled, arriving > 0 ? 1 - admitted / arriving : 0);
        signals.set(avail, served);
        signals.set(err, 1 - served);
        observeLoop(signals.get(profile));
      },
      verbs: {
        throttle({limit: most}) {
          signals.set(limit, most);
          signals.set(relaxPerMin, 0);
        },
        relax: ({perMin}) => signals.set(relaxPerMin, perMin),
        unthrottle() {
          signals.set(limit, standing);
          signals.set(relaxPerMin, 0);
        },
      },
    };
  },
});
