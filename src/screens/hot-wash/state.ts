import {datePattern} from '../../drill/play/control.js';
import type {HotWash, Question} from '../../drill/play/hot-wash.js';
import type {ControlInput} from '../../drill/play/input.js';
import {type RevealStep, revealSteps} from '../../drill/scenario/state.js';
import {unreachable} from '../../errors.js';
import type {ThemeName} from '../../screen/theme.js';
import {nextTheme} from '../seat/state.js';

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

export const improvementFields = [
  {label: 'area', asks: 'plan, tools, people, training; leave all empty and enter goes on'},
  {label: 'change', asks: 'one thing to do'},
  {label: 'owner', asks: 'a role'},
  {label: 'due', asks: 'a date: 2026-12-01'},
  {label: 'check', asks: 'what will show that it helped'},
] as const;

/** Where the person is after EndEx, and what is half typed. */
export type AfterUi = {
  readonly page: number;
  readonly values: readonly string[];
  /** The field that is being typed. */
  readonly at: number;
  readonly scroll: number;
  readonly theme: ThemeName;
  readonly notice: string;
};

export type AfterAction =
  | {readonly type: 'page'; readonly to: number; readonly values: readonly string[]}
  | {readonly type: 'type'; readonly value: string}
  | {readonly type: 'field'; readonly at: number; readonly notice?: string}
  | {readonly type: 'scroll'; readonly to: number}
  | {readonly type: 'next-theme'}
  | {readonly type: 'say'; readonly notice: string};

export const initialAfter = (theme: ThemeName): AfterUi => ({page: 0, values: [''], at: 0, scroll: 0, theme, notice: ''});

export function reduceAfter(before: AfterUi, action: AfterAction): AfterUi {
  const ui = before.notice === '' ? before : {...before, notice: ''};
  switch (action.type) {
    case 'page':
      return {...ui, page: action.to, values: action.values, at: 0, scroll: 0};
    case 'type':
      return {...ui, values: ui.values.map((old, index) => (index === ui.at ? action.value : old))};
    case 'field':
      return {...ui, at: Math.max(0, Math.min(ui.values.length - 1, action.at)), notice: action.notice ?? ''};
    case 'scroll':
      return {...ui, scroll: action.to};
    case 'next-theme':
      return {...ui, theme: nextTheme(ui.theme)};
    case 'say':
      return {...ui, notice: action.notice};
    default:
      return unreachable(action);
  }
}

/** What the fields of a page hold when it opens. */
export function valuesOf(page: Page | undefined, after: HotWash): readonly string[] {
  if (page?.type === 'story') return [after.scenes[page.scene]?.story ?? ''];
  if (page?.type === 'question') return [after.questions[page.index]?.answer ?? ''];
  return page?.type === 'improve' ? improvementFields.map(() => '') : [];
}

export const isTyping = (page: Page | undefined): boolean =>
  page?.type === 'story' || page?.type === 'question' || page?.type === 'improve';

/** What the drill must take before the next page may open; nothing: it may. */
export function inputsOf(page: Page, next: Page | undefined, ui: AfterUi, after: HotWash): readonly ControlInput[] {
  const [text = ''] = ui.values;
  if (page.type === 'story') {
    const scene = after.scenes[page.scene];
    return scene === undefined || after.isLocked || text.trim() === scene.story ? [] : [{type: 'tell', scene: scene.id, text: text.trim()}];
  }
  if (page.type === 'question') return answersOf(after.questions[page.index], text.trim(), after);
  if (page.type === 'improve') {
    const [area = '', action = '', owner = '', due = '', check = ''] = ui.values.map(value => value.trim());
    return `${area}${action}${owner}${due}${check}` === '' ? [] : [{type: 'improve', area, action, owner, due, check}];
  }
  if (page.type === 'lock') return after.isLocked ? [] : [{type: 'lock-story'}];
  return next?.type === 'reveal' && !after.open.includes(next.step) ? [{type: 'reveal'}] : [];
}

/** An answer that the story keeps can be written again until it is locked; others are notes. */
function answersOf(asked: Question | undefined, answer: string, {isLocked}: HotWash): readonly ControlInput[] {
  if (asked === undefined || answer === asked.answer) return [];
  if (asked.key !== null) return isLocked ? [] : [{type: 'tell', scene: asked.key, text: answer}];
  return answer === '' ? [] : [{type: 'observe', text: `${asked.question} – ${answer}`, objective: null}];
}

/** The field of a change that is still missing or cannot be read, with what to say of it; null: it is whole. */
export function missingOf(values: readonly string[]): {readonly at: number; readonly notice: string} | null {
  const [, action = '', owner = '', due = ''] = values.map(value => value.trim());
  if (action === '') return {at: 1, notice: 'Say what is to be changed.'};
  if (owner === '') return {at: 2, notice: 'Somebody must own it: a role is enough.'};
  return datePattern.test(due) ? null : {at: 3, notice: 'Until when? A date, as 2026-12-01.'};
}
