import {describe, expect, it} from 'vitest';
import {prepare, simulate} from '../../src/engine/simulate.js';
import {windowsOf, windowsOfService} from '../../src/engine/windows.js';
import {impactOf} from '../../src/review/impact.js';
import type {Model, Timeline} from '../../src/timeline/types.js';
import {flagship, night, prepared} from '../helpers/flagship.js';
import {hashOf} from '../helpers/run-hash.js';

const model = flagship.model as Model;
const coarse = {stepMs: 30_000};
const calm: Timeline = {...flagship, model: {...model, faults: [], actions: []}};
const unattended: Timeline = {...flagship, model: {...model, actions: []}};

/** Other worlds: every parameter that has a range somewhere else in it, the same draws every time. */
const worlds = Array.from({length: 6}, (_, draw) => ({
  draw,
  parameters: Object.fromEntries(
    Object.entries(model.parameters).flatMap(([name, {range}], index) => {
      if (range === null) return [];
      const share = ((draw + 1) * 0.618034 + index * 0.754878) % 1;
      return [[name, range[0] + share * (range[1] - range[0])] as const];
    }),
  ),
}));

describe('no fault, no actions: nothing happens', () => {
  it('in this world: no window and no error above 0.1 % all day', () => {
    const run = prepare(calm).history;
    expect(windowsOf(run)).toEqual([]);
    expect(impactOf(run)).toEqual({userMinutes: 0, byService: {}});
    for (const [name, column] of run.columns) {
      if (!name.endsWith('.err')) continue;
      let most = 0;
      for (let row = 0; row < run.rows; row++) most = Math.max(most, run.table[row * run.signals.length + column] as number);
      expect(most, name).toBeLessThan(0.001);
    }
  });

  it.each(worlds)('in other world $draw', ({parameters}) => {
    const run = prepare(calm, {...coarse, parameters}).history;
    expect(windowsOf(run)).toEqual([]);
    expect(impactOf(run).userMinutes).toBe(0);
  });

  it('no fault, people on duty: nobody has anything to do, and it is the same day bit for bit', () => {
    const run = simulate(prepared, [], {isFaultless: true});
    expect(run.actions.filter(({firedAtMs}) => firedAtMs !== null)).toEqual([]);
    expect(hashOf(run)).toBe(hashOf(prepare(calm).history));
  });
});

describe('the fault and nobody who acts: DynamoDB, EC2, Lambda and STS never recover', () => {
  const neverBack = ['dynamodb', 'ec2', 'lambda', 'sts'];
  const ends = (run: ReturnType<typeof simulate>) => neverBack.map(service => windowsOfService(run, service).at(-1)?.endsAtMs);

  it('in this world', () => {
    expect(ends(prepare(unattended).history)).toEqual([null, null, null, null]);
  });

  it.each(worlds)('in other world $draw', ({parameters}) => {
    expect(ends(prepare(unattended, {...coarse, parameters}).history)).toEqual([null, null, null, null]);
  });
});

describe('the Enactor is late by other than 961 to 985 seconds: no outage', () => {
  const lateBy = (stallSeconds: number) => {
    const faults = model.faults.map(fault => ({...fault, stallSeconds}));
    return prepare({...unattended, model: {...model, actions: [], faults, endsAtMs: night('01:00')}}, coarse).history;
  };

  it('every second from 955 to 990', () => {
    const seconds = Array.from({length: 36}, (_, index) => 955 + index);
    const outage = seconds.filter(stallSeconds => windowsOf(lateBy(stallSeconds)).length > 0);
    expect(outage).toEqual(seconds.filter(stallSeconds => stallSeconds >= 961 && stallSeconds <= 985));
  });

  it.each([0, 240, 241, 600, 1200, 3600])('late by %d s: everything stays well', stallSeconds => {
    expect(windowsOf(lateBy(stallSeconds))).toEqual([]);
  });
});
