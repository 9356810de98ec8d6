import {holds} from '../../engine/orders.js';
import {unreachable} from '../../errors.js';
import {MINUTE_MS} from '../../timeline/time.js';
import type {Ms} from '../../timeline/types.js';
import {minutesOf} from '../play/costs.js';
import type {Input, SeatInput} from '../play/input.js';
import {type Observation, observe} from '../play/observe.js';
import {beginning, step} from '../play/session.js';
import {visible} from '../play/visibility.js';
import {conditionsIn, happenedAtMs, signalsIn, signalsOn} from '../scenario/predicate.js';
import type {Panel, Policy, Predicate, Seat} from '../scenario/scenario.js';
import type {Setup} from '../scenario/setup.js';
import type {DrillState, Look, Order} from '../scenario/state.js';

/** What a look showed of a condition: by a reading, or by words that the panel has for it. */
export type Shown = {readonly atMs: Ms; readonly isSo: boolean};
type Condition = Pick<Extract<Predicate, {signal: string}>, 'signal' | 'op' | 'value'>;

/**
 * What somebody who plays every seat may know: what `visible` lets those seats see, asked for piece by piece. The world, its signals
 * and the scenario's book are not in it.
 */
export type Fog = {
  readonly nowMs: Ms;
  readonly seats: readonly string[];
  /** How many minutes of this round a seat has left. */
  readonly minutesLeft: (seat: string) => number;
  readonly observe: (seat: string) => Observation;
  /** What looks have shown of a condition since an instant, the last one before it among them, oldest first. */
  readonly shown: (condition: Condition, sinceMs: Ms) => readonly Shown[];
  /** The panel that shows a signal to a seat, and that seat; null: none does. */
  readonly whereShown: (signal: string) => {readonly panel: string; readonly seat: string; readonly lookedAtMs: Ms | null} | null;
  /** When an inject reached a seat, a decision was committed or an action began to work; null: not yet. */
  readonly happenedAtMs: (id: string) => Ms | null;
  readonly isOrdered: (action: string) => boolean;
  /** When an action was ordered, whether or not it works already; null: it is not. */
  readonly orderedAtMs: (action: string) => Ms | null;
  readonly hasPosted: (audience: string, sinceMs: Ms) => boolean;
  /** An order of a seat whose hands do it; null: nobody could give it. */
  readonly orderOf: (action: string) => SeatInput | null;
};

/** Somebody who plays: what the seats do next, in order. Nothing: they wait. */
export type Player = (fog: Fog) => readonly SeatInput[];

export type LoopOptions = {
  /** Default: the end of the drill. */
  readonly untilMs?: Ms;
  /** How often the player is asked. */
  readonly everyMinutes?: number;
};

/** How often somebody who plays in a loop looks around. */
export const roundMinutes = 5;
const mostAsks = 8;

/**
 * Plays from a state on: every few minutes the player is asked until it wants nothing more. What it does goes through `step`, so that
 * it obeys hands and lead times; a seat has no more minutes in a round than the round is long (`minutesOf`). What is refused is lost.
 */
export function playLoop(setup: Setup, from: DrillState, player: Player, options: LoopOptions = {}): Played {
  const {untilMs = setup.drill.endsAtMs, everyMinutes = roundMinutes} = options;
  const inputs: Input[] = [];
  let state = from;
  const take = (input: Input): boolean => {
    const next = step(setup, state, input, state.wallMs);
    if (next.refused !== null) return false;
    state = next.state;
    inputs.push(input);
    return true;
  };
  if (state.phase === 'brief') take({type: 'start-ex'});
  while (state.phase === 'play') {
    playRound(setup, () => state, player, take, everyMinutes);
    const byMs = Math.min(everyMinutes * MINUTE_MS, untilMs - state.nowMs);
    if (byMs <= 0 || !take({type: 'advance', byMs})) break;
  }
  return {state, inputs};
}

/** Where a loop ended, and every input that it took. */
export type Played = {readonly state: DrillState; readonly inputs: readonly Input[]};

function playRound(setup: Setup, state: () => DrillState, player: Player, take: (input: Input) => boolean, minutes: number): void {
  const spent = new Map<string, number>();
  const minutesLeft = (seat: string): number => minutes - (spent.get(seat) ?? 0);
  for (let ask = 0; ask < mostAsks; ask++) {
    let hasActed = false;
    for (const input of player(fogOf(setup, state(), minutesLeft))) {
      if (minutesOf(input) > minutesLeft(input.seat) || !take(input)) continue;
      spent.set(input.seat, (spent.get(input.seat) ?? 0) + minutesOf(input));
      hasActed = true;
    }
    if (!hasActed) return;
  }
}

