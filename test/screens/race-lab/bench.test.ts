import {describe, expect, it} from 'vitest';
import {labBench} from '../../../src/screens/race-lab/bench.js';
import type {Job} from '../../../src/screens/race-lab/checking.js';
import type {News} from '../../../src/screens/race-lab/state.js';
import {plainRules} from '../../../src/screens/race-lab/state.js';
import type {Later} from '../../../src/screens/replay/background.js';

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
  const told: number[] = [];
  const job = (key: string, pieces: number): Job => ({
    key,
    *begin() {
      for (let piece = 1; piece < pieces; piece++) {
        nowMs += 10;
        yield newsOf(piece);
      }
      return newsOf(pieces);
    },
  });
  const bench = labBench(
    news => void told.push(piecesOf(news)),
    later,
    () => nowMs,
  );
  const turn = (): boolean => {
    const run = waiting;
    waiting = null;
    run?.();
    return run !== null;
  };
  return {bench, job, turn, told, now: () => nowMs};
}

const newsOf = (states: number): News => ({
  type: 'checker',
  rules: plainRules,
  checker: {type: 'working', states, level: 0, expected: null, doing: ''},
});
const piecesOf = (news: News): number => (news.type === 'checker' && news.checker.type === 'working' ? news.checker.states : -1);

describe('work between the frames', () => {
  it('gives the terminal its turn after a slice that no key has to wait for', () => {
    const {bench, job, turn, now} = world();
    bench.want(job('a', 100));
    turn();
    expect(now()).toBeLessThanOrEqual(20);
  });

  it('tells how far it is now and then, and always how it ended', () => {
    const {bench, job, turn, told} = world();
    bench.want(job('a', 50));
    while (turn());
    expect(told.at(-1)).toBe(50);
    expect(told.length).toBeGreaterThan(2);
    expect(told.length).toBeLessThan(8);
  });

  it('goes on with the same job, and drops it for another or for none', () => {
    const {bench, job, turn, told} = world();
    const long = job('a', 100);
    bench.want(long);
    turn();
    bench.want({...long});
    turn();
    expect(told).toEqual([]);
    bench.want(job('b', 1));
    while (turn());
    expect(told).toEqual([1]);
    bench.want(long);
    bench.want(null);
    expect(turn()).toBe(false);
  });

  it('does nothing more once it is closed', () => {
    const {bench, job, turn} = world();
    bench.want(job('a', 100));
    bench.close();
    expect(turn()).toBe(false);
  });
});
