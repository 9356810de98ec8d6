import type {Edit} from '../engine/plan.js';
import type {FiredAction, Run, Window} from '../engine/run.js';
import {windowsOf} from '../engine/windows.js';
import {unreachable} from '../errors.js';
import {dateRange, duration, sinceStart, stamp} from '../format/clock.js';
import {minutes, plural, signed, userMinutes} from '../format/number.js';
import {fit, width} from '../format/text.js';
import {impactOf} from '../review/impact.js';
import type {Ms, Timeline} from '../timeline/types.js';

/** A run in words: its plan, its impact beside history's, when each service was down, and what operators did. */
export function reportOf(run: Run, history: Run): readonly string[] {
  return [
    ...headOf(run),
    ...planLines(run),
    '',
    ...impactLines(run, history),
    '',
    ...windowLines(run, history),
    ...actionLines(run, history),
  ];
}

/** The title, whether this is history, and where the words and numbers below come from. */
export function headOf({timeline, plan, mode, seed}: Run, simulated = 'SIMULATED'): readonly string[] {
  const {title, startsAtMs, endsAtMs, timeZone} = timeline.incident;
  const badge = plan.length === 0 ? 'HISTORY' : `WHAT-IF  ${plural(plan.length, 'change')}`;
  const origin = timeline.model === null ? 'FACT, from the record alone: no model' : `${simulated} (${mode}, seed ${seed})`;
  return [title, `${dateRange(timeline, startsAtMs, endsAtMs)}, times in ${timeZone}`, `${badge}  ${origin}`];
}

/** The plan in words, one edit a line; nothing for history. */
export const planLines = ({timeline, plan}: Run): readonly string[] =>
  plan.length === 0 ? [] : ['', 'CHANGED', ...plan.map(edit => `  ${editWords(timeline, edit)}`)];

export function editWords(timeline: Timeline, edit: Edit): string {
  const at = (atMs: Ms): string => `at ${stamp(timeline, atMs)} (${sinceStart(timeline, atMs)})`;
  switch (edit.op) {
    case 'add':
      return `throw ${edit.mitigation} ${at(edit.atMs)}`;
    case 'remove':
      return `leave out ${edit.action}`;
    case 'move':
      return `do ${edit.action} ${at(edit.atMs)}`;
    default:
      return unreachable(edit);
  }
}

/** Rows of cells → aligned lines; all but the first column can be set to the right. */
export function table(rows: readonly (readonly string[])[], right: readonly number[] = []): readonly string[] {
  const columns = Math.max(0, ...rows.map(row => row.length));
  const widths = Array.from({length: columns}, (_, column) => Math.max(...rows.map(row => width(row[column] ?? ''))));
  const cells = (row: readonly string[]) =>
    row.map((cell, column) => fit(cell, widths[column] ?? 0, right.includes(column) ? 'right' : 'left'));
  return rows.map(row => `  ${cells(row).join('   ')}`.trimEnd());
}

/** The run's impact; beside history's when it is not history itself. */
export function impactLines(run: Run, history: Run): readonly string[] {
  const own = impactOf(run);
  const other = impactOf(history);
  const isHistory = run.plan.length === 0;
  const versus = (value: number, past: number, words: (size: number) => string): readonly string[] =>
    isHistory ? [words(value)] : [words(value), `history ${words(past)}`, signed(value - past, words)];
  const users = run.timeline.model === null ? [] : [['impaired users', ...versus(own.userMinutes, other.userMinutes, userMinutes)]];
  const services = run.timeline.services
    .filter(({id}) => (own.byService[id] ?? 0) > 0 || (other.byService[id] ?? 0) > 0)
    .map(({id, name}) => [name, ...versus(own.byService[id] ?? 0, other.byService[id] ?? 0, minutes)]);
  const rows = [...users, ...services];
  return ['IMPACT: users, and minutes not operational', ...(rows.length === 0 ? ['  none'] : table(rows, [1, 2, 3]))];
}

function windowLines(run: Run, history: Run): readonly string[] {
  const {timeline} = run;
  const names = new Map(timeline.services.map(({id, name}) => [id, name]));
  const past = new Set(windowsOf(history).map(keyOf));
  const rows = windowsOf(run).map(window => {
    const {service, status, startsAtMs, endsAtMs} = window;
    const end = endsAtMs === null ? 'never in the run' : stamp(timeline, endsAtMs);
    const length = duration((endsAtMs ?? run.endMs) - startsAtMs);
    return [
      names.get(service) ?? service,
      status,
      stamp(timeline, startsAtMs),
      end,
      length,
      past.has(keyOf(window)) ? '' : 'differs from history',
    ];
  });
  const head = ['service', 'worst', 'from', 'until', 'length'];
  return ['NOT OPERATIONAL', ...(rows.length === 0 ? ['  no service, at any time'] : table([head, ...rows]))];
}

const keyOf = ({service, status, startsAtMs, endsAtMs}: Window): string => `${service} ${status} ${startsAtMs} ${endsAtMs}`;

function actionLines({timeline, actions}: Run, history: Run): readonly string[] {
  if (actions.length === 0) return [];
  const past = new Map(history.actions.map(({id, firedAtMs}) => [id, firedAtMs]));
  const row = ({id, origin, firedAtMs, reason}: FiredAction): readonly string[] => {
    const done = firedAtMs === null ? 'never' : stamp(timeline, firedAtMs);
    if (origin === 'edit') return [id, done, 'added', reason];
    const then = past.get(id) ?? null;
    const before = then === firedAtMs ? '' : `history ${then === null ? 'never' : stamp(timeline, then)}`;
    return [id, done, 'recorded', [before, reason].filter(part => part !== '').join(', ')];
  };
  return ['', 'ACTIONS', ...table(actions.map(row))];
}
