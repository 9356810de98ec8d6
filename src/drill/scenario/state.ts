import type {Living} from '../../engine/live.js';
import type {Plan} from '../../engine/plan.js';
import type {Ms} from '../../timeline/types.js';
import type {Channel} from './schema.js';

/** When something was done: simulated time, and milliseconds of wall time since StartEx. `id` is its place in the journal. */
export type Stamp = {readonly id: string; readonly atMs: Ms; readonly wallMs: number};

/** How a row of the MSEL stands. */
export type Row = {
  readonly status: 'waiting' | 'held' | 'skipped' | 'withheld' | 'delivered';
  /** Since when its condition holds without a break; null: it does not. */
  readonly sinceMs: Ms | null;
  readonly deliveredAtMs: Ms | null;
  /** The controller's own words for it. */
  readonly text: string | null;
};

/** Something that was put to seats. `inject` null: a controller made it up. */
export type Message = Stamp & {
  readonly inject: string | null;
  readonly channel: Channel;
  readonly to: readonly string[];
  readonly text: string;
};

/** Whether what is put to some seats is for one of them. */
export const isFor = (to: readonly string[], seat: string): boolean => to.includes('all') || to.includes(seat);

/** A panel that was looked at, with what it showed then. */
export type Look = Stamp & {
  readonly seat: string;
  readonly panel: string;
  readonly values: readonly number[];
  readonly words: readonly string[];
};

export type Belief = Stamp & {readonly seat: string; readonly hypothesis: string; readonly probability: number; readonly because: string};

/** What somebody expects of an order before it is given. */
export type ActionCard = {readonly effect: string; readonly check: string; readonly risk: string; readonly wayBack: string};

export type Order = Stamp & {
  readonly seat: string;
  readonly action: string;
  readonly area: string;
  readonly card: ActionCard;
  readonly worksAtMs: Ms;
  readonly isCancelled: boolean;
  /** Decided for by this decision; null: ordered by itself. */
  readonly decision: string | null;
};

export type Committed = Stamp & {
  readonly seat: string;
  readonly option: string;
  /** Best first; may be empty. */
  readonly ranking: readonly string[];
  readonly reason: string;
};
export type DecisionState = {readonly openedAtMs: Ms; readonly openedWallMs: number; readonly committed: Committed | null};

/** A word to an audience, from fields. `nextMinutes`: when the next one comes. */
export type Post = Stamp & {
  readonly seat: string;
  readonly audience: string;
  readonly impact: string;
  readonly scope: string;
  readonly doing: string;
  readonly nextMinutes: number;
};

export type Task = Stamp & {
  readonly by: string;
  readonly owner: string;
  readonly text: string;
  readonly dueMinutes: number;
  readonly acknowledgedAtMs: Ms | null;
  readonly doneAtMs: Ms | null;
};

export type Note = Stamp & {readonly seat: string; readonly text: string; readonly kind: 'note' | 'todo' | 'can'};
export type HintTaken = Stamp & {readonly decision: string; readonly level: 1 | 2 | 3; readonly askedBy: string};
export type Observation = Stamp & {readonly text: string; readonly objective: string | null};
export const ratings = ['P', 'S', 'M', 'U'] as const;
/** Performed without, with some, with major challenges; unable to be performed. */
export type Rating = (typeof ratings)[number];
export type Rated = Stamp & {readonly objective: string; readonly rating: Rating; readonly note: string};
export type Improvement = Stamp & {
  readonly area: string;
  readonly action: string;
  readonly owner: string;
  /** A date, `2026-12-01`. */
  readonly due: string;
  readonly check: string;
};

/** Who has command from when; `readBack`: the handover was read back. */
export type Command = Stamp & {readonly seat: string; readonly readBack: boolean};

/** In this order after EndEx: own story, impact, history, best known plan, mechanism. */
export const revealSteps = ['story', 'impact', 'history', 'best', 'mechanism'] as const;
export type RevealStep = (typeof revealSteps)[number];

/** Keys of the story that are no scenes: what a hot wash asks besides. */
export const storyKeys = {
  surprise: 'surprise',
  well: 'well',
  lucky: 'lucky',
  hard: 'hard',
  ours: 'ours',
  notes: 'hot-wash',
} as const;

/** What a condition is asked of besides the state: the world as it goes on under the team's plan. */
export type LivingWorld = {readonly living: Living};

/** A drill as it stands. Immutable: the next one follows from this one and an input, and from nothing else. */
export type DrillState = {
  readonly phase: 'brief' | 'play' | 'hotWash' | 'over';
  readonly seq: number;
  readonly nowMs: Ms;
  readonly wallMs: number;
  readonly scene: string;
  readonly isPaused: boolean;
  /** Something real has happened: everything stands still until resumed. */
  readonly isHalted: boolean;
  /** Simulated minutes a wall minute. */
  readonly pace: number;
  readonly plan: Plan;
  readonly rows: Readonly<Record<string, Row>>;
  readonly messages: readonly Message[];
  readonly looks: readonly Look[];
  readonly beliefs: readonly Belief[];
  readonly orders: readonly Order[];
  readonly decisions: Readonly<Record<string, DecisionState>>;
  readonly posts: readonly Post[];
  readonly tasks: readonly Task[];
  readonly notes: readonly Note[];
  readonly hints: readonly HintTaken[];
  readonly command: readonly Command[];
  readonly acknowledged: readonly (Stamp & {readonly seat: string; readonly message: string})[];
  readonly observations: readonly Observation[];
  readonly rated: readonly Rated[];
  /** The team's own words by scene; closed once `storyLockedWallMs` is set. */
  readonly story: Readonly<Record<string, string>>;
  readonly storyLockedWallMs: number | null;
  /** How many of `revealSteps` are open. */
  readonly revealed: number;
  readonly improvements: readonly Improvement[];
  /** Seats that recognised the incident, and when. */
  readonly familiar: Readonly<Record<string, {readonly atMs: Ms | null}>>;
  readonly isPractice: boolean;
  readonly isAgent: boolean;
  /** What the controller's last key can be taken back to, and until when. */
  readonly undo: {readonly wallMs: number; readonly before: DrillState} | null;
};
