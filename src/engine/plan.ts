import {unreachable} from '../errors.js';
import type {Ms} from '../timeline/types.js';

/** One change to what happened: throw a mitigation, leave out a recorded action, or do it at another time. */
export type Edit =
  | {readonly op: 'add'; readonly mitigation: string; readonly atMs: Ms}
  | {readonly op: 'remove'; readonly action: string}
  | {readonly op: 'move'; readonly action: string; readonly atMs: Ms};

/** The recorded actions plus a person's edits, in the order they were made. The empty plan is history. */
export type Plan = readonly Edit[];

export const history: Plan = [];

/** The plan without an edit of this mitigation. */
export const takeBack = (plan: Plan, mitigation: string): Plan =>
  plan.some(edit => edit.op === 'add' && edit.mitigation === mitigation)
    ? plan.filter(edit => !(edit.op === 'add' && edit.mitigation === mitigation))
    : plan;

/** The plan with this mitigation thrown at `atMs`; an earlier throw of the same one is replaced. */
export const throwAt = (plan: Plan, mitigation: string, atMs: Ms): Plan => [...takeBack(plan, mitigation), {op: 'add', mitigation, atMs}];

/** An edit in words, the way the command line takes it (without the time). */
export function subjectOf(edit: Edit): string {
  switch (edit.op) {
    case 'add':
      return edit.mitigation;
    case 'remove':
    case 'move':
      return edit.action;
    default:
      return unreachable(edit);
  }
}
