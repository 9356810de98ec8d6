import {useApp, useInput} from 'ink';
import {useCallback, useEffect, useMemo, useReducer, useRef} from 'react';
import {type Plan, throwAt} from '../engine/plan.js';
import {type Prepared, simulate} from '../engine/simulate.js';
import {impactOf} from '../review/impact.js';
import type {FullScreen} from '../terminal/full-screen.js';
import type {Ms} from '../timeline/types.js';
import {Canvas} from './canvas.js';
import {refusalOf, selectedMitigation, typed} from './commands.js';
import {factsOf} from './facts.js';
import {frame} from './frame.js';
import {usePlaybackClock} from './hooks/use-playback-clock.js';
import {useSize} from './hooks/use-size.js';
import {nameOfKey} from './key-names.js';
import {commandFor} from './keymap.js';
import {scrollEndOf} from './layout.js';
import {stageOf} from './stage.js';
import {type Action, type AppState, initialState, reduce} from './state.js';
import {type ColorLevel, dark, paint} from './theme.js';
import {type Preview, standingOf, type View} from './view.js';

export type AppProps = {
  readonly prepared: Prepared;
  readonly plan: Plan;
  readonly positionMs: Ms;
  readonly colorLevel: ColorLevel;
  readonly screen: Pick<FullScreen, 'size' | 'onResize' | 'onPaste'>;
  /** Told after every change where the replay stands. */
  readonly onMoment: (plan: Plan, positionMs: Ms) => void;
};

/** The console: keys and the clock go into one reducer, one pure function draws what comes out. */
export function App({prepared, plan, positionMs, colorLevel, screen, onMoment}: AppProps) {
  const {exit} = useApp();
  const size = useSize(screen);
  const stage = useMemo(() => stageOf(prepared.timeline, prepared.history.tracks), [prepared]);
  const [state, dispatch] = useReducer(
    (before: AppState, action: Action) => reduce(stage, before, action),
    null,
    () => initialState(stage, positionMs, plan),
  );
  const history = useMemo(() => factsOf(prepared.history, prepared.history), [prepared]);
  const now = useMemo(
    () => (state.plan.length === 0 ? history : factsOf(simulate(prepared, state.plan), prepared.history)),
    [prepared, history, state.plan],
  );
  const preview = usePreview(prepared, state, {state, stage, now, history, preview: null});
  const view: View = {state, stage, now, history, preview};

  // A key that comes before the next effect must see the newest view, not the one its listener was made with.
  const latest = useRef(view);
  latest.current = view;
  useInput((input, key) => {
    const name = nameOfKey(input, key);
    const command = commandFor(name, latest.current, scrollEndOf(latest.current, size)) ?? typed(latest.current, name, input);
    if (command?.type === 'quit') exit();
    else if (command !== undefined) dispatch(command);
  });
  useEffect(
    () =>
      screen.onPaste(text => {
        const command = typed(latest.current, text, text);
        if (command !== undefined) dispatch(command);
      }),
    [screen],
  );
  usePlaybackClock(
    state.playing,
    useCallback(elapsedMs => dispatch({type: 'tick', elapsedMs}), []),
  );
  useEffect(() => onMoment(state.plan, state.positionMs), [onMoment, state.plan, state.positionMs]);

  return <Canvas lines={paint(frame(view, size), dark, colorLevel)} width={size.columns} height={size.rows} />;
}

/** What the open mitigation would do if it were thrown now; simulated only while the replay stands still. */
function usePreview(prepared: Prepared, state: AppState, view: View): Preview | null {
  const mitigation = selectedMitigation(view);
  const wanted =
    !state.playing &&
    (state.overlay.type === 'mitigations' || state.focus === 'mitigations') &&
    mitigation !== undefined &&
    refusalOf(view) === null &&
    !standingOf(view, mitigation).thrown;
  const id = wanted ? mitigation.id : null;
  return useMemo(() => {
    if (id === null) return null;
    const {userMinutes} = impactOf(simulate(prepared, throwAt(state.plan, id, state.positionMs)));
    return {mitigation: id, atMs: state.positionMs, userMinutes};
  }, [prepared, state.plan, state.positionMs, id]);
}
