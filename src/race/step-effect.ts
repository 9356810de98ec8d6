import {oldPlans, type Rules, victimsOf, type Write, writeOf} from './enactor.js';
import type {Action, ActionName} from './model.js';
import {type PlanSet, plansOf, without} from './plan-set.js';
import {type Enactor, enactorAt, isEmpty, livePlans, oldestRecord, planAt, type State} from './state.js';

/** An enactor compares its plan with the one in DNS. */
export type Look = {readonly plan: number; readonly against: number; readonly endpoint: number; readonly yes: boolean};

/** An enactor writes, or tries to. */
export type Writing = {
  readonly plan: number;
  readonly over: number;
  readonly endpoint: number;
  readonly result: Write;
  /** The record points at a plan that does not exist. */
  readonly overEmpty: boolean;
};

/** An enactor that has finished `plan` deletes older ones, or lists them. */
export type Deletion = {
  readonly plan: number;
  readonly victims: readonly number[];
  /** Old enough, but not among the victims. */
  readonly kept: readonly number[];
  /** Among the victims although a record points at them. */
  readonly live: readonly number[];
};

/** What an action comes to in a situation, with its numbers: all that is ever said of it is made from this. */
export type Deed =
  | {readonly kind: 'pick'; readonly plan: number}
  | ({readonly kind: 'check'} & Look)
  | ({readonly kind: 'recheck'} & Look)
  | ({readonly kind: 'apply'} & Writing)
  | ({readonly kind: 'clean'} & Deletion)
  | ({readonly kind: 'list'} & Deletion)
  | ({readonly kind: 'delete'} & Deletion)
  | {readonly kind: 'crash'; readonly plan: number; readonly hadLease: boolean}
  | {readonly kind: 'plan'; readonly plan: number}
  | {readonly kind: 'expire'; readonly holder: number}
  | {readonly kind: 'repair'; readonly plan: number; readonly endpoints: readonly number[]}
  | {readonly kind: 'off'}
  | {readonly kind: 'on'};

/** @param state before the action; the action need not be enabled: a blocked write is a deed that fails */
export function deedOf(rules: Rules, state: State, {name, enactor}: Pick<Action, 'name' | 'enactor'>): Deed {
  return enactor === null ? worldDeed(state, name) : enactorDeed(rules, state, name, enactor);
}

function enactorDeed(rules: Rules, state: State, name: ActionName, index: number): Deed {
  const me = enactorAt(state, index);
  const {plan, endpoint} = me;
  switch (name) {
    case 'pick':
      return {kind: 'pick', plan: state.top};
    case 'check': {
      const against = oldestRecord(state);
      return {kind: 'check', plan, against, endpoint, yes: plan > against};
    }
    case 'recheck': {
      const against = planAt(state, endpoint);
      return {kind: 'recheck', plan, against, endpoint, yes: plan >= against};
    }
    case 'apply':
      return {
        kind: 'apply',
        plan,
        over: planAt(state, endpoint),
        endpoint,
        result: writeOf(rules, state, me),
        overEmpty: isEmpty(state, endpoint),
      };
    case 'clean':
      return {kind: name, ...deletion(state, me, victimsOf(rules, state, me), oldPlans(rules, state, me))};
    case 'list':
      return {kind: name, ...deletion(state, me, without(oldPlans(rules, state, me), livePlans(state)), oldPlans(rules, state, me))};
    case 'delete':
      return {kind: name, ...deletion(state, me, me.victims, me.victims)};
    default:
      return {kind: 'crash', plan, hadLease: state.lease === index + 1};
  }
}

const deletion = (state: State, {plan}: Enactor, victims: PlanSet, old: PlanSet): Deletion => ({
  plan,
  victims: plansOf(victims),
  kept: plansOf(without(old, victims)),
  live: plansOf(victims & livePlans(state)),
});

function worldDeed(state: State, name: ActionName): Deed {
  switch (name) {
    case 'plan':
      return {kind: 'plan', plan: state.top + 1};
    case 'expire':
      return {kind: 'expire', holder: state.lease - 1};
    case 'repair':
      return {kind: 'repair', plan: state.top, endpoints: state.dns.flatMap((_, endpoint) => (isEmpty(state, endpoint) ? [endpoint] : []))};
    default:
      return {kind: name === 'off' ? 'off' : 'on'};
  }
}
