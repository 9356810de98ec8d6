import {actorOf} from './choice.js';
import type {Rules} from './enactor.js';
import {enactorName, labelOf, numbers, plansNamed} from './label.js';
import type {Action, Model} from './model.js';
import {begin, blockedAt, enabledAt, type Pass, type Position, staleAgainst, take} from './position.js';
import type {Protect} from './protections.js';
import {enactorAt, isEmpty, planAt} from './state.js';
import {type Deed, type Deletion, deedOf, type Look, type Writing} from './step-effect.js';

/** What a step does, for a learner. `pass`: the answer that the enactor `me` holds when it acts. */
export function sentencesOf(deed: Deed, me: string, pass: Pass | null, rules: Rules): readonly string[] {
  switch (deed.kind) {
    case 'pick':
      return [`${me} takes plan ${deed.plan}, the newest there is.`, ...(rules.protect.lease ? ['It holds the lease now.'] : [])];
    case 'check':
      return checkSentences(deed, me, rules);
    case 'recheck':
      return recheckSentences(deed, me);
    case 'apply':
      return applySentences(deed, me, pass);
    case 'clean':
      return cleanSentences(deed, me, rules);
    case 'list':
      return [`${me} lists what it may delete: ${plansNamed(deed.victims)}.`, 'The list is true now. It will be used later.'];
    case 'delete':
      return deleteSentences(deed, me);
    case 'crash':
      return [
        `${me} dies${deed.plan === 0 ? '' : ` with plan ${deed.plan} in hand`}.`,
        ...(deed.hadLease ? ['Its lease stays held.'] : []),
      ];
    case 'plan':
      return [`The Planner makes plan ${deed.plan}.`];
    case 'expire':
      return [`The lease of ${enactorName(deed.holder)} runs out.`, `${enactorName(deed.holder)} is asleep and does not notice.`];
    case 'repair':
      return [`An operator sets what is empty to plan ${deed.plan}, by hand. It resolves again.`];
    case 'off':
      return ['An operator switches the automation off. Everyone stops where they are.'];
    case 'on':
      return ['An operator switches the automation on again. It starts with nothing in hand: every pass is gone.'];
    default:
      return deed satisfies never;
  }
}

function checkSentences({plan, against, yes}: Look, me: string, {size, protect}: Rules): readonly string[] {
  const asked = `${me} asks: is plan ${plan} newer than ${size.endpoints === 1 ? 'what DNS has' : 'the oldest record'} (${against})?`;
  if (!yes) return [`${asked} No.`, `${me} lets go of plan ${plan}.`];
  if (protect.recheck) return [`${asked} Yes.`, `${me} now has a pass. It will look once more before each write.`];
  return [`${asked} Yes.`, `${me} now has a pass. The pass has no expiry date.`];
}

function recheckSentences({plan, against, yes}: Look, me: string): readonly string[] {
  const asked = `${me} looks again: is plan ${plan} older than what is there (${against})?`;
  return yes
    ? [`${asked} No.`, 'It will write. What changes between this look and the write, it will not see.']
    : [`${asked} Yes.`, `${me} lets go of plan ${plan}.`];
}

function applySentences({plan, over, result, overEmpty}: Writing, me: string, pass: Pass | null): readonly string[] {
  const answer = pass === null ? '' : ` with the answer from step ${pass.step}`;
  switch (result) {
    case 'plan is gone':
      return [`${me} wants to write plan ${plan}, but plan ${plan} has been deleted.`, `${me} lets go of it.`];
    case 'refused':
      return [
        `The write itself looks: set to ${plan} only if what is there is not newer. Plan ${over} is: refused.`,
        `${me} lets go of it.`,
      ];
    case 'blocked':
      return blockedSentences(me, plan);
    default:
      if (overEmpty) return [`${me} writes plan ${plan} over the empty record${answer}.`, 'It resolves again.'];
      if (plan > over) return [`${me} writes plan ${plan} over plan ${over}.`];
      if (plan === over) return [`${me} writes plan ${plan} where plan ${over} already is.`];
      return [
        `${me} does not look again. It writes plan ${plan} over plan ${over}${answer}.`,
        `Users do not notice: plan ${plan} still works.`,
      ];
  }
}

export const blockedSentences = (me: string, plan: number): readonly string[] => [
  `${me} has plan ${plan}, which is fine.`,
  'But each write must also record what was there before, and that no longer exists. The write fails, is retried, fails.',
];

function cleanSentences({plan, victims, kept, live}: Deletion, me: string, {size, protect}: Rules): readonly string[] {
  if (victims.length === 0 && kept.length === 0) {
    return [`${me} finished plan ${plan}. Nothing is left that is ${generations(size.age)} older.`];
  }
  const keeps = kept.length === 0 ? [] : [`${capital(plansNamed(kept))} would be old enough, and ${kept.length === 1 ? 'stays' : 'stay'}.`];
  if (victims.length === 0) return [`${me} finished plan ${plan} and deletes nothing.`, ...keeps];
  const asked = askedSentence(protect);
  if (asked !== '') return [`${me} finished plan ${plan} and deletes ${plansNamed(victims)}. ${asked}`, ...keeps, ...liveSentences(live)];
  return [
    `${me} finished plan ${plan} and deletes everything ${generations(size.age)} older.`,
    'It decides by age; it does not ask what is live.',
    ...liveSentences(live),
  ];
}

