import * as z from 'zod';
import {expression} from '../model/expression-schema.js';
import {mechanism} from '../model/mechanism.js';

/** People who cannot do what they came for, because of what their service depends on. User counts are illustrative: only shares and differences mean anything. */
export const customer = mechanism({
  type: 'customer',
  what: "A customer's users: the share that is hit, user-minutes lost, reports filed.",
  parameters: z.object({
    users: z
      .number()
      .min(0)
      .optional()
      .describe("Users at the day's peak, in millions. Default: the component's entry in `impactWeights`, else 0."),
    profile: expression.default(1).describe("The day's demand, 1 at the peak."),
    deps: z
      .array(
        z.object({
          on: expression.describe('How broken the dependency is, 0 to 1.'),
          w: z.number().min(0).max(1).describe('Share of users it hits when wholly broken.'),
        }),
      )
      .describe('What hits the users: the share hit is 1 - product of (1 - w × on).'),
    fallbacks: z
      .array(
        z.object({
          on: expression.describe('How far the fallback is on, 0 to 1.'),
          covers: z.number().min(0).max(1).describe('Share of the hit users it serves.'),
        }),
      )
      .default([])
      .describe('Other ways to be served: another Region, a local mode.'),
    ordinary: z.number().min(0).max(1).default(0.001).describe('Share of users hit on any ordinary day; not counted.'),
    noticeMin: z.number().positive().default(30).describe('A hit user files a report after about this many minutes.'),
    forgetMin: z.number().positive().default(240).describe('… and may file another after about this many.'),
    reportShare: z.number().min(0).max(1).default(0.02).describe('Share of users who report at all.'),
  }),
  verbs: {},
  outputs: () => [
    {name: 'err', unit: 'ratio', healthy: 0, what: 'share of users who are hit, beyond an ordinary day'},
    {name: 'impaired', unit: 'millions', healthy: 0, what: 'users who are hit'},
    {name: 'userMinutes', unit: 'millions', healthy: 0, what: 'user-minutes lost so far'},
    {name: 'reports', unit: 'millions', healthy: 0, what: 'reports filed so far'},
  ],
  build(spec, {signals, input, output, state, weight}) {
    const users = spec.users ?? weight;
    const profile = input(spec.profile);
    const deps = spec.deps.map(({on, w}) => ({on: input(on), w}));
    const fallbacks = spec.fallbacks.map(({on, covers}) => ({on: input(on), covers}));
    const err = output('err');
    const impaired = output('impaired');
    const userMinutes = output('userMinutes');
    const reports = output('reports');
    const silent = state(1);
    return {
      step(_atMs, minutes) {
        let served = 1;
        for (const {on, w} of deps) served *= 1 - w * signals.get(on);
        let hit = Math.max(0, 1 - served - spec.ordinary);
        const willing = signals.get(silent);
        // An ordinary minute after an ordinary minute: nothing changes.
        if (hit === 0 && willing === 1 && signals.get(err) === 0) return;
        for (const {on, covers} of fallbacks) hit *= 1 - covers * signals.get(on);
        const people = users * signals.get(profile);
        const filing = (hit * willing) / spec.noticeMin;
        signals.set(silent, Math.min(1, Math.max(0, willing + ((1 - willing) / spec.forgetMin - filing) * minutes)));
        signals.set(err, hit);
        signals.set(impaired, people * hit);
        signals.set(userMinutes, signals.get(userMinutes) + people * hit * minutes);
        signals.set(reports, signals.get(reports) + people * spec.reportShare * filing * minutes);
      },
      verbs: {},
    };
  },
});
