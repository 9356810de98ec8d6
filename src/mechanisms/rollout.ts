import * as z from 'zod';
import {expression} from '../model/expression-schema.js';
import {mechanism, type Output} from '../model/mechanism.js';
import {relax} from '../model/relax.js';
import {MINUTE_MS} from '../timeline/time.js';

/** Shares such as 0.1 add up to a little less than 1. */
const ROUNDING = 1e-9;

const outputs: readonly Output[] = [
  {name: 'good', unit: 'ratio', healthy: 1, what: 'share of hosts that run a good version'},
  {name: 'bad', unit: 'ratio', healthy: 0, what: 'share of hosts that run a bad version'},
  {name: 'broken', unit: 'ratio', healthy: 0, what: 'share of hosts that crashed and wait for hands'},
  {name: 'err', unit: 'ratio', healthy: 0, what: 'share of hosts that do not do their work: bad or broken'},
  {name: 'published', unit: 'ratio', healthy: 0, what: '1 while the version that is handed out is bad'},
  {name: 'spreading', unit: 'ratio', healthy: 1, what: '1 while hosts take up what is handed out'},
  {name: 'versions', unit: 'count', healthy: 0, what: 'versions that the generator has made in this run'},
];

/**
 * Hosts that take up whatever version is handed out, good or bad; good + bad + broken = 1.
 * With the published version bad, d good/dt = -good / spreadTau, and back again once it is good: such hosts heal by themselves.
 * With `crashLatch` a host that gets a bad version crashes and takes no further version: d broken/dt = good / spreadTau - repairPerMin
 * while it is out, -repairPerMin after. Repaired hosts meet the same bad version again until it is stopped or rolled back.
 * The generator makes a version every `periodMin`; of n versions n × badShare are bad, evenly placed. Exact for any step length.
 */
export const rollout = mechanism({
  type: 'rollout',
  what: 'Versions handed out to many hosts: a bad one spreads, a rollback heals, or crashed hosts wait for hands.',
  parameters: z.object({
    spreadTauMin: z.number().min(0).describe('Hosts take up the published version with this time constant, in minutes.'),
    generator: z
      .object({
        periodMin: z.number().min(0.1).describe('A new version every so many minutes; the first one a period after the start.'),
        badShare: expression.describe('Share of versions that are bad, 0 to 1.'),
      })
      .optional()
      .describe('Makes versions by itself. Without it: only what is pushed.'),
    crashLatch: z.boolean().default(false).describe('A host that gets a bad version crashes, and needs hands.'),
    repairPerMin: z.number().min(0).default(0).describe('With `crashLatch`: share of all hosts repaired by hand per minute.'),
  }),
  verbs: {
    'push-bad': {what: 'Publish a bad version.', parameters: z.object({})},
    stop: {
      what: 'Make and hand out nothing more: hosts stay as they are.',
      parameters: z.object({}),
      overrules: ['push-bad'],
    },
    rollback: {
      what: 'Publish the last good version, and let nothing new be made.',
      parameters: z.object({
        tauMin: z.number().min(0).optional().describe('Time constant with which it arrives, in minutes. Default: `spreadTauMin`.'),
      }),
    },
    'repair-rate': {
      what: 'Put more or fewer hands to crashed hosts.',
      parameters: z.object({perMin: z.number().min(0).describe('Share of all hosts repaired per minute.')}),
      overrules: ['repair-rate'],
    },
  },
  outputs: () => outputs,
  build(spec, {signals, input, output, state, startMs}) {
    const badShare = input(spec.generator?.badShare ?? 0);
    const periodMs = (spec.generator?.periodMin ?? 0) * MINUTE_MS;
    const good = output('good');
    const bad = output('bad');
    const broken = output('broken');
    const err = output('err');
    const published = output('published');
    const spreading = output('spreading');
    const versions = output('versions');
    const nextMs = state(spec.generator === undefined ? Number.POSITIVE_INFINITY : startMs + periodMs);
    const owed = state(0);
    const tau = state(spec.spreadTauMin);
    const repair = state(spec.repairPerMin);

    /** The share of good hosts after `minutes` of the version that is now published. */
    const goodAfter = (minutes: number): number => {
      const now = signals.get(good);
      const repaired = signals.get(repair);
      if (signals.get(published) === 1 && signals.get(spreading) === 1)
        return Math.min(1, relax(now, spec.crashLatch ? repaired * signals.get(tau) : 0, minutes, signals.get(tau)));
      if (spec.crashLatch) return Math.min(1, now + repaired * minutes);
      return signals.get(spreading) === 1 ? relax(now, 1, minutes, signals.get(tau)) : now;
    };
    const makeVersion = () => {
      const due = signals.get(owed) + Math.min(1, Math.max(0, signals.get(badShare)));
      const isBad = due >= 1 - ROUNDING;
      signals.set(owed, isBad ? Math.max(0, due - 1) : due);
      signals.set(published, isBad ? 1 : 0);
      signals.set(versions, signals.get(versions) + 1);
      signals.set(nextMs, signals.get(nextMs) + periodMs);
    };
    const publish = (isBad: boolean, tauMin: number) => {
      signals.set(published, isBad ? 1 : 0);
      signals.set(spreading, 1);
      signals.set(tau, tauMin);
    };
    return {
      step(atMs, minutes) {
        let fromMs = atMs - minutes * MINUTE_MS;
        for (let dueMs = signals.get(nextMs); dueMs <= atMs; dueMs = signals.get(nextMs)) {
          signals.set(good, goodAfter((dueMs - fromMs) / MINUTE_MS));
          makeVersion();
          fromMs = dueMs;
        }
        // With no time left to pass, "at once" (tau 0) still happens.
        const well = goodAfter((atMs - fromMs) / MINUTE_MS);
        signals.set(good, well);
        signals.set(spec.crashLatch ? broken : bad, 1 - well);
        signals.set(err, 1 - well);
      },
      verbs: {
        'push-bad': () => publish(true, spec.spreadTauMin),
        stop() {
          signals.set(spreading, 0);
          signals.set(nextMs, Number.POSITIVE_INFINITY);
        },
        rollback({tauMin}) {
          publish(false, tauMin ?? spec.spreadTauMin);
          signals.set(nextMs, Number.POSITIVE_INFINITY);
        },
        'repair-rate': ({perMin}) => signals.set(repair, perMin),
      },
    };
  },
});
