import {MINUTE_MS} from '../../timeline/time.js';
import type {Ms} from '../../timeline/types.js';
import {lintWords, promisesAnEnd} from '../play/words.js';
import {isSo} from '../scenario/predicate.js';
import type {Audience, Drill} from '../scenario/scenario.js';
import type {Setup} from '../scenario/setup.js';
import type {DrillState, Post} from '../scenario/state.js';
import {seenBy} from './evidence.js';
import {type Figure, figureOf, shareOf} from './figure.js';

/** One word as it is judged: by its parts, its promise, and what it claimed. */
export type PostMeasure = {
  readonly post: Post;
  readonly isValid: boolean;
  /** The same words as shortly before. */
  readonly isRepeat: boolean;
  readonly promisesAnEnd: boolean;
  /** Whether the next word came by when it was promised; null: EndEx came first. */
  readonly isKept: boolean | null;
  readonly claims: readonly {
    readonly says: string;
    readonly isTrue: boolean;
    readonly seenAtMs: Ms | null;
    readonly ids: readonly string[];
  }[];
};

export type AudienceMeasure = {readonly id: string; readonly posts: readonly PostMeasure[]; readonly stale: readonly (readonly [Ms, Ms])[]};

/** M6: what was said, to whom, when, and whether it was so. */
export type WordsMeasure = {readonly figures: readonly Figure[]; readonly audiences: readonly AudienceMeasure[]};

const graceMs = 3 * MINUTE_MS;
const repeatMs = 5 * MINUTE_MS;

/** @param impactMs the stretch in which there was something to say */
export function wordsMeasure(setup: Setup, state: DrillState, impactMs: readonly [Ms, Ms]): WordsMeasure {
  const measured = setup.drill.audiences.map(audience => audienceMeasure(setup, state, audience, impactMs));
  // Where nothing was said, the evidence is what told of the impact that there was something to say of.
  const told = state.messages.filter(({atMs}) => atMs >= impactMs[0]).flatMap(({inject}) => inject ?? []);
  return {
    audiences: measured,
    figures: measured.flatMap((measure, index) =>
      figuresOf(setup.drill, setup.drill.audiences[index] as Audience, measure, impactMs, told.slice(0, 1)),
    ),
  };
}

function audienceMeasure(setup: Setup, state: DrillState, audience: Audience, impactMs: readonly [Ms, Ms]): AudienceMeasure {
  const posts = state.posts.filter(post => post.audience === audience.id);
  const measured = posts.map((post, index) => postMeasure(setup, state, audience, post, posts[index - 1], posts[index + 1]));
  const valid = measured.filter(({isValid, isRepeat}) => isValid && !isRepeat).map(({post}) => post.atMs);
  return {id: audience.id, posts: measured, stale: staleIn(valid, audience, impactMs)};
}

function postMeasure(
  setup: Setup,
  state: DrillState,
  {claims}: Audience,
  post: Post,
  earlier: Post | undefined,
  next: Post | undefined,
): PostMeasure {
  const text = `${post.impact} ${post.scope} ${post.doing}`;
  const dueMs = post.atMs + post.nextMinutes * MINUTE_MS + graceMs;
  const said = claims.filter(({pattern}) => new RegExp(pattern, 'i').test(text));
  const isSame = earlier !== undefined && `${earlier.impact} ${earlier.scope} ${earlier.doing}` === text;
  return {
    post,
    isValid: !lintWords(post).some(({isBlocking}) => isBlocking),
    isRepeat: isSame && post.atMs - earlier.atMs <= repeatMs,
    promisesAnEnd: promisesAnEnd(text),
    isKept: next !== undefined && next.atMs <= dueMs ? true : dueMs <= state.nowMs ? false : null,
    claims: said.map(({says, fact}) => {
      const seen = seenBy(setup, state, fact, [], post.atMs);
      return {says, isTrue: isSo(setup, state, fact, post.atMs), seenAtMs: seen?.atMs ?? null, ids: seen?.ids ?? []};
    }),
  };
}

/** How old the last word may be, so long after impact began. */
function windowAt({windows}: Audience, sinceMs: Ms): Ms {
  const window = windows.find(({untilMinutes}) => untilMinutes === undefined || sinceMs < untilMinutes * MINUTE_MS) ?? windows.at(-1);
  return (window?.everyMinutes ?? 0) * MINUTE_MS;
}

