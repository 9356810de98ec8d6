import {dayClock, onClock} from '../../format/clock.js';
import {percent, quantity} from '../../format/number.js';
import {isoAt, MINUTE_MS} from '../../timeline/time.js';
import type {Ms} from '../../timeline/types.js';
import {wordsOf} from '../play/words.js';
import type {Setup} from '../scenario/setup.js';
import type {Belief, DrillState, Look, Message, Order, Post, Stamp} from '../scenario/state.js';
import type {Moment, Quote, TimelineRow} from './aar-schema.js';

type RowParts = Pick<TimelineRow, 'source' | 'kind' | 'who' | 'what' | 'visibleTo'> & {readonly quote?: Quote | null};

/** Everything that happened in a drill, in its order: the evidence that every number and finding names. */
export function timelineOf(setup: Setup, state: DrillState): readonly TimelineRow[] {
  const row = (stamp: Stamp, parts: RowParts): TimelineRow => ({
    id: stamp.id,
    at: momentOf(setup, stamp.atMs),
    wallMinute: stamp.wallMs / MINUTE_MS,
    quote: null,
    ...parts,
  });
  const rows = [
    ...state.messages.map(message => row(message, messageParts(setup, message))),
    ...teamRows(setup, state, row),
    ...state.hints.map(hint => {
      const who = hint.askedBy === 'controller' ? 'Controller' : titleOf(setup, hint.askedBy);
      const what = `Hint ${hint.level} of 3 opened on ${hint.decision}`;
      return row(hint, {source: who === 'Controller' ? 'controller' : 'team', kind: 'hint', who, what, visibleTo: 'inside'});
    }),
    ...state.observations.map(observation =>
      row(observation, {
        source: 'controller',
        kind: 'observation',
        who: 'Evaluator',
        what: observation.objective === null ? 'Observed' : `Observed, ${observation.objective}`,
        quote: {said: observation.text},
        visibleTo: 'controller',
      }),
    ),
    ...state.rated.map(rated =>
      row(rated, {
        source: 'controller',
        kind: 'rating',
        who: 'Evaluator',
        what: `${rated.objective} rated ${rated.rating}`,
        quote: rated.note === '' ? null : {said: rated.note},
        visibleTo: 'controller',
      }),
    ),
  ];
  return rows.toSorted((a, b) => a.wallMinute - b.wallMinute || a.at.minute - b.at.minute);
}

export const momentOf = (setup: Setup, atMs: Ms): Moment => ({
  minute: Math.round(((atMs - setup.drill.startsAtMs) / MINUTE_MS) * 100) / 100,
  clock: onClock(dayClock(setup.timeline, setup.drill.startsAtMs), atMs),
  iso: isoAt(setup.timeline, atMs),
});

/** Roles, never names. */
export const titleOf = ({seats}: Setup, id: string): string => seats.find(seat => seat.id === id)?.title ?? id;
const titlesOf = (setup: Setup, ids: readonly string[]): string =>
  ids.includes('all') ? 'everybody' : ids.map(id => titleOf(setup, id)).join(', ');

function messageParts(setup: Setup, {inject, channel, to, text}: Message): RowParts {
  const isAuthored = setup.drill.msel.some(({id, text: own}) => id === inject && (own === text || setup.twin?.texts[id] === text));
  const visibleTo = setup.variant.isSolo ? 'everybody' : titlesOf(setup, to);
  return {
    source: inject === null ? 'controller' : 'inject',
    kind: channel,
    who: channel,
    what: isAuthored ? text : 'In the controller’s words',
    quote: isAuthored ? null : {said: text},
    visibleTo,
  };
}

type ToRow = (stamp: Stamp, parts: RowParts) => TimelineRow;

function teamRows(setup: Setup, state: DrillState, row: ToRow): readonly TimelineRow[] {
  const team = (stamp: Stamp, seat: string, kind: string, what: string, said: string | null, visibleTo: string): TimelineRow =>
    row(stamp, {
      source: 'team',
      kind,
      who: titleOf(setup, seat),
      what,
      quote: said === null || said.trim() === '' ? null : {said},
      visibleTo,
    });
  const decided = Object.entries(state.decisions).flatMap(([id, {committed}]) => (committed === null ? [] : [{id, committed}]));
  return [
    ...state.looks.map(look => team(look, look.seat, 'look', lookWords(setup, look), null, 'own seat')),
    ...state.beliefs.map(belief => team(belief, belief.seat, 'belief', beliefWords(setup, belief), belief.because, 'own seat')),
    ...state.orders.map(order => team(order, order.seat, 'order', orderWords(setup, order), order.card.effect, 'inside')),
    ...decided.map(({id, committed}) =>
      team(committed, committed.seat, 'decision', decisionWords(setup, id, committed.option), committed.reason, 'inside'),
    ),
    ...state.posts.map(post =>
      team(post, post.seat, 'word', `To ${audienceOf(setup, post)}`, wordsOf(post), post.audience === 'public' ? 'everybody' : 'inside'),
    ),
    ...state.tasks.map(task =>
      team(task, task.by, 'task', `Task for ${titleOf(setup, task.owner)}, ${task.dueMinutes} min`, task.text, 'inside'),
    ),
    ...state.notes.map(note =>
      team(note, note.seat, note.kind, noteWords[note.kind], note.text, note.kind === 'can' ? 'inside' : 'own seat'),
    ),
    ...state.command.map(command =>
      team(command, command.seat, 'command', command.readBack ? 'Took command, read back' : 'Took command', null, 'inside'),
    ),
    ...state.acknowledged.map(done => team(done, done.seat, 'acknowledgement', `Acknowledged ${done.message}`, null, 'inside')),
  ];
}

const noteWords = {note: 'Note', todo: 'To do', can: 'Conditions, actions, needs'} as const;
const audienceOf = ({drill}: Setup, {audience}: Post): string => drill.audiences.find(({id}) => id === audience)?.title ?? audience;

/** What a panel showed. */
export function lookWords({drill}: Setup, {panel: id, values, words}: Look): string {
  const panel = drill.panels.find(panel => panel.id === id);
  const readings = panel?.readings.map(({label, unit}, index) => `${label} ${quantity(values[index] ?? 0, unit)}`) ?? [];
  return `Looked at ${panel?.title ?? id}: ${[...readings, ...words].join('; ')}`;
}

const beliefWords = ({drill}: Setup, {hypothesis, probability}: Belief): string =>
  `${percent(probability)}: ${drill.hypotheses.find(({id}) => id === hypothesis)?.text ?? hypothesis}`;

export const orderWords = (setup: Setup, {action, worksAtMs, atMs, isCancelled}: Order): string =>
  `${isCancelled ? 'Ordered, and called off' : 'Ordered'}: ${setup.drill.palette.find(({id}) => id === action)?.title ?? action} (works after ${(worksAtMs - atMs) / MINUTE_MS} min)`;

function decisionWords({drill}: Setup, id: string, option: string): string {
  const decision = drill.decisions.find(decision => decision.id === id);
  return `Decided ${id}: ${decision?.options.find(one => one.id === option)?.text ?? option}`;
}
