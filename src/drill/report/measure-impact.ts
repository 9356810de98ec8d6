import type {Run, RunTable} from '../../engine/run.js';
import {userMinutesAt, userMinutesOutput} from '../../engine/user-minutes.js';
import {MINUTE_MS} from '../../timeline/time.js';
import type {Ms} from '../../timeline/types.js';
import type {Policy} from '../scenario/scenario.js';
import type {Setup} from '../scenario/setup.js';
import type {DrillState} from '../scenario/state.js';
import {type Effort, leanSetup, otherSeeds, replayed, scriptOf, withOwnRun} from './ensemble.js';
import {type Figure, type FigureBand, figureOf, simulated} from './figure.js';
import {playPolicy, policyHash} from './policy.js';

/** User-minutes lost by each sampled moment. */
export type ImpactLine = readonly number[];

/** M1: what users lost up to EndEx, by whom it is held against. User counts are illustrative: differences mean something. */
export type ImpactMeasure = {
  readonly figures: readonly Figure[];
  readonly samplesMs: readonly Ms[];
  readonly team: ImpactLine;
  readonly history: ImpactLine;
  readonly nothing: ImpactLine;
  /** Null: the scenario has no best known plan. */
  readonly best: ImpactLine | null;
  /** Of the team's orders over other worlds, each held against its cue there; null: there are none. */
  readonly band: {readonly low: ImpactLine; readonly high: ImpactLine; readonly worlds: number} | null;
  /** The policy behind `best`: its number is never shown without its hash. */
  readonly policy: {readonly id: string; readonly title: string; readonly hash: string} | null;
};

const mostSamples = 150;

export function impactMeasure(setup: Setup, state: DrillState, effort: Effort): ImpactMeasure {
  const {drill} = setup;
  const endMs = state.nowMs;
  const samplesMs = samplesOf(drill.startsAtMs, endMs);
  const line = (run: RunTable): ImpactLine => samplesMs.map(atMs => userMinutesAt(run, atMs));
  const teamRun = setup.living(state.plan, endMs);
  const past = setup.world.history;
  const own = withOwnRun(setup);
  const idle = own.living(own.basePlan, endMs);
  const policy = drill.policies.find(({id}) => id === 'best') ?? null;
  const bestRun = policy === null ? null : bestRunOf(setup, policy, endMs);
  const others = otherLines(setup, state, samplesMs, effort);
  const last = (values: ImpactLine): number => values.at(-1) ?? 0;
  const lines = {team: line(teamRun), history: line(past), nothing: line(idle), best: bestRun === null ? null : line(bestRun)};
  const best = lines.best === null ? null : last(lines.best);
  const band = bandAt(others.map(last));
  const hash = policy === null ? '' : `${policy.title}, policy ${policyHash(policy)}`;
  const anchors = [
    simulated('history', last(lines.history)),
    simulated('doing nothing', last(lines.nothing)),
    ...(best === null ? [] : [simulated('best known plan', best, hash)]),
  ];
  const evidence = state.orders.filter(({isCancelled}) => !isCancelled).map(({id}) => id);
  const note = band === null ? 'One world: the record leaves no other.' : `Band: 10th to 90th percentile over ${band.worlds} other worlds.`;
  return {
    ...lines,
    samplesMs,
    band: others.length === 0 ? null : {low: quantileLine(others, 0.1), high: quantileLine(others, 0.9), worlds: others.length},
    policy: policy === null ? null : {id: policy.id, title: policy.title, hash: policyHash(policy)},
    figures: [
      figureOf(drill, 'impact.lost', 'Lost by users up to EndEx', 'userMinutes', last(lines.team), {anchors, band, evidence, note}),
      figureOf(
        drill,
        'impact.versusHistory',
        'Against history, up to the same moment',
        'userMinutes',
        last(lines.team) - last(lines.history),
        {
          evidence,
        },
      ),
      figureOf(drill, 'impact.versusBest', 'Against the best known plan', 'userMinutes', best === null ? null : last(lines.team) - best, {
        evidence,
        note: best === null ? 'The scenario has no best known plan.' : hash,
      }),
      ...customerFigures(setup, teamRun, past, endMs, evidence),
    ],
  };
}

/** Every few minutes, StartEx and EndEx among them. */
function samplesOf(fromMs: Ms, toMs: Ms): readonly Ms[] {
  const minutes = Math.max(1, Math.ceil((toMs - fromMs) / MINUTE_MS / mostSamples));
  const count = Math.floor((toMs - fromMs) / (minutes * MINUTE_MS));
  const samples = Array.from({length: count + 1}, (_, index) => fromMs + index * minutes * MINUTE_MS);
  return samples.at(-1) === toMs ? samples : [...samples, toMs];
}

/** The best known plan is a closed loop: it plays the same drill, in the same world, through the same fog. */
export function bestRunOf(setup: Setup, policy: Policy, endMs: Ms): RunTable {
  const lean = leanSetup(setup, setup.choice.seed, endMs, null);
  const {state} = playPolicy(lean, policy, {untilMs: endMs});
  return lean.living(state.plan, endMs);
}

/** The team's orders in other worlds. */
function otherLines(setup: Setup, state: DrillState, samplesMs: readonly Ms[], {worlds, stepMs}: Effort): readonly ImpactLine[] {
  const script = scriptOf(setup, state);
  return otherSeeds(setup, worlds).map(seed => {
    const other = leanSetup(setup, seed, state.nowMs, stepMs);
    const run = other.living(replayed(other, script, state.nowMs).plan, state.nowMs);
    return samplesMs.map(atMs => userMinutesAt(run, atMs));
  });
}

const bandAt = (values: readonly number[]): FigureBand | null =>
  values.length === 0 ? null : {p10: quantile(values, 0.1), p90: quantile(values, 0.9), worlds: values.length};

const quantileLine = (lines: readonly ImpactLine[], share: number): ImpactLine =>
  (lines[0] ?? []).map((_, index) =>
    quantile(
      lines.map(line => line[index] ?? 0),
      share,
    ),
  );

/** Linear between neighbours. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)] ?? 0;
  return low + ((sorted[Math.ceil(place)] ?? low) - low) * (place - Math.floor(place));
}

/** The customers who lost most, each beside history. */
function customerFigures({drill, timeline}: Setup, team: RunTable, past: Run, endMs: Ms, evidence: readonly string[]): readonly Figure[] {
  const customers = team.signals
    .filter(signal => signal.endsWith(userMinutesOutput))
    .map(signal => signal.slice(0, -userMinutesOutput.length));
  const lost = (run: RunTable, customer: string): number => userMinutesAt(onlyOf(run, customer), endMs);
  const rows = customers.map(customer => ({customer, team: lost(team, customer), history: lost(past, customer)}));
  return rows
    .sort((a, b) => b.team - a.team)
    .slice(0, 5)
    .filter(row => row.team > 0)
    .map(row =>
      figureOf(drill, `impact.${row.customer}`, `of them ${titleOf(timeline.services, row.customer)}`, 'userMinutes', row.team, {
        anchors: [simulated('history', row.history)],
        evidence,
      }),
    );
}

const onlyOf = (run: RunTable, customer: string): RunTable => ({
  ...run,
  columns: new Map([...run.columns].filter(([signal]) => signal === `${customer}${userMinutesOutput}`)),
});

const titleOf = (
  services: readonly {readonly id: string; readonly name: string; readonly status: {readonly signal: string} | null}[],
  id: string,
): string => services.find(({status}) => status?.signal.startsWith(`${id}.`) ?? false)?.name ?? id;
