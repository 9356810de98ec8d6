import type {Finding} from '../drill/play/words.js';

/** Within the tolerance right, within twice that near. */
export function gradeOf(said: number, truth: number, tolerance: number): Grade {
  const off = Math.abs(said - truth);
  if (off <= tolerance) return 'right';
  return off <= 2 * tolerance ? 'near' : 'wrong';
}

const order: readonly Grade[] = ['right', 'noted', 'near', 'wrong'];

/** The worst of several. */
export const worst = (grades: readonly Grade[]): Grade =>
  grades.reduce((bad, grade) => (order.indexOf(grade) > order.indexOf(bad) ? grade : bad), 'right');

/** A verdict with what it needs and no more. */
export const verdict = (
  grade: Grade,
  words: Partial<Pick<Verdict, 'truth' | 'why' | 'hint' | 'tried' | 'isSpent'>>,
  figures: readonly Figure[] = [],
): Verdict => ({
  ...{grade, figures, truth: '', why: '', hint: '', tried: [], isSpent: false},
  ...words,
});

/** A number as people type it; NaN for anything else. */
export const numberOf = (text: string | undefined): number =>
  /^\s*\d+(?:[.,]\d+)?\s*$/.test(text ?? '') ? Number((text ?? '').replace(',', '.')) : Number.NaN;

/** `03:40`, `3:40` or `0340` as minutes of the day; NaN for anything else. */
export function clockMinutesOf(text: string | undefined): number {
  const [, hours = '', minutes = ''] = /^\s*([01]?\d|2[0-3]):?([0-5]\d)\s*$/.exec(text ?? '') ?? [];
  return hours === '' ? Number.NaN : Number(hours) * 60 + Number(minutes);
}

/** What a learner has filled in, by field: text as typed, the id of a choice, the value of a dial. */
export type Answers = Readonly<Record<string, string>>;

/** A blank. `label` stands before it, `unit` behind it. */
export type Field =
  | {readonly kind: 'number'; readonly id: string; readonly label: string; readonly unit: string}
  /** A time of day, `03:40`. */
  | {readonly kind: 'clock'; readonly id: string; readonly label: string}
  | {readonly kind: 'choice'; readonly id: string; readonly label: string; readonly options: readonly Option[]}
  /** Turned by a key; `texts`: how each value reads. Its value is the index in `texts`. */
  | {readonly kind: 'dial'; readonly id: string; readonly label: string; readonly texts: readonly string[]; readonly start: number}
  /** `start`: what stands there already. */
  | {readonly kind: 'text'; readonly id: string; readonly label: string; readonly asks: string; readonly start: string};
export type Option = {readonly id: string; readonly text: string};

/** A picture beside the words; every number in it comes out of a run. */
export type Figure =
  | {readonly kind: 'terms'; readonly rows: readonly (readonly [term: string, text: string])[]}
  | {readonly kind: 'readings'; readonly clock: string; readonly rows: readonly Reading[]}
  | {readonly kind: 'curve'; readonly curve: Curve}
  | {readonly kind: 'bars'; readonly rows: readonly Bar[]}
  | {readonly kind: 'log'; readonly rows: readonly LogRow[]}
  | {readonly kind: 'ticks'; readonly rows: readonly {readonly isDone: boolean; readonly text: string}[]};
/** `normal`: the band in which nobody looks twice; empty where there is none. */
export type Reading = {readonly label: string; readonly value: string; readonly normal: string};
/** One number over time, from 0 to `most`. `shares`: of `most`, a value per minute. `marks`: minutes to point at. */
export type Curve = {
  readonly label: string;
  readonly most: string;
  readonly shares: readonly number[];
  readonly marks: readonly {readonly minute: number; readonly text: string}[];
};
export type Bar = {readonly label: string; readonly share: number; readonly text: string; readonly isBad: boolean};
export type LogRow = {readonly at: string; readonly who: string; readonly text: string};

