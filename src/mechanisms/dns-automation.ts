import * as z from 'zod';
import {instant} from '../model/expression-schema.js';
import {mechanism, type Output, type Wiring} from '../model/mechanism.js';
import type {Slot} from '../model/signals.js';
import type {Ms} from '../timeline/types.js';
import {type Automation, advance, type Enactor, type Endpoint, nextDue, type Stall, startAgain} from './dns-enactor.js';

const SECOND_MS = 1000;

const parameters = z.object({
  planPeriodSeconds: z.number().int().positive().describe('The Planner makes a new plan this often, in seconds.'),
  periodSeconds: z.number().int().positive().describe('Each Enactor begins a pass this often, in seconds.'),
  perEndpointSeconds: z.number().int().positive().describe('An Enactor needs this long for one endpoint, in seconds.'),
  cleanupSeconds: z.number().int().min(0).describe('Clean-up follows the last endpoint after this many seconds.'),
  retain: z.number().int().min(0).describe('Clean-up deletes plans more than this many generations older than the one just applied.'),
  endpoints: z.array(z.string()).min(1).describe('The DNS records, in the order in which an Enactor walks them.'),
  enactors: z
    .array(z.object({id: z.string(), phase: instant.describe('Start of one of its passes.')}))
    .min(1)
    .describe('Independent Enactors.'),
  fenceAtCommit: z.boolean().default(false).describe('Check freshness again at the moment of writing.'),
  protectActivePlan: z.boolean().default(false).describe('Clean-up never deletes a plan that is live.'),
  repairWhenActiveMissing: z.boolean().default(false).describe('An Enactor may apply a plan although the live one is gone.'),
});
type Parameters = z.output<typeof parameters>;

const fault = z.object({
  kind: z.literal('enactor-delay'),
  enactor: z.string().describe('Which Enactor is delayed.'),
  passAt: instant.describe('The pass (its start) in which it is delayed.'),
  endpoint: z.string().describe('The endpoint at which it is delayed.'),
  stallSeconds: z.number().int().min(0).describe('For how long, in seconds.'),
});

const outputsOf = ({endpoints, enactors}: Parameters): readonly Output[] => [
  ...endpoints.flatMap(endpoint => [
    {name: endpoint, unit: 'ratio', healthy: 1, what: `1 while the ${endpoint} record has addresses`},
    {name: `${endpoint}.plan`, unit: 'count', healthy: 0, what: `generation of the plan that is live on ${endpoint}`},
  ]),
  ...enactors.map(({id}) => ({
    name: `${id}.plan`,
    unit: 'count',
    healthy: 0,
    what: `generation that Enactor ${id} carries; 0 between passes`,
  })),
  {name: 'newest', unit: 'count', healthy: 0, what: 'generation of the newest plan'},
  {name: 'plans', unit: 'count', healthy: 0, what: 'generations that clean-up has not deleted'},
  {name: 'staleGap', unit: 'count', healthy: 0, what: 'generations that a live plan lies behind one applied before it'},
  {name: 'stuck', unit: 'ratio', healthy: 0, what: '1 while a live plan is gone and no Enactor can apply another'},
  {name: 'enabled', unit: 'ratio', healthy: 1, what: '1 while the automation runs'},
];

const firstPlanOf = ({retain}: Parameters): number => retain + 1;

const endpointsOf = (spec: Parameters, {output, state, signals}: Wiring): readonly Endpoint[] =>
  spec.endpoints.map(name => {
    const plan = output(`${name}.plan`);
    signals.set(plan, firstPlanOf(spec));
    return {name, resolves: output(name), plan, highest: state(firstPlanOf(spec)), pinned: state(0)};
  });

const enactorsOf = ({enactors, periodSeconds}: Parameters, {output, state, startMs, toMs}: Wiring): readonly Enactor[] =>
  enactors.map(({id, phase}) => {
    const periodMs = periodSeconds * SECOND_MS;
    const sincePhase = (((startMs - toMs(phase)) % periodMs) + periodMs) % periodMs;
    const firstPassMs = startMs + (sincePhase === 0 ? 0 : periodMs - sincePhase);
    return {id, carried: output(`${id}.plan`), nextMs: state(firstPassMs), stage: state(0), passMs: state(firstPassMs - periodMs)};
  });

const stallsOf = ({faults, toMs}: Wiring): readonly Stall[] =>
  faults.map(raw => {
    const {enactor, passAt, endpoint, stallSeconds} = fault.parse(raw);
    return {enactor, passMs: toMs(passAt), endpoint, stallMs: stallSeconds * SECOND_MS};
  });

