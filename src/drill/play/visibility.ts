import {unreachable} from '../../errors.js';
import type {Ms} from '../../timeline/types.js';
import type {Decision, Drill, Know, Panel, Seat} from '../scenario/scenario.js';
import type {Setup} from '../scenario/setup.js';
import {
  type Belief,
  type DrillState,
  type HintTaken,
  isFor,
  type Look,
  type Message,
  type Note,
  type Order,
  type Post,
  type RevealStep,
  revealSteps,
  type Task,
} from '../scenario/state.js';
import type {SeatInput} from './input.js';

/** Whose eyes: what was public then, what an insider could know then, or everything. */
export type Eyes = 'public' | 'insider' | 'debrief';

/** Who looks. A controller sees everything; the projector shows what everybody in the room knows. */
export type Viewer = {readonly kind: 'controller'} | {readonly kind: 'projector'} | {readonly kind: 'seat'; readonly seat: Seat};

/** Whether a piece of knowledge could be had at an instant. */
export function isKnown({tag, fromMs}: Know, eyes: Eyes, atMs: Ms): boolean {
  if (eyes === 'debrief') return true;
  const hasCome = fromMs === null || atMs >= fromMs;
  switch (tag) {
    case 'SIM-c':
    case 'PUB':
    case 'FIC':
      return hasCome;
    case 'SIM-i':
    case 'OPS':
      return eyes === 'insider' && hasCome;
    case 'LATE':
      return false;
    default:
      return unreachable(tag);
  }
}

/** Everything that a person could be shown. */
export type Item =
  | {readonly kind: 'message'; readonly message: Message}
  | {readonly kind: 'panel'; readonly panel: Panel}
  | {readonly kind: 'look'; readonly look: Look}
  | {readonly kind: 'belief'; readonly belief: Belief}
  | {readonly kind: 'order'; readonly order: Order}
  | {readonly kind: 'palette'}
  | {readonly kind: 'decision'; readonly decision: Decision}
  | {readonly kind: 'hint'; readonly hint: HintTaken}
  | {readonly kind: 'post'; readonly post: Post}
  | {readonly kind: 'task'; readonly task: Task}
  | {readonly kind: 'note'; readonly note: Note}
  | {readonly kind: 'fact'; readonly fact: Drill['facts'][number]}
  /** What belongs to a step of the reveal: history's line and choices, the best known plan, how it works. */
  | {readonly kind: 'reveal'; readonly step: RevealStep}
  /** The scenario's own book: rows to come, expected actions, titles of scenes, the cause. */
  | {readonly kind: 'book'};

export const isRevealed = ({revealed}: DrillState, step: RevealStep): boolean => revealSteps.indexOf(step) < revealed;

/**
 * The one place that decides what somebody may see at this moment. Everything that is drawn, logged for a participant or sent to a
 * seat has passed here (`observe.ts`).
 */
export function visible(setup: Setup, state: DrillState, viewer: Viewer, item: Item): boolean {
  if (viewer.kind === 'controller') return true;
  if (item.kind === 'reveal') return isRevealed(state, item.step);
  // Facts tell of the night as it went: who plays it otherwise would read in them what was found and done, and when.
  if (item.kind === 'book' || item.kind === 'fact') return isRevealed(state, 'mechanism');
  if (item.kind === 'post') return item.post.audience === 'public' || isInside(viewer);
  if (viewer.kind === 'projector') return isForTheRoom(item);
  return isForSeat(setup, state, viewer.seat, item);
}

const isInside = (viewer: Viewer): boolean => viewer.kind === 'seat' && viewer.seat.view === 'insider';

type Own = Exclude<Item, {kind: 'reveal' | 'book' | 'fact' | 'post'}>;

/** Said aloud: what goes to everybody, orders, decisions, tasks. */
const isForTheRoom = (item: Own): boolean =>
  item.kind === 'message' ? item.message.to.includes('all') : item.kind === 'order' || item.kind === 'decision' || item.kind === 'task';

function isForSeat(setup: Setup, state: DrillState, seat: Seat, item: Own): boolean {
  const isInsider = seat.view === 'insider';
  switch (item.kind) {
    case 'message':
      return (setup.variant.isSolo || isFor(item.message.to, seat.id)) && isKnowable(setup, seat, item.message);
    case 'panel':
      return (
        (seat.areas.includes(item.panel.area) || seat.role === 'incidentCommander') && isKnown(item.panel.know, seat.view, state.nowMs)
      );
    case 'look':
      return item.look.seat === seat.id;
    case 'belief':
      return item.belief.seat === seat.id;
    case 'note':
      return item.note.seat === seat.id || (isInsider && item.note.kind === 'can');
    case 'order':
    case 'task':
    case 'palette':
      return isInsider;
    case 'decision':
      return item.decision.seats.includes(seat.id) || isInsider;
    case 'hint':
      return isInsider;
    default:
      return unreachable(item);
  }
}

/** A message of the scenario is shown to those only who could have known it then. */
function isKnowable({drill}: Setup, seat: Seat, {inject, atMs}: Message): boolean {
  const know = inject === null ? undefined : drill.msel.find(({id}) => id === inject)?.know;
  // The clock may have run ahead of history: what is there in this world can be known in it.
  return know === undefined || isKnown({...know, fromMs: null}, seat.view, atMs);
}

/**
 * Why a seat cannot do something about a thing that it cannot see; null: it can see it. What is there and must not be known is
 * refused in the words for what is not there: else the answer would say that it is.
 */
export function outOfSight(setup: Setup, state: DrillState, seat: Seat, input: SeatInput): string | null {
  const {drill} = setup;
  const unless = (item: Item | undefined, reason: string): string | null =>
    item !== undefined && visible(setup, state, {kind: 'seat', seat}, item) ? null : reason;
  switch (input.type) {
    case 'look': {
      const panel = drill.panels.find(({id}) => id === input.panel);
      return unless(panel && {kind: 'panel', panel}, `There is no panel "${input.panel}".`);
    }
    case 'order':
      return unless({kind: 'palette'}, `There is no action "${input.action}".`);
    case 'cancel': {
      const order = state.orders.find(({id}) => id === input.order);
      return unless(order && {kind: 'order', order}, 'There is no such order.');
    }
    case 'decide':
    case 'ask-hint': {
      const decision = state.decisions[input.decision] && drill.decisions.find(({id}) => id === input.decision);
      return unless(decision && {kind: 'decision', decision}, 'This is not to be decided now.');
    }
    case 'acknowledge': {
      const message = state.messages.find(({id}) => id === input.message);
      return unless(message && {kind: 'message', message}, 'There is no such message.');
    }
    case 'take-task':
    case 'finish-task': {
      const task = state.tasks.find(({id}) => id === input.task);
      return unless(task && {kind: 'task', task}, 'This is not your task.');
    }
    default:
      return null;
  }
}
