import {isTrue} from '../../drill/play/controller-view.js';
import {bestRunOf} from '../../drill/report/measure-impact.js';
import type {Setup} from '../../drill/scenario/setup.js';
import type {DrillState, RevealStep} from '../../drill/scenario/state.js';
import type {Run, RunTable} from '../../engine/run.js';
import {simulate} from '../../engine/simulate.js';
import {userMinutesAt} from '../../engine/user-minutes.js';
import {unreachable} from '../../errors.js';
import {hourMinute} from '../../format/clock.js';
import {compact, grouped, userMinutes} from '../../format/number.js';
import {printable} from '../../format/text.js';
import {impairedMinutesAt} from '../../review/impact.js';
import {cell, type Line, type Role, span} from '../../screen/line.js';
import {heading, prose, proseAfter} from '../../screen/prose.js';
import {blocks} from '../../screen/sparks.js';
import {MINUTE_MS} from '../../timeline/time.js';
import type {Ms} from '../../timeline/types.js';

/** What a step of the reveal shows. A function of a step each: the report's own findings take their place one by one. */
export type Reveal = (step: Exclude<RevealStep, 'story'>, width: number) => readonly Line[];

/** The reveal of a drill that is over. Both runs are made once. */
export function revealOf(setup: Setup, state: DrillState): Reveal {
  const made = runsOf(setup, state);
  return (step, width) => {
    switch (step) {
      case 'impact':
        return impactLines(setup, state, made(), width);
      case 'history':
        return historyLines(setup, state, made(), width);
      case 'best':
        return bestLines(setup, made(), width);
      case 'mechanism':
        return mechanismLines(setup, state, width);
      default:
        return unreachable(step);
    }
  };
}

/** `best`: null: the scenario has no best known plan. It is played when it is asked for: it takes a moment. */
type Runs = {readonly team: Run; readonly history: Run; readonly best: () => RunTable | null; readonly untilMs: Ms};

function runsOf(setup: Setup, {plan, nowMs}: DrillState): () => Runs {
  const {world} = setup;
  let runs: Runs | null = null;
  return () => {
    runs ??= {team: simulate(world, plan), history: world.history, best: once(() => bestOf(setup, nowMs)), untilMs: nowMs};
    return runs;
  };
}

const bestPolicy = ({drill}: Setup) => drill.policies.find(({id}) => id === 'best') ?? null;

function bestOf(setup: Setup, untilMs: Ms): RunTable | null {
  const policy = bestPolicy(setup);
  return policy === null ? null : bestRunOf(setup, policy, untilMs);
}

function once<T>(make: () => T): () => T {
  let made: {readonly value: T} | null = null;
  return () => {
    made ??= {value: make()};
    return made.value;
  };
}

const simulated: Line = [span(' SIMULATED ', 'simulated'), span('worked out by the model; user counts are illustrative', 'dim')];

/** What was lost in stretches of whole minutes up to the end of play. */
function lossesOf(run: RunTable, fromMs: Ms, untilMs: Ms, mostCells: number): readonly number[] {
  const minutes = Math.max(1, Math.ceil((untilMs - fromMs) / MINUTE_MS));
  const cellMs = Math.ceil(minutes / mostCells) * MINUTE_MS;
  const cells = Math.ceil((untilMs - fromMs) / cellMs);
  const lostAt = (index: number): number => userMinutesAt(run, Math.min(untilMs, fromMs + index * cellMs));
  return Array.from({length: cells}, (_, index) => lostAt(index + 1) - lostAt(index));
}

/** As bars, `most` being the highest. */
const barsOf = (losses: readonly number[], most: number): string =>
  losses.map(loss => blocks[Math.max(0, Math.min(6, Math.round((most === 0 ? 0 : loss / most) * 6)))] ?? '').join('');

const hitServices = ({timeline}: Setup, run: Run, untilMs: Ms) =>
  timeline.services
    .filter(({id}) => run.tracks.has(id))
    .map(({id, name}) => ({id, name, minutes: impairedMinutesAt(run, id, untilMs)}))
    .filter(({minutes}) => minutes >= 0.5)
    .toSorted((a, b) => b.minutes - a.minutes);

function impactLines(setup: Setup, {nowMs}: DrillState, {team}: Runs, width: number): readonly Line[] {
  const {drill, timeline} = setup;
  const losses = lossesOf(team, drill.startsAtMs, nowMs, Math.max(20, Math.min(60, width - 20)));
  const bars = barsOf(losses, Math.max(...losses));
  return [
    simulated,
    [],
    [span(' lost in your drill  '), span(userMinutes(userMinutesAt(team, nowMs) - userMinutesAt(team, drill.startsAtMs)), 'bold')],
    [span(` ${hourMinute(timeline, drill.startsAtMs)} `, 'dim'), span(bars, 'partial'), span(` ${hourMinute(timeline, nowMs)}`, 'dim')],
    [],
    heading('Minutes not operational'),
    ...hitServices(setup, team, nowMs).map(
      ({name, minutes}): Line => [span(` ${cell(grouped(minutes), 7, 'right')}  `), span(printable(name))],
    ),
  ];
}

