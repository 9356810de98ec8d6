import {ownTimeline} from '../../drill/play/hot-wash.js';
import {type Viewer, visible} from '../../drill/play/visibility.js';
import type {Setup} from '../../drill/scenario/setup.js';
import {type DrillState, type RevealStep, revealSteps} from '../../drill/scenario/state.js';
import {hourMinute} from '../../format/clock.js';
import {printable} from '../../format/text.js';
import {cell, type Line, span} from '../../screen/line.js';
import type {PanelView} from '../../screen/panel.js';
import {heading, prose, proseAfter} from '../../screen/prose.js';
import {scrolling} from '../../screen/scrolling.js';
import {type Reveal, revealOf} from '../hot-wash/reveal.js';
import type {SeatView} from './view.js';

/** A step of the reveal that is open, as everybody in the room reads it. */
export type RevealPage = {readonly step: RevealStep; readonly title: string; readonly lines: readonly Line[]};

export const revealTitles: Readonly<Record<RevealStep, string>> = {
  story: 'THE TEAM’S OWN STORY',
  impact: 'WHAT IT COST',
  history: 'THE NIGHT ITSELF',
  best: 'THE BEST KNOWN PLAN',
  mechanism: 'HOW IT WORKED',
};

/** No line of a page needs more: it fits the smallest screen, and a projected one. */
const pageColumns = 79;

/** The pages that are open to somebody now. The runs behind them are made once. */
export function revealPages(setup: Setup): (state: DrillState, viewer: Viewer) => readonly RevealPage[] {
  let reveal: Reveal | null = null;
  const made = new Map<RevealStep, RevealPage>();
  return (state, viewer) =>
    revealSteps
      .filter(step => state.phase !== 'play' && visible(setup, state, viewer, {kind: 'reveal', step}) && state.revealed > 0)
      .map(step => {
        const known = made.get(step);
        if (known !== undefined) return known;
        reveal ??= revealOf(setup, state);
        const lines = step === 'story' ? storyLines(setup, state) : reveal(step, pageColumns);
        const page: RevealPage = {step, title: revealTitles[step], lines};
        made.set(step, page);
        return page;
      });
}

/** What the team wrote of each scene, then what it saw, did and said. */
function storyLines(setup: Setup, state: DrillState): readonly Line[] {
  const {drill, variant, timeline} = setup;
  const told = variant.scenes.flatMap(({scene: id}): readonly Line[] => {
    const story = state.story[id] ?? '';
    const spoken = drill.scenes.find(scene => scene.id === id)?.spoken ?? '';
    return story === '' ? [] : [...prose(spoken, pageColumns, 'dim'), ...prose(story, pageColumns, 'bold')];
  });
  const own = ownTimeline(setup, state).flatMap(({atMs, what, text}) =>
    proseAfter([span(` ${hourMinute(timeline, atMs)} `, 'dim'), span(cell(what, 9), 'accent')], text, pageColumns, 16),
  );
  return [...told, heading('What you saw, did and said'), ...own];
}

/** What is revealed, the newest step first, so that the room sees what the facilitator has just opened. */
export const revealPanel: PanelView<SeatView> = scrolling<SeatView>({
  title: ({reveal = []}) => [{at: 1, span: span(reveal.at(-1)?.title ?? '', 'selected')}],
  lines: ({reveal = []}) =>
    reveal
      .toReversed()
      .flatMap(({title, lines}, index) => [
        ...(index === 0 ? [] : [[], heading(printable(title))]),
        ...lines.map(line => line.map(({text, role}) => span(printable(text), role))),
      ]),
  scroll: ({ui}) => ui.scroll,
});
