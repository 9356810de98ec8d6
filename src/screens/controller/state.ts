import type {ControllerRow, ControllerView} from '../../drill/play/controller-view.js';
import type {ControllerPort, Invite} from '../../drill/play/port.js';
import {unreachable} from '../../errors.js';
import type {CommonMessage} from '../../screen/program.js';
import {nextTheme, type ThemeName} from '../../screen/theme.js';
import type {Ms} from '../../timeline/types.js';

/** What the drill is now, as its port says. Private: it holds the whole book. */
export type Known = {
  readonly book: ControllerView;
  /** What to tell those who want to join. */
  readonly invite: Invite | null;
  /** Words while the host cannot be reached. */
  readonly lost: string | null;
};

export const knownBy = (port: ControllerPort): Known => ({
  book: port.view(),
  invite: port.invite?.() ?? null,
  lost: port.lost?.() ?? null,
});

/** Everything that a frame of the controller's console is made of. */
export type ControllerState = Known & {
  /** The row that the cursor is on; empty: the first one. */
  readonly row: string;
  /** Lines above the top of what is read on in. */
  readonly scroll: number;
  readonly theme: ThemeName;
  /** One line for the person, until the next key. */
  readonly notice: string;
};

export type Message =
  /** The drill has changed. */
  | {readonly type: 'news'; readonly known: Known}
  | {readonly type: 'select'; readonly row: string}
  | {readonly type: 'scroll'; readonly to: number}
  | CommonMessage;

export const initialState = (known: Known, theme: ThemeName): ControllerState => ({...known, row: '', scroll: 0, theme, notice: ''});

/** The next state. Pure; news leave what was said to the person. */
export function reduce(before: ControllerState, message: Message): ControllerState {
  if (message.type === 'news') return {...before, ...message.known};
  const state = before.notice === '' ? before : {...before, notice: ''};
  switch (message.type) {
    case 'select':
      return state.row === message.row ? state : {...state, row: message.row};
    case 'scroll':
      return state.scroll === message.to ? state : {...state, scroll: message.to};
    case 'say':
      return state.notice === message.notice ? state : {...state, notice: message.notice};
    case 'next-theme':
      return {...state, theme: nextTheme(state.theme), notice: `Theme: ${nextTheme(state.theme)}.`};
    default:
      return unreachable(message);
  }
}

/** Whether play is over. */
export const isAfter = ({book: {observation}}: Pick<ControllerState, 'book'>): boolean =>
  observation.phase !== 'brief' && observation.phase !== 'play';

const isAhead = ({status}: ControllerRow): boolean => status !== 'delivered' && status !== 'skipped';

/** Rows to come: those whose moment has begun first, then by when they fell in history. */
export const comingRows = ({rows}: ControllerView): readonly ControllerRow[] =>
  rows
    .filter(row => isAhead(row) && row.kind === 'contextual')
    .toSorted((a, b) => Number(b.sinceMs !== null) - Number(a.sinceMs !== null) || a.historyMs - b.historyMs);

/** The contingencies, given when play needs them. */
export const cupboard = ({rows}: ControllerView): readonly ControllerRow[] =>
  rows.filter(row => isAhead(row) && row.kind === 'contingency');

/** What was given and what good responders typically do then, the newest first. */
export const givenRows = ({rows}: ControllerView): readonly ControllerRow[] =>
  rows.filter(({deliveredAtMs}) => deliveredAtMs !== null).toSorted((a, b) => (b.deliveredAtMs ?? 0) - (a.deliveredAtMs ?? 0));

/** Every row that a cursor can stand on. */
export const selectable = (book: ControllerView): readonly ControllerRow[] => [...comingRows(book), ...cupboard(book)];

export const selectedRow = ({book, row}: ControllerState): ControllerRow | undefined =>
  selectable(book).find(({id}) => id === row) ?? selectable(book)[0];

/** Minutes since every seat was last heard of: a belief, an order, a word, a note. */
export function silentMinutes({
  observation,
}: ControllerView): readonly {readonly id: string; readonly title: string; readonly minutes: number | null}[] {
  const {beliefs, orders, posts, notes, nowMs} = observation;
  const heard: readonly {readonly seat: string; readonly atMs: Ms}[] = [...beliefs, ...orders, ...posts, ...notes];
  return observation.seats.map(({id, title}) => {
    const last = Math.max(...heard.filter(({seat}) => seat === id).map(({atMs}) => atMs));
    return {id, title, minutes: Number.isFinite(last) ? Math.floor((nowMs - last) / 60_000) : null};
  });
}
