import {MINUTE_MS} from '../../timeline/time.js';
import type {Ms} from '../../timeline/types.js';
import type {ClockPolicy} from '../scenario/clock-policy.js';
import {isSo} from '../scenario/predicate.js';
import type {Inject, Option} from '../scenario/scenario.js';
import type {Channel} from '../scenario/schema.js';
import type {Setup} from '../scenario/setup.js';
import type {DrillState, Improvement, Observation as Observed, Rating, Row} from '../scenario/state.js';
import {type Observation, observe} from './observe.js';

/** A row of the MSEL as the controller sees it. */
export type ControllerRow = {
  readonly id: string;
  readonly kind: Inject['kind'];
  readonly status: Row['status'];
  readonly scene: string;
  readonly channel: Channel;
  readonly to: readonly string[];
  readonly text: string;
  readonly expect: string;
  readonly objectives: readonly string[];
  /** When it fell in history. */
  readonly historyMs: Ms;
  /** Since when its condition holds; null: it does not. */
  readonly sinceMs: Ms | null;
  readonly deliveredAtMs: Ms | null;
  readonly isInVariant: boolean;
};

export type ControllerDecision = {
  readonly id: string;
  readonly title: string;
  readonly isOpen: boolean;
  readonly options: readonly Pick<Option, 'id' | 'text' | 'effect' | 'basis'>[];
  readonly history: string | null;
  readonly committed: string | null;
  readonly hintsTaken: number;
  readonly hintsLeft: number;
};

/** The controller's console: everything that seats see, and what the scenario has in store. Never sent to a seat. */
export type ControllerView = {
  readonly observation: Observation;
  readonly sceneTitle: string;
  readonly pace: number;
  readonly rows: readonly ControllerRow[];
  readonly decisions: readonly ControllerDecision[];
  readonly hypotheses: readonly {readonly id: string; readonly text: string; readonly isTrue: boolean}[];
  /** Wall minutes planned for the scenes of this variant. */
  readonly scenes: readonly ControllerScene[];
  readonly objectives: readonly {readonly id: string; readonly title: string; readonly target: string; readonly rating: Rating | null}[];
  readonly observations: readonly Observed[];
  /** How many steps of the reveal are open. */
  readonly revealed: number;
  readonly isStoryLocked: boolean;
  readonly improvements: readonly Improvement[];
  /** While a decision is open. */
  readonly policy: ClockPolicy;
  readonly wallMs: number;
  readonly canUndo: boolean;
  /** Seats that are joined now. */
  readonly present: readonly string[];
};

export type ControllerScene = {
  readonly id: string;
  readonly title: string;
  readonly wallMinutes: number;
  /** Simulated minutes a wall minute that bring it to its end in that time, while nothing is being decided. */
  readonly pace: number;
  readonly isNow: boolean;
  /** Whether its time has passed. */
  readonly isPast: boolean;
  /** What the team wrote of it. */
  readonly story: string;
};

export function controllerView(setup: Setup, state: DrillState): ControllerView {
  const {drill, variant} = setup;
  return {
    observation: observe(setup, state, {kind: 'controller'}),
    sceneTitle: drill.scenes.find(({id}) => id === state.scene)?.title ?? '',
    pace: state.pace,
    rows: drill.msel
      .filter(({id, kind}) => state.rows[id] !== undefined || kind === 'contingency')
      .map(inject => controllerRow(setup, state, inject)),
    decisions: drill.decisions
      .filter(({id}) => variant.decisions.includes(id))
      .map(({id, title, options, history}) => ({
        id,
        title,
        isOpen: state.decisions[id] !== undefined,
        options: options.map(({id, text, effect, basis}) => ({id, text, effect, basis})),
        history: history ?? null,
        committed: state.decisions[id]?.committed?.option ?? null,
        hintsTaken: state.hints.filter(({decision}) => decision === id).length,
        hintsLeft:
          (drill.hints.find(({decision}) => decision === id)?.levels.length ?? 0) -
          state.hints.filter(({decision}) => decision === id).length,
      })),
    hypotheses: drill.hypotheses.map(hypothesis => ({
      id: hypothesis.id,
      text: hypothesis.text,
      isTrue: isTrue(setup, state, hypothesis.id),
    })),
    scenes: variant.scenes.map(each => controllerScene(setup, state, each)),
    objectives: drill.objectives.map(({id, title, target}) => ({
      id,
      title,
      target,
      rating: state.rated.find(({objective}) => objective === id)?.rating ?? null,
    })),
    observations: state.observations,
    revealed: state.revealed,
    isStoryLocked: state.storyLockedWallMs !== null,
    improvements: state.improvements,
    policy: setup.choice.policy,
    wallMs: state.wallMs,
    canUndo: state.undo !== null,
    present: [],
  };
}

function controllerScene({drill}: Setup, state: DrillState, {scene: id, wallMinutes}: Setup['variant']['scenes'][number]): ControllerScene {
  const scene = drill.scenes.find(each => each.id === id);
  const minutes = scene === undefined ? 0 : (scene.endsAtMs - scene.startsAtMs) / MINUTE_MS;
  return {
    id,
    title: scene?.title ?? id,
    wallMinutes,
    pace: Math.max(1, Math.min(60, Math.round(minutes / wallMinutes))),
    isNow: id === state.scene,
    isPast: scene !== undefined && state.nowMs >= scene.endsAtMs,
    story: state.story[id] ?? '',
  };
}

function controllerRow({twin, variant}: Setup, state: DrillState, inject: Inject): ControllerRow {
  const row = state.rows[inject.id];
  const {id, kind, scene, channel, to, expect, objectives, atMs} = inject;
  return {
    id,
    kind,
    scene,
    channel,
    to,
    expect,
    objectives,
    text: row?.text ?? twin?.texts[id] ?? inject.text,
    status: row?.status ?? 'waiting',
    historyMs: atMs,
    sinceMs: row?.sinceMs ?? null,
    deliveredAtMs: row?.deliveredAtMs ?? null,
    isInVariant: variant.injects.includes(id),
  };
}

/** Whether a hypothesis is so in this world, as far as it has come. */
export function isTrue(setup: Setup, state: DrillState, hypothesis: string): boolean {
  const known = setup.drill.hypotheses.find(({id}) => id === hypothesis);
  if (known === undefined) return false;
  const other = setup.twin?.truths[hypothesis];
  if (other !== undefined) return other;
  return typeof known.truth === 'boolean' ? known.truth : isSo(setup, state, known.truth);
}
