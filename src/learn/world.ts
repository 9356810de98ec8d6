import type {Plan} from '../engine/plan.js';
import {type Run, valueAt} from '../engine/run.js';
import {type Prepared, prepare, simulate} from '../engine/simulate.js';
import {hourMinute} from '../format/clock.js';
import {randomAt} from '../model/random.js';
import {MINUTE_MS} from '../timeline/time.js';
import type {ComponentSpec, Json, JsonObject, Mitigation, Timeline} from '../timeline/types.js';

/** A small world in data: what it is made of, what drives it, what may be done to it. Minutes count from its start. */
export type WorldSpec = {
  readonly minutes: number;
  /** Minute of the day at which it starts. */
  readonly startsAtMinute?: number;
  readonly components: readonly ({readonly type: string; readonly id: string} & JsonObject)[];
  /** What comes from outside, as points of a line: a fault is one of these. */
  readonly demand?: Readonly<Record<string, readonly (readonly [minute: number, value: Json])[]>>;
  /** Numbers that another world of the same kind may change. */
  readonly parameters?: Readonly<Record<string, number>>;
  readonly levers?: readonly Lever[];
};
export type Lever = {
  readonly id: string;
  readonly target: string;
  readonly verb: string;
  readonly params?: JsonObject;
  readonly leadMinutes?: number;
};

/** The day on which every small world is played: 7 January 2030, a Monday. */
const dayUnixMs = 1_893_974_400_000;

/** The timeline of a small world: a model, and nothing of a record. */
export function worldOf({minutes, startsAtMinute = 0, components, demand = {}, parameters = {}, levers = []}: WorldSpec): Timeline {
  const endsAtMs = minutes * MINUTE_MS;
  const points = Object.entries(demand).map(([name, line]) => [name, line.map(([minute, value]) => [minute * MINUTE_MS, value])]);
  return {
    schemaVersion: 1,
    epochUnixMs: dayUnixMs + startsAtMinute * MINUTE_MS,
    incident: {
      ...{id: 'learn', title: 'A small world', codeName: 'A small world', summary: '', timeZone: 'UTC'},
      ...{startsAtMs: 0, endsAtMs, tags: [], learningObjectives: []},
    },
    ...{sources: [], phases: [], services: [], events: [], impacts: [], drill: null, limits: []},
    mitigations: levers.map(mitigationOf),
    model: {
      ...{startsAtMs: 0, endsAtMs, stepMs: MINUTE_MS / 2, seed: 1, faults: [], actions: []},
      ...{impactWeights: {}, worlds: null},
      parameters: Object.fromEntries(
        Object.entries(parameters).map(([name, value]) => [name, {value, unit: '', origin: 'assumed: a lesson', range: null, fits: null}]),
      ),
      demand: Object.fromEntries(points),
      components: components as readonly ComponentSpec[],
    },
  };
}

const mitigationOf = ({id, target, verb, params = {}, leadMinutes = 0}: Lever): Mitigation => ({
  ...{id, target, verb, params, leadMinutes},
  ...{title: id, detail: '', precondition: null, cue: null, reversible: true, risk: '', owner: '', decoy: false, sources: []},
});

/** A curve that jumps from one value to another at a minute. */
export const jump = (minute: number, before: number, after: Json): readonly (readonly [number, Json])[] => [
  [0, before],
  [minute, before],
  [minute + 0.01, after],
];

/** The world's run when these levers are pulled at these minutes. */
export function runOf(world: Prepared, pulled: readonly (readonly [lever: string, minute: number])[] = []): Run {
  const plan: Plan = pulled.map(([mitigation, minute]) => ({op: 'add', mitigation, atMs: minute * MINUTE_MS}));
  return simulate(world, plan);
}

/** Made when first asked for: opening a lesson costs nothing. */
export function once<T>(make: () => T): () => T {
  let made: {readonly value: T} | null = null;
  return () => {
    made ??= {value: make()};
    return made.value;
  };
}

/** A small world made ready, when first asked for. */
export const world = (spec: WorldSpec): (() => Prepared) => once(() => prepare(worldOf(spec)));

/** A signal at a minute; a name that the world does not have is a mistake of the lesson. */
export function at(run: Run, signal: string, minute: number): number {
  const value = valueAt(run, signal, minute * MINUTE_MS);
  if (value === undefined) throw new RangeError(`no signal ${signal}`);
  return value;
}

/** A signal from one minute to another, a value a minute. */
export const between = (run: Run, signal: string, from: number, to: number): readonly number[] =>
  Array.from({length: to - from + 1}, (_, index) => at(run, signal, from + index));

/** The first minute from `from` on at which something holds; null: never. */
export function firstMinute(run: Run, from: number, holds: (minute: number) => boolean): number | null {
  const last = run.endMs / MINUTE_MS;
  for (let minute = from; minute <= last; minute++) if (holds(minute)) return minute;
  return null;
}

/** The time of day of a minute of a world. */
export const clockOf = ({timeline}: Pick<Run, 'timeline'>, minute: number): string => hourMinute(timeline, minute * MINUTE_MS);

/** A whole number from `low` to `high`, as the seed has it. */
export const whole = (seed: number, purpose: string, low: number, high: number): number =>
  low + Math.floor(randomAt(seed, purpose, 0) * (high - low + 1));

export function pick<T>(seed: number, purpose: string, list: readonly T[]): T {
  return list[whole(seed, purpose, 0, list.length - 1)] as T;
}
