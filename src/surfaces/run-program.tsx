import {useApp, useInput} from 'ink';
import {useEffect, useMemo, useReducer} from 'react';
import {toAscii} from '../screen/ascii.js';
import type {Later} from '../screen/background.js';
import {keyOfSequence, nameOfKey} from '../screen/key-names.js';
import type {AnyProgram, Scene} from '../screen/program.js';
import {Running} from '../screen/running.js';
import {type ColorLevel, paint, themes} from '../screen/theme.js';
import {Canvas} from './canvas.js';
import {type FullScreen, type FullScreenOptions, runFullScreen} from './full-screen.js';
import {runLineMode} from './line-mode.js';
import {useSize} from './use-size.js';
import {voice} from './voice.js';

/** How a program is shown, or that it is heard. */
export type Looks = {
  readonly colorLevel: ColorLevel;
  /** Draws with ASCII alone. */
  readonly isAscii: boolean;
  /** Said in plain lines, for a screen reader, instead of drawn. */
  readonly isHeard: boolean;
};

export type RunOptions = FullScreenOptions &
  Looks & {
    /** Told where the program stands, before it is first shown and after every change. */
    readonly onChange?: (scene: Scene) => void;
    /** Told once that has been shown. */
    readonly onShown?: (scene: Scene) => void;
    /** Settles when there is nothing more to show; without it the person alone leaves. */
    readonly ended?: Promise<unknown> | undefined;
  };

export const afterDelay: Later = (run, delayMs) => {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};

/** Runs a program on the terminal until it ends, drawn or spoken. */
export async function runProgram(program: AnyProgram, options: RunOptions): Promise<void> {
  if (!options.isHeard) return runFullScreen(screen => <Host program={program} options={options} screen={screen} />, options);
  const nowMs = () => performance.now();
  await runLineMode(({say, end}) => {
    void options.ended?.then(end);
    const speaking = voice(program, {say, quit: end, later: afterDelay, nowMs, onChange: options.onChange});
    return {...speaking, press: sequence => speaking.press(keyOfSequence(sequence).name, keyOfSequence(sequence).input)};
  }, options);
}

type HostProps = {readonly program: AnyProgram; readonly options: RunOptions; readonly screen: FullScreen};

/** Any program on the whole screen: the one component there is. */
function Host({program, options: {colorLevel, isAscii, onChange, onShown, ended}, screen}: HostProps) {
  const {exit} = useApp();
  const size = useSize(screen);
  const [, again] = useReducer((count: number) => count + 1, 0);
  const run = useMemo(() => {
    const running = new Running(program, {
      size: screen.size,
      copy: screen.copy,
      end: exit,
      later: afterDelay,
      nowMs: () => performance.now(),
    });
    onChange?.(running.scene());
    return running;
  }, [program, screen, exit, onChange]);
  useEffect(() => {
    const stop = run.onChange(() => {
      onChange?.(run.scene());
      again();
    });
    return () => {
      stop();
      run.close();
    };
  }, [run, onChange]);
  useEffect(() => screen.onPaste(run.paste.bind(run)), [screen, run]);
  useEffect(() => screen.onMouse(run.point.bind(run)), [screen, run]);
  useEffect(() => void ended?.then(() => exit()), [ended, exit]);
  useInput((input, key) => void run.press(nameOfKey(input, key), input));
  const scene = run.scene();
  useEffect(() => onShown?.(scene), [onShown, scene]);
  const lines = paint(run.frame(), themes[scene.program.ui(scene.view).theme], colorLevel);
  return <Canvas lines={isAscii ? lines.map(toAscii) : lines} width={size.columns} height={size.rows} />;
}
