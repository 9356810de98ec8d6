import type {Observation, SeenDecision} from '../../drill/play/observe.js';
import {onClock} from '../../format/clock.js';
import type {Ms} from '../../timeline/types.js';

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
