import {describe, expect, it} from 'vitest';
import {history, type Plan, takeBack, throwAt} from '../../src/engine/plan.js';
import {type FiredAction, type Run, valueAt} from '../../src/engine/run.js';
import {type Prepared, prepare, simulate} from '../../src/engine/simulate.js';
import {TimelineError} from '../../src/errors.js';
import {loadTimeline} from '../../src/import/load.js';
import {aModel} from '../helpers/model.js';

const minute = (count: number): number => count * 60_000;
const clock = (minutes: number): string =>
  `2030-01-01T${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}:00Z`;

type Parts = {readonly actions?: readonly object[]; readonly mitigations?: readonly object[]};

/** A queue that fills by 1 a minute from 00:10 until somebody closes the inflow, and a switch to look at. */
const incident = ({actions = [], mitigations = []}: Parts): Prepared =>
  prepare(
    loadTimeline(
      'queue.json',
      JSON.stringify({
        schemaVersion: 1,
        incident: {id: 'queue', title: 'A queue', startsAt: clock(10), endsAt: clock(120)},
        events: [],
        mitigations: [
          {id: 'stop', title: 'Stop', target: 'queue', verb: 'stop-inflow', leadMinutes: 10},
          {id: 'slow', title: 'Slow', target: 'queue', verb: 'throttle', params: {factor: 0.5}},
          {id: 'speed', title: 'Speed', target: 'queue', verb: 'relax', params: {perMin: 1}},
          {id: 'lamp', title: 'Lamp', target: 'lamp', verb: 'on', precondition: {signal: 'queue.backlog', op: '>=', value: 30}},
          ...mitigations,
        ],
        model: {
          epoch: clock(0),
          startsAt: clock(0),
          endsAt: clock(120),
          stepSeconds: 60,
          demand: {
            work: [
              [clock(9), 0],
              [clock(10), 1],
            ],
          },
          components: [
            {type: 'work-queue', id: 'queue', inflow: 'demand.work', mu0: 0.001},
            {type: 'switch', id: 'lamp'},
          ],
          actions,
        },
      }),
    ),
  );

const fired = (run: Run, id: string): FiredAction => run.actions.find(action => action.id === id) ?? expect.fail(`no ${id}`);
const stopAt = (minutes: number, when?: object): object => ({
  id: 'queue.stop',
  at: clock(minutes),
  target: 'queue',
  verb: 'stop-inflow',
  ...(when && {when}),
});
const backlog20 = {signal: 'queue.backlog', op: '>=', value: 20};

describe('a recorded action', () => {
  it('without a cue is done at its minute', () => {
    expect(fired(incident({actions: [stopAt(50)]}).history, 'queue.stop').firedAtMs).toBe(minute(50));
  });

  it('with a cue keeps its response delay when the cue comes later', () => {
    // The backlog reaches 20 about 00:30; the record acts at 00:50. Half the speed of filling: the cue comes later, so does the act.
    const prepared = incident({actions: [stopAt(50, backlog20)]});
    const delayMs = prepared.engine?.delays.get('queue.stop') as number;
    expect(delayMs).toBeGreaterThan(minute(18));
    expect(fired(prepared.history, 'queue.stop').firedAtMs).toBe(minute(50));
    expect(fired(simulate(prepared, history), 'queue.stop').firedAtMs).toBe(minute(50));
  });

  it('whose cue never comes is never done', () => {
    const prepared = incident({actions: [stopAt(50, backlog20)]});
    const run = simulate(prepared, throwAt(history, 'stop', minute(5)));
    expect(fired(run, 'queue.stop')).toMatchObject({firedAtMs: null, reason: 'its moment never came'});
  });

  it.each([
    {forMinutes: 0, earlier: true},
    {forMinutes: 15, earlier: false},
  ])('waits until the cue has held for $forMinutes minutes', ({forMinutes}) => {
    const prepared = incident({actions: [stopAt(50, {...backlog20, forMinutes})]});
    const cueMs = minute(50) - (prepared.engine?.delays.get('queue.stop') as number);
    expect(valueAt(prepared.history, 'queue.backlog', cueMs)).toBeGreaterThanOrEqual(20);
    expect(valueAt(prepared.history, 'queue.backlog', cueMs - minute(forMinutes) - minute(1))).toBeLessThan(20);
  });

  it('follows the one it names, also when a person did that first', () => {
    const lamp = {
      id: 'lamp.on',
      at: clock(60),
      target: 'lamp',
      verb: 'on',
      when: {signal: 'queue.backlog', op: '>=', value: 1, after: ['queue.stop']},
    };
    const prepared = incident({actions: [stopAt(50, backlog20), lamp]});
    expect(fired(prepared.history, 'lamp.on').firedAtMs).toBe(minute(60));
    const early = simulate(prepared, throwAt(history, 'stop', minute(10)));
    expect(fired(early, 'stop').firedAtMs).toBe(minute(20));
    expect(fired(early, 'lamp.on').firedAtMs).toBe(minute(30));
    const never = simulate(prepared, [{op: 'remove', action: 'queue.stop'}]);
    expect(fired(never, 'lamp.on').firedAtMs).toBeNull();
  });

  it('that comes before its own cue is a mistake of the file, with its place', () => {
    const wrong = () => incident({actions: [{id: 'lamp.on', at: clock(25), target: 'lamp', verb: 'on', when: backlog20}]});
    expect(wrong).toThrow(TimelineError);
    expect(wrong).toThrow(/model\.actions\[0\]\.when "lamp\.on" is done before its cue is seen/);
    expect(() => incident({actions: [stopAt(50, {...backlog20, value: 5000})]})).toThrow(/is done before its cue is seen/);
  });
});

