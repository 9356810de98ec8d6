/** Runs something once, later; what it returns calls it off. */
export type Later = (run: () => void, delayMs: number) => () => void;

/** Slices of work. What a slice yields is shown until there is more. */
export type Work = Iterator<unknown, unknown>;

/** What takes too long to work out between a key and its frame. All that the answer depends on is in the key, so none goes stale. */
export type Question = {
  readonly key: string;
  /** How long it waits for its first slice, so that a run of keys does not start what the next key drops. Default: 0. */
  readonly patienceMs?: number;
  /** Partial answers come at most so often. Default: with every slice. */
  readonly newsMs?: number;
  /** An answer that the program itself keeps is not kept here too: asked again, it is worked out again. */
  readonly isKept?: false;
  /** Its slices. `workedMs`: how long has been worked on it so far. */
  work(workedMs: () => number): Work;
};

export type Answers = ReadonlyMap<string, unknown>;

export type Background = {
  /** What to work on from now on, the most urgent first. Work on anything else is dropped. */
  ask(questions: readonly Question[]): void;
  answers(): Answers;
  close(): void;
};

/** So long a key may have to wait for a turn of work. */
const turnMs = 12;
/** So many answers are kept, for going back to them. */
const keptAnswers = 50;

/** `news`: what it has yielded that nobody was told yet. */
type Job = Question & {readonly slices: Work; news: unknown; workedMs: number; fromMs: number | null; toldMs: number};

/**
 * Works on one question at a time, slice by slice, and lets the keys have their turn in between. `onAnswer` is called with every answer,
 * and part of one, that is new. `nowMs`: real milliseconds, from any start.
 */
export function background(onAnswer: (answer: unknown) => void, later: Later, nowMs: () => number): Background {
  let jobs: readonly Job[] = [];
  let answers: Answers = new Map();
  let callOff = (): void => {};

  const begun = (question: Question): Job => {
    const worked = (): number => job.workedMs + (job.fromMs === null ? 0 : nowMs() - job.fromMs);
    const job: Job = {...question, slices: question.work(worked), workedMs: 0, fromMs: null, toldMs: nowMs(), news: undefined};
    return job;
  };
  const schedule = (delayMs: number): void => {
    callOff();
    callOff = later(turn, delayMs);
  };
  const turn = (): void => {
    const [job, next] = jobs;
    if (job === undefined) return;
    const fromMs = nowMs();
    job.fromMs = fromMs;
    let step = job.slices.next();
    job.news = step.value ?? job.news;
    while (step.done !== true && nowMs() - fromMs < turnMs) {
      step = job.slices.next();
      job.news = step.value ?? job.news;
    }
    const {news} = job;
    const atMs = nowMs();
    job.workedMs += atMs - fromMs;
    job.fromMs = null;
    const done = step.done === true;
    if (done) jobs = jobs.slice(1);
    schedule(done ? (next?.patienceMs ?? 0) : 0);
    if (news === undefined || (!done && atMs - job.toldMs < (job.newsMs ?? 0))) return;
    job.toldMs = atMs;
    job.news = undefined;
    if (job.isKept !== false) {
      const others = [...answers].filter(([key]) => key !== job.key);
      answers = new Map([...others.slice(1 - keptAnswers), [job.key, news]]);
    }
    onAnswer(news);
  };
  return {
    ask(questions) {
      const running = new Map(jobs.map(job => [job.key, job]));
      const first = jobs[0];
      const asked = new Map(questions.map(question => [question.key, question]));
      const dropped = jobs.filter(({key}) => !asked.has(key)).map(({key}) => key);
      // Half an answer goes with its work; a whole one stays.
      if (dropped.length > 0) answers = new Map([...answers].filter(([key]) => !dropped.includes(key)));
      jobs = [...asked].flatMap(([key, question]): Job[] => {
        const job = running.get(key);
        if (job !== undefined) return [job];
        return answers.has(key) ? [] : [begun(question)];
      });
      if (jobs[0] === first) return;
      callOff();
      if (jobs[0] !== undefined) schedule(jobs[0].patienceMs ?? 0);
    },
    answers: () => answers,
    close() {
      jobs = [];
      callOff();
    },
  };
}
