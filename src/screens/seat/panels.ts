import type {Observation, Reading, SeenDecision} from '../../drill/play/observe.js';
import {duration} from '../../format/clock.js';
import {percent, quantity} from '../../format/number.js';
import {printable} from '../../format/text.js';
import {cell, type Line, type Role, span, spread} from '../../screen/line.js';
import {comfortable} from '../../screen/linear.js';
import type {PanelView} from '../../screen/panel.js';
import {prose, proseAfter} from '../../screen/prose.js';
import {scrolling} from '../../screen/scrolling.js';
import {blocks} from '../../screen/sparks.js';
import type {Message, Place, SeatState} from './state.js';
import {beliefsNow, clockAt, minutesUntil, titleOfSeat, toDecide} from './view.js';

/** The parts of a participant's screen: what this seat knows, in its own words and numbers, and nothing else. */

type Draw = (observation: Observation, width: number) => readonly Line[];

/** A part: its name, what it says when there is nothing in it, what there is, and a word beside its name. */
type Part = {
  readonly name: string;
  readonly nothing: (state: SeatState) => string;
  readonly draw: Draw;
  readonly mark?: string;
};

/** The lines of a part. */
const linesOf = ({nothing, draw}: Part, state: SeatState, width: number): readonly Line[] => {
  const lines = draw(state.observation, width);
  return lines.length > 0 ? lines : prose(nothing(state), width, 'dim');
};

export const channelNames: Readonly<Record<Observation['messages'][number]['channel'], string>> = {
  ...{pager: 'page', dashboard: 'screen', chat: 'chat', statusPage: 'status', customer: 'client', executive: 'exec', social: 'social'},
  phone: 'phone',
};

/** The newest first; what waits for an answer says so. */
const messageLines: Draw = (observation, width) =>
  observation.messages.toReversed().flatMap(({atMs, channel, text, isAcknowledged}) => {
    const before: Line = [
      span(` ${clockAt(observation, atMs)} `, isAcknowledged ? 'dim' : 'accent'),
      span(cell(channelNames[channel], 7), 'dim'),
      span(isAcknowledged ? '  ' : '○ ', 'degraded'),
    ];
    return proseAfter(before, text, width, 16, isAcknowledged ? undefined : 'bold');
  });

const readingSigns = (isNormal: boolean | null): {readonly sign: string; readonly word: string; readonly role?: Role} => {
  if (isNormal === null) return {sign: '·', word: ''};
  return isNormal ? {sign: '●', word: 'normal', role: 'ok'} : {sign: '▲', word: 'not normal', role: 'degraded'};
};

/** What one reading showed in each look so far, oldest first, between the least and the most that was seen. */
function sparkOf(values: readonly number[], cells: number): string {
  const shown = values.slice(-cells);
  const least = Math.min(...values);
  const span = Math.max(...values) - least;
  if (shown.length < 2) return '';
  return shown.map(value => blocks[span === 0 ? 0 : Math.round(((value - least) / span) * 6)] ?? '').join('');
}

const sparkCells = 10;

/** Sign, word and number in their columns; the label wraps beside them, and what earlier looks showed ends it. */
function readingLine({label, unit, value, isNormal}: Reading, past: readonly number[], width: number): readonly Line[] {
  const {sign, word, role} = readingSigns(isNormal);
  const before: Line = [span(`   ${cell(`${sign} ${word}`, 12)}`, role), span(`${cell(quantity(value, unit), 10, 'right')}  `, 'bold')];
  const spark = sparkOf(past, sparkCells);
  const lines = proseAfter(before, label, width - spark.length - 1, 27);
  return lines.map((line, index) => (index === lines.length - 1 && spark !== '' ? [...line, span(` ${spark}`, 'accent')] : line));
}

