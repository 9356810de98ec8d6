import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {prepare} from '../../src/engine/simulate.js';
import {loadTimeline} from '../../src/import/load.js';
import {randomAt} from '../../src/model/random.js';
import {agrees, drawnParameters, drawOf, worldsFrom} from '../../src/review/band.js';
import {calibrateOf, fitsOf} from '../../src/review/calibrate.js';
import {fidelityOf} from '../../src/review/fidelity.js';
import {withValues, withWorlds} from '../../src/review/rewrite.js';
import type {Parameter, Timeline} from '../../src/timeline/types.js';
import {flagship, flagshipFile, flagshipText} from '../helpers/flagship.js';
import {aModel, stepwise} from '../helpers/model.js';

const MINUTE_MS = 60_000;

/** A queue that fills for ten minutes and is then worked off: how fast decides when it is empty. */
function queue(rate: Partial<Parameter>, endsAtMinute: number): Timeline {
  const timeline = aModel({
    components: [{type: 'work-queue', id: 'queue', inflow: 1, mu0: {param: 'rate'}, consumer: 'demand.up'}],
    demand: {up: stepwise([0, 1], [5, 0], [15, 1])},
    parameters: {rate: 3, other: 1},
    minutes: 120,
  });
  const model = timeline.model as NonNullable<Timeline['model']>;
  const fitted = {...(model.parameters.rate as Parameter), range: [1.1, 20] as const, fits: 'backlog.end', ...rate};
  return {
    ...timeline,
    model: {...model, parameters: {...model.parameters, rate: fitted}},
    impacts: [
      {
        id: 'backlog',
        service: 'queue',
        title: '',
        startsAtMs: 5 * MINUTE_MS,
        endsAtMs: endsAtMinute * MINUTE_MS,
        sources: [],
        confidence: 'official',
        measure: {signal: 'queue.backlog', op: '>=', value: 0.5, gapMinutes: 3, inputs: []},
      },
    ],
  };
}

describe('calibrateOf', () => {
  it.each([{endsAtMinute: 16.5}, {endsAtMinute: 20}, {endsAtMinute: 40}])(
    'fits a queue that is empty at $endsAtMinute',
    ({endsAtMinute}) => {
      const {values, fits} = calibrateOf(queue({}, endsAtMinute)) ?? expect.fail('nothing fitted');
      // Ten minutes of work wait at minute 15; with less than half a minute left it counts as empty.
      expect(Math.abs((values.rate as number) / (1 + 9.5 / (endsAtMinute - 15)) - 1)).toBeLessThan(0.05);
      expect(fits).toEqual([expect.objectContaining({name: 'rate', edge: 'backlog.end', before: 3})]);
      expect(Math.abs(fits[0]?.errorAfter as number)).toBeLessThanOrEqual(0.25);
    },
  );

  it('leaves what agrees as it is: fitting again changes nothing', () => {
    const first = calibrateOf(queue({}, 40));
    const again = calibrateOf(queue({value: first?.values.rate as number}, 40));
    expect(again?.values).toEqual(first?.values);
  });

  it('where no value of the range will do, the nearest miss stays and says so', () => {
    const {values, fits} = calibrateOf(queue({range: [2, 4]}, 40)) ?? expect.fail('nothing fitted');
    expect(values.rate).toBeCloseTo(2, 1);
    expect(fits[0]?.errorAfter).toBeLessThan(-10);
    expect(calibrateOf(queue({range: [2, 4]}, 40), {giveUpMinutes: 5})).toBeNull();
  });

  it('a timeline without fits has nothing to fit', () => {
    expect(calibrateOf(queue({fits: null}, 40))).toEqual({values: {}, fits: []});
  });

  it('goes in order of the published time', () => {
    const times = fitsOf(flagship).map(({publishedAtMs}) => publishedAtMs);
    expect(times.length).toBeGreaterThan(10);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('the flagship is calibrated: one more time changes nothing', () => {
    const {fits} = calibrateOf(flagship, {sweeps: 1}) ?? expect.fail('nothing fitted');
    expect(fits.filter(({before, after}) => before !== after).map(({name}) => name)).toEqual([]);
  }, 30_000);

  it('finds its way back from another value', () => {
    const {values, fits} = calibrateOf(flagship, {values: {leaseThr: 0.03}, sweeps: 1}) ?? expect.fail('nothing fitted');
    expect(fits.find(({name}) => name === 'leaseThr')?.errorBefore).toBeGreaterThan(1);
    expect(Math.abs(fits.find(({name}) => name === 'leaseThr')?.errorAfter as number)).toBeLessThanOrEqual(0.25);
    expect(values.leaseThr).toBeCloseTo(flagship.model?.parameters.leaseThr?.value as number, 3);
  }, 30_000);
});

describe('randomAt', () => {
  it('is the same for the same place, and another one elsewhere', () => {
    expect(randomAt(1, 'a', 0)).toBe(randomAt(1, 'a', 0));
    const places = [randomAt(1, 'a', 0), randomAt(2, 'a', 0), randomAt(1, 'b', 0), randomAt(1, 'a', 1), randomAt(1, 'aa', 0)];
    expect(new Set(places).size).toBe(places.length);
  });

  it('fills 0 to 1 evenly', () => {
    const draws = Array.from({length: 4000}, (_, draw) => randomAt(7, 'x', draw));
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...draws)).toBeLessThan(1);
    for (const tenth of [0.1, 0.5, 0.9]) expect(draws.filter(draw => draw < tenth).length / draws.length).toBeCloseTo(tenth, 1);
  });
});

