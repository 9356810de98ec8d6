import {unreachable} from '../errors.js';

/** An asciicast of version 3: a header, then a line for each event, https://docs.asciinema.org/manual/asciicast/v3/ */

/** What a recording says of itself. */
export type CastHeader = {
  readonly columns: number;
  readonly rows: number;
  /** The terminal's name, as in TERM. */
  readonly terminal: string | undefined;
  /** When it began, Unix time in seconds. */
  readonly timestamp: number;
  readonly title: string;
  readonly command: string;
  readonly tags: readonly string[];
};

/** What a terminal was told, the size it got, a place to jump to, or the exit code at the end. */
export type CastEvent =
  | {readonly type: 'output'; readonly text: string}
  | {readonly type: 'resize'; readonly columns: number; readonly rows: number}
  | {readonly type: 'marker'; readonly label: string}
  | {readonly type: 'exit'; readonly exitCode: number};

/** The first line. */
export function castHeader({columns, rows, terminal, timestamp, title, command, tags}: CastHeader): string {
  const term = {cols: columns, rows, ...(terminal !== undefined && terminal !== '' && {type: wellFormed(terminal)})};
  const words = {title: wellFormed(title), command: wellFormed(command), tags: tags.map(wellFormed)};
  return `${JSON.stringify({version: 3, term, timestamp: Math.floor(timestamp), ...words})}\n`;
}

/**
 * Makes the other lines, one for each call. Times are milliseconds since the beginning; what is written is the time since the line
 * before, counted between whole milliseconds, so that an hour of frames does not drift.
 */
export function castEvents(): (atMs: number, event: CastEvent) => string {
  let lastMs = 0;
  return (atMs, event) => {
    const wholeMs = Math.max(lastMs, Math.round(atMs));
    const interval = ((wholeMs - lastMs) / 1000).toFixed(3);
    lastMs = wholeMs;
    const [code, data] = coded(event);
    return `[${interval}, ${JSON.stringify(code)}, ${JSON.stringify(wellFormed(data))}]\n`;
  };
}

function coded(event: CastEvent): readonly [code: 'o' | 'r' | 'm' | 'x', data: string] {
  switch (event.type) {
    case 'output':
      return ['o', event.text];
    case 'resize':
      return ['r', `${event.columns}x${event.rows}`];
    case 'marker':
      return ['m', event.label];
    case 'exit':
      return ['x', String(event.exitCode)];
    default:
      return unreachable(event);
  }
}

/** Half a character cannot be written as UTF-8; a terminal shows `�` for it, and strict readers refuse its JSON escape. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');
