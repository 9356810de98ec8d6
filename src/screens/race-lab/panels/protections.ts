import {protections as all, idleReason, variantOf} from '../../../race/protections.js';
import {canEmpty, dimensions, largest, type Size} from '../../../race/size.js';
import {cell, type Line, rule, span} from '../../../screen/line.js';
import {firstShown} from '../../../screen/list-window.js';
import type {PanelView} from '../../../screen/panel.js';
import {prose} from '../../../screen/prose.js';
import {resized, toggled} from '../keys.js';
import type {LabAction, LabState} from '../state.js';
import {protectionRows} from '../view.js';

const meanings: Readonly<Record<keyof Size, string>> = {
  enactors: 'programs that write plans into DNS',
  plans: 'that the Planner makes, the first one included',
  endpoints: 'records that point at a plan',
  age: 'generations after which a plan is cleaned up',
};

/** The world, to put together: its size, and what may protect it. */
export const protections: PanelView<LabState, LabAction> = {
  title: (state, width) => {
    const {overlay} = state;
    const chosen = overlay.type === 'protections' ? variantOf(overlay.rules.protect) : '';
    return rule(width, [
      {at: 1, span: span('WORLD AND PROTECTIONS', 'selected')},
      {at: 25, span: span(cell(chosen, Math.min(chosen.length, Math.max(4, width - 30))), 'bold')},
    ]);
  },
  need: () => protectionRows + 2,
  lines(state, width, height) {
    const {overlay} = state;
    if (overlay.type !== 'protections') return [];
    const rows = [
      ...dimensions.map((name, index): Line => {
        const value = `‹ ${String(overlay.rules.size[name]).padStart(2)} ›`;
        return row(overlay.row === index, cell(name, 11), cell(value, 9), `${meanings[name]}, 1 to ${largest[name]}`, true);
      }),
      [span(' ')] as Line,
      ...all.map(({name, words}, index): Line => {
        const {protect} = overlay.rules;
        const isOn = protect[name];
        const idle = isOn ? idleReason(name, protect) : null;
        const meaning = idle === null ? words : `changes nothing: ${idle}`;
        return row(overlay.row === index + dimensions.length, `${isOn ? '[x]' : '[ ]'} ${cell(name, 8)}`, '', meaning, isOn);
      }),
      ...noteOf(overlay.rules.size, width),
    ];
    const first = firstRow(overlay.row, rows.length, height);
    return rows.slice(first, first + height);
  },
  /** The chosen row is switched, or one more or less. */
  click(state, width, height, row, column) {
    const {overlay} = state;
    if (overlay.type !== 'protections') return undefined;
    const lines = protectionRows + 1 + noteOf(overlay.rules.size, width).length;
    const line = firstRow(overlay.row, lines, height) + row;
    const at = line < dimensions.length ? line : line - 1;
    if (line === dimensions.length || at >= protectionRows) return undefined;
    if (at !== overlay.row) return {type: 'open', overlay: {...overlay, row: at}};
    return at < dimensions.length ? resized(column < middleOfNumber ? -1 : 1)(state) : toggled(state);
  },
};

/** Left of it a click on a number takes one away. */
const middleOfNumber = 17;

/** The first row in sight: a free line stands between what the world measures and what protects it. */
function firstRow(chosen: number, rows: number, height: number): number {
  const cursor = chosen < dimensions.length ? chosen : chosen + 1;
  return rows <= height ? 0 : firstShown(cursor, 0, height, rows);
}

const row = (isChosen: boolean, name: string, value: string, words: string, isOn: boolean): Line => [
  span(isChosen ? '› ' : '  ', 'selected'),
  span(name, isChosen ? 'selected' : isOn ? 'bold' : undefined),
  span(value === '' ? ' ' : ` ${value} `, 'accent'),
  span(words, isOn ? undefined : 'dim'),
];

/** A world in which nothing can happen is no test of a protection. */
const noteOf = (size: Size, width: number): readonly Line[] =>
  canEmpty(size)
    ? []
    : prose(
        `Too small for the outage: it takes two enactors and ${size.age + 2} plans at this age. No protection has to do anything.`,
        width,
        'partial',
      );
