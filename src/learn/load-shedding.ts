import {shuffled} from '../drill/play/chance.js';
import type {Run} from '../engine/run.js';
import type {Prepared} from '../engine/simulate.js';
import {minutes, percent} from '../format/number.js';
import {type Answers, asks, type Exercise, type Field, type Figure, type Lesson, type Option, reads, type Step, verdict} from './lesson.js';
import {at, between, once, runOf, whole, world} from './world.js';

/** When the fleet begins to shrink, when it has shrunk and somebody acts, and when it is counted, in minutes. */
const shrinksAt = 10;
const actAt = 20;
const settledAt = 30;
const endAt = 80;
/** More errors than this and callers notice. */
const noticed = 0.01;
/** How much more than the least work may be held back: nobody finds the last tenth at once. */
const slack = 1.15;

/** Work a minute, in shares of what the whole fleet can do; `left`: what the shrunken fleet can do. */
export type ShedSpec = {readonly calls: number; readonly messages: number; readonly reports: number; readonly left: number};
/** Shares that are let in, 0 to 10 tenths. */
export type Limits = {readonly calls: number; readonly messages: number; readonly reports: number};
const kinds = ['calls', 'messages', 'reports'] as const;
const tenths = Array.from({length: 11}, (_, tenth) => tenth);

export const shedSpecOf = (seed: number): ShedSpec => ({
  calls: whole(seed, 'calls', 34, 42) / 100,
  messages: whole(seed, 'messages', 26, 32) / 100,
  reports: whole(seed, 'reports', 14, 20) / 100,
  left: whole(seed, 'left', 54, 66) / 100,
});

/** Three kinds of work on one fleet. Messages and reports can wait in their queues; a call that is not served fails. */
export const shedWorld = ({calls, messages, reports, left}: ShedSpec): Prepared =>
  world({
    minutes: endAt + 5,
    demand: {
      fleet: [
        [0, 1],
        [shrinksAt, 1],
        [actAt, left],
      ],
    },
    components: [
      {type: 'work-queue', id: 'messages', inflow: messages, mu0: messages},
      {type: 'work-queue', id: 'reports', inflow: reports, mu0: reports},
      {
        type: 'signal',
        id: 'free',
        expr: {
          max: [
            0.01,
            {
              sum: [
                [1, 'demand.fleet'],
                [-1, 'messages.served'],
                [-1, 'reports.served'],
              ],
            },
          ],
        },
      },
      {type: 'service', id: 'calls', capacity: 'free', util: {mul: [calls, {not: {last: 'calls.throttled'}}]}, retryAmp: 0.8},
    ],
    levers: kinds.flatMap(kind =>
      tenths.map(tenth => ({
        id: `${kind}-${tenth}`,
        target: kind,
        verb: 'throttle',
        params: kind === 'calls' ? {limit: tenth / 10} : {factor: tenth / 10},
      })),
    ),
  })();

export const shedRun = (fleet: Prepared, limits: Limits): Run =>
  runOf(
    fleet,
    kinds.filter(kind => limits[kind] < 10).map(kind => [`${kind}-${limits[kind]}`, actAt] as const),
  );

/** What limits come to: callers with an error, and how old the oldest waiting work is. */
export type Price = {readonly errors: number; readonly messagesMin: number; readonly reportsMin: number; readonly heldBack: number};

export function priceOf(run: Run, {messages, reports}: ShedSpec): Price {
  const backlogs = [at(run, 'messages.backlog', endAt), at(run, 'reports.backlog', endAt)] as const;
  return {
    errors: Math.max(...between(run, 'calls.err', settledAt, endAt)),
    messagesMin: backlogs[0] / messages,
    reportsMin: backlogs[1] / reports,
    heldBack: backlogs[0] + backlogs[1],
  };
}

/** The least work that can be held back while callers notice nothing, of all limits there are, and limits that do it. */
export function best(fleet: Prepared, spec: ShedSpec): {readonly limits: Limits; readonly heldBack: number} {
  let found = {limits: {calls: 10, messages: 0, reports: 0} as Limits, heldBack: Number.POSITIVE_INFINITY};
  for (const messages of tenths) {
    for (const reports of tenths) {
      const limits = {calls: 10, messages, reports};
      // What cannot fit, or holds back more than what was found, need not be run.
      const held = (1 - messages / 10) * spec.messages + (1 - reports / 10) * spec.reports;
      if (held * (endAt - actAt) > found.heldBack * slack) continue;
      const {errors, heldBack} = priceOf(shedRun(fleet, limits), spec);
      if (errors < noticed && heldBack < found.heldBack) found = {limits, heldBack};
    }
  }
  return found;
}

const limitsOf = (answers: Answers | undefined): Limits => {
  const tenth = (kind: (typeof kinds)[number]): number => Math.max(0, Math.min(10, Math.round(Number(answers?.[kind] ?? 10)) || 0));
  return {calls: tenth('calls'), messages: tenth('messages'), reports: tenth('reports')};
};

const units = (share: number): string => `${Math.round(share * 100)} a minute`;

const readings = ({calls, messages, reports, left}: ShedSpec): Figure => ({
  kind: 'readings',
  clock: '',
  rows: [
    {label: 'calls: a person waits', value: units(calls), normal: ''},
    {label: 'messages: nobody waits yet', value: units(messages), normal: ''},
    {label: 'reports: due by morning', value: units(reports), normal: ''},
    {label: 'the fleet can do', value: units(left), normal: '100 a minute'},
  ],
});

