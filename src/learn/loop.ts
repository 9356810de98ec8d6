import type {Run} from '../engine/run.js';
import type {Prepared} from '../engine/simulate.js';
import {grouped, minutes, percent} from '../format/number.js';
import {type Answers, asks, type Field, type Figure, gradeOf, type Lesson, numberOf, pages, reads, type Step, verdict} from './lesson.js';
import {at, between, firstMinute, jump, once, runOf, whole, world} from './world.js';

/** When the store goes, when it is back, and when the learner may act, in minutes of the small world. */
const awayAt = 10;
const backAt = 85;
const actAt = backAt + 60;
/** The loop counts as left when nearly all leases are held within so many minutes. */
const drainsWithin = 90;
const drained = 0.98;
/** Attempts a minute for each 1,000 machines that the dial can let in. */
const intakes = [0, 5, 10, 15, 20, 25, 30, 35, 40, 50, 60, 80, 100, 120] as const;

/** A fleet whose machines need a lease from a few hosts, after an outage of the store that the hosts need. */
export type FleetSpec = {
  readonly machines: number;
  /** Attempts that idle hosts finish a minute, for each machine. */
  readonly speed: number;
  /** An attempt that waits longer than this is of no use. */
  readonly patienceMin: number;
  readonly longestQueue: number;
};

export const fleetOf = (seed: number): FleetSpec => ({
  machines: whole(seed, 'machines', 5, 40) * 100,
  speed: whole(seed, 'speed', 11, 17) / 100,
  patienceMin: whole(seed, 'patience', 4, 7),
  longestQueue: whole(seed, 'queue', 10, 14) / 10,
});

const leverOf = (intake: number): string => `intake-${intake}`;

export const fleetWorld = ({speed, patienceMin, longestQueue}: FleetSpec): Prepared =>
  world({
    minutes: actAt + drainsWithin + 10,
    demand: {store: [...jump(awayAt, 1, 0), [backAt, 0], [backAt + 0.01, 1]]},
    components: [
      {
        ...{type: 'lease-fleet', id: 'fleet', store: 'demand.store', cells: 4, lapseTauMin: 25, retryMin: 2, checkMin: 5},
        ...{deadlineMin: patienceMin, mu0: speed, qc: 0.5, qmax: longestQueue},
      },
    ],
    levers: intakes.map(intake => ({id: leverOf(intake), target: 'fleet', verb: 'throttle', params: {ratePerMin: intake / 1000}})),
  })();

/** What becomes of the fleet when this much is let in from `actAt` on; null: everything is. */
export const fleetRun = (fleet: Prepared, intake: number | null): Run => runOf(fleet, intake === null ? [] : [[leverOf(intake), actAt]]);

/** Minutes until nearly all machines hold a lease; null: not within the time. */
export function drainMinutes(run: Run): number | null {
  const minute = firstMinute(run, actAt, each => at(run, 'fleet.leased', each) >= drained);
  return minute === null || minute - actAt > drainsWithin ? null : minute - actAt;
}

/** The intakes that lead out in time. */
export const drainingIntakes = (fleet: Prepared): readonly number[] =>
  intakes.filter(intake => drainMinutes(fleetRun(fleet, intake)) !== null);

const leases = (run: Run, from: number, to: number, marks: readonly (readonly [minute: number, text: string])[]): Figure => ({
  kind: 'curve',
  curve: {
    label: 'machines with a lease',
    most: '100 %',
    shares: between(run, 'fleet.leased', from, to),
    marks: marks.map(([minute, text]) => ({minute: minute - from, text})),
  },
});

/** What the hosts finish a minute as they are now. */
const finishesNow = (run: Run, {speed, machines}: FleetSpec): number =>
  (1000 * speed * machines) / 1000 / (1 + at(run, 'fleet.queue', actAt) / 0.5);

const readings = (run: Run, spec: FleetSpec): Figure => ({
  kind: 'readings',
  clock: '',
  rows: [
    {label: 'machines', value: grouped(spec.machines), normal: ''},
    {label: 'with a lease', value: percent(at(run, 'fleet.leased', actAt)), normal: '100 %'},
    {label: 'attempts waiting', value: grouped(at(run, 'fleet.queue', actAt) * spec.machines), normal: '0'},
    {label: 'an attempt is of use for', value: minutes(spec.patienceMin), normal: ''},
    {label: 'hosts finish a minute, when idle', value: grouped(spec.speed * spec.machines), normal: ''},
    {label: 'hosts finish a minute, now', value: grouped(finishesNow(run, spec)), normal: ''},
  ],
});

const dialOf = ({machines}: FleetSpec): Field => ({
  kind: 'dial',
  id: 'intake',
  label: 'let in',
  texts: intakes.map(intake => `${grouped((intake * machines) / 1000)} a minute`),
  start: intakes.length - 1,
});

const intakeOf = (answers: Answers): number => intakes[Number(answers.intake)] ?? intakes[intakes.length - 1] ?? 0;

