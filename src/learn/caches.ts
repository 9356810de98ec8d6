import type {Run} from '../engine/run.js';
import {asks, type Figure, gradeOf, type Lesson, numberOf, pages, reads, verdict, worst} from './lesson.js';
import {at, between, firstMinute, jump, once, runOf, type WorldSpec, whole, world} from './world.js';

/** When the name goes, and when it is put back, in minutes of the small world. */
const goneAt = 5;
const backAt = 65;
/** How far the picture goes beyond the return. */
const shown = 50;

/** A name that is gone for an hour; every caller remembers "no such address" for the cache time. */
const specOf = (cacheMinutes: number): WorldSpec => ({
  minutes: backAt + 70,
  demand: {record: [...jump(goneAt, 1, 0), [backAt, 0], [backAt + 0.01, 1]]},
  components: [
    {type: 'resolver', id: 'name', record: 'demand.record', classes: {callers: {connSeconds: 240, negativeTtlSeconds: cacheMinutes * 60}}},
  ],
});

export const recoveryRun = (cacheMinutes: number): Run => runOf(world(specOf(cacheMinutes))());

/** Minutes after the return until this share of callers is back. */
export function backAfter(run: Run, share: number): number {
  const minute = firstMinute(run, backAt, each => at(run, 'name.callers', each) >= share);
  return (minute ?? Number.POSITIVE_INFINITY) - backAt;
}

const cacheOf = (seed: number): number => whole(seed, 'cache', 12, 40);
const exampleMinutes = 10;

/** "Within 3 minutes or 20 %", whichever is more. */
const toleranceOf = (truth: number): number => Math.max(3, truth * 0.2);

const picture = (run: Run, label: string, marks: readonly number[]): Figure => ({
  kind: 'curve',
  curve: {
    label,
    most: '100 %',
    shares: between(run, 'name.callers', backAt - 5, backAt + shown),
    marks: [{minute: 5, text: 'name is back'}, ...marks.map(minute => ({minute: 5 + minute, text: `+${minute} min`}))],
  },
});

export const cachesLesson: Lesson = {
  id: 'caches',
  title: 'Caches and recovery',
  minutes: 4,
  goal: 'Say how long callers take to come back after a name does.',
  card: {
    title: 'The repair is not the recovery',
    idea: 'A wrong answer lives on in caches. They run out evenly, so callers come back evenly, over one cache time.',
    ask: 'Who still remembers the broken answer, and for how long?',
  },
  open(seed, isAgain) {
    const cache = cacheOf(seed);
    const run = once(() => recoveryRun(cache));
    const truth = once(() => ({half: backAfter(run(), 0.5), most: backAfter(run(), 0.95)}));
    const example = once(() => recoveryRun(exampleMinutes));
    const intro = reads(
      [
        'A name was gone for an hour. Now it is back. Its callers are not: each of them was told "no such address" at some time, and remembers that for a while. That while is the cache time.',
        `Here it is ${exampleMinutes} minutes:`,
      ],
      () => [picture(example(), 'callers who get through', [backAfter(example(), 0.5)])],
    );
    const predict = asks(
      [
        `Another place, the same outage. The cache time there is ${cache} minutes. You put the name back now.`,
        'Before you look: how many minutes until half of the callers are back? And 95 of 100?',
      ],
      [
        {kind: 'number', id: 'half', label: 'half are back after', unit: 'minutes'},
        {kind: 'number', id: 'most', label: '95 % are back after', unit: 'minutes'},
      ],
      {
        solution: () => ({half: String(truth().half), most: String(truth().most)}),
        check({half, most}) {
          const grades = [
            gradeOf(numberOf(half), truth().half, toleranceOf(truth().half)),
            gradeOf(numberOf(most), truth().most, toleranceOf(truth().most)),
          ];
          return verdict(
            worst(grades),
            {
              truth: `Half were back after ${truth().half} minutes, 95 % after ${truth().most}.`,
              why: `The memories are of every age, from new to ${cache} minutes old. So they run out evenly: half of them in half the time.`,
              hint:
                grades[0] === 'right'
                  ? 'The first is right. The last caller asked just before the name came back: when does he forget?'
                  : 'Some were told a minute ago, some long ago. How old is the middle one?',
            },
            [picture(run(), 'callers who get through', [truth().half, truth().most])],
          );
        },
      },
    );
    return pages(
      seed,
      isAgain,
      [intro],
      [predict],
      [
        'Think of a hundred callers. Each asked at another moment of the last cache time, so each has another part of it left: from nothing to all of it.',
        'After half the cache time, half have forgotten and ask again. After all of it, everybody has. Nothing you do to the name makes that faster.',
      ],
    );
  },
};
