import {EventEmitter} from 'node:events';
import {diffRow, type Row, toRow} from './cells.js';

const beginSynchronized = '\u001B[?2026h';
const endSynchronized = '\u001B[?2026l';
const eraseScreen = '\u001B[0m\u001B[2J';
const cursorVisibility = /^\u001B\[\?25[hl]$/;

/** What the painter needs of a terminal; a `tty.WriteStream` is one. */
export type Screen = {
  write(text: string): boolean;
  readonly columns?: number;
  readonly rows?: number;
  on(event: 'resize' | 'drain', listener: () => void): unknown;
  off(event: 'resize' | 'drain', listener: () => void): unknown;
};

/**
 * Stands between Ink and the terminal. Ink gets it as `stdout` together with `debug: true`; then every write is one whole frame,
 * and only the cells that differ from what is on the screen are written on. Emits 'resize'. While the terminal takes no more,
 * frames are dropped, not queued: the newest is drawn when it does.
 */
export class Painter extends EventEmitter {
  readonly isTTY = true;
  readonly writable = true;
  readonly #screen: Screen;
  #frame = '';
  /** The lines on the screen and their cells; empty when what is on the screen is unknown. */
  #lines: readonly string[] = [];
  #rows: Row[] = [];
  #isClosed = false;
  #isBlocked = false;
  #isBehind = false;

  constructor(screen: Screen) {
    super();
    this.setMaxListeners(0); // one per component that follows the size
    this.#screen = screen;
    screen.on('resize', this.#onResize);
    screen.on('drain', this.#onDrain);
  }

  /** 80 by 24 where the terminal does not say. */
  get columns(): number {
    return this.#screen.columns || 80;
  }
  get rows(): number {
    return this.#screen.rows || 24;
  }

  /** Draws a frame. Not frames are Ink's cursor commands and the empty writes it flushes with. A callback is called as a stream would. */
  write = (frame: string, ...rest: readonly unknown[]): boolean => {
    const callback = rest.at(-1);
    if (typeof callback === 'function') queueMicrotask(() => callback());
    if (frame !== '' && !cursorVisibility.test(frame)) {
      this.#frame = frame;
      this.#paint();
    }
    return true;
  };

  /** Draws everything again: something else has written on the screen. */
  repaint(): void {
    this.#lines = [];
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
    this.#lines = [];
    this.emit('resize');
    if (this.#lines.length === 0) this.#paint(); // nobody drew for the new size
  };

  readonly #onDrain = (): void => {
    this.#isBlocked = false;
    if (this.#isBehind) this.#paint();
  };

  #paint(): void {
    if (this.#isClosed || this.#frame === '') return;
    this.#isBehind = this.#isBlocked;
    if (this.#isBlocked) return;
    const changes = this.#changes();
    if (changes !== '') this.#isBlocked = !this.#screen.write(beginSynchronized + changes + endSynchronized);
  }

  #changes(): string {
    const {columns, rows} = this;
    const lines = this.#frame.split('\n').slice(0, rows);
    const isFresh = this.#lines.length === 0;
    let out = '';
    if (isFresh) {
      out = eraseScreen;
      const empty = toRow('', columns);
      this.#rows = Array.from({length: rows}, () => empty);
    }
    for (const [y, shown] of this.#rows.entries()) {
      const line = lines[y] ?? '';
      if (!isFresh && line === (this.#lines[y] ?? '')) continue;
      const wanted = toRow(line, columns);
      out += diffRow(shown, wanted, y);
      this.#rows[y] = wanted;
    }
    this.#lines = lines;
    return out;
  }
}
