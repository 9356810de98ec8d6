import {unreachable} from '../../errors.js';
import type {ThemeName} from '../../screen/theme.js';
import {nextTheme} from '../seat/state.js';

export const consoleForms = ['edit', 'add', 'observe', 'rate', 'tell', 'improve'] as const;
export type ConsoleForm = (typeof consoleForms)[number];
export const consolePicks = ['hint', 'scene'] as const;
export type ConsolePick = (typeof consolePicks)[number];

export type ConsoleOverlay =
  | {readonly type: 'none'}
  | {readonly type: 'help' | 'book'; readonly scroll: number}
  | {readonly type: 'pick'; readonly what: ConsolePick; readonly index: number}
  | {readonly type: 'confirm'; readonly what: 'end' | 'quit' | 'resume'}
  | {
      readonly type: 'form';
      readonly kind: ConsoleForm;
      /** The row it is about. */
      readonly about: string;
      readonly values: readonly string[];
      readonly at: number;
      readonly error: string;
    };

/** Where the controller is, and what is half typed. */
export type ConsoleUi = {
  /** The row that the cursor is on; empty: the first one. */
  readonly row: string;
  /** Lines of the book beside the rows that are above its top. */
  readonly scroll: number;
  readonly overlay: ConsoleOverlay;
  readonly theme: ThemeName;
  readonly notice: string;
};

export type ConsoleAction =
  | {readonly type: 'select'; readonly row: string}
  | {readonly type: 'scroll'; readonly to: number}
  | {readonly type: 'open'; readonly overlay: ConsoleOverlay}
  | {readonly type: 'close'}
  | {readonly type: 'choose'; readonly index: number}
  | {readonly type: 'type'; readonly value: string}
  | {readonly type: 'field'; readonly at: number}
  | {readonly type: 'refused'; readonly reason: string}
  | {readonly type: 'next-theme'}
  | {readonly type: 'say'; readonly notice: string};

export const initialConsole = (theme: ThemeName = 'dark'): ConsoleUi => ({row: '', scroll: 0, overlay: {type: 'none'}, theme, notice: ''});

export function reduceConsole(before: ConsoleUi, action: ConsoleAction): ConsoleUi {
  const ui = before.notice === '' ? before : {...before, notice: ''};
  const {overlay} = ui;
  switch (action.type) {
    case 'select':
      return {...ui, row: action.row};
    case 'scroll':
      return 'scroll' in overlay ? {...ui, overlay: {...overlay, scroll: action.to}} : {...ui, scroll: action.to};
    case 'open':
      return {...ui, overlay: action.overlay};
    case 'close':
      return overlay.type === 'none' ? ui : {...ui, overlay: {type: 'none'}};
    case 'choose':
      return overlay.type === 'pick' ? {...ui, overlay: {...overlay, index: action.index}} : ui;
    case 'type':
      if (overlay.type !== 'form') return ui;
      return {
        ...ui,
        overlay: {...overlay, error: '', values: overlay.values.map((old, index) => (index === overlay.at ? action.value : old))},
      };
    case 'field':
      return overlay.type === 'form' ? {...ui, overlay: {...overlay, at: action.at, error: ''}} : ui;
    case 'refused':
      return overlay.type === 'form' ? {...ui, overlay: {...overlay, error: action.reason}} : {...ui, notice: action.reason};
    case 'next-theme':
      return {...ui, theme: nextTheme(ui.theme)};
    case 'say':
      return {...ui, notice: action.notice};
    default:
      return unreachable(action);
  }
}
