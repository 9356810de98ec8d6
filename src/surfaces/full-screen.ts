import process from 'node:process';
import type {ReadStream, WriteStream} from 'node:tty';
import {type Instance, render} from 'ink';
import type {ReactNode} from 'react';
import {copySequence} from './clipboard.js';
import {keepConsole} from './console-log.js';
import type {InputEvent, MouseEvent} from './input.js';
import {InputRouter} from './input-router.js';
import {outputTo, type Tap} from './output.js';
import {Painter} from './painter.js';
import {keyboardFor, onHangUp, Session, stackOf, terminalKey} from './session.js';

/** What the terminal offers a full-screen program beside what Ink does. Subscriptions return what ends them. */
export type FullScreen = {
  readonly size: () => {readonly columns: number; readonly rows: number};
  readonly onResize: (listener: () => void) => () => void;
  /** Text from the clipboard, as one piece, with \n between lines. Never empty. */
  readonly onPaste: (listener: (text: string) => void) => () => void;
  /** Silent unless the mouse was asked for. */
  readonly onMouse: (listener: (event: MouseEvent) => void) => () => void;
  /** Asks the terminal to put a text into the clipboard. False where it cannot be asked; whether it obeys, it does not say. */
  readonly copy: (text: string) => boolean;
  /** Gives the terminal to the shell, as Ctrl-Z does. */
  readonly suspend: () => void;
};

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

/**
 * Runs an Ink program on the whole screen until it calls `useApp().exit()`. The terminal layer answers four keys itself: Ctrl-C and
 * Ctrl-\ end the process by their signals, Ctrl-Z suspends it, Ctrl-L draws everything again. What is written with console.* appears
 * on stderr at the end. A bug anywhere ends the process with exit code 70. Throws UserError where there is no terminal.
 */
export async function runFullScreen(program: (screen: FullScreen) => ReactNode, options: FullScreenOptions = {}): Promise<void> {
  const {stdout = process.stdout, stdin = process.stdin, hasMouse = false, describeBug = stackOf, tap, onDeath = () => {}} = options;
  const keyboard = keyboardFor(stdout, stdin);
  const keptConsole = keepConsole();
  const output = outputTo(stdout, tap);
  const onResize = () => tap?.onResize(painter.columns, painter.rows);
  stdout.on('resize', onResize); // before the painter draws for the new size
  const painter = new Painter(output);
  const listeners = newListeners(hasMouse);
  let instance: Instance | undefined;
  const putAway = () => {
    painter.close();
    instance?.unmount();
    router.stop();
    if (keyboard !== stdin) keyboard.destroy();
    output.reportNow(keptConsole.release());
  };
  const session = new Session({
    output,
    keyboard,
    isFullScreen: true,
    hasMouse,
    onEnter: () => painter.open(),
    onLeave: () => painter.close(),
    onEnd: putAway,
    onDeath,
    describeBug,
  });
  const router = new InputRouter(keyboard, event =>
    event.type === 'key' ? terminalKey(event, session, () => painter.repaint()) : listeners.tell(event),
  );
  const stopWatching = onHangUp(stdout, keyboard, () => session.die('SIGHUP'));

  session.open();
  router.start();
  try {
    instance = render(program(screenOf(painter, listeners, session, stdout)), {
      // Ink asks no more of its streams than the painter and the router have.
      stdout: painter as unknown as NodeJS.WriteStream,
      stdin: router as unknown as NodeJS.ReadStream,
      debug: true, // every write is one whole frame, also where the environment says CI
      exitOnCtrlC: false,
      patchConsole: false,
      isScreenReaderEnabled: false, // the environment may ask Ink for lines, but what is drawn here is a screen
    });
    await instance.waitUntilExit();
  } catch (error) {
    session.crash(error);
  }
  session.close();
  painter.dispose();
  stdout.off('resize', onResize);
  stopWatching();
  putAway();
}

type Listeners = {
  readonly paste: Set<(text: string) => void>;
  readonly mouse: Set<(event: MouseEvent) => void>;
  readonly tell: (event: InputEvent) => boolean;
};

/** Without `hasMouse`, reports that nobody asked for (another program may have left them on) are kept from everybody. */
function newListeners(hasMouse: boolean): Listeners {
  const paste: Listeners['paste'] = new Set();
  const mouse: Listeners['mouse'] = new Set();
  return {
    paste,
    mouse,
    tell(event) {
      if (event.type === 'key') return false;
      if (event.type === 'paste' && event.text !== '') for (const listener of paste) listener(event.text);
      if (event.type === 'mouse' && hasMouse) for (const listener of mouse) listener(event);
      return true;
    },
  };
}

function screenOf(painter: Painter, {paste, mouse}: Listeners, session: Session, stdout: WriteStream): FullScreen {
  const subscribe = <T>(listeners: Set<T>, listener: T) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  };
  return {
    size: () => ({columns: painter.columns, rows: painter.rows}),
    onResize(listener) {
      painter.on('resize', listener);
      return () => painter.off('resize', listener);
    },
    onPaste: listener => subscribe(paste, listener),
    onMouse: listener => subscribe(mouse, listener),
    copy(text) {
      const sequence = copySequence(text, process.env.TERM);
      if (sequence !== '') stdout.write(sequence);
      return sequence !== '';
    },
    suspend: session.suspend,
  };
}
