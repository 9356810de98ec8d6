import * as z from 'zod';
import {expression} from '../model/expression-schema.js';
import {mechanism} from '../model/mechanism.js';

const SAME = 1e-12;

/**
 * Capacity that is lost and replaced. Two forms:
 * a stock (`terminate`, `grow`): dK/dt = grow (1 - K) - terminate K, a share of the healthy size;
 * demand-following (`target`, `need`, `grow`, `shrinkPerMin`): K follows its target, up no faster than `grow` a minute.
 * A frozen fleet hurts running customers only through the second form: it meets the morning's demand too small.
 */
export const fleet = mechanism({
  type: 'fleet',
  what: 'Capacity that is lost and replaced: a stock, or a fleet that follows demand.',
  parameters: z.object({
    terminate: expression.default(0).describe('Share of the stock lost per minute.'),
    grow: expression.describe('Stock: share of the missing part replaced per minute. Demand-following: most it can grow per minute.'),
    target: expression.optional().describe('Demand-following: the size it wants.'),
    need: expression.optional().describe('Demand-following: the size that serves everyone.'),
    shrinkPerMin: z.number().min(0).default(0).describe('Demand-following: how fast it shrinks, per minute.'),
  }),
  verbs: {
    lose: {what: 'Lose a share of the capacity at once.', parameters: z.object({share: z.number().min(0).max(1)})},
    restart: {what: 'Bring all capacity back at once.', parameters: z.object({})},
  },
  outputs: () => [
    {name: 'cap', unit: 'ratio', healthy: 1, what: 'capacity'},
    {name: 'inflow', unit: 'perMinute', healthy: 0, what: 'new capacity'},
    {name: 'shortage', unit: 'ratio', healthy: 0, what: 'share of the need that is not served'},
  ],
  build(spec, {signals, input, output, state}) {
    const terminate = input(spec.terminate);
    const grow = input(spec.grow);
    const target = spec.target === undefined ? undefined : input(spec.target);
    const need = input(spec.need ?? 0);
    const cap = output('cap');
    const inflow = output('inflow');
    const shortage = output('shortage');
    const started = state(0);
    const stock = (minutes: number) => {
      if (minutes === 0) return;
      const before = signals.get(cap);
      const arriving = signals.get(grow) * (1 - before);
      signals.set(inflow, arriving);
      signals.set(cap, Math.min(1, Math.max(0, before + (arriving - signals.get(terminate) * before) * minutes)));
    };
    const follow = (wanted: number, minutes: number) => {
      if (signals.get(started) === 0) {
        signals.set(cap, wanted);
        signals.set(started, 1);
      }
      const before = signals.get(cap);
      const kept = before * Math.max(0, 1 - signals.get(terminate) * minutes);
      const after =
        kept < wanted ? Math.min(wanted, kept + signals.get(grow) * minutes) : Math.max(wanted, kept - spec.shrinkPerMin * minutes);
      signals.set(inflow, minutes > 0 ? Math.max(0, after - kept) / minutes : signals.get(inflow));
      signals.set(cap, after);
      const needed = signals.get(need);
      const short = needed > SAME ? 1 - after / needed : 0;
      signals.set(shortage, short > SAME ? short : 0);
    };
    return {
      step(_atMs, minutes) {
        if (target === undefined) stock(minutes);
        else follow(signals.get(target), minutes);
      },
      verbs: {
        lose: ({share}) => signals.set(cap, signals.get(cap) * (1 - share)),
        restart: () => signals.set(cap, target === undefined ? 1 : signals.get(target)),
      },
    };
  },
});
