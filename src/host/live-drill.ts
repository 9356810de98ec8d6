import {type ControllerView, controllerView} from '../drill/play/controller-view.js';
import type {Input} from '../drill/play/input.js';
import {type Observation, observe, type Reveals} from '../drill/play/observe.js';
import {passing} from '../drill/play/pace.js';
import type {Play} from '../drill/play/play.js';
import {type ControllerPort, type DrillPort, type Invite, localPort} from '../drill/play/port.js';
import type {Viewer} from '../drill/play/visibility.js';
import {revealing} from '../drill/report/reveal.js';

/** Milliseconds that only go forward. */
export type Now = () => number;

/** A drill that is played and kept: every input that is taken is in the journal before anybody hears of it. */
export type KeptPlay = {
  readonly play: Play;
  /** Whether the journal was begun here, and not gone on with. */
  readonly isNew: boolean;
  /** Milliseconds of wall time since StartEx; 0 before. While nobody played, none went by. */
  wallMs(): number;
};

/** Who is there, by seat; the host says, consoles listen. */
export type Attendance = {
  here(): readonly string[];
  changed(seats: readonly string[]): void;
  onChange(listener: () => void): () => void;
};

/** A drill in real time: the play, its clock, and everybody who acts in it. */
export type LiveDrill = {
  readonly play: Play;
  readonly attendance: Attendance;
  readonly reveals: Reveals;
  wallMs(): number;
  /** Lets the time up to now pass. */
  tick(): void;
  /**
   * Takes an input at this moment, or says why not.
   *
   * @param key made by who sends it: an input that is sent again is not taken again
   */
  take(input: Input, key?: string): string | null;
};

/** A machine that slept does not let hours pass in one step. */
const longestStepMs = 10_000;

export function liveDrillOf({play, wallMs}: KeptPlay, now: Now): LiveDrill {
  const taken = new Set(play.entries().flatMap(({key}) => key ?? []));
  let lastMs = now();
  /** Simulated time that has passed and is less than a millisecond. */
  let restMs = 0;
  const tick = (): void => {
    const nowMs = now();
    restMs += passing(play.setup, play.state(), Math.min(longestStepMs, nowMs - lastMs));
    lastMs = nowMs;
    const byMs = Math.floor(restMs);
    restMs -= byMs;
    if (byMs > 0) play.take({type: 'advance', byMs}, wallMs());
  };
  return {
    play,
    attendance: newAttendance(),
    reveals: revealing(play.setup),
    wallMs,
    tick,
    take(input, key) {
      if (key !== undefined && taken.has(key)) return null;
      tick();
      const refused = play.take(input, wallMs(), key);
      if (refused === null && key !== undefined) taken.add(key);
      return refused;
    },
  };
}

function newAttendance(): Attendance {
  const listeners = new Set<() => void>();
  let seats: readonly string[] = [];
  return {
    here: () => seats,
    changed(now) {
      seats = now;
      for (const listener of listeners) listener();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What a connection may know, as it is sent. */
export const knownTo = (live: LiveDrill, viewer: Viewer): ControllerView | Observation =>
  viewer.kind === 'controller' ? controllerViewOf(live) : observe(live.play.setup, live.play.state(), viewer, live.reveals);

/** What a controller sees: the whole scenario, the clock on the wall, and who is there. */
export const controllerViewOf = (live: LiveDrill): ControllerView => ({
  ...controllerView(live.play.setup, live.play.state()),
  wallMs: live.wallMs(),
  present: live.attendance.here(),
});

/** Told when the drill cannot go on, for instance since its journal cannot be written. */
export type OnFailure = (error: unknown) => void;

/** What cannot be kept ends the drill in its own words, also where a key has asked for it. */
function tried(take: () => string | null, onFailure: OnFailure): string | null {
  try {
    return take();
  } catch (error) {
    onFailure(error);
    return 'The drill cannot go on.';
  }
}

/** The controller's console on this machine. `invite`: what to tell those who want to join. */
export const consolePort = (live: LiveDrill, invite: Invite, onFailure: OnFailure): ControllerPort => ({
  ...localPort(live.play, {kind: 'controller'}, live.wallMs),
  send: input => tried(() => live.take(input), onFailure),
  invite: () => invite,
  view: () => controllerViewOf(live),
  onChange: listener => {
    const ends = [live.play.onEntry(listener), live.attendance.onChange(listener)];
    return () => ends.forEach(end => void end());
  },
});

/** What participants see who share the controller's screen: a seat, or what the whole room knows. */
export const participantsPort = (live: LiveDrill, viewer: Viewer, onFailure: OnFailure): DrillPort => ({
  ...localPort(live.play, viewer, live.wallMs, live.reveals),
  send: input =>
    viewer.kind === 'seat' || input.type === 'halt' ? tried(() => live.take(input), onFailure) : 'Who watches has no part in play.',
});
