import process from 'node:process';
import type {ReadStream, WriteStream} from 'node:tty';
import type {Line, Size} from '../screen/line.js';
import type {MouseEvent} from '../screen/pointer-event.js';
import {keepConsole} from './console-log.js';
import type {InputEvent} from './input.js';
import {InputReader} from './input-reader.js';
import type {KeyPress} from './key-press.js';
import type {Look} from './line-cells.js';
import {LinePainter} from './line-painter.js';
import {outputTo, type Tap} from './output.js';
import {keyboardFor, onHangUp, Session, stackOf, terminalKey} from './session.js';

/** What asks a terminal to put a text into the clipboard (OSC 52), also over ssh; empty for a terminal that knows no sequences. */
export function copySequence(text: string, term: string | undefined): string {
  return term === 'dumb' ? '' : `\u001B]52;c;${Buffer.from(text).toString('base64')}\u0007`;
}

export type {KeyPress, Look};

export type FullScreenOptions = {
  readonly stdout?: WriteStream;
  readonly stdin?: ReadStream;
  /** Default off: the terminal's own text selection stays. */
  readonly hasMouse?: boolean;
  /** What to print about a bug. Default: its stack. */
  readonly describeBug?: (error: unknown) => string;
  /** Hears everything that the terminal is told until the program ends, but for copied texts: they are not shown. */
  readonly tap?: Tap | undefined;
  /**
   * The process is about to end by a signal or a bug, instead of by `exit()`; nothing more will be written.
   * `exitCode`: what a shell will see.
   */
  readonly onDeath?: (exitCode: number) => void;
};

/** What a full-screen program gets. Subscriptions return what ends them. */
export type Terminal = {
  size(): Size;
  onResize(listener: () => void): () => void;
  onKey(listener: (key: KeyPress) => void): () => void;
  /** Text from the clipboard, as one piece, with \n between lines. Never empty. */
  onPaste(listener: (text: string) => void): () => void;
  /** Silent unless the mouse was asked for. */
  onMouse(listener: (event: MouseEvent) => void): () => void;
  /** Asks the terminal to put a text into the clipboard. False where it cannot be asked; whether it obeys, it does not say. */
  copy(text: string): boolean;
  /** The whole screen: `rows` lines. Only the cells that differ are written. */
  draw(lines: readonly Line[], look: Look): void;
  /** The program is over: it hears nothing more. */
  end(): void;
};

/**
 * Runs a program on the whole screen. `start` returns what puts it away. Resolves when the program has ended and the terminal was given
 * back. The terminal layer answers four keys itself: Ctrl-C and Ctrl-\ end the process by their signals, Ctrl-Z suspends it, Ctrl-L
 * draws everything again. What is written with console.* appears on stderr at the end. A bug anywhere ends the process with exit code
 * 70. Throws UserError where there is no terminal.
 */
export async function runTerminal(start: (terminal: Terminal) => (() => void) | undefined, options: FullScreenOptions): Promise<void> {
  const {stdout = process.stdout, stdin = process.stdin, hasMouse = false, describeBug = stackOf, tap, onDeath = () => {}} = options;
  const keyboard = keyboardFor(stdout, stdin);
  const keptConsole = keepConsole();
  const output = outputTo(stdout, tap);
  const painter = new LinePainter(output);
  const tellSize = () => {
    const {columns, rows} = painter.size();
    tap?.onResize(columns, rows);
  };
  stdout.prependListener('resize', tellSize); // before the painter draws for the new size
  const {promise: ended, resolve: end} = promiseOf();
  const listeners = newListeners(hasMouse);
  const reader = new InputReader(event => {
    if (event.type !== 'key' || !terminalKey(event, session, () => painter.repaint())) listeners.tell(event);
  });
  let putProgramAway: () => void = () => {};
  let isOver = false;
  const putAway = () => {
    isOver = true;
    listeners.forget();
    painter.close();
    putProgramAway();
    reader.stop();
    keyboard.off('data', reader.read);
    keyboard.pause();
    if (keyboard !== stdin) keyboard.destroy();
    output.reportNow(keptConsole.release());
  };
  const session = new Session({
    ...{output, keyboard, isFullScreen: true, hasMouse, describeBug, onDeath},
    isReading: () => reader.isWithin(),
    onEnter: () => painter.open(),
    onLeave: () => painter.close(),
    onEnd: putAway,
  });
  const stopWatching = onHangUp(stdout, keyboard, () => session.die('SIGHUP'));

  session.open();
  keyboard.setEncoding('utf8').on('data', reader.read).resume();
  try {
    const stop = once(start(terminalOf(painter, listeners, stdout, end)) ?? (() => {}));
    putProgramAway = stop;
    // Not before the first frame: loading Ink takes as long as all the rest.
    const hosted = import('./ink.js').then(({hostInInk}) => {
      if (!isOver) putProgramAway = hostInInk(() => stop, session.crash);
    });
    hosted.catch(session.crash);
    await ended;
  } catch (error) {
    session.crash(error);
  }
  session.close();
  painter.dispose();
  stdout.off('resize', tellSize);
  stopWatching();
  putAway();
}

function promiseOf(): {readonly promise: Promise<void>; readonly resolve: () => void} {
  let resolve = () => {};
  const promise = new Promise<void>(done => {
    resolve = done;
  });
  return {promise, resolve};
}

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    work();
  };
}

type Listeners = {
  readonly key: Set<(key: KeyPress) => void>;
  readonly paste: Set<(text: string) => void>;
  readonly mouse: Set<(event: MouseEvent) => void>;
  readonly tell: (event: InputEvent) => void;
  readonly forget: () => void;
};

/** Without `hasMouse`, reports that nobody asked for (another program may have left them on) are kept from everybody. */
function newListeners(hasMouse: boolean): Listeners {
  const key: Listeners['key'] = new Set();
  const paste: Listeners['paste'] = new Set();
  const mouse: Listeners['mouse'] = new Set();
  // Copies: whoever begins to listen because of an event does not hear that event.
  const tell = (event: InputEvent): void => {
    if (event.type === 'key') for (const listener of [...key]) listener({name: event.name, input: event.input});
    if (event.type === 'paste' && event.text !== '') for (const listener of [...paste]) listener(event.text);
    if (event.type === 'mouse' && hasMouse) for (const listener of [...mouse]) listener(event);
  };
  const forget = () => {
    for (const each of [key, paste, mouse]) each.clear();
  };
  return {key, paste, mouse, tell, forget};
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function terminalOf(painter: LinePainter, {key, paste, mouse, forget}: Listeners, stdout: WriteStream, end: () => void): Terminal {
  return {
    size: () => painter.size(),
    onResize: listener => painter.onResize(listener),
    onKey: listener => subscribe(key, listener),
    onPaste: listener => subscribe(paste, listener),
    onMouse: listener => subscribe(mouse, listener),
    copy(text) {
      const sequence = copySequence(text, process.env.TERM);
      if (sequence !== '') stdout.write(sequence);
      return sequence !== '';
    },
    draw: (lines, look) => painter.draw(lines, look),
    end() {
      forget();
      end();
    },
  };
}
