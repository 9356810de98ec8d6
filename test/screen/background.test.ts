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

/** Work whose turns are taken by hand, a slice each; every answer tells which slice it is. */
function bench(slices: Readonly<Record<string, number>> = {}) {
  let nowMs = 0;
  let next: {readonly run: () => void; readonly delayMs: number} | null = null;
  const started: string[] = [];
  const told: unknown[] = [];
  const later: Later = (run, delayMs) => {
    next = {run, delayMs};
    return () => {
      next = null;
    };
  };
  const made = background(
    answer => void told.push(answer),
    later,
    () => nowMs,
  );
  const question = (key: string, patienceMs = 0): Question => ({
    key,
    patienceMs,
    *work() {
      started.push(key);
      const count = slices[key] ?? 1;
      for (let slice = 1; slice < count; slice++) {
        nowMs += 20;
        yield slice;
      }
      return count;
    },
  });
  return {
    ...made,
    question,
    started,
    told,
    delayMs: () => next?.delayMs,
    turn() {
      const due = next;
      next = null;
      due?.run();
    },
    answerTo: (key: string) => made.answers().get(key),
  };
}

describe('answers', () => {
  it('come a slice a turn, as far as they are, and are then done', () => {
    const work = bench({band: 3});
    work.ask([work.question('band')]);
    expect(work.answerTo('band')).toBeUndefined();
    work.turn();
    expect(work.answerTo('band')).toBe(1);
    work.turn();
    work.turn();
    expect(work.answerTo('band')).toBe(3);
    work.turn();
    expect(work.told).toEqual([1, 2, 3]);
  });

  it('come first to what a person waits for; the rest goes on after it', () => {
    const work = bench({band: 5});
    const band = work.question('band', 250);
    work.ask([band]);
    work.turn();
    work.ask([work.question('why', 40), band]);
    expect(work.delayMs()).toBe(40);
    work.turn();
    expect([work.answerTo('why'), work.answerTo('band')]).toEqual([1, 1]);
    for (let turn = 0; turn < 4; turn++) work.turn();
    expect(work.answerTo('band')).toBe(5);
    expect(work.started).toEqual(['band', 'why']);
  });

  it('wait a moment where they are long, so that the next key can call them off', () => {
    const work = bench();
    work.ask([work.question('band', 250)]);
    expect(work.delayMs()).toBe(250);
    work.ask([]);
    work.turn();
    expect(work.started).toEqual([]);
  });

  it('wait so after another one too, but not between their slices', () => {
    const work = bench({band: 2});
    work.ask([work.question('fidelity'), work.question('band', 250)]);
    expect(work.delayMs()).toBe(0);
    work.turn();
    expect(work.delayMs()).toBe(250);
    work.turn();
    expect(work.delayMs()).toBe(0);
  });

  it('are dropped when nobody asks for them any more, and half of one too', () => {
    const work = bench({band: 3});
    work.ask([work.question('band')]);
    work.turn();
    work.ask([work.question('fidelity')]);
    expect(work.answerTo('band')).toBeUndefined();
    work.turn();
    work.ask([work.question('band')]);
    work.turn();
    expect(work.answerTo('band')).toBe(1);
    expect(work.started).toEqual(['band', 'fidelity', 'band']);
  });

  it('are not worked out twice: a whole one is kept, the same question again is the same work', () => {
    const work = bench({band: 2});
    const [fidelity, band] = [work.question('fidelity'), work.question('band')];
    work.ask([fidelity, band]);
    work.turn();
    work.ask([fidelity, band]);
    work.turn();
    work.turn();
    work.ask([]);
    work.ask([band, fidelity]);
    work.turn();
    expect(work.started).toEqual(['fidelity', 'band']);
    expect(work.answerTo('fidelity')).toBe(1);
  });

  it('are kept, the last fifty of them', () => {
    const work = bench();
    for (let number = 0; number <= 50; number++) {
      work.ask([work.question(`why ${number}`)]);
      work.turn();
    }
    expect(work.answers().size).toBe(50);
    expect([work.answerTo('why 0'), work.answerTo('why 1')]).toEqual([undefined, 1]);
  });

  it('stay as they are once the work is closed', () => {
    const work = bench({band: 3});
    work.ask([work.question('band')]);
    work.turn();
    work.close();
    work.turn();
    expect(work.answerTo('band')).toBe(1);
  });
});
