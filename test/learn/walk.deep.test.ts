import {describe, expect, it} from 'vitest';
import {checklist} from '../../src/learn/checklist.js';
import {lessons} from '../../src/learn/index.js';
import {answer} from '../../src/learn/lesson.js';
import {beginning, exerciseOf, walked} from '../../src/learn/walk.js';
import {knowing, lessonIndex, play, walkAt, wrong} from '../helpers/learn.js';

describe('a learner', () => {
  it.each([1, 2, 3])('who answers what the simulation says passes all nine (seed %i)', seed => {
    const end = play(beginning(seed), knowing, ({stage}) => stage.type === 'done');
    expect(Object.keys(end.passed)).toEqual(lessons.map(({id}) => id));
    expect(Object.values(end.passed).map(({misses}) => misses)).toEqual(lessons.map(() => 0));
  });

  it.each(lessons)('who misses $title sees why, and then other numbers', ({id}) => {
    const start = walkAt(id, 5);
    const explained = play(start, wrong, ({stage}) => stage.type === 'explained');
    expect(exerciseOf(explained).explains.join(' ').length).toBeGreaterThan(30);
    const again = walked(explained, exerciseOf(explained), {type: 'on'});
    expect(again).toMatchObject({stage: {type: 'page'}, given: [], misses: 0, isAgain: true});
    expect(exerciseOf(again).seed).not.toBe(exerciseOf(start).seed);
    expect(exerciseOf(again).step([])?.solution).toBeDefined();
  });

  it.each(lessons)('who missed $title once can still pass it', ({id}) => {
    const explained = play(walkAt(id, 5), wrong, ({stage}) => stage.type === 'explained');
    const end = play(explained, knowing, ({stage}) => stage.type === 'card');
    expect(end.missesInAll).toBeGreaterThan(0);
  });

  it('is told no truth on a first miss, and all of it on the second', () => {
    const once = play(walkAt('caches', 9), wrong, ({stage}) => stage.type === 'told');
    expect(once.stage).toMatchObject({isLastTry: false, verdict: {grade: 'wrong'}});
    const twice = play(walked(once, exerciseOf(once), {type: 'on'}), wrong, ({stage}) => stage.type === 'told');
    expect(twice.stage).toMatchObject({isLastTry: true});
  });

  it('keeps the page after a miss that gave nothing away', () => {
    const once = play(walkAt('caches', 9), wrong, ({stage}) => stage.type === 'told');
    expect(walked(once, exerciseOf(once), {type: 'on'})).toMatchObject({given: once.given, misses: 1, stage: {type: 'page'}});
  });

  it('gets other numbers where the attempt has shown the answer', () => {
    const atShow = play(walkAt('loop', 9), knowing, ({given, stage}) => stage.type === 'page' && given.length === 3);
    const missed = play(atShow, wrong, ({stage}) => stage.type === 'told');
    const again = walked(missed, exerciseOf(missed), {type: 'on'});
    expect(again).toMatchObject({given: [], misses: 1});
    expect(exerciseOf(again).seed).not.toBe(exerciseOf(missed).seed);
  });

  it('may take any lesson again, on numbers that were never seen', () => {
    const end = play(beginning(4), knowing, ({stage}) => stage.type === 'done');
    const again = walked(end, exerciseOf(end), {type: 'open', lesson: 2});
    expect(exerciseOf(again).seed).not.toBe(end.passed.caches?.seed);
    expect(again.passed).toBe(end.passed);
  });

  it('cannot hand in what is not filled in', () => {
    const walk = {...walkAt('caches', 9), isAgain: true};
    expect(walked(walk, exerciseOf(walk), {type: 'answer', answers: {half: '5', most: 'soon'}})).toBe(walk);
  });
});

describe('tolerances', () => {
  const exercise = exerciseOf({...walkAt('caches', 9), isAgain: true});
  const half = Number(exercise.step([])?.solution().half);
  const most = Number(exercise.step([])?.solution().most);
  const slack = Math.max(3, half * 0.2);

  it.each([
    {off: slack, grade: 'right'},
    {off: slack + 0.1, grade: 'near'},
    {off: 2 * slack + 0.1, grade: 'wrong'},
  ])('off by $off minutes is $grade', ({off, grade}) => {
    expect(answer(exercise, [], {half: String(half + off), most: String(most)})?.grade).toBe(grade);
  });
});

describe('the checklist', () => {
  it('has a tick for what was passed, blanks for the own team, and the own question', () => {
    const end = play(beginning(4), knowing, ({stage}) => stage.type === 'done');
    const text = checklist(end.passed);
    expect(text.match(/- \[x\] \*\*/g)).toHaveLength(lessons.length);
    expect(text.match(/________/g)?.length).toBeGreaterThan(10);
    expect(text).toContain('Which of our names is written by a program?');
    expect(text).toContain('EXERCISE – not a real incident.');
  });

  it('before anything was passed, everything is open', () => {
    expect(checklist({})).not.toContain('[x]');
  });

  it('does not take what somebody wrote for Markdown', () => {
    expect(checklist({close: {seed: 1, misses: 0, story: ['<b> [x](y) *']}})).toContain('\\<b\\> \\[x\\](y) \\*');
  });
});

it('closes with the log of the mini-drill', () => {
  const end = play(beginning(4), knowing, ({lesson, stage}) => lesson === lessonIndex('close') && stage.type === 'page');
  expect(exerciseOf(end).step([])?.figures({})).toMatchObject([
    {kind: 'log', rows: expect.arrayContaining([expect.objectContaining({text: expect.stringContaining('order')})])},
  ]);
});
