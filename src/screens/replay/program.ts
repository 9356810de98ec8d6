import type {Prepared} from '../../engine/simulate.js';
import {localClock, stamp} from '../../format/clock.js';
import {twoKeyColumnsFrom} from '../../screen/keys.js';
import {type Line, span} from '../../screen/line.js';
import type {Program, Thing} from '../../screen/program.js';
import {prose} from '../../screen/prose.js';
import {signs, sustainSign, worstOf} from '../../screen/signs.js';
import type {ThemeName} from '../../screen/theme.js';
import {typed} from './commands.js';
import {groups, isTyping, keysWith, placeOf, type Reopen} from './keys.js';
import {timelineBar} from './panels/bar.js';
import {bodyOf} from './panels/body.js';
import {badge, header, promptLine} from './panels/header.js';
import {pointed} from './pointer.js';
import type {Opening} from './saved-session.js';
import {replayVoice} from './spoken/spoken.js';
import {asking} from './state/answering.js';
import {nextStop, removing, wordsOf} from './state/breakpoint-text.js';
import {factsOf, lastFacts} from './state/facts.js';
import type {Answers} from './state/questions.js';
import {reduce} from './state/reducer.js';
import {type Action, type AppState, initialState} from './state/state.js';
import {type Stage, stageOf} from './state/timeline-index.js';
import {allStatuses, type View} from './state/view.js';

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

export type ReplayOptions = {
  readonly prepared: Prepared;
  readonly opening: Opening;
  readonly theme: ThemeName;
  /** The command line that opens the replay at a moment, with a plan. */
  readonly reopen: Reopen;
  /** Subscribes to what the person must be told without having pressed a key; returns what ends that. */
  readonly onNews?: ((listener: (words: string) => void) => () => void) | undefined;
};

/** The replay of an incident: one goes to any moment of it, changes decisions, and sees what each would have changed. */
export function replayProgram({prepared, opening, theme, reopen, onNews}: ReplayOptions): Program<AppState, View, Action> {
  const stage = stageOf(prepared.timeline, prepared.history.tracks);
  const known = factsOf(prepared.history, prepared.history);
  const factsFor = lastFacts(prepared, known);
  return {
    name: 'replay',
    first: {...initialState(stage, opening.positionMs, opening.plan, theme), ...opening.start},
    update: (state, message) => reduce(stage, state, message),
    view: (state, answers) => ({state, stage, now: factsFor(state.plan), history: known, answers: answers as Answers}),
    ui: ({state}) => state,
    place: placeOf,
    keys: keysWith(reopen),
    groups,
    isTyping,
    text: (view, input) => typed(view, '', input),
    head: header,
    foot: timelineBar,
    bottom: promptLine,
    body: bodyOf,
    small: smallLines,
    helpMore: legend,
    things: thingsOf,
    finds: 'services, mitigations, phases, bookmarks, breakpoints',
    point: pointed,
    voice: replayVoice,
    asks: asking(prepared),
    clock: {
      isOn: ({state}) => state.playing,
      tick: (view, elapsedMs) => ({type: 'tick', elapsedMs, stop: nextStop(view)}),
    },
    hears: send => onNews?.(notice => send({type: 'say', notice})) ?? (() => undefined),
  };
}

/** The two things that matter most. */
function smallLines(view: View): readonly Line[] {
  const worst = worstOf(allStatuses(view));
  return [
    [span(localClock(view.stage.timeline, view.state.positionMs), 'accent')],
    [span(`${signs[worst].sign} ${worst}`, signs[worst].role)],
    [badge(view)],
  ];
}

const mild: Line = [span(' ● operational  ', 'ok'), span('▲ degraded  ', 'degraded')];
const bad: Line = [span(' ◆ partial outage  ', 'partial'), span('✖ major outage', 'major')];
const sustained: Line = [span(`  ${sustainSign} `, 'degraded'), span('cause gone')];
const fact: Line = [span(' FACT ', 'bold'), span('the record; ~ about, < by, > from')];
const model: Line = [span(' SIMULATED ', 'simulated'), span('worked out by the model')];
const mouse = 'shift+drag selects text (macOS: option); --no-mouse: off';

/** What signs and words on the screen mean. */
const legend = (_: View, width: number): readonly Line[] => [
  ...(width < twoKeyColumnsFrom
    ? [[...mild, ...sustained], bad, fact, model]
    : [
        [...mild, ...bad, ...sustained],
        [...fact, ...model],
      ]),
  ...prose(mouse, width, 'dim'),
];
