import type {Finding} from '../../drill/play/words.js';
import {unreachable} from '../../errors.js';
import {type ThemeName, themeNames} from '../../screen/theme.js';

/** The parts of a participant's screen, in the order of the tab key. */
export const places = ['messages', 'looks', 'decisions', 'orders', 'beliefs', 'words', 'notes'] as const;
export type Place = (typeof places)[number];

/** Lists from which one thing is picked. */
export const pickKinds = ['look', 'order', 'believe', 'decide', 'hint', 'call-off', 'take-task', 'finish-task'] as const;
export type PickKind = (typeof pickKinds)[number];

/** What is written into fields. `about`: the id of what it is about, where it is about something. */
export const formKinds = ['believe', 'order', 'decide', 'post', 'note', 'todo', 'can', 'task'] as const;
export type FormKind = (typeof formKinds)[number];
export type Form = {
  readonly type: 'form';
  readonly kind: FormKind;
  readonly about: string;
  /** What was typed, by field; empty: the field's own suggestion. */
  readonly values: readonly string[];
  /** The field that is being typed. */
  readonly at: number;
  readonly error: string;
  /** What is to be said about a word before it goes out. */
  readonly findings: readonly Finding[];
};

export const confirmKinds = ['end', 'quit', 'command', 'resume'] as const;
export type ConfirmKind = (typeof confirmKinds)[number];

/** What is open over the screen; never more than one. */
export type Overlay =
  | {readonly type: 'none'}
  | {readonly type: 'help' | 'brief'; readonly scroll: number}
  | {readonly type: 'pick'; readonly what: PickKind; readonly index: number}
  | {readonly type: 'confirm'; readonly what: ConfirmKind}
  | Form;

/** Everything on a participant's screen that is not the drill: where the person is, and what is half typed. */
export type Ui = {
  readonly focus: Place;
  /** Lines of the focused place above its top. */
  readonly scroll: number;
  readonly overlay: Overlay;
  readonly theme: ThemeName;
  /** One line for the person, until the next key. */
  readonly notice: string;
};

export type Action =
  | {readonly type: 'focus'; readonly by: 1 | -1}
  | {readonly type: 'show'; readonly place: Place}
  | {readonly type: 'scroll'; readonly to: number}
  | {readonly type: 'open'; readonly overlay: Overlay}
  | {readonly type: 'close'}
  | {readonly type: 'choose'; readonly index: number}
  | {readonly type: 'type'; readonly value: string}
  | {readonly type: 'field'; readonly at: number}
  | {readonly type: 'refused'; readonly reason: string}
  | {readonly type: 'found'; readonly findings: readonly Finding[]}
  | {readonly type: 'next-theme'}
  | {readonly type: 'say'; readonly notice: string};

export const closed: Overlay = {type: 'none'};

export const initialUi = (theme: ThemeName = 'dark'): Ui => ({focus: 'messages', scroll: 0, overlay: closed, theme, notice: ''});

/** An empty form, its first field waiting. */
export const form = (kind: FormKind, about: string, fields: number): Form => ({
  type: 'form',
  kind,
  about,
  values: Array.from({length: fields}, () => ''),
  at: 0,
  error: '',
  findings: [],
});

/** The next state. Pure; a notice stays until the next key. */
export function reduce(before: Ui, action: Action): Ui {
  const ui = before.notice === '' ? before : {...before, notice: ''};
  const {overlay} = ui;
  switch (action.type) {
    case 'focus':
      return {...ui, focus: places[(places.indexOf(ui.focus) + action.by + places.length) % places.length] ?? 'messages', scroll: 0};
    case 'show':
      return {...ui, focus: action.place, scroll: 0, overlay: closed};
    case 'scroll':
      return 'scroll' in overlay ? {...ui, overlay: {...overlay, scroll: action.to}} : {...ui, scroll: action.to};
    case 'open':
      return {...ui, overlay: action.overlay};
    case 'close':
      return overlay.type === 'none' ? ui : {...ui, overlay: closed};
    case 'choose':
      return overlay.type === 'pick' ? {...ui, overlay: {...overlay, index: action.index}} : ui;
    case 'type':
      return overlay.type === 'form' ? {...ui, overlay: typedInto(overlay, action.value)} : ui;
    case 'field':
      return overlay.type === 'form' ? {...ui, overlay: {...overlay, at: action.at, error: ''}} : ui;
    case 'refused':
      // What was typed is kept: the reason stands beside it.
      return overlay.type === 'form' ? {...ui, overlay: {...overlay, error: action.reason}} : {...ui, notice: action.reason};
    case 'found':
      return overlay.type === 'form' ? {...ui, overlay: {...overlay, findings: action.findings}} : ui;
    case 'next-theme':
      return {...ui, theme: nextTheme(ui.theme), notice: `Theme: ${nextTheme(ui.theme)}.`};
    case 'say':
      return {...ui, notice: action.notice};
    default:
      return unreachable(action);
  }
}

const typedInto = (open: Form, value: string): Form => ({
  ...open,
  values: open.values.map((old, index) => (index === open.at ? value : old)),
  error: '',
});

export const nextTheme = (theme: ThemeName): ThemeName => themeNames[(themeNames.indexOf(theme) + 1) % themeNames.length] ?? 'dark';
