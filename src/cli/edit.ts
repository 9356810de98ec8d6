import type {Edit} from '../engine/plan.js';
import {UserError} from '../errors.js';
import {parseTime} from '../format/time-expression.js';
import {sentence} from '../format/words.js';
import {nameHint} from '../timeline/nearest.js';
import type {Timeline} from '../timeline/types.js';

// Edits out of words. Each throws a UserError with exit code 2 for a name or a time that the timeline does not know.

export const addition = (timeline: Timeline, mitigation: string, time: string): Edit => ({
  op: 'add',
  mitigation: known(timeline, 'mitigation', mitigation, timeline.mitigations),
  atMs: parseTime(time, timeline),
});

export const removal = (timeline: Timeline, action: string): Edit => ({op: 'remove', action: knownAction(timeline, action)});

export const move = (timeline: Timeline, action: string, time: string): Edit => ({
  op: 'move',
  action: knownAction(timeline, action),
  atMs: parseTime(time, timeline),
});

const knownAction = (timeline: Timeline, action: string): string =>
  known(timeline, 'recorded action', action, timeline.model?.actions ?? []);

function known({incident, model}: Timeline, what: string, id: string, things: readonly {readonly id: string}[]): string {
  if (model === null) {
    throw new UserError(`${incident.id} has no model: it replays as a record, and nothing in it can be changed.`, '', 2);
  }
  if (things.some(thing => thing.id === id)) return id;
  const hint = nameHint(
    id,
    things.map(thing => thing.id),
  );
  throw new UserError(`${incident.id} has no ${what} "${id}".`, `${sentence(hint)}.`, 2);
}
