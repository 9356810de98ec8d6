import * as z from 'zod';
import {expression} from '../model/expression-schema.js';
import {mechanism, type Output, type Wiring} from '../model/mechanism.js';
import type {Slot} from '../model/signals.js';

const LONGEST_WAIT_MIN = 1440;
const CONSUMER_LOST = 0.5;
const WELL = 0.98;
const TINY = 1e-9;

const outputs: readonly Output[] = [
  {name: 'backlog', unit: 'count', healthy: 0, what: 'items waiting (minutes of inflow where the inflow is 1 a minute)'},
  {name: 'waitMin', unit: 'minutes', healthy: 0, what: 'time an item waits'},
  {name: 'ready', unit: 'ratio', healthy: 1, what: 'share of new items that are done soon enough to be of use'},
  {name: 'deferred', unit: 'count', healthy: 0, what: 'items held back until the gate opens'},
  {name: 'served', unit: 'perMinute', healthy: 0, what: 'items done'},
  {name: 'alive', unit: 'ratio', healthy: 1, what: '0 when the consumer has died and waits for a restart'},
  {
    name: 'clearMin',
    unit: 'minutes',
    healthy: 0,
    what: 'time until nothing waits, at the present rates: how long an unlucky item of an unordered queue waits',
  },
  {name: 'sustained', unit: 'ratio', healthy: 0, what: '1 while it is late although its consumer has all it needs: the backlog alone'},
  {name: 'shed', unit: 'ratio', healthy: 0, what: 'share of the arrivals beyond what it can finish'},
  {name: 'throttle', unit: 'ratio', healthy: 1, what: 'share of its normal speed that people allow it'},
];

const parameters = z.object({
  inflow: expression.describe('Items that arrive per minute.'),
  mu0: z.number().min(0).describe('Items an unloaded consumer finishes per minute.'),
  qc: z.number().positive().optional().describe('Backlog that halves what congestion can take away. Without it: no congestion.'),
  muFloor: z.number().min(0).max(1).default(0).describe('Share of the speed that congestion cannot take away.'),
  consumer: expression.default(1).describe('Availability of what the consumer needs, 0 to 1.'),
  latchMin: z
    .number()
    .positive()
    .optional()
    .describe('The consumer dies after this many minutes without what it needs, and stays dead until restarted.'),
  baseWaitMin: z.number().min(0).default(0).describe('Time an item takes with no backlog, in minutes.'),
  readyTauMin: z.number().positive().default(20).describe('Waiting this long leaves 1/e of new items useful, in minutes.'),
  deferred: z
    .object({
      inflow: expression.describe('Items held back per minute while the gate is shut.'),
      gate: expression.describe('What the gate looks at.'),
      gateMin: z.number().describe('The gate is open from this value.'),
      releasePerMin: z.number().min(0).describe('Items let in per minute once it is open.'),
    })
    .optional()
    .describe('Work that piles up outside while something else is broken.'),
  openAtStart: z.boolean().default(true).describe('Whether it serves from the start, or only after `open`.'),
  admitWaitMin: z
    .number()
    .positive()
    .default(2)
    .describe('With `adaptive`: held-back work is let in only while items wait less than this, in minutes.'),
});
type Parameters = z.output<typeof parameters>;

/** Items let in from behind the gate, per minute; while the gate is shut they pile up. */
function gateOf({deferred: spec, admitWaitMin}: Parameters, {signals, input}: Wiring, deferred: Slot, backlog: Slot, adaptive: Slot) {
  if (spec === undefined) return () => 0;
  const inflow = input(spec.inflow);
  const gate = input(spec.gate);
  return (arriving: number, mu: number, minutes: number): number => {
    const waiting = signals.get(deferred);
    if (signals.get(gate) < spec.gateMin) {
      signals.set(deferred, waiting + signals.get(inflow) * minutes);
      return 0;
    }
    let admitted = Math.min(spec.releasePerMin, waiting / minutes);
    if (signals.get(adaptive) === 1) admitted = Math.max(0, Math.min(admitted, mu - arriving + admitWaitMin * mu - signals.get(backlog)));
    signals.set(deferred, Math.max(0, waiting - admitted * minutes));
    return admitted;
  };
}

/** Kills a consumer that was too long without what it needs. */
function latchOf({latchMin}: Parameters, {signals, state}: Wiring, consumer: Slot, alive: Slot) {
  const lostMinutes = state(0);
  return {
    step(minutes: number): void {
      if (latchMin === undefined) return;
      signals.set(lostMinutes, signals.get(consumer) < CONSUMER_LOST ? signals.get(lostMinutes) + minutes : 0);
      if (signals.get(lostMinutes) >= latchMin) signals.set(alive, 0);
    },
    restart(): void {
      signals.set(alive, 1);
      signals.set(lostMinutes, 0);
    },
  };
}

