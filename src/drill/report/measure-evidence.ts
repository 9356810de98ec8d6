import {MINUTE_MS} from '../../timeline/time.js';
import type {Ms} from '../../timeline/types.js';
import type {PaletteAction} from '../scenario/scenario.js';
import type {Setup} from '../scenario/setup.js';
import type {DrillState, Order} from '../scenario/state.js';
import {cueSeen} from './evidence.js';
import {type Figure, figureOf, shareOf} from './figure.js';

/** One order: what told of its cue before it was given, and whether its check was looked at. */
export type OrderMeasure = {
  readonly order: Order;
  /** Ids of what showed the cue; null: nothing had; empty with `needsCue` false: it needs none. */
  readonly cueSeen: readonly string[] | null;
  readonly needsCue: boolean;
  /** The look that checked it within its settle time; null: there was none. */
  readonly checkedBy: string | null;
  /** Whether its settle time had begun by EndEx. */
  readonly hasWorked: boolean;
};

/** M3 and M4. */
export type EvidenceMeasure = {
  readonly evidence: readonly Figure[];
  readonly care: readonly Figure[];
  readonly orders: readonly OrderMeasure[];
};

/** A stretch in which a protection was off. */
export type GuardOff = {
  readonly guard: string;
  readonly title: string;
  readonly fromMs: Ms;
  readonly untilMs: Ms;
  /** The task that gives it an owner; null: nobody had it. */
  readonly task: string | null;
  readonly owner: string | null;
  readonly ownedFromMs: Ms | null;
};

export function evidenceMeasure(setup: Setup, state: DrillState): EvidenceMeasure {
  const {drill} = setup;
  const orders = given(state).flatMap(order => {
    const action = actionOf(setup, order);
    return action === undefined ? [] : [orderMeasure(setup, state, order, action)];
  });
  const cued = orders.filter(({needsCue}) => needsCue);
  const seen = cued.filter(({cueSeen}) => cueSeen !== null);
  const free = orders.length - cued.length;
  return {
    orders,
    evidence: [
      shareOf(drill, 'evidence.seen', 'Orders given after their cue was seen', [seen.length, cued.length], {
        evidence: seen.flatMap(({order, cueSeen}) => [order.id, ...(cueSeen ?? [])]),
        note: cued.length === 0 ? 'No order was given that waits for a cue.' : free === 0 ? '' : `${free} more need no cue.`,
      }),
    ],
    care: [...checkFigures(setup, orders), ...guardFigures(setup, state), secondPerson(setup, state)],
  };
}

const given = ({orders}: DrillState): readonly Order[] => orders.filter(({isCancelled}) => !isCancelled);
const actionOf = ({drill}: Setup, {action}: Order): PaletteAction | undefined => drill.palette.find(({id}) => id === action);

function orderMeasure(setup: Setup, state: DrillState, order: Order, action: PaletteAction): OrderMeasure {
  const needsCue = action.cue !== undefined && !action.isSafeEarly;
  const cue = cueSeen(setup, state, action, order.atMs);
  const panel = action.check ?? setup.drill.panels.find(({id}) => id === order.card.check)?.id;
  const untilMs = order.worksAtMs + action.settleMinutes * MINUTE_MS;
  const check = state.looks.find(look => look.panel === panel && look.atMs >= order.worksAtMs && look.atMs <= untilMs);
  return {
    order,
    needsCue,
    cueSeen: needsCue ? (cue?.ids ?? null) : [],
    checkedBy: check?.id ?? null,
    hasWorked: order.worksAtMs < state.nowMs,
  };
}

function checkFigures(setup: Setup, orders: readonly OrderMeasure[]): readonly Figure[] {
  const {drill} = setup;
  const due = orders.filter(({order, hasWorked}) => hasWorked && actionOf(setup, order)?.check !== undefined);
  const checked = due.filter(({checkedBy}) => checkedBy !== null);
  const overlaps = orders.flatMap(({order}, index) => {
    const other = orders.slice(0, index).find(earlier => overlap(setup, earlier.order, order));
    return other === undefined ? [] : [other.order.id, order.id];
  });
  return [
    shareOf(drill, 'care.checked', 'Orders whose effect was looked at in time', [checked.length, due.length], {
      evidence: due.flatMap(({order, checkedBy}) => [order.id, ...(checkedBy === null ? [] : [checkedBy])]),
      note: due.length === 0 ? 'No order had begun to work that names a panel to check.' : '',
    }),
    figureOf(drill, 'care.overlaps', 'Changes made while an earlier one was settling', 'count', overlaps.length / 2, {evidence: overlaps}),
  ];
}

/** The second begins to work in the same area while the first one settles. */
function overlap(setup: Setup, first: Order, second: Order): boolean {
  const settleMs = (actionOf(setup, first)?.settleMinutes ?? 0) * MINUTE_MS;
  return first.area === second.area && second.worksAtMs >= first.worksAtMs && second.worksAtMs < first.worksAtMs + settleMs;
}

