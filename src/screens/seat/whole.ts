import type {Observation} from '../../drill/play/observe.js';
import type {RevealPage, RevealPageOf} from '../../drill/play/reveal-schema.js';
import {type DayClock, onClock} from '../../format/clock.js';
import {printable} from '../../format/text.js';
import {cell, type Line, span} from '../../screen/line.js';
import type {PanelView} from '../../screen/panel.js';
import {heading, prose, proseAfter} from '../../screen/prose.js';
import {scrolling} from '../../screen/scrolling.js';
import {revealLines} from '../hot-wash/reveal.js';
import type {SeatState} from './state.js';

/** What fills a participant's screen before and after play: the brief, and the reveal. */

const playingAlone: readonly string[] = [
  'Read what comes, look at panels, note what you think it is, then decide and order. ? shows every key.',
  'You are everybody. Looks and words take two simulated minutes, orders and decisions one; thinking is free, unless you chose another clock. space waits.',
  'You cannot break anything. Nobody sees this unless you export it.',
  'Do you recognise the incident, now or later? Press f: it makes results comparable, and nothing else.',
];
const watching: readonly string[] = ['This screen shows what the whole room knows. It has no part in play; ! halts everything.'];
const playingTogether: readonly string[] = [
  'The facilitator begins and keeps the time. The line with ▶ says what you can do now; ? shows every key.',
  'Talk aloud, as on the night: what you look at, think and order is on your own screen, reports (c) and orders on everybody’s.',
  'Do you recognise the incident, now or later? Press f: it makes results comparable, and nothing else.',
];

const item = (text: string, width: number): readonly Line[] => proseAfter([span(' · ', 'dim')], text, width, 3);

/** What it is about, the rules, how it is not real, and what was said last. */
function briefParts({brief, scene}: Observation, width: number): readonly (readonly Line[])[] {
  return [
    [...prose(brief.purpose, width, 'bold'), []],
    [
      heading('Rules'),
      ...brief.rules.flatMap(text => item(text, width)),
      ...item(`If something real happens, say “${brief.haltPhrase}” or press !: everything stands still.`, width),
    ],
    [heading('How it is not real'), ...brief.artificialities.flatMap(text => item(text, width))],
    scene === '' ? [] : [heading('Now'), ...prose(scene, width)],
  ];
}

export const briefLines = ({observation}: SeatState, width: number): readonly Line[] => briefParts(observation, width).flat();

/** Before StartEx: the brief, and the one question that makes results comparable. */
const beforeStart = (rest: string): PanelView<SeatState> =>
  scrolling<SeatState>({
    title: () => [{at: 1, span: span('THE BRIEF', 'selected')}],
    lines: ({observation, pace}, width) => {
      const [purpose, ...others] = briefParts({...observation, scene: ''}, width);
      const ways = {own: playingAlone, led: playingTogether, watched: watching}[pace];
      return [...(purpose ?? []), heading('How you play'), ...ways.flatMap(text => item(text, width)), ...others.flat()];
    },
    scroll: ({scroll}) => scroll,
    rest,
  });
const startPanel = beforeStart('enter begins');
/** Where somebody else begins. */
const waitPanel = beforeStart('');

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
const revealPanel: PanelView<SeatState> = scrolling<SeatState>({
  title: ({observation: {reveal}}) => [{at: 1, span: span(printable(reveal.at(-1)?.title ?? ''), 'selected')}],
  lines: ({observation: {reveal, clock}}, width) =>
    reveal
      .toReversed()
      .flatMap((page, index) => [
        ...(index === 0 ? [] : [[], heading(printable(page.title))]),
        ...pageLines(page, clock, width).map(line => line.map(({text, role}) => span(printable(text), role))),
      ]),
  scroll: ({scroll}) => scroll,
});

/** The panel that fills the screen; null: the parts do. */
export function wholePanel({observation, pace}: SeatState): PanelView<SeatState> | null {
  if (observation.reveal.length > 0) return revealPanel;
  if (observation.phase !== 'brief') return null;
  return pace === 'own' ? startPanel : waitPanel;
}
