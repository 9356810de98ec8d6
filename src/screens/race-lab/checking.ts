import {UserError} from '../../errors.js';
import type {Rules} from '../../race/enactor.js';
import {type Explored, expectingStates, exploring} from '../../race/explore.js';
import {modelOf} from '../../race/model.js';
import {outlooking} from '../../race/outlook.js';
import {type Luck, luckRuns, tryingLuck} from '../../race/random-runs.js';
import {defaultSize} from '../../race/size.js';
import type {Question} from '../../screen/background.js';
import {type Checker, type LabState, type LuckRow, type News, plainRules, reduceLab, rulesOf} from './state.js';

/** So many situations are looked at without being asked: half a second's worth. */
const unaskedStates = 400_000;

/** So often progress is drawn. */
const newsMs = 120;

/** What is to be worked on between the frames. Its answers, and parts of them, are news. */
export function asks(state: LabState): readonly Question[] {
  const rules = rulesOf(state);
  const {checker, wantsCheck, overlay} = state;
  if (checker.type === 'working') {
    const key = `check ${wantsCheck} ${JSON.stringify(rules)}`;
    return [{key, newsMs, isKept: false, work: workedMs => checkNews(rules, wantsCheck, workedMs)}];
  }
  if (overlay.type !== 'luck' || isSettled(state.luck)) return [];
  return [{key: `luck ${JSON.stringify(rules)}`, newsMs, isKept: false, work: () => luckNews(rules, checker)}];
}

function* checkNews(rules: Rules, isWanted: boolean, workedMs: () => number): Generator<News, News> {
  const work = checking(rules, isWanted, workedMs);
  for (;;) {
    const {done, value} = work.next();
    if (done === true) return {type: 'checker', rules, checker: value};
    yield {type: 'checker', rules, checker: value};
  }
}

/** Looks at every situation of a world, and how near each is to the outage. Many of them only if that is wanted. */
function* checking(rules: Rules, isWanted: boolean, workedMs: () => number): Generator<Checker, Checker> {
  const work = exploring(modelOf(rules));
  let expected: number | null = null;
  try {
    for (;;) {
      const step = work.next();
      if (step.done === true) return yield* lookedAround(step.value, workedMs);
      const {states, level, doing} = step.value;
      if (states > unaskedStates && !isWanted) return {type: 'waiting', states};
      if (states > unaskedStates && expected === null) {
        const estimate = expectingStates(rules);
        let estimated = estimate.next();
        for (; estimated.done !== true; estimated = estimate.next()) yield {type: 'working', states, level, expected, doing: 'estimating'};
        expected = estimated.value;
      }
      yield {type: 'working', states, level, expected, doing};
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return {type: 'refused', words: error.message.replace(/^race: /, '')};
  }
}

function* lookedAround(explored: Explored, workedMs: () => number): Generator<Checker, Checker> {
  // The check is done; how near the outage is, is for the screen.
  const seconds = workedMs() / 1000;
  const {states, depth: level} = explored.check;
  const work = outlooking(explored);
  for (;;) {
    const step = work.next();
    if (step.done === true) return {type: 'done', outlook: step.value, seconds};
    yield {type: 'working', states, level, expected: states, doing: 'measuring how near the outage is'};
  }
}

/** Ages whose worlds have as many plans as the race needs: the larger, the rarer. */
const ages = [2, 3, 4, 6] as const;
const noLuck: Luck = {runs: 0, emptied: 0, wentBackwards: 0};

const isSettled = (rows: readonly LuckRow[]): boolean => rows.length > 0 && rows.every(({luck}) => luck.runs === luckRuns);

/** Chance beside certainty: the present world, then the same small world with a larger and larger clean-up age. */
function* luckNews(rules: Rules, checker: Checker): Generator<News, News> {
  const plain = ages.map(age => ({...plainRules, size: {...defaultSize, age, plans: age + 2}}));
  const {states, neverEmpty} = checker.type === 'done' ? checker.outlook.explored.check : {states: undefined, neverEmpty: undefined};
  let rows: readonly LuckRow[] = [
    {rules, luck: noLuck, shortest: neverEmpty, states},
    ...plain.map((world): LuckRow => ({rules: world, luck: noLuck, shortest: undefined, states: undefined})),
  ];
  const news = (): News => ({type: 'luck', rules, rows});
  for (const [index, row] of rows.entries()) {
    const put = (change: Partial<LuckRow>): void => {
      rows = rows.map((other, place) => (place === index ? {...other, ...change} : other));
    };
    for (const work = tryingLuck(row.rules); ; ) {
      const {done, value} = work.next();
      put({luck: value});
      if (done === true) break;
      yield news();
    }
    if (index > 0) {
      const {check} = yield* explored(row.rules, news);
      put({shortest: check.neverEmpty, states: check.states});
    }
  }
  return news();
}

function* explored(rules: Rules, news: () => News): Generator<News, Explored> {
  const work = exploring(modelOf(rules));
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    yield news();
  }
}

/** The lab once what is being worked on is done. */
export function settled(state: LabState): LabState {
  const [question] = asks(state);
  if (question === undefined) return state;
  const work = question.work(() => 0);
  let step = work.next();
  while (step.done !== true) step = work.next();
  return settled(reduceLab(state, {type: 'news', news: step.value as News}));
}
