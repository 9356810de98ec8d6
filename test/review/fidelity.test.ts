import {describe, expect, it} from 'vitest';
import {prepare, simulate} from '../../src/engine/simulate.js';
import {edgeClasses, type FidelityEdge, fidelityOf, summaryOf} from '../../src/review/fidelity.js';
import type {Impact, Measure, Timeline} from '../../src/timeline/types.js';
import {flagshipWith, prepared} from '../helpers/flagship.js';
import {aModel, stepwise} from '../helpers/model.js';
import {hashOf} from '../helpers/run-hash.js';

const MINUTE_MS = 60_000;

describe('the flagship against what was published', () => {
  const {edges, summary, windows} = fidelityOf(prepared);
  const errors = edges.map(({errorMinutes}) => Math.abs(errorMinutes ?? Number.POSITIVE_INFINITY));

  it('has at least 38 edges, each once, and the run shows every one', () => {
    expect(edges.length).toBeGreaterThanOrEqual(38);
    expect(new Set(edges.map(({id}) => id)).size).toBe(edges.length);
    expect(edges.filter(({simulatedAtMs}) => simulatedAtMs === null).map(({id}) => id)).toEqual([]);
  });

  it('all but two within 5 minutes, none beyond 15', () => {
    expect(errors.filter(error => error > 5).length).toBeLessThanOrEqual(2);
    expect(Math.max(...errors)).toBeLessThanOrEqual(15);
  });

  it('at least 18 predicted, off by less than 2.5 minutes on average', () => {
    expect(summary.predicted.n).toBeGreaterThanOrEqual(18);
    expect(summary.predicted.meanAbsError).toBeLessThan(2.5);
  });

  it.each(edgeClasses)('its summary of the class "%s" is that of its edges', name => {
    const own = edges.filter(edge => edge.class === name).map(({errorMinutes}) => Math.abs(errorMinutes as number));
    expect(summary[name]).toEqual({
      n: own.length,
      meanAbsError: expect.closeTo(own.reduce((sum, error) => sum + error, 0) / own.length, 9),
      maxAbsError: Math.max(...own),
    });
  });

  it('what was published before the first effect of the fault is unreachable', () => {
    expect(edges.filter(edge => edge.class === 'unreachable').map(({id}) => id)).toEqual([
      'ecs.start',
      'redshift.start',
      'redshift-iam.start',
      'redshift-clusters.start',
    ]);
  });

  it.each(['dynamodb.start', 'dynamodb-empty-record.end', 'nlb.end', 'lambda-poller.end'])('%s was given to the model', id => {
    expect(edges.find(edge => edge.id === id)?.class).toBe('input');
  });

  it('counts a published minute of a service once, as what it was fitted to where it was', () => {
    expect(edges.filter(({service, publishedAtMs}) => service === 'network-manager' && publishedAtMs === 696 * MINUTE_MS)).toEqual([
      expect.objectContaining({id: 'ec2-network-latency.end', class: 'fitted', parameter: 'deferredNetworkWork'}),
    ]);
    expect(edges.some(({id}) => id === 'ec2-network-backlog.end')).toBe(false);
  });

  it('every fitted parameter names an edge that is there, and no edge has two', () => {
    const named = Object.values(prepared.timeline.model?.parameters ?? {}).flatMap(({fits}) => (fits === null ? [] : [fits]));
    expect(edges.filter(edge => edge.class === 'fitted').map(({id}) => id)).toEqual(expect.arrayContaining(named));
    expect(new Set(named).size).toBe(named.length);
  });

  it('windows are whole in the run, but for Connect, which was well between its two waves', () => {
    expect(windows.filter(({insideShare}) => insideShare < 0.9).map(({impact}) => impact)).toEqual(['connect-recall']);
  });

  it('fitting a parameter to an edge turns it from predicted into fitted', () => {
    const classOf = (timeline: Timeline) => fidelityOf(prepare(timeline)).edges.find(({id}) => id === 'dynamodb.end');
    expect(classOf(flagshipWith(() => undefined))).toMatchObject({class: 'predicted', parameter: null});
    const fitted = flagshipWith(file => {
      const {parameters} = file.model as {parameters: Record<string, Record<string, unknown>>};
      (parameters.negativeTtlSeconds as Record<string, unknown>).fits = 'dynamodb.end';
    });
    expect(classOf(fitted)).toMatchObject({class: 'fitted', parameter: 'negativeTtlSeconds'});
  });

  it('nothing of it reaches the simulation: other published minutes, the same night', () => {
    const changed = flagshipWith(file => {
      for (const impact of file.impacts as Record<string, unknown>[]) impact.startsAt = '2025-10-19T23:10:00-07:00';
      for (const parameter of Object.values((file.model as {parameters: Record<string, Record<string, unknown>>}).parameters)) {
        delete parameter.fits;
        delete parameter.range;
      }
      (file.model as {worlds?: unknown}).worlds = undefined;
    });
    const run = prepare(changed);
    expect(hashOf(run.history)).toBe(hashOf(prepared.history));
    const late = fidelityOf(run).edges.find(({id}) => id === 'support.start') as FidelityEdge;
    expect(late).toMatchObject({errorMinutes: 38, class: 'unreachable'});
  });
});

