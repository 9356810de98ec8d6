import * as z from 'zod';
import {expression} from '../model/expression-schema.js';
import {mechanism, type Output, type Wiring} from '../model/mechanism.js';
import {MINUTE_MS} from '../timeline/time.js';
import type {Ms} from '../timeline/types.js';

const UNLIMITED = Number.POSITIVE_INFINITY;
/** Where the store counts as up, where all leases count as held, and below which share of useful work the manager counts as collapsed. */
const STORE_UP = 0.5;
const ALL_LEASED = 0.99;
const COLLAPSED_GOODPUT = 0.2;
const LONGEST_WAIT_MIN = 1440;

const eighthPower = (value: number): number => {
  const squared = value * value;
  const fourth = squared * squared;
  return fourth * fourth;
};

const outputs: readonly Output[] = [
  {name: 'leased', unit: 'ratio', healthy: 1, what: 'share of droplets that hold a lease'},
  {name: 'queue', unit: 'ratio', healthy: 0, what: 'queued lease attempts, per droplet'},
  {name: 'waitMin', unit: 'minutes', healthy: 0, what: 'time an attempt waits'},
  {name: 'goodput', unit: 'ratio', healthy: 1, what: 'share of the work that yields a lease'},
  {name: 'up', unit: 'ratio', healthy: 1, what: 'share of hosts that are up'},
  {name: 'collapsed', unit: 'ratio', healthy: 0, what: '1 in congestive collapse: the store is up, leases are missing, the work is wasted'},
  {name: 'shed', unit: 'ratio', healthy: 0, what: 'in collapse: share of the attempts that would have to go'},
];

const parameters = z.object({
  store: expression.describe('Availability of the store that a state check needs, 0 to 1.'),
  cells: z.number().int().positive().max(1000).default(10).describe('Hosts, each with its own cell of droplets and its own queue.'),
  lapseTauMin: z.number().positive().describe('Leases lapse with this time constant while checks fail, in minutes.'),
  retryMin: z.number().positive().describe('A droplet without a lease asks again after this many minutes.'),
  checkMin: z.number().positive().describe('Each held lease is checked this often, in minutes.'),
  deadlineMin: z.number().positive().describe('An attempt that waits longer is wasted, in minutes.'),
  mu0: z.number().positive().describe('Attempts an idle host finishes per droplet and minute.'),
  qc: z.number().positive().describe('Queue length (attempts per droplet) that halves the work done.'),
  qmax: z.number().positive().describe('Longest queue, attempts per droplet.'),
  renewCost: z.number().min(0).default(0).describe('Work of one check of a held lease, in attempts.'),
  bootContention: z
    .number()
    .min(0)
    .default(0)
    .describe('How much hosts that boot together slow each other down: boot time × (1 + this × (others)).'),
});
type Parameters = z.output<typeof parameters>;

/** One step's work over the hosts; `idle`: what they would get done with no queue. */
type Sum = {done: number; useful: number; capacity: number; arrivals: number; idle: number};

/** A host and its cell of droplets for one step: what it leases, what it queues. */
function workOf(spec: Parameters, {signals, state}: Wiring) {
  const share = 1 / spec.cells;
  const lease = state(share, spec.cells);
  const queued = state(0, spec.cells);
  const rate = state(UNLIMITED);
  const adaptive = state(0);
  return {
    lease,
    queued,
    rate,
    adaptive,
    step(cell: number, minutes: number, sum: Sum): void {
      const held = signals.get(lease + cell);
      const waiting = signals.get(queued + cell);
      const missing = share - held;
      if (missing === 0 && waiting === 0) return;
      const gross = (spec.mu0 * share) / (1 + waiting / (share * spec.qc));
      const capacity = Math.max(1e-9, gross - (spec.renewCost * held) / spec.checkMin);
      let arrivals = Math.min(missing / spec.retryMin, signals.get(rate) * share);
      if (signals.get(adaptive) === 1) arrivals = Math.max(0, Math.min(arrivals, capacity - waiting / spec.deadlineMin));
      const inTime = 1 / (1 + eighthPower(waiting / capacity / spec.deadlineMin));
      const done = Math.min(capacity, waiting / minutes + arrivals);
      // Several attempts of the same droplet may stand in one queue; the second one is waste.
      const useful = done * inTime * (waiting > missing ? missing / waiting : 1);
      signals.set(lease + cell, Math.min(share, held + useful * minutes));
      signals.set(queued + cell, Math.min(spec.qmax * share, Math.max(0, waiting + (arrivals - done) * minutes)));
      sum.done += done;
      sum.useful += useful;
      sum.capacity += capacity;
      sum.arrivals += arrivals;
      sum.idle += Math.max(0, spec.mu0 * share - (spec.renewCost * held) / spec.checkMin);
    },
  };
}