const outcome = ({errors, messagesMin, reportsMin}: Price): Figure => ({
  kind: 'bars',
  rows: [
    {label: 'calls that fail', share: Math.min(1, errors), text: percent(errors), isBad: errors >= noticed},
    {label: 'oldest message', share: messagesMin / (endAt - actAt), text: minutes(messagesMin), isBad: false},
    {label: 'oldest report', share: reportsMin / (endAt - actAt), text: minutes(reportsMin), isBad: false},
  ],
});

export const shedLesson: Lesson = {
  id: 'shed',
  title: 'What to shed',
  minutes: 3,
  goal: 'Keep people served by making the right work wait, and say what that costs.',
  card: {
    title: 'Queues can wait, callers cannot',
    idea: 'With too little for everything, something is shed anyway: choose it. Slow what waits in a queue, just enough, and say who waits how long.',
    ask: 'Whose wait is visible to a person?',
  },
  open: (seed, isAgain) => exerciseOf(seed, isAgain),
};

const dial = (id: (typeof kinds)[number]): Field => ({
  kind: 'dial',
  id,
  label: `${id} let in`,
  texts: tenths.map(tenth => `${tenth * 10} %`),
  start: 10,
});

function exerciseOf(seed: number, isAgain: boolean): Exercise {
  const spec = shedSpecOf(seed);
  const fleet = once(() => shedWorld(spec));
  const least = once(() => best(fleet(), spec));
  const all = once(() => priceOf(shedRun(fleet(), {calls: 10, messages: 10, reports: 10}), spec));
  const intro: readonly Step[] = isAgain
    ? []
    : [
        reads(
          [
            'A fleet does three kinds of work. It has lost machines, and cannot do all of it any more. Everything is let in, so everything suffers:',
            'Work that is not done now is not gone: messages and reports wait in their queues. A call that is not served has failed.',
          ],
          () => [outcome(all())],
        ),
      ];
  const step = (given: readonly Answers[]): Step | null => {
    const index = given.length - intro.length;
    if (index < 0) return intro[given.length] ?? null;
    if (index === 0) return limitStep(spec, fleet, least);
    return index === 1 ? priceStep(seed, spec, priceOf(shedRun(fleet(), limitsOf(given[intro.length])), spec)) : null;
  };
  return {
    seed,
    step,
    story: () => [],
    explains: [
      'Count: what the fleet can do, less the calls, is what is left for messages and reports. Let in as much of these as fits into that, and not more.',
      'Which of the two waits is yours to choose; how much waits in all is not. Limiting calls never helps callers.',
    ],
  };
}

function limitStep(spec: ShedSpec, fleet: () => Prepared, least: () => ReturnType<typeof best>): Step {
  return asks(
    [
      'Choose what is let in for the next hour. Calls that fail: less than 1 %. And hold back as little of the rest as you can. You have seven tries.',
    ],
    kinds.map(dial),
    {
      patience: 7,
      solution: () => Object.fromEntries(kinds.map(kind => [kind, String(least().limits[kind])])),
      check(answers) {
        const price = priceOf(shedRun(fleet(), limitsOf(answers)), spec);
        const isServed = price.errors < noticed;
        const isLeast = price.heldBack <= least().heldBack * slack;
        const {messages, reports} = least().limits;
        return verdict(isServed && isLeast ? 'right' : isServed ? 'near' : 'wrong', {
          truth: `Callers notice nothing. No other limits would hold back much less: ${messages * 10} % of messages and ${reports * 10} % of reports is as good as it gets.`,
          why: 'What fits beside the calls is let in, and no more is held back than must be.',
          hint: isServed ? 'Callers are served, but more waits than must. Let in a little more.' : 'Calls fail. Make something else wait.',
          tried: [outcome(price)],
        });
      },
    },
    () => [readings(spec)],
  );
}

/** The same numbers in sentences: one of them is what happened. */
function priceStep(seed: number, spec: ShedSpec, {messagesMin, reportsMin}: Price): Step {
  const [message, report] = [Math.round(messagesMin), Math.round(reportsMin)];
  const told = (a: number, b: number): string => `After an hour, messages are up to ${a} min late and reports ${b} min. Calls are served.`;
  const other = message === report ? Math.round(message / 2) : report;
  const options = shuffled<Option>(seed, 'prices', [
    {id: 'true', text: told(message, report)},
    {id: 'other', text: told(other, message)},
    {id: 'free', text: 'Nothing is late, and calls are served.'},
    {id: 'lost', text: `Messages and reports of ${endAt - actAt} min are lost. Calls are served.`},
  ]);
  const backlog = Math.round(100 * (messagesMin * spec.messages + reportsMin * spec.reports));
  return asks(
    [
      `Every limit has a price, and somebody pays it. Over the hour, ${backlog} pieces of work were held back. What do you tell those who wait?`,
    ],
    [{kind: 'choice', id: 'price', label: 'the price', options}],
    {
      solution: () => ({price: 'true'}),
      check: ({price}) =>
        verdict(price === 'true' ? 'right' : 'wrong', {
          truth: told(message, report),
          why: 'Who knows that he waits, and how long, can plan. Who finds out by himself calls you.',
          hint: 'Held back is not lost. Who waits longer: the kind of which you let in less.',
        }),
    },
    () => [readings(spec)],
  );
}
