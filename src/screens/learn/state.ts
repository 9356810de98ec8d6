import {unreachable} from '../../errors.js';
import {printable} from '../../format/text.js';
import {lessons} from '../../learn/index.js';
import type {Answers, Exercise, Field, Step} from '../../learn/lesson.js';
import {type Input, missing, type Walk, walked} from '../../learn/walk.js';
import type {CommonMessage} from '../../screen/program.js';
import {nextTheme, type ThemeName} from '../../screen/theme.js';

/** The page that a learner has before him. */
export type Page = {readonly exercise: Exercise; readonly step: Step | null};

/** What lies over the lesson: nothing, or the list of lessons with a cursor. `isStart`: the list is how it begins. */
export type Overlay = {readonly type: 'none'} | {readonly type: 'list'; readonly at: number; readonly isStart: boolean};

/** Everything on the screen of `learn`: the way so far, and what is half filled in. */
export type LearnState = {
  readonly walk: Walk;
  readonly draft: Answers;
  /** The field that has the keys. */
  readonly at: number;
  readonly overlay: Overlay;
  readonly theme: ThemeName;
  /** One line for the person, until the next key. */
  readonly notice: string;
};

export type Action =
  /** Enter: the next field, the answer, or on. */
  | {readonly type: 'go'}
  | {readonly type: 'type'; readonly text: string}
  | {readonly type: 'erase'; readonly isAll: boolean}
  /** A dial or a choice, one further. */
  | {readonly type: 'turn'; readonly by: number}
  /** The field before or after; in a list the row. */
  | {readonly type: 'move'; readonly by: number}
  /** The row of a list, at once. */
  | {readonly type: 'pick'; readonly index: number}
  | {readonly type: 'open'; readonly overlay: Overlay}
  | {readonly type: 'close'}
  /** A click on a row or a field: it gets the keys; on a row that has them it is taken. */
  | {readonly type: 'point'; readonly index: number}
  | CommonMessage;

export const closed: Overlay = {type: 'none'};
export const listAt = (lesson: number, isStart = false): Overlay => ({type: 'list', at: lesson, isStart});

type PageOf = (walk: Walk) => Page;

export const initialState = (
  walk: Walk,
  pageOf: PageOf,
  theme: ThemeName = 'dark',
  overlay: Overlay = listAt(walk.lesson, true),
): LearnState => ({
  ...{walk, overlay, theme, at: 0, notice: ''},
  draft: draftOf(pageOf(walk).step),
});

/** What stands in the fields of a page before anybody has typed. */
export function draftOf(step: Step | null): Answers {
  const fields = step?.fields ?? [];
  return Object.fromEntries(fields.map(field => [field.id, startOf(field, fields.length)]));
}

function startOf(field: Field, fields: number): string {
  if (field.kind === 'dial') return String(field.start);
  if (field.kind === 'text') return field.start;
  // A list has its cursor on the first row; among other fields, nothing is chosen yet.
  return field.kind === 'choice' && fields === 1 ? (field.options[0]?.id ?? '') : '';
}

/** The field that has the keys; undefined: the page has none, or something else is shown. */
export function fieldAt({walk, overlay, at}: LearnState, {step}: Page): Field | undefined {
  return overlay.type === 'none' && walk.stage.type === 'page' ? step?.fields[at] : undefined;
}

/** A page with one choice is a list to pick from. */
export const isList = ({step}: Page): boolean => step?.fields.length === 1 && step.fields[0]?.kind === 'choice';

/** The next state. Pure; what changes nothing gives the same object back. */
export function reduce(pageOf: PageOf, before: LearnState, action: Action): LearnState {
  const state = before.notice === '' ? before : {...before, notice: ''};
  const page = pageOf(state.walk);
  switch (action.type) {
    case 'go':
      return gone(pageOf, state, page);
    case 'type':
    case 'erase':
    case 'turn':
      return filled(state, page, action);
    case 'move':
      return moved(state, page, action.by);
    case 'pick':
      return picked(pageOf, state, page, action.index);
    case 'open':
      return {...state, overlay: action.overlay};
    case 'close':
      return state.overlay.type === 'none' ? state : {...state, overlay: closed};
    case 'point':
      return pointedAt(pageOf, state, page, action.index);
    case 'say':
      return state.notice === action.notice ? state : {...state, notice: action.notice};
    case 'next-theme':
      return {...state, theme: nextTheme(state.theme), notice: `Theme: ${nextTheme(state.theme)}.`};
    default:
      return unreachable(action);
  }
}

