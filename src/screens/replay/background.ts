import {type Answer, type Answers, keyOf, type Question} from './state/questions.js';

/** Slices of work on one question. What a slice yields is shown until there is more. */
export type Work = Iterator<Answer | undefined, Answer>;

/** Runs something once, later; what it returns calls it off. */
export type Later = (run: () => void, delayMs: number) => () => void;

export const afterDelay: Later = (run, delayMs) => {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};

export type Workbench = {
  /** What to work on from now on, the most urgent first. Work on anything else is dropped. */
  ask(questions: readonly Question[]): void;
  answers(): Answers;
  close(): void;
};

/** How long a question waits for its first slice, so that a run of keys does not start what the next key drops. */
const patienceMs: Readonly<Record<Question['kind'], number>> = {preview: 40, why: 40, fidelity: 0, band: 250, latest: 250};
/** So many answers are kept, for going back to them. */
const keptAnswers = 50;

type Job = {readonly key: string; readonly work: Work; readonly delayMs: number};

/**
 * Works on one question at a time, slice by slice, and lets the terminal have its turn after each: no key waits longer than one
 * slice. `onChange` is called whenever there is something new to show.
 */
export function workbench(workOn: (question: Question) => Work, onChange: (answers: Answers) => void, later: Later): Workbench {
  let jobs: readonly Job[] = [];
  let answers: Answers = new Map();
  let callOff = (): void => {};

  const schedule = (delayMs: number): void => {
    callOff();
    callOff = later(slice, delayMs);
  };
  const slice = (): void => {
    const [job, next] = jobs;
    if (job === undefined) return;
    const {done = false, value} = job.work.next();
    if (done) jobs = jobs.slice(1);
    schedule(done ? (next?.delayMs ?? 0) : 0);
    if (value === undefined) return;
    const others = [...answers].filter(([key]) => key !== job.key);
    answers = new Map([...others.slice(1 - keptAnswers), [job.key, value]]);
    onChange(answers);
  };
  return {
    ask(questions) {
      const running = new Map(jobs.map(job => [job.key, job]));
      const first = jobs[0];
      const asked = new Map(questions.map(question => [keyOf(question), question]));
      const dropped = jobs.filter(({key}) => !asked.has(key)).map(({key}) => key);
      // Half an answer goes with its work; a whole one stays.
      answers = new Map([...answers].filter(([key]) => !dropped.includes(key)));
      jobs = [...asked].flatMap(([key, question]): Job[] => {
        const job = running.get(key);
        if (job !== undefined) return [job];
        return answers.has(key) ? [] : [{key, work: workOn(question), delayMs: patienceMs[question.kind]}];
      });
      if (jobs[0] !== first) schedule(jobs[0]?.delayMs ?? 0);
    },
    answers: () => answers,
    close() {
      jobs = [];
      callOff();
    },
  };
}
