import {holds} from '../engine/orders.js';
import {unreachable} from '../errors.js';
import {MINUTE_MS} from '../timeline/time.js';
import type {Ms} from '../timeline/types.js';
import {minutesOf} from './book.js';
import type {Input, SeatInput} from './input.js';
import {type Observation, observe} from './observe.js';
import {happenedAtMs, signalsIn} from './predicate.js';
import type {Policy, Predicate, Seat} from './scenario.js';
import {beginning, step} from './session.js';
import type {Setup} from './setup.js';
import type {DrillState} from './state.js';
import {visible} from './visibility.js';

/** What a look showed of a signal. */
export type Shown = {readonly atMs: Ms; readonly value: number};

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
  /** What looks have shown of a signal, oldest first. */
  readonly shown: (signal: string) => readonly Shown[];
  /** The panel that shows a signal to a seat, and that seat; null: none does. */
  readonly whereShown: (signal: string) => {readonly panel: string; readonly seat: string; readonly lookedAtMs: Ms | null} | null;
  /** When an inject reached a seat, a decision was committed or an action began to work; null: not yet. */
  readonly happenedAtMs: (id: string) => Ms | null;
  readonly isOrdered: (action: string) => boolean;
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
    shown: signal =>
      drill.panels.flatMap(({id, readings}) => {
        const place = readings.findIndex(reading => reading.signal === signal);
        if (place < 0) return [];
        return state.looks.filter(({panel}) => panel === id).map(({atMs, values}) => ({atMs, value: values[place] ?? 0}));
      }),
    whereShown: signal => {
      for (const panel of drill.panels) {
        const seat = panel.readings.some(reading => reading.signal === signal) ? seatFor(panel.area) : undefined;
        if (seat === undefined || !visible(setup, state, {kind: 'seat', seat}, {kind: 'panel', panel})) continue;
        return {panel: panel.id, seat: seat.id, lookedAtMs: state.looks.findLast(look => look.panel === panel.id)?.atMs ?? null};
      }
      return null;
    },
    happenedAtMs: id => (state.rows[id] !== undefined && !reached(id) ? null : happenedAtMs(state, id)),
    isOrdered: action => state.orders.some(order => order.action === action && !order.isCancelled),
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

/** A policy's rules as somebody who plays: looks at what its waiting rules ask for, and orders when it has seen their condition. */
export function playerOf({rules}: Policy): Player {
  const seenSinceMs = new Map<number, Ms>();
  return fog => {
    const waiting = rules.map((rule, at) => ({...rule, at})).filter(({order}) => !fog.isOrdered(order));
    const looks = looksFor(
      fog,
      waiting.map(({when}) => when),
    );
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

/** The panels that conditions need and that nobody has looked at now, the longest unseen first, as far as the minutes go. */
function looksFor(fog: Fog, conditions: readonly Predicate[]): readonly SeatInput[] {
  const signals = new Set(conditions.flatMap(signalsIn));
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
    const {op, value, forMinutes} = predicate;
    const shown = fog.shown(predicate.signal);
    const sinceMs = fog.nowMs - forMinutes * MINUTE_MS;
    const first = shown.findLastIndex(({atMs}) => atMs <= sinceMs);
    return first >= 0 && shown.slice(first).every(({value: seen}) => holds(seen, {op, value}));
  }
  if ('reachedMs' in predicate) return fog.nowMs >= predicate.reachedMs;
  if ('since' in predicate) {
    const fromMs = fog.happenedAtMs(predicate.since);
    return fromMs !== null && fog.nowMs - fromMs >= predicate.minutes * MINUTE_MS;
  }
  if ('ordered' in predicate) return fog.isOrdered(predicate.ordered);
  if ('decided' in predicate) return fog.happenedAtMs(predicate.decided) !== null;
  if ('posted' in predicate) return fog.hasPosted(predicate.posted, fog.nowMs - predicate.withinMinutes * MINUTE_MS);
  if ('held' in predicate) return false;
  if ('all' in predicate) return predicate.all.every(each => isSeen(fog, each));
  if ('any' in predicate) return predicate.any.some(each => isSeen(fog, each));
  if ('not' in predicate) return signalsIn(predicate.not).every(signal => fog.shown(signal).length > 0) && !isSeen(fog, predicate.not);
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
