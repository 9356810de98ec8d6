import {PassThrough} from 'node:stream';
import {render} from 'ink';
import type {ReactNode} from 'react';
import type {Looks} from '../../src/screens/seat/looks.js';
import {Keyed} from '../../src/screens/seat/run.js';
import {InputRouter} from '../../src/surfaces/input-router.js';
import {Painter} from '../../src/surfaces/painter.js';
import {Emulator} from './emulator.js';

/** What a terminal sends for a key. */
const keys: Readonly<Record<string, string>> = {
  ...{up: '\u001B[A', down: '\u001B[B', right: '\u001B[C', left: '\u001B[D', enter: '\r', tab: '\t', space: ' ', escape: '\u001B'},
  'ctrl-k': '\u000B',
};

/** A screen of a drill on a pretend terminal. */
export function pretend(program: (looks: Looks) => ReactNode, columns = 80, rows = 24) {
  const emulator = new Emulator(columns, rows);
  emulator.write('\u001B[?1049h'); // the alternate screen, which no resize wraps
  const painter = new Painter(emulator);
  const keyboard = new PassThrough();
  const router = new InputRouter(keyboard as unknown as NodeJS.ReadStream, () => false);
  const screen = {
    size: () => ({columns: painter.columns, rows: painter.rows}),
    onResize: (listener: () => void) => {
      painter.on('resize', listener);
      return () => painter.off('resize', listener);
    },
    onPaste: () => () => {},
  };
  router.start();
  const app = render(<Keyed program={onKey => program({screen, onKey, theme: 'dark', colorLevel: 0, isAscii: false})} />, {
    stdout: painter as unknown as NodeJS.WriteStream,
    stdin: router as unknown as NodeJS.ReadStream,
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  return {
    /** Presses keys, by name or as text, in one go; a key of its own each. */
    press: (...names: readonly string[]) => {
      for (const name of names) for (const key of keys[name] === undefined ? [...name] : [keys[name]]) keyboard.write(key);
    },
    text: async () => (await emulator.screen()).join('\n'),
    /** Everything that was ever drawn. */
    written: () => emulator.written,
    ended: app.waitUntilExit(),
    close: () => {
      app.unmount();
      router.stop();
    },
  };
}
