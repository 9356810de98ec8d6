import type {FiredAction, Run, Window} from '../engine/run.js';
import {windowsOf} from '../engine/windows.js';
import {UserError} from '../errors.js';
import {sinceStartExact, stamp} from '../format/clock.js';
import {grouped} from '../format/number.js';
import {parseTime} from '../format/time-expression.js';
import {sentence} from '../format/words.js';
import {impactOf} from '../review/impact.js';
import {nameHint} from '../timeline/nearest.js';
import type {Ms, Timeline} from '../timeline/types.js';
import {assertionHelp} from './assertion-help.js';

/** What an assertion came to, with the value it was held against. */
export type Verdict = {readonly expression: string; readonly holds: boolean; readonly actual: string};

type Fact =
  | {readonly kind: 'time'; readonly atMs: number; readonly actual: string}
  | {readonly kind: 'number'; readonly value: number; readonly actual: string}
  | {readonly kind: 'truth'; readonly value: boolean; readonly actual: string};

const comparisonForm = /^(.*?)\s*(<=|>=|==|!=|<|>)\s*(.+)$/;
const fields = ['startsAt', 'endsAt', 'minutes', 'never', 'firedAt'] as const;

/** Holds a run against one assertion. Throws a UserError with exit code 2 when it cannot be read. */
export function verdictOf(expression: string, run: Run, history: Run): Verdict {
  const text = expression.trim();
  const match = comparisonForm.exec(text);
  const fact = factOf((match?.[1] ?? text).trim(), run, history);
  if (match === null) {
    if (fact.kind !== 'truth') throw malformed(text, 'it compares nothing');
    return {expression: text, holds: fact.value, actual: fact.actual};
  }
  if (fact.kind === 'truth') throw malformed(text, '".never" is compared with nothing');
  const [, , operator = '', right = ''] = match;
  const left = fact.kind === 'time' ? fact.atMs : fact.value;
  return {
    expression: text,
    holds: compare(left, operator, fact.kind === 'time' ? parseTime(right, run.timeline) : numberOf(right, text)),
    actual: fact.actual,
  };
}

const malformed = (text: string, why: string): UserError => new UserError(`--assert ${JSON.stringify(text)}: ${why}.`, assertionHelp, 2);

function numberOf(right: string, text: string): number {
  const value = Number(right.replace(/_/g, ''));
  if (!Number.isFinite(value)) throw malformed(text, `${JSON.stringify(right)} is not a number`);
  return value;
}

function compare(left: number, operator: string, right: number): boolean {
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '==':
      return left === right;
    default:
      return left !== right;
  }
}

function factOf(path: string, run: Run, history: Run): Fact {
  if (path === 'impact.userMinutes') return numberFact(impactOf(run).userMinutes);
  if (path === 'impact.versusHistory') return numberFact(impactOf(run).userMinutes - impactOf(history).userMinutes);
  const dot = path.lastIndexOf('.');
  const name = path.slice(0, Math.max(0, dot));
  const field = fields.find(known => known === path.slice(dot + 1));
  if (dot < 1 || field === undefined) throw malformed(path, `it does not end in one of ${fields.map(known => `.${known}`).join(', ')}`);
  const isService = run.timeline.services.some(({id}) => id === name);
  if (isService && field !== 'firedAt') return serviceFact(name, field, run);
  const action = run.actions.findLast(({id}) => id === name);
  if (action !== undefined && (field === 'firedAt' || field === 'never')) return actionFact(action, field, run.timeline);
  throw unknownName(name, field, run);
}

function unknownName(name: string, field: string, run: Run): UserError {
  const services = field === 'firedAt' ? [] : run.timeline.services.map(({id}) => id);
  const actions = field === 'firedAt' || field === 'never' ? run.actions.map(({id}) => id) : [];
  const known = new Set([...services, ...actions]);
  return new UserError(`--assert: nothing called "${name}" has ".${field}" in this run.`, `${sentence(nameHint(name, known))}.`, 2);
}

const numberFact = (value: number): Fact => ({kind: 'number', value, actual: Number.isInteger(value) ? grouped(value) : String(value)});

const timeFact = (timeline: Timeline, atMs: Ms, otherwise: string): Fact => ({
  kind: 'time',
  atMs,
  actual: Number.isFinite(atMs) ? `${stamp(timeline, atMs)}, ${sinceStartExact(timeline, atMs)}` : otherwise,
});

function serviceFact(service: string, field: 'startsAt' | 'endsAt' | 'minutes' | 'never', run: Run): Fact {
  const windows = windowsOf(run).filter(window => window.service === service);
  switch (field) {
    case 'minutes':
      return numberFact(impactOf(run).byService[service] ?? 0);
    case 'never':
      return {kind: 'truth', value: windows.length === 0, actual: windows.length === 0 ? 'never' : hours(run.timeline, windows)};
    case 'startsAt':
      return timeFact(run.timeline, windows[0]?.startsAtMs ?? Number.POSITIVE_INFINITY, 'it was operational all the time');
    default: {
      const last = windows.at(-1);
      if (last === undefined) return timeFact(run.timeline, Number.NEGATIVE_INFINITY, 'it was operational all the time');
      return timeFact(run.timeline, last.endsAtMs ?? Number.POSITIVE_INFINITY, 'never in the run');
    }
  }
}

const hours = (timeline: Timeline, windows: readonly Window[]): string =>
  windows
    .map(({startsAtMs, endsAtMs}) => `${stamp(timeline, startsAtMs)} to ${endsAtMs === null ? 'the end' : stamp(timeline, endsAtMs)}`)
    .join(', ');

function actionFact({firedAtMs, reason}: FiredAction, field: 'firedAt' | 'never', timeline: Timeline): Fact {
  const never = `never${reason === '' ? '' : `: ${reason}`}`;
  if (field === 'firedAt') return timeFact(timeline, firedAtMs ?? Number.POSITIVE_INFINITY, never);
  return {kind: 'truth', value: firedAtMs === null, actual: firedAtMs === null ? never : `done at ${stamp(timeline, firedAtMs)}`};
}
