import * as z from 'zod';
import {mechanism} from '../model/mechanism.js';

export const switchMechanism = mechanism({
  type: 'switch',
  what: 'Something prepared that people may turn on: its share rises to 1 over `rampMinutes` (users moved to another Region, devices on a local fallback).',
  parameters: z.object({rampMinutes: z.number().min(0).default(0).describe('Minutes from off to fully on, and back.')}),
  verbs: {
    on: {what: 'Turn it on.', parameters: z.object({share: z.number().min(0).max(1).default(1).describe('How far, 0 to 1.')})},
    off: {what: 'Turn it off.', parameters: z.object({})},
  },
  outputs: () => [{name: 'share', unit: 'ratio', healthy: 0, what: 'how far it is on, 0 to 1'}],
  build({rampMinutes}, {signals, state, output}) {
    const out = output('share');
    const target = state(0);
    return {
      step(_atMs, minutes) {
        const gap = signals.get(target) - signals.get(out);
        if (gap === 0) return;
        const reach = rampMinutes === 0 ? 1 : minutes / rampMinutes;
        signals.set(out, signals.get(out) + Math.sign(gap) * Math.min(Math.abs(gap), reach));
      },
      verbs: {
        on: ({share}) => signals.set(target, share),
        off: () => signals.set(target, 0),
      },
    };
  },
});
