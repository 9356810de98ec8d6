import {useRef, useState} from 'react';
import type {Size} from '../../screen/line.js';
import type {MouseEvent} from '../../screen/pointer-event.js';
import {Running} from '../../screen/running.js';
import type {ThemeName} from '../../screen/theme.js';
import {afterDelay} from '../replay/background.js';
import {labProgram} from './program.js';
import type {LabOpening, LabState} from './state.js';

/** What the lab needs of whoever shows it. */
type LabHost = {readonly size: () => Size; readonly copy: (text: string) => boolean; readonly onQuit: () => void};

export type OpenLab = {readonly run: Running; readonly theme: ThemeName};

/** The lab over the console, until that enters it by an effect. `q` quits; whatever else ends it leads back. */
export function useLab(host: LabHost) {
  const [state, setState] = useState<OpenLab | null>(null);
  const open = useRef<Running | null>(null);
  const passed = useRef<readonly number[]>([]);
  const lastKey = useRef('');
  const obey = (does: (run: Running) => void): boolean => {
    const run = open.current;
    if (run !== null) does(run);
    return run !== null;
  };
  return {
    state,
    open(opening: LabOpening, theme: ThemeName): void {
      const run: Running = new Running(labProgram(opening, theme, {isGuest: true, passed: passed.current}), {
        ...host,
        later: afterDelay,
        nowMs: () => performance.now(),
        end() {
          passed.current = (run.scene().view as LabState).passed;
          open.current = null;
          setState(null);
          if (lastKey.current === 'q') host.onQuit();
        },
      });
      run.onChange(() => open.current === run && setState({run, theme: (run.scene().view as LabState).theme}));
      open.current = run;
      setState({run, theme});
    },
    press(name: string, input: string): boolean {
      lastKey.current = name;
      return obey(run => void run.press(name, input));
    },
    paste: (text: string): boolean => obey(run => run.paste(text)),
    point: (event: MouseEvent): boolean => obey(run => run.point(event)),
  };
}
