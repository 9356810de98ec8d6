import {blockedChoicesAt} from './choice.js';
import {enactorName} from './label.js';
import type {Position} from './position.js';
import {at} from './state.js';

/** Enactors that cannot do their next step, and why. Those with the same reason stand together: `E1 E3`. */
export type Waiting = {readonly actors: string; readonly step: string; readonly reason: string};

export function waitingAt(position: Position): readonly Waiting[] {
  const {model, state} = position;
  const alive = state.enactors.flatMap(({pc}, index) => (pc === at.dead ? [] : [index]));
  if (state.off) return [together(alive, '', 'stand still: the automation is switched off')];
  const blocked = blockedChoicesAt(position);
  const reasons = [...new Set(blocked.map(({reason}) => reason))];
  const waits = reasons.map(reason => {
    const same = blocked.filter(each => each.reason === reason).map(({enactor}) => enactor);
    return together(same, 'apply', reason);
  });
  if (!model.rules.protect.lease || state.lease === 0) return waits;
  const holder = state.lease - 1;
  const idle = alive.filter(index => index !== holder && state.enactors[index]?.pc === at.idle);
  if (idle.length === 0) return waits;
  const isDead = state.enactors[holder]?.pc === at.dead;
  return [...waits, together(idle, 'pick', `waits for the lease: ${enactorName(holder)} holds it${isDead ? ', and is dead' : ''}`)];
}

const together = (enactors: readonly number[], step: string, reason: string): Waiting => ({
  actors: enactors.map(enactorName).join(' '),
  step,
  reason,
});
