import type {Run} from '../engine/run.js';
import {minutes, percent} from '../format/number.js';
import {type Answers, asks, clockMinutesOf, type Figure, gradeOf, type Lesson, pages, reads, verdict, worst} from './lesson.js';
import {at, clockOf, firstMinute, jump, once, pick, runOf, type WorldSpec, whole, world} from './world.js';

/** A reading of the desk: where it is read, and the band in which nobody looks twice. */
type Gauge = {
  readonly id: string;
  readonly label: string;
  readonly signal: string;
  readonly low: number;
  readonly high: number;
  readonly normal: string;
  readonly words: (value: number) => string;
};

const gauges: readonly Gauge[] = [
  {id: 'name', label: 'callers who find the shop', signal: 'name.callers', low: 0.99, high: 1, normal: '99 to 100 %', words: percent},
  {id: 'shop', label: 'requests that fail', signal: 'shop.err', low: 0, high: 0.01, normal: '0 to 1 %', words: percent},
  {id: 'mail', label: 'time a message waits', signal: 'mail.waitMin', low: 0, high: 2, normal: '0 to 2 min', words: minutes},
  {id: 'copy', label: 'copy of the data is behind', signal: 'orders.lagMin', low: 0, high: 1, normal: '0 to 1 min', words: minutes},
];
const faults = {name: 'record', shop: 'capacity', mail: 'sender', copy: 'replication'} as const;
const length = 90;
/** How far one press of a key moves the clock. */
const stepMinutes = 5;

/** A shop of which one part goes wrong, and the others do not care. */
function specOf(seed: number): WorldSpec {
  const sick = pick(seed, 'gauge', gauges).id;
  const minute = whole(seed, 'minute', 22, 70);
  const driver = (id: keyof typeof faults, well: number, bad: number) => jump(minute, well, sick === id ? bad : well);
  return {
    minutes: length,
    startsAtMinute: whole(seed, 'hour', 1, 20) * 60 + whole(seed, 'quarter', 0, 3) * 15,
    demand: {
      record: driver('name', 1, 0),
      capacity: driver('shop', 1, 0.6),
      sender: driver('mail', 1, 0.2),
      replication: driver('copy', 1, 0),
    },
    components: [
      {type: 'resolver', id: 'name', record: 'demand.record', classes: {callers: {connSeconds: 240, negativeTtlSeconds: 300}}},
      {type: 'service', id: 'shop', capacity: 'demand.capacity', util: 0.7},
      {type: 'work-queue', id: 'mail', inflow: 1, mu0: 2, consumer: 'demand.sender', baseWaitMin: 0.5},
      {type: 'datastore', id: 'orders', replica: {lagMin: 0.2, applyPerMin: 4, works: 'demand.replication'}},
    ],
  };
}

const isOut = (run: Run, {signal, low, high}: Gauge, minute: number): boolean => {
  const value = at(run, signal, minute);
  return value < low || value > high;
};

/** The first reading that leaves its band, and the minute at which it does. */
function firstOut(run: Run): {readonly gauge: Gauge; readonly minute: number} {
  const found = gauges.flatMap(gauge => {
    const minute = firstMinute(run, 0, each => isOut(run, gauge, each));
    return minute === null ? [] : [{gauge, minute}];
  });
  const [first] = found.sort((a, b) => a.minute - b.minute);
  if (first === undefined) throw new RangeError('nothing goes wrong in this world');
  return first;
}

const desk = (run: Run, minute: number): Figure => ({
  kind: 'readings',
  clock: clockOf(run, minute),
  rows: gauges.map(({label, signal, normal, words}) => ({label, value: words(at(run, signal, minute)), normal})),
});

const minuteOf = (draft: Answers): number => Number(draft.clock ?? 0) * stepMinutes;

const terms: Figure = {
  kind: 'terms',
  rows: [
    ['clock', 'simulated time. It goes on when you act, never while you read.'],
    ['reading', 'what the system measures, with the band that is normal for it.'],
    ['notebook', 'what you believe, and how sure you are, in percent.'],
    ['palette', 'everything you may do: useful, useless and harmful, side by side.'],
  ],
};

/** The run of a seed's desk, for tests and for the lesson. */
export const deskRun = (seed: number): Run => runOf(world(specOf(seed))());

export const consoleLesson: Lesson = {
  id: 'console',
  title: 'The console',
  minutes: 3,
  goal: 'Read the clock, and find the reading that is out of its band.',
  card: {
    title: 'One reading, one time',
    idea: 'Before any theory: which reading left its band, and when. Everything later is compared with that.',
    ask: 'Which reading moved first?',
  },
  open(seed, isAgain) {
    const run = once(() => deskRun(seed));
    const out = once(() => firstOut(run()));
    const intro = reads(
      [
        'You are on call, alone, with a screen. The system behind it is simulated: you cannot break anything, and nobody sees what you type.',
        'Four words you will meet in every drill:',
      ],
      () => [terms],
    );
    const find = asks(
      [
        'This is a shop, ninety minutes of it. At some moment one reading leaves its normal band and does not come back.',
        'Move the clock with ← and →. Which reading is it, and what time is it when it is first out?',
      ],
      [
        {
          kind: 'dial',
          id: 'clock',
          label: 'clock',
          texts: Array.from({length: length / stepMinutes + 1}, (_, index) => clockOf(run(), index * stepMinutes)),
          start: 0,
        },
        {kind: 'choice', id: 'gauge', label: 'reading', options: gauges.map(({id, label}) => ({id, text: label}))},
        {kind: 'clock', id: 'time', label: 'first out at'},
      ],
      {
        solution: () => ({clock: '0', gauge: out().gauge.id, time: clockOf(run(), out().minute)}),
        check({gauge, time}) {
          const {gauge: sick, minute} = out();
          const startsAt = clockMinutesOf(clockOf(run(), 0));
          // Midnight may lie between.
          const said = (clockMinutesOf(time) - startsAt + 24 * 60) % (24 * 60);
          const isTime = gradeOf(said, minute, stepMinutes);
          const grade = worst([gauge === sick.id ? 'right' : 'wrong', Number.isNaN(said) ? 'wrong' : isTime]);
          return verdict(
            grade,
            {
              truth: `At ${clockOf(run(), minute)} it was "${sick.label}": normal is ${sick.normal}.`,
              why: 'A reading means nothing without its band. Time and reading together are the first line of every report.',
              hint: gauge === sick.id ? 'The reading is right; look at the time again.' : 'Compare every value with the band beside it.',
            },
            [desk(run(), minute)],
          );
        },
      },
      draft => [desk(run(), minuteOf(draft))],
    );
    return pages(
      seed,
      isAgain,
      [intro],
      [find],
      [
        'Go through the desk from the left: for each reading, is the value inside the band beside it? Only one of them ever leaves.',
        'Then go back, five minutes at a time, until it is inside again. The step after that is the time.',
      ],
    );
  },
};
