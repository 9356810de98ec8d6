import {openSync} from 'node:fs';
import {constants} from 'node:os';
import process from 'node:process';
import {ReadStream, type WriteStream} from 'node:tty';
import {bugExitCode, UserError} from '../errors.js';
import {drainKeyboard, statusQuery} from './drain.js';
import type {KeyPress} from './key-press.js';
import type {Output} from './output.js';

const enterScreen = '\u001B[?1049h\u001B[?25l\u001B[?7l\u001B[?2004h\u001B[2J\u001B[H'; // other screen, no cursor, no autowrap, marked pastes
const pasteOff = '\u001B[?2004l';
const leaveScreen = '\u001B[0m\u001B[?7h\u001B[?25h\u001B[?1049l';
const mouseOn = '\u001B[?1002h\u001B[?1006h';
const mouseOff = '\u001B[?1006l\u001B[?1002l';
const deadlySignals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
export type DeadlySignal = (typeof deadlySignals)[number];

export type SessionOptions = {
  readonly output: Output;
  readonly keyboard: ReadStream;
  /** Takes the other screen; false: only the keys are taken, and nothing is written. */
  readonly isFullScreen: boolean;
  /** Asks the terminal for mouse reports; it then no longer selects text by itself. */
  readonly hasMouse: boolean;
  /** Whether something has begun to arrive, as a paste, whose rest has not. */
  readonly isReading?: () => boolean;
  /** The screen is ours and empty. */
  readonly onEnter: () => void;
  /** The screen is about to be given back: draw nothing from now on. */
  readonly onLeave: () => void;
  /** The process is about to end, by a signal or a bug: the last chance to put things away. The screen has been given back. */
  readonly onEnd: () => void;
  /** After that, last of all, with the exit code that a shell will see: everything has been written. */
  readonly onDeath: (exitCode: number) => void;
  /** What to print about a bug. */
  readonly describeBug: (error: unknown) => string;
};

/**
 * A program's hold on its terminal: raw keys and, full-screen, the other screen without a cursor. However the process ends or stops, by
 * `close`, an exit, a signal or a bug, the terminal is given back first. Every method may be called at any time.
 */
