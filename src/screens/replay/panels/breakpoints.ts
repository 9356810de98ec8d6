import {hourMinute} from '../../../format/clock.js';
import {printable, width as widthOf} from '../../../format/text.js';
import {cell, fitLine, type Line, rule, span} from '../../../screen/line.js';
import {prose} from '../../../screen/prose.js';
import {breakpointForms, nextWords, wordsOf} from '../state/breakpoint-text.js';
import {hitsIn} from '../state/breakpoints.js';
import type {PanelView} from '../state/panel.js';
import {chosenOf, isModelled, type View} from '../state/view.js';
import {breakpointSign} from './bar.js';

/** Further out a time is no longer beside its words. */
const widest = 100;

/** What is typed, and what was wrong with it, else what it can be: as many lines whatever they say, so that the list keeps its place. */
function above({state, stage}: View, width: number): readonly Line[] {
  const {overlay} = state;
  const {text, error} = overlay.type === 'breakpoints' ? overlay : {text: '', error: ''};
  const says = error === '' ? prose(breakpointForms(stage), width, 'dim') : prose(error, width, 'major');
  const rows = width < 80 ? 3 : 2;
  const about = Array.from({length: rows}, (_, index): Line => {
    const own = says[index] ?? [];
    return index === rows - 1 && says.length > rows ? [...own, span(' …', own[0]?.role)] : own;
  });
  return [[span(' stop at ', 'accent'), span(printable(text), 'bold'), span('▏', 'accent')], ...about];
}

/** Every breakpoint with its next hit in this run. */
function rows({state, stage, now}: View, chosen: number, width: number): readonly Line[] {
  const hits = hitsIn(now.run, state.breakpoints);
  return state.breakpoints.map((breakpoint, index): Line => {
    const times = hits[index] ?? [];
    const next = nextWords(stage, times, state.positionMs);
    const words = wordsOf(stage, breakpoint);
    const room = Math.min(width, widest) - 6;
    const long = `${times.length} in the run, ${next}`;
    const when = times.length > 1 && widthOf(words) + 1 + widthOf(long) <= room ? long : next;
    const isChosen = index === chosen;
    return fitLine(
      [
        isChosen ? span(' ›', 'selected') : span('  '),
        span(`${breakpointSign} `, 'accent'),
        span(cell(words, room - widthOf(when)), isChosen ? 'selected' : undefined),
        span(` ${when} `, 'dim'),
      ],
      width,
    );
  });
}

/** The first row that is shown: the chosen one is in the middle, except near the ends. */
const firstOf = (view: View, count: number, room: number): number =>
  Math.max(0, Math.min(chosenOf(view, count) - Math.floor(room / 2), count - room));

/** Where playing stops: one line to set another, and those that are set with their next hits in this run. */
export const breakpoints: PanelView = {
  title(view, width) {
    const {length} = view.state.breakpoints;
    const words = length === 0 ? '' : `${chosenOf(view, length) + 1} of ${length}`;
    const hasModel = isModelled(view);
    return rule(width, [
      {at: 1, span: span('BREAKPOINTS', 'selected')},
      {at: 15, span: hasModel ? span('SIMULATED', 'simulated') : span('FACT', 'bold')},
      {at: hasModel ? 27 : 22, span: span(`at ${hourMinute(view.stage.timeline, view.state.positionMs)}`, 'dim')},
      ...(words === '' ? [] : [{at: width - words.length - 3, span: span(words, 'dim')}]),
    ]);
  },
  lines(view, width, height) {
    const {length} = view.state.breakpoints;
    const fixed = above(view, width);
    if (length === 0) return [...fixed, [span(' None is set: nothing stops playing.', 'dim')]];
    const room = Math.max(0, height - fixed.length);
    const first = firstOf(view, length, room);
    return [...fixed, ...rows(view, chosenOf(view, length), width).slice(first, first + room)];
  },
  need: (view, width) => above(view, width).length + Math.max(1, view.state.breakpoints.length),
  click(view, width, height, row) {
    const {length} = view.state.breakpoints;
    const fixed = above(view, width).length;
    const index = firstOf(view, length, Math.max(0, height - fixed)) + row - fixed;
    return row < fixed || index >= length ? undefined : {type: 'choose', index};
  },
};
