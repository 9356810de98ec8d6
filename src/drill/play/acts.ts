import {type Edit, type Plan, throwAt} from '../../engine/plan.js';
import {unreachable} from '../../errors.js';
import {MINUTE_MS} from '../../timeline/time.js';
import type {Ms} from '../../timeline/types.js';
import {isSo, readingAt} from '../scenario/predicate.js';
import type {Decision, PaletteAction, Seat} from '../scenario/scenario.js';
import type {Setup} from '../scenario/setup.js';
import {type ActionCard, type DrillState, isFor, type Order, type Task} from '../scenario/state.js';
import type {SeatInput} from './input.js';
import {accepted, refused, type Step, stampOf} from './step.js';

/** Text of a person: not empty, and not a book. */
const longestText = 2000;
const isText = (text: string, least = 1): boolean => text.trim().length >= least && text.length <= longestText;
/** A reason is a sentence, not a keystroke. */
const leastReason = 8;

/** What a seat does, if it may. */
export function act(setup: Setup, state: DrillState, seat: Seat, input: SeatInput): Step {
  switch (input.type) {
    case 'look':
      return look(setup, state, seat, input.panel);
    case 'believe':
      return believe(setup, state, input);
    case 'order':
      return order(setup, state, seat, input);
    case 'cancel':
      return cancel(setup, state, input.order);
    case 'decide':
      return decide(setup, state, seat, input);
    case 'post':
      return post(setup, state, input);
    case 'task':
    case 'take-task':
    case 'finish-task':
      return task(setup, state, input);
    case 'note':
      if (!isText(input.text)) return refused(state, 'A note needs words.');
      return accepted({...state, notes: [...state.notes, {...stampOf(state), seat: seat.id, text: input.text, kind: input.kind}]});
    case 'acknowledge':
      if (!state.messages.some(({id, to}) => id === input.message && (setup.variant.isSolo || isFor(to, seat.id))))
        return refused(state, 'There is no such message.');
      return accepted({...state, acknowledged: [...state.acknowledged, {...stampOf(state), seat: seat.id, message: input.message}]});
    case 'ask-hint':
      return hint(setup, state, input.decision, seat.id);
    case 'take-command':
      return accepted({...state, command: [...state.command, {...stampOf(state), seat: seat.id, readBack: input.readBack}]});
    case 'recognise':
      return accepted({...state, familiar: {...state.familiar, [seat.id]: {atMs: state.phase === 'brief' ? null : state.nowMs}}});
    default:
      return unreachable(input);
  }
}

function look(setup: Setup, state: DrillState, seat: Seat, id: string): Step {
  const panel = setup.drill.panels.find(panel => panel.id === id);
  if (panel === undefined) return refused(state, `There is no panel "${id}".`);
  const values = panel.readings.map(({signal}) => readingAt(setup, state, signal, state.nowMs) ?? 0);
  const words = panel.says.filter(({when}) => isSo(setup, state, when)).map(({text}) => text);
  return accepted({...state, looks: [...state.looks, {...stampOf(state), seat: seat.id, panel: id, values, words}]});
}

function believe({drill}: Setup, state: DrillState, {seat, hypothesis, probability, because}: Extract<SeatInput, {type: 'believe'}>): Step {
  if (!drill.hypotheses.some(({id}) => id === hypothesis)) return refused(state, `There is no hypothesis "${hypothesis}".`);
  if (!(probability >= 0 && probability <= 1)) return refused(state, 'A probability is between 0 and 100 %.');
  return accepted({...state, beliefs: [...state.beliefs, {...stampOf(state), seat, hypothesis, probability, because}]});
}

/** Every action is ordered once; a cancelled order does not count. */
export const isOrdered = ({orders}: DrillState, {id}: PaletteAction): boolean =>
  orders.some(({action, isCancelled}) => action === id && !isCancelled);

/** One order at a time for the hands of an area. */
export function busyUntil(state: DrillState, area: string): Order | undefined {
  return state.orders.find(({area: other, worksAtMs, isCancelled}) => other === area && !isCancelled && worksAtMs > state.nowMs);
}

function order(setup: Setup, state: DrillState, seat: Seat, {action: id, card}: Extract<SeatInput, {type: 'order'}>): Step {
  const action = setup.drill.palette.find(action => action.id === id);
  if (action === undefined) return refused(state, `There is no action "${id}".`);
  if (!seat.areas.includes(action.area) && seat.role !== 'incidentCommander')
    return refused(state, 'Another seat does this: ask the one whose area it is.');
  if (isOrdered(state, action)) return refused(state, 'It has been ordered.');
  if (action.ready !== undefined && !isSo(setup, state, action.ready)) return refused(state, `It cannot be done yet: ${action.needs}`);
  const busy = busyUntil(state, action.area);
  if (busy !== undefined) return refused(state, 'The hands of this area are at work: one order at a time.');
  if (!isText(card.effect) || !isText(card.check)) return refused(state, 'An order needs what it should do, and what will show it.');
  return accepted(ordered(state, seat, action, card, null));
}

/** The state with an order in it, whoever's hands are busy. */
export function ordered(state: DrillState, seat: Seat, action: PaletteAction, card: ActionCard, decision: string | null): DrillState {
  const worksAtMs = state.nowMs + action.leadMinutes * MINUTE_MS;
  const stamp = decision === null ? stampOf(state) : {...stampOf(state), id: `${stampOf(state).id}.${action.id}`};
  const made: Order = {...stamp, seat: seat.id, action: action.id, area: action.area, card, worksAtMs, isCancelled: false, decision};
  const orders = [...state.orders, made];
  const carried = redone(state.plan, action.recorded, state.nowMs, () => worksAtMs);
  const plan = action.mitigation === undefined ? carried : throwAt(carried, action.mitigation, state.nowMs);
  return {...state, plan, orders};
}

