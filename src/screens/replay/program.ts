import type {Prepared} from '../../engine/simulate.js';
import {localClock} from '../../format/clock.js';
import {twoKeyColumnsFrom} from '../../screen/keys.js';
import {type Line, span} from '../../screen/line.js';
import type {Program} from '../../screen/program.js';
import {prose} from '../../screen/prose.js';
import {signs, sustainSign, worstOf} from '../../screen/signs.js';
import type {ThemeName} from '../../screen/theme.js';
import {asking} from './answering.js';
import {nextStop} from './breakpoint-words.js';
import {typed} from './commands.js';
import {factsOf, lastFacts} from './facts.js';
import {groups, isTyping, keysWith, placeOf, type Reopen} from './keys.js';
import {bodyOf} from './layout.js';
import {timelineBar} from './panels/bar.js';
import {badge, header} from './panels/header.js';
import {pointed} from './pointer.js';
import {promptLine} from './prompts.js';
import type {Answers} from './questions.js';
import {reduce} from './reducer.js';
import type {Opening} from './saved-session.js';
import {replayVoice} from './spoken/spoken.js';
import {type Action, type AppState, initialState} from './state.js';
import {thingsOf} from './things.js';
import {stageOf} from './timeline-index.js';
import {allStatuses, type View} from './view.js';

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
