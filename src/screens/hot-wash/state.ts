import {datePattern} from '../../drill/play/control.js';
import {type HotWash, improvementAsks, type Question} from '../../drill/play/hot-wash.js';
import type {ControlInput} from '../../drill/play/input.js';
import {type RevealStep, revealSteps} from '../../drill/scenario/state.js';
import {unreachable} from '../../errors.js';
import type {CommonMessage} from '../../screen/program.js';
import {nextTheme, type ThemeName} from '../../screen/theme.js';

/** A page after EndEx. They follow each other in this order: own story, questions, the lock, the reveal, improvements. */
export type Page =
  | {readonly type: 'story'; readonly scene: number}
  | {readonly type: 'question'; readonly index: number}
  | {readonly type: 'lock'}
  | {readonly type: 'reveal'; readonly step: RevealStep}
  | {readonly type: 'improve'}
  | {readonly type: 'done'};

/** Nothing of history is told before the person's own story is written and locked. */
export const pagesOf = ({scenes, questions}: Pick<HotWash, 'scenes' | 'questions'>): readonly Page[] => [
  ...scenes.map((_, scene): Page => ({type: 'story', scene})),
  ...questions.map((_, index): Page => ({type: 'question', index})),
  {type: 'lock'},
  ...revealSteps.map((step): Page => ({type: 'reveal', step})),
  {type: 'improve'},
  {type: 'done'},
];

const improvementFields = Object.entries(improvementAsks).map(([label, asks], index) => ({
  label,
  asks: index === 0 ? `${asks}; leave all empty and enter goes on` : asks,
}));

/** What has happened in the drill, where the person is in the hot wash, and what is half typed. */
export type HotWashState = {
  readonly after: HotWash;
  readonly page: number;
  readonly values: readonly string[];
  /** The field that is being typed. */
  readonly at: number;
  readonly scroll: number;
  readonly theme: ThemeName;
  /** One line for the person, until the next key. */
  readonly notice: string;
};

export type Message =
  /** Another page; `after`: what the drill is after an input of this one. */
  | {readonly type: 'page'; readonly to: number; readonly after?: HotWash}
  | {readonly type: 'type'; readonly text: string}
  | {readonly type: 'erase'; readonly isAll: boolean}
  | {readonly type: 'field'; readonly at: number; readonly notice?: string}
  | {readonly type: 'scroll'; readonly to: number}
  | CommonMessage;

export const pageOf = ({after, page}: HotWashState): Page => pagesOf(after)[page] ?? {type: 'done'};

export const initialState = (after: HotWash, theme: ThemeName): HotWashState => onPage(0, after, {theme, notice: ''});

function onPage(page: number, after: HotWash, {theme, notice}: Pick<HotWashState, 'theme' | 'notice'>): HotWashState {
  const pages = pagesOf(after);
  const to = Math.max(0, Math.min(pages.length - 1, page));
  return {after, page: to, values: valuesOf(pages[to], after), at: 0, scroll: 0, theme, notice};
}

/** What the fields of a page hold when it opens. */
function valuesOf(page: Page | undefined, after: HotWash): readonly string[] {
  if (page?.type === 'story') return [after.scenes[page.scene]?.story ?? ''];
  if (page?.type === 'question') return [after.questions[page.index]?.answer ?? ''];
  return page?.type === 'improve' ? improvementFields.map(() => '') : [];
}

const longestText = 1000;

/** The next state. Pure; what changes nothing gives the same object back. */
export function reduce(before: HotWashState, message: Message): HotWashState {
  const state = before.notice === '' ? before : {...before, notice: ''};
  const typed = (change: (text: string) => string): HotWashState =>
    state.values.length === 0 ? state : {...state, values: state.values.map((text, index) => (index === state.at ? change(text) : text))};
  switch (message.type) {
    case 'page':
      return onPage(message.to, message.after ?? state.after, state);
    case 'type':
      return typed(text => (text + message.text).slice(0, longestText));
    case 'erase':
      return typed(text => (message.isAll ? '' : [...text].slice(0, -1).join('')));
    case 'field':
      return {...state, at: Math.max(0, Math.min(state.values.length - 1, message.at)), notice: message.notice ?? ''};
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

/** What is typed on a page; empty: nothing is. */
export function fieldsOf({type}: Page): readonly {readonly label: string; readonly asks: string}[] {
  if (type === 'improve') return improvementFields;
  return type === 'story' || type === 'question' ? [{label: 'you', asks: 'in your own words; enter goes on'}] : [];
}

/** What the drill must take before the next page may open; null: it may. */
export function inputOf(state: HotWashState): ControlInput | null {
  const {after, values} = state;
  const [text = ''] = values.map(value => value.trim());
  const page = pageOf(state);
  const next = pagesOf(after)[state.page + 1];
  if (page.type === 'story') {
    const scene = after.scenes[page.scene];
    return scene === undefined || after.isLocked || text === scene.story ? null : {type: 'tell', scene: scene.id, text};
  }
  if (page.type === 'question') return answerOf(after.questions[page.index], text, after);
  if (page.type === 'improve') {
    const [area = '', action = '', owner = '', due = '', check = ''] = values.map(value => value.trim());
    return isEmpty(values) ? null : {type: 'improve', area, action, owner, due, check};
  }
  if (page.type === 'lock') return after.isLocked ? null : {type: 'lock-story'};
  return next?.type === 'reveal' && !after.open.includes(next.step) ? {type: 'reveal'} : null;
}

/** An answer that the story keeps can be written again until it is locked; others are notes. */
function answerOf(asked: Question | undefined, answer: string, {isLocked}: HotWash): ControlInput | null {
  if (asked === undefined || answer === asked.answer) return null;
  if (asked.key !== null) return isLocked ? null : {type: 'tell', scene: asked.key, text: answer};
  return answer === '' ? null : {type: 'observe', text: `${asked.question} – ${answer}`, objective: null};
}

export const isEmpty = (values: readonly string[]): boolean => values.every(value => value.trim() === '');

/** The field of a change that is still missing or cannot be read, with what to say of it; null: it is whole. */
export function missingOf(values: readonly string[]): {readonly at: number; readonly notice: string} | null {
  const [, action = '', owner = '', due = ''] = values.map(value => value.trim());
  if (action === '') return {at: 1, notice: 'Say what is to be changed.'};
  if (owner === '') return {at: 2, notice: 'Somebody must own it: a role is enough.'};
  return datePattern.test(due) ? null : {at: 3, notice: 'Until when? A date, as 2026-12-01.'};
}
