import type {Setup} from '../scenario/setup.js';
import type {DrillState} from '../scenario/state.js';
import {type Effort, quick} from './ensemble.js';
import {type CommandMeasure, commandMeasure} from './measure-command.js';
import {type DecisionsMeasure, decisionsMeasure} from './measure-decisions.js';
import {type EvidenceMeasure, evidenceMeasure, type GuardOff, guardsOff} from './measure-evidence.js';
import {type ImpactMeasure, impactMeasure} from './measure-impact.js';
import {type PictureMeasure, pictureMeasure} from './measure-picture.js';
import {type WordsMeasure, wordsMeasure} from './measure-words.js';
import {type EpisodeMeasure, episodesOf, impactSpan} from './times.js';

/**
 * What a drill showed, side by side: seven dimensions that are never added up, each number with its evidence and what it is held
 * against.
 */
export type Profile = {
  readonly impact: ImpactMeasure;
  readonly decisions: DecisionsMeasure;
  /** M3 and M4. */
  readonly orders: EvidenceMeasure;
  readonly picture: PictureMeasure;
  readonly words: WordsMeasure;
  readonly command: CommandMeasure;
  readonly episodes: readonly EpisodeMeasure[];
  readonly guards: readonly GuardOff[];
};

/** The profile of a drill as it stands: up to EndEx, or up to now. */
export function profileOf(setup: Setup, state: DrillState, effort: Effort = quick): Profile {
  const span = impactSpan(setup, state);
  return {
    impact: impactMeasure(setup, state, effort),
    decisions: decisionsMeasure(setup, state, effort),
    orders: evidenceMeasure(setup, state),
    picture: pictureMeasure(setup, state),
    words: wordsMeasure(setup, state, span),
    command: commandMeasure(setup, state, span),
    episodes: episodesOf(setup, state),
    guards: guardsOff(setup, state),
  };
}
