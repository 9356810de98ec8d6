import {useApp, useInput} from 'ink';
import {useEffect} from 'react';
import {toAscii} from '../../screen/ascii.js';
import {nameOfKey} from '../../screen/key-names.js';
import {type ColorLevel, paint, themes} from '../../screen/theme.js';
import {Canvas} from '../../surfaces/canvas.js';
import type {FullScreen} from '../../surfaces/full-screen.js';
import {useSize} from '../../surfaces/use-size.js';
import {labFrame} from './frame.js';
import type {LabState} from './state.js';
import {useLab} from './use-lab.js';

export type LabProps = {
  readonly first: LabState;
  readonly colorLevel: ColorLevel;
  /** Draws with ASCII alone. */
  readonly isAscii: boolean;
  readonly screen: Pick<FullScreen, 'size' | 'onResize' | 'onPaste' | 'onMouse' | 'copy'>;
  readonly onState: (state: LabState) => void;
};

/** The race lab on a screen of its own. */
export function LabApp({first, colorLevel, isAscii, screen, onState}: LabProps) {
  const {exit} = useApp();
  const size = useSize(screen);
  const {state, press, paste, point} = useLab({size: screen.size, copy: screen.copy, onQuit: exit, onState}, first);
  useInput((input, key) => void press(nameOfKey(input, key), input));
  useEffect(() => screen.onPaste(paste), [screen, paste]);
  useEffect(() => screen.onMouse(point), [screen, point]);
  if (state === null) return null;
  const lines = paint(labFrame(state, size), themes[state.theme], colorLevel);
  return <Canvas lines={isAscii ? lines.map(toAscii) : lines} width={size.columns} height={size.rows} />;
}