/** The stretches of impact without a valid word that is new enough, minute by minute. */
function staleIn(valid: readonly Ms[], audience: Audience, [fromMs, untilMs]: readonly [Ms, Ms]): readonly (readonly [Ms, Ms])[] {
  const stale: [Ms, Ms][] = [];
  for (let atMs = fromMs; atMs < untilMs; atMs += MINUTE_MS) {
    const last = valid.findLast(postMs => postMs <= atMs);
    if (last !== undefined && atMs - last <= windowAt(audience, atMs - fromMs)) continue;
    const open = stale.at(-1);
    if (open?.[1] === atMs) open[1] = atMs + MINUTE_MS;
    else stale.push([atMs, atMs + MINUTE_MS]);
  }
  return stale;
}

function figuresOf(
  drill: Drill,
  {id, title}: Audience,
  {posts, stale}: AudienceMeasure,
  [fromMs, untilMs]: readonly [Ms, Ms],
  told: readonly string[],
): readonly Figure[] {
  const all = posts.map(({post}) => post.id);
  const first = posts.find(({isValid}) => isValid)?.post;
  const impact = Math.max(0, untilMs - fromMs) / MINUTE_MS;
  const missing = stale.reduce((sum, [from, until]) => sum + (until - from), 0) / MINUTE_MS;
  const due = posts.filter(({isKept}) => isKept !== null);
  const kept = due.filter(({isKept}) => isKept === true);
  const claims = posts.flatMap(({post, claims}) => claims.map(claim => ({...claim, post: post.id})));
  const borne = claims.filter(({isTrue, seenAtMs}) => isTrue && seenAtMs !== null);
  const noise = posts.filter(({isValid, isRepeat}) => !isValid || isRepeat);
  const ends = posts.filter(({promisesAnEnd}) => promisesAnEnd);
  const share = (part: string, what: string, counts: readonly [number, number], evidence: readonly string[], none: string): Figure =>
    shareOf(drill, `words.${id}.${part}`, `${title}: ${what}`, counts, {evidence, note: counts[1] === 0 ? none : ''});
  return [
    share(
      'coverage',
      'share of impact minutes with a word that is new enough',
      [impact - missing, impact],
      all.length === 0 ? told : all,
      'There was no impact to speak of.',
    ),
    figureOf(
      drill,
      `words.${id}.first`,
      `${title}: first word after impact began`,
      'minutes',
      first === undefined ? null : (first.atMs - fromMs) / MINUTE_MS,
      {
        evidence: first === undefined ? [] : [first.id],
        note: first === undefined ? 'Nothing was said.' : '',
      },
    ),
    share(
      'kept',
      'promised times of the next word kept (3 min)',
      [kept.length, due.length],
      due.map(({post}) => post.id),
      'No promised time came before EndEx.',
    ),
    share(
      'truth',
      'claims that were so, and that the team had seen',
      [borne.length, claims.length],
      claims.map(({post}) => post),
      'No claim that can be checked was made.',
    ),
    figureOf(drill, `words.${id}.ends`, `${title}: words that promise an end`, 'count', ends.length, {
      evidence: ends.map(({post}) => post.id),
    }),
    figureOf(drill, `words.${id}.noise`, `${title}: words that said nothing new or lacked a part`, 'count', noise.length, {
      evidence: noise.map(({post}) => post.id),
    }),
    ...lagFigures(drill, id, title, posts),
  ];
}

/** How long the team had seen something before it said so. Not a reproach: what is certain inside is not always for the public. */
function lagFigures(drill: Drill, id: string, title: string, posts: readonly PostMeasure[]): readonly Figure[] {
  const said = new Map<string, Figure>();
  for (const {post, claims} of posts) {
    for (const {says, isTrue, seenAtMs, ids} of claims) {
      if (!isTrue || seenAtMs === null || said.has(says)) continue;
      const minutes = (post.atMs - seenAtMs) / MINUTE_MS;
      const figure = figureOf(
        drill,
        `words.${id}.lag.${said.size + 1}`,
        `${title}: said after it was first seen: ${says}`,
        'minutes',
        minutes,
        {
          evidence: [post.id, ...ids],
        },
      );
      said.set(says, figure);
    }
  }
  return [...said.values()];
}
