import type {Rules} from './enactor.js';
import {at, emptyHands, isEmpty, type State, someEmpty} from './state.js';

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
