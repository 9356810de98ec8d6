import {MINUTE_MS} from '../timeline/time.js';
import type {Mitigation, Ms} from '../timeline/types.js';
import type {Snapshot} from './machine.js';
import {operatorsOf, type Progress} from './operators.js';
import {ordersOf} from './orders.js';
import type {Plan} from './plan.js';
import type {FiredAction, LogEntry, RunTable} from './run.js';
import {type Engine, type Prepared, runRows, sheetOf} from './simulate.js';

/** A run that is still going on: what has happened up to now, and nothing beyond. */
export type LiveRun = RunTable & {
  readonly untilMs: Ms;
  readonly actions: readonly FiredAction[];
  readonly log: readonly LogEntry[];
};

/**
 * Gives the run of a plan up to an instant. Asked for a later instant, or for a plan that differs only in what has not taken effect
 * yet, it goes on from where it stood; for anything else it starts again. Either way the answer depends on the arguments alone.
 */
export type Living = (plan: Plan, untilMs: Ms) => LiveRun;

/** Where the last answer stood. */
type Stand = {
  readonly plan: Plan;
  readonly row: number;
  readonly machine: Snapshot;
  readonly progress: ReadonlyMap<string, Readonly<Progress>>;
};

/**
 * A run that is played while people decide: it costs what the minutes cost that pass, however often the plan changes.
 *
 * @param signals what its table keeps, a column each
 * @throws RangeError for a timeline without a model
 */
export function livingRun({timeline, engine}: Prepared, signals: readonly string[]): Living {
  if (engine === null) throw new RangeError(`${timeline.incident.id} has no model to play`);
  const {model, machine, delays} = engine;
  const sheet = sheetOf(machine, signals);
  let table = new Float64Array(machine.rows * sheet.signals.length);
  let last: Stand | null = null;
  let given: {readonly plan: Plan; readonly run: LiveRun} | null = null;
  const rowOf = (atMs: Ms): number => Math.max(0, Math.min(machine.rows - 1, Math.floor((atMs - model.startsAtMs) / model.stepMs)));
  const msOf = (row: number): Ms => model.startsAtMs + row * model.stepMs;
  const canGoOn = (from: Stand, plan: Plan, row: number): boolean =>
    row >= from.row &&
    sameText(effective(plan, msOf(from.row), timeline.mitigations), effective(from.plan, msOf(from.row), timeline.mitigations));

  return (plan, untilMs) => {
    const row = rowOf(untilMs);
    if (given !== null && given.plan === plan && given.run.rows === row + 1) return given.run;
    const from = last !== null && canGoOn(last, plan, row) ? last : null;
    // A table that was given out stays as it is.
    if (from === null && last !== null) table = new Float64Array(table.length);
    machine.reset(from?.machine);
    const operators = operatorsOf(ordersOf(timeline, model, plan, 'reactive', machine), delays, machine, from?.progress);
    runRows(
      {model, machine} satisfies Pick<Engine, 'model' | 'machine'>,
      operators,
      {from: from === null ? 0 : from.row + 1, to: row + 1},
      table,
      sheet,
    );
    last = {plan, row, machine: machine.snapshot(), progress: operators.progress()};
    const run = {
      startMs: model.startsAtMs,
      stepMs: model.stepMs,
      rows: row + 1,
      untilMs: msOf(row),
      signals: sheet.signals,
      columns: sheet.columns,
      table,
      actions: operators.outcome(),
      log: machine.log(),
    };
    given = {plan, run};
    return run;
  };
}

const sameText = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The edits that can have made a difference by an instant; until its moment, an action that is moved is one left out. */
const effective = (plan: Plan, atMs: Ms, mitigations: readonly Mitigation[]): Plan =>
  plan.flatMap((edit): Plan => {
    if (edit.op === 'move' && edit.atMs > atMs) return [{op: 'remove', action: edit.action}];
    if (edit.op !== 'add') return [edit];
    const leadMinutes = mitigations.find(({id}) => id === edit.mitigation)?.leadMinutes ?? 0;
    return edit.atMs + leadMinutes * MINUTE_MS <= atMs ? [edit] : [];
  });
