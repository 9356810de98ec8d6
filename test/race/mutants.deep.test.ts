import {describe, expect, it} from 'vitest';
import {explore} from '../../src/race/explore.js';
import {type Action, type ActionName, type Model, modelOf} from '../../src/race/model.js';
import {has, noPlans} from '../../src/race/plan-set.js';
import {at, type Enactor, enactorAt, isEmpty, livePlans, oldestRecord, planAt, type State} from '../../src/race/state.js';
import expected from '../fixtures/race/expected.json' with {type: 'json'};
import {rulesOf} from '../helpers/race.js';

type Row = (typeof expected)[number];
const rows = expected.filter(({E, N}) => E === 2 && N === 2);
const rowsOfOneRecord = expected.filter(({N}) => N === 1);

/** A model with one small mistake. */
type Mutant = {readonly mistake: string; readonly in: ActionName; change(action: Action, model: Model): Partial<Action>};

const mine = (state: State, {enactor}: Action): Enactor => enactorAt(state, enactor ?? 0);

/** Does something with the enactor instead of its step where a condition holds. */
const instead =
  (when: (state: State, me: Enactor, model: Model) => boolean, act: (state: State, me: Enactor, model: Model) => void): Mutant['change'] =>
  (action, model) => ({
    act(state) {
      const me = mine(state, action);
      if (when(state, me, model)) act(state, me, model);
      else action.act(state);
    },
  });

/** Does something more after the step; what it was about is looked at before it. */
const afterwards =
  (act: (state: State, me: Enactor, before: {readonly state: State; readonly me: Enactor}, model: Model) => void): Mutant['change'] =>
  (action, model) => ({
    act(state) {
      const before = structuredClone(state);
      action.act(state);
      act(state, mine(state, action), {state: before, me: mine(before, action)}, model);
    },
  });

const goOn = (me: Enactor, {rules}: Model): void => {
  me.pc = rules.protect.recheck ? at.recheck : at.apply;
};

const mutants: readonly Mutant[] = [
  {
    mistake: 'an equal plan passes the check',
    in: 'check',
    change: instead(
      (state, me) => me.plan === oldestRecord(state),
      (_, me, model) => goOn(me, model),
    ),
  },
  {
    mistake: 'the check compares with the newest record',
    in: 'check',
    change: instead(
      (state, me) => me.plan > oldestRecord(state) && me.plan <= Math.max(...state.dns),
      (_, me) => {
        me.pc = at.idle;
        me.plan = 0;
      },
    ),
  },
  {
    mistake: 'a refused fence goes on to the next endpoint instead of giving up',
    in: 'apply',
    change: instead(
      (state, me, {rules}) =>
        rules.protect.fence && !has(state.deleted, me.plan) && me.plan < planAt(state, me.endpoint) && me.endpoint < state.dns.length - 1,
      (_, me) => {
        me.endpoint++;
      },
    ),
  },
  {
    mistake: 'a deleted plan is written all the same',
    in: 'apply',
    change: instead(
      (state, me) => has(state.deleted, me.plan) && me.endpoint < state.dns.length - 1,
      (state, me, model) => {
        state.dns[me.endpoint] = me.plan;
        me.endpoint++;
        goOn(me, model);
      },
    ),
  },
  {
    mistake: 'an empty record does not block',
    in: 'apply',
    change: action => ({enabled: state => mine(state, action).pc === at.apply && !state.off}),
  },
  {
    mistake: 'the clean-up age is one less',
    in: 'clean',
    change: afterwards((state, _, {me}, {rules}) => {
      if (me.plan > rules.size.age) state.deleted |= 1 << (me.plan - rules.size.age);
    }),
  },
  {
    mistake: 'an enactor keeps its plan in hand after the clean-up',
    in: 'clean',
    change: afterwards((_, me, before) => {
      me.plan = before.me.plan;
    }),
  },
  {
    mistake: 'the active plan of the first endpoint only is spared',
    in: 'clean',
    change: afterwards((state, _, before, {rules}) => {
      const second = planAt(before.state, 1);
      if (rules.protect.skip && before.me.plan - second >= rules.size.age && second !== planAt(before.state, 0)) {
        state.deleted |= 1 << (second - 1);
      }
    }),
  },
  {
    mistake: 'a plan is finished with its first record',
    in: 'apply',
    change: afterwards((_, me, before, {rules}) => {
      if (rules.protect.passed && me.plan !== 0) me.done = before.me.plan;
    }),
  },
  {
    mistake: 'the list is looked at again before it is deleted',
    in: 'delete',
    change: action => ({
      act(state) {
        mine(state, action).victims &= ~livePlans(state);
        action.act(state);
      },
    }),
  },
  {
    mistake: 'a dead holder gives the lease back',
    in: 'crash',
    change: action => ({
      act(state) {
        if (state.lease === (action.enactor ?? 0) + 1) state.lease = 0;
        action.act(state);
      },
    }),
  },
  {
    mistake: 'two enactors may die',
    in: 'crash',
    change: action => ({enabled: state => mine(state, action).pc !== at.dead && !state.off}),
  },
  {
    mistake: 'the holder notices that its lease has run out',
    in: 'expire',
    change: action => ({
      act(state) {
        const holder = enactorAt(state, state.lease - 1);
        if (holder.pc !== at.dead) Object.assign(holder, {pc: at.idle, endpoint: 0, plan: 0, victims: noPlans});
        action.act(state);
      },
    }),
  },
  {
    mistake: 'a repair sets the first empty record only',
    in: 'repair',
    change: () => ({
      act(state) {
        const endpoint = state.dns.findIndex((_, each) => isEmpty(state, each));
        state.dns[endpoint] = state.top;
      },
    }),
  },
  {
    mistake: 'who starts the automation again leaves the enactors as they were',
    in: 'on',
    change: () => ({
      act(state) {
        state.off = false;
        state.lease = 0;
      },
    }),
  },
  {
    mistake: 'the Planner goes on while the automation is off',
    in: 'plan',
    change: (_, {rules}) => ({enabled: state => state.top < rules.size.plans}),
  },
];

