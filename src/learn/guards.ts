import {shuffled} from '../drill/play/chance.js';
import type {Run} from '../engine/run.js';
import type {Prepared} from '../engine/simulate.js';
import {percent} from '../format/number.js';
import {randomAt} from '../model/random.js';
import {type Answers, asks, type Exercise, type Figure, type Lesson, numberOf, reads, type Step, verdict} from './lesson.js';
import {at, between, jump, once, pick, runOf, whole, world} from './world.js';

/** When checks begin to fail, when somebody may switch the guard off, and how long what follows counts, in minutes. */
const faultAt = 10;
const actAt = 40;
const countsFor = 60;
const callsByHand = 6;
/** The best that four answers of "half and half" get is 0.25. */
const passes = 0.2;
const worldsAsked = 4;

/** Shares of the nodes that fail their check: those that are well all the same, and those that are dead. */
export type PoolSpec = {readonly falseShare: number; readonly deadShare: number};

/** Nodes behind a balancer; failover takes out those that fail their check. Dead ones fail callers as long as they stay in. */
export const poolWorld = ({falseShare, deadShare}: PoolSpec): Prepared =>
  world({
    minutes: actAt + countsFor + 5,
    demand: {false: jump(faultAt, 0, falseShare), dead: jump(faultAt, 0, deadShare)},
    components: [
      {
        ...{
          type: 'checked-pool',
          id: 'pool',
          newInflow: {
            sum: [
              [0.1, 'demand.false'],
              [0.1, 'demand.dead'],
            ],
          },
          propWaitMin: 10,
          okWaitMin: 0,
        },
        ...{flapErr: 0.2, kw: 1, kappa: 1.5, cMax: 0.34, returnTauMin: 12, manualTauMin: 4, headroom: 0.6},
      },
      // What is taken out is dead nodes as much as there are.
      {type: 'signal', id: 'covered', expr: deadShare === 0 ? 1 : {ramp: ['pool.withdrawn', 0, deadShare]}},
      {
        type: 'signal',
        id: 'errors',
        expr: {
          sum: [
            [1, 'pool.err'],
            [1, {mul: ['demand.dead', {not: 'covered'}]}],
          ],
        },
      },
    ],
    levers: [{id: 'off', target: 'pool', verb: 'disable-failover'}],
  })();

export const poolRun = (pool: Prepared, isOff: boolean): Run => runOf(pool, isOff ? [['off', actAt]] : []);

/** Mean share of callers with an error from the moment of the decision on. */
export const meanErrors = (run: Run): number => {
  const values = between(run, 'errors', actAt, actAt + countsFor);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
};

const kinds = ['false', 'dead', 'both'] as const;

function specOf(seed: number, kind: (typeof kinds)[number]): PoolSpec {
  const share = (purpose: string, low: number, high: number): number => whole(seed, purpose, low, high) / 100;
  if (kind === 'false') return {falseShare: share('false', 15, 35), deadShare: share('dead', 0, 3)};
  if (kind === 'dead') return {falseShare: share('false', 0, 6), deadShare: share('dead', 20, 33)};
  return {falseShare: share('false', 12, 22), deadShare: share('dead', 6, 20)};
}

/** The four pools of a seed: one of each kind at least where the guard is wrong and where it is right. */
export const specsOf = (seed: number): readonly PoolSpec[] =>
  shuffled(seed, 'pools', ['false', 'dead', pick(seed, 'third', kinds), pick(seed, 'fourth', kinds)] as const).map((kind, index) =>
    specOf(seed * worldsAsked + index, kind),
  );

/** How many of the removed nodes served a call by hand. */
export const servedByHand = ({falseShare, deadShare}: PoolSpec, seed: number): number =>
  Array.from({length: callsByHand}, (_, call) => randomAt(seed, 'call', call)).filter(
    chance => chance < falseShare / (falseShare + deadShare),
  ).length;

/** The mean squared distance between what was said and what came; 0 is perfect. */
export const brier = (pairs: readonly (readonly [said: number, came: boolean])[]): number =>
  pairs.reduce((sum, [said, came]) => sum + (said - (came ? 1 : 0)) ** 2, 0) / pairs.length;

type Pool = {readonly spec: PoolSpec; readonly served: number; readonly on: Run; readonly off: Run; readonly helps: boolean};

function poolOf(spec: PoolSpec, seed: number): Pool {
  const pool = poolWorld(spec);
  const [on, off] = [poolRun(pool, false), poolRun(pool, true)];
  return {spec, served: servedByHand(spec, seed), on, off, helps: meanErrors(off) < meanErrors(on)};
}

const readings = ({on, served}: Pool): Figure => ({
  kind: 'readings',
  clock: '',
  rows: [
    {label: 'nodes that fail their check', value: percent(at(on, 'pool.unready', actAt)), normal: '0 to 2 %'},
    {label: 'nodes taken out of service', value: percent(at(on, 'pool.withdrawn', actAt)), normal: '0 to 2 %'},
    {label: 'callers with an error', value: percent(at(on, 'errors', actAt)), normal: '0 to 1 %'},
    {label: 'removed nodes that serve a call by hand', value: `${served} of ${callsByHand}`, normal: ''},
  ],
});