/** How an answer stands to what the simulation says. `noted`: neither right nor wrong, it is taken as it is. */
export type Grade = 'right' | 'near' | 'wrong' | 'noted';
export type Verdict = {
  readonly grade: Grade;
  /** What the simulation says, in words. Shown when the question is over; empty: nothing. */
  readonly truth: string;
  /** Why it is so. */
  readonly why: string;
  /** What helps a second try, without the truth. */
  readonly hint: string;
  /** The run, to be looked at with the truth. */
  readonly figures: readonly Figure[];
  /** What the attempt itself did, to be looked at whatever came of it. */
  readonly tried: readonly Figure[];
  /** The answer has been seen in the act: the same question cannot be asked again. */
  readonly isSpent: boolean;
};

export type Question = {
  check(answers: Answers): Verdict;
  /** Misses until the explanation; more where trying is the point. */
  readonly patience: number;
  /** What can be said while somebody is still writing; a blocking remark must go first. */
  readonly remarks?: (draft: Answers) => readonly Finding[];
};

/** One page: words, a picture that may follow what is being filled in, blanks. */
export type Step = {
  readonly says: readonly string[];
  readonly figures: (draft: Answers) => readonly Figure[];
  readonly fields: readonly Field[];
  /** Null: nothing is asked; what was filled in is taken as it is. */
  readonly question: Question | null;
  /** Answers that lead on, worked out by the simulation. */
  readonly solution: () => Answers;
};

/** A lesson on one seed. Its pages follow from what was answered before, and from nothing else. */
export type Exercise = {
  readonly seed: number;
  /** The page after these answers, one for each page before it; null: the lesson is passed. */
  step(given: readonly Answers[]): Step | null;
  /** After two misses, before a new seed. */
  readonly explains: readonly string[];
  /** What happened, for the learner's own notes. */
  story(given: readonly Answers[]): readonly string[];
};

/** What stays of a lesson: one thought, where it is met, what to ask. */
export type Card = {readonly title: string; readonly idea: string; readonly ask: string};

export type Lesson = {
  readonly id: string;
  readonly title: string;
  readonly minutes: number;
  /** What one can do afterwards, for the checklist. */
  readonly goal: string;
  readonly card: Card;
  /** `isAgain`: the words before the first question have been read. */
  open(seed: number, isAgain: boolean, book: Book): Exercise;
};

/** What earlier lessons left behind, by lesson. */
export type Book = Readonly<Record<string, Passed>>;
/** `misses`: over all tries, for nobody but the learner. */
export type Passed = {readonly seed: number; readonly misses: number; readonly story: readonly string[]};

/** The answer to a page. */
export const answer = (exercise: Exercise, given: readonly Answers[], input: Answers): Verdict | null =>
  exercise.step(given)?.question?.check(input) ?? null;

const none = (): readonly Figure[] => [];

/** A page to read. */
export const reads = (
  says: readonly string[],
  figures: Step['figures'] = none,
  fields: readonly Field[] = [],
  solution: Step['solution'] = () => ({}),
): Step => ({says, figures, fields, question: null, solution});

/** A page that asks. */
export const asks = (
  says: readonly string[],
  fields: readonly Field[],
  {solution, ...question}: Omit<Question, 'patience'> & {readonly patience?: number} & Pick<Step, 'solution'>,
  figures: Step['figures'] = none,
): Step => ({says, figures, fields, solution, question: {patience: 2, ...question}});

/** Why an answer cannot be taken yet; null: it can. */
export function incomplete({fields}: Step, answers: Answers): string | null {
  for (const field of fields) {
    const value = answers[field.id] ?? '';
    if (field.kind === 'number' && Number.isNaN(numberOf(value))) return `Type a number: ${field.label} …`;
    if (field.kind === 'clock' && Number.isNaN(clockMinutesOf(value))) return `Type a time, as 03:40: ${field.label} …`;
    if (field.kind === 'choice' && !field.options.some(({id}) => id === value)) return `Choose: ${field.label} …`;
  }
  return null;
}

/** A lesson whose pages do not follow from one another. `intro`: only the first time. */
export const pages = (
  seed: number,
  isAgain: boolean,
  intro: readonly Step[],
  steps: readonly Step[],
  explains: readonly string[],
): Exercise => {
  const all = isAgain ? steps : [...intro, ...steps];
  return {seed, explains, step: given => all[given.length] ?? null, story: () => []};
};
