import * as z from 'zod';
import {expression, instant} from '../model/expression-schema.js';
import {mechanism, type Output, type Wiring} from '../model/mechanism.js';
import type {Slot} from '../model/signals.js';
import {MINUTE_MS} from '../timeline/time.js';
import type {Ms} from '../timeline/types.js';

/** What a copy lacks that does not exist: a year of writes stands for all of them. */
const EVERYTHING_MIN = 525_600;
const NEVER = Number.POSITIVE_INFINITY;
/** A copy holds writes up to a minute of `written`; this one holds none. */
const NO_COPY = Number.NEGATIVE_INFINITY;
const WORKS = 0.5;

const parameters = z.object({
  replica: z
    .object({
      lagMin: z.number().min(0).default(0).describe('Minutes of writes that it always lacks.'),
      applyPerMin: z.number().positive().default(10).describe('Minutes of writes it can apply in a minute: more than 1 lets it catch up.'),
      works: expression.default(1).describe('How well replication works, 0 to 1: below 1 / applyPerMin it falls behind.'),
    })
    .optional()
    .describe('A copy that follows. Without it: none.'),
  snapshots: z
    .object({
      everyMin: z.number().min(1).describe('A snapshot is taken every so many minutes.'),
      at: instant.describe('When one of them is taken; the last one before the start is there.'),
      works: expression.default(1).describe('1 while taking snapshots works, 0 while it fails unseen.'),
    })
    .optional()
    .describe('Copies that stand still. Without it: none but those taken by hand.'),
});
type Parameters = z.output<typeof parameters>;

const outputsOf = ({replica}: Parameters): readonly Output[] => [
  {name: 'avail', unit: 'ratio', healthy: 1, what: '1 while the data is there and served'},
  {
    name: 'lagMin',
    unit: 'minutes',
    healthy: replica?.lagMin ?? EVERYTHING_MIN,
    what: 'minutes of writes that the replica lacks; a year: there is none',
  },
  {name: 'snapshotAgeMin', unit: 'minutes', healthy: 0, what: 'minutes of writes that the newest snapshot lacks; a year: there is none'},
  {name: 'atRiskMin', unit: 'minutes', healthy: 0, what: 'minutes of writes that a restore from the better copy would lose'},
  {name: 'restored', unit: 'ratio', healthy: 1, what: 'how far a restore has come; 1 while none is under way'},
  {name: 'lostMin', unit: 'minutes', healthy: 0, what: 'minutes of writes lost for good'},
];

/** The numbers of one store, and how it changes without anybody's doing. */
function storeOf(spec: Parameters, {signals, input, output, state, startMs, toMs, say}: Wiring) {
  const {replica, snapshots} = spec;
  const replicating = input(replica?.works ?? 0);
  const snapping = input(snapshots?.works ?? 0);
  const everyMs = (snapshots?.everyMin ?? 0) * MINUTE_MS;
  const sinceSnapshotMs = snapshots === undefined ? 0 : (((startMs - toMs(snapshots.at)) % everyMs) + everyMs) % everyMs;
  const avail = output('avail');
  const lagMin = output('lagMin');
  const snapshotAgeMin = output('snapshotAgeMin');
  const atRiskMin = output('atRiskMin');
  const restored = output('restored');
  const lostMin = output('lostMin');
  const written = state(0);
  const replicaHolds = state(replica === undefined ? NO_COPY : -replica.lagMin);
  const snapshotHolds = state(snapshots === undefined ? NO_COPY : -sinceSnapshotMs / MINUTE_MS);
  const nextSnapshotMs = state(snapshots === undefined ? NEVER : startMs - sinceSnapshotMs + everyMs);
  const restoring = {fromMs: state(NEVER), untilMs: state(NEVER), holds: state(NO_COPY)};

  const lacks = (copy: Slot): number => Math.min(EVERYTHING_MIN, Math.max(0, signals.get(written) - signals.get(copy)));
  return {
    avail,
    written,
    replicaHolds,
    snapshotHolds,
    restoring,
    endRestore() {
      const holds = signals.get(restoring.holds);
      const lost = signals.get(written) - holds;
      signals.set(lostMin, signals.get(lostMin) + lost);
      signals.set(written, holds);
      // The replica follows the restored store: what it held beyond that is gone.
      signals.set(replicaHolds, Math.min(signals.get(replicaHolds), holds));
      say(signals.get(restoring.untilMs), `the data is back; ${Math.round(lost)} minutes of writes are lost`);
      signals.set(restoring.untilMs, NEVER);
      signals.set(avail, 1);
    },
    replicate(minutes: number) {
      if (replica === undefined || signals.get(replicaHolds) === NO_COPY) return;
      const applied = signals.get(replicaHolds) + replica.applyPerMin * Math.max(0, signals.get(replicating)) * minutes;
      signals.set(replicaHolds, Math.max(signals.get(replicaHolds), Math.min(signals.get(written) - replica.lagMin, applied)));
    },
    /** The snapshots that fall due up to `atMs`; only those of the stretch in service come about. */
    takeSnapshots(atMs: Ms, inServiceFromMs: Ms) {
      for (let dueMs = signals.get(nextSnapshotMs); dueMs <= atMs; dueMs = signals.get(nextSnapshotMs)) {
        const works = dueMs >= inServiceFromMs && signals.get(avail) === 1 && signals.get(snapping) >= WORKS;
        if (works) signals.set(snapshotHolds, signals.get(written) - (atMs - dueMs) / MINUTE_MS);
        signals.set(nextSnapshotMs, dueMs + everyMs);
      }
    },
    observe(atMs: Ms) {
      const fromMs = signals.get(restoring.fromMs);
      const untilMs = signals.get(restoring.untilMs);
      signals.set(lagMin, lacks(replicaHolds));
      signals.set(snapshotAgeMin, lacks(snapshotHolds));
      signals.set(atRiskMin, Math.min(lacks(replicaHolds), lacks(snapshotHolds)));
      signals.set(restored, untilMs === NEVER ? 1 : (atMs - fromMs) / (untilMs - fromMs));
    },
  };
}

