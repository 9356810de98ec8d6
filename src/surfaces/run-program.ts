import type {Later} from '../screen/background.js';
import type {AnyProgram, Scene} from '../screen/program.js';
import {Running} from '../screen/running.js';
import type {ColorLevel} from '../screen/theme.js';
import {runLineMode} from './line-mode.js';
import {type FullScreenOptions, runTerminal, type Terminal} from './terminal.js';
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

const afterDelay: Later = (run, delayMs) => {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};
const nowMs = () => performance.now();

/** Runs a program on the terminal until it ends, drawn or spoken. */
export async function runProgram(program: AnyProgram, options: RunOptions): Promise<void> {
  if (!options.isHeard) return runTerminal(terminal => show(program, options, terminal), options);
  await runLineMode(({say, end}) => {
    void options.ended?.then(end);
    const speaking = voice(program, {say, quit: end, later: afterDelay, nowMs, onChange: options.onChange});
    return {...speaking, press: ({name, input}) => speaking.press(name, input)};
  }, options);
}

/** Draws a program, and draws it again once for all that has happened since. Returns what ends it. */
function show(program: AnyProgram, {colorLevel, isAscii, onChange, onShown, ended}: RunOptions, terminal: Terminal): () => void {
  const {size, copy, end} = terminal;
  const run = new Running(program, {size, copy, end, later: afterDelay, nowMs});
  let isDue = false;
  let isOver = false;
  const draw = (): void => {
    isDue = false;
    if (isOver) return;
    const scene = run.scene();
    terminal.draw(run.frame(), {theme: scene.program.ui(scene.view).theme, colorLevel, isAscii});
    onShown?.(scene);
  };
  // Keys that arrive together are one frame.
  const drawSoon = (): void => {
    if (isDue) return;
    isDue = true;
    setImmediate(draw);
  };
  onChange?.(run.scene());
  const stops = [
    run.onChange(() => {
      onChange?.(run.scene());
      drawSoon();
    }),
    terminal.onResize(drawSoon),
    terminal.onKey(({name, input}) => void run.press(name, input)),
    terminal.onPaste(text => run.paste(text)),
    terminal.onMouse(event => run.point(event)),
  ];
  void ended?.then(end);
  draw();
  return () => {
    isOver = true;
    for (const stop of stops) stop();
    run.close();
  };
}
