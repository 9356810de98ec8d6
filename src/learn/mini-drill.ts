import {shuffled} from '../drill/play/chance.js';
import {afterMinutes, minutesOf} from '../drill/play/costs.js';
import type {Input, SeatInput} from '../drill/play/input.js';
import {observe} from '../drill/play/observe.js';
import {beginning, step as played} from '../drill/play/session.js';
import {isSo} from '../drill/scenario/predicate.js';
import {type Setup, soloSeat} from '../drill/scenario/setup.js';
import type {DrillState} from '../drill/scenario/state.js';
import {hourMinute} from '../format/clock.js';
import {percent, quantity} from '../format/number.js';
import {
  type Answers,
  asks,
  type Exercise,
  type Field,
  type Figure,
  type Lesson,
  type LogRow,
  numberOf,
  type Option,
  reads,
  type Step,
  verdict,
} from './lesson.js';
import {faultAt, smallDrill} from './small-drill.js';
import {once} from './world.js';

/** A belief has moved when it is so much more or less likely than before. */
const moved = 0.1;
const newestRows = 6;
const waits = 5;

/** What the mini-drill wants to see done; nothing of it is a score. */
export type Done = {readonly believed: boolean; readonly acted: boolean; readonly checked: boolean};

/** Worked out from what was done and what the world was like then. */
export function doneIn(setup: Setup, {looks, beliefs, orders}: DrillState, state: DrillState): Done {
  const seqOf = (id: string): number => Number(id.replace(/^j(\d+).*$/, '$1'));
  const actionOf = (id: string) => setup.drill.palette.find(action => action.id === id);
  const acts = orders.filter(order => {
    const action = actionOf(order.action);
    if (action?.cue === undefined || !isSo(setup, state, action.cue, order.atMs)) return false;
    return looks.some(look => action.cuePanels.includes(look.panel) && seqOf(look.id) < seqOf(order.id));
  });
  return {
    acted: acts.length > 0,
    checked: acts.some(order => looks.some(({panel, atMs}) => panel === actionOf(order.action)?.check && atMs >= order.worksAtMs)),
    believed: beliefs.some((later, index) =>
      beliefs
        .slice(0, index)
        .some(
          earlier =>
            earlier.hypothesis === later.hypothesis &&
            Math.abs(earlier.probability - later.probability) >= moved &&
            looks.some(({id}) => seqOf(id) > seqOf(earlier.id) && seqOf(id) < seqOf(later.id)),
        ),
    ),
  };
}

const isAll = ({believed, acted, checked}: Done): boolean => believed && acted && checked;

/** What an answer does in the drill; undefined: it only leads to another page. */
function inputOf(setup: Setup, answers: Answers): SeatInput | undefined {
  const {act = '', hypothesis, chance, choice, reason = ''} = answers;
  const seat = soloSeat;
  if (act.startsWith('look:')) return {type: 'look', seat, panel: act.slice('look:'.length)};
  if (hypothesis !== undefined) {
    const probability = Math.min(100, numberOf(chance)) / 100;
    return {type: 'believe', seat, hypothesis, probability: Number.isNaN(probability) ? 0.5 : probability, because: 'seen'};
  }
  if (choice === undefined) return undefined;
  const isOpen = setup.drill.decisions[0] !== undefined;
  return isOpen ? {type: 'decide', seat, decision: setup.drill.decisions[0]?.id ?? '', option: choice, ranking: [], reason} : undefined;
}

type Standing = {readonly state: DrillState; readonly notice: string};

/** The drill after these answers. An input that is refused changes nothing, and its reason is said. */
export function standing(setup: Setup, given: readonly Answers[]): Standing {
  const take = (state: DrillState, input: Input): Standing => {
    const {state: next, refused} = played(setup, state, input, 0);
    return {state: next, notice: refused ?? ''};
  };
  const opening = take(take(beginning(setup), {type: 'start-ex'}).state, afterMinutes(faultAt + 2));
  return given.reduce<Standing>((before, answers) => {
    if (answers.act === 'wait') return take(before.state, afterMinutes(waits));
    const input = inputOf(setup, answers);
    if (input === undefined) return {state: before.state, notice: ''};
    const taken = take(before.state, input);
    return taken.notice === '' ? take(taken.state, afterMinutes(minutesOf(input))) : taken;
  }, opening);
}

