import type {Rules} from './enactor.js';
import type {Action} from './model.js';
import type {State} from './state.js';
import {type Deed, deedOf, type Writing} from './step-effect.js';

/** `E1`: enactors are counted from 1. */
export const enactorName = (index: number): string => `E${index + 1}`;

/** `2`, `1 and 2`, `1, 2 and 3`. */
export function numbers(list: readonly number[]): string {
  return list.length < 2 ? list.join('') : `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`;
}

/** `plan 2`, `plans 1 and 2`, `nothing`. */
export function plansNamed(list: readonly number[]): string {
  if (list.length === 0) return 'nothing';
  return list.length === 1 ? `plan ${list[0]}` : `plans ${numbers(list)}`;
}

/** A step in a few words: `Plan 4`, `E1 Check: 2 is newer than 1`, `E2 Apply: 1 -> 4`. */
export function labelOf(rules: Rules, before: State, action: Action): string {
  const words = labelWords(deedOf(rules, before, action), rules.size.endpoints);
  return action.enactor === null ? words : `${enactorName(action.enactor)} ${words}`;
}

function labelWords(deed: Deed, endpoints: number): string {
  switch (deed.kind) {
    case 'pick':
      return `Pick ${deed.plan}`;
    case 'check':
      return `Check: ${deed.plan} is ${deed.yes ? '' : 'not '}newer than ${deed.against}`;
    case 'recheck':
      return `Recheck${record(' of', deed.endpoint, endpoints)}: ${deed.plan} is ${deed.yes ? 'not ' : ''}older than ${deed.against}`;
    case 'apply':
      return `Apply${record(' to', deed.endpoint, endpoints)}: ${writeLabel(deed)}`;
    case 'clean':
      return `Clean: deletes ${numbers(deed.victims) || 'nothing'}`;
    case 'list':
    case 'delete':
      return `${deed.kind === 'list' ? 'List' : 'Delete'}: ${numbers(deed.victims) || 'nothing'}`;
    case 'crash':
      return 'Crash';
    case 'plan':
      return `Plan ${deed.plan}`;
    case 'expire':
      return `Expire: the lease of ${enactorName(deed.holder)}`;
    case 'repair':
      return `Repair: ${deed.plan}`;
    case 'off':
      return 'Off';
    case 'on':
      return 'On';
    default:
      return deed satisfies never;
  }
}

const record = (word: string, endpoint: number, endpoints: number): string => (endpoints === 1 ? '' : `${word} record ${endpoint + 1}`);

function writeLabel({result, plan, over}: Writing): string {
  switch (result) {
    case 'plan is gone':
      return `plan ${plan} is gone`;
    case 'refused':
      return `refused, ${over} is newer than ${plan}`;
    case 'blocked':
      return 'blocked';
    default:
      return `${over} -> ${plan}`;
  }
}
