import {livingRun} from '../../engine/live.js';
import {type Prepared, prepare} from '../../engine/simulate.js';
import {MINUTE_MS} from '../../timeline/time.js';
import type {Ms, Timeline} from '../../timeline/types.js';
import {ordered} from '../play/acts.js';
import {toInstant} from '../play/advance.js';
import {beginning} from '../play/session.js';
import {isSo, signalsIn, signalsOf} from '../scenario/predicate.js';
import type {PaletteAction, Policy, Predicate} from '../scenario/scenario.js';
import {type Setup, setUp} from '../scenario/setup.js';
import type {DrillState, Order} from '../scenario/state.js';
import {firstRiseMs} from './evidence.js';

/** How much a report computes: worlds of the band, worlds of each option's future, how far that is followed, and how coarse steps are. */
export type Effort = {
  readonly worlds: number;
  readonly futures: number;
  readonly horizonMinutes: number;
  /** How often the policy looks around in an option's future. */
  readonly roundMinutes: number;
  readonly stepMs: Ms;
};
/** A report at once. */
export const quick: Effort = {worlds: 6, futures: 2, horizonMinutes: 360, roundMinutes: 15, stepMs: MINUTE_MS};
/** Every world that the timeline has; half a minute's wait. */
export const thorough: Effort = {worlds: 50, futures: 20, horizonMinutes: 24 * 60, roundMinutes: 5, stepMs: MINUTE_MS / 2};

/** The same drill without the rows and decisions that nothing in it asks for: in such a setup a night costs little more than its run. */
export function leanSetup(setup: Setup, seed: number, endMs: Ms, stepMs: Ms | null): Setup {
  const {timeline, drill, choice, world} = setup;
  const wanted = new Set([...drill.palette.flatMap(({cue}) => (cue === undefined ? [] : rowsIn(cue))), ...rowsOfPolicies(drill.policies)]);
  const variants = drill.variants.map(variant => ({
    ...variant,
    injects: variant.injects.filter(id => wanted.has(id)),
    decisions: [],
  }));
  const msel = drill.msel.filter(({id}) => wanted.has(id));
  const worldOf = stepMs === null ? () => world : (changed: Timeline, seed: number) => coarseWorld(changed, seed, endMs, stepMs);
  return setUp(timeline, {...drill, variants, msel}, {...choice, seed}, worldOf);
}

const rowsOfPolicies = (policies: readonly Policy[]): readonly string[] =>
  policies.flatMap(({rules}) => rules.flatMap(({when}) => rowsIn(when)));

function rowsIn(predicate: Predicate): readonly string[] {
  if ('since' in predicate) return [predicate.since];
  if ('not' in predicate) return rowsIn(predicate.not);
  if ('all' in predicate) return predicate.all.flatMap(rowsIn);
  return 'any' in predicate ? predicate.any.flatMap(rowsIn) : [];
}

/** A world up to an instant, in coarse steps. */
function coarseWorld(timeline: Timeline, seed: number, endMs: Ms, stepMs: Ms): Prepared {
  const {model} = timeline;
  if (model === null) return prepare(timeline);
  const length = Math.ceil((endMs - model.startsAtMs) / stepMs) * stepMs;
  const endsAtMs = Math.min(model.endsAtMs, model.startsAtMs + length);
  // What was done later cannot have been seen to need doing within this stretch.
  const actions = model.actions.map(action => (action.atMs >= endsAtMs ? {...action, when: null} : action));
  const values = seed === 1 ? undefined : model.worlds?.values[(seed - 2) % model.worlds.values.length];
  const parameters = Object.fromEntries(model.worlds?.parameters.map((name, at) => [name, values?.[at]] as const) ?? []);
  const short: Timeline = {...timeline, model: {...model, endsAtMs, actions}};
  return prepare(short, values === undefined ? {stepMs} : {stepMs, parameters: parameters as Record<string, number>});
}

/** Seeds of other worlds than the drill's own. */
export function otherSeeds({timeline, choice}: Setup, howMany: number): readonly number[] {
  const known = timeline.model?.worlds?.values.length ?? 0;
  return Array.from({length: known}, (_, index) => index + 2)
    .filter(seed => seed !== choice.seed)
    .slice(0, howMany);
}

/** An order as it is repeated elsewhere: so long after the cue that its action has, or by the clock where it has none. */
type Scripted = {readonly order: Order; readonly action: PaletteAction; readonly afterCueMs: number | null};

