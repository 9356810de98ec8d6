import {noteLines, proofWords, summary, verdictWords} from '../../../export/race.js';
import {count, grouped, percent, plural} from '../../../format/number.js';
import {isBroken} from '../../../race/explore.js';
import {properties} from '../../../race/properties.js';
import {variantOf} from '../../../race/protections.js';
import {luckRuns, luckSteps} from '../../../race/random-runs.js';
import {say} from '../../../screen/keys.js';
import {cell, type Line, span} from '../../../screen/line.js';
import type {PanelView} from '../../../screen/panel.js';
import {prose, proseAfter} from '../../../screen/prose.js';
import {scrolling} from '../../../screen/scrolling.js';
import {noStory, replayShortest} from '../keys.js';
import {type Checker, type LabAction, type LabState, type LuckRow, rulesOf} from '../state.js';

/** What the exhaustive check says: HOLDS or BROKEN, property by property; until then how far it is. */
const panel = scrolling<LabState>({
  title: () => [
    {at: 1, span: span('CHECKER', 'selected')},
    {at: 11, span: span('SIMULATED', 'simulated')},
    {at: 23, span: span('every way it can go, whatever the delays', 'dim')},
  ],
  lines: (state, width) => (state.checker.type === 'done' ? verdict(state, state.checker, width) : progress(state.checker, width)),
  scroll: ({overlay}) => ('scroll' in overlay ? overlay.scroll : 0),
});

export const results: PanelView<LabState, LabAction> = {
  ...panel,
  /** A property is chosen; the story against the chosen one is told. */
  click(state, width, height, row) {
    const {checker, overlay} = state;
    if (checker.type !== 'done') return undefined;
    const scroll = overlay.type === 'results' ? Math.max(0, Math.min(overlay.scroll, panel.need(state, width) - height)) : 0;
    const owners = propertyLines(state, checker, width).flatMap((lines, index) => lines.map(() => index));
    const chosen = owners[scroll + row - summaryLines(checker, width).length - 1];
    if (chosen === undefined) return undefined;
    if (overlay.type !== 'results' || overlay.row !== chosen) return {type: 'open', overlay: {type: 'results', row: chosen, scroll: 0}};
    const reason = noStory(state);
    return reason === null ? replayShortest(state) : say(reason);
  },
};

type Done = Extract<Checker, {type: 'done'}>;

const chosenOf = ({overlay}: LabState): number => (overlay.type === 'results' ? overlay.row : -1);

const summaryLines = ({outlook, seconds}: Done, width: number): readonly Line[] =>
  prose(summary({explored: outlook.explored, seconds}), width);

/** The verdict on each property. */
function propertyLines(state: LabState, {outlook}: Done, width: number): readonly (readonly Line[])[] {
  const {check} = outlook.explored;
  const chosen = chosenOf(state);
  return properties.map(({name, words}, index) => {
    const broken = isBroken(check, name);
    const mark = span(index === chosen ? '›' : ' ', 'selected');
    const head = [mark, span(cell(words, 23), index === chosen ? 'selected' : undefined)];
    const word = broken ? span(cell('BROKEN', 9), 'major') : span(cell('HOLDS', 9), 'ok');
    return proseAfter([...head, word], broken ? verdictWords(check, name) : '', width, 33);
  });
}

function verdict(state: LabState, done: Done, width: number): readonly Line[] {
  const {explored} = done.outlook;
  const {check} = explored;
  const chosen = chosenOf(state);
  const meaning = chosen < 0 ? [] : prose(`${properties[chosen]?.words}: ${properties[chosen]?.means}.`, width, 'dim');
  const holds = properties.some(({name}) => !isBroken(check, name));
  return [
    ...summaryLines(done, width),
    [],
    ...propertyLines(state, done, width).flat(),
    [],
    ...meaning,
    ...(holds ? prose(proofWords(check, rulesOf(state).size), width) : []),
    ...noteLines(explored, width - 2).map((line): Line => [span(` ${line}`)]),
  ];
}

function progress(checker: Exclude<Checker, {type: 'done'}>, width: number): readonly Line[] {
  switch (checker.type) {
    case 'working': {
      const {states, level, expected, doing} = checker;
      const share = expected === null ? '' : `, about ${percent(Math.min(0.99, states / Math.max(states, expected)))}`;
      return [
        [span(` ${doing} …`, 'accent')],
        [span(` ${count(states)} situations so far, ${level} steps from the start${share}`)],
        [],
        ...prose('Every key works meanwhile: esc goes back to the steps, c stops the check.', width, 'dim'),
      ];
    }
    case 'waiting':
      return prose(`There are more than ${count(checker.states)} situations: that takes a while. c looks at all of them.`, width);
    case 'refused':
      return [...prose(checker.words, width, 'partial'), [], ...prose('p: fewer enactors, plans or endpoints.', width)];
    case 'stopped':
      return prose('Stopped: what was not looked at has no verdict. c begins again.', width);
    default:
      return checker satisfies never;
  }
}

const worldColumns = 27;
const columns = 12;

/** Why tests did not find it: chance beside certainty. */
export const luck: PanelView<LabState, LabAction> = scrolling<LabState>({
  title: () => [
    {at: 1, span: span('LUCK', 'selected')},
    {at: 8, span: span('SIMULATED', 'simulated')},
    {at: 20, span: span('chance beside certainty', 'dim')},
  ],
  lines: ({luck: rows}, width) => [
    ...prose(
      `${grouped(luckRuns)} runs of ${luckSteps} steps, in which chance alone decides who acts next. That is a test that waits for the race.`,
      width,
    ),
    [],
    [
      span(cell('', worldColumns)),
      ...['emptied', 'backwards', 'situations', 'shortest'].map(word => span(cell(word, columns, 'right'), 'dim')),
    ],
    ...(rows.length === 0 ? [[span(' trying …', 'accent')] as Line] : rows.map((row, index) => rowLine(row, index === 0))),
    [],
    ...prose(
      'Chance finds it less and less often; the story is still there, hardly longer. A larger clean-up age makes it rarer, not safer.',
      width,
    ),
    ...prose('Any delay is possible, so these rates say nothing of the real system: they say what a test would have seen.', width, 'dim'),
  ],
  scroll: ({overlay}) => ('scroll' in overlay ? overlay.scroll : 0),
});

function rowLine({rules, luck: {runs, emptied, wentBackwards}, shortest, states}: LuckRow, isHere: boolean): Line {
  const {size, protect} = rules;
  const words = isHere ? `here: ${variantOf(protect)}` : `age ${size.age}, ${plural(size.plans, 'plan')}, none`;
  const share = (part: number): string => (runs === 0 ? '…' : `${runs < luckRuns ? '~' : ''}${rate(part / runs)}`);
  const steps = shortest === undefined ? '…' : shortest === null ? 'none' : plural(shortest, 'step');
  return [
    span(cell(` ${words}`, worldColumns), isHere ? 'bold' : undefined),
    span(cell(share(emptied), columns, 'right'), runs > 0 && emptied > 0 ? 'partial' : undefined),
    span(cell(share(wentBackwards), columns, 'right')),
    span(cell(states === undefined ? '…' : grouped(states), columns, 'right')),
    span(cell(steps, columns, 'right'), 'bold'),
  ];
}

/** Rates this small need two places. */
const rate = (share: number): string => (share > 0 && share < 0.0995 ? `${(share * 100).toFixed(2)} %` : percent(share));
