import {stamp} from '../../format/clock.js';
import type {Thing} from '../../screen/program.js';
import {removing, wordsOf} from './breakpoint-words.js';
import type {Action} from './state.js';
import type {Stage} from './timeline-index.js';
import type {View} from './view.js';

type Found = Thing<View, Action>;

// Keyed by the stage, which never changes while a timeline is on the screen.
const thingsOfStage = new WeakMap<Stage, readonly Found[]>();

/** Services, mitigations and phases of a timeline. */
function thingsIn(stage: Stage): readonly Found[] {
  const known = thingsOfStage.get(stage);
  if (known !== undefined) return known;
  const {timeline, startMs, endMs, services} = stage;
  const inRun = timeline.phases.filter(({startsAtMs}) => startsAtMs >= startMs && startsAtMs <= endMs);
  const things: readonly Found[] = [
    ...services.map(
      ({id, name, group}): Found => ({
        ...{sort: 'service', words: name, note: group, also: `${id} ${group}`},
        does: () => ({type: 'show-service', id}),
      }),
    ),
    ...timeline.mitigations.map(
      ({id, title}): Found => ({sort: 'mitigation', words: title, also: id, does: () => ({type: 'show-mitigation', id})}),
    ),
    ...inRun.map(
      ({id, title, startsAtMs}): Found => ({
        ...{sort: 'phase', words: title, note: `from ${stamp(timeline, startsAtMs)}`, also: id},
        does: () => ({type: 'seek', atMs: startsAtMs}),
      }),
    ),
  ];
  thingsOfStage.set(stage, things);
  return things;
}

/** What the palette finds besides keys: what the timeline names, and what the person has set. */
export const thingsOf = ({state, stage}: View): readonly Found[] => [
  ...thingsIn(stage),
  ...state.bookmarks.map(
    (atMs): Found => ({
      ...{sort: 'bookmark', words: stamp(stage.timeline, atMs), note: 'go there'},
      does: () => ({type: 'seek', atMs}),
    }),
  ),
  ...state.breakpoints.map(
    (breakpoint, index): Found => ({
      ...{sort: 'breakpoint', words: wordsOf(stage, breakpoint), note: 'remove it'},
      does: view => removing(view, index),
    }),
  ),
];