/** Everything that came and was done, oldest first. */
export function logOf(setup: Setup, state: DrillState): readonly LogRow[] {
  const {drill, timeline} = setup;
  const rows: {readonly atMs: number; readonly seq: number; readonly who: string; readonly text: string}[] = [];
  const seqOf = (id: string): number => Number(/^j(\d+)/.exec(id)?.[1] ?? 0);
  const observed = observe(setup, state, {kind: 'seat', seat: setup.seats[0] as Setup['seats'][number]});
  for (const {atMs, channel, text} of observed.messages) rows.push({atMs, seq: 0, who: channel, text});
  for (const {title, looks} of observed.panels) {
    for (const {id, atMs, readings, words} of looks) {
      const values = readings.map(({label, value, unit}) => `${label}: ${quantity(value, unit)}.`);
      rows.push({atMs, seq: seqOf(id), who: `look`, text: `${title}: ${[...words, ...(words.length === 0 ? values : [])].join(' ')}`});
    }
  }
  for (const {id, atMs, hypothesis, probability} of state.beliefs)
    rows.push({
      atMs,
      seq: seqOf(id),
      who: 'belief',
      text: `${percent(probability)}: ${drill.hypotheses.find(each => each.id === hypothesis)?.text ?? ''}`,
    });
  for (const {id, atMs, action} of state.orders)
    rows.push({atMs, seq: seqOf(id), who: 'order', text: drill.palette.find(each => each.id === action)?.title ?? ''});
  return rows.sort((a, b) => a.atMs - b.atMs || a.seq - b.seq).map(({atMs, who, text}) => ({at: hourMinute(timeline, atMs), who, text}));
}

export const miniDrillLesson: Lesson = {
  id: 'mini-drill',
  title: 'Mini-drill',
  minutes: 4,
  goal: 'Look, believe, decide with a reason, and look again.',
  card: {
    title: 'Look, believe, act, look',
    idea: 'Say what you believe before you look, so that the look can change it. Act on what was seen. Then look whether it worked.',
    ask: 'What would I expect to see if I am wrong?',
  },
  open: (seed, isAgain) => exerciseOf(seed, isAgain),
};

function exerciseOf(seed: number, isAgain: boolean): Exercise {
  const setup = once(() => smallDrill(seed));
  const intro: readonly Step[] = isAgain
    ? []
    : [
        reads(
          [
            'Four minutes on call: a shop, three messages, one decision. Acts cost simulated time; reading costs none.',
            'There is no score. Three things are to be done, in your own order:',
          ],
          () => [{kind: 'ticks', rows: ticks({believed: false, acted: false, checked: false})}],
        ),
      ];
  const step = (given: readonly Answers[]): Step | null => {
    if (given.length < intro.length) return intro[given.length] ?? null;
    const acts = given.slice(intro.length);
    const {state, notice} = standing(setup(), acts);
    const done = doneIn(setup(), state, state);
    const last = acts.at(-1)?.act;
    // The page of the end has nothing to fill in.
    if (acts.some(answers => Object.keys(answers).length === 0)) return null;
    if (last === 'end' || isAll(done)) return endStep(setup(), state, done);
    if (last === 'believe') return beliefStep(setup(), state);
    if (last === 'decide') return decisionStep(setup(), state);
    return menuStep(setup(), state, done, notice);
  };
  return {
    seed,
    step,
    explains: [
      'First say what you believe, with a number. Then look at something that could prove you wrong, and say again what you believe now.',
      'Act when a look has shown you what is wrong: those who keep the name can show it. When the order works, look at the shop from outside: that is where it counts.',
    ],
    story: given => logOf(setup(), standing(setup(), given.slice(intro.length)).state).map(({at, who, text}) => `${at}  ${who}: ${text}`),
  };
}

const ticks = ({believed, acted, checked}: Done) => [
  {isDone: believed, text: 'note a belief, look, and note it again when it has moved'},
  {isDone: acted, text: 'decide, on something that you have seen (you will be asked)'},
  {isDone: checked, text: 'look whether it worked'},
];

const figuresOf = (setup: Setup, state: DrillState, done: Done): readonly Figure[] => [
  {kind: 'log', rows: logOf(setup, state).slice(-newestRows)},
  {kind: 'ticks', rows: ticks(done)},
];

