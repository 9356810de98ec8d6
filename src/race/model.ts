import {type EnactorStep, programOf, type Rules} from './enactor.js';
import {at, type Enactor, emptyHands, enactorAt, type State, startOf} from './state.js';
import {type WorldStep, worldOf} from './world.js';

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
