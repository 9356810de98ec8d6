import type {Later} from '../../src/screen/background.js';
import type {Line, Size} from '../../src/screen/line.js';
import {textOf} from '../../src/screen/line.js';
import type {AnyProgram, Scene} from '../../src/screen/program.js';
import {Running} from '../../src/screen/running.js';
import {voice} from '../../src/surfaces/voice.js';

/** Time that passes when a test says so. */
export function manualTime() {
  let atMs = 0;
  let waiting: {readonly run: () => void; readonly atMs: number}[] = [];
  const later: Later = (run, delayMs) => {
    const one = {run, atMs: atMs + delayMs};
    waiting.push(one);
    return () => {
      waiting = waiting.filter(other => other !== one);
    };
  };
  return {
    later,
    nowMs: () => atMs,
    /** Lets so many milliseconds pass; what is due runs in its order. */
    pass(ms: number): void {
      const untilMs = atMs + ms;
      for (;;) {
        const [next] = waiting.filter(one => one.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs);
        if (next === undefined) break;
        waiting = waiting.filter(one => one !== next);
        atMs = Math.max(atMs, next.atMs);
        next.run();
      }
      atMs = untilMs;
    },
  };
}

const names = /^(?:(?:ctrl|shift)-.+|up|down|left|right|home|end|page-(?:up|down)|enter|escape|tab|backspace)$/;
const inputOf = (key: string): string => (key === 'space' ? ' ' : names.test(key) ? '' : key);

/** A program on a pretended screen: keys and clicks go in, lines come out. */
export function shown(program: AnyProgram, size: Size = {columns: 80, rows: 24}) {
  const time = manualTime();
  const copied: string[] = [];
  let hasEnded = false;
  const run = new Running(program, {
    size: () => size,
    copy(text) {
      copied.push(text);
      return true;
    },
    end() {
      hasEnded = true;
    },
    later: time.later,
    nowMs: time.nowMs,
  });
  const lines = (): readonly Line[] => run.frame();
  const rows = (): readonly string[] => lines().map(textOf);
  return {
    run,
    scene: (): Scene => run.scene(),
    lines,
    rows,
    screen: (): string => rows().join('\n'),
    press(...keys: readonly string[]): void {
      for (const key of keys) run.press(key, inputOf(key));
    },
    /** Types a text, character by character. */
    type(text: string): void {
      for (const letter of text) run.press(letter === ' ' ? 'space' : letter, letter);
    },
    /** A click on the first place where a text stands, `offset` columns into it. */
    click(text: string, offset = 0): void {
      const row = rows().findIndex(line => line.includes(text));
      if (row < 0) throw new Error(`not on the screen: ${text}`);
      const column = (rows()[row] ?? '').indexOf(text) + offset;
      run.point({type: 'mouse', kind: 'down', button: 0, column, row});
      if (!hasEnded) run.point({type: 'mouse', kind: 'up', button: 0, column, row});
    },
    wheel(by: 1 | -1, text: string): void {
      const row = Math.max(
        0,
        rows().findIndex(line => line.includes(text)),
      );
      run.point({type: 'mouse', kind: 'wheel', wheel: by, column: Math.max(0, (rows()[row] ?? '').indexOf(text)), row});
    },
    pass: time.pass,
    copied,
    hasEnded: () => hasEnded,
  };
}

/** A program for a listener: keys go in, sentences come out. */
export function heard(program: AnyProgram) {
  const time = manualTime();
  let said: string[] = [];
  let hasEnded = false;
  const speaking = voice(program, {
    say: lines => void said.push(...lines),
    quit() {
      hasEnded = true;
    },
    later: time.later,
    nowMs: time.nowMs,
  });
  /** What was said since it was last asked. */
  const news = (): string => {
    const text = said.join('\n');
    said = [];
    return text;
  };
  return {
    news,
    press(...keys: readonly string[]): string {
      for (const key of keys) speaking.press(key, inputOf(key));
      return news();
    },
    pass(ms: number): string {
      time.pass(ms);
      return news();
    },
    hasEnded: () => hasEnded,
  };
}