/**
 * A database with a replica and snapshots. Time is counted in minutes of writes: `written` grows by a minute per minute in service,
 * and each copy holds the writes up to some minute of it. The replica's grows by applyPerMin × works a minute, never nearer than
 * `lagMin`; a snapshot's stands still. A restore takes the store away for its length, then sets `written` back to what the copy
 * holds: lost = written - held. So lost + written = minutes in service, always.
 */
export const datastore = mechanism({
  type: 'datastore',
  what: 'A database with a replica and snapshots: deleted data comes back as old as the copy it is restored from.',
  parameters,
  verbs: {
    delete: {
      what: 'Delete the data: of the primary, of the replica, or of both (a delete that is replicated).',
      parameters: z.object({of: z.enum(['primary', 'replica', 'both']).default('primary')}),
    },
    snapshot: {what: 'Take a snapshot by hand, now.', parameters: z.object({})},
    restore: {
      what: 'Put a copy in the place of the data; newer writes are lost.',
      parameters: z.object({from: z.enum(['replica', 'snapshot']), minutes: z.number().min(0).describe('How long it takes.')}),
      overrules: ['restore'],
    },
  },
  outputs: outputsOf,
  build(spec, wiring) {
    const {signals, say} = wiring;
    const store = storeOf(spec, wiring);
    const {avail, written, replicaHolds, snapshotHolds, restoring} = store;
    return {
      step(atMs, minutes) {
        let inService = signals.get(avail) * minutes;
        const untilMs = signals.get(restoring.untilMs);
        if (untilMs <= atMs) {
          store.endRestore();
          inService = Math.min(minutes, (atMs - untilMs) / MINUTE_MS);
        }
        signals.set(written, signals.get(written) + inService);
        store.replicate(inService);
        store.takeSnapshots(atMs, atMs - inService * MINUTE_MS);
        store.observe(atMs);
      },
      verbs: {
        delete({of}) {
          if (of !== 'primary') signals.set(replicaHolds, NO_COPY);
          if (of === 'replica') return;
          signals.set(avail, 0);
          signals.set(restoring.untilMs, NEVER);
        },
        snapshot() {
          if (signals.get(avail) === 1) signals.set(snapshotHolds, signals.get(written));
        },
        restore({from, minutes}, atMs) {
          const holds = signals.get(from === 'replica' ? replicaHolds : snapshotHolds);
          if (holds === NO_COPY) {
            say(atMs, `there is no ${from} to restore from`);
            return;
          }
          signals.set(avail, 0);
          signals.set(restoring.holds, holds);
          signals.set(restoring.fromMs, atMs);
          signals.set(restoring.untilMs, atMs + minutes * MINUTE_MS);
        },
      },
    };
  },
});
