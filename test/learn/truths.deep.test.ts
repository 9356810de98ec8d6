import * as fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {modelProblems} from '../../src/engine/check.js';
import {valueAt} from '../../src/engine/run.js';
import {prepare} from '../../src/engine/simulate.js';
import {backAfter, recoveryRun} from '../../src/learn/caches.js';
import {deskRun} from '../../src/learn/console.js';
import {brier, meanErrors, type PoolSpec, poolRun, poolWorld, servedByHand, specsOf} from '../../src/learn/guards.js';
import {lessons} from '../../src/learn/index.js';
import type {Answers} from '../../src/learn/lesson.js';
import {best, priceOf, type ShedSpec, shedRun, shedSpecOf, shedWorld} from '../../src/learn/load-shedding.js';
import {drainingIntakes, drainMinutes, type FleetSpec, fleetOf, fleetRun, fleetWorld} from '../../src/learn/loop.js';
import {smallDrill} from '../../src/learn/small-drill.js';
import {causes, left, shopRun} from '../../src/learn/symptom.js';
import {truthsOf} from '../../src/learn/truths.js';
import {findingsOn, knownOf} from '../../src/learn/wording.js';
import {at} from '../../src/learn/world.js';
import type {JsonObject, Timeline} from '../../src/timeline/types.js';
import {knowing, stepOf, wrong} from '../helpers/learn.js';
import {runs} from '../helpers/runs.js';

const seeds = Array.from({length: 200}, (_, index) => index + 1);
const minute = 60_000;

describe('the truth of a check is worked out by the simulation', () => {
  it('caches: a longer cache time, a later return', () => {
    expect([backAfter(recoveryRun(20), 0.5), backAfter(recoveryRun(20), 0.95)]).toEqual([10, 19]);
    expect([backAfter(recoveryRun(36), 0.5), backAfter(recoveryRun(36), 0.95)]).toEqual([18, 35]);
  });

  const fleet: FleetSpec = {machines: 1000, speed: 0.14, patienceMin: 6, longestQueue: 1.2};

  it('the loop: where attempts are of use for hours, nothing collapses', () => {
    const held = (spec: FleetSpec) => at(fleetRun(fleetWorld(spec), null), 'fleet.leased', 145);
    expect(held(fleet)).toBeLessThan(0.4);
    expect(held({...fleet, patienceMin: 600})).toBeGreaterThan(0.85);
  });

  it('the loop: faster hosts can be let in more', () => {
    const slow = drainingIntakes(fleetWorld({...fleet, speed: 0.11}));
    const fast = drainingIntakes(fleetWorld({...fleet, speed: 0.17}));
    expect(Math.max(...fast)).toBeGreaterThan(Math.max(...slow));
  });

  it('the loop: nothing, and everything, are both the wrong intake', () => {
    expect([0, 120].map(intake => drainMinutes(fleetRun(fleetWorld(fleet), intake)))).toEqual([null, null]);
  });

  it('guards: what helps where checks are wrong hurts where nodes are dead', () => {
    const helps = (spec: PoolSpec) => meanErrors(poolRun(poolWorld(spec), true)) < meanErrors(poolRun(poolWorld(spec), false));
    expect(helps({falseShare: 0.3, deadShare: 0})).toBe(true);
    expect(helps({falseShare: 0, deadShare: 0.3})).toBe(false);
  });

  it('shedding: the smaller the fleet, the more must wait', () => {
    const spec: ShedSpec = {calls: 0.4, messages: 0.3, reports: 0.2, left: 0.65};
    const smaller = {...spec, left: 0.55};
    expect(best(shedWorld(smaller), smaller).heldBack).toBeGreaterThan(best(shedWorld(spec), spec).heldBack);
    expect(priceOf(shedRun(shedWorld(spec), {calls: 10, messages: 10, reports: 10}), spec).errors).toBeGreaterThan(0.2);
    expect(priceOf(shedRun(shedWorld(spec), {calls: 5, messages: 5, reports: 5}), spec).errors).toBeGreaterThan(0.4);
  });

  it('symptoms: the same suffering has three causes, and only good looks tell them apart', () => {
    for (const cause of causes) {
      expect(at(shopRun(cause, 3), 'shop.err', 40)).toBeGreaterThan(0.7);
      expect(left(3, cause, ['keeper', 'direct'])).toEqual([cause]);
      expect(left(3, cause, ['changes'])).toEqual(causes);
    }
    expect(left(3, 'name', ['resolver', 'direct'])).toEqual(['name', 'resolver']);
  });

  it('words: a number is true in one world and false in another', () => {
    const draft = (known: ReturnType<typeof knownOf>, percent: number): Answers => ({
      impact: `About ${percent} % of requests fail`,
      scope: `Customers in region ${known.region}`,
      doing: 'We ask every part',
      next: '20',
    });
    const known = knownOf(1);
    const truth = Math.round(known.failing * 100);
    expect(findingsOn(known, 'public', draft(known, truth))).toEqual([]);
    expect(findingsOn(known, 'public', draft(known, truth - 25))).toMatchObject([{isBlocking: true}]);
  });

  it('the mini-drill: the same order helps in one world and not in its twin', () => {
    const errors = (twin: 'stale' | null, mitigation: string) =>
      valueAt(smallDrill(5, twin).living([{op: 'add', mitigation, atMs: 20 * minute}], 40 * minute), 'shop.err', 40 * minute);
    expect(errors(null, 'write')).toBeLessThan(0.01);
    expect(errors(null, 'point')).toBeGreaterThan(0.3);
    expect(errors('stale', 'point')).toBeLessThan(0.01);
    expect(errors('stale', 'write')).toBeGreaterThan(0.3);
  });

  it('the console: another seed, another time and another reading', () => {
    const [console] = lessons;
    const found = seeds.slice(0, 40).map(seed => console && truthsOf(console, seed)[0]?.answer);
    expect(new Set(found.map(answer => answer?.gauge)).size).toBe(4);
    expect(new Set(found.map(answer => answer?.time)).size).toBeGreaterThan(20);
  });
});