export class Session {
  readonly #options: SessionOptions;
  #isOpen = false;
  #hasScreen = false;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    process.on('exit', this.#leave);
    for (const signal of deadlySignals) process.on(signal, this.die);
    process.on('SIGTSTP', this.suspend);
    process.on('SIGCONT', this.#resume);
    process.on('uncaughtException', this.crash);
    process.on('unhandledRejection', this.crash);
    this.#enter();
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#leave();
    process.off('exit', this.#leave);
    for (const signal of deadlySignals) process.off(signal, this.die);
    process.off('SIGTSTP', this.suspend);
    process.off('SIGCONT', this.#resume);
    process.off('uncaughtException', this.crash);
    process.off('unhandledRejection', this.crash);
  }

  /** Ends the process by the signal, so that whoever started it sees the true reason. */
  readonly die = (signal: DeadlySignal): void => {
    this.#end(128 + constants.signals[signal]);
    process.removeAllListeners(signal); // Ink listens too
    process.kill(process.pid, signal);
  };

  /** Ends the process because of a bug: says what happened on the screen that stays, and exits with 70. */
  readonly crash = (error: unknown): void => {
    const description = this.#options.describeBug(error);
    this.#end(bugExitCode, `${description}\n`);
    process.exit(bugExitCode);
  };

  /** Gives the terminal to the shell until the job is brought back to the foreground. Nothing happens where no shell could do that. */
  readonly suspend = (): void => {
    if (!this.#isOpen || process.platform === 'win32') return;
    this.#leave();
    process.off('SIGTSTP', this.suspend); // without a listener the signal stops the process
    process.kill(0, 'SIGTSTP'); // the whole job: npm or npx above must stop too, or the shell hangs
    // Stopped here. Where nobody could continue a stopped process, the system does not stop it, and nobody sends SIGCONT.
    setTimeout(() => {
      if (!this.#hasScreen) this.#resume();
    }, 50);
  };

  readonly #resume = (): void => {
    if (!this.#isOpen) return;
    process.off('SIGTSTP', this.suspend);
    process.on('SIGTSTP', this.suspend);
    this.#hasScreen = false;
    this.#options.keyboard.setRawMode(false); // the shell has changed the mode, which Node cannot know: on alone would do nothing
    this.#enter();
    process.emit('SIGWINCH', 'SIGWINCH'); // the window may have changed meanwhile
  };

  #enter(): void {
    if (this.#hasScreen) return;
    this.#hasScreen = true;
    const {output, keyboard, isFullScreen, hasMouse, onEnter} = this.#options;
    keyboard.setRawMode(true); // first: in the background this stops the process, before it draws on what is the shell's
    if (isFullScreen) output.writeNow(enterScreen + (hasMouse ? mouseOn : ''));
    onEnter();
  }

  readonly #leave = (): void => {
    if (!this.#hasScreen) return;
    this.#hasScreen = false;
    const {output, keyboard, isFullScreen, hasMouse, isReading = () => false, onLeave} = this.#options;
    onLeave();
    // Silenced first, then emptied, while keys are still raw: what the terminal has sent is not the shell's to read.
    const isTold = isFullScreen && output.writeNow((hasMouse ? mouseOff : '') + pasteOff);
    const isAnswerDue = isTold && (hasMouse || isReading()) && output.askNow(statusQuery);
    drainKeyboard(isAnswerDue);
    if (isFullScreen) output.writeNow(leaveScreen);
    if (!keyboard.destroyed) keyboard.setRawMode(false);
  };

  #end(exitCode: number, lastWords = ''): void {
    this.close();
    const {output, onEnd, onDeath} = this.#options;
    attempt(onEnd);
    output.reportNow(lastWords);
    attempt(() => onDeath(exitCode));
  }
}

/** Putting away can fail while the process is ending for another reason: that reason is what counts. */
function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // See above.
  }
}

/** The keyboard: stdin, or the terminal itself where stdin is a file or a pipe; undefined where there is none. */
function openKeyboard(stdin: ReadStream): ReadStream | undefined {
  if (stdin.isTTY) return stdin;
  try {
    return new ReadStream(openSync('/dev/tty', 'r'));
  } catch {
    return undefined;
  }
}

/** The keyboard of a program that needs a terminal on both sides. Throws UserError where there is none. */
export function keyboardFor(stdout: WriteStream, stdin: ReadStream): ReadStream {
  const keyboard = stdout.isTTY ? openKeyboard(stdin) : undefined;
  if (keyboard !== undefined) return keyboard;
  throw new UserError(
    'The console needs a terminal.',
    'Run it in a terminal window; the other commands work anywhere: --help lists them.',
    2,
  );
}

/** Calls `hangUp` when the window is gone, and with it what could be read or written. Returns what stops watching. */
export function onHangUp(stdout: WriteStream, keyboard: ReadStream, hangUp: () => void): () => void {
  for (const stream of [stdout, keyboard]) stream.prependListener('error', hangUp);
  keyboard.on('end', hangUp);
  return () => {
    keyboard.off('end', hangUp);
    for (const stream of [stdout, keyboard]) stream.off('error', hangUp);
  };
}

/** What a key asks of the program that reads it raw, where a terminal would have sent the signal itself. */
const signalOfKey: Readonly<Record<string, DeadlySignal>> = {'ctrl-c': 'SIGINT', 'ctrl-\\': 'SIGQUIT'};

/** Answers the keys that are the terminal's business; false for all others. `redraw`: what Ctrl-L asks for. */
export function terminalKey({name}: Pick<KeyPress, 'name'>, session: Pick<Session, 'die' | 'suspend'>, redraw: () => void): boolean {
  const signal = signalOfKey[name];
  if (signal !== undefined) session.die(signal);
  else if (name === 'ctrl-z') session.suspend();
  else if (name === 'ctrl-l') redraw();
  else return false;
  return true;
}

/** What is printed about a bug where nobody says more. */
export const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? String(error)) : String(error));
