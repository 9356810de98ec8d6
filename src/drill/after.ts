import {MINUTE_MS} from '../timeline/time.js';
import type {Ms} from '../timeline/types.js';
import {type Observation, observe} from './observe.js';
import type {Seat} from './scenario.js';
import type {Setup} from './setup.js';
import {type DrillState, type Improvement, type RevealStep, revealSteps} from './state.js';

/** A line of the team's own timeline. */
export type OwnLine = {readonly atMs: Ms; readonly what: string; readonly text: string};

/** What stands on the screen after EndEx: the team's own story first, then what has been revealed, one step at a time. */
export type After = {
  readonly observation: Observation;
  /** The scenes that were played, with what the team wrote of each. */
  readonly scenes: readonly {readonly id: string; readonly spoken: string; readonly story: string}[];
  readonly isLocked: boolean;
  /** The steps that are open, in their order. */
  readonly open: readonly RevealStep[];
  readonly own: readonly OwnLine[];
  readonly questions: readonly string[];
  /** Hot-wash notes. */
  readonly answers: readonly {readonly id: string; readonly text: string}[];
  readonly improvements: readonly Improvement[];
  /** What stands on everything that leaves this drill. */
  readonly flags: readonly string[];
};

export function afterOf(setup: Setup, state: DrillState, seat: Seat): After {
  const {drill, variant} = setup;
  const last = variant.scenes.findIndex(({scene}) => scene === state.scene);
  const played = variant.scenes.slice(0, last + 1).map(({scene}) => scene);
  return {
    observation: observe(setup, state, {kind: 'seat', seat}),
    scenes: played.map(id => ({
      id,
      spoken: drill.scenes.find(scene => scene.id === id)?.spoken ?? '',
      story: state.story[id] ?? '',
    })),
    isLocked: state.storyLockedWallMs !== null,
    open: revealSteps.slice(0, state.revealed),
    own: ownTimeline(setup, state),
    questions: questionsOf(setup, played),
    answers: state.observations.map(({id, text}) => ({id, text})),
    improvements: state.improvements,
    flags: flagsOf(setup, state),
  };
}

/** Alone, three questions are enough: those on the scenes that were played come first. */
function questionsOf({drill, variant}: Setup, played: readonly string[]): readonly string[] {
  const own = drill.debrief.filter(({scene}) => scene !== undefined && played.includes(scene));
  const all = [...own, ...drill.debrief.filter(({scene}) => scene === undefined)];
  return all.slice(0, variant.isSolo ? 3 : all.length).map(({question}) => question);
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
