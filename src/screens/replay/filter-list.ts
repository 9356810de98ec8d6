import {firstShown, topFor} from '../../screen/list-window.js';
import {noFilter, toggled, toggledWhole} from './filter.js';
import {type Facet, facetsIn} from './listing.js';
import type {Action, Overlay} from './state.js';
import type {View} from './view.js';

/** What keys do in the list of what one can filter by. */

export const filterList: Overlay = {type: 'filter', row: 0, top: 0};

/** The cursor some rows on or back, in a list of `height` rows. */
export function filterMoved({state, stage}: View, by: number, height: number): Action {
  const {overlay} = state;
  if (overlay.type !== 'filter') return {type: 'close'};
  const {length} = facetsIn(stage);
  const row = Math.max(0, Math.min(length - 1, overlay.row + by));
  return {type: 'open', overlay: {type: 'filter', row, top: topFor(row, firstShown(overlay.row, overlay.top, height, length), height)}};
}

/** The cursor on the next heading; after the last one on the first. */
export function nextHeading(view: View): Action {
  const {overlay} = view.state;
  const facets = facetsIn(view.stage);
  const from = overlay.type === 'filter' ? overlay.row : 0;
  const next = facets.findIndex(({name}, row) => name === null && row > from);
  return {type: 'open', overlay: {type: 'filter', row: Math.max(0, next), top: Math.max(0, next)}};
}

/** What the row is about shown or hidden: a name, or under a heading all of them. */
export function toggledRow({state, stage}: View, row: number): Action | undefined {
  const facets = facetsIn(stage);
  const facet = facets[row];
  return facet === undefined ? undefined : {type: 'filter', row, filter: changed(facets, facet, state.filter)};
}

function changed(facets: readonly Facet[], {dimension, name}: Facet, filter: View['state']['filter']): View['state']['filter'] {
  if (name === null) return toggledWhole(filter, dimension);
  const heading = facets.find(facet => facet.dimension === dimension && facet.name === null);
  return toggled(filter, dimension, name, heading?.count ?? 0);
}

export const toggledHere = (view: View): Action =>
  (view.state.overlay.type === 'filter' ? toggledRow(view, view.state.overlay.row) : undefined) ?? {type: 'say', notice: ''};

export const everythingShown: Action = {type: 'filter', filter: noFilter};
