import {enactorName} from './label.js';
import {type Position, retold, staleAgainst} from './position.js';

/** What the race is about, in the words to leave with. */

/** `E1 asked whether its plan was newer, got an honest yes, and used that yes after it had stopped being true.` */
export const staleSentence = (name: string, isUsed: boolean): string =>
  `${name} asked whether its plan was newer, got an honest yes, and ` +
  (isUsed ? 'used that yes after it had stopped being true.' : 'still has that yes, though it has stopped being true.');

export const timeOfCheck =
  'Time of check to time of use (TOCTOU): the fact is read at one moment and acted on at a later one; in between it can change, and nobody ' +
  'tells the one who read it.';

export const ruleToLeaveWith =
  'A check protects only if nothing can change between the check and the write. If something can, move the check into the write.';

/** The first enactor in a story whose pass went stale; null: none did. */
export function staleEnactor({model, path}: Position): string | null {
  for (const {state} of retold(model, path)) {
    const index = state.enactors.findIndex(me => staleAgainst(model.rules, state, me) !== null);
    if (index >= 0) return enactorName(index);
  }
  return null;
}
