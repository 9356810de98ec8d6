import {has, noPlans, type PlanSet, upTo, without} from './plan-set.js';
import type {Protect} from './protections.js';
import type {Size} from './size.js';
import {at, type Enactor, emptyHands, isEmpty, livePlans, oldestRecord, type ProgramCounter, planAt, type State} from './state.js';

/** What a world is made of: its size and what protects it. */
export type Rules = {readonly size: Size; readonly protect: Protect};

/** One step of the enactor's program. Each is atomic; between two of them anything may happen. */
export type EnactorStep = {
  readonly name: 'pick' | 'check' | 'recheck' | 'apply' | 'clean' | 'list' | 'delete';
  /** It is the enactor's next step when its program counter is here … */
  readonly from: ProgramCounter;
  /** … and can be done when this holds. */
  ready?(rules: Rules, state: State, me: Enactor): boolean;
  /** Changes the state it is given; `index` is the enactor's, from 0. */
  act(rules: Rules, state: State, me: Enactor, index: number): void;
};

/** Lets go of everything, and of the lease if it still holds it. */
function goIdle(state: State, me: Enactor, index: number): void {
  emptyHands(me, at.idle);
  if (state.lease === index + 1) state.lease = 0;
}

function goTo(me: Enactor, pc: ProgramCounter, endpoint = 0): void {
  me.pc = pc;
  me.endpoint = endpoint;
}

/** Takes the newest plan there is. */
const pick: EnactorStep = {
  name: 'pick',
  from: at.idle,
  ready: ({protect}, state) => !protect.lease || state.lease === 0,
  act({protect}, state, me, index) {
    me.plan = state.top;
    goTo(me, at.picked);
    if (protect.lease) state.lease = index + 1;
  },
};

/** The one-time check: is the plan newer than the oldest record? Who gets a yes keeps it through all its writes. */
const check: EnactorStep = {
  name: 'check',
  from: at.picked,
  act({protect}, state, me, index) {
    if (me.plan > oldestRecord(state)) goTo(me, beforeWrite(protect));
    else goIdle(state, me, index);
  },
};

const beforeWrite = (protect: Protect): ProgramCounter => (protect.recheck ? at.recheck : at.apply);

/** A second look, at one record, just before writing it. */
const recheck: EnactorStep = {
  name: 'recheck',
  from: at.recheck,
  act(_, state, me, index) {
    if (me.plan < planAt(state, me.endpoint)) goIdle(state, me, index);
    else goTo(me, at.apply, me.endpoint);
  },
};

/** What a write comes to. `blocked`: it fails, is retried, and fails again, until somebody else changes the record. */
export type Write = 'plan is gone' | 'refused' | 'blocked' | 'written';

export function writeOf({protect}: Rules, state: State, me: Enactor): Write {
  if (has(state.deleted, me.plan)) return 'plan is gone';
  if (protect.fence && me.plan < planAt(state, me.endpoint)) return 'refused';
  if (isEmpty(state, me.endpoint) && !protect.heal) return 'blocked';
  return 'written';
}

/** Writes the plan into one record, then goes on to the next, or to the clean-up. */
const apply: EnactorStep = {
  name: 'apply',
  from: at.apply,
  ready: (rules, state, me) => writeOf(rules, state, me) !== 'blocked',
  act(rules, state, me, index) {
    const {size, protect} = rules;
    if (writeOf(rules, state, me) !== 'written') return goIdle(state, me, index);
    state.dns[me.endpoint] = me.plan;
    if (me.endpoint < size.endpoints - 1) return goTo(me, beforeWrite(protect), me.endpoint + 1);
    goTo(me, at.clean);
    if (protect.passed) me.done = me.plan;
  },
};

/** Plans that are old enough to be deleted, seen from the plan in hand. */
export const oldPlans = ({size}: Rules, state: State, me: Enactor): PlanSet => without(upTo(me.plan - size.age), state.deleted);

/** What a clean-up deletes: what is old, less what the protections keep. */
export function victimsOf(rules: Rules, state: State, me: Enactor): PlanSet {
  const {protect} = rules;
  const live = livePlans(state);
  let victims = oldPlans(rules, state, me);
  if (protect.guard && (victims & live) !== noPlans) victims = noPlans;
  if (protect.skip) victims = without(victims, live);
  if (protect.hold) victims &= upTo(oldestInHand(state, me) - 1);
  if (protect.passed) victims &= upTo(oldestDone(state, me) - 1);
  return victims;
}

function oldestInHand({enactors}: State, me: Enactor): number {
  let oldest = me.plan;
  for (const {plan} of enactors) if (plan > 0 && plan < oldest) oldest = plan;
  return oldest;
}

function oldestDone({enactors}: State, me: Enactor): number {
  let oldest = me.done;
  for (const {done} of enactors) if (done < oldest) oldest = done;
  return oldest;
}

/** Deletes what is old. It decides by age; it does not ask what is live. */
const clean: EnactorStep = {
  name: 'clean',
  from: at.clean,
  act(rules, state, me, index) {
    state.deleted |= victimsOf(rules, state, me);
    goIdle(state, me, index);
  },
};

/** `early`: writes down what is old and not live now … */
const list: EnactorStep = {
  name: 'list',
  from: at.clean,
  act(rules, state, me) {
    me.victims = without(oldPlans(rules, state, me), livePlans(state));
    goTo(me, at.delete);
  },
};

/** … and deletes it later. */
const remove: EnactorStep = {
  name: 'delete',
  from: at.delete,
  act(_, state, me, index) {
    state.deleted |= me.victims;
    goIdle(state, me, index);
  },
};

/** The enactor's program, in order. */
export const programOf = ({early, recheck: twice}: Protect): readonly EnactorStep[] => [
  pick,
  check,
  ...(twice ? [recheck] : []),
  apply,
  ...(early ? [list, remove] : [clean]),
];
