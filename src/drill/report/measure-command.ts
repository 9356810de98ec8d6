import {MINUTE_MS} from '../../timeline/time.js';
import type {Ms} from '../../timeline/types.js';
import type {Setup} from '../scenario/setup.js';
import type {DrillState, Stamp} from '../scenario/state.js';
import {type Figure, figureOf, shareOf} from './figure.js';

/** M7: command and coordination; measured from three seats on. Form is not the goal: whether it worked is the evaluator's to say. */
export type CommandMeasure = {readonly figures: readonly Figure[]; readonly note: string};

const leastSeats = 3;

/** Everything that a seat has done, in the order it was done. */
export function actsOf(state: DrillState): readonly (Stamp & {readonly seat: string; readonly kind: string})[] {
  const of = <T extends Stamp & {readonly seat: string}>(kind: string, list: readonly T[]) =>
    list.map(({id, atMs, wallMs, seat}) => ({id, atMs, wallMs, seat, kind}));
  const decided = Object.values(state.decisions).flatMap(({committed}) => committed ?? []);
  const tasks = state.tasks.map(({id, atMs, wallMs, by}) => ({id, atMs, wallMs, seat: by, kind: 'task'}));
  return [
    ...of('look', state.looks),
    ...of('belief', state.beliefs),
    ...of('order', state.orders),
    ...of('decision', decided),
    ...of('word', state.posts),
    ...of('note', state.notes),
    ...of('command', state.command),
    ...of('acknowledgement', state.acknowledged),
    ...tasks,
  ].sort((a, b) => a.wallMs - b.wallMs || a.atMs - b.atMs);
}

export function commandMeasure(setup: Setup, state: DrillState, [fromMs, untilMs]: readonly [Ms, Ms]): CommandMeasure {
  const {drill, seats} = setup;
  if (seats.length < leastSeats) return {figures: [], note: 'Measured from three seats on.'};
  const first = state.command[0];
  const without = Math.max(0, Math.min(first?.atMs ?? untilMs, untilMs) - fromMs) / MINUTE_MS;
  const handovers = state.command.slice(1);
  const readBack = handovers.filter(({readBack}) => readBack);
  const whole = state.tasks.filter(({dueMinutes, acknowledgedAtMs}) => dueMinutes > 0 && acknowledgedAtMs !== null);
  const overdue = state.tasks.filter(({atMs, dueMinutes, doneAtMs}) => (doneAtMs ?? state.nowMs) > atMs + dueMinutes * MINUTE_MS);
  const commanders = new Set(seats.filter(({role}) => role === 'incidentCommander').map(({id}) => id));
  const acts = actsOf(state);
  // What follows from a decision is command, not hands.
  const decided = new Set(state.orders.filter(({decision}) => decision !== null).map(({id}) => id));
  const hands = acts.filter(({id, seat, kind}) => commanders.has(seat) && (kind === 'look' || kind === 'order') && !decided.has(id));
  const silent = seats.filter(({id}) => !acts.some(({seat}) => seat === id));
  const ids = (stamps: readonly Stamp[]): readonly string[] => stamps.map(({id}) => id);
  return {
    note: '',
    figures: [
      figureOf(drill, 'command.without', 'Minutes of impact before somebody took command', 'minutes', without, {
        evidence: first === undefined ? [] : [first.id],
        note: first === undefined ? 'Nobody said so.' : '',
      }),
      shareOf(drill, 'command.handovers', 'Handovers that were read back', [readBack.length, handovers.length], {
        evidence: ids(handovers),
        note: handovers.length === 0 ? 'Command was not handed over.' : '',
      }),
      shareOf(drill, 'command.tasks', 'Tasks with an owner, a time box and an acknowledgement', [whole.length, state.tasks.length], {
        evidence: ids(whole),
        note: state.tasks.length === 0 ? 'No task was given.' : '',
      }),
      figureOf(drill, 'command.overdue', 'Tasks that took longer than their time box', 'count', overdue.length, {evidence: ids(overdue)}),
      figureOf(drill, 'command.hands', 'Looks and orders by the incident commander', 'count', hands.length, {evidence: ids(hands)}),
      shareOf(drill, 'command.silent', 'Seats that did nothing the journal could keep', [silent.length, seats.length], {
        note: silent.length === 0 ? '' : `${silent.map(({title}) => title).join(', ')}. What is said aloud is not in it.`,
      }),
    ],
  };
}
