import {keyOf} from './code.js';
import type {Rules} from './enactor.js';
import {enactorName, plansNamed} from './label.js';
import type {Action} from './model.js';
import {blockedAt, enabledAt, type Position} from './position.js';
import {planAt, type State} from './state.js';
import {type Deed, deedOf, type Writing} from './step-effect.js';

/** Something that can be done next, as a list shows it: what it will do is said in numbers before it is done. */
export type Choice = {
  /** `1`, `2`, …, in the canonical order. */
  readonly key: string;
  readonly action: Action;
  /** `E1`, `Planner`, `clock`, `operator`. */
  readonly actor: string;
  /** `writes plan 2 over plan 4`. */
  readonly effect: string;
  /** `goes backwards`, `plan 2 is live`; nothing where there is nothing to warn of. */
  readonly warning: string;
};

/** An enactor that cannot do its next step, and why. */
export type Blocked = {readonly enactor: number; readonly actor: string; readonly reason: string};

export const choicesAt = (position: Position): readonly Choice[] =>
  enabledAt(position).map((action, place) => choiceOf(position.model.rules, position.state, action, place));

function choiceOf(rules: Rules, state: State, action: Action, place: number): Choice {
  const deed = deedOf(rules, state, action);
  return {key: keyOf(place), action, actor: actorOf(action), effect: effectOf(deed, rules), warning: warningOf(deed)};
}

export function actorOf({name, enactor}: Action): string {
  if (enactor !== null) return enactorName(enactor);
  if (name === 'plan') return 'Planner';
  return name === 'expire' ? 'clock' : 'operator';
}

export const blockedChoicesAt = (position: Position): readonly Blocked[] =>
  blockedAt(position).map(enactor => {
    const {state} = position;
    const {endpoint} = state.enactors[enactor] ?? {endpoint: 0};
    const reason =
      `blocked: the record points at plan ${planAt(state, endpoint)}, which no longer exists; ` +
      'the transaction cannot write its rollback record';
    return {enactor, actor: enactorName(enactor), reason};
  });

function effectOf(deed: Deed, {size}: Rules): string {
  switch (deed.kind) {
    case 'pick':
      return `takes plan ${deed.plan}`;
    case 'check':
      return `asks: is plan ${deed.plan} newer than plan ${deed.against}? ${deed.yes ? 'yes' : 'no'}`;
    case 'recheck':
      return `asks again: is plan ${deed.plan} older than plan ${deed.against}? ${deed.yes ? 'no' : 'yes'}`;
    case 'apply':
      return `${writeEffect(deed)}${size.endpoints === 1 ? '' : `, record ${deed.endpoint + 1}`}`;
    case 'clean':
    case 'delete':
      return `deletes ${plansNamed(deed.victims)}`;
    case 'list':
      return `lists ${plansNamed(deed.victims)}, to delete later`;
    case 'crash':
      return deed.plan === 0 ? 'dies' : `dies with plan ${deed.plan} in hand`;
    case 'plan':
      return `makes plan ${deed.plan}`;
    case 'expire':
      return `the lease of ${enactorName(deed.holder)} runs out`;
    case 'repair':
      return `sets what is empty to plan ${deed.plan}`;
    case 'off':
      return 'switches the automation off';
    case 'on':
      return 'switches the automation on again';
    default:
      return deed satisfies never;
  }
}

function writeEffect({result, plan, over}: Writing): string {
  switch (result) {
    case 'plan is gone':
      return `finds plan ${plan} deleted, lets go`;
    case 'refused':
      return `tries plan ${plan}, is refused: plan ${over} is newer`;
    default:
      return `writes plan ${plan} over plan ${over}`;
  }
}

function warningOf(deed: Deed): string {
  if (deed.kind === 'apply') return deed.result === 'written' && deed.plan < deed.over ? 'goes backwards' : '';
  if (deed.kind !== 'clean' && deed.kind !== 'delete') return '';
  return deed.live.length === 0 ? '' : `${plansNamed(deed.live)} ${deed.live.length === 1 ? 'is' : 'are'} live`;
}