describe('an edge', () => {
  /** A night in which a signal is as bad as its curve, published as one window. */
  const night = (points: readonly (readonly [number, number])[], window: Partial<Impact>, measure: Partial<Measure> = {}): Timeline => ({
    ...aModel({components: [{type: 'signal', id: 'bad', expr: 'demand.bad'}], demand: {bad: stepwise(...points)}}),
    impacts: [
      {
        id: 'w',
        service: 's',
        title: '',
        startsAtMs: 10 * MINUTE_MS,
        endsAtMs: 20 * MINUTE_MS,
        sources: ['a', 'b'],
        confidence: 'official',
        measure: {signal: 'bad', op: '>=', value: 0.5, gapMinutes: 3, inputs: [], ...measure},
        ...window,
      },
    ],
  });
  const found = (timeline: Timeline) =>
    fidelityOf(prepare(timeline)).edges.map(({edge, errorMinutes, class: name}) => [edge, errorMinutes, name]);

  it.each([
    {
      what: 'on time',
      points: [
        [0, 0],
        [10, 1],
        [20, 0],
      ],
      start: 0,
      end: 0,
    },
    {
      what: 'late and long',
      points: [
        [0, 0],
        [12, 1],
        [27, 0],
      ],
      start: 2,
      end: 7,
    },
    {
      what: 'a hole shorter than the gap is none',
      points: [
        [0, 0],
        [10, 1],
        [14, 0],
        [16, 1],
        [20, 0],
      ],
      start: 0,
      end: 0,
    },
    {
      what: 'of two stretches the one that overlaps more',
      points: [
        [0, 0],
        [8, 1],
        [12, 0],
        [16, 1],
        [22, 0],
      ],
      start: 6,
      end: 2,
    },
    {
      what: 'where none overlaps, the nearest',
      points: [
        [0, 0],
        [2, 1],
        [3, 0],
        [24, 1],
        [30, 0],
      ],
      start: 14,
      end: 10,
    },
    {
      what: 'what never ends has no end',
      points: [
        [0, 0],
        [10, 1],
      ],
      start: 0,
      end: null,
    },
    {what: 'what never begins has neither', points: [[0, 0]], start: null, end: null},
  ] as const)('$what', ({points, start, end}) => {
    expect(found(night(points, {}))).toEqual([
      ['start', start, 'predicted'],
      ['end', end, 'predicted'],
    ]);
  });

  it('a given one is an input, one that was not published is none', () => {
    expect(
      found(
        night(
          [
            [0, 0],
            [10, 1],
            [20, 0],
          ],
          {endsAtMs: null},
          {inputs: ['start']},
        ),
      ),
    ).toEqual([['start', 0, 'input']]);
  });

  it('nothing is measured without a measure, nor in a plain record', () => {
    expect(found(night([[0, 1]], {measure: null}))).toEqual([]);
    expect(fidelityOf(prepare({...night([[0, 1]], {}), model: null})).edges).toEqual([]);
  });

  it('says the share of the window in which its condition holds, holes counted', () => {
    const {windows} = fidelityOf(
      prepare(
        night(
          [
            [0, 0],
            [10, 1],
            [14, 0],
            [16, 1],
            [20, 0],
          ],
          {},
        ),
      ),
    );
    expect(windows).toEqual([{impact: 'w', insideShare: expect.closeTo(0.8, 1)}]);
  });

  it('a class without errors has no mean', () => {
    expect(summaryOf([]).predicted).toEqual({n: 0, meanAbsError: null, maxAbsError: null});
  });

  it('a night is only changed by its fault: history equals itself without one', () => {
    const calm = prepare(
      night(
        [
          [0, 0],
          [10, 1],
        ],
        {},
      ),
    );
    expect(hashOf(simulate(calm, [], {isFaultless: true}))).toBe(hashOf(calm.history));
  });
});
