import {MINUTE_MS} from '../../timeline/time.js';
import type {Ms} from '../../timeline/types.js';
import type {Seat} from '../scenario/scenario.js';
import type {Setup} from '../scenario/setup.js';
import {type DrillState, type Improvement, type RevealStep, revealSteps, storyKeys} from '../scenario/state.js';
import {type Observation, observe, type Reveals} from './observe.js';
import type {OwnLine} from './reveal-schema.js';

/** A scene that was played: what came and was done in it, and what the team wrote of it. */
export type PlayedScene = {readonly id: string; readonly spoken: string; readonly story: string; readonly own: readonly OwnLine[]};

/** `key`: where the story keeps its answer; null: the answer is a note of the hot wash. */
export type Question = {readonly key: string | null; readonly question: string; readonly answer: string};

/** What stands on the screen after EndEx: the team's own story first, then what has been revealed, one step at a time. */
export type HotWash = {
  readonly observation: Observation;
  /** The scenes that were played, with what the team wrote of each. */
  readonly scenes: readonly PlayedScene[];
  readonly isLocked: boolean;
  /** The steps that are open, in their order. */
  readonly open: readonly RevealStep[];
  readonly own: readonly OwnLine[];
  readonly questions: readonly Question[];
  /** Hot-wash notes. */
  readonly answers: readonly {readonly id: string; readonly text: string}[];
  readonly improvements: readonly Improvement[];
  /** Whether the same first signs can be played with another cause. */
  readonly hasTwins: boolean;
  /** What stands on everything that leaves this drill. */
  readonly flags: readonly string[];
};

/** What a change after a drill says, and what is asked for each part of it. */
export const improvementAsks = {
  area: 'plan, tools, people, training',
  change: 'one thing to do',
  owner: 'a role',
  due: 'a date: 2026-12-01',
  check: 'what will show that it helped',
} as const;

export function hotWashOf(setup: Setup, state: DrillState, seat: Seat, reveals?: Reveals): HotWash {
  const {variant} = setup;
  const own = ownTimeline(setup, state);
  const last = variant.scenes.findIndex(({scene}) => scene === state.scene);
  const scenes = scenesOf(
    setup,
    state,
    own,
    variant.scenes.slice(0, last + 1).map(({scene}) => scene),
  );
  return {
    observation: observe(setup, state, {kind: 'seat', seat}, reveals),
    scenes,
    isLocked: state.storyLockedWallMs !== null,
    open: revealSteps.slice(0, state.revealed),
    own,
    questions: questionsOf(setup, state, scenes),
    answers: state.observations.map(({id, text}) => ({id, text})),
    improvements: state.improvements,
    hasTwins: setup.drill.twins.length > 0,
    flags: flagsOf(setup, state),
  };
}

/** What came between two scenes was met in the later one. */
function scenesOf({drill}: Setup, {story}: DrillState, own: readonly OwnLine[], played: readonly string[]): readonly PlayedScene[] {
  const endOf = (id: string | undefined): Ms => drill.scenes.find(scene => scene.id === id)?.endsAtMs ?? Number.NEGATIVE_INFINITY;
  return played.map((id, index) => ({
    id,
    spoken: drill.scenes.find(scene => scene.id === id)?.spoken ?? '',
    story: story[id] ?? '',
    own: own.filter(({atMs}) => atMs >= endOf(played[index - 1]) && (index === played.length - 1 || atMs < endOf(id))),
  }));
}

/** Alone, few questions are enough: the first of each scene in which something came, and what every hot wash asks. */
function questionsOf({drill, variant}: Setup, {story}: DrillState, scenes: readonly PlayedScene[]): readonly Question[] {
  const met = scenes.filter(({own}) => own.some(({what}) => what === 'heard')).map(({id}) => id);
  const asked = variant.isSolo
    ? met.flatMap(id => drill.debrief.find(({scene}) => scene === id) ?? []).slice(0, 2)
    : drill.debrief.filter(({scene}) => scene === undefined || met.includes(scene));
  const always = [
    {key: storyKeys.surprise, question: 'What surprised you most?'},
    {key: storyKeys.ours, question: 'Which of your own systems could meet something like it? What would you look for there?'},
  ];
  return [
    ...asked.map(({question}) => ({key: null, question, answer: ''})),
    ...always.map(({key, question}) => ({key, question, answer: story[key] ?? ''})),
  ];
}

/** What limits how a run can be compared. */
export function flagsOf({choice, seats}: Setup, state: DrillState): readonly string[] {
  const familiar = Object.keys(state.familiar).length;
  return [
    `clock: ${choice.policy}`,
    `familiar: ${familiar}/${seats.length}`,
    ...(state.isPractice ? ['practice'] : []),
    ...(state.isAgent ? ['played by a program'] : []),
    `hints: ${state.hints.length}`,
  ];
}

/** What the team saw, did and said, in the order in which it did. */
export function ownTimeline({drill}: Setup, state: DrillState): readonly OwnLine[] {
  const titleOf = (list: readonly {readonly id: string; readonly title: string}[], id: string) =>
    list.find(one => one.id === id)?.title ?? id;
  const hypothesis = (id: string): string => drill.hypotheses.find(one => one.id === id)?.text ?? id;
  const decisions = drill.decisions.flatMap(({id, title, options}) => {
    const committed = state.decisions[id]?.committed;
    if (committed == null) return [];
    const text = `${title} ${options.find(option => option.id === committed.option)?.text ?? ''}, because ${committed.reason}`;
    return [{atMs: committed.atMs, what: 'decided', text}];
  });
  const lines: readonly OwnLine[] = [
    ...state.messages.map(({atMs, text}) => ({atMs, what: 'heard', text})),
    ...state.looks.map(({atMs, panel}) => ({atMs, what: 'looked', text: titleOf(drill.panels, panel)})),
    ...state.beliefs.map(({atMs, hypothesis: id, probability, because}) => ({
      atMs,
      what: 'believed',
      text: `${Math.round(probability * 100)} %: ${hypothesis(id)}${because === '' ? '' : ` (${because})`}`,
    })),
    ...decisions,
    ...state.orders.map(({atMs, action, worksAtMs, isCancelled}) => ({
      atMs,
      what: 'ordered',
      text: `${titleOf(drill.palette, action)}${isCancelled ? ', called off' : `, works after ${(worksAtMs - atMs) / MINUTE_MS} min`}`,
    })),
    ...state.posts.map(({atMs, audience, impact}) => ({atMs, what: 'said', text: `${titleOf(drill.audiences, audience)}: ${impact}`})),
    ...state.notes.map(({atMs, text}) => ({atMs, what: 'noted', text})),
  ];
  return lines.toSorted((a, b) => a.atMs - b.atMs);
}
