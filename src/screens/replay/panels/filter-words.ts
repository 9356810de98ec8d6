import {grouped} from '../../../format/number.js';
import {isFiltering} from '../filter.js';
import {listedOf} from '../record-cursor.js';
import type {View} from '../view.js';

/** `filter: 12 of 141`, so that nobody takes the list for the whole; empty where nothing is hidden. */
export function filterWords(view: View): string {
  if (!isFiltering(view.state.filter)) return '';
  return `filter: ${grouped(listedOf(view).count)} of ${grouped(view.stage.eventTimes.length)}`;
}
