import {actorOf} from './choice.js';
import {enactorName, labelOf} from './label.js';
import type {Action, Model} from './model.js';
import {blockedSentences, sentencesOf} from './narrate-sentences.js';
import {begin, blockedAt, enabledAt, type Position, staleAgainst, take} from './position.js';
import {enactorAt, isEmpty, planAt} from './state.js';
import {deedOf} from './step-effect.js';

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
