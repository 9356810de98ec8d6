import {history, type Plan} from '../../src/engine/plan.js';
import type {Prepared} from '../../src/engine/simulate.js';
import type {Later} from '../../src/screens/replay/background.js';
import {speaker} from '../../src/screens/replay/speaker.js';
import type {Ms} from '../../src/timeline/types.js';

/** What a terminal sends for keys that tests name. */
const sequences: Readonly<Record<string, string>> = {
  ...{up: '\u001B[A', down: '\u001B[B', right: '\u001B[C', left: '\u001B[D', 'shift-right': '\u001B[1;2C', 'shift-left': '\u001B[1;2D'},
  ...{'page-down': '\u001B[6~', 'page-up': '\u001B[5~', 'shift-tab': '\u001B[Z', 'ctrl-r': '\u0012'},
  ...{enter: '\r', tab: '\t', space: ' ', escape: '\u001B', backspace: '\u007F'},
};

/** Somebody who listens to the console, with a clock that goes on when they say so. */
export function listen(prepared: Prepared, at: Ms, plan: Plan = history) {
  let nowMs = 0;
  let waiting: readonly {readonly run: () => void; readonly atMs: number}[] = [];
  let said: string[][] = [];
  let hasQuit = false;
  const later: Later = (run, delayMs) => {
    const job = {run, atMs: nowMs + delayMs};
    waiting = [...waiting, job];
    return () => {
      waiting = waiting.filter(other => other !== job);
    };
  };
  const spoken = speaker({
    ...{prepared, opening: {positionMs: at, plan, start: {}}, theme: 'dark'},
    say: lines => void said.push([...lines]),
    quit: () => {
      hasQuit = true;
    },
    onMoment: () => undefined,
    reopen: (edits, atMs) => `reopen ${edits.length} ${atMs}`,
    ...{later, nowMs: () => nowMs},
  });
  const take = (): readonly (readonly string[])[] => {
    const blocks = said;
    said = [];
    return blocks;
  };
  /** Lets real time go on. */
  const wait = (lengthMs: number): void => {
    const untilMs = nowMs + lengthMs;
    for (;;) {
      const [next] = waiting.toSorted((a, b) => a.atMs - b.atMs);
      if (next === undefined || next.atMs > untilMs) break;
      waiting = waiting.filter(other => other !== next);
      nowMs = Math.max(nowMs, next.atMs);
      next.run();
    }
    nowMs = untilMs;
  };
  return {
    /** Presses keys, and returns what was said at once: a block of lines for each thing that was said. */
    press(...keys: readonly string[]): readonly (readonly string[])[] {
      for (const key of keys) spoken.press(sequences[key] ?? key);
      return take();
    },
    /** Lets time go on, and returns what was said meanwhile. */
    waits(lengthMs: number): readonly (readonly string[])[] {
      wait(lengthMs);
      return take();
    },
    again(): readonly (readonly string[])[] {
      spoken.again();
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
