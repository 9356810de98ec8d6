import process from 'node:process';
import type {ReadStream, WriteStream} from 'node:tty';
import {keepConsole} from './console-log.js';
import {InputReader} from './input-reader.js';
import type {KeyPress} from './key-press.js';
import {outputTo, type Tap} from './output.js';
import {keyboardFor, onHangUp, Session, stackOf, terminalKey} from './session.js';

/** What the terminal offers a program that only ever adds lines. */
export type LineTerminal = {
  /** Prints lines below everything that was printed before. */
  readonly say: (lines: readonly string[]) => void;
  /** Ends the program. */
  readonly end: () => void;
};

export type LineProgram = {
  readonly press: (key: KeyPress) => void;
  /** Text from the clipboard, as one piece. Never empty. */
  readonly paste: (text: string) => void;
  /** Ctrl-L, and when the job is brought back to the foreground: what matters is said again. */
  readonly again: () => void;
  readonly close: () => void;
};

export type LineModeOptions = {
  readonly stdout?: WriteStream;
  readonly stdin?: ReadStream;
  /** What to print about a bug. Default: its stack. */
  readonly describeBug?: (error: unknown) => string;
  /** As for a full screen. */
  readonly tap?: Tap | undefined;
  readonly onDeath?: (exitCode: number) => void;
};

/**
 * Runs a program that takes single keys and prints plain lines on the screen that stays: no escape byte is ever written, so that a
 * screen reader, a braille line or a log get text alone. Ctrl-C, Ctrl-\ and Ctrl-Z, signals, bugs and a closed window end or stop it
 * as they do a full-screen program. Throws UserError where there is no terminal.
 */
export async function runLineMode(program: (terminal: LineTerminal) => LineProgram, options: LineModeOptions = {}): Promise<void> {
  const {stdout = process.stdout, stdin = process.stdin, describeBug = stackOf, tap, onDeath = () => {}} = options;
  const keyboard = keyboardFor(stdout, stdin);
  const output = outputTo(stdout, tap);
  const keptConsole = keepConsole();
  let running: LineProgram | undefined;
  const putAway = () => {
    running?.close();
    reader.stop();
    keyboard.off('data', reader.read);
    keyboard.pause();
    if (keyboard !== stdin) keyboard.destroy();
    output.reportNow(keptConsole.release());
  };
  const session = new Session({
    output,
    keyboard,
    isFullScreen: false,
    hasMouse: false,
    isReading: () => reader.isWithin(),
    onEnter: () => running?.again(),
    onLeave: () => undefined,
    onEnd: putAway,
    onDeath,
    describeBug,
  });
  const reader = new InputReader(event => {
    if (event.type === 'paste' && event.text !== '') running?.paste(event.text);
    if (event.type === 'key' && !terminalKey(event, session, () => running?.again())) running?.press(event);
  });
  const stopWatching = onHangUp(stdout, keyboard, () => session.die('SIGHUP'));

  session.open();
  keyboard.setEncoding('utf8').on('data', reader.read).resume();
  await new Promise<void>(resolve => {
    running = program({say: lines => void output.write(lines.map(line => `${line}\n`).join('')), end: resolve});
  });
  session.close();
  stopWatching();
  putAway();
}
