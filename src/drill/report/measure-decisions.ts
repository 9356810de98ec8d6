import {userMinutesAt} from '../../engine/user-minutes.js';
import {MINUTE_MS} from '../../timeline/time.js';
import type {Decision, Drill, Policy} from '../scenario/scenario.js';
import type {Setup} from '../scenario/setup.js';
import type {Committed, DrillState} from '../scenario/state.js';
import {before, type Effort, leanSetup, otherSeeds, withActions} from './ensemble.js';
import {type Figure, figureOf, shareOf} from './figure.js';
import {playerOf, playLoop} from './policy.js';

export type OptionMeasure = {
  readonly id: string;
  /** User-minutes when it is taken and the best known plan goes on from there, averaged over worlds; null: the model cannot tell. */
  readonly lost: number | null;
  /** Within the band of what a careful judge would not tell apart; null: the model cannot tell. */
  readonly isDefensible: boolean | null;
};

/** One decision, judged on what was known when it was taken, not on what came of it. */
export type DecisionMeasure = {
  readonly id: string;
  readonly committed: Committed | null;
  readonly options: readonly OptionMeasure[];
  /** 0: as good as the best option; 1: as far from it as the options go; null: the model cannot tell. */
  readonly regret: number | null;
  /** Up to this much more than the best option is not told apart, in user-minutes. */
  readonly tolerance: number | null;
  readonly worlds: number;
};

/** M2: of each decision which options could be defended. */
export type DecisionsMeasure = {
  readonly figures: readonly Figure[];
  readonly decisions: readonly DecisionMeasure[];
  readonly worlds: number;
  readonly note: string;
};

const rangeShare = 0.05;

export function decisionsMeasure(setup: Setup, state: DrillState, effort: Effort): DecisionsMeasure {
  const {drill} = setup;
  const policy = drill.policies.find(({id}) => id === 'best') ?? null;
  const lastMs = Math.max(state.nowMs, ...Object.values(state.decisions).map(({committed}) => committed?.atMs ?? 0));
  const endMs = Math.min(drill.endsAtMs, lastMs + effort.horizonMinutes * MINUTE_MS);
  const seeds = [setup.choice.seed, ...otherSeeds(setup, effort.futures - 1)];
  const worlds = seeds.map(seed => leanSetup(setup, seed, endMs, effort.stepMs));
  const decisions = drill.decisions
    .filter(({id}) => state.decisions[id] !== undefined)
    .map(decision => decisionMeasure(worlds, state, decision, policy, effort));
  const told = decisions.filter(({regret}) => regret !== null);
  const inside = told.filter(({committed, options}) => options.some(({id, isDefensible}) => id === committed?.option && isDefensible));
  const evidence = told.flatMap(({committed}) => (committed === null ? [] : [committed.id]));
  const then = policy === null ? 'nobody does anything more afterwards' : `from there on goes “${policy.title}”`;
  return {
    decisions,
    worlds: worlds.length,
    note: `Each option in ${worlds.length === 1 ? 'one world' : `${worlds.length} worlds`} of the scenario’s own set, not only those that match what was seen, followed for ${effort.horizonMinutes / 60} h; ${then}.`,
    figures: [
      shareOf(drill, 'decisions.defensible', 'Decisions in the defensible set', [inside.length, told.length], {
        evidence,
        note: told.length === 0 ? 'No decision was taken whose options the model tells apart.' : '',
      }),
      ...undecided(drill, state),
    ],
  };
}

function undecided(drill: Drill, {decisions}: DrillState): readonly Figure[] {
  const open = Object.values(decisions).filter(({committed}) => committed === null).length;
  return open === 0 ? [] : [figureOf(drill, 'decisions.open', 'Decisions that were open at EndEx', 'count', open)];
}

function decisionMeasure(
  worlds: readonly Setup[],
  state: DrillState,
  decision: Decision,
  policy: Policy | null,
  effort: Effort,
): DecisionMeasure {
  const committed = state.decisions[decision.id]?.committed ?? null;
  const plain = {id: decision.id, committed, worlds: worlds.length};
  const kinds = new Map(decision.options.map(({orders}) => [orders.join(' '), orders]));
  const unknown = decision.options.map(({id}): OptionMeasure => ({id, lost: null, isDefensible: null}));
  // Options that order the same are the same to the model: words are the evaluator's to judge.
  if (committed === null || kinds.size < 2) return {...plain, options: unknown, regret: null, tolerance: null};
  const lost = new Map(
    [...kinds].map(([key, orders]) => [key, worlds.map(world => futureOf(world, state, committed, orders, policy, effort))]),
  );
  const means = new Map([...lost].map(([key, values]) => [key, mean(values)]));
  const least = Math.min(...means.values());
  const most = Math.max(...means.values());
  const tolerance = Math.max(rangeShare * (most - least), 2 * pairedError([...lost.values()]));
  const options = decision.options.map(({id, orders}): OptionMeasure => {
    const value = means.get(orders.join(' ')) as number;
    return {id, lost: value, isDefensible: value <= least + tolerance};
  });
  const chosen = options.find(({id}) => id === committed.option)?.lost ?? least;
  return {...plain, options, tolerance, regret: most - least < 1 ? null : (chosen - least) / (most - least)};
}

/** What is lost when these orders are given in the place of what was decided, and a policy goes on under the same fog. */
function futureOf(
  world: Setup,
  state: DrillState,
  {id, atMs, seat}: Committed,
  orders: readonly string[],
  policy: Policy | null,
  {horizonMinutes, roundMinutes: everyMinutes}: Effort,
): number {
  const endMs = Math.min(world.drill.endsAtMs, atMs + horizonMinutes * MINUTE_MS);
  const taken = withActions(world, before(world, state, id, atMs), seat, orders);
  const after = policy === null ? taken : playLoop(world, taken, playerOf(policy), {untilMs: endMs, everyMinutes}).state;
  return userMinutesAt(world.living(after.plan, endMs), endMs);
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** The largest standard error of an option's mean, with what all options share in a world taken out. */
function pairedError(options: readonly (readonly number[])[]): number {
  const count = options[0]?.length ?? 0;
  if (count < 2) return 0;
  const shared = Array.from({length: count}, (_, world) => mean(options.map(values => values[world] ?? 0)));
  const errors = options.map(values => {
    const rest = values.map((value, world) => value - (shared[world] ?? 0));
    const middle = mean(rest);
    return Math.sqrt(rest.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (count - 1) / count);
  });
  return Math.max(...errors);
}