function guardFigures(setup: Setup, state: DrillState): readonly Figure[] {
  const guards = guardsOff(setup, state);
  const minutes = (fromMs: Ms, untilMs: Ms): number => Math.max(0, untilMs - fromMs) / MINUTE_MS;
  const unowned = guards.map(({fromMs, untilMs, ownedFromMs}) => minutes(fromMs, ownedFromMs ?? untilMs));
  const off = guards.map(({fromMs, untilMs}) => minutes(fromMs, untilMs));
  const evidence = guards.flatMap(({guard, task}) => [...ordersOfGuard(setup, state, guard), ...(task === null ? [] : [task])]);
  const none = 'No protection was switched off.';
  return [
    figureOf(setup.drill, 'care.guardUnowned', 'Minutes a protection was off without an owner', 'minutes', sum(unowned), {
      of: sum(off),
      evidence,
      note: guards.length === 0 ? none : 'Owned from the first task with a word of its title that no other protection has.',
    }),
  ];
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
const ordersOfGuard = (setup: Setup, state: DrillState, guard: string): readonly string[] =>
  given(state)
    .filter(order => actionOf(setup, order)?.guard?.id === guard)
    .map(({id}) => id);

/** When each protection was off, and who owned that. */
export function guardsOff(setup: Setup, state: DrillState): readonly GuardOff[] {
  const stretches: GuardOff[] = [];
  const turns = given(state)
    .filter(({worksAtMs}) => worksAtMs < state.nowMs)
    .flatMap(order => {
      const guard = actionOf(setup, order)?.guard;
      return guard === undefined ? [] : [{order, guard}];
    })
    .sort((a, b) => a.order.worksAtMs - b.order.worksAtMs);
  for (const [index, {order, guard}] of turns.entries()) {
    if (guard.turns !== 'off') continue;
    const back = turns.slice(index + 1).find(turn => turn.guard.id === guard.id && turn.guard.turns === 'on');
    const untilMs = back?.order.worksAtMs ?? state.nowMs;
    const names = namesOf(setup, guard.id, guard.title);
    const task = state.tasks.find(
      ({text, atMs}) => atMs < untilMs && atMs >= order.atMs && names.some(name => wordsIn(text).includes(name)),
    );
    const ownedFromMs = task === undefined ? null : Math.max(task.atMs, order.worksAtMs);
    const owner = setup.seats.find(({id}) => id === task?.owner)?.title ?? null;
    stretches.push({guard: guard.id, title: guard.title, fromMs: order.worksAtMs, untilMs, task: task?.id ?? null, owner, ownedFromMs});
  }
  return stretches;
}

const leastLetters = 6;
const wordsIn = (text: string): readonly string[] => text.toLowerCase().split(/[^\p{L}\p{N}]+/u);

/** The words of a protection's title that no other one has: a task with one of them is about it. */
function namesOf({drill}: Setup, guard: string, title: string): readonly string[] {
  const others = drill.palette.flatMap(({guard: other}) => (other === undefined || other.id === guard ? [] : wordsIn(other.title)));
  return wordsIn(title).filter(word => word.length >= leastLetters && !others.includes(word));
}

/** A step without a way back: did somebody else take part in it before it worked? */
function secondPerson(setup: Setup, state: DrillState): Figure {
  const id = 'care.secondPerson';
  const what = 'Steps without a way back in which a second person took part';
  if (setup.variant.isSolo) return figureOf(setup.drill, id, what, 'share', null, {note: 'Alone there is no second person.'});
  const steps = given(state).filter(order => actionOf(setup, order)?.reversible === false);
  const shared = steps.flatMap(order => {
    const other = [...state.tasks, ...state.notes, ...state.looks]
      .map(stamp => ({stamp, seat: 'by' in stamp ? stamp.by : stamp.seat}))
      .find(
        ({stamp, seat}) =>
          seat !== order.seat && stamp.atMs > order.atMs - windowMs && stamp.atMs <= order.worksAtMs && isAbout(setup, order, stamp),
      );
    return other === undefined ? [] : [[order.id, other.stamp.id]];
  });
  return shareOf(setup.drill, id, what, [shared.length, steps.length], {
    evidence: shared.flat(),
    note:
      steps.length === 0
        ? 'Every step had a way back.'
        : 'A task given to its seat, a note that names it, or a look at its panels by another seat.',
  });
}

const windowMs = 30 * MINUTE_MS;

function isAbout(
  setup: Setup,
  order: Order,
  act: DrillState['tasks'][number] | DrillState['notes'][number] | DrillState['looks'][number],
): boolean {
  const action = actionOf(setup, order);
  if ('panel' in act) return act.panel === action?.check || (action?.cuePanels.includes(act.panel) ?? false);
  if ('owner' in act) return act.owner === order.seat;
  return act.text.toLowerCase().includes((action?.title ?? order.action).toLowerCase());
}
