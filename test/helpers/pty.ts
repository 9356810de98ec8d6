import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {type IPty, spawn} from '@lydell/node-pty';
import xterm from '@xterm/headless';

/** The names of keys, as tests press them, and what a terminal sends for them. */
const keys: Readonly<Record<string, string>> = {
  up: '\u001B[A',
  down: '\u001B[B',
  right: '\u001B[C',
  left: '\u001B[D',
  enter: '\r',
  tab: '\t',
  space: ' ',
  escape: '\u001B',
  'shift-tab': '\u001B[Z',
  'shift-left': '\u001B[1;2D',
  'shift-right': '\u001B[1;2C',
  'page-up': '\u001B[5~',
  'page-down': '\u001B[6~',
  backspace: '\u007F',
  'ctrl-r': '\u0012',
  'ctrl-x': '\u0018',
  'ctrl-c': '\u0003',
  'ctrl-l': '\u000C',
  'ctrl-z': '\u001A',
};

/** Variables of the test runner's own surroundings that would change what a program draws. */
const notInherited = [
  'CI',
  'CONTINUOUS_INTEGRATION',
  'NO_COLOR',
  'FORCE_COLOR',
  'NODE_OPTIONS',
  'NODE_ENV',
  'VITEST',
  'TMUX',
  'LINES',
  'COLUMNS',
];

export type TerminalOptions = {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
};

/**
 * A folder of its own for what a program keeps between starts: nothing of the person who runs the tests is read or written.
 * Somebody has been here before, unless `isNew`: what is said to newcomers is said in the tests that are about it.
 */
export function stateHome(isNew = false): string {
  const folder = mkdtempSync(join(tmpdir(), 'incident-replay-state-'));
  if (isNew) return folder;
  mkdirSync(join(folder, 'incident-replay'));
  writeFileSync(join(folder, 'incident-replay/looks.json'), '{}');
  return folder;
}

/** How a program ended: by an exit code, or by the number of a signal. */
export type Ending = {readonly exitCode: number; readonly signal: number};

/** A real program in a real pseudo-terminal, and a terminal emulator that shows what it draws. */
export class RealTerminal {
  readonly #pty: IPty;
  readonly #stateHome = stateHome();
  readonly #emulator: InstanceType<typeof xterm.Terminal>;
  /** How it ended, once everything it wrote has been shown. */
  readonly ended: Promise<Ending>;
  #hasEnded = false;
  #unshown = 0;
  /** Everything the program has written. */
  written = '';

