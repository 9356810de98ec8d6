import {useApp, useInput} from 'ink';
import {useCallback, useEffect, useMemo, useRef, useState} from 'react';
import type {Plan} from '../../engine/plan.js';
import type {Prepared} from '../../engine/simulate.js';
import {toAscii} from '../../screen/ascii.js';
import {nameOfKey} from '../../screen/key-names.js';
import {type ColorLevel, paint, type ThemeName, themes} from '../../screen/theme.js';
import {Canvas} from '../../surfaces/canvas.js';
import type {FullScreen} from '../../surfaces/full-screen.js';
import {usePlaybackClock} from '../../surfaces/use-playback-clock.js';
import {useSize} from '../../surfaces/use-size.js';
import type {Ms} from '../../timeline/types.js';
import {labFrame} from '../race-lab/frame.js';
import {labAt} from '../race-lab/night.js';
import {useLab} from '../race-lab/use-lab.js';
import {nextStop} from './breakpoint-words.js';
import {typed} from './commands.js';
import {factsOf, lastFacts} from './facts.js';
import {frame} from './frame.js';
import {type Command, commandFor} from './keymap.js';
import {pageOf, scrollEndOf} from './layout.js';
import type {Deed} from './palette.js';
import {commandOf, holdsBar} from './pointer.js';
import {noAnswers} from './questions.js';
import {questionsOf} from './questions-of.js';
import {reduce} from './reducer.js';
import {type Action, type AppState, initialState} from './state.js';
import {type Stage, stageOf} from './timeline-index.js';
import {useAnswers} from './use-answers.js';
import type {View} from './view.js';

export type AppProps = {
  readonly prepared: Prepared;
  readonly plan: Plan;
  readonly positionMs: Ms;
  /** What else of the state is not as in a first start. */
  readonly start?: Partial<AppState>;
  readonly theme: ThemeName;
  readonly colorLevel: ColorLevel;
  /** Draws with ASCII alone. */
  readonly isAscii: boolean;
  readonly screen: Pick<FullScreen, 'size' | 'onResize' | 'onPaste' | 'onMouse' | 'copy'>;
  /** Told where the replay stands, before it is first drawn and after every change. */
  readonly onMoment: (state: AppState) => void;
  /** Told once a state is on the screen: it can be drawn. */
  readonly onDrawn?: (state: AppState) => void;
  /** Subscribes to what the person must hear without having pressed a key; returns what ends that. */
  readonly onNews?: (listener: (words: string) => void) => () => void;
  /** The command line that opens the console there. */
  readonly reopen: (plan: Plan, positionMs: Ms, theme: ThemeName) => string;
};

/** The console: keys and the clock go into one reducer, one pure function draws what comes out. */
export function App({prepared, plan, positionMs, start, theme, colorLevel, isAscii, screen, onMoment, onDrawn, onNews, reopen}: AppProps) {
  const {exit} = useApp();
  const size = useSize(screen);
  const {state, viewOf, send, tick, newest} = useReplay(
    prepared,
    stage => ({...initialState(stage, positionMs, plan, theme), ...start}),
    onMoment,
  );
  const asking = viewOf(state);
  const {answers, bench} = useAnswers(prepared, questionsOf(asking));
  const view: View = {...asking, answers};
  // While the lab is open, everything here stands as it was left.
  const lab = useLab({size: screen.size, copy: screen.copy, onQuit: exit});

  const answer = (find: (view: View) => Command | undefined) => {
    const command = find({...viewOf(newest()), answers: bench.answers()});
    if (command?.type === 'quit') exit();
    else if (command?.type === 'lab') openLab();
    else if (command?.type === 'run') run(command.deed);
    else if (command?.type === 'copy') send({type: 'say', notice: copied(screen, newest(), reopen)});
    else if (command !== undefined) send(command);
  };
  const openLab = () => {
    const {state: left, now} = viewOf(newest());
    lab.open(labAt(now.run, left.positionMs), left.theme);
  };
  const press = (name: string, input: string) =>
    lab.press(name, input) ||
    answer(
      before => commandFor(name, before, scrollEndOf(before, screen.size()), pageOf(before, screen.size())) ?? typed(before, name, input),
    );
  const run = (deed: Deed) => {
    send({type: 'close'});
    if ('key' in deed) press(deed.key, '');
    else send(deed);
  };
  useInput((input, key) => void press(nameOfKey(input, key), input));
  const latest = useRef({answer, lab});
  latest.current = {answer, lab};
  // A paste is text and never a key, whatever it says.
  useEffect(
    () => screen.onPaste(text => latest.current.lab.paste(text) || latest.current.answer(before => typed(before, '', text))),
    [screen],
  );
  const isBarHeld = useRef(false);
  useEffect(() => {
    return screen.onMouse(
      event =>
        latest.current.lab.point(event) ||
        latest.current.answer(before => {
          isBarHeld.current = holdsBar(before, screen.size(), event, isBarHeld.current);
          return commandOf(before, screen.size(), event, isBarHeld.current);
        }),
    );
  }, [screen]);
  useEffect(() => onNews?.(notice => send({type: 'say', notice})), [onNews, send]);
  useEffect(() => onDrawn?.(state), [onDrawn, state]);
  usePlaybackClock(state.playing && lab.state === null, tick);

  const {theme: name} = lab.state ?? state;
  const lines = paint(lab.state === null ? frame(view, size) : labFrame(lab.state, size), themes[name], colorLevel);
  return <Canvas lines={isAscii ? lines.map(toAscii) : lines} width={size.columns} height={size.rows} />;
}

/** Puts the command line that comes back here into the clipboard, and says so. */
function copied(screen: AppProps['screen'], {plan, positionMs, theme}: AppState, reopen: AppProps['reopen']): string {
  const line = reopen(plan, positionMs, theme);
  return screen.copy(line) ? `Copied: ${line}` : 'This terminal has no clipboard. q prints the command line.';
}

/**
 * The state, and the view that follows from it. Several keys can arrive between two frames, and each must see what the one before
 * it did: so the newest state is kept beside React's, which only learns what to draw.
 */
function useReplay(prepared: Prepared, first: (stage: Stage) => AppState, onMoment: AppProps['onMoment']) {
  const stage = useMemo(() => stageOf(prepared.timeline, prepared.history.tracks), [prepared]);
  const history = useMemo(() => factsOf(prepared.history, prepared.history), [prepared]);
  const [state, setState] = useState(() => {
    const opened = first(stage);
    onMoment(opened);
    return opened;
  });
  const latest = useRef(state);
  const factsFor = useMemo(() => lastFacts(prepared, history), [prepared, history]);
  const viewOf = (of: AppState): View => ({state: of, stage, now: factsFor(of.plan), history, answers: noAnswers});
  const send = useCallback(
    (action: Action) => {
      latest.current = reduce(stage, latest.current, action);
      onMoment(latest.current);
      setState(latest.current);
    },
    [stage, onMoment],
  );
  const tick = useCallback(
    (elapsedMs: number) => {
      const stop = nextStop({state: latest.current, stage, now: factsFor(latest.current.plan)});
      send({type: 'tick', elapsedMs, stop});
    },
    [send, stage, factsFor],
  );
  return {state, viewOf, send, tick, newest: () => latest.current};
}
