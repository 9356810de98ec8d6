import {EventEmitter} from 'node:events';
import xterm from '@xterm/headless';

/** A terminal emulator that a painter can draw on, without a process or a pseudo-terminal. */
export class Emulator extends EventEmitter {
  readonly #terminal: InstanceType<typeof xterm.Terminal>;
  written = '';
  /** As a slow terminal: takes what is written, but asks to wait for 'drain'. */
  isSlow = false;

  constructor(columns: number, rows: number) {
    super();
    this.#terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true});
    this.#terminal.write('\u001B[?7l'); // no autowrap, as in a session
  }

  get columns(): number {
    return this.#terminal.cols;
  }
  get rows(): number {
    return this.#terminal.rows;
  }

  write(text: string): boolean {
    this.written += text;
    this.#terminal.write(text);
    return !this.isSlow;
  }

  drain(): void {
    this.isSlow = false;
    this.emit('drain');
  }

  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows);
    this.emit('resize');
  }

  /** The text of every row, blanks at the ends cut. */
  async screen(): Promise<readonly string[]> {
    await this.#shown();
    const {active} = this.#terminal.buffer;
    return Array.from({length: this.rows}, (_, row) => active.getLine(row)?.translateToString().trimEnd() ?? '');
  }

  /** Every cell of the screen: its character, width, colours and attributes. */
  async cells(): Promise<readonly string[]> {
    await this.#shown();
    const {active} = this.#terminal.buffer;
    return Array.from({length: this.rows * this.columns}, (_, index) => {
      const cell = active.getLine(Math.floor(index / this.columns))?.getCell(index % this.columns);
      if (cell === undefined) return '';
      const attributes = [cell.isBold(), cell.isDim(), cell.isItalic(), cell.isUnderline(), cell.isInverse()];
      const colors = [cell.getFgColorMode(), cell.getFgColor(), cell.getBgColorMode(), cell.getBgColor()];
      return [cell.getChars() || ' ', cell.getWidth(), ...colors, ...attributes].join(' ');
    });
  }

  #shown(): Promise<void> {
    return new Promise(resolve => this.#terminal.write('', resolve));
  }
}

/** What an eye sees of cells: of a blank neither its colour nor its weight. */
export const seen = (cells: readonly string[]): readonly string[] =>
  cells.map(cell => {
    const [wide, , , ...rest] = cell.startsWith('  ') ? cell.slice(2).split(' ') : [];
    const [mode, color, , , , underlined, isInverse] = rest;
    return wide === undefined || isInverse !== '0' ? cell : [' ', wide, mode, color, underlined].join(' ');
  });