/** Each run in a line of its own: what was lost in it, and when. */
function comparedLines({drill, timeline}: Setup, rows: readonly ComparedRow[], untilMs: Ms, width: number): readonly Line[] {
  const from = drill.startsAtMs;
  const cells = Math.max(20, Math.min(52, width - 28));
  const lost = (run: RunTable): number => userMinutesAt(run, untilMs) - userMinutesAt(run, from);
  const made = rows.map(row => ({...row, losses: lossesOf(row.run, from, untilMs, cells)}));
  const most = Math.max(...made.flatMap(({losses}) => losses));
  return [
    simulated,
    ...prose(`User-minutes lost until ${hourMinute(timeline, untilMs)}, in the same world. What came later is not in it.`, width, 'dim'),
    ...made.map(
      ({name, run, losses, role}): Line => [
        span(` ${cell(name, 11)}`, 'bold'),
        span(`${cell(compact(lost(run)), 9, 'right')}  `),
        span(barsOf(losses, most), role),
      ],
    ),
  ];
}

type ComparedRow = {readonly name: string; readonly run: RunTable; readonly role: Role};

const ownAndHistory = ({team, history}: Runs): readonly ComparedRow[] => [
  {name: 'you', run: team, role: 'partial'},
  {name: 'history', run: history, role: 'ghost'},
];

function historyLines(setup: Setup, state: DrillState, runs: Runs, width: number): readonly Line[] {
  const {drill} = setup;
  const chosen = drill.decisions.flatMap((decision): readonly Line[] => {
    const option = (id: string | undefined): string => decision.options.find(one => one.id === id)?.text ?? '–';
    const yours = state.decisions[decision.id]?.committed?.option;
    if (yours === undefined) return [];
    return [
      ...prose(decision.title, width, 'bold'),
      ...proseAfter([span('   you      ', 'dim')], option(yours), width, 12),
      ...proseAfter([span('   history  ', 'dim')], option(decision.history), width, 12),
    ];
  });
  return [
    ...comparedLines(setup, ownAndHistory(runs), runs.untilMs, width),
    [],
    ...(chosen.length === 0 ? [] : [heading('What was decided'), ...chosen]),
  ];
}

/** The best plan that is known for this scenario, as the rules it goes by: a closed loop under the same hands and lead times. */
function bestLines(setup: Setup, runs: Runs, width: number): readonly Line[] {
  const {drill} = setup;
  const policy = bestPolicy(setup);
  const run = runs.best();
  if (policy === null || run === null) return prose('This scenario comes with no best known plan.', width);
  const titleOf = (id: string): string => drill.palette.find(action => action.id === id)?.title ?? id;
  return [
    ...comparedLines(setup, [...ownAndHistory(runs), {name: 'best known', run, role: 'ok'}], runs.untilMs, width),
    [],
    ...prose(`${policy.title}. It sees what you could see, with the same hands and lead times; it can be beaten. Its rules:`, width),
    [],
    ...policy.rules.flatMap(({order, afterMinutes}, index) =>
      proseAfter(
        [span(` ${cell(String(index + 1), 2, 'right')}  `, 'key')],
        `${titleOf(order)}${afterMinutes > 0 ? `, ${afterMinutes} min after its cue` : ' at its cue'}`,
        width,
        5,
      ),
    ),
  ];
}

const marks = {H: 'history', M: 'follows from the published mechanism', A: 'assumption'} as const;

function mechanismLines(setup: Setup, state: DrillState, width: number): readonly Line[] {
  const {drill, timeline, twin} = setup;
  const what = twin === null ? `${timeline.incident.title}.` : `A twin: ${twin.title}.`;
  const held = drill.hypotheses.filter(({id}) => isTrue(setup, state, id));
  const effects = drill.decisions.flatMap(({id, title, options}) => {
    const option = options.find(one => one.id === state.decisions[id]?.committed?.option);
    return option === undefined
      ? []
      : [
          ...prose(title, width, 'bold'),
          ...proseAfter([span('   ')], `${option.text}: ${option.effect} (${marks[option.basis]})`, width, 3),
        ];
  });
  return [
    ...prose(what, width, 'bold'),
    [],
    ...(held.length === 0
      ? []
      : [heading('So in this world, at the end of play'), ...held.flatMap(({text}) => proseAfter([span(' ● ', 'ok')], text, width, 3))]),
    ...(drill.facts.length === 0
      ? []
      : [heading('Public only later'), ...prose(`H ${marks.H} · M ${marks.M} · A ${marks.A}`, width, 'dim')]),
    ...drill.facts.flatMap(({text, mark, sources}) =>
      proseAfter([span(` ${mark} `, 'key')], `${text}${sources.length === 0 ? '' : ` [${sources.join(', ')}]`}`, width, 3),
    ),
    ...(effects.length === 0 ? [] : [heading('What follows from what you chose'), ...effects]),
    ...sourceLines(setup, width),
  ];
}

/** What the short names beside the facts stand for. */
function sourceLines({drill, timeline}: Setup, width: number): readonly Line[] {
  const used = new Set(drill.facts.flatMap(({sources}) => sources));
  const sources = timeline.sources.filter(({id}) => used.has(id));
  return sources.length === 0
    ? []
    : [
        heading('Sources'),
        ...sources.flatMap(({id, title, publisher}) => proseAfter([span(` ${id}  `, 'key')], `${title}, ${publisher}`, width, 3)),
      ];
}