const outcome = ({on, off}: Pool): Figure => ({
  kind: 'bars',
  rows: [
    {label: 'errors, guard on', share: meanErrors(on) * 2, text: percent(meanErrors(on)), isBad: meanErrors(on) > meanErrors(off)},
    {label: 'errors, guard off', share: meanErrors(off) * 2, text: percent(meanErrors(off)), isBad: meanErrors(off) > meanErrors(on)},
  ],
});

/** What is no number says nothing: half and half. */
function shareOf(answers: Answers | undefined): number {
  const chance = numberOf(answers?.chance);
  return Number.isNaN(chance) ? 0.5 : Math.min(100, chance) / 100;
}

export const guardsLesson: Lesson = {
  id: 'guards',
  title: 'Guards that hurt',
  minutes: 3,
  goal: 'Say how likely it is that a guard does the harm, before switching it off.',
  card: {
    title: 'Who checks the check?',
    idea: 'A guard that removes what fails its check does harm when the check is wrong. Call what was removed by hand before you believe either.',
    ask: 'Are the checks wrong, or the nodes?',
  },
  open: (seed, isAgain) => exerciseOf(seed, isAgain),
};

function exerciseOf(seed: number, isAgain: boolean): Exercise {
  const pools = once(() => specsOf(seed).map((spec, index) => poolOf(spec, seed * worldsAsked + index)));
  const demo = once(() => poolOf({falseShare: 0.28, deadShare: 0}, 1));
  const intro: readonly Step[] = isAgain ? [] : [introStep(demo)];
  const said = (given: readonly Answers[]) => pools().map(({helps}, index) => [shareOf(given[intro.length + index]), helps] as const);
  const step = (given: readonly Answers[]): Step | null => {
    const index = given.length - intro.length;
    if (index < 0) return intro[given.length] ?? null;
    const pool = pools()[index];
    if (pool !== undefined) return poolStep(pool, index);
    return index === worldsAsked ? scoreStep(said(given)) : null;
  };
  return {
    seed,
    step,
    story: () => [],
    explains: [
      'If most of the removed nodes serve a call by hand, the check is wrong and the guard takes good nodes away: off helps. If they do not, the guard keeps dead nodes from callers: off hurts.',
      'Few calls say little. Three of six is no reason for 0 or 100: say 50 or 60. Being sure and wrong costs most.',
    ],
  };
}

const introStep = (demo: () => Pool): Step =>
  reads(
    [
      'A guard: failover takes nodes out of service that fail their check. Here the nodes are well, and the check is wrong. Good nodes leave, the rest is overloaded.',
      'Switch the guard off and on with ← and →.',
    ],
    draft => [
      {
        kind: 'curve',
        curve: {
          label: 'callers with an error',
          most: '20 %',
          shares: between(draft.guard === '1' ? demo().off : demo().on, 'errors', 0, actAt + countsFor).map(error => error / 0.2),
          marks: [{minute: faultAt, text: 'checks fail'}, ...(draft.guard === '1' ? [{minute: actAt, text: 'guard off'}] : [])],
        },
      },
    ],
    [{kind: 'dial', id: 'guard', label: 'failover', texts: ['on', 'off'], start: 0}],
  );

function poolStep(pool: Pool, index: number): Step {
  const {on, off, helps} = pool;
  return asks(
    index === 0
      ? [
          `Pool 1 of ${worldsAsked}. Off does not always help: sometimes nodes are really dead, and the guard keeps callers away from them.`,
          'How likely is it that switching the guard off lowers the errors of the next hour? 0 is surely not, 100 is surely.',
        ]
      : [`Pool ${index + 1} of ${worldsAsked}. How likely is it that off lowers the errors of the next hour?`],
    [{kind: 'number', id: 'chance', label: 'off helps, I say', unit: 'percent'}],
    {
      solution: () => ({chance: helps ? '90' : '10'}),
      check(answers) {
        const chance = shareOf(answers);
        return verdict(
          'noted',
          {
            truth: `Switched off, errors go from ${percent(meanErrors(on))} to ${percent(meanErrors(off))}: it ${helps ? 'helps' : 'hurts'}. You said ${Math.round(chance * 100)} %.`,
            why: helps ? 'Most of what the guard removed was well.' : 'What the guard removed was dead, and now callers meet it.',
          },
          [outcome(pool)],
        );
      },
    },
    () => [readings(pool)],
  );
}

/** Being sure costs when one is wrong: that is the whole score. */
function scoreStep(pairs: readonly (readonly [number, boolean])[]): Step {
  const score = brier(pairs);
  const isGood = score <= passes;
  const result = verdict(isGood ? 'right' : 'wrong', {
    truth: `Your distance is ${score.toFixed(2)}; at most ${passes.toFixed(2)} was wanted. Always saying 50 gives 0.25.`,
    why: 'The distance is small for whoever says what the evidence says: no more, and no less.',
    hint: `Your distance is ${score.toFixed(2)}; at most ${passes.toFixed(2)} is wanted. How many removed nodes served a call? That is nearly the answer.`,
    isSpent: true,
  });
  return asks(
    ['Four answers, four outcomes. Together they make one distance: how far what you said is from what came.'],
    [],
    {solution: () => ({}), check: () => result},
    () => [
      {
        kind: 'bars',
        rows: pairs.map(([said, came], index) => ({
          label: `pool ${index + 1}, off ${came ? 'helps' : 'hurts'}`,
          share: said,
          text: `you said ${Math.round(said * 100)} %`,
          isBad: said > 0.5 !== came,
        })),
      },
    ],
  );
}
