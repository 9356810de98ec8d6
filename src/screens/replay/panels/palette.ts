import {width as widthOf} from '../../../format/text.js';
import {cell, type Line, span} from '../../../screen/line.js';
import {prose} from '../../../screen/prose.js';
import {chosenOf} from '../choice.js';
import {keyRows} from '../keymap.js';
import {type Entry, entriesOf} from '../palette.js';
import type {View} from '../view.js';
import {listing} from './listing.js';

const sortColumns = 11;
/** Further out a note is no longer beside its name. */
const widest = 100;
/** A shorter beginning of a reason says nothing. */
const leastNote = 12;
const hint = 'type to find keys, services, mitigations, phases, bookmarks, breakpoints';

/** Why the chosen row does nothing, in full; else what the list is of. */
function head(view: View, entries: readonly Entry[], width: number): readonly Line[] {
  const chosen = entries[chosenOf(view, entries.length)];
  const says = chosen === undefined || chosen.works ? prose(hint, width, 'dim') : prose(chosen.note, width, 'degraded');
  return width < 80 ? [says[0] ?? [], says[1] ?? []] : [says[0] ?? []];
}

function line(_: View, {sort, words, note, works, isKey}: Entry, isChosen: boolean, width: number): Line {
  const room = Math.min(width, widest) - 2 - sortColumns - 1;
  const left = room - widthOf(words) - 2;
  // The name comes first; of a note that is no reason one needs no part.
  const noteColumns = widthOf(note) <= left ? widthOf(note) : works || left < leastNote ? 0 : left;
  return [
    isChosen ? span(' ›', 'selected') : span('  '),
    span(cell(sort, sortColumns), isChosen ? 'selected' : isKey && works ? 'key' : 'dim'),
    span(cell(words, room - noteColumns - 1), isChosen ? 'selected' : works ? undefined : 'dim'),
    span(` ${cell(note, noteColumns)} `, 'dim'),
  ];
}

/** Everything that can be done, and everything that can be gone to, by its name. */
export const palette = listing<Entry>({
  title: () => [{at: 1, span: span('PALETTE', 'selected')}],
  prompt: ':',
  head,
  rows: view => entriesOf(view, keyRows(view)),
  line,
  empty: 'Nothing has all these words.',
});
