import type * as z from 'zod';
import type {DeepReadonly} from '../../deep-readonly.js';
import {dayClock} from '../../format/clock.js';
import {MINUTE_MS} from '../../timeline/time.js';
import type {Ms} from '../../timeline/types.js';
import type {Decision, PaletteAction, Panel} from '../scenario/scenario.js';
import type {Setup} from '../scenario/setup.js';
import type {DrillState, Look} from '../scenario/state.js';
import {busyUntil, isOrdered, mayDecide} from './acts.js';
import {shuffled} from './chance.js';
import type {observationSchema} from './observation-schema.js';
import type {RevealPage} from './reveal-schema.js';
import {type Item, type Viewer, visible} from './visibility.js';

/** Everything that somebody may know at this moment, and nothing else: what is drawn, logged and sent is made of this alone. */
export type Observation = DeepReadonly<z.output<typeof observationSchema>>;
export type SeenPanel = Observation['panels'][number];
/** What a reading showed. */
export type Reading = SeenPanel['looks'][number]['readings'][number];
export type SeenAction = Observation['palette'][number];
export type SeenDecision = Observation['decisions'][number];

/** What of the reveal is open to somebody. It is made above what is played: in it, other plans are played too. */
export type Reveals = (state: DrillState, viewer: Viewer) => readonly RevealPage[];

/**
 * What a viewer may know now.
 *
 * @param reveals absent: nothing is revealed there
 */
export function observe(setup: Setup, state: DrillState, viewer: Viewer, reveals: Reveals = () => []): Observation {
  const {drill, choice} = setup;
  const sees = (item: Item): boolean => visible(setup, state, viewer, item);
  const seat = viewer.kind === 'seat' ? viewer.seat : null;
  const palette = sees({kind: 'palette'})
    ? drill.areas.flatMap(({id}) =>
        shuffled(
          choice.seed,
          `palette ${id}`,
          drill.palette.filter(({area}) => area === id),
        ),
      )
    : [];
  return {
    exercise: true,
    codeName: drill.codeName,
    brief: {purpose: drill.purpose, rules: drill.brief, artificialities: drill.artificialities, haltPhrase: drill.haltPhrase},
    phase: state.phase,
    seat: seat?.id ?? viewer.kind,
    title: seat?.title ?? (viewer.kind === 'controller' ? 'Controller' : 'The room'),
    role: seat?.role ?? null,
    nowMs: state.nowMs,
    clock: dayClock(setup.timeline, state.nowMs),
    isPaused: state.isPaused,
    isHalted: state.isHalted,
    scene: drill.scenes.find(({id}) => id === state.scene)?.spoken ?? '',
    commander: state.command.at(-1)?.seat ?? null,
    seats: setup.seats.map(({id, title}) => ({id, title})),
    areas: drill.areas,
    messages: state.messages
      .filter(message => sees({kind: 'message', message}))
      .map(({id, atMs, channel, text}) => ({
        id,
        atMs,
        channel,
        text,
        isAcknowledged: state.acknowledged.some(({message}) => message === id),
      })),
    panels: drill.panels
      .filter(panel => sees({kind: 'panel', panel}))
      .map(panel =>
        seenPanel(
          panel,
          state.looks.filter(look => sees({kind: 'look', look})),
        ),
      ),
    palette: palette.map(action => seenAction(state, action)),
    orders: state.orders
      .filter(order => sees({kind: 'order', order}))
      .map(({id, atMs, seat, action, worksAtMs, isCancelled, card}) => {
        const title = titleOf(setup, action);
        return {id, atMs, seat, action, title, worksAtMs, isCancelled, card};
      }),
    decisions: drill.decisions
      .filter(decision => state.decisions[decision.id] !== undefined && sees({kind: 'decision', decision}))
      .map(decision => seenDecision(setup, state, viewer, decision)),
    hypotheses: shuffled(choice.seed, 'hypotheses', drill.hypotheses).map(({id, text}) => ({id, text})),
    beliefs: state.beliefs.filter(belief => sees({kind: 'belief', belief})),
    audiences: drill.audiences.map(({id, title}) => ({id, title, dueAtMs: dueAtMs(state, id)})),
    posts: state.posts.filter(post => sees({kind: 'post', post})),
    tasks: state.tasks.filter(task => sees({kind: 'task', task})),
    notes: state.notes.filter(note => sees({kind: 'note', note})),
    facts: drill.facts.filter(fact => sees({kind: 'fact', fact})).map(({id, text}) => ({id, text})),
    reveal: reveals(state, viewer),
  };
}

/** The newest probability that this viewer knows for each hypothesis it knows one for, newest first. */
export function beliefsNow({beliefs}: Observation): Observation['beliefs'] {
  const newest = new Map<string, Observation['beliefs'][number]>();
  for (const belief of beliefs) newest.set(belief.hypothesis, belief);
  return [...newest.values()].toSorted((a, b) => b.atMs - a.atMs || b.probability - a.probability);
}

/** When the next word was promised; null: nothing was. */
function dueAtMs({posts}: DrillState, audience: string): Ms | null {
  const last = posts.findLast(post => post.audience === audience);
  return last === undefined ? null : last.atMs + last.nextMinutes * MINUTE_MS;
}

const titleOf = ({drill}: Setup, action: string): string => drill.palette.find(({id}) => id === action)?.title ?? action;

const seenPanel = ({id, title, area, readings}: Panel, looks: readonly Look[]): SeenPanel => ({
  id,
  title,
  area,
  looks: looks
    .filter(({panel}) => panel === id)
    .map(look => ({
      id: look.id,
      atMs: look.atMs,
      words: look.words,
      readings: readings.map(({label, unit, normal}, index) => {
        const value = look.values[index] ?? 0;
        return {label, unit, value, isNormal: normal === undefined ? null : isWithin(value, normal)};
      }),
    }))
    .toReversed(),
});

const isWithin = (value: number, [low = 0, high = 0]: readonly number[]): boolean => value >= low && value <= high;

/** Decoys look like everything else. */
const seenAction = (state: DrillState, action: PaletteAction): SeenAction => {
  const {id, title, area, needs, leadMinutes, cost, risk, reversible} = action;
  return {
    id,
    title,
    area,
    needs,
    leadMinutes,
    cost,
    risk,
    reversible,
    busyUntilMs: busyUntil(state, area)?.worksAtMs ?? null,
    isOrdered: isOrdered(state, action),
  };
};

function seenDecision(setup: Setup, state: DrillState, viewer: Viewer, decision: Decision): SeenDecision {
  const {drill, choice} = setup;
  const standing = state.decisions[decision.id];
  const committed = standing?.committed ?? null;
  const levels = drill.hints.find(hint => hint.decision === decision.id)?.levels ?? [];
  const taken = state.hints.filter(hint => hint.decision === decision.id && visible(setup, state, viewer, {kind: 'hint', hint}));
  return {
    id: decision.id,
    title: decision.title,
    seen: decision.seen,
    openedAtMs: standing?.openedAtMs ?? state.nowMs,
    isYours: viewer.kind === 'seat' && mayDecide(setup, decision, viewer.seat),
    options: shuffled(choice.seed, `options ${decision.id}`, decision.options).map(({id, text}) => ({id, text})),
    committed: committed === null ? null : {option: committed.option, reason: committed.reason, atMs: committed.atMs, seat: committed.seat},
    hints: taken.flatMap(({level}) => levels[level - 1] ?? []),
    hasHint: taken.length < levels.length && committed === null,
  };
}
