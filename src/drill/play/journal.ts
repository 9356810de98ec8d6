/**
 * A drill on a disk: JSONL, one header, then one accepted input a line, in order. Only ever appended to; a line counts once its line
 * feed is there, so that whoever is stopped while writing loses at most the last input.
 */
import * as z from 'zod';
import {UserError} from '../../errors.js';
import {clockPolicies} from '../scenario/clock-policy.js';
import {inputSchema} from './input.js';
import type {Entry} from './play.js';

export const journalFormat = 'incident-replay drill journal';

/** What a journal may hold; a drill of a day with a full room stays far below. */
export const journalLimits = {bytes: 256 * 1024 * 1024, lineBytes: 64 * 1024, entries: 1_000_000} as const;

const word = z.string().min(1).max(200);
const headerSchema = z.strictObject({
  format: z.literal(journalFormat),
  version: z.literal(1),
  /** So that nobody takes the file for the real thing. */
  exercise: word,
  codeName: word,
  /** `sha256:…` of the drill, and of the timeline file that it stands in. */
  scenarioHash: word,
  timelineHash: word,
  variant: word,
  seed: z.number().int(),
  policy: z.enum(clockPolicies),
  seats: z.array(word).max(50),
  startedAt: z.string().max(40).optional(),
  sealed: z.string().max(4000),
});
export type JournalHeader = z.output<typeof headerSchema>;

const lineSchema = z.strictObject({
  wallMs: z.number().min(0),
  input: inputSchema,
  /** Made by who sent it: an input that is sent again counts once. */
  key: z.string().max(100).optional(),
  /** The beginning of the hash of the state that followed. */
  state: z.string().max(64).optional(),
});
export type JournalLine = Entry & {readonly state?: string | undefined};

/** What a header does not say in clear: where the scenario came from, and which world it is played in. */
export type Sealed = {readonly scenario: string; readonly twin: string | null};
const sealedSchema = z.strictObject({scenario: z.string(), twin: z.string().nullable()});

/** Sealed against accident, not against intent: nobody reads the answer in passing. */
export const seal = (sealed: Sealed): string =>
  btoa(String.fromCodePoint(...new TextEncoder().encode(JSON.stringify({scenario: sealed.scenario, twin: sealed.twin}))));

/** @throws UserError when it was not made by `seal` */
export function unseal(text: string): Sealed {
  try {
    return sealedSchema.parse(JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(text), letter => letter.codePointAt(0) ?? 0))));
  } catch {
    throw new UserError('The journal does not say which scenario it belongs to.', 'Name the scenario with --scenario.');
  }
}

export const lineOf = (line: JournalHeader | JournalLine): string => `${JSON.stringify(line)}\n`;

export type Journal = {
  readonly header: JournalHeader;
  readonly lines: readonly JournalLine[];
  /** How much of the file counts; what comes after it was being written when the writer stopped. */
  readonly keptBytes: number;
  /** How much there was. */
  readonly readBytes: number;
  readonly isTorn: boolean;
};

const lineFeed = 10;

/**
 * The bytes of a journal → its header and inputs.
 *
 * @throws UserError with the number of the line that is no input
 */
export function parseJournal(name: string, bytes: Uint8Array): Journal {
  if (bytes.length > journalLimits.bytes) throw new UserError(`${name} is too large for a journal.`);
  const end = bytes.lastIndexOf(lineFeed) + 1;
  const rows = textOf(name, bytes.subarray(0, end)).split('\n').slice(0, -1);
  if (rows.length > journalLimits.entries) throw new UserError(`${name} has more lines than a drill can have.`);
  const [first, ...others] = rows;
  const header = headerSchema.safeParse(first === undefined ? null : jsonOf(first));
  if (!header.success)
    throw new UserError(`${name}:1: this is no journal of a drill.`, 'A journal is what a drill has written: FILE.jsonl.');
  const lines: JournalLine[] = [];
  for (const [index, row] of others.entries()) {
    const line = row.length > journalLimits.lineBytes ? undefined : jsonOf(row);
    // A disk that lost its power may have kept the length of the last line and not its bytes.
    if (line === undefined && index === others.length - 1) {
      return {header: header.data, lines, keptBytes: end - new TextEncoder().encode(row).length - 1, readBytes: bytes.length, isTorn: true};
    }
    lines.push(readLine(`${name}:${index + 2}`, line));
  }
  return {header: header.data, lines, keptBytes: end, readBytes: bytes.length, isTorn: end < bytes.length};
}

function readLine(place: string, value: unknown): JournalLine {
  const line = lineSchema.safeParse(value);
  if (line.success) return line.data;
  const [issue] = line.error.issues;
  const what = value === undefined ? 'it is not JSON' : `${issue?.path.map(String).join('.') || 'it'}: ${issue?.message}`;
  throw new UserError(
    `${place}: this line is no input: ${what}.`,
    'A journal is never changed by hand: take it back from where it was copied.',
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function textOf(name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes);
  } catch {
    throw new UserError(`${name} is not UTF-8 text.`, 'A journal is what a drill has written: FILE.jsonl.');
  }
}
