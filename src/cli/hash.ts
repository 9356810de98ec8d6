import {createHash} from 'node:crypto';
import type {Run} from '../engine/run.js';

/** `sha256:…` of a file's bytes. */
export const hashOf = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/**
 * `sha256:…` of what a run computed: the signals' names, when the rows are, and every bit of the table.
 * Titles, events and published impacts have no part in it.
 */
export function runHashOf({timeline, signals, startMs, stepMs, rows, table}: Run): string {
  // The start as Unix time: where a file names no epoch, Ms 0 is the incident's start, which the run does not depend on.
  const geometry = {signals, startUnixMs: timeline.epochUnixMs + startMs, stepMs, rows};
  const bytes = new Uint8Array(table.buffer, table.byteOffset, table.byteLength);
  return `sha256:${createHash('sha256').update(JSON.stringify(geometry)).update(bytes).digest('hex')}`;
}
