import {MINUTE_MS} from '../../timeline/time.js';
import type {Ms} from '../../timeline/types.js';
import {isSo} from '../scenario/predicate.js';
import type {Hypothesis} from '../scenario/scenario.js';
import type {Setup} from '../scenario/setup.js';
import type {Belief, DrillState} from '../scenario/state.js';
import {firstSoMs, panelsShowing, seenBy} from './evidence.js';
import {type Figure, figureOf} from './figure.js';

/** What the team thought of one mechanism, and what there was to see of it. */
export type HypothesisMeasure = {
  readonly id: string;
  readonly beliefs: readonly Belief[];
  /** Whether it was so at EndEx. */
  readonly isTrue: boolean;
  /** From when the world showed it; null: it never did. */
  readonly availableMs: Ms | null;
  readonly lookedAtMs: Ms | null;
  readonly lookedBy: readonly string[];
  /** First given 50 % or more while it was so; null: never. */
  readonly heldAtMs: Ms | null;
};

/** M5: the picture that the team had. */
export type PictureMeasure = {readonly figures: readonly Figure[]; readonly hypotheses: readonly HypothesisMeasure[]};

const heldFrom = 0.5;
const dropped = 0.2;
const considered = 0.3;

export function pictureMeasure(setup: Setup, state: DrillState): PictureMeasure {
  const hypotheses = setup.drill.hypotheses.map(hypothesis => hypothesisMeasure(setup, state, hypothesis));
  return {hypotheses, figures: [brier(setup, state), ...lags(setup, hypotheses), alternatives(setup, hypotheses)]};
}

/** Whether a hypothesis was so at an instant. */
export function truthAt(setup: Setup, state: DrillState, {id, truth}: Hypothesis, atMs: Ms): boolean {
  const other = setup.twin?.truths[id];
  if (other !== undefined) return other;
  return typeof truth === 'boolean' ? truth : isSo(setup, state, truth, atMs);
}

function hypothesisMeasure(setup: Setup, state: DrillState, hypothesis: Hypothesis): HypothesisMeasure {
  const {drill} = setup;
  const {id, truth, panels} = hypothesis;
  const beliefs = state.beliefs.filter(belief => belief.hypothesis === id);
  const isFixed = typeof truth === 'boolean' || setup.twin?.truths[id] !== undefined;
  const startMs = drill.startsAtMs;
  const isTrue = truthAt(setup, state, hypothesis, state.nowMs);
  const availableMs = isFixed ? (isTrue ? startMs : null) : firstSoMs(setup, state, truth, startMs, state.nowMs);
  const shows = new Set(panels.length > 0 || isFixed ? panels : panelsShowing(setup, truth));
  const look = state.looks.find(({panel, atMs}) => shows.has(panel) && truthAt(setup, state, hypothesis, atMs));
  const told = look === undefined && !isFixed ? seenBy(setup, state, truth, panels, state.nowMs) : null;
  const held = beliefs.find(({probability, atMs}) => probability >= heldFrom && truthAt(setup, state, hypothesis, atMs));
  return {
    id,
    beliefs,
    isTrue,
    availableMs,
    lookedAtMs: look?.atMs ?? told?.atMs ?? null,
    lookedBy: look === undefined ? (told?.ids ?? []) : [look.id],
    heldAtMs: held?.atMs ?? null,
  };
}

/** When what the team thinks is held against what is so: whenever a decision opened, and at EndEx. */
export function checkpointsOf({decisions, nowMs}: DrillState): readonly Ms[] {
  const opened = Object.values(decisions).map(({openedAtMs}) => openedAtMs);
  return [...new Set([...opened, nowMs])].sort((a, b) => a - b);
}

function brier(setup: Setup, state: DrillState): Figure {
  const scores: {readonly id: string; readonly score: number}[] = [];
  const points = checkpointsOf(state);
  for (const atMs of points) {
    for (const hypothesis of setup.drill.hypotheses) {
      const belief = state.beliefs.findLast(belief => belief.hypothesis === hypothesis.id && belief.atMs <= atMs);
      if (belief === undefined) continue;
      const truth = truthAt(setup, state, hypothesis, atMs) ? 1 : 0;
      scores.push({id: belief.id, score: (belief.probability - truth) ** 2});
    }
  }
  const value = scores.length === 0 ? null : scores.reduce((sum, {score}) => sum + score, 0) / scores.length;
  const possible = points.length * setup.drill.hypotheses.length;
  const note = 'Brier: 0 is best, 0.25 is always 50 %.';
  return figureOf(setup.drill, 'picture.brier', 'Beliefs held against what was so', 'score', value, {
    evidence: [...new Set(scores.map(({id}) => id))],
    note:
      value === null
        ? 'Nobody noted a belief before a checkpoint.'
        : `${note} ${scores.length} of ${possible} beliefs were noted at ${points.length} checkpoints.`,
  });
}

function lags(setup: Setup, hypotheses: readonly HypothesisMeasure[]): readonly Figure[] {
  const wordsOf = (id: string): string => setup.drill.hypotheses.find(hypothesis => hypothesis.id === id)?.text ?? id;
  return hypotheses
    .filter(({availableMs}) => availableMs !== null)
    .flatMap(({id, availableMs, lookedAtMs, lookedBy, heldAtMs, beliefs}) => {
      const held = beliefs.find(({atMs}) => atMs === heldAtMs)?.id;
      const evidence = [...lookedBy, ...(held === undefined ? [] : [held])];
      const minutes = (fromMs: Ms | null, toMs: Ms | null): number | null =>
        fromMs === null || toMs === null ? null : (toMs - fromMs) / MINUTE_MS;
      const never = heldAtMs === null ? 'It was never given 50 %.' : '';
      return [
        figureOf(
          setup.drill,
          `picture.${id}.afterShown`,
          `"${wordsOf(id)}" held after the world showed it`,
          'minutes',
          minutes(availableMs, heldAtMs),
          {
            evidence,
            note: never,
          },
        ),
        figureOf(
          setup.drill,
          `picture.${id}.afterSeen`,
          `"${wordsOf(id)}" held after somebody saw it`,
          'minutes',
          minutes(lookedAtMs, heldAtMs),
          {
            evidence,
            note: lookedAtMs === null ? 'Nobody looked where it shows.' : never,
          },
        ),
      ];
    });
}

function alternatives(setup: Setup, hypotheses: readonly HypothesisMeasure[]): Figure {
  const given = hypotheses.flatMap(({beliefs}) => {
    const first = beliefs.findIndex(({probability}) => probability >= considered);
    const drop =
      first < 0 ? undefined : beliefs.slice(first).find(({probability, because}) => probability <= dropped && because.trim() !== '');
    return drop === undefined ? [] : [drop.id];
  });
  const what = 'Alternatives considered, then dropped with a reason';
  return figureOf(setup.drill, 'picture.alternatives', what, 'count', given.length, {evidence: given});
}