/** The team's orders, each tied to its cue. */
export function scriptOf(setup: Setup, state: DrillState): readonly Scripted[] {
  return state.orders
    .filter(({isCancelled}) => !isCancelled)
    .flatMap(order => {
      const action = setup.drill.palette.find(({id}) => id === order.action);
      if (action === undefined) return [];
      const canTell = action.cue !== undefined && signalsIn(action.cue).length > 0;
      const cueMs = canTell ? firstRiseMs(setup, state, action.cue as Predicate, setup.drill.startsAtMs, order.atMs) : null;
      return [{order, action, afterCueMs: cueMs === null ? null : order.atMs - cueMs}];
    });
}

/** The orders given once more in another world, up to an instant: each waits for its cue there as long as it did here. */
export function replayed(setup: Setup, script: readonly Scripted[], untilMs: Ms): DrillState {
  let state: DrillState = {...beginning(setup), phase: 'play'};
  const cues = new Map<Scripted, Ms>();
  const fell = new Set<Scripted>();
  let waiting = script;
  for (let atMs = setup.drill.startsAtMs; atMs <= untilMs && waiting.length > 0; atMs += MINUTE_MS) {
    state = toInstant(setup, state, atMs);
    for (const one of waiting) {
      if (one.afterCueMs === null || cues.has(one)) continue;
      if (!isSo(setup, state, one.action.cue as Predicate)) fell.add(one);
      else if (fell.has(one)) cues.set(one, atMs);
    }
    const due = waiting.filter(({order, afterCueMs}, index) => {
      const one = waiting[index] as Scripted;
      return afterCueMs === null ? order.atMs <= atMs : (cues.get(one) ?? Number.POSITIVE_INFINITY) + afterCueMs <= atMs;
    });
    state = due.reduce((next, {order, action}) => withOrder(setup, next, order, action), state);
    waiting = waiting.filter(one => !due.includes(one));
  }
  return {...toInstant(setup, state, untilMs), nowMs: untilMs};
}

function withOrder(setup: Setup, state: DrillState, {seat: id, card, decision}: Order, action: PaletteAction): DrillState {
  const seat = setup.seats.find(seat => seat.id === id) ?? setup.seats[0];
  return seat === undefined ? state : ordered(state, seat, action, card, decision);
}

/** The place of an input in the journal. */
export const placeOf = (id: string): number => Number.parseInt(id.slice(1), 10);

const recentMs = 60 * MINUTE_MS;

/** A drill as it stood just before an input, in this setup's own world: what was known then, and what had been ordered. */
export function before(setup: Setup, state: DrillState, id: string, atMs: Ms): DrillState {
  const isEarlier = (stamp: {readonly id: string; readonly atMs: Ms}): boolean => stamp.atMs <= atMs && placeOf(stamp.id) < placeOf(id);
  const orders = state.orders.filter(order => isEarlier(order) && !order.isCancelled);
  const bare: DrillState = {
    ...beginning(setup),
    phase: 'play',
    seq: placeOf(id),
    wallMs: state.wallMs,
    nowMs: atMs,
    // Older looks tell nobody what to do next.
    looks: state.looks.filter(look => isEarlier(look) && look.atMs >= atMs - recentMs),
    beliefs: state.beliefs.filter(isEarlier),
    messages: state.messages.filter(message => message.atMs <= atMs),
    rows: Object.fromEntries(Object.entries(state.rows).filter(([, row]) => row.deliveredAtMs !== null && row.deliveredAtMs <= atMs)),
  };
  let given = bare;
  for (const order of orders) {
    const action = setup.drill.palette.find(({id}) => id === order.action);
    if (action !== undefined) given = withOrder(setup, {...given, nowMs: order.atMs}, order, action);
  }
  return {...given, nowMs: atMs, orders};
}

/** The state with an option of a decision taken: its orders given by whoever decided. */
export const withActions = (setup: Setup, state: DrillState, seat: string, ids: readonly string[]): DrillState =>
  ids.reduce((next, id) => {
    const action = setup.drill.palette.find(action => action.id === id);
    const by = setup.seats.find(({id}) => id === seat) ?? setup.seats[0];
    if (action === undefined || by === undefined || next.orders.some(order => order.action === id)) return next;
    return ordered(next, by, action, {effect: '', check: '', risk: '', wayBack: ''}, null);
  }, state);

/** The same world with a run of its own, so that other runs are not started again. */
export const withOwnRun = (setup: Setup): Setup => ({...setup, living: livingRun(setup.world, signalsOf(setup.drill, setup.timeline))});
