import {grouped, percent, plural} from '../../../format/number.js';
import {variantOf} from '../../../race/protections.js';
import {luckRuns, luckSteps} from '../../../race/random-runs.js';
import {cell, type Line, span} from '../../../screen/line.js';
import type {PanelView} from '../../../screen/panel.js';
import {prose} from '../../../screen/prose.js';
import {scrolling} from '../../../screen/scrolling.js';
import type {LabAction, LabState, LuckRow} from '../state.js';

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
