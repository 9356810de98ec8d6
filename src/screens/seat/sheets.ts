import type {Observation, SeenAction} from '../../drill/play/observe.js';
import type {DrillPort} from '../../drill/play/port.js';
import {unreachable} from '../../errors.js';
import {percent} from '../../format/number.js';
import {printable} from '../../format/text.js';
import {rule, span} from '../../screen/line.js';
import type {PanelView} from '../../screen/panel.js';
import type {Row} from '../../screen/program.js';
import {actionLines, type Doing, deed, formSheet, type Open} from './forms.js';
import type {Message, SeatState} from './state.js';
import {beliefsNow, clockAt, toDecide} from './view.js';
import {briefLines} from './whole.js';

/** What opens over a participant's screen, and what it comes to. */

/** Lists from which one thing is picked. */
export const pickKinds = ['look', 'order', 'believe', 'decide', 'hint', 'call-off', 'take-task', 'finish-task'] as const;
export type PickKind = (typeof pickKinds)[number];

const pickTitles: Readonly<Record<PickKind, string>> = {
  look: 'LOOK AT WHAT?',
  order: 'ORDER WHAT? · every action there is',
  believe: 'WHAT MAY IT BE?',
  decide: 'DECIDE WHAT?',
  hint: 'A HINT ON WHAT?',
  'call-off': 'CALL OFF WHICH ORDER?',
  'take-task': 'TAKE WHICH TASK?',
  'finish-task': 'FINISH WHICH TASK?',
};

const pickOf = (id: string, words: string, beside = '', group = '', not: string | null = null): Row => ({id, words, beside, group, not});

/** What can be picked. The palette is whole and in its own order, whatever has happened. */
export function picksOf(what: PickKind, observation: Observation): readonly Row[] {
  const {areas, panels, palette, hypotheses, orders, tasks, seat, nowMs} = observation;
  const nameOf = (area: string): string => areas.find(({id}) => id === area)?.title ?? area;
  switch (what) {
    case 'look':
      return panels.map(({id, title, area, looks}) =>
        pickOf(id, title, looks[0] === undefined ? areaBeside(title, nameOf(area)) : `looked at ${clockAt(observation, looks[0].atMs)}`),
      );
    case 'order':
      return palette.map(action => {
        const {id, title, area, leadMinutes, isOrdered} = action;
        const refusal = orderRefusal(action, observation);
        return pickOf(id, title, refusal === null ? `${leadMinutes} min` : isOrdered ? 'ordered' : 'hands busy', nameOf(area), refusal);
      });
    case 'believe': {
      const held = beliefsNow(observation);
      return hypotheses.map(({id, text}) => {
        const belief = held.find(({hypothesis}) => hypothesis === id);
        return pickOf(id, text, belief === undefined ? '–' : percent(belief.probability));
      });
    }
    case 'decide':
      return toDecide(observation).map(({id, title, openedAtMs}) => pickOf(id, title, `since ${clockAt(observation, openedAtMs)}`));
    case 'hint':
      return toDecide(observation).map(({id, title, hints, hasHint}) =>
        pickOf(id, title, `${hints.length} of 3 opened`, '', hasHint ? null : 'There is no further hint on this.'),
      );
    case 'call-off':
      return orders
        .filter(order => !order.isCancelled && order.worksAtMs > nowMs)
        .map(({id, title, worksAtMs}) => pickOf(id, title, `works from ${clockAt(observation, worksAtMs)}`));
    case 'take-task':
      return tasks.filter(task => task.owner === seat && task.acknowledgedAtMs === null).map(({id, text}) => pickOf(id, text));
    case 'finish-task':
      return tasks.filter(task => task.owner === seat && task.doneAtMs === null).map(({id, text}) => pickOf(id, text));
    default:
      return unreachable(what);
  }
}

/** Whose panel it is, where its own name does not say so. */
const areaBeside = (title: string, area: string): string => (area.startsWith(title) || title.startsWith(area) ? '' : area);

function orderRefusal({isOrdered, busyUntilMs}: SeenAction, observation: Observation): string | null {
  if (isOrdered) return 'It has been ordered.';
  if (busyUntilMs === null) return null;
  return `The hands of this area are at work until ${clockAt(observation, busyUntilMs)}: one order at a time.`;
}

/** What picking a thing leads to: a form, or an input at once. */
export function picked(port: DrillPort, what: PickKind, id: string, {seat}: Observation): Doing {
  switch (what) {
    case 'order':
    case 'believe':
    case 'decide':
      return {effect: 'open', sheet: formSheet(port, what, id)};
    case 'look':
      return deed(port, {input: {type: 'look', seat, panel: id}, said: '', show: 'looks'});
    case 'hint':
      return deed(port, {
        ...{input: {type: 'ask-hint', seat, decision: id}, said: 'A hint: it stands with the decision.'},
        show: 'decisions',
      });
    case 'call-off':
      return deed(port, {input: {type: 'cancel', seat, order: id}, said: 'Called off.'});
    case 'take-task':
    case 'finish-task':
      return deed(port, {input: {type: what, seat, task: id}, said: what === 'take-task' ? 'Taken.' : 'Done.'});
    default:
      return unreachable(what);
  }
}

export const pickSheet = (port: DrillPort, what: PickKind): Open => ({
  kind: 'list',
  id: what,
  title: ({pace}) => `${pickTitles[what]}${what === 'look' && pace === 'own' ? ' · 2 minutes' : ''}`,
  rows: ({observation}) => picksOf(what, observation),
  take: ({observation}, {id}) => picked(port, what, id, observation),
});

/** Opens the list of a kind; where there is one thing only, and nothing to weigh, takes that thing. */
export function openedPick(port: DrillPort, what: PickKind, observation: Observation): Doing {
  const [only, ...others] = picksOf(what, observation);
  const isPlain = what === 'decide' || what === 'hint' || what === 'take-task' || what === 'finish-task';
  if (isPlain && only !== undefined && others.length === 0 && only.not === null) return picked(port, what, only.id, observation);
  return {effect: 'open', sheet: pickSheet(port, what)};
}

/** Below the list of actions: what the one under the cursor takes. */
export function actionCard(index: number): PanelView<SeatState, Message> {
  const lines = ({observation}: SeatState, width: number) => actionLines(observation.palette[index], observation, width);
  return {
    title: ({observation}, width) =>
      rule(width, [{at: 1, span: span(printable(observation.palette[index]?.title ?? 'WHAT IT TAKES'), 'bold')}]),
    need: (state, width) => lines(state, width).length,
    lines,
  };
}

const questions = {
  end: 'End the exercise now? Play stops; then you tell how it looked to you, and the reveal follows.',
  quit: 'Leave the drill?',
  command: 'Take command? Say aloud what you take over, and let it be read back to you.',
  resume: 'The real thing is over, or was none? The drill goes on where it stood.',
} as const;
export type ConfirmKind = keyof typeof questions;

export const confirmSheet = (port: DrillPort, what: ConfirmKind): Open => ({
  kind: 'confirm',
  id: `confirm-${what}`,
  title: () => 'SURE?',
  question: questions[what],
  yes({observation: {seat}}) {
    if (what === 'quit') return {effect: 'quit'};
    if (what === 'end') return deed(port, {input: {type: 'end-ex'}, said: ''});
    if (what === 'resume') return deed(port, {input: {type: 'resume'}, said: 'The drill goes on.'});
    return deed(port, {input: {type: 'take-command', seat, readBack: true}, said: 'You command.'});
  },
});

export const briefSheet: Open = {kind: 'read', id: 'brief', title: () => 'THE BRIEF', lines: briefLines};