/** When each host is away to boot. */
function bootsOf({cells, bootContention}: Parameters, {signals, state}: Wiring) {
  const from = state(UNLIMITED, cells);
  const until = state(UNLIMITED, cells);
  return {
    isBooting(cell: number, atMs: Ms): boolean {
      if (atMs < signals.get(from + cell)) return false;
      if (atMs < signals.get(until + cell)) return true;
      signals.set(from + cell, UNLIMITED);
      return false;
    },
    restart(gapMin: number, bootMin: number, atMs: Ms): void {
      const together = gapMin === 0 ? cells : Math.min(cells, Math.ceil(bootMin / gapMin));
      const bootMs = bootMin * (1 + bootContention * (together - 1)) * MINUTE_MS;
      for (let cell = 0; cell < cells; cell++) {
        const fromMs = atMs + cell * gapMin * MINUTE_MS;
        signals.set(from + cell, fromMs);
        signals.set(until + cell, fromMs + bootMs);
      }
    },
  };
}

/**
 * A lease manager that can collapse under its own recovery. Each host looks after one cell of droplets. Attempts that wait longer
 * than the deadline are wasted, and the longer the queue the less the host gets done (capacity degradation), so beyond a load the
 * collapsed state is stable: it ends only when intake is cut *and* the queues are emptied.
 * Bronson et al. HotOS'21 (metastable failures); success falls as 1 / (1 + (wait / deadline)⁸).
 */
export const leaseFleet = mechanism({
  type: 'lease-fleet',
  what: 'A lease manager with congestive collapse: attempts that wait too long are wasted and come again.',
  parameters,
  verbs: {
    throttle: {what: 'Admit at most this many new attempts per droplet and minute.', parameters: z.object({ratePerMin: z.number().min(0)})},
    unthrottle: {what: 'Take the limit away.', parameters: z.object({}), overrules: ['throttle']},
    adaptive: {what: 'Admit only what the queue can finish before the deadline.', parameters: z.object({})},
    restart: {
      what: 'Restart the hosts: queues are emptied, each host is away while it boots.',
      parameters: z.object({
        mode: z.enum(['staggered', 'all']),
        staggerMin: z.number().min(0).default(0).describe('Minutes between hosts.'),
        bootMin: z.number().positive().describe('Minutes one host takes alone.'),
      }),
    },
  },
  outputs: () => outputs,
  build(spec, wiring) {
    const {signals, input, output} = wiring;
    const store = input(spec.store);
    const leased = output('leased');
    const queue = output('queue');
    const waitMin = output('waitMin');
    const goodput = output('goodput');
    const up = output('up');
    const collapsed = output('collapsed');
    const shed = output('shed');
    const work = workOf(spec, wiring);
    const boots = bootsOf(spec, wiring);
    const sum: Sum = {done: 0, useful: 0, capacity: 0, arrivals: 0, idle: 0};
    return {
      step(atMs, minutes) {
        if (minutes === 0) return;
        const storeUp = signals.get(store) >= STORE_UP;
        const kept = Math.exp(-minutes / spec.lapseTauMin);
        sum.done = sum.useful = sum.capacity = sum.arrivals = sum.idle = 0;
        let missing = 0;
        let waiting = 0;
        let hostsUp = 0;
        for (let cell = 0; cell < spec.cells; cell++) {
          const booting = boots.isBooting(cell, atMs);
          if (booting) signals.set(work.queued + cell, 0);
          else hostsUp++;
          if (storeUp && !booting) work.step(cell, minutes, sum);
          else signals.set(work.lease + cell, signals.get(work.lease + cell) * kept);
          missing += 1 / spec.cells - signals.get(work.lease + cell);
          waiting += signals.get(work.queued + cell);
        }
        const useful = sum.done > 1e-12 ? sum.useful / sum.done : 1;
        // What is missing adds up to exactly 0 when all is well; the held tenths do not add up to exactly 1.
        const held = Math.max(0, 1 - missing);
        signals.set(leased, held);
        signals.set(queue, waiting);
        signals.set(waitMin, sum.capacity > 0 ? Math.min(LONGEST_WAIT_MIN, waiting / sum.capacity) : 0);
        signals.set(goodput, useful);
        signals.set(up, hostsUp / spec.cells);
        const isCollapsed = storeUp && held < ALL_LEASED && useful < COLLAPSED_GOODPUT;
        signals.set(collapsed, isCollapsed ? 1 : 0);
        signals.set(shed, isCollapsed && sum.arrivals > sum.idle ? 1 - sum.idle / sum.arrivals : 0);
      },
      verbs: {
        throttle: ({ratePerMin}) => signals.set(work.rate, ratePerMin),
        unthrottle: () => signals.set(work.rate, UNLIMITED),
        adaptive: () => signals.set(work.adaptive, 1),
        restart: ({mode, staggerMin, bootMin}, atMs) => boots.restart(mode === 'all' ? 0 : staggerMin, bootMin, atMs),
      },
    };
  },
});
