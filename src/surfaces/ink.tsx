import process from 'node:process';
import {render} from 'ink';
import {useLayoutEffect} from 'react';

const mute = () => true;
/** What Ink would do with its output, on a stream of the right kind: nothing is written and nobody is listened to. */
const silenced: Readonly<Record<string | symbol, unknown>> = {
  ...{isTTY: false, writable: false, write: mute, on: mute, off: mute},
};

/** Stdout as Ink may have it: it asks for the size and whatever else it wants, and no byte of it arrives anywhere. */
const silentOutput = (): NodeJS.WriteStream =>
  new Proxy(process.stdout, {get: (stream, name) => (name in silenced ? silenced[name] : Reflect.get(stream, name, stream))});

/** Lives as long as the program. Draws nothing: the screen is the painter's. */
function Surface({hold}: {readonly hold: () => () => void}) {
  useLayoutEffect(hold, [hold]);
  return null;
}

/**
 * Hosts a program in Ink: `hold` is called when it is mounted, and what that returns when it is unmounted. Ink neither writes on the
 * screen nor reads a key. Returns what unmounts it. `onBug`: React has caught something.
 */
export function hostInInk(hold: () => () => void, onBug: (error: unknown) => void): () => void {
  const instance = render(<Surface hold={hold} />, {
    stdout: silentOutput(),
    debug: true, // nothing is put off, also where the environment says CI
    exitOnCtrlC: false,
    patchConsole: false,
    isScreenReaderEnabled: false,
  });
  instance.waitUntilExit().catch(onBug);
  return () => instance.unmount();
}