function panelLines(observation: Observation, {title, looks}: Observation['panels'][number], width: number): readonly Line[] {
  const [newest] = looks;
  if (newest === undefined) return [];
  const agoMs = observation.nowMs - newest.atMs;
  const when = `${clockAt(observation, newest.atMs)}${agoMs >= 60_000 ? `, ${duration(agoMs)} ago` : ''}`;
  const readings = newest.readings.flatMap((reading, index) =>
    readingLine(
      reading,
      looks.toReversed().map(({readings}) => readings[index]?.value ?? 0),
      width,
    ),
  );
  const words = newest.words.flatMap(text => proseAfter([span('   ')], `“${text}”`, width, 4));
  return [spread([span(` ${printable(title)}`, 'bold')], [span(`${when} `, 'dim')], width), ...readings, ...words];
}

/** What was looked at, the newest look first; what was not stays away. */
const lookLines: Draw = (observation, width) =>
  observation.panels
    .filter(({looks}) => looks.length > 0)
    .toSorted((a, b) => (b.looks[0]?.atMs ?? 0) - (a.looks[0]?.atMs ?? 0))
    .flatMap(panel => panelLines(observation, panel, width));

function decisionLines(observation: Observation, decision: SeenDecision, width: number): readonly Line[] {
  const {title, seen, options, committed, hints, isYours} = decision;
  const about = isYours ? seen : observation.role === null ? '' : 'Another seat decides this.';
  if (committed !== null) {
    const chosen = options.find(({id}) => id === committed.option)?.text ?? '';
    const who = committed.seat === observation.seat ? 'you' : titleOfSeat(observation, committed.seat);
    return [
      ...proseAfter([span(` ${clockAt(observation, committed.atMs)} `, 'dim'), span('✓ ', 'ok')], title, width, 9, 'bold'),
      ...proseAfter([span('         ')], `${who}: ${chosen}, because ${committed.reason}`, width, 9),
    ];
  }
  return [
    ...proseAfter([span(` ${clockAt(observation, decision.openedAtMs)} `, 'dim'), span('? ', 'degraded')], title, width, 9, 'bold'),
    ...(about === '' ? [] : proseAfter([span('         ')], about, width, 9, 'dim')),
    ...hints.flatMap((hint, index) => proseAfter([span(`         hint ${index + 1}: `, 'accent')], hint, width, 9)),
  ];
}

const allDecisions: Draw = (observation, width) => {
  const open = toDecide(observation);
  const rest = observation.decisions.filter(decision => !open.includes(decision)).toReversed();
  return [...open, ...rest].flatMap(decision => decisionLines(observation, decision, width));
};

const orderLines: Draw = (observation, width) =>
  observation.orders.toReversed().map(({title, atMs, worksAtMs, isCancelled}): Line => {
    const works = worksAtMs <= observation.nowMs;
    const when = isCancelled
      ? span('called off ', 'dim')
      : works
        ? span(`✓ done ${clockAt(observation, worksAtMs)} `, 'ok')
        : span(`from ${clockAt(observation, worksAtMs)}, in ${minutesUntil(observation, worksAtMs)} min `, 'accent');
    return spread([span(` ${clockAt(observation, atMs)} `, 'dim'), span(printable(title))], [span(' '), when], width);
  });

const beliefLines: Draw = (observation, width) =>
  beliefsNow(observation).flatMap(({hypothesis, probability, because}) => {
    const text = observation.hypotheses.find(({id}) => id === hypothesis)?.text ?? '';
    const before: Line = [span(` ${cell(percent(probability), 6, 'right')} `, 'bold')];
    const why = because === '' ? '' : ` (${because})`;
    return proseAfter(before, `${text}${why}`, width, 8);
  });

function audienceLine(observation: Observation, {title, dueAtMs}: Observation['audiences'][number], width: number): Line {
  const {nowMs} = observation;
  const due =
    dueAtMs === null
      ? span('no word yet ', 'dim')
      : dueAtMs < nowMs
        ? span(`▲ overdue since ${clockAt(observation, dueAtMs)} `, 'degraded')
        : span(`next ${clockAt(observation, dueAtMs)}, in ${minutesUntil(observation, dueAtMs)} min `);
  return spread([span(` ${printable(title)}`, 'bold')], [due], width);
}