  constructor(file: string, args: readonly string[], {columns = 80, rows = 24, env = {}, cwd = process.cwd()}: TerminalOptions = {}) {
    this.#emulator = new xterm.Terminal({cols: columns, rows, allowProposedApi: true});
    const inherited = Object.entries(process.env).filter(([name]) => !notInherited.includes(name) && !name.startsWith('npm_'));
    this.#pty = spawn(file, [...args], {
      name: env.TERM ?? 'xterm-256color',
      cols: columns,
      rows,
      cwd,
      env: {...Object.fromEntries(inherited), COLORTERM: 'truecolor', LC_ALL: 'C.UTF-8', XDG_STATE_HOME: this.#stateHome, ...env},
    });
    this.#pty.onData(text => this.#show(text));
    this.#emulator.onData(answer => this.#pty.write(answer)); // what a terminal answers when it is asked something
    this.ended = new Promise(resolve => {
      this.#pty.onExit(async ({exitCode, signal}) => {
        await this.#quiet(20);
        this.#hasEnded = true;
        resolve({exitCode, signal: signal ?? 0});
      });
    });
  }

  get processId(): number {
    return this.#pty.pid;
  }

  /** Presses keys, by name or as text, all at once. */
  press(...names: readonly string[]): void {
    for (const name of names) this.#pty.write(keys[name] ?? name);
  }

  paste(text: string): void {
    this.press(`\u001B[200~${text}\u001B[201~`);
  }

  /** Presses the first mouse button at a cell, drags it through others, and lets it go at the last; columns and rows count from 0. */
  drag(...cells: readonly (readonly [column: number, row: number])[]): void {
    for (const [index, [column, row]] of cells.entries()) this.press(`\u001B[<${index === 0 ? 0 : 32};${column + 1};${row + 1}M`);
    const [column, row] = cells.at(-1) ?? [0, 0];
    this.press(`\u001B[<0;${column + 1};${row + 1}m`);
  }

  click(column: number, row: number): void {
    this.drag([column, row]);
  }

  /** Moves the mouse without a pause, for as long as the program wants to hear of it. Returns what stops it. */
  shakeMouse(): () => void {
    let moves = 0;
    const timer = setInterval(() => {
      for (let each = 0; each < 5 && this.#emulator.modes.mouseTrackingMode !== 'none'; each++) {
        moves++;
        this.press(`\u001B[<35;${(moves % 70) + 1};${(moves % 20) + 1}M`);
      }
    }, 1);
    return () => clearInterval(timer);
  }

  /** Turns the wheel over a cell; down is positive. */
  wheel(notches: number, column: number, row: number): void {
    for (let turned = 0; turned < Math.abs(notches); turned++) this.press(`\u001B[<${notches > 0 ? 65 : 64};${column + 1};${row + 1}M`);
  }

  /** The cell at which a text begins. */
  cellOf(text: string): readonly [column: number, row: number] {
    const rows = this.rows();
    const row = rows.findIndex(line => line.includes(text));
    if (row === -1) throw new Error(`The screen does not show ${text}:\n${this.screen()}`);
    return [rows[row]?.indexOf(text) ?? 0, row];
  }

  resize(columns: number, rows: number): void {
    this.#emulator.resize(columns, rows);
    this.#pty.resize(columns, rows);
  }

  /** Draws on the screen behind the program's back, as a message to all users does. */
  scribble(text: string): void {
    this.#emulator.write(text);
  }

  /** From now on nothing of what the program writes is read, and nothing is answered. */
  deafen(): void {
    this.#pty.pause();
  }

  /** Closes the window. */
  close(): void {
    (this.#pty as IPty & {destroy(): void}).destroy(); // missing in its types
  }

  signal(name: NodeJS.Signals): void {
    process.kill(this.processId, name);
  }

  /** The rows of the screen, without blanks at their ends. */
  rows(): readonly string[] {
    const {active} = this.#emulator.buffer;
    return Array.from(
      {length: this.#emulator.rows},
      (_, row) =>
        active
          .getLine(active.baseY + row)
          ?.translateToString()
          .trimEnd() ?? '',
    );
  }

  readonly screen = (): string => this.rows().join('\n');

  /** The screen, as soon as it shows the text or passes the test. */
  async shows(wanted: string | RegExp | ((screen: string) => boolean), timeoutMs = 20_000): Promise<string> {
    const passes = (screen: string) =>
      typeof wanted === 'function' ? wanted(screen) : typeof wanted === 'string' ? screen.includes(wanted) : wanted.test(screen);
    const deadlineMs = performance.now() + timeoutMs;
    for (let isLate = false; ; ) {
      const screen = this.screen();
      if (this.#unshown === 0 && !this.#isWithinFrame() && passes(screen)) return screen;
      if (this.#hasEnded) throw new Error(`The program ended before the screen showed ${wanted}:\n${screen}`);
      if (isLate) throw new Error(`The screen does not show ${wanted}:\n${screen}`);
      isLate = performance.now() > deadlineMs;
      await delay(10); // also when it is late: what has arrived meanwhile must be read before it is missed
    }
  }

  /** What the program should have put back and did not; what a shell would have to live with. */
  leftovers(): readonly string[] {
    const {modes, buffer} = this.#emulator;
    const isLast = (sequence: string, undone: string) => this.written.lastIndexOf(sequence) > this.written.lastIndexOf(undone);
    const checks: readonly (readonly [boolean, string])[] = [
      [buffer.active.type === 'alternate', 'alternate screen'],
      [modes.mouseTrackingMode !== 'none', 'mouse reports'],
      [modes.bracketedPasteMode, 'marked pastes'],
      [modes.sendFocusMode, 'focus reports'],
      [!modes.wraparoundMode, 'no autowrap'],
      [isLast('\u001B[?25l', '\u001B[?25h'), 'no cursor'],
      [isLast('\u001B[?1006h', '\u001B[?1006l'), 'mouse reports in numbers'],
    ];
    return checks.filter(([isLeft]) => isLeft).map(([, what]) => what);
  }

  /** Ends the program, if it still runs, and the terminal. */
  async dispose(): Promise<void> {
    this.#pty.resume();
    if (!this.#hasEnded) this.#pty.kill('SIGKILL');
    await this.ended;
    this.#emulator.dispose();
    rmSync(this.#stateHome, {recursive: true, force: true});
  }

  /** Whether a part of a frame has arrived, and the rest has not. */
  #isWithinFrame(): boolean {
    return this.written.lastIndexOf('\u001B[?2026h') > this.written.lastIndexOf('\u001B[?2026l');
  }

  #show(text: string): void {
    this.written += text;
    this.#unshown++;
    this.#emulator.write(text, () => this.#unshown--);
  }

  async #quiet(quietMs: number): Promise<void> {
    for (let length = -1; length !== this.written.length || this.#unshown > 0; ) {
      length = this.written.length;
      await delay(quietMs);
    }
  }
}
