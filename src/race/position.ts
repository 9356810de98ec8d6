import {type Rules, writeOf} from './enactor.js';
import type {Action, Model} from './model.js';
import {has} from './plan-set.js';
import {at, copyOf, type Enactor, enactorAt, oldestRecord, planAt, type State} from './state.js';

/** The yes that an enactor got when it asked, and goes on using. */
export type Pass = {
  readonly plan: number;
  /** What the record had when it asked; of several records the oldest. */
  readonly saw: number;
  /** In which step it asked, from 1. */
  readonly step: number;
};

/** Where a story has come to: the situation, and what people want to remember of the way. The model itself remembers less. */
export type Position = {
  readonly model: Model;
  readonly state: Readonly<State>;
  /** What happened. */
  readonly path: readonly Action[];
  /** For each enactor the pass it holds. */
  readonly passes: readonly (Pass | null)[];
  /** For each endpoint the plans that its record has had, the present one last. */
  readonly records: readonly (readonly number[])[];
  /** Some record has been set to an older plan than it had. */
  readonly wentBackwards: boolean;
};

export const begin = (model: Model): Position => ({
  model,
  state: copyOf(model.start),
  path: [],
  passes: model.start.enactors.map(() => null),
  records: model.start.dns.map(plan => [plan]),
  wentBackwards: false,
});

/** The actions that can be done here, in the canonical order: the first is what key 1 does. */
export const enabledAt = ({model, state}: Position): readonly Action[] => model.actions.filter(action => action.enabled(state));

/** Does an action that is enabled here. */
export function take(position: Position, action: Action): Position {
  const {model, state: before} = position;
  const state = copyOf(before);
  action.act(state);
  const path = [...position.path, action];
  const records = position.records.map((plans, endpoint) => {
    const plan = planAt(state, endpoint);
    return plan === planAt(before, endpoint) ? plans : [...plans, plan];
  });
  const wentBackwards = position.wentBackwards || state.dns.some((plan, endpoint) => plan < planAt(before, endpoint));
  const passes = position.passes.map((pass, index) => {
    if (enactorAt(state, index).plan === 0) return null;
    return index === action.enactor ? (newPass(before, action, index, path.length) ?? pass) : pass;
  });
  return {model, state, path, passes, records, wentBackwards};
}

function newPass(before: State, action: Action, index: number, step: number): Pass | null {
  const {plan, endpoint} = enactorAt(before, index);
  if (action.name === 'check') return {plan, saw: oldestRecord(before), step};
  return action.name === 'recheck' ? {plan, saw: planAt(before, endpoint), step} : null;
}

/** Every position of a story, the start first. */
export function retold(model: Model, path: readonly Action[]): readonly Position[] {
  const positions = [begin(model)];
  for (const action of path) positions.push(take(positions.at(-1) as Position, action));
  return positions;
}

/** A record that has a newer plan than an enactor believes. */
export type Newer = {readonly endpoint: number; readonly plan: number};

/**
 * PASS IS STALE: the enactor is about to write, without another look, over a newer plan. Its pass is not stale in this sense when the
 * plan in its hand has been deleted: then it will let go.
 *
 * @returns the record that it is going to set back, the next of them; null: its pass is good, or it has none
 */
export function staleAgainst({protect}: Rules, {dns, deleted}: State, me: Enactor): Newer | null {
  if (me.pc !== at.apply || has(deleted, me.plan)) return null;
  // Before the other records it will look again.
  const end = protect.recheck ? me.endpoint + 1 : dns.length;
  for (let endpoint = me.endpoint; endpoint < end; endpoint++) {
    const plan = dns[endpoint] as number;
    if (plan > me.plan) return {endpoint, plan};
  }
  return null;
}

/** The enactors that cannot do their next step because the record they would write is empty. */
export const blockedAt = ({model, state}: Position): readonly number[] =>
  state.enactors.flatMap((me, index) => (me.pc === at.apply && writeOf(model.rules, state, me) === 'blocked' ? [index] : []));
