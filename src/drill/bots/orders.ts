import type {SeatInput} from '../play/input.js';
import type {Observation, SeenAction, SeenDecision} from '../play/observe.js';

type Card = Extract<SeatInput, {type: 'order'}>['card'];

/** An order that says as little as it may. */
export const orderOf = ({seat}: Observation, action: string, card: Partial<Card> = {}): SeatInput => ({
  type: 'order',
  seat,
  action,
  card: {effect: 'it gets better', check: 'the panels', risk: '', wayBack: '', ...card},
});

/** What can be ordered now: not ordered yet, and its hands are free. */
export const possible = ({palette}: Observation): readonly SeenAction[] =>
  palette.filter(({isOrdered, busyUntilMs}) => !isOrdered && busyUntilMs === null);

export const undecided = ({decisions}: Observation): readonly SeenDecision[] =>
  decisions.filter(({isYours, committed}) => isYours && committed === null);

export const decideOf = ({seat}: Observation, decision: string, option: string, reason: string): SeatInput => ({
  type: 'decide',
  seat,
  decision,
  option,
  ranking: [],
  reason,
});
