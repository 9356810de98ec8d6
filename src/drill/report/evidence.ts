import {unreachable} from '../../errors.js';
import {MINUTE_MS} from '../../timeline/time.js';
import type {Ms} from '../../timeline/types.js';
import {happenedAtMs, isSo, signalsIn, signalsOn} from '../scenario/predicate.js';
import type {PaletteAction, Predicate} from '../scenario/scenario.js';
import type {Setup} from '../scenario/setup.js';
import type {DrillState, Stamp} from '../scenario/state.js';

/** The first whole minute of a stretch at which a condition holds; null: at none. */
export function firstSoMs(setup: Setup, state: DrillState, predicate: Predicate, fromMs: Ms, untilMs: Ms): Ms | null {
  for (let atMs = fromMs; atMs <= untilMs; atMs += MINUTE_MS) if (isSo(setup, state, predicate, atMs)) return atMs;
  return null;
}

/** The first minute of a stretch at which a condition comes to hold after it did not; null: it does not come. */
export function firstRiseMs(setup: Setup, state: DrillState, predicate: Predicate, fromMs: Ms, untilMs: Ms): Ms | null {
  const falseMs = firstSoMs(setup, state, {not: predicate}, fromMs, untilMs);
  return falseMs === null ? null : firstSoMs(setup, state, predicate, falseMs, untilMs);
}

/** The first minute of a stretch from which a condition holds for so long; null: none. */
export function firstLastingMs(setup: Setup, state: DrillState, predicate: Predicate, fromMs: Ms, untilMs: Ms, minutes: number): Ms | null {
  const lastsMs = minutes * MINUTE_MS;
  let atMs = fromMs;
  while (atMs + lastsMs <= untilMs) {
    const brokenMs = firstSoMs(setup, state, {not: predicate}, atMs, atMs + lastsMs);
    if (brokenMs === null) return atMs;
    atMs = brokenMs + MINUTE_MS;
  }
  return null;
}

/** What told the team something, and when they had it. */
export type Seen = {readonly ids: readonly string[]; readonly atMs: Ms};

/** The first look that showed it, or the newest one, which must show it still. */
type Which = 'first' | 'newest';

/**
 * What had told the team by an instant that a condition held: a look at a panel that showed it, a message, their own act. Null:
 * nothing had, however true it was.
 *
 * @param panels that show it; empty: those with one of its signals
 */
export function seenBy(
  setup: Setup,
  state: DrillState,
  predicate: Predicate,
  panels: readonly string[],
  atMs: Ms,
  which: Which = 'first',
): Seen | null {
  const inner = (part: Predicate): Seen | null => seenBy(setup, state, part, panels, atMs, which);
  if ('signal' in predicate) return lookedAt(setup, state, predicate, panels, atMs, which);
  if ('all' in predicate) return together(predicate.all.map(inner));
  if ('any' in predicate) return earliest(predicate.any.map(inner));
  if ('not' in predicate)
    return signalsIn(predicate.not).length > 0 ? lookedAt(setup, state, predicate, panels, atMs, which) : known(predicate);
  if ('since' in predicate) {
    const fromMs = happenedAtMs(state, predicate.since);
    const sinceMs = fromMs === null ? null : fromMs + predicate.minutes * MINUTE_MS;
    return sinceMs !== null && sinceMs <= atMs ? {ids: [predicate.since], atMs: sinceMs} : null;
  }
  if ('ordered' in predicate) return stampSeen(state.orders.find(order => order.action === predicate.ordered && order.atMs <= atMs));
  if ('decided' in predicate) return isSo(setup, state, predicate, atMs) ? stampSeen(state.decisions[predicate.decided]?.committed) : null;
  if ('looked' in predicate || 'posted' in predicate || 'held' in predicate || 'reachedMs' in predicate) return known(predicate);
  return unreachable(predicate);

  function known(what: Predicate): Seen | null {
    return isSo(setup, state, what, atMs) ? {ids: [], atMs} : null;
  }
}

const stampSeen = (stamp: Stamp | null | undefined): Seen | null => (stamp == null ? null : {ids: [stamp.id], atMs: stamp.atMs});

function lookedAt(setup: Setup, state: DrillState, predicate: Predicate, panels: readonly string[], atMs: Ms, which: Which): Seen | null {
  const shows = new Set(panels.length > 0 ? panels : panelsShowing(setup, predicate));
  const looks = state.looks.filter(look => look.atMs <= atMs && shows.has(look.panel));
  const asked = which === 'first' ? looks : looks.slice(-1);
  return stampSeen(asked.find(look => isSo(setup, state, predicate, look.atMs)));
}

/** The panels that tell of a condition's signals. */
export function panelsShowing({drill}: Setup, predicate: Predicate): readonly string[] {
  const signals = new Set(signalsIn(predicate));
  return drill.panels.filter(panel => signalsOn(panel).some(signal => signals.has(signal))).map(({id}) => id);
}

function together(parts: readonly (Seen | null)[]): Seen | null {
  const found = parts.filter(part => part !== null);
  if (found.length < parts.length) return null;
  return {ids: found.flatMap(({ids}) => ids), atMs: Math.max(...found.map(({atMs}) => atMs))};
}

const earliest = (parts: readonly (Seen | null)[]): Seen | null =>
  parts.filter(part => part !== null).sort((a, b) => a.atMs - b.atMs)[0] ?? null;

/** What had told the team of an action's cue: the newest look at any panel that shows it, its own ones among them. */
export function cueSeen(setup: Setup, state: DrillState, {cue, cuePanels}: PaletteAction, atMs: Ms): Seen | null {
  if (cue === undefined) return null;
  const seen = seenBy(setup, state, cue, [...new Set([...cuePanels, ...panelsShowing(setup, cue)])], atMs, 'newest');
  return seen === null ? null : {...seen, ids: [...new Set(seen.ids)]};
}
