import {MINUTE_MS} from '../../timeline/time.js';
import type {Ms} from '../../timeline/types.js';
import {readingAt, signalsIn} from '../scenario/predicate.js';
import type {Setup} from '../scenario/setup.js';
import type {DrillState} from '../scenario/state.js';
import type {Charts} from './aar-schema.js';
import {firstSoMs, panelsShowing, seenBy} from './evidence.js';
import {actsOf} from './measure-command.js';
import type {Profile} from './profile.js';

type Strip = Charts['strip'][number];

/** So many readings have room under each other. */
const mostStrips = 8;

/**
 * The readings that left the band that is normal for them, whoever looked: first those that beliefs, episodes and cues turn on, then
 * those that were out longest; in the order in which they left it. What panels would have shown, in the team's own world.
 */
export function stripsOf(setup: Setup, state: DrillState, samplesMs: readonly Ms[], minute: (atMs: Ms) => number): readonly Strip[] {
  const shown = new Set<string>();
  const telling = tellingSignals(setup);
  const strips = setup.drill.panels.flatMap(({title, readings}) =>
    readings.flatMap(({signal, label, unit, normal: band}): readonly (Strip & {readonly weight: number})[] => {
      if (band === undefined || shown.has(signal)) return [];
      shown.add(signal);
      const [low = 0, high = low] = band;
      const normal = [low, high] as const;
      const values = samplesMs.map(atMs => readingAt(setup, state, signal, atMs) ?? low);
      const out = values.flatMap((value, index) => (distance(value, normal) > 0 ? [index] : []));
      const [first] = out;
      const last = out.at(-1) ?? 0;
      if (first === undefined) return [];
      const atOf = (index: number): number => minute(samplesMs[index] ?? 0);
      return [
        {
          panel: title,
          label,
          unit,
          normal,
          values,
          furthest: out.map(index => values[index] ?? 0).reduce((far, one) => (distance(one, normal) > distance(far, normal) ? one : far)),
          outFrom: atOf(first),
          backAt: last === values.length - 1 ? null : atOf(last + 1),
          weight: out.length + (telling.has(signal) ? samplesMs.length : 0),
        },
      ];
    }),
  );
  return strips
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, mostStrips)
    .toSorted((a, b) => a.outFrom - b.outFrom)
    .map(({weight: _, ...strip}) => strip);
}

/** How far a value is outside its band; 0: inside. */
const distance = (value: number, [low, high]: readonly [number, number]): number => Math.max(0, low - value, value - high);

/** Signals by which it is known what is so: of hypotheses, of episodes, of what calls for an action. */
function tellingSignals({drill}: Setup): ReadonlySet<string> {
  const {hypotheses, episodes, palette} = drill;
  const predicates = [
    ...hypotheses.flatMap(({truth}) => (typeof truth === 'boolean' ? [] : [truth])),
    ...episodes.flatMap(({starts, mitigated}) => [starts, mitigated]),
    ...palette.flatMap(({cue}) => cue ?? []),
  ];
  return new Set(predicates.flatMap(signalsIn));
}

/** What the charts of a report are drawn from: minutes since StartEx, and numbers. */
export function chartsOf(setup: Setup, state: DrillState, profile: Profile): Charts {
  const minute = (atMs: Ms): number => (atMs - setup.drill.startsAtMs) / MINUTE_MS;
  const {impact, picture, words, guards} = profile;
  return {
    endMinute: minute(state.nowMs),
    impact: {
      minutes: impact.samplesMs.map(minute),
      team: impact.team,
      history: impact.history,
      nothing: impact.nothing,
      best: impact.best,
      low: impact.band?.low ?? null,
      high: impact.band?.high ?? null,
      decisions: Object.entries(state.decisions).flatMap(([id, {committed}]) =>
        committed === null ? [] : [{id, minute: minute(committed.atMs)}],
      ),
    },
    lanes: lanesOf(setup, state, minute),
    strip: stripsOf(setup, state, impact.samplesMs, minute),
    seen: seenOf(setup, state, profile, minute),
    beliefs: picture.hypotheses
      .filter(({beliefs}) => beliefs.length > 0)
      .map(({id, availableMs, beliefs}) => ({
        id,
        wasTrue: availableMs !== null,
        text: setup.drill.hypotheses.find(hypothesis => hypothesis.id === id)?.text ?? id,
        points: beliefs.map(({atMs, probability}) => [minute(atMs), probability] as const),
      })),
    words: words.audiences.map(({id, posts, stale}) => ({
      audience: setup.drill.audiences.find(audience => audience.id === id)?.title ?? id,
      stale: stale.map(([from, until]) => [minute(from), minute(until)] as const),
      posts: posts.map(({post, isValid, isKept}) => ({
        minute: minute(post.atMs),
        due: minute(post.atMs) + post.nextMinutes,
        isValid,
        isKept,
        id: post.id,
      })),
    })),
    guards: guards.map(({title, fromMs, untilMs, ownedFromMs, owner}) => ({
      title,
      from: minute(fromMs),
      until: minute(untilMs),
      ownedFrom: ownedFromMs === null ? null : minute(ownedFromMs),
      owner,
    })),
  };
}

/** What came to each seat, and what it did. */
function lanesOf({seats, variant}: Setup, state: DrillState, minute: (atMs: Ms) => number): Charts['lanes'] {
  const acts = actsOf(state);
  return seats.map(({id, title}) => {
    const told = state.messages.filter(({to}) => variant.isSolo || to.includes('all') || to.includes(id));
    const own = acts.filter(({seat}) => seat === id);
    return {
      seat: title,
      acts: [
        ...told.map(({id, atMs}) => ({minute: minute(atMs), kind: 'inject', id})),
        ...own.map(({id, atMs, kind}) => ({minute: minute(atMs), kind, id})),
      ].sort((a, b) => a.minute - b.minute),
    };
  });
}

/** Of each hypothesis that came true and each action with a cue: when the world showed it, when somebody looked, when somebody acted. */
function seenOf(setup: Setup, state: DrillState, {picture, orders}: Profile, minute: (atMs: Ms) => number): Charts['seen'] {
  const orNull = (atMs: Ms | null): number | null => (atMs === null ? null : minute(atMs));
  const held = picture.hypotheses
    .filter(({availableMs}) => availableMs !== null)
    .map(({id, availableMs, lookedAtMs, lookedBy, heldAtMs, beliefs}) => ({
      what: setup.drill.hypotheses.find(hypothesis => hypothesis.id === id)?.text ?? id,
      available: orNull(availableMs),
      lookedAt: orNull(lookedAtMs),
      actedOn: orNull(heldAtMs),
      evidence: [...lookedBy, ...beliefs.filter(({atMs}) => atMs === heldAtMs).map(({id}) => id)],
    }));
  const cued = orders.orders.flatMap(({order, needsCue, cueSeen}) => {
    const action = setup.drill.palette.find(({id}) => id === order.action);
    if (!needsCue || action?.cue === undefined) return [];
    const shows = [...new Set([...action.cuePanels, ...panelsShowing(setup, action.cue)])];
    const fromMs = shows.length > 0 ? firstSoMs(setup, state, action.cue, setup.drill.startsAtMs, order.atMs) : null;
    return [
      {
        what: action.title,
        available: orNull(fromMs),
        lookedAt: orNull(seenBy(setup, state, action.cue, shows, order.atMs)?.atMs ?? null),
        actedOn: minute(order.atMs),
        evidence: [...(cueSeen ?? []), order.id],
      },
    ];
  });
  return [...held, ...cued];
}
