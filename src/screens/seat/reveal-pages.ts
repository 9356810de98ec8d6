import type {RevealPage, RevealPageOf} from '../../drill/play/reveal-schema.js';
import {type DayClock, onClock} from '../../format/clock.js';
import {printable} from '../../format/text.js';
import {cell, type Line, span} from '../../screen/line.js';
import type {PanelView} from '../../screen/panel.js';
import {heading, prose, proseAfter} from '../../screen/prose.js';
import {scrolling} from '../../screen/scrolling.js';
import {revealLines} from '../hot-wash/reveal.js';
import type {SeatView} from './view.js';

/** What the team wrote of each scene, then what it saw, did and said. */
const storyLines = ({scenes, own}: RevealPageOf<'story'>, clock: DayClock, width: number): readonly Line[] => [
  ...scenes.flatMap(({spoken, story}) => [...prose(spoken, width, 'dim'), ...prose(story, width, 'bold')]),
  heading('What you saw, did and said'),
  ...own.flatMap(({atMs, what, text}) =>
    proseAfter([span(` ${onClock(clock, atMs)} `, 'dim'), span(cell(what, 9), 'accent')], text, width, 16),
  ),
];

const pageLines = (page: RevealPage, clock: DayClock, width: number): readonly Line[] =>
  page.step === 'story' ? storyLines(page, clock, width) : revealLines(page, clock, width);

/** What is revealed, the newest step first, so that the room sees what the facilitator has just opened. */
export const revealPanel: PanelView<SeatView> = scrolling<SeatView>({
  title: ({observation: {reveal}}) => [{at: 1, span: span(printable(reveal.at(-1)?.title ?? ''), 'selected')}],
  lines: ({observation: {reveal, clock}}, width) =>
    reveal
      .toReversed()
      .flatMap((page, index) => [
        ...(index === 0 ? [] : [[], heading(printable(page.title))]),
        ...pageLines(page, clock, width).map(line => line.map(({text, role}) => span(printable(text), role))),
      ]),
  scroll: ({ui}) => ui.scroll,
});