/** What the seats of a drill know together. */
export function fogOf(setup: Setup, state: DrillState, minutesLeft: Fog['minutesLeft'] = () => roundMinutes): Fog {
  const {drill, seats} = setup;
  const inside = seats.filter(({view}) => view === 'insider');
  const seatFor = (area: string): Seat | undefined =>
    inside.find(({areas}) => areas.includes(area)) ?? inside.find(({role}) => role === 'incidentCommander');
  const orderOf = (action: string): Order | undefined => state.orders.find(order => order.action === action && !order.isCancelled);
  const reached = (id: string): boolean =>
    state.messages.some(
      message => message.inject === id && inside.some(seat => visible(setup, state, {kind: 'seat', seat}, {kind: 'message', message})),
    );
  return {
    nowMs: state.nowMs,
    seats: seats.map(({id}) => id),
    minutesLeft,
    observe: id => {
      const seat = seats.find(seat => seat.id === id);
      if (seat === undefined) throw new RangeError(`there is no seat "${id}"`);
      return observe(setup, state, {kind: 'seat', seat});
    },
    shown: (condition, sinceMs) => {
      const {panels} = showingOf(drill.panels, condition);
      const found: Shown[] = [];
      for (let index = state.looks.length - 1; index >= 0; index--) {
        const look = state.looks[index] as Look;
        const shows = panels.get(look.panel);
        if (shows === undefined) continue;
        found.unshift({atMs: look.atMs, isSo: shows(look)});
        if (look.atMs <= sinceMs) break;
      }
      return found;
    },
    whereShown: signal => {
      for (const panel of panelsOf(drill.panels, signal)) {
        const seat = seatFor(panel.area);
        if (seat === undefined || !visible(setup, state, {kind: 'seat', seat}, {kind: 'panel', panel})) continue;
        return {panel: panel.id, seat: seat.id, lookedAtMs: state.looks.findLast(look => look.panel === panel.id)?.atMs ?? null};
      }
      return null;
    },
    happenedAtMs: id => (state.rows[id] !== undefined && !reached(id) ? null : happenedAtMs(state, id)),
    isOrdered: action => orderOf(action) !== undefined,
    orderedAtMs: action => orderOf(action)?.atMs ?? null,
    hasPosted: (audience, sinceMs) => state.posts.some(post => post.audience === audience && post.atMs >= sinceMs),
    orderOf: id => {
      const action = drill.palette.find(action => action.id === id);
      const seat = action === undefined ? undefined : seatFor(action.area);
      if (action === undefined || seat === undefined) return null;
      const check = action.check ?? 'the panels of its area';
      return {type: 'order', seat: seat.id, action: id, card: {effect: action.title, check, risk: action.risk, wayBack: ''}};
    },
  };
}

type Showing = {readonly panels: ReadonlyMap<string, (look: Look) => boolean>};
// Keyed by the scenario's own panels, which never change.
const showings = new WeakMap<readonly Panel[], {readonly of: Map<string, Showing>; readonly on: Map<string, readonly Panel[]>}>();

function knownOf(panels: readonly Panel[]): {readonly of: Map<string, Showing>; readonly on: Map<string, readonly Panel[]>} {
  const known = showings.get(panels) ?? {of: new Map(), on: new Map()};
  showings.set(panels, known);
  return known;
}

/** The panels that tell of a signal. */
function panelsOf(panels: readonly Panel[], signal: string): readonly Panel[] {
  const {on} = knownOf(panels);
  const known = on.get(signal) ?? panels.filter(panel => signalsOn(panel).includes(signal));
  on.set(signal, known);
  return known;
}

/** How panels show a condition: by a reading, or by words that they have for it. */
function showingOf(panels: readonly Panel[], {signal, op, value}: Condition): Showing {
  const {of} = knownOf(panels);
  const key = `${signal} ${op} ${value}`;
  const known = of.get(key) ?? {panels: new Map(panels.flatMap(panel => showing(panel, {signal, op, value}) ?? []))};
  of.set(key, known);
  return known;
}

function showing(
  {id, readings, says}: Panel,
  {signal, op, value}: Condition,
): readonly (readonly [string, (look: Look) => boolean])[] | null {
  const place = readings.findIndex(reading => reading.signal === signal);
  if (place >= 0) return [[id, ({values}) => holds(values[place] ?? 0, {op, value})]];
  const said = says.find(({when}) => 'signal' in when && when.signal === signal && when.op === op && when.value === value);
  return said === undefined ? null : [[id, ({words}) => words.includes(said.text)]];
}

