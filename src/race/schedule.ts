import {actorOf} from './choice.js';
import {enactorName, labelOf} from './label.js';
import type {Action, ActionName, Model} from './model.js';
import {begin, enabledAt, type Position, retold, take} from './position.js';
import {at} from './state.js';
import {waitingAt} from './waiting.js';

/** Where a story went another way than the one it was made from. */
export type Difference = {
  /** The step of the new story in which it shows; of what could not be done at all, the last step before. */
  readonly step: number;
  /** `E1 Apply: refused, 4 is newer than 2`, `E2 Pick 4 cannot be done: waits for the lease: E1 holds it`. */
  readonly words: string;
};

/** The same schedule in another world: who does what, in the same order. */
export type Rerun = {readonly path: readonly Action[]; readonly differences: readonly Difference[]};

/**
 * Tells a story again under other protections. Who acts when stays as it was, as far as it can: a step that cannot be done is left
 * out, and a step that only the new program has follows at once on the one before it.
 */
export function rerun(from: Position, model: Model): Rerun {
  const before = retold(from.model, from.path);
  const differences: Difference[] = [];
  let position = begin(model);
  for (const [index, action] of from.path.entries()) {
    const old = before[index] as Position;
    const now = sameStep(position, action);
    if (now === undefined && extraSteps.includes(action.name) && !isIn(model, action.name)) continue;
    if (now === undefined) {
      const words = labelOf(from.model.rules, old.state, action).split(':')[0] ?? '';
      differences.push({step: position.path.length, words: `${words} cannot be done${reasonFor(position, action)}`});
      continue;
    }
    const was = labelOf(from.model.rules, old.state, action);
    const is = labelOf(model.rules, position.state, now);
    position = take(position, now);
    if (outcome(was) !== outcome(is)) differences.push({step: position.path.length, words: is});
    position = withExtraSteps(position, now, from.model);
  }
  return {path: position.path, differences};
}

/** A clean-up that lists and one that deletes come to the same where they name the same plans. */
const outcome = (label: string): string => label.replace(/(?:Clean|List|Delete): (?:deletes )?/, 'deletes ');

/** What stands in the new program for a step of the old one. */
const counterparts: Readonly<Partial<Record<ActionName, readonly ActionName[]>>> = {
  clean: ['clean', 'list'],
  list: ['list', 'clean'],
};

function sameStep(position: Position, {name, enactor}: Action): Action | undefined {
  const names = counterparts[name] ?? [name];
  return enabledAt(position).find(other => other.enactor === enactor && names.includes(other.name));
}

/** Steps that stand for nothing in another program: an enactor goes on with them as soon as it can. */
const extraSteps: readonly ActionName[] = ['recheck', 'delete'];

const isIn = ({actions}: Model, name: ActionName): boolean => actions.some(action => action.name === name);

function withExtraSteps(position: Position, {enactor}: Action, old: Model): Position {
  const isExtra = ({name}: Action): boolean => extraSteps.includes(name) && !isIn(old, name);
  const next = enactor === null ? undefined : enabledAt(position).find(other => other.enactor === enactor && isExtra(other));
  return next === undefined ? position : withExtraSteps(take(position, next), next, old);
}

function reasonFor(position: Position, action: Action): string {
  const waiting = waitingAt(position).find(({actors}) => actors.split(' ').includes(actorOf(action)));
  if (waiting !== undefined) return `: ${waiting.reason}`;
  const me = action.enactor === null ? undefined : position.state.enactors[action.enactor];
  if (me === undefined || action.enactor === null) return '';
  if (me.pc === at.idle) return `: ${enactorName(action.enactor)} has nothing in hand`;
  return me.pc === at.dead ? `: ${enactorName(action.enactor)} is dead` : '';
}