/** The rows of the table that tell a model from the right one. */
function killers({in: name, change}: Pick<Mutant, 'in' | 'change'>, told = fingerprint, table: readonly Row[] = rows): readonly string[] {
  return table
    .filter(row => {
      const right = modelOf(rulesOf([row.E, row.G, row.N, row.K], row.variant));
      const actions = right.actions.map(action => (action.name === name ? {...action, ...change(action, right)} : action));
      const {check} = explore(right.rules, false, {...right, actions});
      return JSON.stringify(told({...row, ...check} as Row)) !== JSON.stringify(told(row));
    })
    .map(({variant}) => variant);
}

const mutantOf = (mistake: string): Mutant => {
  const mutant = mutants.find(each => each.mistake === mistake);
  if (mutant === undefined) throw new Error(`no mutant "${mistake}"`);
  return mutant;
};

const fingerprint = ({
  states,
  edges,
  neverEmpty,
  noRegress,
  doomed,
  doomedStates,
  dead,
  depth,
  levels,
  edgeSum,
}: Row): readonly unknown[] => [states, edges, neverEmpty, noRegress, doomed, doomedStates, dead, depth, levels, edgeSum];

describe('the table finds a mistake', () => {
  it('and none in the model itself', () => {
    for (const name of ['check', 'apply', 'clean', 'on'] as const) expect(killers({in: name, change: () => ({})})).toEqual([]);
  });

  it.each(mutants)('$mistake', mutant => {
    expect(killers(mutant)).not.toEqual([]);
  });

  it('that counts alone do not show: a refused fence that goes on', () => {
    const goesOn = mutantOf('a refused fence goes on to the next endpoint instead of giving up');
    expect(killers(goesOn, ({states, edges}) => [states, edges])).toEqual([]);
    expect(killers(goesOn, ({levels, edgeSum}) => [levels, edgeSum])).not.toEqual([]);
  });

  it.each(['the check compares with the newest record', 'the active plan of the first endpoint only is spared'])(
    'that nothing shows where there is one record: %s',
    mistake => {
      expect(killers(mutantOf(mistake), fingerprint, rowsOfOneRecord)).toEqual([]);
      expect(killers(mutantOf(mistake))).not.toEqual([]);
    },
  );
});
