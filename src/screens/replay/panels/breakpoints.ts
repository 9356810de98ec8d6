import {hourMinute} from '../../../format/clock.js';
import {width as widthOf} from '../../../format/text.js';
import {cell, type Line, span} from '../../../screen/line.js';
import {prose} from '../../../screen/prose.js';
import {breakpointForms} from '../breakpoint-text.js';
import {nextWords, wordsOf} from '../breakpoint-words.js';
import {type Breakpoint, hitsIn} from '../breakpoints.js';
import {isModelled, type View} from '../view.js';
import {breakpointSign} from './bar.js';
import {listing} from './listing.js';

/** Further out a time is no longer beside its words. */
const widest = 100;

type Row = {readonly breakpoint: Breakpoint; readonly next: string; readonly count: number};

/** What was wrong with the text, else what it can be; three lines where the panel is narrow. */
function head(view: View, _: readonly Row[], width: number): readonly Line[] {
  const {overlay} = view.state;
  const error = overlay.type === 'breakpoints' ? overlay.error : '';
  const says = error === '' ? prose(breakpointForms(view.stage), width, 'dim') : prose(error, width, 'major');
  const rows = width < 80 ? 3 : 2;
  return Array.from({length: rows}, (_line, index): Line => {
    const own = says[index] ?? [];
    return index === rows - 1 && says.length > rows ? [...own, span(' …', own[0]?.role)] : own;
  });
}

function line({stage}: View, {breakpoint, next, count}: Row, isChosen: boolean, width: number): Line {
  const words = wordsOf(stage, breakpoint);
  const room = Math.min(width, widest) - 6;
  const long = `${count} in the run, ${next}`;
  const when = count > 1 && widthOf(words) + 1 + widthOf(long) <= room ? long : next;
  return [
    isChosen ? span(' ›', 'selected') : span('  '),
    span(`${breakpointSign} `, 'accent'),
    span(cell(words, room - widthOf(when)), isChosen ? 'selected' : undefined),
    span(` ${when} `, 'dim'),
  ];
}

/** Where playing stops: one line to set another, and those that are set with their next hits in this run. */
export const breakpoints = listing<Row>({
  title: view => [
    {at: 1, span: span('BREAKPOINTS', 'selected')},
    {at: 15, span: isModelled(view) ? span('SIMULATED', 'simulated') : span('FACT', 'bold')},
    {at: isModelled(view) ? 27 : 22, span: span(`at ${hourMinute(view.stage.timeline, view.state.positionMs)}`, 'dim')},
  ],
  prompt: 'stop at',
  head,
  rows({state, stage, now}) {
    const hits = hitsIn(now.run, state.breakpoints);
    return state.breakpoints.map((breakpoint, index) => {
      const times = hits[index] ?? [];
      return {breakpoint, next: nextWords(stage, times, state.positionMs), count: times.length};
    });
  },
  line,
  empty: 'None is set: nothing stops playing.',
});
