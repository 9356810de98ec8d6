import {describe, expect, it} from 'vitest';
import type {Edit, Plan} from '../../src/engine/plan.js';
import type {Run} from '../../src/engine/run.js';
import {prepare, simulate} from '../../src/engine/simulate.js';
import {windowsOf} from '../../src/engine/windows.js';
import type {Model, Ms, Timeline} from '../../src/timeline/types.js';
import {flagship, flagshipWith, night, prepared} from '../helpers/flagship.js';
import {hashOf} from '../helpers/run-hash.js';
import {edgesOf, inEffectAt, MINUTE_MS, sameUntil, without} from '../helpers/what-if.js';

const {history} = prepared;
const actions = (flagship.model as Model).actions;
type Row = Record<string, unknown>;

const iso = /^\d{4}-\d\d-\d\dT/;
/** Every time in a value, so many minutes later. */
function later<T>(value: T, minutes: number): T {
  if (typeof value === 'string' && iso.test(value)) return new Date(Date.parse(value) + minutes * MINUTE_MS).toISOString() as T;
  if (Array.isArray(value)) return value.map(item => later(item, minutes)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, later(item, minutes)])) as T;
}

/** The flagship on a day whose demand never changes, with something else in its model. */
const flatDay = (change: (model: Row) => void = () => {}): Timeline =>
  flagshipWith(file => {
    const model = file.model as Row & {demand: Row};
    for (const curve of Object.keys(model.demand)) model.demand[curve] = [[model.startsAt, 0.9]];
    change(model);
  });

describe('under flat demand only the distance between times matters', () => {
  const plain = prepare(flatDay()).history;

  it.each([60, 37])('start, fault, Enactors and actions %d minutes later: every window %d minutes later, bit for bit', minutes => {
    const moved = prepare(
      flatDay(model => {
        for (const key of Object.keys(model)) if (key !== 'epoch') model[key] = later(model[key], minutes);
      }),
    ).history;
    const shift = (atMs: Ms | null): Ms | null => (atMs === null ? null : atMs + minutes * MINUTE_MS);
    expect(hashOf(moved)).toBe(hashOf(plain));
    expect(windowsOf(moved)).toEqual(
      windowsOf(plain).map(row => ({...row, startsAtMs: shift(row.startsAtMs), endsAtMs: shift(row.endsAtMs)})),
    );
    expect(moved.actions).toEqual(plain.actions.map(row => ({...row, firedAtMs: shift(row.firedAtMs)})));
    expect(moved.log.map(({atMs}) => atMs)).toEqual(plain.log.map(({atMs}) => shift(atMs)));
  });

  it('the start left where it was: every window 60 minutes later, to half a minute (a longer day before it settles the fleets a little more)', () => {
    const moved = prepare(
      flatDay(model => {
        for (const key of ['faults', 'components', 'actions', 'endsAt']) model[key] = later(model[key], 60);
      }),
    ).history;
    const before = edgesOf(plain);
    const after = edgesOf(moved);
    expect([...after.keys()]).toEqual([...before.keys()]);
    for (const [edge, atMs] of before) {
      expect(Math.abs((after.get(edge) as Ms) - atMs - 60 * MINUTE_MS), edge).toBeLessThanOrEqual(MINUTE_MS / 2);
    }
  });
});

describe('nothing changes before the first thing that a plan changes', () => {
  // Without checkpoints every run goes through the whole night itself.
  const whole = {...prepared, engine: prepared.engine && {...prepared.engine, checkpoints: []}};
  const changedAlone = (edit: Edit, fromMs: Ms) => {
    const run: Run = simulate(whole, [edit]);
    expect(sameUntil(run, history, fromMs)).toBe(true);
    const wasDone = (of: Run) =>
      of.actions.filter(({origin, firedAtMs}) => origin === 'recorded' && firedAtMs !== null && firedAtMs < fromMs);
    expect(wasDone(run)).toEqual(wasDone(history));
  };

  it.each(actions)('$id left out, 20 minutes earlier, 20 minutes later', ({id, atMs}) => {
    changedAlone(without(id), atMs);
    changedAlone({op: 'move', action: id, atMs: atMs - 20 * MINUTE_MS}, atMs - 20 * MINUTE_MS);
    changedAlone({op: 'move', action: id, atMs: atMs + 20 * MINUTE_MS}, atMs);
  });

  it.each(flagship.mitigations)('$id in effect at 00:38, 04:50 and 10:00', ({id}) => {
    for (const clock of ['00:38', '04:50', '10:00']) changedAlone(inEffectAt(id, clock), night(clock));
  });

  it('the comparison is no formality: what comes after does change', () => {
    const plan: Plan = [{op: 'move', action: 'dns.restore', atMs: night('02:00')}];
    expect(sameUntil(simulate(whole, plan), history, night('02:00'))).toBe(true);
    expect(sameUntil(simulate(whole, plan), history, night('02:00') + history.stepMs)).toBe(false);
  });
});

describe('the length of a step is no part of the story', () => {
  // The second end of STS is where this shows most: its retries end at a threshold that the pool's capacity approaches slowly.
  it.each([
    {seconds: 5, within: 3, mean: 0.5},
    {seconds: 10, within: 3, mean: 0.5},
    {seconds: 30, within: 3, mean: 0.7},
  ])('$seconds s: the same windows as at 15 s, each edge within $within minutes', ({seconds, within, mean}) => {
    const edges = edgesOf(prepare(flagship, {stepMs: seconds * 1000}).history);
    const reference = edgesOf(history);
    expect([...edges.keys()]).toEqual([...reference.keys()]);
    const off = [...reference].map(([edge, atMs]) => ({edge, minutes: Math.abs((edges.get(edge) as Ms) - atMs) / MINUTE_MS}));
    expect(off.filter(({minutes}) => minutes > within)).toEqual([]);
    expect(off.reduce((sum, {minutes}) => sum + minutes, 0) / off.length).toBeLessThan(mean);
  });
});
