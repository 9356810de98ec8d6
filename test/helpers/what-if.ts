import type {Edit} from '../../src/engine/plan.js';
import type {Run, Window} from '../../src/engine/run.js';
import {windowsOfService} from '../../src/engine/windows.js';
import {impactOf} from '../../src/review/impact.js';
import type {Ms, Timeline} from '../../src/timeline/types.js';
import {flagship, night} from './flagship.js';

export const MINUTE_MS = 60_000;

/** A mitigation that takes effect at a clock time of the night: it is thrown its lead time before. */
export function inEffectAt(mitigation: string, when: string | Ms): Edit {
  const leadMinutes = flagship.mitigations.find(({id}) => id === mitigation)?.leadMinutes ?? 0;
  return {op: 'add', mitigation, atMs: (typeof when === 'string' ? night(when) : when) - leadMinutes * MINUTE_MS};
}

/** A recorded action done at another time of the night. */
export const moved = (action: string, when: string | Ms): Edit => ({
  op: 'move',
  action,
  atMs: typeof when === 'string' ? night(when) : when,
});

/** A recorded action left out. */
export const without = (action: string): Edit => ({op: 'remove', action});

/** User-minutes of a run as a share of history's. */
export const costOf = (run: Run, history: Run): number => impactOf(run).userMinutes / impactOf(history).userMinutes;

/** The provider's own services that the model follows: what has a plane and a status rule. */
export const ownServices: readonly string[] = flagship.services
  .filter(({plane, status}) => plane !== null && status !== null)
  .map(({id}) => id);

/**
 * When the last of the provider's own services is well again: infinity for never, minus infinity when none was ever impaired.
 * Without Redshift's clusters: they wait until people resume their replacement at 14:46, whatever else is well.
 */
export function allClearMs(run: Run): Ms {
  const ends = ownServices
    .filter(id => id !== 'redshift-clusters')
    .flatMap(id => windowsOfService(run, id).map(({endsAtMs}) => endsAtMs ?? Number.POSITIVE_INFINITY));
  return Math.max(...ends);
}

/** Windows of a service; what is less than five minutes apart counts as one. */
function stretchesOf(run: Run, service: string): readonly Window[] {
  const stretches: Window[] = [];
  for (const window of windowsOfService(run, service)) {
    const last = stretches.at(-1);
    if (last?.endsAtMs != null && window.startsAtMs - last.endsAtMs < 5 * MINUTE_MS)
      stretches[stretches.length - 1] = {...last, endsAtMs: window.endsAtMs};
    else stretches.push(window);
  }
  return stretches;
}

/** Every window edge of the provider's own services, `lambda#2 end` → when; infinity: never in the run. */
export const edgesOf = (run: Run): ReadonlyMap<string, Ms> =>
  new Map(
    ownServices.flatMap(service =>
      stretchesOf(run, service).flatMap(({startsAtMs, endsAtMs}, index) => [
        [`${service}#${index + 1} start`, startsAtMs] as const,
        [`${service}#${index + 1} end`, endsAtMs ?? Number.POSITIVE_INFINITY] as const,
      ]),
    ),
  );

/** How many minutes each edge of a run moved, of those that moved `minutes` or more: infinity for an edge that is gone or never comes, NaN for a new one. */
export function movedEdges(run: Run, history: Run, minutes: number): ReadonlyMap<string, number> {
  const before = edgesOf(history);
  const after = edgesOf(run);
  const shifts = new Map<string, number>();
  for (const [edge, atMs] of before) {
    const then = after.get(edge) ?? Number.POSITIVE_INFINITY;
    if (then !== atMs) shifts.set(edge, (then - atMs) / MINUTE_MS);
  }
  for (const edge of after.keys()) if (!before.has(edge)) shifts.set(edge, Number.NaN);
  return new Map([...shifts].filter(([, shift]) => !(Math.abs(shift) < minutes)));
}

/** The flagship with other parameters of one mitigation. */
export const mitigationWith = (timeline: Timeline, mitigation: string, params: Timeline['mitigations'][number]['params']): Timeline => ({
  ...timeline,
  mitigations: timeline.mitigations.map(row => (row.id === mitigation ? {...row, params} : row)),
});

/** Bit for bit the same rows, up to but without the row of `untilMs`. */
export function sameUntil(a: Run, b: Run, untilMs: Ms): boolean {
  const rows = Math.max(0, Math.min(a.rows, Math.ceil((untilMs - a.startMs) / a.stepMs)));
  const bytes = rows * a.signals.length * Float64Array.BYTES_PER_ELEMENT;
  const rowsOf = ({table}: Run) => new Uint8Array(table.buffer, table.byteOffset, bytes);
  return Buffer.from(rowsOf(a)).equals(rowsOf(b));
}
