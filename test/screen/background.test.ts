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
