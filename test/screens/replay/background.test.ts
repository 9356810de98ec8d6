import {describe, expect, it} from 'vitest';
import {type Work, workbench} from '../../../src/screens/replay/background.js';
import {type Answer, type Answers, keyOf, type Question} from '../../../src/screens/replay/state/questions.js';

/** A bench whose turns are taken by hand; every answer tells which slice it is. */
function bench(slices: Readonly<Partial<Record<Question['kind'], number>>> = {}) {
  const started: string[] = [];
  const shown: Answers[] = [];
  let next: {readonly run: () => void; readonly delayMs: number} | null = null;
  const answer = (slice: number) => ({worlds: slice, band: null}) as Answer;
  function* work(question: Question): Generator<Answer | undefined, Answer> {
    started.push(question.kind);
    const count = slices[question.kind] ?? 1;
    for (let slice = 1; slice < count; slice++) yield answer(slice);
    return answer(count);
  }
  const made = workbench(
    (question): Work => work(question),
    answers => shown.push(answers),
    (run, delayMs) => {
      next = {run, delayMs};
      return () => {
        next = null;
      };
    },
  );
  return {
    ...made,
    started,
    shown,
    delayMs: () => next?.delayMs,
    /** One turn of the event loop. */
    turn() {
      const due = next;
      next = null;
      due?.run();
    },
    answerTo: (question: Question) => made.answers().get(keyOf(question)) as {readonly worlds: number} | undefined,
  };
}

const fidelity: Question = {kind: 'fidelity'};
const band: Question = {kind: 'band', plan: []};
const why = (atMs: number): Question => ({kind: 'why', plan: [], service: 'ec2', atMs});

describe('the workbench', () => {
  it('works a slice a turn, shows what there is so far, and is then done', () => {
    const work = bench({band: 3});
    work.ask([band]);
    expect(work.answerTo(band)).toBeUndefined();
    work.turn();
    expect(work.answerTo(band)).toMatchObject({worlds: 1});
    work.turn();
    work.turn();
    expect(work.answerTo(band)).toMatchObject({worlds: 3});
    work.turn();
    expect(work.shown.length).toBe(3);
  });

  it('takes what a person waits for first, and goes on with the rest', () => {
    const work = bench({band: 5});
    work.ask([band]);
    work.turn();
    work.ask([why(0), band]);
    expect(work.delayMs()).toBeLessThan(100);
    work.turn();
    expect(work.answerTo(why(0))).toMatchObject({worlds: 1});
    expect(work.answerTo(band)).toMatchObject({worlds: 1});
    for (let turn = 0; turn < 4; turn++) work.turn();
    expect(work.answerTo(band)).toMatchObject({worlds: 5});
    expect(work.started).toEqual(['band', 'why']);
  });

  it('waits a moment before what is long, so that the next key can call it off', () => {
    const work = bench();
    work.ask([band]);
    expect(work.delayMs()).toBeGreaterThan(100);
    work.ask([]);
    work.turn();
    expect(work.started).toEqual([]);
  });

  it('drops the work that nobody asks for any more, and the half answer with it', () => {
    const work = bench({band: 3});
    work.ask([band]);
    work.turn();
    work.ask([fidelity]);
    expect(work.answerTo(band)).toBeUndefined();
    work.turn();
    work.ask([band]);
    work.turn();
    expect(work.answerTo(band)).toMatchObject({worlds: 1});
    expect(work.started).toEqual(['band', 'fidelity', 'band']);
  });

  it('does not do anything twice: a whole answer is kept, the same question again is the same work', () => {
    const work = bench({band: 2});
    work.ask([fidelity, band]);
    work.turn();
    work.ask([fidelity, band]);
    work.turn();
    work.turn();
    work.ask([]);
    work.ask([band, fidelity]);
    work.turn();
    expect(work.started).toEqual(['fidelity', 'band']);
    expect(work.answerTo(fidelity)).toBeDefined();
  });

  it('keeps the last fifty answers', () => {
    const work = bench();
    for (let atMs = 0; atMs <= 50; atMs++) {
      work.ask([why(atMs)]);
      work.turn();
    }
    expect(work.answers().size).toBe(50);
    expect(work.answerTo(why(0))).toBeUndefined();
    expect(work.answerTo(why(1))).toBeDefined();
  });

  it('rests once it is closed', () => {
    const work = bench({band: 3});
    work.ask([band]);
    work.turn();
    work.close();
    work.turn();
    expect(work.answerTo(band)).toMatchObject({worlds: 1});
  });
});
