import {grouped} from '../../../format/number.js';
import {printable} from '../../../format/text.js';
import {aloud, sentence} from '../../../screen/aloud.js';
import {comfortable, linear} from '../../../screen/linear.js';
import {isFiltering, isShown, shownOf} from '../filter.js';
import {type Facet, facetsIn} from '../listing.js';
import {eventDetail} from '../panels/event-detail.js';
import {headings, nameOf} from '../panels/filter.js';
import {happenedOf, listedOf, nothingListed, recordCursor} from '../record-cursor.js';
import type {View} from '../view.js';
import type {Place} from './place.js';

/** The record as a list: the event that the cursor is on, in full. */
export function recordPlace(view: View): Place {
  const {row, place} = recordCursor(view);
  const {count} = listedOf(view);
  const words = `The record, FACT: ${grouped(happenedOf(view))} of ${grouped(count)} events have happened. Up and down arrow select, enter goes there, F filters, escape goes back.`;
  const event = view.stage.timeline.events[place];
  const lines =
    event === undefined
      ? [nothingListed(view) ?? '']
      : [`${grouped(row + 1)} of ${grouped(count)}.`, ...linear(eventDetail(view, event, comfortable))];
  return {id: 'record', words, item: String(place), lines, silentOn: ['time']};
}

/** What one can filter by, one thing at a time: whether it is shown, and how many events are listed. */
export function filterPlace(view: View): Place {
  const {overlay} = view.state;
  const row = overlay.type === 'filter' ? overlay.row : 0;
  const facets = facetsIn(view.stage);
  const facet = facets[row];
  const words =
    'Filter of the record, FACT. Up and down arrow select, space shows or hides, A shows all, tab goes to the next group, escape closes.';
  const lines = facet === undefined ? [] : [facetWords(view, facet), listedWords(view)];
  return {id: 'filter', words, item: String(row), lines};
}

function facetWords(view: View, {dimension, name, count}: Facet): string {
  const choice = view.state.filter[dimension];
  if (name === null) return sentence(aloud(`Group ${headings[dimension].toLowerCase()}: ${shownOf(choice, count)} of ${count} shown`));
  const events = `${grouped(count)} ${count === 1 ? 'event' : 'events'}`;
  return sentence(aloud(`${printable(nameOf(view, dimension, name))}: ${isShown(choice, name) ? 'shown' : 'hidden'}, ${events}`));
}

function listedWords(view: View): string {
  const total = view.stage.eventTimes.length;
  return isFiltering(view.state.filter)
    ? `${grouped(listedOf(view).count)} of ${grouped(total)} events are listed.`
    : `All ${grouped(total)} events are listed.`;
}