/** Turn the dial, and see. `patience` above two: trying is the point. */
function dialStep(says: readonly string[], spec: FleetSpec, fleet: () => Prepared, patience: number): Step {
  const before = once(() => fleetRun(fleet(), null));
  return asks(
    says,
    [dialOf(spec)],
    {
      patience,
      solution: () => {
        const good = drainingIntakes(fleet());
        return {intake: String(intakes.indexOf((good[Math.floor(good.length / 2)] ?? 0) as (typeof intakes)[number]))};
      },
      check(answers) {
        const intake = intakeOf(answers);
        const run = fleetRun(fleet(), intake);
        const after = drainMinutes(run);
        const end = at(run, 'fleet.leased', actAt + drainsWithin);
        const isTooLittle = (intake * spec.machines) / 1000 < finishesNow(before(), spec);
        const picture = leases(run, actAt - 15, actAt + drainsWithin, [[actAt, 'your limit']]);
        const good = drainingIntakes(fleet()).map(each => (each * spec.machines) / 1000);
        const band = `${grouped(good[0] ?? 0)} to ${grouped(good.at(-1) ?? 0)} a minute`;
        return verdict(
          after !== null ? 'right' : end > 0.85 ? 'near' : 'wrong',
          {
            truth:
              after === null
                ? `From ${band} would have led out in time.`
                : `All leases are back ${after} minutes after your limit. From ${band} leads out in time.`,
            why: 'Let in less than the hosts finish now: the queue shrinks, and with it the waste. Too little, and the last machine waits for ever.',
            hint: isTooLittle
              ? 'The queue shrinks, but machines come back too slowly. Let in a little more.'
              : 'More comes in than is finished, so the queue stays. Let in less.',
            tried: [picture],
            isSpent: patience <= 2,
          },
          [],
        );
      },
    },
    () => [readings(before(), spec)],
  );
}

export const loopLesson: Lesson = {
  id: 'loop',
  title: 'The loop that feeds itself',
  minutes: 5,
  goal: 'Tell busy from useful, and lead a queue out of collapse by letting in less.',
  card: {
    title: 'Busy is not useful',
    idea: 'Work that waits too long is finished for nobody, and comes again. The loop outlives what started it. Let in less than is finished now.',
    ask: 'Of what we finish, how much is of use to somebody?',
  },
  open(seed, isAgain) {
    const spec = fleetOf(seed);
    const fleet = once(() => fleetWorld(spec));
    const before = once(() => fleetRun(fleet(), null));
    const unseen = fleetOf(seed + 1);
    const unseenFleet = once(() => fleetWorld(unseen));
    const intro = reads(
      [
        'Every machine of this fleet needs a lease: a permit that runs out and is renewed. A few hosts give them out, and need a store for it. The store was away for an hour; leases ran out, and machines asked, and asked again.',
        'The store is back. An hour later:',
      ],
      () => [
        leases(before(), 0, actAt, [
          [awayAt, 'store away'],
          [backAt, 'store back'],
        ]),
      ],
    );
    const useful = asks(
      [
        `The hosts are busy: they finish ${grouped(finishesNow(before(), spec))} attempts a minute. An attempt is of use for ${spec.patienceMin} minutes; it now waits ${minutes(at(before(), 'fleet.waitMin', actAt))} for its turn.`,
        'Of 100 attempts that they finish, how many still give a machine its lease?',
      ],
      [{kind: 'number', id: 'useful', label: 'of 100, of use are', unit: 'attempts'}],
      {
        solution: () => ({useful: String(Math.round(100 * at(before(), 'fleet.goodput', actAt)))}),
        check({useful}) {
          const truth = Math.round(100 * at(before(), 'fleet.goodput', actAt));
          return verdict(
            gradeOf(numberOf(useful), truth, 10),
            {
              truth: `Of 100, ${truth} are of use.`,
              why: 'Who asked has given up and asked again, so each answer comes too late and the queue stays full. Busy, and nothing done.',
              hint: 'Compare how long an attempt waits with how long it is of use.',
            },
            [readings(before(), spec)],
          );
        },
      },
    );
    const find = dialStep(
      [
        `You cannot make hosts faster, but you can let in less. Turn the dial, and run it: all leases back within ${drainsWithin} minutes. You have seven tries.`,
      ],
      spec,
      fleet,
      7,
    );
    const show = dialStep(['Another fleet, the same trouble. Read it, choose one limit, and run it once.'], unseen, unseenFleet, 2);
    return pages(
      seed,
      isAgain,
      [intro],
      [useful, find, show],
      [
        'Two numbers decide: what comes in, and what is finished now (not when idle). While more comes in, the queue stays as long as it can get, and every attempt is too late.',
        'Just below what is finished now, the queue shrinks; a shorter queue makes the hosts faster, and it shrinks faster. Far below, the queue goes but machines trickle in.',
      ],
    );
  },
};
