import {Console} from 'node:console';
import process from 'node:process';
import {Writable} from 'node:stream';

/** The most characters kept: of an endless log the end is what counts. */
const mostKept = 100_000;

/**
 * Keeps what is written with console.* and as a warning of Node from a screen it would destroy. `release` puts the console back and
 * returns what was kept, '' where nothing was.
 */
export function keepConsole(): {release(): string} {
  let kept = '';
  const sink = new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      kept = (kept + text).slice(-mostKept);
      done();
    },
  });
  const original = {...console};
  const warningListeners = process.listeners('warning');
  Object.assign(console, new Console({stdout: sink, stderr: sink, colorMode: false}));
  process.removeAllListeners('warning');
  process.on('warning', keepWarning);
  function keepWarning({name, message}: Error): void {
    sink.write(`${name}: ${message}\n`);
  }
  return {
    release() {
      Object.assign(console, original);
      process.off('warning', keepWarning);
      for (const listener of warningListeners) process.on('warning', listener);
      return kept;
    },
  };
}
