import {keyOfSequence} from '../../screen/key-names.js';
import type {Later} from '../replay/background.js';
import {labBench} from './bench.js';
import {jobOf} from './checking.js';
import {reopenLab, typedInLab} from './commands.js';
import {isLabAction, labCommandFor, labContextOf} from './keymap.js';
import {reduceLab} from './reducer.js';
import {labPresent, labSpoken} from './spoken.js';
import type {LabAction, LabState} from './state.js';

export type LabSpeakerOptions = {
  readonly first: LabState;
  /** Prints lines below everything that was said before. */
  readonly say: (lines: readonly string[]) => void;
  readonly quit: () => void;
  /** Out of the lab, to where it was opened. */
  readonly leave: () => void;
  readonly onState: (state: LabState) => void;
  readonly later: Later;
  /** Real milliseconds, from any start. */
  readonly nowMs: () => number;
};

export type LabSpeaker = {
  /** The sequence that the terminal sent for one keypress. */
  readonly press: (sequence: string) => void;
  readonly again: () => void;
  readonly close: () => void;
};

const tickMs = 100;
/** How far what is open could be scrolled: it is read out whole. */
const noScroll = 0;

/** The lab for ears: the same keys and the same reducer as on the screen; of what comes out, the change is said. */
export function labSpeaker({first, say, quit, leave, onState, later, nowMs}: LabSpeakerOptions): LabSpeaker {
  let state = first;
  let heard: LabState | null = null;
  let stopClock: (() => void) | null = null;
  const bench = labBench(
    news => {
      change({type: 'news', news});
      tell();
    },
    later,
    nowMs,
  );

  function change(action: LabAction): void {
    state = reduceLab(state, action);
    onState(state);
    bench.want(jobOf(state));
    runClock();
  }

  /** While a story plays, it ticks. */
  function runClock(): void {
    const isOn = state.replay?.playing === true;
    if (isOn && stopClock === null) {
      const fromMs = nowMs();
      stopClock = later(() => {
        stopClock = null;
        change({type: 'tick', elapsedMs: nowMs() - fromMs});
        tell();
      }, tickMs);
    }
    if (isOn || stopClock === null) return;
    stopClock();
    stopClock = null;
  }

  function tell(): boolean {
    const lines = labSpoken(heard, state);
    heard = state;
    if (lines.length > 0) say(lines);
    return lines.length > 0;
  }

  bench.want(jobOf(state));
  tell();
  return {
    press(sequence) {
      const {name, input} = keyOfSequence(sequence);
      if (name === 'i' && labContextOf(state) !== 'code') return say(labPresent(state));
      const command = labCommandFor(name, state, noScroll) ?? typedInLab(state, name, input);
      if (command === undefined) return say(['This key means nothing here. Question mark lists the keys.']);
      if (command.type === 'quit') return quit();
      if (command.type === 'leave') return leave();
      if (command.type === 'copy') return say(['To come back here:', reopenLab(state)]);
      if (!isLabAction(command)) return;
      change(command);
      if (!tell()) say(['Nothing changes.']);
    },
    again: () => say(labPresent(state)),
    close() {
      bench.close();
      stopClock?.();
    },
  };
}
