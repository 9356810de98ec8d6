import type {Plan} from '../../../engine/plan.js';
import type {Band} from '../../../review/band.js';
import type {Fidelity} from '../../../review/fidelity.js';
import type {LatestUseful} from '../../../review/latest-useful.js';
import type {Why} from '../../../review/why.js';
import type {Ms} from '../../../timeline/types.js';

/** What takes too long to work out between a key and its frame. All that an answer depends on is in its question, so none goes stale. */
export type Question =
  /** What the plan would cost if one more mitigation were thrown. */
  | {readonly kind: 'preview'; readonly plan: Plan; readonly mitigation: string; readonly atMs: Ms}
  | {readonly kind: 'why'; readonly plan: Plan; readonly service: string; readonly atMs: Ms}
  | {readonly kind: 'fidelity'}
  /** How the plan does in the other worlds that fit the record. */
  | {readonly kind: 'band'; readonly plan: Plan}
  /** Until when a mitigation, thrown alone, still helps. */
  | {readonly kind: 'latest'; readonly mitigation: string};

/** A band, or how many worlds there are of it yet. `problem`: why there is none, where a world of the file does not run. */
export type BandSoFar = {readonly worlds: number; readonly band: Band | null; readonly problem?: string};

/** Until when a mitigation helps, or the minute down to which it has been looked for. */
export type LatestSoFar = {readonly triedMs: Ms; readonly latest: LatestUseful | null};

type AnswerTo = {
  readonly preview: {readonly userMinutes: number};
  readonly why: Why;
  readonly fidelity: Fidelity;
  readonly band: BandSoFar;
  readonly latest: LatestSoFar;
};
export type Answer = AnswerTo[keyof AnswerTo];

/** By the key of a question. What is missing is still being worked out. */
export type Answers = ReadonlyMap<string, Answer>;

export const noAnswers: Answers = new Map();

export const keyOf = (question: Question): string => JSON.stringify(question);

/** Undefined: nobody asked, or nobody knows yet. */
export const answerTo = <Q extends Question>(answers: Answers, question: Q | null): AnswerTo[Q['kind']] | undefined =>
  question === null ? undefined : (answers.get(keyOf(question)) as AnswerTo[Q['kind']] | undefined);
