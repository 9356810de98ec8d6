import {useApp, useInput} from 'ink';
import {useCallback, useEffect, useMemo, useRef, useState} from 'react';
import type {Plan} from '../engine/plan.js';
import type {Prepared} from '../engine/simulate.js';
import type {FullScreen} from '../terminal/full-screen.js';
import type {Ms} from '../timeline/types.js';
import {toAscii} from './ascii.js';
import {questionsOf} from './asked.js';
import {Canvas} from './canvas.js';
import {typed} from './commands.js';
import {factsOf, lastFacts} from './facts.js';
import {frame} from './frame.js';
import {useAnswers} from './hooks/use-answers.js';
import {usePlaybackClock} from './hooks/use-playback-clock.js';
import {useSize} from './hooks/use-size.js';
import {nameOfKey} from './key-names.js';
import {type Command, commandFor} from './keymap.js';
import {pageOf, scrollEndOf} from './layout.js';
import {noAnswers} from './questions.js';
import {stageOf} from './stage.js';
import {type Action, type AppState, initialState, reduce} from './state.js';
import {type ColorLevel, paint, type ThemeName, themes} from './theme.js';
import type {View} from './view.js';

export type AppProps = {
  readonly prepared: Prepared;
  readonly plan: Plan;
  readonly positionMs: Ms;
  readonly theme: ThemeName;
  readonly colorLevel: ColorLevel;
  /** Draws with ASCII alone. */
  readonly isAscii: boolean;
  readonly screen: Pick<FullScreen, 'size' | 'onResize' | 'onPaste' | 'copy'>;
  /** Told after every change where the replay stands. */
  readonly onMoment: (plan: Plan, positionMs: Ms, theme: ThemeName) => void;
  /** The command line that opens the console there. */
  readonly reopen: (plan: Plan, positionMs: Ms, theme: ThemeName) => string;
};

/** The console: keys and the clock go into one reducer, one pure function draws what comes out. */
export function App({prepared, plan, positionMs, theme, colorLevel, isAscii, screen, onMoment, reopen}: AppProps) {
  const {exit} = useApp();
  const size = useSize(screen);
  const {state, viewOf, send, newest} = useReplay(prepared, plan, positionMs, theme, onMoment);
  const asking = viewOf(state);
  const {answers, bench} = useAnswers(prepared, questionsOf(asking));
  const view: View = {...asking, answers};

  const answer = (find: (view: View) => Command | undefined) => {
    const command = find({...viewOf(newest()), answers: bench.answers()});
    if (command?.type === 'quit') exit();
    else if (command?.type === 'copy') send({type: 'say', notice: copied(screen, newest(), reopen)});
    else if (command !== undefined) send(command);
  };
  useInput((input, key) => {
    const name = nameOfKey(input, key);
    answer(
      before => commandFor(name, before, scrollEndOf(before, screen.size()), pageOf(before, screen.size())) ?? typed(before, name, input),
    );
  });
  const latest = useRef(answer);
  latest.current = answer;
  useEffect(() => screen.onPaste(text => latest.current(before => typed(before, text, text))), [screen]);
  usePlaybackClock(
    state.playing,
    useCallback(elapsedMs => send({type: 'tick', elapsedMs}), [send]),
  );

  const lines = paint(frame(view, size), themes[state.theme], colorLevel);
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
function useReplay(prepared: Prepared, plan: Plan, positionMs: Ms, theme: ThemeName, onMoment: AppProps['onMoment']) {
  const stage = useMemo(() => stageOf(prepared.timeline, prepared.history.tracks), [prepared]);
  const history = useMemo(() => factsOf(prepared.history, prepared.history), [prepared]);
  const [state, setState] = useState(() => initialState(stage, positionMs, plan, theme));
  const latest = useRef(state);
  const factsFor = useMemo(() => lastFacts(prepared, history), [prepared, history]);
  const viewOf = (of: AppState): View => ({state: of, stage, now: factsFor(of.plan), history, answers: noAnswers});
  const send = useCallback(
    (action: Action) => {
      latest.current = reduce(stage, latest.current, action);
      onMoment(latest.current.plan, latest.current.positionMs, latest.current.theme);
      setState(latest.current);
    },
    [stage, onMoment],
  );
  return {state, viewOf, send, newest: () => latest.current};
}
