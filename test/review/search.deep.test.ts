import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {holds} from '../../src/engine/orders.js';
import type {Edit, Plan} from '../../src/engine/plan.js';
import {prepare, simulate} from '../../src/engine/simulate.js';
import {followerOf} from '../../src/review/cues.js';
import {candidatesOf, checkedAll, explorerOf, type Settings} from '../../src/review/explore.js';
import {impactOf} from '../../src/review/impact.js';
import {bestSets, type Climb, climbWork, type Found, type Space, setOf} from '../../src/review/search.js';
import {flagship, night} from '../helpers/flagship.js';
import {runs} from '../helpers/runs.js';

const MINUTE_MS = 60_000;
const coarse = prepare(flagship, {stepMs: 120_000});
const past = impactOf(coarse.history).userMinutes;

function done<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

type Thrown = Extract<Edit, {op: 'add'}>;

/** Looks at the run of what was thrown before, and at nothing after the throw: has its cue held for its minutes, up to then? */
function isSeenBefore(plan: Plan, edit: Thrown): boolean {
  const cue = flagship.mitigations.find(({id}) => id === edit.mitigation)?.cue ?? null;
  if (cue === null) return false;
  const earlier = plan.filter(other => other !== edit && other.op === 'add' && other.atMs <= edit.atMs);
  const run = simulate(coarse, earlier, {untilMs: edit.atMs});
  const column = run.columns.get(cue.signal) ?? 0;
  const rows = Math.ceil((cue.forMinutes * MINUTE_MS) / run.stepMs);
  for (let row = run.rows - 1 - rows; row < run.rows; row++) {
    if (row < 0 || !holds(run.table[row * run.signals.length + column] as number, cue)) return false;
  }
  const named = run.actions.filter(({id}) => cue.after.includes(id));
  const isNamed = ({target, verb}: {readonly target: string; readonly verb: string}) =>
    named.some(other => other.target === target && other.verb === verb);
  return named.length === 0 || run.actions.some(action => isNamed(action) && action.firedAtMs !== null && action.firedAtMs < edit.atMs);
}

describe('without hindsight nothing comes from the future', () => {
  const follow = followerOf(coarse);
  const responses = fc.uniqueArray(
    fc.record({
      mitigation: fc.constantFrom(...candidatesOf(flagship, false)),
      waitMs: fc.integer({min: 0, max: 20}).map(count => count * 5 * MINUTE_MS),
    }),
    {selector: ({mitigation}) => mitigation, minLength: 1, maxLength: 4},
  );

  it('the cue of every action has been seen in the run up to it', () => {
    fc.assert(
      fc.property(responses, wanted => {
        const plan = follow(wanted);
        for (const edit of plan) expect(edit.op === 'add' && isSeenBefore(plan, edit), JSON.stringify({plan, edit})).toBe(true);
      }),
      {numRuns: runs(60), seed: 1},
    );
  }, 60_000);

  it('a mitigation without a cue is not thrown: it had to be prepared', () => {
    expect(follow([{mitigation: 'dns-fence-at-commit', waitMs: 0}])).toEqual([]);
  });

  it('a cue that an earlier throw prevents is never seen', () => {
    const together = follow([
      {mitigation: 'dns-restore-by-hand', waitMs: 0},
      {mitigation: 'lambda-event-sources-restart', waitMs: 0},
      {mitigation: 'dwfm-throttle', waitMs: 0},
    ]);
    const alone = follow([{mitigation: 'dwfm-throttle', waitMs: 0}]);
    const atMs = (plan: Plan) => plan.flatMap(edit => (edit.op === 'add' && edit.mitigation === 'dwfm-throttle' ? [edit.atMs] : []))[0];
    expect(atMs(alone)).toBeGreaterThan(night('02:25'));
    expect(atMs(together) ?? 0).toBeLessThan(night('02:25'));
  });
});

const settings: Settings = {
  seed: 7,
  maxActions: 3,
  hindsight: true,
  fromMs: night('02:25'),
  searchStepMs: 120_000,
  underMinutes: past / 2,
};

describe('climbs', () => {
  const explore = explorerOf(flagship, settings);
  const climb = (number: number): Found | null => done(explore({kind: 'climb', number, evaluations: 60})) as Found | null;

  it('are the same whenever and by whom they are done', () => {
    const others = explorerOf(flagship, settings);
    const there = [3, 1, 2].map(number => done(others({kind: 'climb', number, evaluations: 60})));
    expect([climb(3), climb(1), climb(2)]).toEqual(there);
    expect(climb(1)).not.toEqual(climb(2));
  }, 60_000);

  it('find plans that cost what they say, and are better than history', () => {
    const found = [0, 1, 2].flatMap(number => climb(number) ?? []);
    expect(found).toHaveLength(3);
    const prepared = prepare(flagship, {seed: 7, stepMs: settings.searchStepMs});
    for (const {plan, userMinutes, moments} of checkedAll(prepared, settings, found)) {
      expect(found.map(each => each.userMinutes)).toContain(userMinutes);
      expect(userMinutes).toBeLessThan(impactOf(prepared.history).userMinutes);
      expect(moments).toHaveLength(plan.length);
      for (const edit of plan) expect(edit.op === 'add' && edit.atMs).toBeGreaterThanOrEqual(settings.fromMs);
    }
  }, 60_000);

  it('without hindsight throw only what has been seen', () => {
    const unknowing = explorerOf(flagship, {...settings, hindsight: false, fromMs: night('23:00')});
    const found = done(unknowing({kind: 'climb', number: 0, evaluations: 60})) as Found;
    const [best] = checkedAll(coarse, {...settings, hindsight: false, fromMs: night('23:00')}, [found]);
    for (const edit of best?.plan ?? []) expect(edit.op === 'add' && isSeenBefore(best?.plan ?? [], edit)).toBe(true);
    expect(best?.plan.length).toBeGreaterThan(0);
  }, 60_000);
});

describe('a climb on a known hill', () => {
  /** Costs 100 less what each action saves: `a` saves 50 at moment 30 and less around it, `b` saves 20 at any, `c` costs 5. */
  const space: Space = {
    mitigations: ['a', 'b', 'c'],
    firstMoment: 0,
    lastMoment: 100,
    most: 3,
    price: 1,
    planOf: candidate => candidate.map(({mitigation, moment}) => ({op: 'add', mitigation, atMs: moment})),
    costOf: plan =>
      plan.reduce((cost, edit) => {
        if (edit.op !== 'add' || edit.mitigation === 'c') return cost + 5;
        return cost - (edit.mitigation === 'b' ? 20 : Math.max(0, 50 - Math.abs(edit.atMs - 30)));
      }, 100),
  };
  const climbed = (climb: Climb) => done(climbWork(space, climb));

  it('gets to the top, without what is not worth its price', () => {
    const tops = [1, 2, 3, 4].flatMap(number => climbed({seed: 1, number, evaluations: 400}) ?? []);
    for (const {candidate, userMinutes, worth} of tops) {
      expect(setOf(candidate)).toBe('a b');
      expect(userMinutes).toBe(30);
      expect(worth).toBe(32);
    }
    expect(bestSets(tops, 10)).toHaveLength(1);
  });

  it('evaluates exactly as many plans as it is given', () => {
    for (const evaluations of [1, 2, 19, 20, 21, 100]) {
      const work = climbWork(space, {seed: 1, number: 1, evaluations});
      let plans = 0;
      while (work.next().done !== true) plans++;
      expect(plans).toBe(evaluations);
    }
  });
});