/** What a clean-up asked before it deleted; nothing where it decides by age alone. */
function askedSentence({skip, guard, hold, passed}: Protect): string {
  if (skip || guard) return 'No record points at what it deletes.';
  if (passed) return 'Every enactor has finished a newer plan on every endpoint.';
  return hold ? 'Nobody holds an older plan now.' : '';
}

function deleteSentences({victims, live}: Deletion, me: string): readonly string[] {
  if (victims.length === 0) return [`${me} deletes nothing: its list was empty.`];
  return [`${me} deletes ${plansNamed(victims)}, as listed. It does not ask again what is live.`, ...liveSentences(live)];
}

const generations = (age: number): string => `${age} or more generation${age === 1 ? '' : 's'}`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function liveSentences(live: readonly number[]): readonly string[] {
  if (live.length === 0) return [];
  return [live.length === 1 ? `Plan ${live[0]} is live.` : `Plans ${numbers(live)} are live.`];
}

/** What a step brought about, beyond what it did. */
export type Badge = 'GOES BACKWARDS' | 'PASS IS STALE' | 'EMPTY' | 'BLOCKED' | 'STUCK';

/** A step of a story, for people. */
export type Told = {
  /** From 1. */
  readonly step: number;
  /** `E1`, `Planner`, `clock`, `operator`. */
  readonly actor: string;
  /** `E1 Apply: 4 -> 2`. */
  readonly label: string;
  /** What it does and what that means. */
  readonly sentences: readonly string[];
  readonly badges: readonly Badge[];
};

/** The whole story. */
export function toldTrace(model: Model, path: readonly Action[]): readonly Told[] {
  let position = begin(model);
  return path.map(action => {
    const told = toldStep(position, action);
    position = take(position, action);
    return told;
  });
}

/** What a step does and brings about, from the position before it. */
export function toldStep(before: Position, action: Action): Told {
  const {rules} = before.model;
  const {enactor} = action;
  const after = take(before, action);
  const pass = enactor === null ? null : (before.passes[enactor] ?? null);
  const deed = deedOf(rules, before.state, action);
  const turns = [...stale(before, after, enactor), ...emptied(before, after), ...blocked(before, after), ...stuck(after)];
  const backwards: readonly Badge[] = after.state.dns.some((plan, endpoint) => plan < planAt(before.state, endpoint))
    ? ['GOES BACKWARDS']
    : [];
  return {
    step: after.path.length,
    actor: actorOf(action),
    label: labelOf(rules, before.state, action),
    sentences: [...sentencesOf(deed, enactorName(enactor ?? 0), pass, rules), ...turns.flatMap(({sentences}) => sentences)],
    badges: [...new Set([...backwards, ...turns.map(({badge}) => badge)])],
  };
}

const recordName = (endpoint: number, {state}: Position, alone = 'DNS'): string =>
  state.dns.length === 1 ? alone : `Record ${endpoint + 1}`;

type Turn = {readonly badge: Badge; readonly sentences: readonly string[]};

/** Passes that were good before the step and are not any more. */
function stale(before: Position, after: Position, actor: number | null): readonly Turn[] {
  const {rules} = after.model;
  return after.state.enactors.flatMap((me, index): readonly Turn[] => {
    const against = staleAgainst(rules, after.state, me);
    if (against === null || staleAgainst(rules, before.state, enactorAt(before.state, index)) !== null) return [];
    const name = enactorName(index);
    const record = recordName(against.endpoint, after);
    const sentences =
      index === actor
        ? [`The yes was about the oldest record. ${record} has plan ${against.plan} already, and ${name} is going to write there too.`]
        : [`${record} now has plan ${against.plan}. ${name}'s pass still says yes. Nothing in ${name} changed; the world did.`];
    return [{badge: 'PASS IS STALE', sentences}];
  });
}

function emptied(before: Position, after: Position): readonly Turn[] {
  return after.state.dns.flatMap((_, endpoint): readonly Turn[] => {
    if (!isEmpty(after.state, endpoint) || isEmpty(before.state, endpoint)) return [];
    const record = recordName(endpoint, after, 'The record');
    return [{badge: 'EMPTY', sentences: [`${record} points at a plan that does not exist. No addresses.`]}];
  });
}

function blocked(before: Position, after: Position): readonly Turn[] {
  const already = blockedAt(before);
  const now = blockedAt(after).filter(index => !already.includes(index));
  return now.map(index => ({badge: 'BLOCKED', sentences: blockedSentences(enactorName(index), enactorAt(after.state, index).plan)}));
}

const stuck = (after: Position): readonly Turn[] =>
  enabledAt(after).length > 0 ? [] : [{badge: 'STUCK', sentences: ['Nothing can happen any more.']}];
