import {hourMinute} from '../../../format/clock.js';
import {printable, width as widthOf} from '../../../format/text.js';
import {firstShown} from '../../../screen/first-shown.js';
import {cell, type Line, rule, span} from '../../../screen/line.js';
import type {Mitigation} from '../../../timeline/types.js';
import type {PanelView} from '../state/panel.js';
import {type Standing, standingOf, type View} from '../state/view.js';
import {latestForms} from './words.js';

/** What stands around a title: cursor, box, and the spaces between. */
const aroundColumns = 9;

type Row = {readonly mitigation: Mitigation; readonly standing: Standing};

/** Whether every standing can be said in full beside its title: one form for all, so that they read as a column. */
const isSaidInFull = (rows: readonly Row[], width: number): boolean =>
  rows.every(({mitigation, standing}) => widthOf(printable(mitigation.title)) + widthOf(standing.words) + aroundColumns <= width);

/** `[x] Disable the DNS automation      thrown 00:40, works from 00:50` */
function mitigationLine(view: View, {mitigation, standing}: Row, width: number, inFull: boolean): Line {
  const {state} = view;
  const hasCursor = state.overlay.type === 'mitigations' || state.focus === 'mitigations';
  const selected = hasCursor && mitigation.id === state.mitigation;
  const {words, short, thrown, refusal} = standing;
  // The title comes first; a standing that is cut here stands in full on the card.
  const room = Math.max(widthOf(short), width - aroundColumns - widthOf(printable(mitigation.title)));
  const until = selected && refusal === null && !thrown ? latestForms(view) : [];
  const forms = [...until.slice(0, 1).map(longest => `${words}, ${longest}`), ...until, ...(inFull ? [words] : [])];
  const said = forms.find(form => widthOf(form) <= room) ?? short;
  const columns = Math.min(widthOf(said), room);
  const title = cell(printable(mitigation.title), width - aroundColumns + 1 - columns);
  const role = selected ? 'selected' : thrown ? 'bold' : refusal === null ? undefined : 'dim';
  return [
    selected ? span(' ›', 'selected') : span('  '),
    span(thrown ? '[x] ' : '[ ] ', thrown ? 'accent' : role),
    span(title, role),
    span(` ${cell(said, columns)} `, thrown ? 'accent' : 'dim'),
  ];
}

function title(view: View, width: number): Line {
  const {state, stage} = view;
  const hasKeys = state.overlay.type === 'mitigations' || (state.overlay.type === 'none' && state.focus === 'mitigations');
  const words = `at ${hourMinute(stage.timeline, state.positionMs)}`;
  return rule(width, [
    {at: 1, span: span('MITIGATIONS', hasKeys ? 'selected' : 'bold')},
    {at: 15, span: span(words, 'dim')},
  ]);
}

/** Which of the rows is the first of `height`. */
function topOf({state, stage}: View, height: number): number {
  const all = stage.timeline.mitigations;
  const index = Math.max(
    0,
    all.findIndex(({id}) => id === state.mitigation),
  );
  return firstShown(state.tops.mitigations ?? index - Math.floor(height / 2), index, all.length, height);
}

export const mitigations: PanelView = {
  title,
  need: view => Math.max(1, view.stage.timeline.mitigations.length),
  lines(view, width, height) {
    const {mitigations: all, model} = view.stage.timeline;
    if (model === null) return [[span(' This file is a record without a model: nothing can be changed.', 'dim')]];
    if (all.length === 0) return [[span(' This file names no mitigations.', 'dim')]];
    const first = topOf(view, height);
    const rows = all.map((mitigation): Row => ({mitigation, standing: standingOf(view, mitigation)}));
    const inFull = isSaidInFull(rows, width);
    return rows.slice(first, first + height).map(row => mitigationLine(view, row, width, inFull));
  },
  click(view, _width, height, row) {
    const {mitigations: all, model} = view.stage.timeline;
    const top = topOf(view, height);
    const clicked = all[top + row];
    return model === null || clicked === undefined ? undefined : {type: 'select-mitigation', id: clicked.id, top};
  },
};
