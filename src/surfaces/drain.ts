import {closeSync, constants, openSync, readSync} from 'node:fs';

/** What a terminal is asked so that it answers: whether all is well. It answers in order, so nothing that it sent before is behind that. */
export const statusQuery = '\u001B[5n';
const statusAnswer = /\u001B\[[03]n/;

/** The longest that an answer is waited for, ms: a person does not notice it, and a terminal at hand needs far less. */
const answerMs = 150;
/** Between two looks, ms. */
const lookMs = 2;
/** The most bytes that are thrown away: whoever sends more does not stop. */
const mostBytes = 10_000_000;

const pause = (lengthMs: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, lengthMs);

/** What is there to read, up to a limit; undefined where the terminal is gone. */
function waiting(fd: number, buffer: Buffer): string | undefined {
  try {
    const length = readSync(fd, buffer);
    return length === 0 ? undefined : buffer.toString('latin1', 0, length);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EAGAIN' ? '' : undefined;
  }
}

/**
 * Throws away what the terminal has sent and nobody has read, or the shell would take it for typed text. It returns when there is
 * nothing more, or, where a status was asked for, with the answer; it never waits long, and also works while the process ends.
 */
export function drainKeyboard(isAnswerDue: boolean): void {
  const fd = openKeyboard();
  if (fd === undefined) return;
  const buffer = Buffer.alloc(65_536);
  const deadlineMs = performance.now() + answerMs;
  let last = '';
  for (let bytes = 0; bytes < mostBytes && performance.now() < deadlineMs; ) {
    const text = waiting(fd, buffer);
    if (text === undefined) break;
    bytes += text.length;
    last = (last + text).slice(-65_536);
    if (isAnswerDue ? statusAnswer.test(last) : text === '') break;
    if (text === '') pause(lookMs);
  }
  closeSync(fd);
}

/** A way of our own to the keyboard, on which a read does not wait; undefined where there is none. */
function openKeyboard(): number | undefined {
  try {
    return openSync('/dev/tty', constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  } catch {
    return undefined;
  }
}