/** A policy's rules as somebody who plays: looks at what its waiting rules ask for, and orders when it has seen their condition. */
export function playerOf({rules}: Policy): Player {
  const seenSinceMs = new Map<number, Ms>();
  const all = rules.map((rule, at) => ({...rule, at, signals: signalsIn(rule.when)}));
  return fog => {
    const waiting = all.filter(({order}) => !fog.isOrdered(order));
    const looks = looksFor(fog, new Set(waiting.flatMap(({signals}) => signals)));
    if (looks.length > 0) return looks;
    return waiting.flatMap(({when, afterMinutes, order, at}) => {
      if (!isSeen(fog, when)) {
        seenSinceMs.delete(at);
        return [];
      }
      const sinceMs = seenSinceMs.get(at) ?? fog.nowMs;
      seenSinceMs.set(at, sinceMs);
      const input = fog.nowMs - sinceMs >= afterMinutes * MINUTE_MS ? fog.orderOf(order) : null;
      return input === null ? [] : [input];
    });
  };
}

/** The panels that tell of signals and that nobody has looked at now, the longest unseen first, as far as the minutes go. */
function looksFor(fog: Fog, signals: ReadonlySet<string>): readonly SeatInput[] {
  const places = [...signals].flatMap(signal => fog.whereShown(signal) ?? []);
  const left = new Map<string, number>();
  return [...new Map(places.map(place => [place.panel, place])).values()]
    .filter(({lookedAtMs}) => lookedAtMs === null || lookedAtMs < fog.nowMs)
    .sort((a, b) => (a.lookedAtMs ?? Number.NEGATIVE_INFINITY) - (b.lookedAtMs ?? Number.NEGATIVE_INFINITY))
    .map(({panel, seat}): SeatInput => ({type: 'look', seat, panel}))
    .filter(look => {
      const minutes = (left.get(look.seat) ?? fog.minutesLeft(look.seat)) - minutesOf(look);
      if (minutes >= 0) left.set(look.seat, minutes);
      return minutes >= 0;
    });
}

/** Whether what was seen says that a condition holds. What nobody has seen does not. */
export function isSeen(fog: Fog, predicate: Predicate): boolean {
  if ('signal' in predicate) {
    const sinceMs = fog.nowMs - predicate.forMinutes * MINUTE_MS;
    const shown = fog.shown(predicate, sinceMs);
    return (shown[0]?.atMs ?? Number.POSITIVE_INFINITY) <= sinceMs && shown.every(({isSo}) => isSo);
  }
  if ('reachedMs' in predicate) return fog.nowMs >= predicate.reachedMs;
  if ('since' in predicate) {
    const fromMs = fog.happenedAtMs(predicate.since);
    return fromMs !== null && fog.nowMs - fromMs >= predicate.minutes * MINUTE_MS;
  }
  if ('ordered' in predicate) {
    const fromMs = fog.orderedAtMs(predicate.ordered);
    return fromMs !== null && fog.nowMs - fromMs >= (predicate.minutes ?? 0) * MINUTE_MS;
  }
  if ('decided' in predicate) return fog.happenedAtMs(predicate.decided) !== null;
  if ('posted' in predicate) return fog.hasPosted(predicate.posted, fog.nowMs - predicate.withinMinutes * MINUTE_MS);
  if ('held' in predicate || 'looked' in predicate) return false;
  if ('all' in predicate) return predicate.all.every(each => isSeen(fog, each));
  if ('any' in predicate) return predicate.any.some(each => isSeen(fog, each));
  if ('not' in predicate)
    return conditionsIn(predicate.not).every(condition => fog.shown(condition, fog.nowMs).length > 0) && !isSeen(fog, predicate.not);
  return unreachable(predicate);
}

/** A whole drill played by a policy, up to an instant. */
export const playPolicy = (setup: Setup, policy: Policy, options: LoopOptions = {}): Played =>
  playLoop(setup, beginning(setup), playerOf(policy), options);

const offset64 = 0xcbf29ce484222325n;
const prime64 = 0x100000001b3n;

/** Sixteen hexadecimal digits that stand for a policy's every rule: printed beside each of its numbers (FNV-1a). */
export function policyHash(policy: Policy): string {
  let hash = offset64;
  for (const byte of new TextEncoder().encode(JSON.stringify(policy))) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * prime64);
  return hash.toString(16).padStart(16, '0');
}
