import {describe, expect, it} from 'vitest';
import {background, type Later, type Question} from '../../src/screen/background.js';

/** A clock that each piece of work moves on by ten milliseconds. */
function world() {
  let nowMs = 0;
  let waiting: (() => void) | null = null;
  const later: Later = run => {
    waiting = run;
    return () => {
      if (waiting === run) waiting = null;
    };
  };
  const told: unknown[] = [];
  const question = (key: string, pieces: number, more: Partial<Question> = {}): Question => ({
    key,
    newsMs: 120,
    *work() {
      for (let piece = 1; piece < pieces; piece++) {
        nowMs += 10;
        yield piece;
      }
      return pieces;
    },
    ...more,
  });
  const work = background(
    answer => void told.push(answer),
    later,
    () => nowMs,
  );
  const turn = (): boolean => {
    const run = waiting;
    waiting = null;
    run?.();
    return run !== null;
  };
  return {work, question, turn, told, now: () => nowMs};
}

describe('work between the frames', () => {
  it('gives the terminal its turn after a slice that no key has to wait for', () => {
    const {work, question, turn, now} = world();
    work.ask([question('a', 100)]);
    turn();
    expect(now()).toBeLessThanOrEqual(20);
  });

  it('tells how far it is now and then, and always how it ended', () => {
    const {work, question, turn, told} = world();
    work.ask([question('a', 50)]);
    while (turn());
    expect(told.at(-1)).toBe(50);
    expect(told.length).toBeGreaterThan(2);
    expect(told.length).toBeLessThan(8);
  });

  it('goes on with the same question, and drops it for another or for none', () => {
    const {work, question, turn, told} = world();
    const long = question('a', 100);
    work.ask([long]);
    turn();
    work.ask([{...long}]);
    turn();
    expect(told).toEqual([]);
    work.ask([question('b', 1)]);
    while (turn());
    expect(told).toEqual([1]);
    work.ask([long]);
    work.ask([]);
    expect(turn()).toBe(false);
  });

  it('keeps its answers, but those that the program keeps itself are worked out again', () => {
    const {work, question, turn, told} = world();
    work.ask([question('a', 1), question('b', 2, {isKept: false})]);
    while (turn());
    expect(work.answers()).toEqual(new Map([['a', 1]]));
    work.ask([question('a', 1), question('b', 2, {isKept: false})]);
    while (turn());
    expect(told).toEqual([1, 2, 2]);
  });

  it('does nothing more once it is closed', () => {
    const {work, question, turn} = world();
    work.ask([question('a', 100)]);
    work.close();
    expect(turn()).toBe(false);
  });
});

/** Work whose every slice takes a turn of its own; every answer tells which slice it is. */
function bench() {
  let nowMs = 0;
  let next: {readonly run: () => void; readonly delayMs: number} | null = null;
  const started: string[] = [];
  const told: unknown[] = [];
  const work = background(
    answer => void told.push(answer),
    (run, delayMs) => {
      next = {run, delayMs};
      return () => {
        next = null;
      };
    },
    () => nowMs,
  );
  const question = (key: string, slices = 1, patienceMs = 0): Question => ({
    key,
    patienceMs,
    *work() {
      started.push(key);
      for (let slice = 1; slice < slices; slice++) {
        nowMs += 20;
        yield slice;
      }
      return slices;
    },
  });
  const turns = (count = 1): void => {
    for (let turn = 0; turn < count; turn++) {
      const due = next;
      next = null;
      due?.run();
    }
  };
  return {...work, question, turns, started, told, delayMs: () => next?.delayMs, answerTo: (key: string) => work.answers().get(key)};
}

describe('questions one after the other', () => {
  it('shows what there is so far, and is then done', () => {
    const {ask, question, turns, answerTo, told} = bench();
    ask([question('band', 3)]);
    expect(answerTo('band')).toBeUndefined();
    turns();
    expect(answerTo('band')).toBe(1);
    turns(3);
    expect(answerTo('band')).toBe(3);
    expect(told).toEqual([1, 2, 3]);
  });

  it('takes what a person waits for first, and goes on with the rest', () => {
    const {ask, question, turns, answerTo, started, delayMs} = bench();
    const band = question('band', 5, 250);
    ask([band]);
    turns();
    ask([question('why', 1, 40), band]);
    expect(delayMs()).toBe(40);
    turns();
    expect([answerTo('why'), answerTo('band')]).toEqual([1, 1]);
    turns(4);
    expect(answerTo('band')).toBe(5);
    expect(started).toEqual(['band', 'why']);
  });

  it('waits a moment before what is long, so that the next key can call it off', () => {
    const {ask, question, turns, started, delayMs} = bench();
    ask([question('band', 1, 250)]);
    expect(delayMs()).toBe(250);
    ask([]);
    turns();
    expect(started).toEqual([]);
  });

  it('drops the work that nobody asks for any more, and the half answer with it', () => {
    const {ask, question, turns, answerTo, started} = bench();
    const [band, fidelity] = [question('band', 3), question('fidelity')];
    ask([band]);
    turns();
    ask([fidelity]);
    expect(answerTo('band')).toBeUndefined();
    turns();
    ask([band]);
    turns();
    expect(answerTo('band')).toBe(1);
    expect(started).toEqual(['band', 'fidelity', 'band']);
  });

  it('does nothing twice: a whole answer is kept, the same question again is the same work', () => {
    const {ask, question, turns, answerTo, started} = bench();
    const [band, fidelity] = [question('band', 2), question('fidelity')];
    ask([fidelity, band]);
    turns();
    ask([fidelity, band]);
    turns(2);
    ask([]);
    ask([band, fidelity]);
    turns();
    expect(started).toEqual(['fidelity', 'band']);
    expect(answerTo('fidelity')).toBe(1);
  });

  it('keeps the last fifty answers', () => {
    const {ask, question, turns, answers, answerTo} = bench();
    for (let atMs = 0; atMs <= 50; atMs++) {
      ask([question(`why ${atMs}`)]);
      turns();
    }
    expect(answers().size).toBe(50);
    expect([answerTo('why 0'), answerTo('why 1')]).toEqual([undefined, 1]);
  });
});
