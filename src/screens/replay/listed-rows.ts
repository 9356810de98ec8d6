import type {Facts, Happening} from './facts.js';
import {isFiltering} from './filter.js';
import {type Listed, listedIn} from './listing.js';
import type {View} from './view.js';

/** The rows of the record panel with their times. */
type Rows = Pick<Facts, 'happenings' | 'times'>;

// Keyed by the facts of a run, which never change; of each, the rows of the last filter are kept.
const rowsOfFacts = new WeakMap<Facts, {readonly listed: Listed; readonly rows: Rows}>();

/** The rows of a run without the events that the filter hides. What the model says of itself is no part of the record and stays. */
export function rowsOf({state, stage, now}: View): Rows {
  if (!isFiltering(state.filter)) return now;
  const listed = listedIn(stage, state.filter);
  const known = rowsOfFacts.get(now);
  if (known?.listed === listed) return known.rows;
  const rows = keptRows(now.happenings, listed);
  rowsOfFacts.set(now, {listed, rows});
  return rows;
}

/** The facts among the happenings are the events of the record in its order: the first one is at place 0. */
function keptRows(all: readonly Happening[], {count, placeOf}: Listed): Rows {
  let place = 0;
  let row = 0;
  const happenings = all.filter(({kind}) => {
    if (kind === 'simulated') return true;
    const isKept = row < count && placeOf(row) === place;
    place++;
    if (isKept) row++;
    return isKept;
  });
  return {happenings, times: happenings.map(({atMs}) => atMs)};
}
