import {describe, expect, it} from 'vitest';
import type {Plan} from '../../src/engine/plan.js';
import type {Run} from '../../src/engine/run.js';
import {prepare, simulate} from '../../src/engine/simulate.js';
import {TimelineError} from '../../src/errors.js';
import {flagship, flagshipWith, night, prepared} from '../helpers/flagship.js';
import {MINUTE_MS} from '../helpers/what-if.js';

/** Names of signals that were once not a number, or below zero. */
function nonsenseIn(run: Run): readonly string[] {
  const found = new Set<string>();
  const width = run.signals.length;
  for (let index = 0; index < run.table.length; index++) {
    const value = run.table[index] as number;
    if (!Number.isFinite(value) || value < -1e-9) found.add(run.signals[index % width] as string);
  }
  return [...found];
}

type Row = Record<string, unknown>;
const rowsIn = (file: Row, key: string): Row[] => (file.model as Record<string, Row[]>)[key] ?? [];
const first = (rows: readonly Row[], is: (row: Row) => boolean = () => true): Row => rows.find(is) ?? expect.fail('no such row');

describe('what makes no sense is refused by name, and never becomes NaN', () => {
  const mistakes: readonly {readonly what: string; readonly change: (file: Row) => void; readonly says: RegExp}[] = [
    {what: 'an unknown target', change: file => Object.assign(first(rowsIn(file, 'actions')), {target: 'dbb'}), says: /dbb/},
    {what: 'an unknown verb', change: file => Object.assign(first(rowsIn(file, 'actions')), {verb: 'overide'}), says: /overide/},
    {
      what: 'an unknown class',
      change: file => Object.assign(first(rowsIn(file, 'actions')), {params: {classes: ['publik']}}),
      says: /publik/,
    },
    {
      what: 'an unknown signal in a cue',
      change: file => Object.assign(first(rowsIn(file, 'actions')), {when: {signal: 'ddb.svcs', op: '<', value: 0.5}}),
      says: /ddb\.svcs/,
    },
    {
      what: 'an unknown signal in an input',
      change: file =>
        Object.assign(
          first(rowsIn(file, 'components'), ({id}) => id === 'hc'),
          {grow: 'ec2.okay'},
        ),
      says: /ec2\.okay/,
    },
    {
      what: 'two components of one name',
      change: file =>
        Object.assign(
          first(rowsIn(file, 'components'), ({id}) => id === 'iam'),
          {id: 'sts'},
        ),
      says: /"sts"/,
    },
    {
      what: 'two actions of one name',
      change: file => Object.assign(first(rowsIn(file, 'actions')), {id: 'dns.restore'}),
      says: /dns\.restore/,
    },
    {
      what: 'a negative rate',
      change: file =>
        Object.assign(
          first(rowsIn(file, 'components'), ({id}) => id === 'nm'),
          {mu0: -2},
        ),
      says: /mu0/,
    },
    {what: 'a step of no length', change: file => Object.assign(file.model as Row, {stepSeconds: 0}), says: /stepSeconds/},
    {what: 'a step backwards', change: file => Object.assign(file.model as Row, {stepSeconds: -15}), says: /stepSeconds/},
    {
      what: 'an action after the end of the model',
      change: file => Object.assign(first(rowsIn(file, 'actions')), {at: '2025-10-25T00:00:00-07:00'}),
      says: /actions\[0\]\.at|ddb\.override/,
    },
    {
      what: 'an action before its cue',
      change: file =>
        Object.assign(
          first(rowsIn(file, 'actions'), ({id}) => id === 'nlb.off'),
          {at: '2025-10-20T04:00:00-07:00'},
        ),
      says: /nlb\.off/,
    },
  ];
  it.each(mistakes)('$what', ({change, says}) => {
    let told: unknown;
    try {
      prepare(flagshipWith(change));
    } catch (error) {
      told = error;
    }
    expect(told).toBeInstanceOf(TimelineError);
    const {issues} = told as TimelineError;
    expect(issues.map(({path, message}) => `${path} ${message}`).join('\n')).toMatch(says);
  });

  const ends = Object.entries(flagship.model?.parameters ?? {}).flatMap(([name, {range}]) =>
    range === null ? [] : range.map(value => ({name, value})),
  );
  const unattended = flagship.model === null ? flagship : {...flagship, model: {...flagship.model, actions: []}};
  it.each(ends)('$name at the end of its range, $value: numbers only, none below zero', ({name, value}) => {
    const options = {parameters: {[name]: value}, stepMs: 60_000};
    expect(nonsenseIn(prepare(unattended, options).history)).toEqual([]);
  });

  it('every mitigation at every hour: numbers only, none below zero', () => {
    const coarse = prepare(flagship, {stepMs: 60_000});
    for (const {id} of flagship.mitigations) {
      for (let atMs = night('23:00'); atMs < night('14:00'); atMs += 180 * MINUTE_MS)
        expect(nonsenseIn(simulate(coarse, [{op: 'add', mitigation: id, atMs}])), id).toEqual([]);
    }
  });

  it('everything at once, and the other way round', () => {
    const everything: Plan = flagship.mitigations.map(({id}, index) => ({
      op: 'add',
      mitigation: id,
      atMs: night('23:10') + index * 20 * MINUTE_MS,
    }));
    for (const plan of [everything, everything.map((edit, index) => ({...edit, atMs: night('14:00') - index * 20 * MINUTE_MS}))])
      expect(nonsenseIn(simulate(prepared, plan as Plan))).toEqual([]);
  });
});
