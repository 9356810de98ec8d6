import type {ControllerRow, ControllerView} from '../../drill/play/controller-view.js';
import type {ControlInput} from '../../drill/play/input.js';
import type {Invite} from '../../drill/play/port.js';
import {channels} from '../../drill/scenario/schema.js';
import {ratings} from '../../drill/scenario/state.js';
import {unreachable} from '../../errors.js';
import type {Ms} from '../../timeline/types.js';
import {type Field, fieldValue} from '../seat/forms.js';
import type {ConsoleForm, ConsoleOverlay, ConsolePick, ConsoleUi} from './state.js';

/** Everything a frame of the controller's console is made of. Private: it holds the whole book. */
export type ConsoleView = {
  readonly book: ControllerView;
  readonly ui: ConsoleUi;
  /** What to tell those who want to join. */
  readonly invite?: Invite | null;
  /** Words while the host cannot be reached. */
  readonly lost?: string | null;
};

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

export const selectedRow = ({book, ui}: ConsoleView): ControllerRow | undefined =>
  selectable(book).find(({id}) => id === ui.row) ?? selectable(book)[0];

export const consolePicksOf = (what: ConsolePick, book: ControllerView): readonly {readonly id: string; readonly words: string}[] =>
  what === 'scene'
    ? book.scenes.filter(({isNow, isPast}) => !isNow && !isPast).map(({id, title}) => ({id, words: title}))
    : book.decisions
        .filter(({isOpen, committed, hintsLeft}) => isOpen && committed === null && hintsLeft > 0)
        .map(({id, title}) => ({id, words: title}));

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

const choice = (id: string): {readonly id: string; readonly title: string} => ({id, title: id});

/** The fields of the controller's forms. */
export function consoleFields(kind: ConsoleForm, about: string, book: ControllerView): readonly Field[] {
  switch (kind) {
    case 'edit':
      return [{label: 'words', asks: 'in your own', suggestion: book.rows.find(({id}) => id === about)?.text ?? ''}];
    case 'add':
      return [
        {label: 'channel', asks: '← → chooses', suggestion: '', choices: ['chat', ...channels.filter(name => name !== 'chat')].map(choice)},
        {label: 'to', asks: '', suggestion: '', choices: [{id: 'all', title: 'everybody'}, ...book.observation.seats]},
        {label: 'words', asks: 'what it says', suggestion: ''},
      ];
    case 'observe':
      return [{label: 'seen', asks: 'what was said or done; no adjective about a person', suggestion: ''}];
    case 'rate':
      return [
        {label: 'objective', asks: '← → chooses', suggestion: '', choices: book.objectives},
        {label: 'rating', asks: '', suggestion: '', choices: ratings.map(id => ({id, title: ratingWords[id]}))},
        {label: 'why', asks: 'what was seen', suggestion: ''},
      ];
    case 'tell':
      return [
        // The next scene that is not written yet stands first.
        {
          label: 'scene',
          asks: '← → chooses',
          suggestion: '',
          choices: book.scenes.toSorted((a, b) => Number(a.story !== '') - Number(b.story !== '')),
        },
        {label: 'words', asks: 'how it looked to the team then, in its own words', suggestion: ''},
      ];
    case 'improve':
      return improvementFields.map(({label, asks}) => ({label, asks, suggestion: ''}));
    default:
      return unreachable(kind);
  }
}

const improvementFields = [
  {label: 'area', asks: 'plan, tools, people, training …'},
  {label: 'change', asks: 'one thing to do'},
  {label: 'owner', asks: 'a role'},
  {label: 'due', asks: 'a date: 2026-12-01'},
  {label: 'check', asks: 'what will show that it helped'},
] as const;

export const ratingWords = {
  P: 'P performed without challenges',
  S: 'S with some challenges',
  M: 'M with major challenges',
  U: 'U unable to be performed',
} as const;

/** What a finished form asks for. */
export function consoleInput({kind, about, values}: Extract<ConsoleOverlay, {type: 'form'}>, book: ControllerView): ControlInput {
  const fields = consoleFields(kind, about, book);
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = fields.map((_, at) => fieldValue(fields, values, at));
  switch (kind) {
    case 'edit':
      return {type: 'edit', inject: about, text: first};
    case 'add':
      return {type: 'add', channel: channels.find(name => name === first) ?? 'chat', to: [second], text: third};
    case 'observe':
      return {type: 'observe', text: first, objective: null};
    case 'rate':
      return {type: 'rate', objective: first, rating: ratings.find(id => id === second) ?? 'P', note: third};
    case 'tell':
      return {type: 'tell', scene: first, text: second};
    case 'improve':
      return {type: 'improve', area: first, action: second, owner: third, due: fourth, check: fifth};
    default:
      return unreachable(kind);
  }
}