/** The plan with recorded actions done at other instants; null: not at all. What has been done stays done. */
const redone = (plan: Plan, ids: readonly string[], nowMs: Ms, dueMs: (id: string) => Ms | null): Plan =>
  plan.map((edit): Edit => {
    if (edit.op === 'add' || !ids.includes(edit.action) || (edit.op === 'move' && edit.atMs <= nowMs)) return edit;
    const atMs = dueMs(edit.action);
    return atMs === null ? {op: 'remove', action: edit.action} : {op: 'move', action: edit.action, atMs};
  });

function cancel({drill}: Setup, state: DrillState, id: string): Step {
  const found = state.orders.find(order => order.id === id && !order.isCancelled);
  if (found === undefined) return refused(state, 'There is no such order.');
  if (found.worksAtMs <= state.nowMs) return refused(state, 'It works already.');
  const thrown = drill.palette.find(action => action.id === found.action);
  const orders = state.orders.map(order => (order.id === id ? {...order, isCancelled: true} : order));
  const kept = state.plan.filter(edit => edit.op !== 'add' || edit.mitigation !== thrown?.mitigation);
  const carriesOut = (action: string, id: string): boolean =>
    drill.palette.some(other => other.id === action && other.recorded.includes(id));
  // Another order may still carry out the same.
  const dueMs = (id: string): Ms | null =>
    orders.findLast(({action, isCancelled}) => !isCancelled && carriesOut(action, id))?.worksAtMs ?? null;
  return accepted({...state, orders, plan: redone(kept, thrown?.recorded ?? [], state.nowMs, dueMs)});
}

function decide(setup: Setup, state: DrillState, seat: Seat, input: Extract<SeatInput, {type: 'decide'}>): Step {
  const decision = setup.drill.decisions.find(({id}) => id === input.decision);
  const standing = state.decisions[input.decision];
  if (decision === undefined || standing === undefined) return refused(state, 'This is not to be decided now.');
  if (standing.committed !== null) return refused(state, 'It has been decided.');
  if (!mayDecide(setup, decision, seat)) return refused(state, 'Another seat decides this.');
  const option = decision.options.find(({id}) => id === input.option);
  if (option === undefined) return refused(state, `There is no option "${input.option}".`);
  if (!isText(input.reason, leastReason)) return refused(state, 'Say why, in a sentence, before anything follows from it.');
  const committed = {...stampOf(state), seat: seat.id, option: option.id, ranking: input.ranking, reason: input.reason};
  const decided = {...state, decisions: {...state.decisions, [decision.id]: {...standing, committed}}};
  const card: ActionCard = {effect: input.reason, check: '', risk: '', wayBack: ''};
  const actions = option.orders.flatMap(id => setup.drill.palette.filter(action => action.id === id && !isOrdered(state, action)));
  return accepted(actions.reduce((next, action) => ordered(next, seat, action, card, decision.id), decided));
}

export const mayDecide = ({variant}: Setup, {seats}: Decision, seat: Seat): boolean =>
  variant.isSolo || seats.includes(seat.id) || seat.role === 'incidentCommander';

function post({drill}: Setup, state: DrillState, input: Extract<SeatInput, {type: 'post'}>): Step {
  const {seat, audience, impact, scope, doing, nextMinutes} = input;
  if (!drill.audiences.some(({id}) => id === audience)) return refused(state, `There is no audience "${audience}".`);
  if (![impact, scope, doing].every(text => isText(text)))
    return refused(state, 'A word has what people see, where, and what is being done.');
  if (!(nextMinutes > 0 && nextMinutes <= 24 * 60)) return refused(state, 'Say when the next word comes.');
  return accepted({...state, posts: [...state.posts, {...stampOf(state), seat, audience, impact, scope, doing, nextMinutes}]});
}

type TaskInput = Extract<SeatInput, {type: 'task' | 'take-task' | 'finish-task'}>;

function task({seats}: Setup, state: DrillState, input: TaskInput): Step {
  if (input.type === 'task') {
    if (!seats.some(({id}) => id === input.owner)) return refused(state, `There is no seat "${input.owner}".`);
    if (!isText(input.text)) return refused(state, 'A task needs words.');
    const {owner, text, dueMinutes, seat: by} = input;
    const made: Task = {...stampOf(state), by, owner, text, dueMinutes, acknowledgedAtMs: null, doneAtMs: null};
    return accepted({...state, tasks: [...state.tasks, made]});
  }
  if (!state.tasks.some(({id, owner}) => id === input.task && owner === input.seat)) return refused(state, 'This is not your task.');
  const done = input.type === 'take-task' ? {acknowledgedAtMs: state.nowMs} : {doneAtMs: state.nowMs};
  return accepted({...state, tasks: state.tasks.map(task => (task.id === input.task ? {...task, ...done} : task))});
}

/** The next of three hints on an open decision. Free, and in the report. */
export function hint({drill}: Setup, state: DrillState, decision: string, askedBy: string): Step {
  if (state.decisions[decision] === undefined) return refused(state, 'There are hints on what is to be decided now.');
  const taken = state.hints.filter(hint => hint.decision === decision).length;
  if (taken >= 3 || !drill.hints.some(hint => hint.decision === decision)) return refused(state, 'There is no further hint.');
  const level = (taken + 1) as 1 | 2 | 3;
  return accepted({...state, hints: [...state.hints, {...stampOf(state), decision, level, askedBy}]});
}
