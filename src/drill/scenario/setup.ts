import {type Living, livingRun} from '../../engine/live.js';
import type {Plan} from '../../engine/plan.js';
import {type Prepared, prepare} from '../../engine/simulate.js';
import type {ActionSpec, ComponentSpec, FaultSpec, Mitigation, Model, Timeline, Worlds} from '../../timeline/types.js';
import type {ClockPolicy} from './clock-policy.js';
import {signalsOf} from './predicate.js';
import type {Drill, Seat, Twin, Variant} from './scenario.js';

/** Simulated minutes that a wall minute of talk costs under `tax`. */
export const taxFactor = 4;

/** What makes two drills the same drill. */
export type Choice = {
  readonly variant: string;
  /** Null: the night itself. */
  readonly twin: string | null;
  /** Chooses the world among those that fit the record, and every order of options. */
  readonly seed: number;
  readonly policy: ClockPolicy;
};

/** Everything about a drill that does not change while it is played. */
export type Setup = {
  readonly timeline: Timeline;
  readonly drill: Drill;
  readonly choice: Choice;
  readonly variant: Variant;
  readonly twin: Twin | null;
  /** The world it is played in, made ready; its history has the recorded actions. */
  readonly world: Prepared;
  /** The same world as it goes on under the team's plan. */
  readonly living: Living;
  /** The recorded actions that are the team's to order: nobody does them by themselves. */
  readonly basePlan: Plan;
  /** Solo: one seat that is everybody. */
  readonly seats: readonly Seat[];
};

/** The seat of somebody who drills alone. */
export const soloSeat = 'you';

/**
 * Makes a drill ready. A world costs about as much as two nights; hand in `worldOf` to keep worlds between drills.
 *
 * @throws RangeError for an unknown variant or twin, or a timeline without a model
 */
export function setUp(
  timeline: Timeline,
  drill: Drill,
  choice: Choice,
  worldOf: (timeline: Timeline, seed: number) => Prepared = worldFor,
): Setup {
  const variant = drill.variants.find(({id}) => id === choice.variant);
  const twin = choice.twin === null ? null : drill.twins.find(({id}) => id === choice.twin);
  if (variant === undefined || twin === undefined) throw new RangeError('no such variant or twin');
  const changed = twin === null ? timeline : twinOf(timeline, drill, twin);
  const seats = variant.isSolo ? [soloSeatOf(drill)] : seatsOf(drill, variant);
  const played = staged(drill, twin, seats);
  const world = worldOf(changed, choice.seed);
  const autonomous = new Set(drill.autonomous);
  const actions = changed.model?.actions ?? [];
  return {
    timeline: changed,
    drill: played,
    choice,
    variant,
    twin,
    world,
    living: livingRun(world, signalsOf(played, changed)),
    basePlan: actions.filter(({id}) => !autonomous.has(id)).map(({id}) => ({op: 'remove', action: id})),
    seats,
  };
}

/** Who plays a variant. */
const seatsOf = ({seats}: Drill, variant: Variant): readonly Seat[] =>
  seats.filter(({id, covers}) => (variant.seats.length === 0 ? covers.length === 0 : variant.seats.includes(id)));

/** The scenario as it is played: the words of this world's panels, and what is for a seat goes to the one that covers it. */
function staged(drill: Drill, twin: Twin | null, seats: readonly Seat[]): Drill {
  const coverOf = (id: string): string => seats.find(seat => seat.covers.includes(id))?.id ?? id;
  const covered = (ids: readonly string[]): readonly string[] => [...new Set(ids.map(coverOf))];
  return {
    ...drill,
    panels: drill.panels.map(panel => ({...panel, says: twin?.says[panel.id] ?? panel.says})),
    msel: drill.msel.map(inject => ({...inject, to: covered(inject.to)})),
    decisions: drill.decisions.map(decision => ({...decision, seats: covered(decision.seats)})),
  };
}

const soloSeatOf = ({areas}: Drill): Seat => ({
  id: soloSeat,
  title: 'You',
  role: 'incidentCommander',
  areas: areas.map(({id}) => id),
  view: 'insider',
  covers: [],
});

/** The incident with another cause behind the same first signs. */
export function twinOf(timeline: Timeline, drill: Drill, twin: Twin): Timeline {
  const {model} = timeline;
  if (model === null) return timeline;
  const parameters = Object.fromEntries(
    Object.entries(model.parameters).map(([name, parameter]) => [name, {...parameter, value: twin.parameters[name] ?? parameter.value}]),
  );
  const known = new Set(model.components.map(({id}) => id));
  const added = Object.entries(twin.components).flatMap(([id, keys]) => (known.has(id) ? [] : [{...keys, id}]));
  const components = [
    ...model.components.map(component => ({...component, ...twin.components[component.id]})),
    ...added,
  ] as ComponentSpec[];
  const faults = (twin.faults as readonly FaultSpec[] | undefined) ?? model.faults;
  const worlds = model.worlds === null ? null : withoutColumns(model.worlds, new Set(Object.keys(twin.parameters)));
  // The night's operators are not in this world: what other teams do, they do by the clock, and the rest only if somebody orders it.
  const autonomous = new Set(drill.autonomous);
  const never = Number.POSITIVE_INFINITY;
  const actions = model.actions.map(action => {
    const {id, atMs} = action;
    return {...action, when: null, atMs: autonomous.has(id) ? atMs : never, ...twin.instead[id]} as ActionSpec;
  });
  const mitigations = timeline.mitigations.map(mitigation => {
    const other = twin.instead[mitigation.id];
    return other === undefined ? mitigation : ({...mitigation, precondition: null, cue: null, ...other} as Mitigation);
  });
  const changed: Model = {...model, parameters, components, faults, actions, worlds};
  return {...timeline, mitigations, model: changed};
}

function withoutColumns(worlds: Worlds, names: ReadonlySet<string>): Worlds {
  const kept = worlds.parameters.flatMap((name, column) => (names.has(name) ? [] : [column]));
  const pick = <T>(row: readonly T[]): readonly T[] => kept.map(column => row[column] as T);
  return {...worlds, parameters: pick(worlds.parameters), values: worlds.values.map(pick)};
}

/** The step at which the other worlds were drawn and agree with the record: at another one an action may come before its cue. */
const worldStepMs = 30_000;

/** Seed 1: the published night's own parameters. Any other seed: one of the worlds that fit the record as well, where there are some. */
export function worldFor(timeline: Timeline, seed: number): Prepared {
  const worlds = timeline.model?.worlds;
  const values = worlds == null || seed === 1 ? undefined : worlds.values[(seed - 2) % worlds.values.length];
  if (worlds == null || values === undefined) return prepare(timeline);
  const parameters = Object.fromEntries(worlds.parameters.map((name, at) => [name, values[at] as number]));
  return prepare(timeline, {parameters, stepMs: worldStepMs});
}