const wordLines: Draw = (observation, width) => [
  ...observation.audiences.map(audience => audienceLine(observation, audience, width)),
  ...observation.posts.toReversed().flatMap(({atMs, audience, impact, scope, doing, nextMinutes}) => {
    const title = observation.audiences.find(({id}) => id === audience)?.title ?? audience;
    const text = `${title}: ${[impact, scope, doing].join(' · ')} · next in ${nextMinutes} min`;
    return proseAfter([span(` ${clockAt(observation, atMs)} `, 'dim')], text, width, 7);
  }),
];

const noteLines: Draw = (observation, width) => [
  ...observation.tasks
    .filter(({doneAtMs}) => doneAtMs === null)
    .flatMap(({owner, text, atMs, dueMinutes, acknowledgedAtMs}) => {
      const dueMs = atMs + dueMinutes * 60_000;
      const state =
        dueMs < observation.nowMs ? '▲ overdue' : acknowledgedAtMs === null ? '○ not taken' : `until ${clockAt(observation, dueMs)}`;
      return proseAfter([span(` ${state} `, 'degraded')], `${titleOfSeat(observation, owner)}: ${text}`, width, 3);
    }),
  ...observation.notes.toReversed().flatMap(({atMs, kind, text}) => {
    const name = {note: '', todo: 'to do: ', can: 'CAN: '}[kind];
    return proseAfter([span(` ${clockAt(observation, atMs)} `, 'dim'), span(name, 'accent')], text, width, 7);
  }),
];

const parts: Readonly<Record<Place, Part>> = {
  messages: {name: 'MESSAGES', nothing: () => 'Nothing has come yet.', draw: messageLines},
  looks: {
    name: 'LOOKED AT',
    nothing({pace, observation: {panels}}) {
      if (panels.length === 0) return 'This seat has no panels: ask an expert what theirs show.';
      return `l looks at a panel: a look ${pace === 'own' ? 'takes two minutes, and ' : ''}shows that moment alone.`;
    },
    draw: lookLines,
    mark: 'SIMULATED',
  },
  decisions: {name: 'TO DECIDE', nothing: () => 'Nothing asks for a decision now.', draw: allDecisions},
  orders: {
    name: 'ORDERS',
    nothing: ({pace}) => (pace === 'watched' ? 'Nothing is ordered.' : 'Nothing is ordered. o shows every action there is.'),
    draw: orderLines,
  },
  beliefs: {name: 'WHAT YOU THINK IT IS', nothing: () => 'b notes what it may be, how sure you are, and why.', draw: beliefLines},
  words: {name: 'WORDS', nothing: () => 'There is nobody to tell.', draw: wordLines},
  notes: {
    name: 'NOTES AND TASKS',
    nothing: ({pace}) => (pace === 'watched' ? 'No tasks yet.' : 'n writes a note, c a report, t a to-do.'),
    draw: noteLines,
  },
};

/** A part as a panel. `hasKeys`: the arrow keys scroll it. */
export function panelAt(place: Place, hasKeys: boolean): PanelView<SeatState, Message> {
  const part = parts[place];
  const {name, mark} = part;
  const {scrolls: _, ...panel} = scrolling<SeatState>({
    title: () => [
      {at: 1, span: span(name, hasKeys ? 'selected' : 'bold')},
      ...(mark === undefined ? [] : [{at: name.length + 4, span: span(mark, 'simulated')}]),
    ],
    lines: (state, width) => linesOf(part, state, width),
    scroll: ({scroll}) => (hasKeys ? scroll : 0),
  });
  return hasKeys ? {...panel, scrolls: true} : {...panel, click: () => ({type: 'show', place})};
}

export const nameOf = (place: Place): string => parts[place].name;

/** The lines of a part for ears: so wide that nothing wraps, and signs are words, or go where their word stands beside them. */
export const partAloud = (place: Place, state: SeatState): readonly Line[] =>
  linesOf(parts[place], state, comfortable).map(line =>
    line.map(({text, ...piece}) => ({
      ...piece,
      text: text
        .replace(/^\? $/, 'to decide: ')
        .replace(/^○ $/, 'new: ')
        .replace(/^( *)[▲●✓○·] +/, '$1'),
    })),
  );
