import type {Observation} from '../../drill/play/observe.js';
import type {DrillPort} from '../../drill/play/port.js';
import type {Finding} from '../../drill/play/words.js';
import {unreachable} from '../../errors.js';
import type {CommonMessage} from '../../screen/program.js';
import {nextTheme, type ThemeName} from '../../screen/theme.js';

/** The parts of a participant's screen, in the order of the tab key. */
export const places = ['messages', 'looks', 'decisions', 'orders', 'beliefs', 'words', 'notes'] as const;
export type Place = (typeof places)[number];

/** A participant's screen: what may be known, and where the person is. Everything is drawn and said from this alone. */
export type SeatState = {
  readonly observation: Observation;
  /** Words while the host of the drill cannot be reached. */
  readonly lost: string | null;
  /** `own`: who drills alone lets time go on and ends the drill; `led`: somebody else does; `watched`: so, and this one only looks on. */
  readonly pace: 'own' | 'led' | 'watched';
  readonly focus: Place;
  /** Lines of the focused part above its top. */
  readonly scroll: number;
  /** What is to be said about the word that is being written. */
  readonly findings: readonly Finding[];
  readonly theme: ThemeName;
  /** One line for the person, until the next key. */
  readonly notice: string;
};

export type Message =
  | CommonMessage
  | {readonly type: 'news'; readonly observation: Observation; readonly lost: string | null}
  | {readonly type: 'focus'; readonly by: 1 | -1}
  | {readonly type: 'show'; readonly place: Place}
  | {readonly type: 'scroll'; readonly to: number}
  | {readonly type: 'found'; readonly findings: readonly Finding[]};

/** What has come from the drill. */
export const newsFrom = (port: DrillPort): Extract<Message, {type: 'news'}> => ({
  type: 'news',
  observation: port.observation(),
  lost: port.lost?.() ?? null,
});

export function initialState(port: DrillPort, isOwnPace: boolean, theme: ThemeName): SeatState {
  const {observation, lost} = newsFrom(port);
  const pace = isOwnPace ? 'own' : observation.role === null ? 'watched' : 'led';
  return {observation, lost, pace, focus: 'messages', scroll: 0, findings: [], theme, notice: ''};
}

/** The next state. Pure; a notice stays until the next key, whatever comes from the drill. */
export function reduce(before: SeatState, message: Message): SeatState {
  const state = before.notice === '' ? before : {...before, notice: ''};
  switch (message.type) {
    case 'news':
      return {...before, observation: message.observation, lost: message.lost};
    case 'found':
      return {...before, findings: message.findings};
    case 'focus':
      return {...state, focus: places[(places.indexOf(state.focus) + message.by + places.length) % places.length] ?? 'messages', scroll: 0};
    case 'show':
      return {...state, focus: message.place, scroll: 0};
    case 'scroll':
      return {...state, scroll: message.to};
    case 'say':
      return {...state, notice: message.notice};
    case 'next-theme':
      return {...state, theme: nextTheme(state.theme), notice: `Theme: ${nextTheme(state.theme)}.`};
    default:
      return unreachable(message);
  }
}
