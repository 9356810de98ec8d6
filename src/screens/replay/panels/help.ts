import {cell, fitLine, type Line, span} from '../../../screen/line.js';
import {prose} from '../../../screen/prose.js';
import {sustainSign} from '../../../screen/signs.js';
import {groups, keysOf, rowsOf} from '../keymap.js';
import type {PanelView} from '../panel.js';
import {scrolling} from '../panel.js';
import {scrollOf} from '../state.js';

const keyColumns = 9;
/** From this width on the keys stand in two columns. */
const twoColumns = 76;

const mild: Line = [span(' ● operational  ', 'ok'), span('▲ degraded  ', 'degraded')];
const bad: Line = [span(' ◆ partial outage  ', 'partial'), span('✖ major outage', 'major')];
const sustained: Line = [span(`  ${sustainSign} `, 'degraded'), span('cause gone')];
const fact: Line = [span(' FACT ', 'bold'), span('the record; ~ about, < by, > from')];
const model: Line = [span(' SIMULATED ', 'simulated'), span('worked out by the model')];

/** On the title where there is room, else among the lines. */
const mouse = 'shift+drag selects text (macOS: option); --no-mouse: off';

const isHeading = (line: Line | undefined): boolean => line?.length === 1;

function keyLines(): readonly Line[] {
  return groups.flatMap((group): readonly Line[] => [
    [span(` ${group}`, 'bold')],
    ...rowsOf(group).map((binding): Line => {
      const keys = keysOf(binding);
      // Many keys push their words on; nothing is cut.
      return [span(` ${keys.length > keyColumns ? keys : cell(keys, keyColumns)}`, 'key'), span(` ${binding.help}`)];
    }),
  ]);
}

function lines(width: number): readonly Line[] {
  const keys = keyLines();
  if (width < twoColumns) return [...keys, [...mild, ...sustained], bad, fact, model, ...prose(mouse, width, 'dim')];
  const half = Math.ceil(keys.length / 2);
  // A heading goes with its rows.
  const left = isHeading(keys[half - 1]) ? half - 1 : half;
  const columns = Math.floor(width / 2);
  const rows = Array.from(
    {length: Math.max(left, keys.length - left)},
    (_, row): Line => [...fitLine(row < left ? (keys[row] ?? []) : [], columns), ...(keys[row + left] ?? [])],
  );
  return [...rows, [...mild, ...bad, ...sustained], [...fact, ...model]];
}

export const help: PanelView = scrolling({
  title: (_, width) => [{at: 1, span: span('KEYS', 'selected')}, ...(width < twoColumns ? [] : [{at: 8, span: span(mouse, 'dim')}])],
  lines: (_, width) => lines(width),
  scroll: ({state}) => scrollOf(state.overlay),
  rest: 'esc closes',
});
