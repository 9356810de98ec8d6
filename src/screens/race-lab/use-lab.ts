import {useCallback, useEffect, useMemo, useRef, useState} from 'react';
import type {ThemeName} from '../../screen/theme.js';
import type {MouseEvent} from '../../surfaces/input.js';
import {usePlaybackClock} from '../../surfaces/use-playback-clock.js';
import {afterDelay} from '../replay/background.js';
import type {Size} from '../replay/state/view.js';
import {labBench} from './bench.js';
import {jobOf} from './checking.js';
import {reopenLab, typedInLab} from './commands.js';
import {isLabAction, type LabCommand, labCommandFor} from './keymap.js';
import {labScrollEnd} from './layout.js';
import {labPointed} from './pointer.js';
import {reduceLab} from './reducer.js';
import {type LabAction, type LabOpening, type LabState, openedLab} from './state.js';

/** What the lab needs of whoever shows it. */
export type LabHost = {
  readonly size: () => Size;
  readonly copy: (text: string) => boolean;
  readonly onQuit: () => void;
  /** Told after every change where the lab stands. */
  readonly onState?: (state: LabState) => void;
};

export type Lab = {
  /** Null: the lab is not open. */
  readonly state: LabState | null;
  readonly open: (opening: LabOpening, theme: ThemeName) => void;
  /** Each takes what comes in while the lab is open, and says whether it is. */
  readonly press: (name: string, input: string) => boolean;
  readonly paste: (text: string) => boolean;
  readonly point: (event: MouseEvent) => boolean;
};

/**
 * The race lab behind the keys: its state is kept beside React's, so that each of several keys between two frames sees what the one
 * before it did. `first`: what it opens with at once; null: it waits to be opened as the guest of the console.
 */
export function useLab(host: LabHost, first: LabState | null = null): Lab {
  const [state, setState] = useState(first);
  const latest = useRef(state);
  const left = useRef<LabState | null>(null);
  const hosts = useRef(host);
  hosts.current = host;
  const put = useCallback((next: LabState | null) => {
    latest.current = next;
    if (next !== null) hosts.current.onState?.(next);
    setState(next);
  }, []);
  const send = useCallback((action: LabAction) => latest.current !== null && put(reduceLab(latest.current, action)), [put]);
  const bench = useMemo(
    () =>
      labBench(
        news => void send({type: 'news', news}),
        afterDelay,
        () => performance.now(),
      ),
    [send],
  );
  // After every frame: the same job as before goes on.
  useEffect(() => bench.want(state === null ? null : jobOf(state)));
  useEffect(() => () => bench.close(), [bench]);
  usePlaybackClock(
    state?.replay?.playing === true,
    useCallback((elapsedMs: number) => void send({type: 'tick', elapsedMs}), [send]),
  );

  const obey = useCallback(
    (find: (before: LabState) => LabCommand | undefined): boolean => {
      const before = latest.current;
      if (before === null) return false;
      const command = find(before);
      if (command === undefined) return true;
      if (isLabAction(command)) send(command);
      else if (command.type === 'quit') hosts.current.onQuit();
      else if (command.type === 'copy') send({type: 'say', notice: copied(before, hosts.current.copy)});
      else {
        left.current = before;
        put(null);
      }
      return true;
    },
    [send, put],
  );
  return {
    state,
    // What was learned before stays learned.
    open: (opening, theme) => put({...openedLab(opening, theme, true), passed: left.current?.passed ?? []}),
    press: (name, input) =>
      obey(before => labCommandFor(name, before, labScrollEnd(before, hosts.current.size())) ?? typedInLab(before, name, input)),
    paste: text => obey(before => typedInLab(before, '', text)),
    point: event => obey(before => labPointed(before, hosts.current.size(), event)),
  };
}

/** Puts the command line that comes back here into the clipboard, and says so. */
function copied(state: LabState, copy: LabHost['copy']): string {
  const line = reopenLab(state);
  return copy(line) ? `Copied: ${line}` : `This terminal has no clipboard: ${line}`;
}