/** A queue whose consumer may depend on others, slow down under its own backlog, die, or be held back. */
export const workQueue = mechanism({
  type: 'work-queue',
  what: 'A propagation queue or backlog consumer: it slows under its backlog, may die with its consumer, can hold work back behind a gate.',
  parameters,
  verbs: {
    restart: {what: 'Restart a consumer that died.', parameters: z.object({})},
    throttle: {what: 'Slow it down to a share of its speed.', parameters: z.object({factor: z.number().min(0).max(1)})},
    relax: {
      what: 'Let it back to full speed steadily.',
      parameters: z.object({perMin: z.number().min(0).describe('Rise of that share per minute.')}),
      overrules: ['throttle'],
    },
    boost: {what: 'Give it more or fewer workers.', parameters: z.object({factor: z.number().positive()})},
    'stop-inflow': {what: 'Let nothing more in.', parameters: z.object({})},
    adaptive: {what: 'Let held-back work in by the length of the waiting queue.', parameters: z.object({})},
    open: {what: 'Start serving.', parameters: z.object({}), overrules: ['close']},
    close: {what: 'Stop serving.', parameters: z.object({})},
    purge: {what: 'Throw the waiting items away.', parameters: z.object({})},
  },
  outputs: ({baseWaitMin}) => outputs.map(output => (output.name === 'waitMin' ? {...output, healthy: baseWaitMin} : output)),
  build(spec, wiring) {
    const {signals, input, output, state} = wiring;
    const inflow = input(spec.inflow);
    const consumer = input(spec.consumer);
    const backlog = output('backlog');
    const waitMin = output('waitMin');
    const ready = output('ready');
    const clearMin = output('clearMin');
    const sustained = output('sustained');
    const shed = output('shed');
    const served = output('served');
    const alive = output('alive');
    const throttle = output('throttle');
    const boost = state(1);
    const relaxPerMin = state(0);
    const open = state(spec.openAtStart ? 1 : 0);
    const accepting = state(1);
    const adaptive = state(0);
    const release = gateOf(spec, wiring, output('deferred'), backlog, adaptive);
    const latch = latchOf(spec, wiring, consumer, alive);
    const speed = (): number => {
      const congested = spec.qc === undefined ? 1 : spec.muFloor + (1 - spec.muFloor) / (1 + signals.get(backlog) / spec.qc);
      const allowed = signals.get(boost) * signals.get(throttle) * signals.get(open);
      return spec.mu0 * allowed * signals.get(consumer) * signals.get(alive) * congested;
    };
    return {
      step(_atMs, minutes) {
        if (minutes === 0) return;
        latch.step(minutes);
        if (signals.get(relaxPerMin) > 0) signals.set(throttle, Math.min(1, signals.get(throttle) + signals.get(relaxPerMin) * minutes));
        const arriving = signals.get(accepting) * signals.get(inflow);
        const mu = speed();
        const arrivals = arriving + release(arriving, mu, minutes);
        const waiting = signals.get(backlog);
        const done = Math.min(mu, waiting / minutes + arrivals);
        const after = Math.max(0, waiting + (arrivals - done) * minutes);
        const delay = after === 0 ? 0 : mu > TINY ? Math.min(LONGEST_WAIT_MIN, after / mu) : LONGEST_WAIT_MIN;
        signals.set(backlog, after);
        signals.set(served, done);
        signals.set(waitMin, Math.min(LONGEST_WAIT_MIN, spec.baseWaitMin + delay));
        signals.set(ready, Math.exp(-delay / spec.readyTauMin));
        signals.set(clearMin, after === 0 ? 0 : mu > arrivals ? Math.min(LONGEST_WAIT_MIN, after / (mu - arrivals)) : LONGEST_WAIT_MIN);
        const isFree = signals.get(consumer) >= WELL && signals.get(alive) * signals.get(throttle) * signals.get(open) === 1;
        signals.set(sustained, isFree && after > mu ? 1 : 0);
        signals.set(shed, arrivals > mu ? 1 - mu / arrivals : 0);
      },
      verbs: {
        restart: () => latch.restart(),
        throttle({factor}) {
          signals.set(throttle, factor);
          signals.set(relaxPerMin, 0);
        },
        relax: ({perMin}) => signals.set(relaxPerMin, perMin),
        boost: ({factor}) => signals.set(boost, factor),
        'stop-inflow': () => signals.set(accepting, 0),
        adaptive: () => signals.set(adaptive, 1),
        open: () => signals.set(open, 1),
        close: () => signals.set(open, 0),
        purge: () => signals.set(backlog, 0),
      },
    };
  },
});
