import {noteLines, proofWords, summary, verdictWords} from '../../../export/race.js';
import {count, percent} from '../../../format/number.js';
import {isBroken} from '../../../race/explore.js';
import {properties} from '../../../race/properties.js';
import {say} from '../../../screen/keys.js';
import {cell, type Line, span} from '../../../screen/line.js';
import type {PanelView} from '../../../screen/panel.js';
import {prose, proseAfter} from '../../../screen/prose.js';
import {scrolling} from '../../../screen/scrolling.js';
import {noStory, replayShortest} from '../keys.js';
import {type Checker, type LabAction, type LabState, rulesOf} from '../state.js';

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
