import type {Observation, SeenDecision} from '../../drill/play/observe.js';
import {onClock} from '../../format/clock.js';
import type {Ms} from '../../timeline/types.js';
import type {Ui} from './state.js';

/** Everything a participant's frame is made of, besides the size of the screen: what may be known, and where the person is. */
export type SeatView = {
  readonly observation: Observation;
  readonly ui: Ui;
  /** `own`: who drills alone lets time go on and ends the drill; `led`: somebody else does; `watched`: so, and this one only looks on. */
  readonly pace: 'own' | 'led' | 'watched';
  /** Words while the host of the drill cannot be reached. */
  readonly lost?: string | null;
};

export const clockAt = ({clock}: Observation, atMs: Ms): string => onClock(clock, atMs);

/** Whole minutes from now, never less than nothing. */
export const minutesUntil = ({nowMs}: Observation, atMs: Ms): number => Math.max(0, Math.ceil((atMs - nowMs) / 60_000));

/** What this seat has to decide, oldest first. */
export const toDecide = ({decisions}: Observation): readonly SeenDecision[] =>
  decisions.filter(({committed, isYours}) => committed === null && isYours).toSorted((a, b) => a.openedAtMs - b.openedAtMs);

export const titleOfSeat = ({seats}: Observation, id: string): string => seats.find(seat => seat.id === id)?.title ?? id;

/** Who this is and who commands, in words; alone there is nobody to command. */
export function whoWords(observation: Observation): string {
  const {title, seats, phase} = observation;
  if (seats.length < 2) return 'alone';
  return phase !== 'play' ? title : `${title}, ${commandWords(observation)}`;
}

function commandWords(observation: Observation): string {
  const {commander, seat} = observation;
  if (commander === null) return 'nobody commands yet';
  return commander === seat ? 'you command' : `${titleOfSeat(observation, commander)} commands`;
}

/** The newest probability that this seat has given each hypothesis it holds one for, newest first. */
export function beliefsNow({beliefs}: Observation): Observation['beliefs'] {
  const newest = new Map<string, Observation['beliefs'][number]>();
  for (const belief of beliefs) newest.set(belief.hypothesis, belief);
  return [...newest.values()].toSorted((a, b) => b.atMs - a.atMs || b.probability - a.probability);
}
