import {groups, keysOf, rowsOf} from '../keymap.js';
import {cell, fitLine, type Line, rule, span} from '../line.js';
import type {PanelView} from './panel.js';

const keyColumns = 9;
/** From this width on the keys stand in two columns. */
const twoColumns = 76;

const mild: Line = [span(' ● operational  ', 'ok'), span('▲ degraded  ', 'degraded')];
const bad: Line = [span(' ◆ partial outage  ', 'partial'), span('✖ major outage', 'major')];
const fact: Line = [span(' FACT ', 'bold'), span('the record; ~ about, < by, > from')];
const model: Line = [span(' SIMULATED ', 'simulated'), span('worked out by the model')];

function keyLines(): readonly Line[] {
  return groups.flatMap((group): readonly Line[] => [
    [span(` ${group}`, 'bold')],
    ...rowsOf(group).map(binding => [span(` ${cell(keysOf(binding), keyColumns)}`, 'key'), span(` ${binding.help}`)]),
  ]);
}

function lines(width: number): readonly Line[] {
  const keys = keyLines();
  if (width < twoColumns) return [...keys, mild, bad, fact, model];
  const half = Math.ceil(keys.length / 2);
  const columns = Math.floor(width / 2);
  const rows = Array.from({length: half}, (_, row): Line => [...fitLine(keys[row] ?? [], columns), ...(keys[row + half] ?? [])]);
  return [...rows, [...mild, ...bad], [...fact, ...model]];
}

export const help: PanelView = {
  scrolls: true,
  title: (view, width, height) => {
    const hidden = lines(width).length - (height - 1) - (view.state.overlay.type === 'help' ? view.state.overlay.scroll : 0);
    const more = hidden > 0 ? `${hidden} more ↓` : 'esc closes';
    return rule(width, [
      {at: 1, span: span('KEYS', 'selected')},
      {at: width - more.length - 3, span: span(more, 'dim')},
    ]);
  },
  lines(view, width, height) {
    const all = lines(width);
    const scroll = view.state.overlay.type === 'help' ? view.state.overlay.scroll : 0;
    const first = Math.max(0, Math.min(scroll, all.length - height));
    return all.slice(first, first + height);
  },
  need: (_, width) => lines(width).length,
};
