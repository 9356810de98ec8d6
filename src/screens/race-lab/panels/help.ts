import {leftOut} from '../../../race/left-out.js';
import {cell, fitLine, type Line, rule, span} from '../../../screen/line.js';
import type {PanelView} from '../../../screen/panel.js';
import {prose, proseAfter} from '../../../screen/prose.js';
import {scrolling} from '../../../screen/scrolling.js';
import {labGroups, labKeysOf, labRowsOf} from '../keymap.js';
import type {LabAction, LabState} from '../state.js';

const keyColumns = 9;
/** From this width on the keys stand in two columns. */
const twoColumns = 76;

const letters =
  'In the picture of a story: P picks, C asks and gets a yes (c: a no), dots: it holds the answer, A applies, ! is refused or lets go, X cleans up, - is empty.';

export const help: PanelView<LabState, LabAction> = scrolling<LabState>({
  title: () => [{at: 1, span: span('KEYS', 'selected')}],
  lines: (_, width) => [
    ...keyLines(width),
    ...prose(letters, width),
    ...prose('SIMULATED: a small model of the race that started the outage. What it leaves out:', width, 'dim'),
    ...leftOutLines(width),
  ],
  scroll: ({overlay}) => ('scroll' in overlay ? overlay.scroll : 0),
  rest: 'esc closes',
});

const leftOutLines = (width: number): readonly Line[] => leftOut.flatMap(words => proseAfter([span(' - ', 'dim')], words, width, 3, 'dim'));

/** How far the model can be trusted, where a large screen has room for it. */
export const modelLimits: PanelView<LabState, LabAction> = {
  title: (_, width) => rule(width, [{at: 1, span: span('WHAT THE MODEL LEAVES OUT', 'bold')}]),
  need: (_, width) => leftOutLines(width).length,
  lines: (_, width) => leftOutLines(width),
};

function keyLines(width: number): readonly Line[] {
  const keys = labGroups.flatMap((group): readonly Line[] => [
    [span(` ${group}`, 'bold')],
    ...labRowsOf(group).map((binding): Line => [span(` ${cell(labKeysOf(binding), keyColumns)}`, 'key'), span(` ${binding.help}`)]),
  ]);
  if (width < twoColumns) return keys;
  const half = Math.ceil(keys.length / 2);
  // A heading goes with its rows.
  const left = keys[half - 1]?.length === 1 ? half - 1 : half;
  const columns = Math.floor(width / 2);
  return Array.from(
    {length: Math.max(left, keys.length - left)},
    (_, row): Line => [...fitLine(row < left ? (keys[row] ?? []) : [], columns), ...(keys[row + left] ?? [])],
  );
}
