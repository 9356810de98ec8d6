import {leftOut} from '../../../race/left-out.js';
import {type Line, rule, span} from '../../../screen/line.js';
import type {PanelView} from '../../../screen/panel.js';
import {prose, proseAfter} from '../../../screen/prose.js';
import type {LabState} from '../state.js';

const letters =
  'In the picture of a story: P picks, C asks and gets a yes (c: a no), dots: it holds the answer, A applies, ! is refused or lets go, X cleans up, - is empty.';

/** What the help says below the keys: the letters of the picture, and how far the model can be trusted. */
export const helpMore = (_: LabState, width: number): readonly Line[] => [
  ...prose(letters, width),
  ...prose('SIMULATED: a small model of the race that started the outage. What it leaves out:', width, 'dim'),
  ...leftOutLines(width),
];

const leftOutLines = (width: number): readonly Line[] => leftOut.flatMap(words => proseAfter([span(' - ', 'dim')], words, width, 3, 'dim'));

/** How far the model can be trusted, where a large screen has room for it. */
export const modelLimits: PanelView<LabState> = {
  title: (_, width) => rule(width, [{at: 1, span: span('WHAT THE MODEL LEAVES OUT', 'bold')}]),
  need: (_, width) => leftOutLines(width).length,
  lines: (_, width) => leftOutLines(width),
};
