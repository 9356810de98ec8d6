import type {SeatInput} from '../../drill/play/input.js';
import type {Observation} from '../../drill/play/observe.js';
import {unreachable} from '../../errors.js';
import {percent} from '../../format/number.js';
import {fieldsOf} from './forms.js';
import {closed, type FormKind, form, type Overlay, type PickKind} from './state.js';
import {beliefsNow, clockAt, toDecide} from './view.js';

/** A thing that can be picked: its words, what stands at the right, the group it is in, and why it cannot be picked now. */
export type Pick = {
  readonly id: string;
  readonly words: string;
  readonly beside: string;
  readonly group: string;
  readonly refusal: string | null;
};

const pick = (id: string, words: string, beside = '', group = '', refusal: string | null = null): Pick => ({
  id,
  words,
  beside,
  group,
  refusal,
});

/** What can be picked. The palette is whole and in its own order, whatever has happened. */
export function picksOf(what: PickKind, observation: Observation): readonly Pick[] {
  const {areas, panels, palette, hypotheses, orders, tasks, seat, nowMs} = observation;
  const nameOf = (area: string): string => areas.find(({id}) => id === area)?.title ?? area;
  switch (what) {
    case 'look':
      return panels.map(({id, title, area, looks}) =>
        pick(id, title, looks[0] === undefined ? areaBeside(title, nameOf(area)) : `looked at ${clockAt(observation, looks[0].atMs)}`),
      );
    case 'order':
      return palette.map(action => {
        const {id, title, area, leadMinutes} = action;
        return pick(id, title, `${leadMinutes} min`, nameOf(area), orderRefusal(action, observation));
      });
    case 'believe': {
      const held = beliefsNow(observation);
      return hypotheses.map(({id, text}) => {
        const belief = held.find(({hypothesis}) => hypothesis === id);
        return pick(id, text, belief === undefined ? '–' : percent(belief.probability));
      });
    }
    case 'decide':
      return toDecide(observation).map(({id, title, openedAtMs}) => pick(id, title, `since ${clockAt(observation, openedAtMs)}`));
    case 'hint':
      return toDecide(observation).map(({id, title, hints, hasHint}) =>
        pick(id, title, `${hints.length} of 3 opened`, '', hasHint ? null : 'There is no further hint on this.'),
      );
    case 'call-off':
      return orders
        .filter(order => !order.isCancelled && order.worksAtMs > nowMs)
        .map(({id, title, worksAtMs}) => pick(id, title, `works from ${clockAt(observation, worksAtMs)}`));
    case 'take-task':
      return tasks.filter(task => task.owner === seat && task.acknowledgedAtMs === null).map(({id, text}) => pick(id, text));
    case 'finish-task':
      return tasks.filter(task => task.owner === seat && task.doneAtMs === null).map(({id, text}) => pick(id, text));
    default:
      return unreachable(what);
  }
}

/** Whose panel it is, where its own name does not say so. */
const areaBeside = (title: string, area: string): string => (area.startsWith(title) || title.startsWith(area) ? '' : area);

function orderRefusal({isOrdered, busyUntilMs}: Observation['palette'][number], observation: Observation): string | null {
  if (isOrdered) return 'It has been ordered.';
  if (busyUntilMs === null) return null;
  return `The hands of this area are at work until ${clockAt(observation, busyUntilMs)}: one order at a time.`;
}

/** What picking a thing leads to: a form, or an input at once. */
export type Picked = {readonly overlay: Overlay} | {readonly input: SeatInput; readonly said: string};

export function picked(what: PickKind, id: string, observation: Observation): Picked {
  const {seat} = observation;
  const filled = (kind: FormKind): Picked => ({overlay: form(kind, id, fieldsOf(kind, id, observation).length)});
  switch (what) {
    case 'look':
      return {input: {type: 'look', seat, panel: id}, said: ''};
    case 'order':
      return filled('order');
    case 'believe':
      return filled('believe');
    case 'decide':
      return filled('decide');
    case 'hint':
      return {input: {type: 'ask-hint', seat, decision: id}, said: 'A hint: it stands with the decision.'};
    case 'call-off':
      return {input: {type: 'cancel', seat, order: id}, said: 'Called off.'};
    case 'take-task':
    case 'finish-task':
      return {input: {type: what, seat, task: id}, said: what === 'take-task' ? 'Taken.' : 'Done.'};
    default:
      return unreachable(what);
  }
}

/** The list of a kind; where there is one thing only, and nothing to weigh, that thing. */
export function openedPick(what: PickKind, observation: Observation): Picked {
  const picks = picksOf(what, observation);
  const [only] = picks;
  const isPlain = what === 'decide' || what === 'hint' || what === 'take-task' || what === 'finish-task';
  if (isPlain && picks.length === 1 && only !== undefined && only.refusal === null) return picked(what, only.id, observation);
  return {overlay: picks.length === 0 ? closed : {type: 'pick', what, index: 0}};
}
