import * as z from 'zod';
import {expression} from '../model/expression-schema.js';
import {mechanism} from '../model/mechanism.js';
import {relax} from '../model/relax.js';

const SECONDS = 60;

const clientClass = z.object({
  connSeconds: z.number().positive().describe('Mean life of connections that were open when the record went empty, in seconds.'),
  negativeTtlSeconds: z.number().min(0).describe('How long a cached "no such address" answer lives, in seconds.'),
  overrideTauSeconds: z.number().min(0).default(0).describe('Time constant with which an override takes hold, in seconds.'),
});

/**
 * Client populations over one DNS record. Open connections fade while the record is empty. When it resolves again, the ages of
 * the cached negative answers are uniform, so the share with a working path rises linearly and is whole after exactly one
 * negative TTL (RFC 2308; Route 53's default SOA gives 900 s).
 */
export const resolver = mechanism({
  type: 'resolver',
  what: 'Client populations over one DNS record: connections fade while it is empty, cached negative answers expire after it returns.',
  parameters: z.object({
    record: expression.describe('1 while the record resolves, else 0.'),
    classes: z.record(z.string(), clientClass).describe('The client populations, by name.'),
  }),
  verbs: {
    override: {
      what: 'Give classes an address that does not come from the record.',
      parameters: z.object({
        classes: z.array(z.string()),
        share: z.number().min(0).max(1).default(1).describe('Share of the class it reaches.'),
      }),
    },
    'clear-override': {what: 'Take the override away.', parameters: z.object({classes: z.array(z.string())})},
    flush: {what: 'Drop cached negative answers everywhere.', parameters: z.object({})},
  },
  outputs: ({classes}) =>
    Object.keys(classes).map(name => ({name, unit: 'ratio', healthy: 1, what: `share of "${name}" callers with a working path`})),
  names: ({classes}) => ({classes: Object.keys(classes)}),
  build({record, classes}, {signals, input, output, state}) {
    const resolves = input(record);
    const wasUp = state(1);
    const flushing = state(0);
    const parts = Object.entries(classes).map(([name, {connSeconds, negativeTtlSeconds, overrideTauSeconds}]) => ({
      name,
      connMinutes: connSeconds / SECONDS,
      negativeTtlMinutes: negativeTtlSeconds / SECONDS,
      overrideTauMinutes: overrideTauSeconds / SECONDS,
      out: output(name),
      path: state(1),
      pathAtReturn: state(1),
      overridden: state(0),
      overrideTarget: state(0),
    }));
    const setOverride = (names: readonly string[], share: number) => {
      for (const part of parts) if (names.includes(part.name)) signals.set(part.overrideTarget, share);
    };
    return {
      step(_atMs, minutes) {
        const up = signals.get(resolves) >= 0.5;
        for (const part of parts) {
          let path = signals.get(part.path);
          if (up) {
            if (signals.get(wasUp) === 0) signals.set(part.pathAtReturn, path);
            const rise = part.negativeTtlMinutes === 0 ? 1 : ((1 - signals.get(part.pathAtReturn)) * minutes) / part.negativeTtlMinutes;
            path = signals.get(flushing) === 1 ? 1 : Math.min(1, path + rise);
          } else {
            path *= Math.exp(-minutes / part.connMinutes);
          }
          signals.set(part.path, path);
          signals.set(
            part.overridden,
            relax(signals.get(part.overridden), signals.get(part.overrideTarget), minutes, part.overrideTauMinutes),
          );
          signals.set(part.out, 1 - (1 - path) * (1 - signals.get(part.overridden)));
        }
        signals.set(wasUp, up ? 1 : 0);
        signals.set(flushing, 0);
      },
      verbs: {
        override: ({classes: names, share}) => setOverride(names, share),
        'clear-override': ({classes: names}) => setOverride(names, 0),
        // Done in the step, when it is known whether the record resolves: it may be restored at the same moment.
        flush: () => signals.set(flushing, 1),
      },
    };
  },
});
