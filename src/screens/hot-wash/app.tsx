import {useApp} from 'ink';
import {useEffect, useMemo, useState} from 'react';
import type {HotWash} from '../../drill/play/hot-wash.js';
import type {ControlInput} from '../../drill/play/input.js';
import type {AnyProgram} from '../../screen/program.js';
import {Running} from '../../screen/running.js';
import {useKeys, usePaste} from '../../surfaces/use-keys.js';
import {useSize} from '../../surfaces/use-size.js';
import {FrameCanvas} from '../seat/canvas.js';
import type {Looks} from '../seat/looks.js';
import {hotWashProgram} from './program.js';

export type AfterAppProps = {
  readonly after: () => HotWash;
  /** The file that keeps the drill; empty: none does. */
  readonly journal: string;
  /** Null: it is done; else why not. */
  readonly send: (input: ControlInput) => string | null;
  readonly looks: Looks;
};

/** The hot wash, for a screen that is no program yet. */
export function AfterApp({after, journal, send, looks}: AfterAppProps) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: one program as long as it is shown
  const program = useMemo(
    () => hotWashProgram({after, reveal: () => after().observation.reveal, send, journal, theme: looks.theme}),
    [journal],
  );
  return <ProgramApp program={program} looks={looks} />;
}

/** A program on a screen that React keeps. */
export function ProgramApp({program, looks}: {readonly program: AnyProgram; readonly looks: Looks}) {
  const {exit} = useApp();
  const size = useSize(looks.screen);
  const [, setShown] = useState(0);
  const run = useMemo(
    () =>
      new Running(program, {
        size: looks.screen.size,
        copy: () => false,
        end: exit,
        later(work, delayMs) {
          const timer = setTimeout(work, delayMs);
          return () => clearTimeout(timer);
        },
        nowMs: () => performance.now(),
      }),
    [program, looks.screen.size, exit],
  );
  useEffect(() => {
    const stop = run.onChange(() => setShown(count => count + 1));
    return () => {
      stop();
      run.close();
    };
  }, [run]);
  useKeys(looks.onKey, (name, input) => void run.press(name, input));
  usePaste(looks.screen.onPaste, text => run.paste(text));
  const scene = run.scene();
  return <FrameCanvas lines={run.frame()} theme={scene.program.ui(scene.view).theme} size={size} looks={looks} />;
}
