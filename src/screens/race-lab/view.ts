import {type Choice, choicesAt} from '../../race/choice.js';
import {exercises} from '../../race/exercises.js';
import type {Model} from '../../race/model.js';
import {type Told, toldStep} from '../../race/narrate.js';
import {type Outlook, type Prospect, prospectOf} from '../../race/outlook.js';
import {type Position, retold, staleAgainst, take} from '../../race/position.js';
import {protections} from '../../race/protections.js';
import {dimensions} from '../../race/size.js';
import {type LabState, rulesOf, storyOf} from './state.js';

/** What the panels ask of a state. */

/** Null: not known, or not known yet. */
export const outlookOf = ({checker}: LabState): Outlook | null => (checker.type === 'done' ? checker.outlook : null);

export function prospectAt(state: LabState, position = state.position): Prospect | null {
  const outlook = outlookOf(state);
  return outlook === null ? null : prospectOf(outlook, position.state);
}

/** The choices; of those that lead nearest to the outage the first, if hints are wanted and known. */
export function choicesOf(state: LabState): {readonly choices: readonly Choice[]; readonly hinted: number} {
  const choices = choicesAt(state.position);
  if (!state.hint) return {choices, hinted: -1};
  const distances = choices.map(({action}) => prospectAt(state, take(state.position, action))?.toOutage ?? Number.POSITIVE_INFINITY);
  const least = Math.min(...distances);
  const isNearer = least < (prospectAt(state)?.toOutage ?? 0);
  return {choices, hinted: isNearer ? distances.indexOf(least) : -1};
}

/** Every situation of the story, the start first. */
export const positionsOf = (state: LabState): readonly Position[] => retold(state.position.model, storyOf(state));

/** What the last step did; null at the start. */
export function lastTold({position}: LabState): Told | null {
  const action = position.path.at(-1);
  if (action === undefined) return null;
  const before = retold(position.model, position.path).at(-2);
  return before === undefined ? null : toldStep(before, action);
}

/** The first step of the story with which a pass goes stale; null: none does. */
export function staleStep(state: LabState): number | null {
  const isStale = ({model, state: situation}: Position): boolean =>
    situation.enactors.some(me => staleAgainst(model.rules, situation, me) !== null);
  const step = positionsOf(state).findIndex(isStale);
  return step < 0 ? null : step;
}

/** Steps that can be done at once, at most: the list of them keeps its place. */
export function mostChoices({rules}: Model): number {
  const {protect, size} = rules;
  const own = size.enactors * (protect.crash ? 2 : 1);
  return own + 1 + (protect.expire ? 1 : 0) + (protect.off ? 1 : 0) + (protect.repair ? 1 : 0);
}

/** Rows of the list of what a world is made of: what it measures, then what protects it. */
export const protectionRows = dimensions.length + protections.length;

/** Whether the world that is put together is another one than that of the lab. */
export const isOtherWorld = (state: LabState): boolean =>
  state.overlay.type === 'protections' && JSON.stringify(state.overlay.rules) !== JSON.stringify(rulesOf(state));

/** The task of an exercise that enter begins: the one after what has been done. */
export function nextTask({doing}: LabState, exercise: number): number {
  const count = exercises[exercise]?.tasks.length ?? 1;
  if (doing?.exercise !== exercise) return 0;
  return doing.isDone ? (doing.task + 1) % count : doing.task;
}
