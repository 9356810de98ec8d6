import type {Io} from './io.js';

/** One line that is written again and again, on a terminal only. */
export function progressOn({stderr}: Pick<Io, 'stderr'>): {show(words: string): void; clear(): void} {
  if (!stderr.isTTY) return {show: () => {}, clear: () => {}};
  const startOfLine = '\r\u001B[K';
  return {show: words => stderr.write(`${startOfLine}${words.slice(0, stderr.columns - 1)}`), clear: () => stderr.write(startOfLine)};
}
