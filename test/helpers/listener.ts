import {history, type Plan} from '../../src/engine/plan.js';
import type {Prepared} from '../../src/engine/simulate.js';
import {initialState} from '../../src/screens/replay/state/state.js';
import {keyPressOf} from '../../src/surfaces/key-press.js';
import {voice} from '../../src/surfaces/voice.js';
import type {Ms} from '../../src/timeline/types.js';
import {replayFrom, stageFor} from './console.js';
import {manualTime} from './program.js';

/** What a terminal sends for keys that tests name. */
const sequences: Readonly<Record<string, string>> = {
  ...{up: '\u001B[A', down: '\u001B[B', right: '\u001B[C', left: '\u001B[D', 'shift-right': '\u001B[1;2C', 'shift-left': '\u001B[1;2D'},
  ...{'page-down': '\u001B[6~', 'page-up': '\u001B[5~', 'shift-tab': '\u001B[Z', 'ctrl-r': '\u0012'},
  ...{enter: '\r', tab: '\t', space: ' ', escape: '\u001B', backspace: '\u007F'},
};

/** Somebody who listens to the console, with a clock that goes on when they say so. */
export function listen(prepared: Prepared, at: Ms, plan: Plan = history) {
  const time = manualTime();
  let said: string[][] = [];
  let hasQuit = false;
  const speaking = voice(replayFrom(prepared, initialState(stageFor(prepared), at, plan)), {
    say: lines => void said.push([...lines]),
    quit() {
      hasQuit = true;
    },
    later: time.later,
    nowMs: time.nowMs,
  });
  const take = (): readonly (readonly string[])[] => {
    const blocks = said;
    said = [];
    return blocks;
  };
  return {
    /** Presses keys, and returns what was said at once: a block of lines for each thing that was said. */
    press(...keys: readonly string[]): readonly (readonly string[])[] {
      for (const key of keys) {
        const {name, input} = keyPressOf(sequences[key] ?? key);
        speaking.press(name, input);
      }
      return take();
    },
    /** Lets time go on, and returns what was said meanwhile. */
    waits(lengthMs: number): readonly (readonly string[])[] {
      time.pass(lengthMs);
      return take();
    },
    again(): readonly (readonly string[])[] {
      speaking.again();
      return take();
    },
    heard: take,
    hasQuit: () => hasQuit,
  };
}

/**
 * A script of keys as what is heard: every key after a `>`, and below it what is said. `wait:MS` lets time go on; without it,
 * everything that is being worked out arrives before the next key.
 */
export function transcript(prepared: Prepared, at: Ms, script: string, plan: Plan = history): string {
  const listener = listen(prepared, at, plan);
  const blocks = [listener.heard(), ...(script.includes('wait:') ? [] : [listener.waits(60_000)])].flat(2);
  const lines = [...blocks];
  for (const key of script.split(' ')) {
    const [, length] = /^wait:(\d+)$/.exec(key) ?? [];
    const said =
      length === undefined
        ? [...listener.press(key), ...listener.waits(script.includes('wait:') ? 0 : 5000)]
        : listener.waits(Number(length));
    lines.push('', `> ${key}`, ...said.flat());
  }
  return `${lines.join('\n')}\n`;
}