/** The newest generation at an instant: one a period while the automation runs, frozen while it does not. */
function plannerOf(spec: Parameters, {signals, state, startMs}: Wiring, enabled: Slot) {
  const frozen = state(0);
  const running = (atMs: Ms): number => firstPlanOf(spec) + Math.floor((atMs - startMs) / (spec.planPeriodSeconds * SECOND_MS));
  return {
    newestAt: (atMs: Ms): number => (signals.get(enabled) === 1 ? running(atMs) : signals.get(frozen)),
    freeze: (atMs: Ms): void => signals.set(frozen, running(atMs)),
  };
}

/** A good plan written by hand, out of reach of clean-up. */
function restoreByHand({signals, endpoints, toldStuck, newestAt}: Automation, names: readonly string[], atMs: Ms): void {
  for (const endpoint of endpoints) {
    if (!names.includes(endpoint.name)) continue;
    signals.set(endpoint.plan, newestAt(atMs));
    signals.set(endpoint.highest, newestAt(atMs));
    signals.set(endpoint.resolves, 1);
    signals.set(endpoint.pinned, 1);
  }
  signals.set(toldStuck, 0);
}

/**
 * DynamoDB's DNS automation: a Planner, Enactors that check freshness once and then walk the endpoints, and clean-up.
 * An event queue of whole seconds, because the window in which the record is emptied is 25 seconds wide.
 */
export const dnsAutomation = mechanism({
  type: 'dns-automation',
  what: 'DNS automation: a Planner makes plans, independent Enactors apply them endpoint by endpoint, clean-up deletes old plans.',
  parameters,
  fault,
  verbs: {
    disable: {
      what: 'Stop Planner and Enactors, passes under way too.',
      parameters: z.object({scope: z.enum(['region', 'worldwide']).default('region')}),
    },
    enable: {what: 'Start them again.', parameters: z.object({}), overrules: ['disable']},
    restore: {
      what: 'Write a good plan to records by hand, and keep it from clean-up.',
      parameters: z.object({endpoints: z.array(z.string()).min(1)}),
    },
    fence: {what: 'Check freshness again at the moment of writing.', parameters: z.object({})},
    guard: {what: 'Keep clean-up from plans that are live.', parameters: z.object({})},
    repair: {what: 'Let an Enactor apply a plan although the live one is gone.', parameters: z.object({})},
  },
  outputs: outputsOf,
  names: ({endpoints, enactors}) => ({endpoints, endpoint: endpoints, enactor: enactors.map(({id}) => id)}),
  build(spec, wiring) {
    const {signals, state, output, say} = wiring;
    const newest = output('newest');
    const plans = output('plans');
    const staleGap = output('staleGap');
    const stuck = output('stuck');
    const enabled = output('enabled');
    const planner = plannerOf(spec, wiring, enabled);
    const automation: Automation = {
      spec,
      signals,
      say,
      endpoints: endpointsOf(spec, wiring),
      enactors: enactorsOf(spec, wiring),
      stalls: stallsOf(wiring),
      oldestKept: state(1),
      fence: state(spec.fenceAtCommit ? 1 : 0),
      guard: state(spec.protectActivePlan ? 1 : 0),
      repair: state(spec.repairWhenActiveMissing ? 1 : 0),
      toldStuck: state(0),
      newestAt: planner.newestAt,
    };
    const {endpoints, enactors, oldestKept, fence, guard, repair} = automation;
    const observe = (atMs: Ms) => {
      let gap = 0;
      let missing = 0;
      for (const {plan, highest, resolves} of endpoints) {
        gap = Math.max(gap, signals.get(highest) - signals.get(plan));
        if (signals.get(resolves) === 0) missing = 1;
      }
      signals.set(newest, planner.newestAt(atMs));
      signals.set(plans, planner.newestAt(atMs) - signals.get(oldestKept) + 1);
      signals.set(staleGap, gap);
      signals.set(stuck, missing * (1 - signals.get(repair)));
    };
    return {
      step(atMs) {
        let due = nextDue(automation);
        while (signals.get(enabled) === 1 && signals.get(due.nextMs) <= atMs) {
          advance(automation, due, signals.get(due.nextMs));
          due = nextDue(automation);
        }
        observe(atMs);
      },
      verbs: {
        disable(_params, atMs) {
          if (signals.get(enabled) === 0) return;
          planner.freeze(atMs);
          signals.set(enabled, 0);
          for (const enactor of enactors) signals.set(enactor.carried, 0);
        },
        enable(_params, atMs) {
          if (signals.get(enabled) === 1) return;
          signals.set(enabled, 1);
          startAgain(automation, atMs);
        },
        restore: ({endpoints: names}, atMs) => restoreByHand(automation, names, atMs),
        fence: () => signals.set(fence, 1),
        guard: () => signals.set(guard, 1),
        repair: () => signals.set(repair, 1),
      },
    };
  },
});
