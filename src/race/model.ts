import {type EnactorStep, programOf, type Rules} from './enactor.js';
import {at, type Enactor, emptyHands, enactorAt, isEmpty, type State, someEmpty, startOf} from './state.js';

/** What happens around the enactors: the Planner, the clock, the operator. */
export type WorldStep = {
  readonly name: 'plan' | 'expire' | 'off' | 'repair' | 'on';
  /** The operator's steps are the only ones while the automation is off. */
  readonly isOperators: boolean;
  ready(rules: Rules, state: State): boolean;
  act(rules: Rules, state: State): void;
};

/** The Planner makes the next plan. */
const plan: WorldStep = {
  name: 'plan',
  isOperators: false,
  ready: ({size}, state) => state.top < size.plans,
  act(_, state) {
    state.top++;
  },
};

/** The lease runs out; its holder does not notice. */
const expire: WorldStep = {
  name: 'expire',
  isOperators: false,
  ready: (_, state) => state.lease !== 0,
  act(_, state) {
    state.lease = 0;
  },
};

const off: WorldStep = {
  name: 'off',
  isOperators: true,
  ready: (_, state) => !state.off,
  act(_, state) {
    state.off = true;
  },
};

/** Sets every empty record to the newest plan, by hand. Who can switch the automation off does so before. */
const repair: WorldStep = {
  name: 'repair',
  isOperators: true,
  ready: ({protect}, state) => someEmpty(state) && (!protect.off || state.off),
  act({size}, state) {
    for (let endpoint = 0; endpoint < size.endpoints; endpoint++) if (isEmpty(state, endpoint)) state.dns[endpoint] = state.top;
  },
};

/** Starts the automation again: whoever is not dead begins with nothing in hand. */
const on: WorldStep = {
  name: 'on',
  isOperators: true,
  ready: (_, state) => state.off && !someEmpty(state),
  act(_, state) {
    state.off = false;
    state.lease = 0;
    for (const enactor of state.enactors) if (enactor.pc !== at.dead) emptyHands(enactor, at.idle);
  },
};

export const worldOf = ({protect}: Rules): readonly WorldStep[] => [
  plan,
  ...(protect.expire ? [expire] : []),
  ...(protect.off ? [off] : []),
  ...(protect.repair ? [repair] : []),
  ...(protect.off && protect.repair ? [on] : []),
];

export type ActionName = EnactorStep['name'] | 'crash' | WorldStep['name'];

/** One thing that can happen: atomic, by one enactor or by the world around them. */
export type Action = {
  readonly name: ActionName;
  /** Which enactor, from 0; null: the Planner, the clock or the operator. */
  readonly enactor: number | null;
  enabled(state: State): boolean;
  /** Does it: changes the state it is given. */
  act(state: State): void;
};

/**
 * The race that started the outage, as a finite model: where it begins and what can happen. Everything else (search, traces, words)
 * follows from these. The order of the actions is the canonical one: it decides which of equally short stories is told.
 */
export type Model = {readonly rules: Rules; readonly start: State; readonly actions: readonly Action[]};

export function modelOf(rules: Rules): Model {
  const {size, protect} = rules;
  const enactors = Array.from({length: size.enactors}, (_, index) => [
    ...programOf(protect).map(step => stepOf(rules, step, index)),
    ...(protect.crash ? [crashOf(index)] : []),
  ]);
  return {rules, start: startOf(size), actions: [...enactors.flat(), ...worldOf(rules).map(step => worldly(rules, step))]};
}

function stepOf(rules: Rules, step: EnactorStep, index: number): Action {
  const {name, from, ready} = step;
  return {
    name,
    enactor: index,
    enabled(state) {
      const me = enactorAt(state, index);
      return me.pc === from && !state.off && (ready === undefined || ready(rules, state, me));
    },
    act: state => step.act(rules, state, enactorAt(state, index), index),
  };
}

/** At most one enactor dies. A lease that it holds stays held. */
const crashOf = (index: number): Action => ({
  name: 'crash',
  enactor: index,
  enabled: state => !state.off && !state.enactors.some(isDead),
  act: state => emptyHands(enactorAt(state, index), at.dead),
});

const isDead = ({pc}: Enactor): boolean => pc === at.dead;

const worldly = (rules: Rules, step: WorldStep): Action => ({
  name: step.name,
  enactor: null,
  enabled: state => (step.isOperators || !state.off) && step.ready(rules, state),
  act: state => step.act(rules, state),
});
