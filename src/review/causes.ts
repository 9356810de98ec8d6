import {type Run, rowAt} from '../engine/run.js';
import type {Wired} from '../engine/wiring.js';
import {MINUTE_MS} from '../timeline/time.js';
import type {Ms} from '../timeline/types.js';

/** A difference counts from this share of the calm value on; of 1 where that is smaller. */
const LEAST = 0.01;
/** Two stretches less far apart are one. */
const GAP_MS = 5 * MINUTE_MS;

/** The last stretch in which a signal is not as on a calm day. */
export type Deviation = {
  readonly fromMs: Ms;
  /** Null: it lasts. */
  readonly untilMs: Ms | null;
  /** The value furthest from the calm one. */
  readonly worst: number;
};

/** How far two values must be apart for the difference to mean something. */
export const leastDifference = (calm: number): number => LEAST * Math.max(1, Math.abs(calm));

/**
 * When a signal was last not as on a calm day, up to an instant; null: never.
 *
 * @param calm the same stretch without faults and without anything that people did
 */
export function deviationOf(run: Run, calm: Run, signal: string, atMs: Ms): Deviation | null {
  const valuesOf = ({columns, table, signals}: Run): ((row: number) => number) | null => {
    const column = columns.get(signal);
    return column === undefined ? null : row => table[row * signals.length + column] as number;
  };
  const valueIn = valuesOf(run);
  const usualIn = valuesOf(calm);
  if (valueIn === null || usualIn === null) return null;
  const lastRow = rowAt(run, atMs);
  const gapRows = GAP_MS / run.stepMs;
  const timeOf = (row: number): Ms => run.startMs + row * run.stepMs;
  let last = -1;
  let first = lastRow;
  let worst = 0;
  let furthest = -1;
  for (let row = lastRow; row >= 0; row--) {
    const value = valueIn(row);
    const usual = usualIn(row);
    const distance = Math.abs(value - usual);
    if (distance <= leastDifference(usual)) {
      if (last >= 0 && first - row > gapRows) break;
      continue;
    }
    if (last < 0) last = row;
    first = row;
    if (distance <= furthest) continue;
    furthest = distance;
    worst = value;
  }
  if (last < 0) return null;
  return {fromMs: timeOf(first), untilMs: last === lastRow ? null : timeOf(last + 1), worst};
}

/** Something that people did to a component, with the signals that made them do it. */
export type Deed = {readonly id: string; readonly cues: readonly string[]};

/** A place on the way back from a status. `signals`: those through which a component acts on what comes before it. */
export type Step<D extends Deed> =
  | {readonly kind: 'component'; readonly part: Wired; readonly signals: ReadonlySet<string>}
  | {readonly kind: 'deed'; readonly part: Wired; readonly deed: D};

export type Ground<D extends Deed> = {
  readonly wiring: ReadonlyMap<string, Wired>;
  /** Whether a signal was other than calm, so that something can have come through it. */
  isOff(signal: string): boolean;
  /** What people did to a component that can matter. */
  deedsOn(component: string): readonly D[];
};

/**
 * Everything upstream of a component, itself first: over the signals that were off, and from a deed to what made people do it.
 * Nothing comes before what it acts on, but where things act on each other in a circle.
 */
export function upstreamOf<D extends Deed>(start: string, {wiring, isOff, deedsOn}: Ground<D>): readonly Step<D>[] {
  const ownerOf = new Map([...wiring.values()].flatMap(({id, outputs}) => [...outputs.keys()].map(signal => [signal, id] as const)));
  const actsThrough = new Map<string, Set<string>>();
  const backwards: Step<D>[] = [];
  const follow = (signal: string): void => {
    const owner = ownerOf.get(signal);
    if (owner === undefined || !isOff(signal)) return;
    visit(owner);
    actsThrough.get(owner)?.add(signal);
  };
  const visit = (id: string): void => {
    const part = wiring.get(id);
    if (part === undefined || actsThrough.has(id)) return;
    const signals = new Set<string>();
    actsThrough.set(id, signals);
    for (const {signal} of part.reads) follow(signal);
    for (const deed of deedsOn(id)) {
      for (const cue of deed.cues) follow(cue);
      backwards.push({kind: 'deed', part, deed});
    }
    backwards.push({kind: 'component', part, signals});
  };
  visit(start);
  return backwards.reverse();
}
