import {useApp, useInput} from 'ink';
import {useEffect, useMemo, useRef, useState} from 'react';
import type {Walk} from '../../learn/walk.js';
import {toAscii} from '../../screen/ascii.js';
import {nameOfKey} from '../../screen/key-names.js';
import {type ColorLevel, paint, type ThemeName, themes} from '../../screen/theme.js';
import {type FullScreen, type FullScreenOptions, runFullScreen} from '../../surfaces/full-screen.js';
import {useSize} from '../../surfaces/use-size.js';
import {Canvas} from '../replay/canvas.js';
import {learnFrame} from './frame.js';
import {type Command, commandFor, typed} from './keymap.js';
import {initialState, type Overlay, reduce} from './state.js';
import {type LearnView, pages} from './view.js';

export type LearnOptions = {
  readonly walk: Walk;
  /** What lies over the first page; undefined: the list of lessons. */
  readonly overlay?: Overlay | undefined;
  readonly theme: ThemeName;
  readonly colorLevel: ColorLevel;
  /** Draws with ASCII alone. */
  readonly isAscii: boolean;
  /** Told after every step on the way. */
  readonly onWalk: (walk: Walk) => void;
};

/** The screen of `learn`: keys go into one reducer, one pure function draws what comes out. */
function Learn({walk, overlay, theme, colorLevel, isAscii, onWalk, screen}: LearnOptions & {readonly screen: FullScreen}) {
  const {exit} = useApp();
  const size = useSize(screen);
  const pageOf = useMemo(pages, []);
  const [state, setState] = useState(() => initialState(walk, pageOf, theme, overlay));
  // Several keys can arrive between two frames, and each must see what the one before it did.
  const newest = useRef(state);
  const viewOf = (of: typeof state): LearnView => ({state: of, page: pageOf(of.walk)});

  const obey = (find: (view: LearnView) => Command | undefined) => {
    const before = newest.current;
    const command = find(viewOf(before));
    if (command === undefined) return;
    if (command.type === 'quit') return exit();
    newest.current = reduce(pageOf, before, command);
    if (newest.current.walk !== before.walk) onWalk(newest.current.walk);
    setState(newest.current);
  };
  useInput((input, key) => {
    const name = nameOfKey(input, key);
    obey(view => commandFor(name, view) ?? typed(view, name, input));
  });
  const latest = useRef(obey);
  latest.current = obey;
  useEffect(() => screen.onPaste(text => latest.current(view => typed(view, 'paste', text))), [screen]);

  const lines = paint(learnFrame(viewOf(state), size), themes[state.theme], colorLevel);
  return <Canvas lines={isAscii ? lines.map(toAscii) : lines} width={size.columns} height={size.rows} />;
}

/** Runs the lessons until the person quits. */
export async function learn(options: LearnOptions & Pick<FullScreenOptions, 'stdout' | 'stdin' | 'describeBug'>): Promise<void> {
  const {stdout, stdin, describeBug, ...props} = options;
  await runFullScreen(screen => <Learn {...props} screen={screen} />, {
    ...(stdout && {stdout}),
    ...(stdin && {stdin}),
    ...(describeBug && {describeBug}),
  });
}
