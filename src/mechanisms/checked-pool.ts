import * as z from 'zod';
import {expression} from '../model/expression-schema.js';
import {mechanism, type Output} from '../model/mechanism.js';
import {relax} from '../model/relax.js';

const outputs: readonly Output[] = [
  {name: 'err', unit: 'ratio', healthy: 0, what: 'share of connections that fail'},
  {name: 'withdrawn', unit: 'ratio', healthy: 0, what: 'capacity taken out of service'},
  {name: 'cap', unit: 'ratio', healthy: 1, what: 'capacity in service'},
  {name: 'flap', unit: 'ratio', healthy: 0, what: 'targets that fail and pass by turns'},
  {name: 'unready', unit: 'ratio', healthy: 0, what: 'targets in service before their network state has arrived'},
  {name: 'checkLoad', unit: 'ratio', healthy: 1, what: 'load of the health-check subsystem, 1 when calm'},
  {name: 'term', unit: 'ratio', healthy: 0, what: 'capacity ended because its checks fail'},
  {name: 'autoFailover', unit: 'ratio', healthy: 1, what: '1 while failover is automatic'},
];

/**
 * A health-checked pool with automatic failover. Checks of targets whose network state has not arrived fail although the targets
 * are well; flapping loads the checker, and failover takes healthy capacity away. Losing a share wd of the capacity fails
 * connections where the headroom (uniform between 0 and `headroom`) cannot carry the rest: E = wd² / 2h, or wd - h/2 beyond h.
 */
export const checkedPool = mechanism({
  type: 'checked-pool',
  what: 'A health-checked pool with automatic failover: false failures withdraw healthy capacity.',
  parameters: z.object({
    newInflow: expression.describe('New targets per minute, as a share of the pool.'),
    propWaitMin: expression.describe('Minutes until the network state of a new target arrives.'),
    okWaitMin: z.number().min(0).describe('Waits up to this many minutes do no harm.'),
    settleMin: z.number().positive().default(2).describe('How fast the share of unready targets follows, in minutes.'),
    kappa: z.number().min(0).describe('Extra load of the checker per flapping target.'),
    kw: z.number().min(0).describe('Withdrawal per minute per unready target.'),
    cMax: z.number().min(0).max(1).describe('Most of the capacity that can be withdrawn.'),
    returnTauMin: z.number().positive().describe('Withdrawn capacity returns with this time constant, in minutes.'),
    manualTauMin: z.number().positive().describe('… and with this one after failover was switched off, in minutes.'),
    flapErr: z.number().min(0).describe('Connection errors per flapping target.'),
    headroom: z.number().positive().max(1).describe('Largest spare capacity of a load balancer.'),
    termRate: z.number().min(0).default(1).describe('Targets ended per minute per withdrawn share.'),
  }),
  verbs: {
    'disable-failover': {what: 'Switch automatic failover off: capacity returns, checks no longer remove any.', parameters: z.object({})},
    'enable-failover': {what: 'Switch automatic failover on.', parameters: z.object({}), overrules: ['disable-failover']},
    'velocity-limit': {what: 'Let failover withdraw at most this share.', parameters: z.object({share: z.number().min(0).max(1)})},
  },
  outputs: () => outputs,
  build(spec, {signals, input, output, state}) {
    const newInflow = input(spec.newInflow);
    const propWaitMin = input(spec.propWaitMin);
    const err = output('err');
    const withdrawn = output('withdrawn');
    const cap = output('cap');
    const flap = output('flap');
    const unready = output('unready');
    const checkLoad = output('checkLoad');
    const term = output('term');
    const automatic = output('autoFailover');
    const most = state(1);
    const failing = (out: number): number => (out < spec.headroom ? (out * out) / (2 * spec.headroom) : out - spec.headroom / 2);
    return {
      step(_atMs, minutes) {
        const equilibrium = Math.min(1, signals.get(newInflow) * Math.max(0, signals.get(propWaitMin) - spec.okWaitMin));
        const x = relax(signals.get(unready), equilibrium, minutes, spec.settleMin);
        const flapping = x * (1 - x);
        const load = 1 + spec.kappa * flapping;
        const on = signals.get(automatic);
        let out = signals.get(withdrawn);
        if (on === 1) {
          // d out/dt = push (cMax - out) - out / returnTau: linear in out, so integrated exactly.
          const push = spec.kw * x * load;
          const speed = push + 1 / spec.returnTauMin;
          out = Math.min(signals.get(most), relax(out, (push * spec.cMax) / speed, minutes, 1 / speed));
        } else {
          out = relax(out, 0, minutes, spec.manualTauMin);
        }
        signals.set(unready, x);
        signals.set(flap, flapping);
        signals.set(checkLoad, load);
        signals.set(withdrawn, out);
        signals.set(cap, 1 - out);
        signals.set(term, on * spec.termRate * out);
        signals.set(err, Math.min(1, spec.flapErr * flapping * on + failing(out)));
      },
      verbs: {
        'disable-failover': () => signals.set(automatic, 0),
        'enable-failover': () => signals.set(automatic, 1),
        'velocity-limit': ({share}) => signals.set(most, share),
      },
    };
  },
});