function gone(pageOf: PageOf, state: LearnState, page: Page): LearnState {
  const {overlay, walk} = state;
  if (overlay.type === 'list') {
    const opened = {...state, overlay: closed};
    // Where one is already: on from there.
    return overlay.at === walk.lesson && walk.stage.type !== 'done'
      ? opened
      : through(pageOf, opened, page, {type: 'open', lesson: overlay.at});
  }
  if (walk.stage.type === 'done') return {...state, overlay: listAt(0)};
  if (walk.stage.type !== 'page') return through(pageOf, state, page, {type: 'on'});
  const fields = page.step?.fields ?? [];
  if (state.at < fields.length - 1) return {...state, at: state.at + 1};
  return submitted(pageOf, state, page, state.draft);
}

function submitted(pageOf: PageOf, state: LearnState, page: Page, answers: Answers): LearnState {
  const notice = missing(page.step, answers);
  if (notice === null) return through(pageOf, {...state, draft: answers}, page, {type: 'answer', answers});
  const at = page.step?.fields.findIndex(({label}) => notice.includes(label)) ?? 0;
  return {...state, draft: answers, notice, at: Math.max(0, at)};
}

/** One step on the way. What was typed stays for a second try at the same page. */
function through(pageOf: PageOf, state: LearnState, page: Page, input: Input): LearnState {
  const walk = walked(state.walk, page.exercise, input);
  if (walk === state.walk) return state;
  const next = pageOf(walk);
  const isSamePage = next.step === page.step;
  return {...state, walk, at: 0, draft: isSamePage ? state.draft : draftOf(next.step)};
}

const longestText = 200;
const wanted = {number: /[\d.,]/, clock: /[\d:]/, text: /./su} as const;

function filled(state: LearnState, page: Page, action: Extract<Action, {type: 'type' | 'erase' | 'turn'}>): LearnState {
  const field = fieldAt(state, page);
  if (field === undefined) return state;
  const value = state.draft[field.id] ?? '';
  const set = (text: string): LearnState => ({...state, draft: {...state.draft, [field.id]: text}});
  if (action.type === 'turn') {
    if (field.kind === 'dial') return set(String(Math.max(0, Math.min(field.texts.length - 1, Number(value) + action.by))));
    if (field.kind !== 'choice') return state;
    const count = field.options.length;
    const from = field.options.findIndex(({id}) => id === value);
    return set(field.options[from < 0 ? (action.by > 0 ? 0 : count - 1) : (from + action.by + count) % count]?.id ?? '');
  }
  if (field.kind === 'dial' || field.kind === 'choice') return state;
  if (action.type === 'erase') return set(action.isAll ? '' : [...value].slice(0, -1).join(''));
  const text = [...printable(action.text)].filter(character => wanted[field.kind].test(character)).join('');
  return text === '' ? state : set([...value, ...text].slice(0, field.kind === 'text' ? longestText : 5).join(''));
}

function moved(state: LearnState, page: Page, by: number): LearnState {
  const {overlay} = state;
  if (overlay.type === 'list') return {...state, overlay: {...overlay, at: Math.max(0, Math.min(lessons.length - 1, overlay.at + by))}};
  const field = fieldAt(state, page);
  if (field === undefined) return state;
  if (field.kind === 'choice' && isList(page)) {
    const at = field.options.findIndex(({id}) => id === state.draft[field.id]) + by;
    return {...state, draft: {[field.id]: field.options[Math.max(0, Math.min(field.options.length - 1, at))]?.id ?? ''}};
  }
  const count = page.step?.fields.length ?? 1;
  return {...state, at: Math.max(0, Math.min(count - 1, state.at + by))};
}

function picked(pageOf: PageOf, state: LearnState, page: Page, index: number): LearnState {
  if (state.overlay.type === 'list') {
    return index < lessons.length ? gone(pageOf, {...state, overlay: {...state.overlay, at: index}}, page) : state;
  }
  const field = fieldAt(state, page);
  const option = field?.kind === 'choice' ? field.options[index] : undefined;
  return field === undefined || option === undefined ? state : submitted(pageOf, state, page, {[field.id]: option.id});
}

/** A row of a list is chosen, and taken where it was chosen already; a field gets the keys. */
function pointedAt(pageOf: PageOf, state: LearnState, page: Page, index: number): LearnState {
  const {overlay} = state;
  if (overlay.type === 'list') {
    return overlay.at === index ? gone(pageOf, state, page) : {...state, overlay: {...overlay, at: index}};
  }
  const field = fieldAt(state, page);
  if (field === undefined || !isList(page)) return field === undefined || state.at === index ? state : {...state, at: index};
  const option = field.kind === 'choice' ? field.options[index] : undefined;
  if (option === undefined) return state;
  return state.draft[field.id] === option.id ? picked(pageOf, state, page, index) : {...state, draft: {[field.id]: option.id}};
}