describe('an edit', () => {
  const prepared = incident({actions: [stopAt(50, backlog20)]});

  it('moves a recorded action to any minute, cue or not', () => {
    const run = simulate(prepared, [{op: 'move', action: 'queue.stop', atMs: minute(15)}]);
    expect(fired(run, 'queue.stop').firedAtMs).toBe(minute(15));
  });

  it('leaves a recorded action out', () => {
    expect(fired(simulate(prepared, [{op: 'remove', action: 'queue.stop'}]), 'queue.stop')).toMatchObject({
      firedAtMs: null,
      reason: 'left out',
    });
  });

  it('throws a mitigation that works after its lead time', () => {
    const run = simulate(prepared, throwAt(history, 'stop', minute(20)));
    expect(fired(run, 'stop')).toMatchObject({origin: 'edit', firedAtMs: minute(30)});
    expect(valueAt(run, 'queue.backlog', minute(40))).toBeCloseTo(valueAt(run, 'queue.backlog', minute(31)) as number, 0);
  });

  it.each([
    {at: 35, firedAtMs: null, reason: 'needs queue.backlog >= 30; it was 26'},
    {at: 45, firedAtMs: minute(45), reason: ''},
  ])('throws a mitigation with a precondition at minute $at: $reason', ({at, firedAtMs, reason}) => {
    expect(fired(simulate(prepared, throwAt(history, 'lamp', minute(at))), 'lamp')).toMatchObject({firedAtMs, reason});
  });

  it('is not undone by a recorded action that it overrules', () => {
    const throttled = incident({
      actions: [{id: 'queue.slow', at: clock(60), target: 'queue', verb: 'throttle', params: {factor: 0.1}, when: backlog20}],
    });
    const run = simulate(throttled, throwAt(history, 'speed', minute(15)));
    expect(fired(run, 'queue.slow')).toMatchObject({firedAtMs: null, reason: 'overruled by speed'});
    expect(fired(simulate(throttled, throwAt(history, 'speed', minute(70))), 'queue.slow').firedAtMs).toBe(minute(60));
  });
});

describe('a plan', () => {
  it('holds one throw of a mitigation: the last one', () => {
    const plan: Plan = throwAt(throwAt(history, 'stop', minute(10)), 'stop', minute(20));
    expect(plan).toEqual([{op: 'add', mitigation: 'stop', atMs: minute(20)}]);
    expect(takeBack(plan, 'stop')).toEqual(history);
    expect(takeBack(plan, 'slow')).toBe(plan);
  });
});

describe('other values for parameters', () => {
  it('that a component cannot take are refused with its name', () => {
    const timeline = aModel({parameters: {speed: 1}, components: [{type: 'work-queue', id: 'queue', inflow: 1, mu0: {param: 'speed'}}]});
    expect(() => prepare(timeline, {parameters: {speed: -1}})).toThrow(/component "queue": mu0/);
    expect(() => prepare(timeline, {parameters: {speed: 2}})).not.toThrow();
    expect(() => prepare(timeline, {parameters: {speeed: 2}})).toThrow('unknown parameter "speeed"');
    expect(() => prepare(timeline, {parameters: {speed: Number.NaN}})).toThrow('parameter "speed" cannot be NaN');
    expect(() => prepare(timeline, {stepMs: 0})).toThrow('a step of 0 ms cannot be taken');
  });
});
