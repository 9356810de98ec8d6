import type {Line, Size} from '../screen/line.js';
import {blankRow, diffRow, fillRow, type Look, type Row} from './line-cells.js';

const beginSynchronized = '\u001B[?2026h';
const endSynchronized = '\u001B[?2026l';
const eraseScreen = '\u001B[0m\u001B[2J';

/** What the painter needs of a terminal; a `tty.WriteStream` is one. */
export type Screen = {
  write(text: string): boolean;
  readonly columns?: number;
  readonly rows?: number;
  on(event: 'resize' | 'drain', listener: () => void): unknown;
  off(event: 'resize' | 'drain', listener: () => void): unknown;
};

const nothing: Line = [];

function isSameLine(a: Line, b: Line): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) {
    if (a[index]?.text !== b[index]?.text || a[index]?.role !== b[index]?.role) return false;
  }
  return true;
}

const isSameLook = (a: Look, b: Look): boolean => a.theme === b.theme && a.colorLevel === b.colorLevel && a.isAscii === b.isAscii;

/**
 * Draws lines on the terminal: only the cells that differ from what is on the screen are written. While the terminal takes no more,
 * frames are dropped, not queued: the newest is drawn when it does.
 */
export class LinePainter {
  readonly #screen: Screen;
  readonly #resizeListeners = new Set<() => void>();
  #frame: {readonly lines: readonly Line[]; readonly look: Look} | undefined;
  /** The lines on the screen, and how they look; undefined when what is on the screen is unknown. */
  #shown: {readonly lines: readonly Line[]; readonly look: Look} | undefined;
  /** The cells on the screen. */
  #rows: Row[] = [];
  /** A row to fill next: it changes places with the one it replaces. */
  #spare: Row = [];
  #isClosed = false;
  #isBlocked = false;
  #isBehind = false;

  constructor(screen: Screen) {
    this.#screen = screen;
    screen.on('resize', this.#onResize);
    screen.on('drain', this.#onDrain);
  }

  /** 80 by 24 where the terminal does not say. */
  size(): Size {
    return {columns: this.#screen.columns || 80, rows: this.#screen.rows || 24};
  }

  /** Returns what ends it. */
  onResize(listener: () => void): () => void {
    this.#resizeListeners.add(listener);
    return () => void this.#resizeListeners.delete(listener);
  }

  draw(lines: readonly Line[], look: Look): void {
    this.#frame = {lines, look};
    this.#paint();
  }

  /** Draws everything again: something else has written on the screen. */
  repaint(): void {
    this.#shown = undefined;
    this.#paint();
  }

  /** From now on nothing is written: the terminal is not ours. Frames are still taken; the last one is drawn by `open`. */
  close(): void {
    this.#isClosed = true;
  }

  /** The terminal is ours again, and empty. */
  open(): void {
    this.#isClosed = false;
    this.#isBlocked = false;
    this.repaint();
  }

  /** Lets go of the terminal for good. */
  dispose(): void {
    this.close();
    this.#screen.off('resize', this.#onResize);
    this.#screen.off('drain', this.#onDrain);
  }

  readonly #onResize = (): void => {
    this.#shown = undefined;
    for (const listener of [...this.#resizeListeners]) listener();
    if (this.#shown === undefined) this.#paint(); // nobody drew for the new size
  };

  readonly #onDrain = (): void => {
    this.#isBlocked = false;
    if (this.#isBehind) this.#paint();
  };

  #paint(): void {
    if (this.#isClosed || this.#frame === undefined) return;
    this.#isBehind = this.#isBlocked;
    if (this.#isBlocked) return;
    const changes = this.#changesTo(this.#frame.lines, this.#frame.look);
    this.#shown = this.#frame;
    if (changes !== '') this.#isBlocked = !this.#screen.write(beginSynchronized + changes + endSynchronized);
  }

  #changesTo(lines: readonly Line[], look: Look): string {
    let out = '';
    const shown = this.#shown;
    if (shown === undefined) {
      const {columns, rows} = this.size();
      out = eraseScreen;
      this.#rows = Array.from({length: rows}, () => blankRow(columns));
      this.#spare = blankRow(columns);
    }
    const looksSame = shown !== undefined && isSameLook(shown.look, look);
    for (let y = 0; y < this.#rows.length; y++) {
      const line = lines[y] ?? nothing;
      if (looksSame && isSameLine(line, shown.lines[y] ?? nothing)) continue;
      const [before = [], wanted] = [this.#rows[y], this.#spare];
      fillRow(wanted, line, look);
      out += diffRow(before, wanted, y);
      this.#rows[y] = wanted;
      this.#spare = before;
    }
    return out;
  }
}