describe('on 200 seeds', () => {
  it.each(lessons)('$title can be passed, and not by anything', {timeout: 240_000}, lesson => {
    for (const seed of seeds) {
      const exercise = lesson.open(seed, true, {});
      const grades = {right: new Set<string>(), wrong: new Set<string>()};
      let given: readonly Answers[] = [];
      for (let step = exercise.step(given); step !== null; step = exercise.step(given)) {
        const right = knowing(step);
        if (step.question !== null) {
          grades.right.add(step.question.check(right).grade);
          grades.wrong.add(step.question.check(wrong(step)).grade);
        }
        given = [...given, right];
      }
      expect(
        [...grades.right].filter(grade => grade !== 'right' && grade !== 'noted'),
        `seed ${seed}`,
      ).toEqual([]);
      if (lesson.id !== 'mini-drill' && lesson.id !== 'guards') expect([...grades.wrong], `seed ${seed}`).not.toContain('right');
    }
  });

  it('the dial of the loop has a band, and ends outside it', {timeout: 120_000}, () => {
    for (const seed of seeds) {
      const intakes = drainingIntakes(fleetWorld(fleetOf(seed)));
      expect(intakes.length, `seed ${seed}`).toBeGreaterThanOrEqual(2);
      expect(intakes.length, `seed ${seed}`).toBeLessThanOrEqual(11);
    }
  });

  it('guards: the evidence is enough, "half and half" is not', {timeout: 120_000}, () => {
    const scores = seeds.map(seed =>
      brier(
        specsOf(seed).map((spec, index) => {
          const pool = poolWorld(spec);
          const helps = meanErrors(poolRun(pool, true)) < meanErrors(poolRun(pool, false));
          return [(servedByHand(spec, seed * 4 + index) + 0.5) / 7, helps];
        }),
      ),
    );
    expect(scores.filter(score => score <= 0.2).length).toBeGreaterThan(190);
    expect(brier([true, false, true, false].map(came => [0.5, came]))).toBe(0.25);
  });
});

describe('the small worlds', () => {
  const worlds: readonly (readonly [string, Timeline])[] = [
    ['console', deskRun(1).timeline],
    ['symptom', shopRun('server', 1).timeline],
    ['caches', recoveryRun(20).timeline],
    ['loop', fleetWorld(fleetOf(1)).timeline],
    ['guards', poolWorld({falseShare: 0.2, deadShare: 0.1}).timeline],
    ['shed', shedWorld(shedSpecOf(1)).timeline],
    ['mini-drill', smallDrill(1).timeline],
  ];

  it.each(worlds)('%s is a model that a file could hold', (_, {model, mitigations}) => {
    const file = {model: {...model, actions: [], faults: []}, mitigations: mitigations.map(each => ({...each, precondition: {}, cue: {}}))};
    expect(modelProblems(file as unknown as JsonObject)).toEqual([]);
  });

  it.each(worlds)('%s runs the same twice', (_, timeline) => {
    expect(prepare(timeline).history.table).toEqual(prepare(timeline).history.table);
  });
});

it('whatever is answered, a lesson has a page or is passed', () => {
  const anything = fc.array(
    fc.dictionary(fc.constantFrom('act', 'look', 'chance', 'hypothesis', 'choice', 'reason', 'intake', 'calls', 'A'), fc.string()),
    {
      maxLength: 8,
    },
  );
  fc.assert(
    fc.property(fc.constantFrom(...lessons), fc.nat(1000), anything, (lesson, seed, given) => {
      const exercise = lesson.open(seed, false, {});
      const step = exercise.step(given);
      return step === null || (step.says.length > 0 && stepOf(exercise, given).fields.length >= 0);
    }),
    {numRuns: runs(200)},
  );
});