/** One thing to do next. */
function menuStep(setup: Setup, state: DrillState, done: Done, notice: string): Step {
  const observed = observe(setup, state, {kind: 'seat', seat: setup.seats[0] as Setup['seats'][number]});
  const isOpen = observed.decisions.some(({committed}) => committed === null);
  const isDecided = observed.decisions.some(({committed}) => committed !== null);
  const options: readonly Option[] = [
    ...(isOpen ? [{id: 'decide', text: 'decide what to do'}] : []),
    {id: 'believe', text: 'note what I believe'},
    ...observed.panels.map(({id, title}) => ({id: `look:${id}`, text: `look at ${title}`})),
    {id: 'wait', text: `wait ${waits} minutes`},
    ...(isDecided ? [{id: 'end', text: 'I am done'}] : []),
  ];
  return reads(
    [notice === '' ? `It is ${hourMinute(setup.timeline, state.nowMs)}. What do you do?` : notice],
    () => figuresOf(setup, state, done),
    [{kind: 'choice', id: 'act', label: 'next', options}],
    () => ({act: nextAct(setup, state, done, isOpen)}),
  );
}

/** What somebody does who does all three things. */
function nextAct(setup: Setup, state: DrillState, done: Done, isOpen: boolean): string {
  const hasLooked = state.looks.some(({panel}) => panel === 'keeper');
  if (!done.believed) {
    if (state.beliefs.length === 0) return 'believe';
    return hasLooked ? 'believe' : 'look:keeper';
  }
  if (!done.acted) return isOpen ? 'decide' : 'wait';
  return setup.drill.palette.some(({id}) => state.orders.some(order => order.action === id && order.worksAtMs > state.nowMs))
    ? 'wait'
    : 'look:shop';
}

const isStale = ({twin}: Setup): boolean => twin?.id === 'stale';

function beliefStep(setup: Setup, state: DrillState): Step {
  const options = setup.drill.hypotheses.map(({id, text}) => ({id, text}));
  const fields: readonly Field[] = [
    {kind: 'choice', id: 'hypothesis', label: 'I believe that', options},
    {kind: 'number', id: 'chance', label: 'and am sure to', unit: 'percent'},
  ];
  return reads(
    ['What may it be, and how sure are you? 50 is "I do not know".'],
    () => [{kind: 'log', rows: logOf(setup, state).slice(-newestRows)}],
    fields,
    () => ({
      hypothesis: 'gone',
      chance: state.beliefs.length === 0 ? '50' : isStale(setup) ? '5' : '95',
    }),
  );
}

function decisionStep(setup: Setup, state: DrillState): Step {
  const [decision] = setup.drill.decisions;
  const options = shuffled(setup.choice.seed, 'options D1', decision?.options ?? []).map(({id, text}) => ({id, text}));
  const fields: readonly Field[] = [
    {kind: 'choice', id: 'choice', label: 'I decide to', options},
    {kind: 'text', id: 'reason', label: 'because', asks: 'what you have seen, in a sentence', start: ''},
  ];
  return reads(
    ['Choose, and say why before anything follows from it. An order works five minutes later.'],
    () => [{kind: 'log', rows: logOf(setup, state).slice(-newestRows)}],
    fields,
    () => ({choice: isStale(setup) ? 'point' : 'write', reason: 'Those who keep the name show it.'}),
  );
}

/** The end: all three done, or what is missing. */
function endStep(setup: Setup, state: DrillState, done: Done): Step {
  const missing = ticks(done).filter(({isDone}) => !isDone);
  return asks(
    [isAll(done) ? 'All three are done. Your log is kept for the last lesson.' : 'You are done. Let us see.'],
    [],
    {
      solution: () => ({}),
      check: () =>
        verdict(missing.length === 0 ? 'right' : 'wrong', {
          truth: `This time ${isStale(setup) ? 'the name pointed at servers that were not yours' : 'the name was empty'}. In half of these drills it is the other.`,
          why: 'The first page is the same in both. Only a look tells them apart, not the memory of last month.',
          hint: `Not yet: ${missing.map(({text}) => text).join('; ')}. It starts again, in another world.`,
          isSpent: true,
        }),
    },
    () => figuresOf(setup, state, done),
  );
}