describe('worlds', () => {
  const {worlds, parameters} = flagship.model as NonNullable<Timeline['model']>;
  const drawn = drawnParameters(flagship);
  const valuesOf = (index: number) =>
    Object.fromEntries((worlds?.parameters ?? []).map((name, at) => [name, worlds?.values[index]?.[at] as number]));

  it('draw what the record leaves open: at least twenty parameters, none fitted, none published', () => {
    expect(drawn.length).toBeGreaterThanOrEqual(20);
    expect(drawn.filter(name => /^(?:fitted|published)/.test(parameters[name]?.origin ?? ''))).toEqual([]);
    expect(worlds?.parameters).toEqual([...drawn, ...fitsOf(flagship).map(({name}) => name)]);
  });

  it('there are fifty, each in its ranges, no two alike', () => {
    expect(worlds?.values).toHaveLength(50);
    expect(new Set(worlds?.values.map(row => row.join())).size).toBe(50);
    for (const [at, name] of (worlds?.parameters ?? []).entries()) {
      const [low, high] = parameters[name]?.range ?? expect.fail(name);
      for (const row of worlds?.values ?? []) {
        expect(row[at]).toBeGreaterThanOrEqual(low);
        expect(row[at]).toBeLessThanOrEqual(high);
      }
    }
  });

  it.each([0, 17, 49])('world %i reproduces the record', index => {
    expect(agrees(flagship, valuesOf(index), worlds?.toleranceMinutes ?? 0)).toBe(true);
    expect(agrees(flagship, {...valuesOf(index), leaseThr: 0.005}, worlds?.toleranceMinutes ?? 0)).toBe(false);
  });

  it('follow from the seed: the first accepted draw again is the first world', () => {
    const first = Array.from({length: worlds?.drawn ?? 0}, (_, draw) => draw).find(draw =>
      drawn.every(name => Math.abs(onRange(name, draw) / (valuesOf(0)[name] as number) - 1) < 1e-4),
    );
    expect(first).toBeDefined();
    expect(drawOf(flagship, worlds?.seed ?? 0, first as number, worlds?.toleranceMinutes ?? 0)).toEqual(valuesOf(0));
  }, 30_000);

  it('a draw in which nothing can be fitted is none', () => {
    const never = queue({range: [2, 4]}, 40);
    expect(drawOf(never, 1, 0, 5)).toBeNull();
    expect(drawOf(queue({}, 40), 1, 0, 5)).toEqual({rate: expect.any(Number)});
  });

  it('the first accepted draws are taken, and all draws up to the last of them counted', () => {
    const timeline = queue({}, 40);
    const draws = [null, {rate: 2}, null, {rate: 3}, {rate: 4}];
    expect(worldsFrom(timeline, draws, {seed: 5, wanted: 2, toleranceMinutes: 10})).toEqual({
      seed: 5,
      drawn: 4,
      toleranceMinutes: 10,
      parameters: ['rate'],
      values: [[2], [3]],
    });
    expect(worldsFrom(timeline, draws, {seed: 5, wanted: 9, toleranceMinutes: 10})).toMatchObject({drawn: 5, values: [[2], [3], [4]]});
  });

  function onRange(name: string, draw: number): number {
    const [low, high] = parameters[name]?.range ?? expect.fail(name);
    return low * (high / low) ** randomAt(worlds?.seed ?? 0, name, draw);
  }
});

describe('written into the file', () => {
  it('values change their numbers and nothing else', () => {
    const changed = withValues(flagshipText, {leaseThr: 0.04, stsUtil: 0.8});
    const difference = changed.split('\n').flatMap((line, index) => (line === flagshipText.split('\n')[index] ? [] : [line.trim()]));
    expect(difference).toHaveLength(2);
    expect(loadTimeline(flagshipFile, changed).model?.parameters.leaseThr?.value).toBe(0.04);
    expect(
      withValues(changed, {
        leaseThr: flagship.model?.parameters.leaseThr?.value ?? 0,
        stsUtil: flagship.model?.parameters.stsUtil?.value ?? 0,
      }),
    ).toBe(flagshipText);
  });

  it('the same worlds are the same bytes', () => {
    expect(withWorlds(flagshipText, flagship.model?.worlds ?? expect.fail('no worlds'))).toBe(flagshipText);
  });

  it('worlds are added to a file that has none', () => {
    const text = readFileSync('test/fixtures/cli/shop-bad-release.json', 'utf8');
    const worlds = {seed: 1, drawn: 3, toleranceMinutes: 10, parameters: [], values: []};
    expect(JSON.parse(withWorlds(text, worlds)).model.worlds).toEqual(worlds);
  });

  it('a parameter that is not there is a mistake', () => {
    expect(() => withValues(flagshipText, {nobody: 1})).toThrow('model.parameters.nobody');
  });
});

describe('fitted parameters are fewer than edges', () => {
  it('more edges are predicted than fitted', () => {
    const {summary} = fidelityOf(prepare(flagship));
    expect(summary.predicted.n).toBeGreaterThan(summary.fitted.n);
  });
});
