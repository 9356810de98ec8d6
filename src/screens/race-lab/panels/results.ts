import {noteLines, proofWords, summary, verdictWords} from '../../../export/race.js';
import {count, percent} from '../../../format/number.js';
import {isBroken} from '../../../race/explore.js';
import {properties} from '../../../race/properties.js';
import {cell, type Line, span} from '../../../screen/line.js';
import type {PanelView} from '../../../screen/panel.js';
import {prose, proseAfter} from '../../../screen/prose.js';
import {scrolling} from '../../../screen/scrolling.js';
import {type Checker, type LabAction, type LabState, rulesOf} from '../state.js';

/** What the exhaustive check says: HOLDS or BROKEN, property by property; until then how far it is. */
export const results: PanelView<LabState, LabAction> = scrolling<LabState>({
  title: () => [
    {at: 1, span: span('CHECKER', 'selected')},
    {at: 11, span: span('SIMULATED', 'simulated')},
    {at: 23, span: span('every way it can go, whatever the delays', 'dim')},
  ],
  lines: (state, width) => (state.checker.type === 'done' ? verdict(state, state.checker, width) : progress(state.checker, width)),
  scroll: ({overlay}) => ('scroll' in overlay ? overlay.scroll : 0),
});

function verdict(state: LabState, {outlook, seconds}: Extract<Checker, {type: 'done'}>, width: number): readonly Line[] {
  const {explored} = outlook;
  const {check} = explored;
  const chosen = state.overlay.type === 'results' ? state.overlay.row : -1;
  const lines = properties.flatMap(({name, words}, index): readonly Line[] => {
    const broken = isBroken(check, name);
    const mark = span(index === chosen ? '›' : ' ', 'selected');
    const head = [mark, span(cell(words, 23), index === chosen ? 'selected' : undefined)];
    const word = broken ? span(cell('BROKEN', 9), 'major') : span(cell('HOLDS', 9), 'ok');
    return proseAfter([...head, word], broken ? verdictWords(check, name) : '', width, 33);
  });
  const meaning = chosen < 0 ? [] : prose(`${properties[chosen]?.words}: ${properties[chosen]?.means}.`, width, 'dim');
  const holds = properties.some(({name}) => !isBroken(check, name));
  return [
    ...prose(summary({explored, seconds}), width),
    [],
    ...lines,
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
